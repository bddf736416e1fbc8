//! Every state against everything that can happen to it.

use super::*;
use crate::domain::audit::Digest;
use uuid::Uuid;

const CLIENT: OneSide = OneSide::Client;
const SUPPLIER: OneSide = OneSide::Supplier;

fn signature(side: OneSide, person: u128, seen: &str) -> Signature {
    let digest = Digest::of([Some(seen)]);
    Signature { side, person: ActorId(Uuid::from_u128(person)), digest }
}

/// Every state by a name of its own.
fn states() -> Vec<(&'static str, State)> {
    let signed = Some(signature(CLIENT, 1, "this"));
    vec![
        ("planned", State::Planned),
        ("open", State::Open),
        ("sealed by client", State::Sealed { by: CLIENT }),
        ("sealed by supplier", State::Sealed { by: SUPPLIER }),
        ("revealed", State::Revealed),
        ("settled", State::Settled { signed: None }),
        ("settled, signed by client", State::Settled { signed }),
        ("signed off", State::SignedOff),
        ("reopened", State::Reopened { revision: 2, signed: None }),
        ("reopened, signed by client", State::Reopened { revision: 2, signed }),
        ("revised", State::Revised { revision: 2 }),
        ("reopened again", State::Reopened { revision: 3, signed: None }),
        ("settled, signed by supplier", {
            State::Settled { signed: Some(signature(SUPPLIER, 2, "this")) }
        }),
        ("settled, signed by client anew", {
            State::Settled { signed: Some(signature(CLIENT, 1, "that")) }
        }),
        ("settled, signed by supplier anew", {
            State::Settled { signed: Some(signature(SUPPLIER, 2, "that")) }
        }),
        ("reopened, signed by supplier", {
            State::Reopened { revision: 2, signed: Some(signature(SUPPLIER, 2, "this")) }
        }),
        ("reopened, signed by client anew", {
            State::Reopened { revision: 2, signed: Some(signature(CLIENT, 1, "that")) }
        }),
        ("reopened, signed by supplier anew", {
            State::Reopened { revision: 2, signed: Some(signature(SUPPLIER, 2, "that")) }
        }),
    ]
}

/// Everything that can happen by a name of its own.
fn transitions() -> Vec<(&'static str, Transition)> {
    vec![
        ("replan", Transition::Replan),
        ("open", Transition::Open),
        ("client drafts", Transition::Draft(CLIENT)),
        ("supplier drafts", Transition::Draft(SUPPLIER)),
        ("client seals", Transition::Seal(CLIENT)),
        ("supplier seals", Transition::Seal(SUPPLIER)),
        ("deadline", Transition::Reveal(Cause::Deadline)),
        ("chair reveals", Transition::Reveal(Cause::Chair)),
        ("settle some", Transition::Settle { left: 3 }),
        ("settle last", Transition::Settle { left: 0 }),
        ("client signs", Transition::Sign(signature(CLIENT, 1, "this"))),
        ("supplier signs", Transition::Sign(signature(SUPPLIER, 2, "this"))),
        ("client signs anew", Transition::Sign(signature(CLIENT, 1, "that"))),
        ("supplier signs anew", Transition::Sign(signature(SUPPLIER, 2, "that"))),
        ("client's signatory signs for supplier", {
            Transition::Sign(signature(SUPPLIER, 1, "this"))
        }),
        ("reopen", Transition::Reopen),
    ]
}

