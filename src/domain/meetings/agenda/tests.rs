//! Gaps, dots and time-boxes.

use super::*;
use crate::domain::exact::KpiValue;
use crate::domain::ids::{DesignId, VersionId};
use crate::domain::kpis::service_points::Repeats;
use crate::domain::kpis::{Actual, Direction, Kpi, Observation, default_bands};
use crate::domain::library;
use proptest::prelude::*;

fn moment(minute: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    day.and_hms_opt(10, minute, 0).unwrap().and_utc()
}

fn version(key: &str) -> Version {
    let content = library::design(key).unwrap();
    Version { id: VersionId::fresh(), design: DesignId::fresh(), number: 1, content }
}

fn score(side: Side, criterion: u16, value: i64) -> Score {
    let value = ScoreValue::new(value.into()).unwrap();
    Score { side, criterion, mark: Mark::Scored(value), comment: None, origin: None }
}

fn topic(title: &str, minute: u32) -> Topic {
    Topic {
        id: TopicId::fresh(),
        contract: ContractId::fresh(),
        meeting: MeetingId::fresh(),
        revision: 1,
        title: title.to_owned(),
        proposed_by: Author { id: ActorId::fresh(), name: "Ola".to_owned() },
        proposed_at: moment(minute),
        time_box: None,
        outcome: None,
    }
}

#[test]
fn two_levels_apart_belong_on_the_agenda_and_one_does_not_furthest_first() {
    let scores = vec![
        score(Side::Client, 0, 4),
        score(Side::Supplier, 0, 5),
        score(Side::Client, 1, 2),
        score(Side::Supplier, 1, 4),
        score(Side::Client, 2, 5),
        score(Side::Supplier, 2, 1),
        score(Side::Client, 3, 1),
    ];
    let version = version("partnership");
    let found = gaps(&version, &scores);
    let keys: Vec<&str> = version.content.criteria().map(|(_, _, it)| it.key.as_str()).collect();
    let found: Vec<&str> = found.iter().map(|gap| gap.key.as_str()).collect();
    assert_eq!(found, [keys[2], keys[1]]);
}

#[test]
fn a_criterion_one_side_did_not_score_is_no_gap() {
    let none = Score {
        mark: Mark::Unscored(crate::domain::meetings::Unscored::NotScored),
        ..score(Side::Supplier, 0, 1)
    };
    assert_eq!(gaps(&version("partnership"), &[score(Side::Client, 0, 5), none]), []);
}

#[test]
fn topics_stand_in_the_order_they_were_proposed_until_the_vote_is_closed() {
    let (first, second, third) = (topic("a", 1), topic("b", 2), topic("c", 3));
    let (ola, kim) = (ActorId::fresh(), ActorId::fresh());
    let cast = [
        (ola, Vote { topic: second.id, dots: 1 }),
        (kim, Vote { topic: third.id, dots: 2 }),
        (kim, Vote { topic: second.id, dots: 1 }),
    ];
    let topics = vec![third.clone(), first.clone(), second.clone()];
    let open = ranked(topics.clone(), &cast, &Voting::Open, ola);
    let titles = |lines: &[TopicLine]| -> Vec<String> {
        lines.iter().map(|line| line.topic.title.clone()).collect()
    };
    assert_eq!(titles(&open), ["a", "b", "c"]);
    assert_eq!(open.iter().map(|line| line.dots).collect::<Vec<_>>(), [None, None, None]);
    assert_eq!(open.iter().map(|line| line.own).collect::<Vec<_>>(), [0, 1, 0]);

    let by = Author { id: ola, name: "Ola".to_owned() };
    let closed = ranked(topics, &cast, &Voting::Closed { by, at: moment(9) }, ola);
    assert_eq!(titles(&closed), ["b", "c", "a"]);
    assert_eq!(
        closed.iter().map(|line| line.dots).collect::<Vec<_>>(),
        [Some(2), Some(2), Some(0)]
    );
}

#[test]
fn a_time_box_is_up_when_its_minutes_are_over() {
    let time = TimeBox { started: moment(0), minutes: 8 };
    assert!(!time.is_up(moment(7)));
    assert!(time.is_up(moment(8)));
    assert_eq!(time_problems(0).len(), 1);
    assert_eq!(time_problems(120), []);
    assert_eq!(time_problems(121).len(), 1);
}

#[test]
fn a_kpi_that_missed_its_target_belongs_on_the_agenda() {
    let value = |n: i64| KpiValue::new(n.into()).unwrap();
    let record = |title: &str, actual: i64| KpiRecord {
        kpi: Kpi {
            id: KpiId::fresh(),
            contract: ContractId::fresh(),
            title: title.to_owned(),
            unit: "%".to_owned(),
            direction: Direction::Higher,
            bands: default_bands(),
            service_levels: Vec::new(),
            repeats: Repeats::DOUBLE,
        },
        observations: vec![Observation {
            period: crate::domain::periods::parse("2026-02", None).unwrap(),
            actual: Actual::Measured(value(actual)),
            target: Some(value(100)),
            origin: None,
        }],
    };
    let day = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let below = below_target(&[record("met", 100), record("missed", 90)], day);
    let told: Vec<_> = below.iter().map(|it| (it.title.as_str(), it.rating.as_str())).collect();
    assert_eq!(told, [("missed", "Requires improvement")]);
}

#[test]
fn dots_on_a_topic_of_another_meeting_or_twice_on_one_are_refused() {
    let known = TopicId::fresh();
    let topics = BTreeSet::from([known]);
    let vote = |topic| Vote { topic, dots: 1 };
    assert_eq!(vote_problems(&topics, &[vote(known)]), []);
    assert_eq!(vote_problems(&topics, &[vote(TopicId::fresh())]).len(), 1);
    assert_eq!(vote_problems(&topics, &[vote(known), vote(known)]).len(), 1);
}

proptest! {
    #[test]
    fn dots_are_taken_up_to_three_however_they_are_spread(
        dots in prop::collection::vec(0_u32..6, 1..7)
    ) {
        let topics: BTreeSet<TopicId> = dots.iter().map(|_| TopicId::fresh()).collect();
        let votes: Vec<Vote> = topics
            .iter()
            .zip(&dots)
            .map(|(topic, dots)| Vote { topic: *topic, dots: *dots })
            .collect();
        let given: u32 = dots.iter().sum();
        prop_assert_eq!(vote_problems(&topics, &votes).is_empty(), given <= 3);
    }

    #[test]
    fn no_order_of_voting_changes_what_topics_get(
        marks in prop::collection::vec((0_usize..4, 0_u32..4), 0..12)
    ) {
        let topics: Vec<Topic> = (0..4).map(|minute| topic("t", minute)).collect();
        let cast: Vec<Cast> = marks
            .iter()
            .map(|(at, dots)| (ActorId::fresh(), Vote { topic: topics[*at].id, dots: *dots }))
            .collect();
        let by = Author { id: ActorId::fresh(), name: "Ola".to_owned() };
        let closed = Voting::Closed { by, at: moment(0) };
        let asking = ActorId::fresh();
        let forwards = ranked(topics.clone(), &cast, &closed, asking);
        let backwards: Vec<Cast> = cast.into_iter().rev().collect();
        prop_assert_eq!(&forwards, &ranked(topics, &backwards, &closed, asking));
        let total: u32 = forwards.iter().filter_map(|line| line.dots).sum();
        prop_assert_eq!(total, marks.iter().map(|(_, dots)| *dots).sum::<u32>());
    }
}
