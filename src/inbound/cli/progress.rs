//! Progress on standard error, shown on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// A bar or a count that is cleared when it is dropped.
#[derive(Debug)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A count of things, such as `12 contracts written`.
    pub(super) fn counting(things: &str) -> Self {
        Self::new(None, &format!("{{spinner}} {{human_pos}} {things} ({{elapsed}})"))
    }

    /// A bar through a file of so many bytes.
    pub(super) fn through(bytes: u64) -> Self {
        Self::new(Some(bytes), "{bar:40} {bytes} of {total_bytes} read ({eta} left)")
    }

    /// Something whose end cannot be foretold.
    pub(super) fn waiting(doing: &str) -> Self {
        Self::new(None, &format!("{{spinner}} {doing} ({{elapsed}})"))
    }

    fn new(length: Option<u64>, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One more.
    pub(super) fn step(&self) {
        self.0.inc(1);
    }

    /// So far.
    pub(super) fn at(&self, position: u64) {
        self.0.set_position(position);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
