//! Tenders: the list, and one that explains what each of its lots comes to.

mod list;

mod one;

pub use list::{Search, TendersPage};
pub use one::TenderPage;

use crate::domain::exact::Weight;
use crate::domain::ids::TenderId;
use crate::domain::weightings::LotStatus;
use crate::views::pages::parts::{Colour, Tag};

/// The page of a tender.
#[must_use]
pub fn address(id: TenderId) -> String {
    format!("/tenders/{id}")
}

fn status_tag(status: LotStatus) -> Tag {
    Tag::new(status.label(), colour(status))
}

const fn colour(status: LotStatus) -> Colour {
    match status {
        LotStatus::Exact100 | LotStatus::Exact1 | LotStatus::PointsTotal => Colour::Green,
        LotStatus::Range | LotStatus::Order => Colour::Blue,
        LotStatus::Missing | LotStatus::PartMissing | LotStatus::Words => Colour::Grey,
        LotStatus::RangeNot100 | LotStatus::Zero | LotStatus::Not100 | LotStatus::Mixed => {
            Colour::Red
        }
    }
}

/// A share of 100, or the least and the most it can be.
fn share((low, high): (Weight, Weight)) -> String {
    if low == high { format!("{low}%") } else { format!("{low}% to {high}%") }
}
