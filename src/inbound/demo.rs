//! The worked example: two clients, four suppliers, six contracts, three years. All of it is made up.

use crate::app::contracts::ContractCommand;
use crate::app::imports::{FileFacts, Mode, Outcome};
use crate::app::{App, Clock, Error};
use crate::domain::access::Actor;
use crate::domain::contracts::{Contract, Details, EndsBeforeItStarts, Term};
use crate::domain::designs::{InUse, Version, in_use_on};
use crate::domain::exact::Money;
use crate::domain::ids::KpiId;
use crate::domain::imports::Kind;
use crate::domain::kpis::service_points::Repeats;
use crate::domain::kpis::{Kpi, default_bands};
use crate::domain::problems::Problem;
use crate::inbound::csv::{self, Opening, ReadSettings, Refusal};
use crate::inbound::design_file::design;
use crate::inbound::kept;
use crate::views::export::{Cell, ExportError};
use calendar::Span;
use chrono::{NaiveDate, NaiveTime};
use std::sync::Arc;
use stories::{STORIES, Story};

mod stories;

mod people;

mod governance;

mod together;

mod scores;

mod kpis;

mod knowledge;

mod value;

mod assessments;

mod tenders;

mod performance;

mod files;

mod calendar;

mod chance;

/// Designs of the worked example.
const DESIGNS: [&str; 2] = [
    include_str!("demo/designs/live-digital-service.toml"),
    include_str!("demo/designs/works-and-upkeep.toml"),
];

/// New versions of them, added when contracts are already scored by the old ones.
const NEW_VERSIONS: [&str; 1] = [include_str!("demo/designs/works-and-upkeep-2.toml")];

