//! What one supplier promised in its tender and offered since, and what its client made of it.

use super::LoadError;
use super::calendar::on;
use crate::app::App;
use crate::domain::access::{Actor, Reach, Surface, Whence};
use crate::domain::exact::Money;
use crate::domain::ids::{ActorId, ContractId, ValueItemId};
use crate::domain::lists::Slice;
use crate::domain::problems::Problem;
use crate::domain::value::{Claim, Felt, Kind, Step, Terms, Towards, Turnout};
use chrono::NaiveDate;

/// Who speaks for the supplier.
const SUPPLIER: &str = "farid.noor@alder.example";

/// Who speaks for the client.
const CLIENT: &str = "amina.hart@northmoor.example";

/// An item and what became of it.
struct Promised {
    title: &'static str,
    kind: Kind,
    towards: Towards,
    due: Option<NaiveDate>,
    /// Pounds claimed, and how they were worked out.
    claim: Option<(i64, &'static str)>,
    steps: &'static [Taken],
}

/// A step of the story.
enum Taken {
    Accept,
    Deliver(NaiveDate, &'static str),
    /// Attendance, number of answers, their sum.
    Hold(NaiveDate, u32, u32, u32),
    /// Pounds verified, and why they differ from what was claimed.
    Verify(NaiveDate, Option<i64>, &'static str),
    Reject(&'static str),
    Withdraw(&'static str),
}

use Taken::{Accept, Deliver, Hold, Reject, Verify, Withdraw};

const STORY: [Promised; 9] = [
    Promised {
        title: "Two apprentices from the borough",
        kind: Kind::SocialValue,
        towards: Towards::Organisation,
        due: Some(on(2024, 9, 30)),
        claim: Some((24_000, "Published value of an apprenticeship, twice")),
        steps: &[
            Accept,
            Deliver(on(2024, 9, 16), "Both started; contracts seen by the college"),
            Verify(on(2024, 10, 7), Some(24_000), ""),
        ],
    },
    Promised {
        title: "Pattern library given to the council",
        kind: Kind::ResourceSharing,
        towards: Towards::Organisation,
        due: Some(on(2025, 3, 31)),
        claim: Some((18_000, "Days saved in two other services, at day rates")),
        steps: &[
            Accept,
            Deliver(on(2025, 3, 10), "Published with its documentation"),
            Verify(on(2025, 4, 14), Some(12_000), "One service uses it so far"),
        ],
    },
    Promised {
        title: "Yearly open day for neighbouring councils",
        kind: Kind::Event,
        towards: Towards::Organisation,
        due: Some(on(2025, 6, 30)),
        claim: Some((6_000, "Hours given, at day rates")),
        steps: &[
            Accept,
            Hold(on(2025, 6, 12), 46, 31, 133),
            Verify(on(2025, 6, 23), Some(6_000), ""),
        ],
    },
    Promised {
        title: "Council team trained to release without help",
        kind: Kind::KnowledgeSharing,
        towards: Towards::Project,
        due: Some(on(2025, 12, 31)),
        claim: Some((15_000, "Training days, at day rates")),
        steps: &[Accept, Deliver(on(2025, 12, 8), "Four releases without help")],
    },
    Promised {
        title: "Accessibility clinic each quarter",
        kind: Kind::Networking,
        towards: Towards::Organisation,
        due: Some(on(2026, 3, 31)),
        claim: Some((8_000, "Hours given, at day rates")),
        steps: &[Accept, Withdraw("The clinics are run by the council itself now")],
    },
    Promised {
        title: "Work placements for care leavers",
        kind: Kind::SocialValue,
        towards: Towards::Organisation,
        due: Some(on(2026, 12, 31)),
        claim: Some((10_000, "Published value of a placement, four times")),
        steps: &[Accept],
    },
    Promised {
        title: "Two weeks of user research on the library service",
        kind: Kind::Delivery,
        towards: Towards::Organisation,
        due: None,
        claim: Some((9_500, "Ten days of two people, at day rates")),
        steps: &[
            Accept,
            Deliver(on(2026, 5, 22), "Findings shared at the library board"),
            Verify(on(2026, 6, 15), Some(9_500), ""),
        ],
    },
    Promised {
        title: "Trial of form filling by phone",
        kind: Kind::Innovation,
        towards: Towards::Project,
        due: None,
        claim: None,
        steps: &[
            Accept,
            Deliver(on(2026, 6, 12), "Trialled with 40 callers"),
            Reject("No write-up came of it, so nobody can use what was learnt"),
        ],
    },
    Promised {
        title: "Shared sprint with the contact centre",
        kind: Kind::Event,
        towards: Towards::Project,
        due: None,
        claim: None,
        steps: &[],
    },
];

/// Adds them, each side taking its own steps.
pub(super) async fn add(app: &App, actor: &Actor, contract: ContractId) -> Result<(), LoadError> {
    let supplier = somebody(app, actor, SUPPLIER).await?;
    let client = somebody(app, actor, CLIENT).await?;
    for promised in &STORY {
        let record = app.propose_value(&supplier, contract, terms(promised)).await?;
        let mut known = (record.item.id, record.item.revision);
        for taken in promised.steps {
            known = take(app, (&supplier, &client), known, taken).await?;
        }
    }
    Ok(())
}

async fn take(
    app: &App, (supplier, client): (&Actor, &Actor), known: (ValueItemId, i64), taken: &Taken,
) -> Result<(ValueItemId, i64), LoadError> {
    let (who, step, note) = match taken {
        Accept => (client, Step::Accept, ""),
        Deliver(on, note) => {
            (supplier, Step::Deliver { on: *on, turnout: Turnout::default() }, *note)
        }
        Hold(on, came, answers, sum) => {
            let turnout = Turnout {
                attendance: Some(*came),
                felt: Felt::new(*answers, *sum),
                themes: ["Shared vision", "Technology"].map(str::to_owned).to_vec(),
            };
            (supplier, Step::Deliver { on: *on, turnout }, "")
        }
        Verify(on, worth, why) => {
            (client, Step::Verify { on: *on, value: worth.and_then(pounds) }, *why)
        }
        Reject(why) => (client, Step::Reject, *why),
        Withdraw(why) => (supplier, Step::Withdraw, *why),
    };
    let note = (!note.is_empty()).then(|| note.to_owned());
    let record = app.step_value(who, known, step, note).await?;
    Ok((record.item.id, record.item.revision))
}

fn terms(promised: &Promised) -> Terms {
    let claim = promised.claim.and_then(|(amount, method)| {
        Some(Claim { amount: pounds(amount)?, method: Some(method.to_owned()) })
    });
    Terms {
        title: promised.title.to_owned(),
        about: None,
        kind: promised.kind,
        towards: promised.towards,
        due: promised.due,
        on: None,
        claim,
    }
}

fn pounds(amount: i64) -> Option<Money> {
    Money::from_scaled(amount.checked_mul(100)?)
}

/// Somebody of the example, as if they were at the machine of the service themselves.
async fn somebody(app: &App, actor: &Actor, address: &str) -> Result<Actor, LoadError> {
    let people = app.people(actor, Slice { offset: 0, limit: 50 }).await?;
    let found = people.items.into_iter().find(|member| member.person.email == address);
    let member = found.ok_or_else(|| {
        LoadError::Problems(vec![Problem::whole(address, "Add this person first")])
    })?;
    let whence = Whence { surface: Surface::CommandLine, address: None };
    let (id, name) = (ActorId(member.person.id.0), member.person.name);
    Ok(Actor::person(id, name, member.membership.seat, Reach::Full, whence))
}
