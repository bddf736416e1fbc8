//! Knowledge transfer: areas, who is to know, and levels that fell.

mod evidence;

mod files;

mod meanwhile;

use super::error::refuse;
use super::{App, Error, figures};
use crate::domain::access::{Action, Actor, Relation};
use crate::domain::audit::Subject;
use crate::domain::contracts::{Contract, plain};
use crate::domain::ids::{AreaId, ContractId, HolderId};
use crate::domain::knowledge::evidence::{Refusal, Signature, Verifier};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::{Area, Assessment, Holder, Level, Plan, Post, Record, check};
use crate::domain::problems::Problem;
use crate::storage::{self, Db, StorageError, Tx};
use chrono::NaiveDate;

use meanwhile::{plan_texts, post_texts, unchanged};

pub use evidence::{Delivery, EvidencePlan};
pub use files::NewFile;

/// A level that fell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fall {
    /// Whose.
    pub holder: HolderId,
    /// The level they have since.
    pub level: Level,
    /// The day it was seen.
    pub on: NaiveDate,
    /// Why it fell.
    pub reason: String,
}

impl App {
    /// Everything known of the knowledge under a contract on a day, today when not said.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn knowledge(
        &self, actor: &Actor, contract: ContractId, on: Option<NaiveDate>,
    ) -> Result<Known, Error> {
        let contract = self.contract(actor, contract).await?;
        let record = self.knowledge_record(contract.id).await?;
        let evidence =
            storage::knowledge::evidence::of_contract(self.db.reader(), contract.id).await?;
        Ok(Known { contract, record, evidence, on: on.unwrap_or_else(|| self.clock.today()) })
    }

    /// Areas, people and levels of a contract, for whoever may read it.
    pub(super) async fn knowledge_record(
        &self, contract: ContractId,
    ) -> Result<Record, StorageError> {
        let mut records = storage::knowledge::records(self.db.reader(), &[contract]).await?;
        Ok(records.remove(&contract).unwrap_or_default())
    }

    /// One area.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn knowledge_area(&self, actor: &Actor, id: AreaId) -> Result<Area, Error> {
        actor.may(Action::Read)?;
        let found = storage::knowledge::find_area(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(NO_AREA)
    }

    /// One person or role.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn knowledge_holder(&self, actor: &Actor, id: HolderId) -> Result<Holder, Error> {
        actor.may(Action::Read)?;
        let found = storage::knowledge::find_holder(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(NO_HOLDER)
    }

    /// Adds an area.
    ///
    /// # Errors
    /// [`Error::Invalid`] when its plan breaks rules or its name is taken.
    pub async fn add_area(
        &self, actor: &Actor, contract: ContractId, plan: Plan,
    ) -> Result<Area, Error> {
        actor.may(Action::RecordKnowledge)?;
        refuse(check::plan(&plan))?;
        let area = Area { id: AreaId::fresh(), contract, revision: 1, plan };
        let (db, now, row) = (self.db.clone(), self.clock.now(), area.clone());
        let add = self.change_knowledge(actor, contract, move |tx| {
            Box::pin(async move {
                free_area(tx, &row).await?;
                storage::knowledge::add_areas(tx, &[row], None, now).await?;
                refresh(&db, tx, contract).await
            })
        });
        add.await?;
        tracing::info!(area.id = %area.id, "Knowledge area added");
        Ok(area)
    }

    /// Changes what is planned for an area that nobody else changed since it was read.
    ///
    /// # Errors
    /// [`Error::Changed`] when somebody did; [`Error::Invalid`] as when it is added.
    pub async fn change_area(
        &self, actor: &Actor, id: AreaId, revision: i64, plan: Plan,
    ) -> Result<Area, Error> {
        actor.may(Action::RecordKnowledge)?;
        refuse(check::plan(&plan))?;
        let contract = self.knowledge_area(actor, id).await?.contract;
        let (db, scope) = (self.db.clone(), actor.scope());
        let change = self.change_knowledge(actor, contract, move |tx| {
            Box::pin(async move {
                let known = storage::knowledge::find_area(tx, scope, id).await?.ok_or(NO_AREA)?;
                let (now, sent) = (plan_texts(&known.plan), plan_texts(&plan));
                unchanged("knowledge area", known.revision, revision, now, sent)?;
                let area = Area { revision: revision.saturating_add(1), plan, ..known };
                free_area(tx, &area).await?;
                storage::knowledge::replace_area(tx, &area).await?;
                refresh(&db, tx, contract).await?;
                Ok(area)
            })
        });
        let area = change.await?;
        tracing::info!(area.id = %id, "Knowledge area changed");
        Ok(area)
    }

    /// Adds a person or role.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is empty or taken.
    pub async fn add_holder(
        &self, actor: &Actor, contract: ContractId, post: Post,
    ) -> Result<Holder, Error> {
        actor.may(Action::RecordKnowledge)?;
        refuse(check::post(&post))?;
        let holder = Holder { id: HolderId::fresh(), contract, revision: 1, post };
        let (now, row) = (self.clock.now(), holder.clone());
        let add = self.change_knowledge(actor, contract, move |tx| {
            Box::pin(async move {
                free_holder(tx, &row).await?;
                Ok(storage::knowledge::add_holders(tx, &[row], None, now).await?)
            })
        });
        add.await?;
        tracing::info!(holder.id = %holder.id, "Holder of knowledge added");
        Ok(holder)
    }

    /// Changes who somebody is or how long they are in place, when nobody else did since it was read.
    ///
    /// # Errors
    /// [`Error::Changed`] when somebody did; [`Error::Invalid`] as when they are added.
    pub async fn change_holder(
        &self, actor: &Actor, id: HolderId, revision: i64, post: Post,
    ) -> Result<Holder, Error> {
        actor.may(Action::RecordKnowledge)?;
        refuse(check::post(&post))?;
        let contract = self.knowledge_holder(actor, id).await?.contract;
        let (db, scope) = (self.db.clone(), actor.scope());
        let change = self.change_knowledge(actor, contract, move |tx| {
            Box::pin(async move {
                let known =
                    storage::knowledge::find_holder(tx, scope, id).await?.ok_or(NO_HOLDER)?;
                let (now, sent) = (post_texts(&known.post), post_texts(&post));
                unchanged("person or role", known.revision, revision, now, sent)?;
                let holder = Holder { revision: revision.saturating_add(1), post, ..known };
                free_holder(tx, &holder).await?;
                storage::knowledge::replace_holder(tx, &holder).await?;
                refresh(&db, tx, contract).await?;
                Ok(holder)
            })
        });
        let holder = change.await?;
        tracing::info!(holder.id = %id, "Holder of knowledge changed");
        Ok(holder)
    }

    /// Records that somebody can do less than before. A level rises by evidence only.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is no fall; [`Error::Refused`] when nobody of the client saw it
    /// and the level takes a witness.
    pub async fn record_fall(
        &self, actor: &Actor, id: AreaId, fall: Fall,
    ) -> Result<Assessment, Error> {
        actor.may(Action::WitnessKnowledge)?;
        let contract = self.knowledge_area(actor, id).await?.contract;
        let (db, whose, today) = (self.db.clone(), actor.clone(), self.clock.today());
        let (action, subject) = (Action::WitnessKnowledge, Subject::Knowledge(contract));
        let record = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let known = storage::knowledge::records(tx, &[contract]).await?.remove(&contract);
                let one = fallen(&known.unwrap_or_default(), id, &fall, today)?;
                let by = verifier(&whose, &held, fall.on);
                let witness = witness(&by);
                if one.level.needs_witness() && witness.is_none() {
                    return Err(refused(Refusal::NoWitness));
                }
                let one = Assessment { witness, by: whose.name().to_owned(), ..one };
                storage::knowledge::put_assessments(tx, std::slice::from_ref(&one)).await?;
                refresh(&db, tx, contract).await?;
                Ok(one)
            })
        });
        let one = record.await?;
        tracing::info!(area.id = %id, "Fallen level recorded");
        Ok(one)
    }

    /// Changes areas or people of a contract.
    async fn change_knowledge<T, F>(
        &self, actor: &Actor, contract: ContractId, work: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx) -> futures::future::BoxFuture<'t, Result<T, Error>>
            + Send
            + 'static,
    {
        let subject = Subject::Knowledge(contract);
        self.change_on(actor, Action::RecordKnowledge, contract, subject, move |tx, _| work(tx))
            .await
    }
}

