//! When two items are the same thing, so that only one of them counts.

use super::Item;
use crate::domain::contracts::Contract;

/// Why an item cannot be linked as the same as another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSame {
    /// It is the item itself.
    #[error("an item is the same as itself anyway; name another one")]
    Itself,
    /// The other belongs to other organisations.
    #[error("“{0}” is of another client or supplier, so it cannot be the same thing")]
    Elsewhere(String),
    /// The other leaves its place to a third.
    #[error("“{0}” is itself linked as the same as another item; link this one to that")]
    Repeats(String),
    /// A third leaves its place to this one.
    #[error("“{0}” is linked as the same as this one; unlink it first")]
    Repeated(String),
    /// A promise would no longer be due.
    #[error("this was promised in the tender and “{0}” was not; link that one to this one instead")]
    Promised(String),
}

/// Whether `other` may count in place of `item`, each with its contract; `repeated_by` is an item
/// that `item` already counts for.
///
/// # Errors
/// [`NotSame`] says why not.
pub fn may_be_same(
    (item, contract): (&Item, &Contract), (other, others): (&Item, &Contract),
    repeated_by: Option<&Item>,
) -> Result<(), NotSame> {
    let title = || other.terms.title.clone();
    if item.id == other.id {
        return Err(NotSame::Itself);
    }
    let sides = |contract: &Contract| (contract.client.id, contract.supplier.id);
    if sides(contract) != sides(others) {
        return Err(NotSame::Elsewhere(title()));
    }
    if other.same_as.is_some() {
        return Err(NotSame::Repeats(title()));
    }
    if let Some(third) = repeated_by {
        return Err(NotSame::Repeated(third.terms.title.clone()));
    }
    if item.terms.is_commitment() && !other.terms.is_commitment() {
        return Err(NotSame::Promised(title()));
    }
    Ok(())
}
