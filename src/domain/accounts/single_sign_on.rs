//! Single sign-on: which roles the groups of somebody at a provider of identities give them.

use super::secrets::Secret;
use super::{EmailAddress, PersonName};
use crate::domain::access::{Role, Seat};
use crate::domain::ids::{MembershipId, OrganisationId};
use std::collections::BTreeSet;

/// A provider of identities, and what its word is worth here.
#[derive(Debug, Clone)]
pub struct SingleSignOn {
    /// The address that it goes by.
    pub issuer: String,
    /// What this service is called there.
    pub client_id: String,
    /// What only this service and the provider know.
    pub client_secret: Option<Secret>,
    /// What people call it.
    pub name: String,
    /// What it is asked to tell of them.
    pub scopes: Vec<String>,
    /// Under which name it tells their groups.
    pub groups_claim: String,
    /// What a group is worth.
    pub rules: Vec<Rule>,
}

/// What the members of a group are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The name of the group, as the provider writes it.
    pub group: String,
    /// What they are.
    pub grant: Grant,
}

/// A role in an organisation that may not be known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    role: Role,
    organisation: Option<String>,
}

impl Grant {
    /// A role in an organisation, which every role but the administrator's needs.
    #[must_use]
    pub fn new(role: Role, organisation: Option<String>) -> Option<Self> {
        let fits = (role == Role::Administrator) == organisation.is_none();
        fits.then_some(Self { role, organisation })
    }

    /// The role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The name of the organisation.
    #[must_use]
    pub fn organisation(&self) -> Option<&str> {
        self.organisation.as_deref()
    }
}

/// What groups give: one role in each organisation. Where they give several in one, the rule
/// that stands first decides.
#[must_use]
pub fn granted<'a>(rules: &'a [Rule], groups: &BTreeSet<String>) -> Vec<&'a Grant> {
    let mut given: Vec<&Grant> = Vec::new();
    for Rule { group, grant } in rules {
        let settled = given.iter().any(|other| other.organisation == grant.organisation);
        if groups.contains(group) && !settled {
            given.push(grant);
        }
    }
    given
}

/// Somebody as a provider knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// What they are told from others by; it never changes.
    pub subject: String,
    /// Their address, if the provider made sure that it is theirs.
    pub email: Option<EmailAddress>,
    /// What they are called.
    pub name: Option<PersonName>,
    /// Their groups.
    pub groups: BTreeSet<String>,
}

/// A role that somebody holds, and who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Identifies it.
    pub membership: MembershipId,
    /// The role and where it is held.
    pub seat: Seat,
    /// Who gave it.
    pub giver: Giver,
}

/// Who gave a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Giver {
    /// Somebody here. A provider never touches it.
    Person,
    /// The provider they sign in with.
    Provider,
}

/// What becomes of somebody's roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They take up a role.
    Begin(Seat),
    /// They do something else where they are.
    Become(MembershipId, Role),
    /// They do nothing there any more.
    End(MembershipId),
}

