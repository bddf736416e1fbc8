//! `scorecard audit`: whether the history of changes is what was written.

use super::answer::say;
use super::{Format, Verdict};
use crate::app::App;
use crate::app::audit::Verified;
use crate::domain::access::Actor;
use crate::views::text::count;
use clap::{Args, Subcommand};

/// What to do with the history.
#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Go along the whole history and name the first entry that does not hold
    Verify,
}

impl Audit {
    pub(super) async fn run(
        &self,
        app: &App,
        actor: &Actor,
        format: Format,
    ) -> anyhow::Result<Verdict> {
        let Way::Verify = self.way;
        let Verified { outcome, end } = app.verify_history(actor).await?;
        let (text, view, verdict) = match outcome {
            Ok(entries) => (
                format!("The history holds: {}\n", count(entries, "entry", "entries")),
                serde_json::json!({ "holds": true, "entries": entries }),
                Verdict::Done,
            ),
            Err(broken) => (
                format!("The history does not hold. Entry {}: {}\n", broken.number, broken.how),
                serde_json::json!({
                    "holds": false, "entry": broken.number, "how": broken.how.to_string(),
                }),
                Verdict::Refused,
            ),
        };
        let mut view = view;
        view["end"] = serde_json::json!({ "number": end.number, "digest": end.digest.to_string() });
        let end = format!("It ends with entry {}, digest {}\n", end.number, end.digest);
        say(format, &(text + &end), &view)?;
        Ok(verdict)
    }
}
