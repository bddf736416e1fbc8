//! Ways in, people and their roles, tokens, one's own account.

mod doors;

mod own;

mod people;

mod sso;

mod tokens;

pub use super::form::{FormPage, WayIn};
pub use doors::{choose, no_link, set_up, sign_in, take_up};
pub use own::{AccountPage, SignsIn, manual, password};
pub use people::{Leads, PeoplePage, PersonPage, change_role, disable, end_role, invite, role_of};
pub use sso::{leave, turned_away};
pub use tokens::{ShownOncePage, TokensPage, new_token, revoke};
