//! The list of tenders, with its filters and how much of it is known.

use super::{address, share};
use crate::domain::lists::Page;
use crate::domain::organisations::Organisation;
use crate::domain::tenders::{LotCoverage, TenderLine};
use crate::domain::weightings::LotStatus;
use crate::views::pages::parts::{
    Cell, Choice, Column, Layout, Link, May, Paging, Pick, Section, Table, TextField, count, day,
    links,
};
use askama::Template;

/// What the list was asked for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words to find.
    pub text: String,
    /// Id of a buyer.
    pub buyer: String,
    /// Word for a status of a lot.
    pub status: String,
}

impl Search {
    /// The address of a page of what was found, without its number.
    fn pages(&self) -> String {
        let pairs = [
            ("text", self.text.as_str()),
            ("buyer", self.buyer.as_str()),
            ("status", self.status.as_str()),
        ];
        let address = links::with_query("/tenders", &pairs);
        if address.ends_with('?') { format!("{address}page=") } else { format!("{address}&page=") }
    }
}

/// The list of tenders.
#[derive(Debug, Template)]
#[template(path = "tenders.html")]
pub struct TendersPage {
    layout: Layout,
    text: TextField,
    buyer: Pick,
    status: Pick,
    found: String,
    coverage: String,
    table: Table,
    paging: Paging,
    empty: bool,
    all: bool,
    import: Option<Link>,
    files: Vec<(&'static str, Vec<Link>)>,
}

impl TendersPage {
    /// How many tenders are on a page.
    pub const SIZE: u64 = 25;

    /// Page `number` of what `search` found among the tenders of some buyers.
    #[must_use]
    pub fn of(
        buyers: &[Organisation], search: &Search,
        (lines, coverage): (&Page<TenderLine>, LotCoverage), number: u64, may: May,
    ) -> Self {
        let paging = Paging::new(number, lines.total, Self::SIZE, search.pages());
        let mut layout = Layout::new(Section::Tenders, "Tenders");
        layout.sheet = Some(paging.sheet());
        let statuses = LotStatus::ALL.iter().map(|one| (one.word().to_owned(), one.label()));
        let named = buyers.iter().map(|own| (own.id.to_string(), own.name.as_str()));
        let import = Link::new("Import weightings", "/import/weightings");
        Self {
            layout,
            text: words(&search.text),
            buyer: pick("buyer", "Buyer", named, &search.buyer),
            status: pick("status", "What the weights of a lot come to", statuses, &search.status),
            found: found(lines.total),
            coverage: known(coverage),
            table: table(&lines.items),
            paging,
            empty: lines.items.is_empty(),
            all: search == &Search::default(),
            import: (may == May::Act).then_some(import),
            files: vec![
                ("all weightings", links::exports("weightings", None)),
                ("all lots with their shares", links::exports("lots", None)),
            ],
        }
    }
}

fn pick<'a>(
    id: &'static str, label: &str, choices: impl Iterator<Item = (String, &'a str)>, chosen: &str,
) -> Pick {
    let choice = |(value, label): (String, &str)| Choice {
        value,
        label: label.to_owned(),
        hint: String::new(),
    };
    let all = std::iter::once((String::new(), "All"));
    let choices = all.chain(choices).map(choice).collect();
    Pick { id, label: label.to_owned(), choices, chosen: chosen.to_owned(), error: None }
}

fn words(text: &str) -> TextField {
    TextField {
        id: "text",
        label: "Words in the reference, title or buyer".to_owned(),
        hint: "",
        value: text.to_owned(),
        error: None,
        lines: 1,
        width: "",
    }
}

fn found(total: u64) -> String {
    if total == 1 { "1 tender".to_owned() } else { format!("{} tenders", count(total)) }
}

/// In how many lots the share is known, in a sentence.
fn known(LotCoverage { lots, known }: LotCoverage) -> String {
    let lots = if lots == 1 { "1 lot".to_owned() } else { format!("{} lots", count(lots)) };
    format!("The cost share is known for {} of their {lots}.", count(known))
}

fn table(lines: &[TenderLine]) -> Table {
    let columns = vec![
        Column::words("Tender"),
        Column::words("Buyer"),
        Column::words("Published"),
        Column::numbers("Lots"),
        Column::words("What their weights come to"),
        Column::words("Cost share"),
    ];
    Table::new("tenders", "Tenders, latest first", columns).quiet().of(lines.iter().map(row))
}

fn row(line: &TenderLine) -> Vec<Cell> {
    let details = &line.tender.details;
    let title = details.title.as_ref().unwrap_or(&details.reference);
    let missing = || "Not recorded".to_owned();
    let statuses = line.statuses.iter().map(|(status, lots)| match lots {
        1 => status.label().to_owned(),
        lots => format!("{} ({lots})", status.label()),
    });
    vec![
        Cell::link(title, address(line.tender.id)).with_detail(&details.reference),
        Cell::text(line.tender.buyer.as_ref().map_or_else(missing, |own| own.name.clone())),
        Cell::text(details.published_on.map_or_else(missing, day)),
        Cell::text(count(line.coverage.lots)),
        Cell::text(statuses.collect::<Vec<_>>().join(", ")),
        Cell::text(line.cost.map_or_else(|| "Not known".to_owned(), share)),
    ]
}