/// What has to change so that somebody holds what the provider gives them now. One role is held
/// in an organisation at once: where somebody here gave one already, that stays.
#[must_use]
pub fn changes(held: &[Held], given: &[Seat]) -> Vec<Change> {
    let there = |seat: Seat, place: Option<OrganisationId>| seat.organisation() == place;
    let given_up = |held: &&Held| {
        held.giver == Giver::Provider
            && !given.iter().any(|seat| there(*seat, held.seat.organisation()))
    };
    let ended = held.iter().filter(given_up).map(|held| Change::End(held.membership));
    let taken_up = given.iter().filter_map(|seat| {
        match held.iter().find(|held| there(held.seat, seat.organisation())) {
            None => Some(Change::Begin(*seat)),
            Some(held) if held.giver == Giver::Provider && held.seat != *seat => {
                Some(Change::Become(held.membership, seat.role()))
            }
            Some(_) => None,
        }
    });
    ended.chain(taken_up).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(group: &str, role: Role, organisation: Option<&str>) -> Option<Rule> {
        let grant = Grant::new(role, organisation.map(str::to_owned))?;
        Some(Rule { group: group.to_owned(), grant })
    }

    #[track_caller]
    fn gives(groups: &[&str], expected: &[(Role, Option<&str>)]) {
        let rules = [
            rule("leads", Role::ClientLead, Some("Northmoor")),
            rule("staff", Role::ClientMember, Some("Northmoor")),
            rule("partners", Role::SupplierMember, Some("Calder")),
            rule("operators", Role::Administrator, None),
        ];
        let rules: Vec<Rule> = rules.into_iter().flatten().collect();
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        let given = granted(&rules, &groups);
        let given: Vec<_> = given.iter().map(|it| (it.role(), it.organisation())).collect();
        assert_eq!(given, expected);
    }

    #[test]
    fn a_group_gives_the_role_it_stands_for_and_an_unknown_one_gives_nothing() {
        gives(&["staff"], &[(Role::ClientMember, Some("Northmoor"))]);
        gives(
            &["partners", "operators"],
            &[(Role::SupplierMember, Some("Calder")), (Role::Administrator, None)],
        );
        gives(&["Staff", "staff ", "cleaners", ""], &[]);
        gives(&[], &[]);
    }

    #[test]
    fn of_several_roles_in_one_organisation_the_first_one_in_the_settings_is_given() {
        gives(&["staff", "leads"], &[(Role::ClientLead, Some("Northmoor"))]);
    }

    #[test]
    fn an_administrator_is_one_nowhere_and_everybody_else_is_somewhere() {
        assert!(Grant::new(Role::Administrator, Some("Northmoor".to_owned())).is_none());
        assert!(Grant::new(Role::Auditor, None).is_none());
    }

    struct Case {
        held: Vec<(MembershipId, Role, Option<OrganisationId>, Giver)>,
        given: Vec<(Role, Option<OrganisationId>)>,
        expected: Vec<Change>,
    }

    #[track_caller]
    fn becomes(Case { held, given, expected }: Case) {
        let held = held.into_iter().filter_map(|(membership, role, place, giver)| {
            Some(Held { membership, seat: Seat::new(role, place)?, giver })
        });
        let given = given.into_iter().filter_map(|(role, place)| Seat::new(role, place));
        assert_eq!(changes(&held.collect::<Vec<_>>(), &given.collect::<Vec<_>>()), expected);
    }

    #[test]
    fn what_the_provider_gave_follows_it_and_what_people_gave_stays() {
        let (north, calder) = (Some(OrganisationId::fresh()), Some(OrganisationId::fresh()));
        let (one, two) = (MembershipId::fresh(), MembershipId::fresh());
        let lead = Role::ClientLead;
        let by_person = (one, Role::ClientMember, north, Giver::Person);
        let by_provider = (two, Role::ClientMember, north, Giver::Provider);
        let begun = Seat::new(lead, north).map(Change::Begin).into_iter().collect();
        becomes(Case { held: vec![], given: vec![(lead, north)], expected: begun });
        becomes(Case { held: vec![by_person], given: vec![(lead, north)], expected: vec![] });
        becomes(Case { held: vec![by_person], given: vec![], expected: vec![] });
        let expected = vec![Change::Become(two, lead)];
        becomes(Case { held: vec![by_provider], given: vec![(lead, north)], expected });
        let given = vec![(Role::ClientMember, north)];
        becomes(Case { held: vec![by_provider], given, expected: vec![] });
        let elsewhere = Seat::new(Role::SupplierLead, calder).map(Change::Begin);
        let expected = std::iter::once(Change::End(two)).chain(elsewhere).collect();
        let given = vec![(Role::SupplierLead, calder)];
        becomes(Case { held: vec![by_provider], given, expected });
        let expected = vec![Change::End(two)];
        becomes(Case { held: vec![by_provider], given: vec![], expected });
    }
}
