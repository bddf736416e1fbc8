//! The upload form as a browser sends it.

use crate::inbound::csv::Surface;
use crate::inbound::http::error::Failure;
use crate::inbound::http::upload::{Spooled, Told, Upload, broken, spooled, text};
use crate::views::pages::imports::Attempt;
use crate::views::pages::parts::Complaints;
use axum::extract::Multipart;

/// What was sent: the words to show again, and the file or what is wrong with the form.
pub(super) struct Sent {
    pub(super) attempt: Attempt,
    pub(super) file: Result<Upload, Complaints>,
}

/// Takes the form in; the file goes to disk as it comes.
pub(super) async fn receive(mut form: Multipart) -> Result<Sent, Failure> {
    let (mut attempt, mut file) = (Attempt::default(), None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let place = match field.name().unwrap_or_default() {
            "file" if field.file_name().is_some_and(|name| !name.is_empty()) => {
                file = Some(spooled(field).await?);
                continue;
            }
            "columns" => &mut attempt.columns,
            "fixed" => &mut attempt.fixed,
            "periods" => &mut attempt.periods,
            "decimals" => &mut attempt.decimals,
            "design" => &mut attempt.design,
            _ => continue,
        };
        *place = text(field).await?;
    }
    let file = understood(&attempt, file);
    Ok(Sent { attempt, file })
}

fn understood(attempt: &Attempt, file: Option<Spooled>) -> Result<Upload, Complaints> {
    let (mut told, mut complaints) = (Told::default(), Complaints::default());
    if file.is_none() {
        complaints.add("file", "Select a CSV file");
    }
    pairs("columns", "map[]", &attempt.columns, &mut told, &mut complaints);
    pairs("fixed", "set[]", &attempt.fixed, &mut told, &mut complaints);
    let choices = [
        ("periods", &attempt.periods),
        ("decimals", &attempt.decimals),
        ("design", &attempt.design),
    ];
    for (name, choice) in choices {
        if told.hear(name, choice).is_err() {
            complaints.add("file", "Select one of the choices under how to read the file");
        }
    }
    match file {
        Some(Spooled { path, name }) if complaints.is_empty() => {
            Ok(Upload { path, name, told, surface: Surface::Page })
        }
        Some(_) | None => Err(complaints),
    }
}

fn pairs(
    field: &'static str, name: &str, lines: &str, told: &mut Told, complaints: &mut Complaints,
) {
    for (number, line) in (1..).zip(lines.lines()) {
        let line: &str = line;
        let number: u32 = number;
        if told.hear(name, line).is_err() {
            complaints.add(field, format!("Line {number} must have an equals sign in it"));
        }
    }
}
