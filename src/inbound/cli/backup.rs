//! `scorecard backup` and `scorecard restore`: the records of a SQLite database as one file.

use super::answer::say;
use super::progress::Progress;
use super::{Format, Verdict};
use crate::app::Clock;
use crate::app::backup::{self, BackedUp, Over, Restored};
use crate::domain::access::Actor;
use crate::views::text::count;
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Where to copy the records to.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The new file
    file: PathBuf,
}

/// Which records to put in place.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `scorecard backup` made
    file: PathBuf,
    /// Put them in the place of other records, which are kept beside them under another name
    #[arg(long)]
    replace: bool,
}

#[derive(Serialize)]
struct BackedUpView<'a> {
    file: &'a Path,
    bytes: u64,
    changes: Option<u64>,
    broken: Option<String>,
}

#[derive(Serialize)]
struct RestoredView<'a> {
    file: &'a Path,
    changes: u64,
    steps: &'a [String],
    kept: Option<&'a Path>,
}

impl Backup {
    pub(super) async fn run(&self, url: &str, format: Format) -> anyhow::Result<Verdict> {
        let progress = Progress::waiting("copying the records");
        let made = backup::backup(&Actor::administrator(), url, &self.file).await?;
        drop(progress);
        let view = BackedUpView {
            file: &self.file,
            bytes: made.bytes,
            changes: made.history.and_then(Result::ok),
            broken: made.history.and_then(Result::err).map(|broken| broken.to_string()),
        };
        say(format, &self.told(&made), &view)?;
        Ok(if view.broken.is_some() { Verdict::Refused } else { Verdict::Done })
    }

    fn told(&self, made: &BackedUp) -> String {
        let copied =
            format!("Copied to {}: {}", self.file.display(), count(made.bytes, "byte", "bytes"));
        match &made.history {
            Some(Ok(changes)) => {
                format!("{copied}, {} in a history that holds\n", changes_in_words(*changes))
            }
            Some(Err(broken)) => {
                format!("{copied}\nIts history does not hold, so it cannot be restored: {broken}\n")
            }
            None => format!("{copied}, to be brought up to date when it is restored\n"),
        }
    }
}

impl Restore {
    pub(super) async fn run(&self, url: &str, format: Format) -> anyhow::Result<Verdict> {
        let over = if self.replace { Over::Records } else { Over::Nothing };
        let progress = Progress::waiting("examining the copy");
        let actor = Actor::administrator();
        let restored = backup::restore(&actor, &self.file, url, over, Clock::System).await?;
        drop(progress);
        let view = RestoredView {
            file: &self.file,
            changes: restored.entries,
            steps: &restored.steps,
            kept: restored.kept.as_deref(),
        };
        say(format, &self.told(&restored), &view)?;
        Ok(Verdict::Done)
    }

    fn told(&self, restored: &Restored) -> String {
        let Restored { entries, steps, kept } = restored;
        let changes = changes_in_words(*entries);
        let mut text =
            format!("Restored from {}: {changes} in a history that holds\n", self.file.display());
        if let [_, ..] = steps.as_slice() {
            text.push_str(&format!("Schema steps taken: {}\n", steps.join(", ")));
        }
        if let Some(kept) = kept {
            text.push_str(&format!("What was there before is kept in {}\n", kept.display()));
        }
        text
    }
}

fn changes_in_words(changes: u64) -> String {
    count(changes, "change", "changes")
}
