//! What the words mean, and the accessibility statement.

use super::{Shown, show};
use crate::views::pages::guide::{AccessibilityPage, HelpPage};

pub(super) async fn help() -> Shown {
    show(&HelpPage::new())
}

pub(super) async fn accessibility() -> Shown {
    show(&AccessibilityPage::new())
}