const NO_AREA: Error = Error::NotFound { what: "knowledge area" };
const NO_HOLDER: Error = Error::NotFound { what: "person or role" };

fn refused(why: Refusal) -> Error {
    Error::Refused(why.to_string())
}

/// Whoever verifies, by what they are to the contract.
fn verifier(actor: &Actor, contract: &Contract, on: NaiveDate) -> Verifier {
    let signature = signature(actor, on);
    match actor.relation(contract) {
        Relation::Client => Verifier::Client(signature),
        Relation::Operator | Relation::LeadSupplier | Relation::Party | Relation::Apart => {
            Verifier::Operator(signature)
        }
    }
}

fn signature(actor: &Actor, on: NaiveDate) -> Signature {
    Signature { actor: actor.id(), name: actor.name().to_owned(), on }
}

fn witness(by: &Verifier) -> Option<String> {
    match by {
        Verifier::Client(signature) => Some(signature.name.clone()),
        Verifier::Operator(_) => None,
    }
}

/// Figures that look at the knowledge of a contract, and the sums over them.
async fn refresh(db: &Db, tx: &Tx, contract: ContractId) -> Result<(), Error> {
    figures::refresh_figures(db, tx, contract).await?;
    Ok(figures::refresh_rollups(tx, &[contract]).await?)
}

