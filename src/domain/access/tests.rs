//! The policy as a whole, and who sees what.

use super::*;

fn actor(role: Role, reach: Reach) -> Actor {
    let organisation = (role != Role::Administrator).then(OrganisationId::fresh);
    let seat = Seat { role, organisation };
    let whence = Whence { surface: Surface::Page, address: None };
    Actor::person(ActorId::fresh(), "Ola Example".to_owned(), seat, reach, whence)
}

#[test]
fn the_whole_policy_is_this_matrix() {
    let lines = Role::ALL.iter().flat_map(|role| {
        Action::ALL.iter().map(|action| {
            let relations = Relation::ALL.iter().filter(|to| allowed(*role, *action, **to));
            let words: Vec<_> = relations.map(|relation| relation.word()).collect();
            format!("{} {}: {}", role.word(), action.word(), words.join(" "))
        })
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_administrator_may_do_everything() {
    for action in Action::ALL {
        assert_eq!(Actor::administrator().may(*action), Ok(()));
    }
    assert_eq!(Actor::administrator().scope(), Scope::Everything);
}

#[test]
fn only_administrators_see_every_contract() {
    for role in Role::ALL {
        let everything = actor(*role, Reach::Full).scope() == Scope::Everything;
        assert_eq!(everything, *role == Role::Administrator, "{}", role.word());
    }
}

#[test]
fn a_role_is_held_in_an_organisation_and_the_administrators_in_none() {
    for role in Role::ALL {
        let administrator = *role == Role::Administrator;
        assert_eq!(Seat::new(*role, None).is_some(), administrator, "{}", role.word());
        let somewhere = Seat::new(*role, Some(OrganisationId::fresh()));
        assert_eq!(somewhere.is_some(), !administrator, "{}", role.word());
    }
}

#[test]
fn a_token_that_only_reads_lets_nobody_change_anything() {
    for role in Role::ALL {
        for action in Action::ALL {
            let full = actor(*role, Reach::Full).may(*action).is_ok();
            let reading = actor(*role, Reach::ReadOnly).may(*action).is_ok();
            assert_eq!(reading, full && action.only_reads(), "{} {}", role.word(), action.word());
        }
    }
}

#[test]
fn nobody_gives_the_scores_of_the_other_side() {
    for relation in Relation::ALL {
        for role in [Role::ClientLead, Role::ClientMember, Role::Commercial, Role::Auditor] {
            assert!(!allowed(role, Action::ScoreAsSupplier, *relation), "{}", role.word());
        }
        for role in [Role::SupplierLead, Role::SupplierMember] {
            assert!(!allowed(role, Action::ScoreAsClient, *relation), "{}", role.word());
        }
    }
}

#[test]
fn a_refusal_says_what_was_refused() {
    let refusal = Forbidden { action: Action::RecordMeetings };
    assert_eq!(refusal.to_string(), "your role does not let you record meetings");
}
