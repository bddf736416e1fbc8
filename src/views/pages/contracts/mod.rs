//! Pages about contracts: the list, and one contract in one screen.

mod list;

mod overview;

mod standing;

pub(crate) use list::SIZE;
pub use list::{ContractsPage, Search};
pub use overview::{Known, MEETINGS, OverviewPage};
pub use standing::Standing;