/// Why the worked example is not in the database.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A use case did not do what was asked.
    #[error("the worked example was not taken")]
    App(#[from] Error),
    /// A file of the example breaks rules, which a test holds that none does.
    #[error("the worked example has problems: {0:?}")]
    Problems(Vec<Problem>),
    /// A contract of the example ends before it starts, which a test holds that none does.
    #[error("the worked example has a contract without a term")]
    Term(#[from] EndsBeforeItStarts),
    /// A file of the example could not be written.
    #[error("the files of the worked example could not be written")]
    Write(#[from] ExportError),
    /// A file of the example could not be read again.
    #[error("the files of the worked example could not be read")]
    Read(#[from] Refusal),
    /// How a file was read could not be kept.
    #[error("how the files of the worked example were read could not be kept")]
    Kept(#[from] serde_json::Error),
    /// The database already had the example.
    #[error("the worked example is already there")]
    Twice,
}

/// The moment the worked example is read at, whenever that is.
#[must_use]
pub fn clock() -> Clock {
    Clock::Stopped(stories::LAST.and_time(NaiveTime::MIN).and_utc())
}

/// Fills an empty database with the worked example, through the use cases everybody else calls.
///
/// # Errors
/// When the database does not take it.
pub async fn load(app: &App, actor: &Actor) -> Result<(), LoadError> {
    add_designs(app, actor, &DESIGNS).await?;
    let mut contracts = Vec::with_capacity(STORIES.len());
    for story in STORIES {
        contracts.push((story, add_contract(app, actor, story).await?));
    }
    let people = people::add(app, actor).await?;
    add_designs(app, actor, &NEW_VERSIONS).await?;
    let (mut scores, mut kpis) = (Vec::new(), Vec::new());
    for (story, contract) in &contracts {
        let designs = Designs::of(app, actor, story, contract).await?;
        scores.extend(scores::rows(story, |day| designs.on(day)));
        kpis.extend(kpis::rows(story));
    }
    import(app, actor, Kind::Scores, scores.iter().map(files::score).collect()).await?;
    import(app, actor, Kind::Kpis, kpis.iter().map(files::observation).collect()).await?;
    let assessed: Vec<Vec<Cell>> =
        STORIES.iter().take(1).flat_map(|story| assessments::rows(story)).collect();
    import(app, actor, Kind::Assessments, assessed).await?;
    let weighed = STORIES.iter().flat_map(|story| tenders::rows(story)).collect();
    import(app, actor, Kind::Weightings, weighed).await?;
    import(app, actor, Kind::Points, assessments::points()).await?;
    import(app, actor, Kind::Knowledge, knowledge::rows(app.clock().today())).await?;
    let benefits = contracts.iter().find(|(story, _)| story.reference == GOVERNED);
    if let Some((_, contract)) = benefits {
        knowledge::add(app, &people, contract.id).await?;
        governance::play(app, &people, contract.id).await?;
        value::add(app, actor, contract.id).await?;
    }
    let estates = contracts.iter().find(|(story, _)| story.reference == IN_LAW);
    if let Some((_, contract)) = estates {
        performance::play(app, &people, contract.id).await?;
    }
    together::add(app, actor, &contracts).await
}

/// The contract whose KPIs are assessed and published.
const IN_LAW: &str = "EHT-121";

/// The contract whose meetings go on being held.
const GOVERNED: &str = "NMC-2301";

async fn add_designs(app: &App, actor: &Actor, files: &[&str]) -> Result<(), LoadError> {
    for file in files {
        let design = design(file).map_err(LoadError::Problems)?;
        app.add_design(actor, design).await?;
    }
    Ok(())
}

async fn add_contract(app: &App, actor: &Actor, story: &Story) -> Result<Contract, LoadError> {
    let contract = app.add_contract(actor, command(story)?).await?;
    let party = |(name, role): &(&str, &str)| ((*name).to_owned(), (*role).to_owned());
    let parties: Vec<(String, String)> = story.parties.iter().map(party).collect();
    if !parties.is_empty() {
        app.set_parties(actor, contract.id, parties).await?;
    }
    for (on, title) in story.events {
        app.add_event(actor, contract.id, *on, title).await?;
    }
    for kpi in story.kpis {
        app.define_kpi(actor, definition(&contract, kpi)).await?;
    }
    Ok(contract)
}

fn command(story: &Story) -> Result<ContractCommand, EndsBeforeItStarts> {
    let Span(start, end) = story.term;
    let details = Details {
        reference: story.reference.to_owned(),
        title: story.title.to_owned(),
        term: Term::new(Some(start), Some(end))?,
        value: story.pounds.checked_mul(100).and_then(Money::from_scaled),
        pricing: Some(story.pricing),
        working: Some(story.working),
        tender_reference: Some(story.tender.to_owned()),
    };
    Ok(ContractCommand {
        client: story.client.to_owned(),
        supplier: story.supplier.to_owned(),
        details,
        design: Some(story.design.to_owned()),
    })
}

fn definition(contract: &Contract, kpi: &stories::Measured) -> Kpi {
    Kpi {
        id: KpiId::fresh(),
        contract: contract.id,
        title: kpi.title.to_owned(),
        unit: kpi.unit.to_owned(),
        direction: kpi.direction,
        bands: default_bands(),
        service_levels: kpis::levels(kpi),
        repeats: Repeats::DOUBLE,
    }
}

/// The designs a contract is scored by, and from when.
struct Designs {
    history: Vec<InUse>,
    versions: Vec<Arc<Version>>,
}

impl Designs {
    async fn of(
        app: &App, actor: &Actor, story: &Story, contract: &Contract,
    ) -> Result<Self, LoadError> {
        if let Some((from, key)) = story.redesign {
            app.use_design(actor, contract.id, key, from).await?;
        }
        let history = app.designs_in_use(actor, contract.id).await?;
        let mut versions = Vec::with_capacity(history.len());
        for used in &history {
            versions.push(app.design_version(actor, used.version).await?);
        }
        Ok(Self { history, versions })
    }

    fn on(&self, day: NaiveDate) -> Option<&crate::domain::designs::Design> {
        let wanted = in_use_on(&self.history, day)?;
        self.versions.iter().find(|version| version.id == wanted).map(|version| &version.content)
    }
}

async fn import(
    app: &App, actor: &Actor, kind: Kind, rows: Vec<Vec<Cell>>,
) -> Result<(), LoadError> {
    let file = files::write(kind, rows)?;
    let Opening { digest, understood, opened } =
        csv::open(kind, file.path(), &ReadSettings::default())?;
    let name = format!("{}.csv", kind.word());
    let settings = kept::text(&(), understood.as_ref())?;
    let facts = FileFacts { name, digest, design: None, settings };
    let table = opened.map_err(LoadError::Problems)?.table;
    match app.import(actor, facts, table, Mode::Apply).await? {
        Outcome::Done(_) => Ok(()),
        Outcome::SameFile(_) => Err(LoadError::Twice),
        Outcome::Refused(import) => {
            let slice = crate::domain::lists::Slice { offset: 0, limit: 20 };
            let problems = app.import_problems(actor, import.id, slice).await?;
            Err(LoadError::Problems(problems.items))
        }
    }
}
