//! The people of the worked example: somebody in every role. All of them are made up.

use super::LoadError;
use crate::app::App;
use crate::app::accounts::Invite;
use crate::domain::access::{Actor, Role};
use crate::domain::accounts::{EmailAddress, PersonName};
use crate::domain::problems::Problem;

const NORTHMOOR: &str = "Northmoor Council (fictional)";
const EASTMERE: &str = "Eastmere Health Trust (fictional)";
const ALDER: &str = "Alder Digital (fictional)";
const CURLEW: &str = "Curlew Facilities (fictional)";

/// Name, address, role, organisation.
type Somebody = (&'static str, &'static str, Role, Option<&'static str>);

const PEOPLE: [Somebody; 9] = [
    ("Amina Hart", "amina.hart@northmoor.example", Role::ClientLead, Some(NORTHMOOR)),
    ("Ben Osei", "ben.osei@northmoor.example", Role::ClientMember, Some(NORTHMOOR)),
    ("Carys Bevan", "carys.bevan@northmoor.example", Role::Commercial, Some(NORTHMOOR)),
    ("Dev Anand", "dev.anand@northmoor.example", Role::Auditor, Some(NORTHMOOR)),
    ("Elspeth Muir", "elspeth.muir@eastmere.example", Role::ClientLead, Some(EASTMERE)),
    ("Farid Noor", "farid.noor@alder.example", Role::SupplierLead, Some(ALDER)),
    ("Grace Lin", "grace.lin@alder.example", Role::SupplierMember, Some(ALDER)),
    ("Hugh Penrose", "hugh.penrose@curlew.example", Role::SupplierLead, Some(CURLEW)),
    ("Isla Reid", "isla.reid@service.example", Role::Administrator, None),
];

/// Adds them. None has a password: only the worked example lets them in.
pub(super) async fn add(app: &App, actor: &Actor) -> Result<(), LoadError> {
    for (name, address, role, organisation) in PEOPLE {
        let faulty = |remedy: &str| LoadError::Problems(vec![Problem::whole(name, remedy)]);
        let email = EmailAddress::parse(address).map_err(|none| faulty(&none.to_string()))?;
        let name = PersonName::parse(name).map_err(faulty)?;
        let organisation = organisation.map(str::to_owned);
        app.add_person(actor, name, Invite { email, role, organisation }).await?;
    }
    Ok(())
}
