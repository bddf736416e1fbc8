//! Medians, spreads and the rule for comments, worked out with a pencil.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::domain::library;
use uuid::Uuid;

fn score(number: i64) -> ScoreValue {
    ScoreValue::new(Decimal::from(number)).unwrap()
}

#[track_caller]
fn middle(scores: &[i64], expected: Option<i64>) {
    let scores: Vec<ScoreValue> = scores.iter().copied().map(score).collect();
    assert_eq!(median(&scores), expected.map(score));
}

#[test]
fn the_middle_score_is_one_that_somebody_gave() {
    middle(&[], None);
    middle(&[4], Some(4));
    middle(&[5, 2], Some(2));
    middle(&[5, 1, 4], Some(4));
    middle(&[1, 5, 4, 2], Some(2));
    middle(&[3, 3, 5, 1, 1, 4], Some(3));
}

fn set(name: &str, marks: &[(Mark, Option<&str>)]) -> ScoreSet {
    let given = |(criterion, (mark, comment)): (u16, &(Mark, Option<&str>))| GivenMark {
        criterion,
        mark: *mark,
        comment: comment.map(str::to_owned),
        copied_from: None,
    };
    ScoreSet {
        side: OneSide::Client,
        scorer: ActorId(Uuid::from_u128(1)),
        name: name.to_owned(),
        changes: 1,
        saved_at: DateTime::UNIX_EPOCH,
        marks: (0..).zip(marks).map(given).collect(),
    }
}

#[test]
fn scorers_of_a_side_are_rolled_up_with_their_spread_and_their_comments() {
    let design = library::design(library::DEFAULT).unwrap();
    let (two, four, five) = (score(2), score(4), score(5));
    let not_due = Mark::Unscored(Unscored::NotDue);
    let not_scored = Mark::Unscored(Unscored::NotScored);
    let amina =
        set("Amina", &[(Mark::Scored(two), Some("Late")), (not_due, None), (not_due, None)]);
    let ben =
        set("Ben", &[(Mark::Scored(five), Some("On time")), (not_due, None), (not_scored, None)]);
    let carys = set("Carys", &[(Mark::Scored(four), None)]);
    let rolled = roll_up(&design, &[amina, ben, carys]);
    let [first, second, third] = rolled.as_slice() else { panic!("{rolled:?}") };
    assert_eq!(first.mark, Mark::Scored(four));
    assert_eq!((first.spread, first.scorers), (Some((two, five)), 3));
    assert_eq!(first.comment.as_deref(), Some("Amina: Late\nBen: On time"));
    assert_eq!((second.mark, second.spread, second.scorers), (not_due, None, 0));
    assert_eq!(third.mark, not_scored, "two reasons for no score");
}

#[test]
fn a_comment_of_the_only_scorer_stands_without_a_name() {
    let design = library::design(library::DEFAULT).unwrap();
    let rolled = roll_up(&design, &[set("Amina", &[(Mark::Scored(score(3)), Some("Fine"))])]);
    assert_eq!(rolled.first().and_then(|it| it.comment.as_deref()), Some("Fine"));
}

#[track_caller]
fn comment(scale: &Scale, now: i64, before: Option<i64>, expected: Option<CommentNeeded>) {
    let before = before.map(|before| Mark::Scored(score(before)));
    assert_eq!(comment_needed(scale, Mark::Scored(score(now)), before), expected, "{now}");
}

#[test]
fn a_comment_is_asked_for_by_rule_only() {
    let design = library::design(library::DEFAULT).unwrap();
    let (_, _, five) = scored(&design).next().unwrap();
    comment(five, 1, None, Some(CommentNeeded::Low));
    comment(five, 2, Some(2), Some(CommentNeeded::Low));
    comment(five, 3, None, None);
    comment(five, 4, Some(4), None);
    comment(five, 4, Some(3), Some(CommentNeeded::Moved));
    comment(five, 5, Some(5), Some(CommentNeeded::High));
    let percent = Scale { key: "percent".to_owned(), kind: ScaleKind::Percent };
    comment(&percent, 19, None, Some(CommentNeeded::Low));
    comment(&percent, 20, None, None);
    comment(&percent, 79, Some(70), None);
    comment(&percent, 80, Some(79), Some(CommentNeeded::Moved));
    comment(&percent, 99, Some(90), None);
    comment(&percent, 100, Some(100), Some(CommentNeeded::High));
    let none = Mark::Unscored(Unscored::NotScored);
    assert_eq!(comment_needed(five, none, Some(Mark::Scored(score(4)))), None);
}
