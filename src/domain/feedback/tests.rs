//! Who reads what was said, and what answers come to.

use super::reverse::{Answer, Response, ReverseScorecard};
use super::*;
use rust_decimal::Decimal;

fn author() -> Author {
    Author { id: ActorId::fresh(), name: "Farid Example".to_owned() }
}

fn reader(role: Option<Role>) -> Reader {
    Reader { id: ActorId::fresh(), role }
}

#[test]
fn what_is_confidential_to_a_role_is_read_by_it_and_by_whoever_wrote_it_alone() {
    let author = author();
    let audience = Audience::Only(Role::ClientLead);
    for role in Role::ALL {
        let reads = reader(Some(*role)).reads(author.id, audience);
        assert_eq!(reads, *role == Role::ClientLead, "{}", role.word());
        assert!(reader(Some(*role)).reads(author.id, Audience::Both));
    }
    assert!(!reader(None).reads(author.id, audience));
    assert!(Reader { id: author.id, role: None }.reads(author.id, audience));
}

#[test]
fn nothing_is_confidential_to_those_who_read_or_run_everything() {
    for role in [Role::Auditor, Role::Administrator] {
        assert_eq!(audience_problems(Audience::Only(role)).len(), 1);
    }
    assert_eq!(audience_problems(Audience::Only(Role::Commercial)), []);
}

fn response(by: &Author, hour: i64, value: u8, audience: Audience) -> Response {
    Response {
        id: FeedbackId::fresh(),
        contract: ContractId::fresh(),
        answers: vec![Answer { question: 0, value }],
        comment: None,
        audience,
        by: by.clone(),
        at: DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hour),
    }
}

#[test]
fn the_latest_answer_of_each_person_counts() {
    let (one, other) = (author(), author());
    let all = vec![
        response(&one, 1, 1, Audience::Both),
        response(&one, 2, 4, Audience::Both),
        response(&other, 1, 3, Audience::Both),
    ];
    let seen = ReverseScorecard::of(all, reader(Some(Role::ClientMember)));
    let first = seen.tallies[0];
    assert_eq!((seen.responses, first.count), (2, 2));
    assert_eq!(first.mean, Some(Decimal::new(35, 1)));
    assert_eq!((seen.tallies[1].count, seen.tallies[1].mean), (0, None));
}

#[test]
fn a_confidential_answer_leaves_no_trace_in_the_counts_of_others() {
    let one = author();
    let secret = Audience::Only(Role::ClientLead);
    let open = vec![response(&one, 1, 2, Audience::Both)];
    let with_secret = [open.clone(), vec![response(&one, 2, 5, secret)]].concat();
    let member = reader(Some(Role::ClientMember));
    let before = ReverseScorecard::of(open, member);
    assert_eq!(before, ReverseScorecard::of(with_secret.clone(), member));
    let lead = ReverseScorecard::of(with_secret, reader(Some(Role::ClientLead)));
    assert_eq!(lead.tallies[0].mean, Some(Decimal::new(50, 1)));
}

#[test]
fn every_answer_off_the_scale_or_twice_is_named() {
    let answers = [
        Answer { question: 0, value: 6 },
        Answer { question: 99, value: 1 },
        Answer { question: 2, value: 3 },
        Answer { question: 2, value: 4 },
    ];
    assert_eq!(reverse::problems(&answers, None).len(), 3);
    assert_eq!(reverse::problems(&[], None).len(), 1);
}
