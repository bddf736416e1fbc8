//! Rows of a scores file.

use super::cells::{Wrong, absent, date, side, state};
use super::kinds::{CONTRACT, Column};
use super::line::{Line, Spot};
use super::table::{Latest, Parse, Spots};
use crate::app::imports::{Given, ScorePart, ScoreRow};
use chrono::NaiveDate;

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "contract",
        about: "Reference of the contract",
        synonyms: CONTRACT,
        ..Column::REQUIRED
    },
    Column {
        name: "meeting_date",
        about: "Day of the governance meeting, such as 1 April 2026 or 2026-04-01",
        synonyms: &["Date", "Meeting", "Date of Meeting", "Held On", "Review Date"],
        ..Column::REQUIRED
    },
    Column {
        name: "side",
        about: "Whose score it is: client, supplier or agreed",
        synonyms: &["Scored By", "Scorer", "Party"],
        ..Column::REQUIRED
    },
    Column {
        name: "criterion",
        about: "Key or title of the criterion in the contract's design",
        synonyms: &["Criteria", "Criterion Name", "Measure", "Question"],
        ..Column::REQUIRED
    },
    Column {
        name: "value",
        about: "The score or the label of its level; empty when it was not scored",
        synonyms: &["Score", "Score Given", "Rating", "Mark"],
        ..Column::REQUIRED
    },
    Column {
        name: "state",
        about: "Why there is no score: not_scored, not_applicable, not_due, disputed or agreed_to_differ",
        synonyms: &["Status", "Score State"],
        ..Column::OPTIONAL
    },
    Column {
        name: "comment",
        about: "Why, in their words",
        synonyms: &["Comments", "Reason", "Notes", "Remarks"],
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "C-0001,2026-07-15,client,outcomes,4,,Released to the second area on time",
    "C-0001,15 July 2026,supplier,Commitments kept,,not_due,",
];

/// Where each field of a score is, and what the rows before said.
pub(super) struct Scores {
    contract: Spot,
    day: Spot,
    side: Spot,
    criterion: Spot,
    value: Spot,
    state: Spot,
    comment: Spot,
    days: Latest<NaiveDate>,
}

impl Scores {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            contract: spots.get("contract"),
            day: spots.get("meeting_date"),
            side: spots.get("side"),
            criterion: spots.get("criterion"),
            value: spots.get("value"),
            state: spots.get("state"),
            comment: spots.get("comment"),
            days: Latest::default(),
        }
    }

    fn given(&self, line: &mut Line<'_>) -> Option<Given> {
        let value = line.cell(&self.value);
        let state_cell = line.cell(&self.state);
        let state = line.read(&self.state, state)?;
        match (absent(value), state) {
            (None, None) => Some(Given::Value(without_percent(value).to_owned())),
            (None, Some(_)) => {
                let message = format!("this is a score, and the state says {state_cell}");
                line.wrong(&self.value, Wrong::new(message, "Remove the score or the state"));
                None
            }
            (Some(_), None) if !state_cell.is_empty() => {
                let message = "the state says that there is a score, and there is none";
                line.wrong(&self.value, Wrong::new(message, "Enter the score or change the state"));
                None
            }
            (Some(why), None) => Some(Given::Unscored(why)),
            (Some(_), Some(why)) => Some(Given::Unscored(why)),
        }
    }
}

/// `80%` is a score of 80; a label with a percent sign stays as it is.
fn without_percent(value: &str) -> &str {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    value.strip_suffix('%').map(str::trim_end).filter(|text| number(text)).unwrap_or(value)
}

impl Parse for Scores {
    type Out = ScoreRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<ScoreRow, ScorePart> {
        let contract = line.key(&self.contract);
        let days = &mut self.days;
        let on = line.required(&self.day, |cell| days.or_read(cell, date));
        let side = line.required(&self.side, side);
        let criterion = line.key(&self.criterion);
        let given = self.given(line);
        let comment = line.prose(&self.comment);
        match (contract, on, side, criterion, given) {
            (Some(contract), Some(on), Some(side), Some(criterion), Some(given)) => {
                Ok(ScoreRow { contract, on, side, criterion, given, comment })
            }
            (contract, on, _, criterion, given) => {
                Err(ScorePart { contract, on, criterion, given })
            }
        }
    }
}
