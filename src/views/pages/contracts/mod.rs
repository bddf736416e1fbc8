//! Pages about contracts: the list, and one contract in one screen.

mod list;

mod overview;

mod standing;

pub use list::{ContractsPage, Search, Versions};
pub use overview::OverviewPage;
pub use standing::Standing;
