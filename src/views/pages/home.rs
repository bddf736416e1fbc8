//! Home: what waits for whoever is signed in.

use crate::domain::contracts::Contract;
use crate::domain::home::{Home, Overdue, Owed, Waiting, Whose};
use crate::domain::improvement::PlanRecord;
use crate::views::pages::parts::{
    Cell, Colour, Column, Layout, Link, Section, Table, Tag, count, day, links,
};
use crate::views::pages::performance;
use askama::Template;

/// What waits for whoever is signed in.
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    layout: Layout,
    tables: Vec<Table>,
    more: Option<String>,
    contracts: Link,
}

impl HomePage {
    /// The page of what waits.
    #[must_use]
    pub fn of(home: &Home) -> Self {
        let tables =
            [due(home), law(home), overdue(home), plans(home), disputes(home), topics(home)];
        let listed = u64::try_from(home.overdue.len()).unwrap_or(u64::MAX);
        let more = (listed < home.overdue_in_all).then(|| {
            let all = count(home.overdue_in_all);
            format!(
                "{} of {all} overdue actions are listed. The actions of each contract list all.",
                count(listed)
            )
        });
        Self {
            layout: Layout::new(Section::Home, "Home"),
            tables: tables.into_iter().filter(|table| !table.is_empty()).collect(),
            more,
            contracts: Link::new("See all contracts", "/contracts"),
        }
    }
}

fn of_meetings(
    id: &'static str, caption: &'static str, waiting: &[Waiting], what: impl Fn(&Waiting) -> Cell,
) -> Table {
    let columns =
        vec![Column::words("Meeting"), Column::words("Contract"), Column::words("What waits")];
    let row = |waiting: &Waiting| {
        let link = links::meeting(waiting.contract.id, waiting.meeting);
        vec![
            Cell::link(day(waiting.on), link).about(&waiting.contract.details.reference),
            Cell::text(&waiting.contract.details.title),
            what(waiting),
        ]
    };
    Table::new(id, caption, columns).of(waiting.iter().map(row))
}

fn due(home: &Home) -> Table {
    let what = |_: &Waiting| Cell::default().tagged(Tag::new("Not scored", Colour::Blue));
    of_meetings("due", "Scores your side has not given", &home.due_scores, what)
}

fn law(home: &Home) -> Table {
    let columns = vec![
        Column::words("What the Procurement Act asks for"),
        Column::words("Contract"),
        Column::words("By"),
    ];
    let row = |owed: &Owed| {
        let reference = &owed.contract.details.reference;
        let by = Cell::text(day(owed.due.by));
        let overdue = Tag::new("Overdue", Colour::Red);
        vec![
            performance::what(&owed.due, &owed.contract).about(format!("for {reference}")),
            Cell::text(&owed.contract.details.title),
            if owed.overdue { by.tagged(overdue) } else { by },
        ]
    };
    Table::new("law", "Assessments and publications due", columns).of(home.law.iter().map(row))
}

fn plans(home: &Home) -> Table {
    let columns = vec![
        Column::words("Improvement plan"),
        Column::words("Contract"),
        Column::words("Owner"),
        Column::words("Was due"),
    ];
    let row = |(contract, record): &(Contract, PlanRecord)| {
        let plan = &record.plan;
        vec![
            Cell::link(&plan.terms.aim, links::improvement_plan(plan.contract, plan.id)),
            Cell::text(&contract.details.title),
            Cell::text(&plan.terms.owner),
            Cell::text(plan.next_due().map_or_else(String::new, day)),
        ]
    };
    Table::new("plans", "Improvement plans overdue", columns).of(home.plans.iter().map(row))
}

fn disputes(home: &Home) -> Table {
    let what = |waiting: &Waiting| {
        let number = count(waiting.count);
        let words = if waiting.count == 1 { "criterion disputed" } else { "criteria disputed" };
        Cell::text(format!("{number} {words}"))
    };
    of_meetings("disputes", "Disputes", &home.disputes, what)
}

fn topics(home: &Home) -> Table {
    let what = |waiting: &Waiting| {
        let words = if waiting.count == 1 { "dot" } else { "dots" };
        let link = links::agenda(waiting.contract.id, waiting.meeting);
        let text = format!("Vote on topics: {} {words} left", waiting.count);
        Cell::link(text, link).about(format!("for {}", day(waiting.on)))
    };
    of_meetings("topics", "Topics to vote on", &home.topics, what)
}

fn overdue(home: &Home) -> Table {
    let columns = vec![
        Column::words("Action"),
        Column::words("Contract"),
        Column::words("Owner"),
        Column::words("Was due"),
    ];
    let row = |overdue: &Overdue| {
        let item = &overdue.item;
        let link = links::action(item.contract, item.id);
        let owner = Cell::text(&item.details.owner.name);
        let owner = match overdue.whose {
            Whose::Own => owner.tagged(Tag::new("Yours", Colour::Blue)),
            Whose::Anothers => owner,
        };
        vec![
            Cell::link(&item.details.what, link),
            Cell::text(&overdue.contract.details.title),
            owner,
            Cell::text(item.details.due.map_or_else(String::new, day)),
        ]
    };
    Table::new("overdue", "Actions overdue", columns).of(home.overdue.iter().map(row))
}
