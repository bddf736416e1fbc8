//! `scorecard audit`: whether the history of changes is what was written.

use super::answer::say;
use super::{Format, Verdict};
use crate::app::App;
use crate::app::audit::Verified;
use crate::domain::access::Actor;
use crate::domain::audit::Broken;
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
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        let Way::Verify = self.way;
        let Verified { outcome, end } = app.verify_history(actor).await?;
        let (text, verdict) = match &outcome {
            Ok(entries) => (
                format!("The history holds: {}", count(*entries, "entry", "entries")),
                Verdict::Done,
            ),
            Err(Broken { number, how }) => {
                (format!("The history does not hold. Entry {number}: {how}"), Verdict::Refused)
            }
        };
        let broken = outcome.err();
        let view = serde_json::json!({
            "holds": broken.is_none(),
            "entries": outcome.ok(),
            "broken": broken.map(|broken| broken.number),
            "how": broken.map(|broken| broken.how.to_string()),
            "end": { "number": end.number, "digest": end.digest.to_string() },
        });
        let text = format!("{text}\nIt ends with entry {}, digest {}\n", end.number, end.digest);
        say(format, &text, &view)?;
        Ok(verdict)
    }
}
