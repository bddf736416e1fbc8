//! The people of the worked example: somebody in every role. All of them are made up.

use super::LoadError;
use crate::app::accounts::Invite;
use crate::app::{App, Error};
use crate::domain::access::{Actor, Reach, Role};
use crate::domain::accounts::{EmailAddress, PersonName};
use crate::domain::ids::ActorId;
use crate::domain::problems::Problem;

const NORTHMOOR: &str = "Northmoor Council (fictional)";
const EASTMERE: &str = "Eastmere Health Trust (fictional)";
const ALDER: &str = "Alder Digital (fictional)";
const CURLEW: &str = "Curlew Facilities (fictional)";

/// Name, address, role, organisation.
type Somebody = (&'static str, &'static str, Role, Option<&'static str>);

const PEOPLE: [Somebody; 9] = [
    (AMINA, "amina.hart@northmoor.example", Role::ClientLead, Some(NORTHMOOR)),
    ("Ben Osei", "ben.osei@northmoor.example", Role::ClientMember, Some(NORTHMOOR)),
    ("Carys Bevan", "carys.bevan@northmoor.example", Role::Commercial, Some(NORTHMOOR)),
    ("Dev Anand", "dev.anand@northmoor.example", Role::Auditor, Some(NORTHMOOR)),
    ("Elspeth Muir", "elspeth.muir@eastmere.example", Role::ClientLead, Some(EASTMERE)),
    (FARID, "farid.noor@alder.example", Role::SupplierLead, Some(ALDER)),
    ("Grace Lin", "grace.lin@alder.example", Role::SupplierMember, Some(ALDER)),
    ("Hugh Penrose", "hugh.penrose@curlew.example", Role::SupplierLead, Some(CURLEW)),
    ("Isla Reid", "isla.reid@service.example", Role::Administrator, None),
];

/// Leads the client of most contracts.
pub(super) const AMINA: &str = "Amina Hart";

/// Leads the supplier of a digital service.
pub(super) const FARID: &str = "Farid Noor";

/// Those who were added, to act as.
pub(super) struct People(Vec<Actor>);

impl People {
    /// Somebody by name.
    pub(super) fn actor(&self, name: &str) -> Result<&Actor, LoadError> {
        let found = self.0.iter().find(|actor| actor.name() == name);
        found.ok_or(LoadError::App(Error::NotFound { what: "person" }))
    }
}

/// Adds them. None has a password: only the worked example lets them in.
pub(super) async fn add(app: &App, actor: &Actor) -> Result<People, LoadError> {
    let mut people = Vec::with_capacity(PEOPLE.len());
    for (name, address, role, organisation) in PEOPLE {
        let faulty = |remedy: &str| LoadError::Problems(vec![Problem::whole(name, remedy)]);
        let email = EmailAddress::parse(address).map_err(|none| faulty(&none.to_string()))?;
        let name = PersonName::parse(name).map_err(faulty)?;
        let organisation = organisation.map(str::to_owned);
        let added = app.add_person(actor, name, Invite { email, role, organisation }).await?;
        let (person, seat) = (added.person, added.membership.seat);
        people.push(Actor::person(
            ActorId(person.id.0),
            person.name.clone(),
            seat,
            Reach::Full,
            Actor::administrator().whence(),
        ));
    }
    Ok(People(people))
}
