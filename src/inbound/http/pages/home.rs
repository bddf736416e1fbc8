//! Home: what waits for whoever is signed in.

use super::{Shown, show};
use crate::app::App;
use crate::domain::access::Actor;
use crate::views::pages::home::HomePage;
use axum::extract::State;

pub(super) async fn read(State(app): State<App>, actor: Actor) -> Shown {
    show(&HomePage::of(&app.home(&actor).await?))
}
