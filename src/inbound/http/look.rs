//! The look that the operator chose, worn by every page.

use super::auth::shown_to;
use crate::config::Config;
use crate::views::pages::parts::{Choices, Look, Visitor};
use askama::{Template, Values};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::any::Any;
use std::sync::Arc;

tokio::task_local! {
    /// The look of the pages made for the request being answered.
    static WORN: Arc<Look>;
}

/// The look that settings ask for.
pub(super) fn chosen(config: &Config) -> Look {
    let chosen = &config.appearance;
    let choices = Choices {
        theme: chosen.theme.as_ref().map(|theme| theme.stylesheet.as_str()),
        brand: chosen.brand_colour.as_deref(),
        contact: chosen.contact.as_deref(),
    };
    Look::of(&chosen.product_name, &choices)
}

/// Makes whatever answers the request use this look. Handlers need not hand it on.
pub(super) async fn wear(State(look): State<Arc<Look>>, request: Request, next: Next) -> Response {
    WORN.scope(look, next.run(request)).await
}

/// A page in the look of the request being answered, as whoever sent it is shown it.
pub(super) fn rendered(page: &impl Template) -> askama::Result<String> {
    rendered_for(page, shown_to().as_ref())
}

/// A page in the look of the request being answered, as `visitor` is shown it.
pub(super) fn rendered_for(
    page: &impl Template, visitor: Option<&Visitor>,
) -> askama::Result<String> {
    match WORN.try_with(Arc::clone) {
        Ok(look) => page.render_with_values(&Frame { look: &look, visitor }),
        Err(_outside_a_request) => page.render_with_values(&visitor),
    }
}

/// What the frame of a page looks for while it is rendered.
struct Frame<'a> {
    look: &'a Look,
    visitor: Option<&'a Visitor>,
}

impl Values for Frame<'_> {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        self.look.get_value(key).or_else(|| self.visitor?.get_value(key))
    }
}
