//! Pages of tenders in every state.

use super::{html, nothing, samples};
use crate::domain::imports::State;
use crate::domain::lists::Page;
use crate::domain::tenders::{LotCoverage, TenderLine};
use crate::views::pages::parts::May;
use crate::views::pages::tenders::{Search, TenderPage, TendersPage};

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let buyers = [samples::contract().client];
    let searched = Search { text: samples::HOSTILE.to_owned(), ..Search::default() };
    let list = |search: &Search, found: &Page<TenderLine>, lots: u64, may| {
        let coverage = LotCoverage { lots, known: lots / 2 };
        html(&TendersPage::of(&buyers, search, (found, coverage), 1, may))
    };
    let (found, all) = (samples::tenders(), Search::default());
    let imports = [samples::import(State::Applied)];
    vec![
        ("tenders", list(&searched, &found, 1_200, May::Act)),
        ("tenders-none", list(&all, &nothing(), 0, May::Act)),
        ("tenders-none-found", list(&searched, &nothing(), 0, May::Read)),
        ("tender", html(&TenderPage::of(&samples::weighed(), &imports))),
        ("tender-bare", html(&TenderPage::of(&samples::hardly_weighed(), &[]))),
    ]
}
