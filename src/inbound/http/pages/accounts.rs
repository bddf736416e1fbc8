//! Ways in, people and their roles, tokens, one's own account.

pub(super) mod doors;

pub(super) mod own;

pub(super) mod people;

pub(super) mod sso;

pub(super) mod tokens;

use super::{Shown, again, again_if, show};