/// The level somebody fell to, without who saw it.
fn fallen(
    known: &Record, area: AreaId, fall: &Fall, today: NaiveDate,
) -> Result<Assessment, Error> {
    let mut problems = Vec::new();
    if fall.reason.trim().is_empty() {
        problems.push(Problem::field("reason", "", "there is no reason", "Say why it fell"));
    }
    if today < fall.on {
        let day = fall.on.to_string();
        problems.push(Problem::field("on", day, Refusal::Ahead.to_string(), "Use an earlier day"));
    }
    let own = known.assessments.iter().filter(|it| it.area == area && it.holder == fall.holder);
    match own.max_by_key(|one| one.on) {
        Some(latest) if fall.level < latest.level && latest.on <= fall.on => {}
        Some(latest) if fall.level < latest.level => {
            let message = format!("a level was verified later than that, on {}", latest.on);
            problems.push(Problem::field("on", fall.on.to_string(), message, "Use a later day"));
        }
        Some(latest) => {
            let message = format!("this is no fall from {}", latest.level.label().to_lowercase());
            let remedy = "Choose a lower level; a higher one takes evidence";
            problems.push(Problem::field("level", fall.level.word(), message, remedy));
        }
        None => {
            let message = "no level of theirs was verified in this area";
            let remedy = "Choose somebody who has a level to fall from";
            problems.push(Problem::field("person", fall.holder.to_string(), message, remedy));
        }
    }
    refuse(problems)?;
    Ok(Assessment {
        area,
        holder: fall.holder,
        on: fall.on,
        level: fall.level,
        witness: None,
        note: Some(fall.reason.trim().to_owned()),
        evidence: None,
        by: String::new(),
        origin: None,
    })
}

/// Checks that no other area of the contract is called the same.
async fn free_area(tx: &Tx, area: &Area) -> Result<(), Error> {
    let others = storage::knowledge::areas(tx, &[area.contract]).await?;
    let own = [plain(&area.plan.title), plain(&area.plan.key)];
    let same = |name: &str| own.contains(&plain(name));
    let taken = others
        .iter()
        .filter(|other| other.id != area.id)
        .find(|other| same(&other.plan.title) || same(&other.plan.key));
    taken.map_or(Ok(()), |other| {
        let message = format!("“{}” is called the same", other.plan.title);
        let remedy = "Give each area its own title and key";
        Err(Error::Invalid(vec![Problem::field("title", &area.plan.title, message, remedy)]))
    })
}

async fn free_holder(tx: &Tx, holder: &Holder) -> Result<(), Error> {
    let others = storage::knowledge::holders(tx, &[holder.contract]).await?;
    let name = plain(&holder.post.name);
    let taken = others.iter().any(|it| it.id != holder.id && plain(&it.post.name) == name);
    if taken {
        let message = "somebody under this contract has this name";
        let remedy = "Add what tells the two apart";
        let problem = Problem::field("name", &holder.post.name, message, remedy);
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(())
}
