//! What waits for whoever asks.

use crate::app::App;
use crate::domain::access::Actor;
use crate::inbound::http::error::Failure;
use crate::views::json::home::HomeView;
use axum::Json;
use axum::extract::State;

/// Reads what waits for you: due scores, disputes, topics to vote on, overdue actions
/// and plans, and what the Procurement Act asks for.
#[utoipa::path(get, path = "/home", operation_id = "readHome", tag = "Home",
    responses((status = 200, body = HomeView)))]
pub async fn read(State(app): State<App>, actor: Actor) -> Result<Json<HomeView>, Failure> {
    let home = app.home(&actor).await?;
    Ok(Json(HomeView::of(&home, app.clock().today())))
}
