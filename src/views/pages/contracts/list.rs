//! The list of contracts, with its filters.

use crate::domain::contracts::{ContractLine, Organisations};
use crate::domain::designs::Version;
use crate::domain::exact::Published;
use crate::domain::ids::ContractId;
use crate::domain::lists::Page;
use crate::domain::organisations::Organisation;
use crate::views::pages::parts::{
    Cell, Choice, Column, Layout, Paging, Pick, Section, Table, Tag, TextField, count, day, days,
    links, money, rating,
};
use askama::Template;
use std::collections::HashMap;
use std::sync::Arc;

/// What the list was asked for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words to find.
    pub text: String,
    /// Id of a client.
    pub client: String,
    /// Id of a supplier.
    pub supplier: String,
    /// `today` for contracts that run today.
    pub running: String,
}

impl Search {
    /// Whether it asks for everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// Address of the list up to and with `page=`.
    fn address(&self) -> String {
        let pairs = [
            ("text", self.text.as_str()),
            ("client", self.client.as_str()),
            ("supplier", self.supplier.as_str()),
            ("running", self.running.as_str()),
        ];
        let address = links::with_query("/contracts", &pairs);
        if address.ends_with('?') { format!("{address}page=") } else { format!("{address}&page=") }
    }
}

/// The design version behind the latest figure of each contract.
pub type Versions = HashMap<ContractId, Arc<Version>>;

/// The list of contracts.
#[derive(Debug, Template)]
#[template(path = "contracts.html")]
pub struct ContractsPage {
    layout: Layout,
    text: TextField,
    client: Pick,
    supplier: Pick,
    running: bool,
    found: String,
    table: Table,
    paging: Paging,
    nothing: Nothing,
}

/// Why a list is empty, when it is.
#[derive(Debug, PartialEq, Eq)]
enum Nothing {
    Recorded,
    Found,
    Missing,
}

impl ContractsPage {
    /// How many contracts are on a page.
    pub const SIZE: u64 = 25;

    /// Page `number` of what `search` found; `versions` rate the figures.
    #[must_use]
    pub fn of(
        search: &Search, organisations: &Organisations, lines: &Page<ContractLine>,
        versions: &Versions, number: u64,
    ) -> Self {
        let paging = Paging::new(number, lines.total, Self::SIZE, search.address());
        let mut layout = Layout::new(Section::Contracts, "Contracts");
        layout.sheet = Some(paging.sheet());
        Self {
            layout,
            text: words(&search.text),
            client: pick("client", "Client", &organisations.clients, &search.client),
            supplier: pick("supplier", "Supplier", &organisations.suppliers, &search.supplier),
            running: search.running == "today",
            found: found(lines.total),
            table: table(&lines.items, versions),
            paging,
            nothing: nothing(search, lines),
        }
    }
}

fn nothing(search: &Search, lines: &Page<ContractLine>) -> Nothing {
    match (lines.items.is_empty(), search.is_empty() && lines.total == 0) {
        (false, _) => Nothing::Missing,
        (true, true) => Nothing::Recorded,
        (true, false) => Nothing::Found,
    }
}

fn words(text: &str) -> TextField {
    TextField {
        id: "text",
        label: "Words in the reference, title, client or supplier".to_owned(),
        hint: "",
        value: text.to_owned(),
        error: None,
        lines: 1,
        width: "",
    }
}

fn pick(
    id: &'static str, label: &'static str, organisations: &[Organisation], chosen: &str,
) -> Pick {
    let all = Choice { value: String::new(), label: "All".to_owned(), hint: String::new() };
    let each = organisations.iter().map(|organisation| Choice {
        value: organisation.id.to_string(),
        label: organisation.name.clone(),
        hint: String::new(),
    });
    let choices = std::iter::once(all).chain(each).collect();
    Pick { id, label: label.to_owned(), choices, chosen: chosen.to_owned(), error: None }
}

fn found(total: u64) -> String {
    if total == 1 { "1 contract".to_owned() } else { format!("{} contracts", count(total)) }
}

fn table(lines: &[ContractLine], versions: &Versions) -> Table {
    let columns = vec![
        Column::words("Contract"),
        Column::words("Client"),
        Column::words("Supplier"),
        Column::words("Term"),
        Column::numbers("Value"),
        Column::numbers("Latest composite"),
        Column::words("Rating"),
        Column::words("Meeting"),
    ];
    Table::new("contracts", "Contracts by reference", columns)
        .quiet()
        .of(lines.iter().map(|line| row(line, versions)))
}

fn row(line: &ContractLine, versions: &Versions) -> Vec<Cell> {
    let contract = &line.contract;
    let value = contract.details.value.map_or_else(|| "Not recorded".to_owned(), money);
    vec![
        Cell::link(&contract.details.title, links::contract(contract.id))
            .with_detail(&contract.details.reference),
        Cell::text(&contract.client.name),
        Cell::text(&contract.supplier.name),
        Cell::text(days(contract.details.term)),
        Cell::text(value),
        Cell::text(line.latest.map_or_else(|| "None yet".to_owned(), Published::shown)),
        state(line, versions),
        Cell::text(line.latest_on.map_or_else(String::new, day)),
    ]
}

fn state(line: &ContractLine, versions: &Versions) -> Cell {
    let Some(figure) = line.latest else { return Cell::default() };
    let version = versions.get(&line.contract.id);
    let rated = version.and_then(|version| rating(version.content.bands(), figure));
    let cell = rated.map_or_else(Cell::default, |rated| Cell::default().tagged(rated));
    cell.tagged(Tag::standing(line.signed))
}