/// What may happen, and what becomes of it. Whatever is not a line here is refused.
const ALLOWED: &str = "
planned | replan | planned
planned | open | open
open | replan | open
open | client drafts | open
open | supplier drafts | open
open | client seals | sealed by client
open | supplier seals | sealed by supplier
open | deadline | revealed
sealed by client | replan | sealed by client
sealed by client | supplier drafts | sealed by client
sealed by client | supplier seals | revealed
sealed by client | deadline | revealed
sealed by client | chair reveals | revealed
sealed by supplier | replan | sealed by supplier
sealed by supplier | client drafts | sealed by supplier
sealed by supplier | client seals | revealed
sealed by supplier | deadline | revealed
sealed by supplier | chair reveals | revealed
revealed | settle some | revealed
revealed | settle last | settled
settled | settle some | revealed
settled | settle last | settled
settled | client signs | settled, signed by client
settled | supplier signs | settled, signed by supplier
settled | client signs anew | settled, signed by client anew
settled | supplier signs anew | settled, signed by supplier anew
settled, signed by client | settle some | revealed
settled, signed by client | settle last | settled
settled, signed by client | supplier signs | signed off
settled, signed by client | client signs anew | settled, signed by client anew
settled, signed by client | supplier signs anew | settled, signed by supplier anew
settled, signed by supplier | settle some | revealed
settled, signed by supplier | settle last | settled
settled, signed by supplier | client signs | signed off
settled, signed by supplier | client signs anew | settled, signed by client anew
settled, signed by supplier | supplier signs anew | settled, signed by supplier anew
settled, signed by client anew | settle some | revealed
settled, signed by client anew | settle last | settled
settled, signed by client anew | client signs | settled, signed by client
settled, signed by client anew | supplier signs | settled, signed by supplier
settled, signed by client anew | supplier signs anew | signed off
settled, signed by supplier anew | settle some | revealed
settled, signed by supplier anew | settle last | settled
settled, signed by supplier anew | client signs | settled, signed by client
settled, signed by supplier anew | supplier signs | settled, signed by supplier
settled, signed by supplier anew | client signs anew | signed off
signed off | reopen | reopened
reopened | settle some | reopened
reopened | settle last | reopened
reopened | client signs | reopened, signed by client
reopened | supplier signs | reopened, signed by supplier
reopened | client signs anew | reopened, signed by client anew
reopened | supplier signs anew | reopened, signed by supplier anew
reopened, signed by client | settle some | reopened
reopened, signed by client | settle last | reopened
reopened, signed by client | supplier signs | revised
reopened, signed by client | client signs anew | reopened, signed by client anew
reopened, signed by client | supplier signs anew | reopened, signed by supplier anew
reopened, signed by supplier | settle some | reopened
reopened, signed by supplier | settle last | reopened
reopened, signed by supplier | client signs | revised
reopened, signed by supplier | client signs anew | reopened, signed by client anew
reopened, signed by supplier | supplier signs anew | reopened, signed by supplier anew
reopened, signed by client anew | settle some | reopened
reopened, signed by client anew | settle last | reopened
reopened, signed by client anew | client signs | reopened, signed by client
reopened, signed by client anew | supplier signs | reopened, signed by supplier
reopened, signed by client anew | supplier signs anew | revised
reopened, signed by supplier anew | settle some | reopened
reopened, signed by supplier anew | settle last | reopened
reopened, signed by supplier anew | client signs | reopened, signed by client
reopened, signed by supplier anew | supplier signs | reopened, signed by supplier
reopened, signed by supplier anew | client signs anew | revised
revised | reopen | reopened again
";

/// Signing by one person for both sides is told apart by who signs; where nobody has signed yet
/// it is an ordinary first signature.
fn is_told_apart(transition: &str) -> bool {
    transition == "client's signatory signs for supplier"
}

#[test]
fn whatever_is_not_in_the_table_is_refused_with_a_sentence_and_changes_nothing() {
    let allowed: Vec<&str> = ALLOWED.lines().filter(|line| !line.is_empty()).collect();
    let known = states();
    let mut walked = Vec::new();
    for (from, state) in known.iter().filter(|(name, _)| *name != "reopened again") {
        for (what, transition) in transitions().iter().filter(|(what, _)| !is_told_apart(what)) {
            match next(*state, *transition) {
                Ok(to) => {
                    let name = known.iter().find(|(_, it)| *it == to).map(|(name, _)| *name);
                    walked.push(format!("{from} | {what} | {}", name.unwrap_or("unknown")));
                }
                Err(refusal) => {
                    let sentence = refusal.to_string();
                    assert!(sentence.split(' ').count() > 3, "{from} | {what}: {sentence}");
                }
            }
        }
    }
    walked.sort_unstable();
    let mut expected: Vec<String> = allowed.into_iter().map(str::to_owned).collect();
    expected.sort_unstable();
    assert_eq!(walked, expected);
}

#[test]
fn nobody_signs_for_both_sides() {
    let twice = Transition::Sign(signature(SUPPLIER, 1, "this"));
    let signed = Some(signature(CLIENT, 1, "this"));
    for state in [State::Settled { signed }, State::Reopened { revision: 2, signed }] {
        assert_eq!(next(state, twice), Err(Refusal::SamePerson));
    }
}

#[test]
fn nothing_leads_from_revealed_scores_back_to_scoring() {
    for (name, state) in states().iter().filter(|(_, state)| state.is_revealed()) {
        for (what, transition) in transitions() {
            if let Ok(to) = next(*state, transition) {
                assert!(to.is_revealed(), "{name} | {what}");
            }
        }
        for side in OneSide::ALL {
            assert!(!state.takes_scores_of(*side), "{name}");
        }
    }
}

#[test]
fn a_revision_counts_up_and_is_signed_under_its_own_number() {
    let again = next(State::Revised { revision: 7 }, Transition::Reopen);
    assert_eq!(again, Ok(State::Reopened { revision: 8, signed: None }));
    assert_eq!(again.map(|state| state.revision()), Ok(8));
}
