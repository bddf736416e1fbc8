//! What a meeting is about: what stands out in the record, and what people propose and vote for.

use super::{Mark, Meeting, Score, Side};
use crate::domain::actions::ActionRecord;
use crate::domain::authors::Author;
use crate::domain::designs::{Scale, ScaleKind, Version};
use crate::domain::exact::{Points, ScoreValue};
use crate::domain::ids::{ActorId, ContractId, KpiId, MeetingId, PersonId, TopicId};
use crate::domain::improvement::PlanRecord;
use crate::domain::kpis::reading::current;
use crate::domain::kpis::{Attainment, KpiRecord, attainment, rating};
use crate::domain::performance::Due;
use crate::domain::periods::Period;
use crate::domain::problems::Problem;
use crate::domain::texts;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many dots each person has at a meeting.
pub const DOTS: u32 = 3;

/// Levels apart from which a gap belongs on the agenda.
pub const WIDE: u64 = 2;

/// Points apart, of 100, from which one does where a scale has few levels or none.
pub const WIDE_IN_POINTS: u64 = 40;

/// The longest time-box, in minutes.
pub const LONGEST_BOX: u32 = 120;

/// Everything a meeting is about.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The meeting.
    pub meeting: Meeting,
    /// Who came, or is expected.
    pub attendees: Vec<Attendee>,
    /// The latest meeting that both sides scored, and where they were far apart.
    pub gaps: Option<(Meeting, Vec<Gap>)>,
    /// Key performance indicators that missed their target.
    pub below: Vec<Below>,
    /// What the Procurement Act asks for by 60 days after the meeting, soonest first.
    pub law: Vec<Due>,
    /// Improvement plans that are open, latest first.
    pub plans: Vec<PlanRecord>,
    /// What was proposed, in the order to talk about it.
    pub topics: Vec<TopicLine>,
    /// How the vote stands.
    pub voting: Voting,
    /// Every action open on the day of the meeting, those longest overdue first.
    pub actions: Vec<ActionRecord>,
    /// Whether both sides have signed the meeting off, so that it stays as it is.
    pub kept: bool,
}

impl Agenda {
    /// The actions overdue on the day of the meeting.
    pub fn overdue(&self) -> impl Iterator<Item = &ActionRecord> {
        let day = self.meeting.held_on;
        self.actions.iter().filter(move |record| record.item.is_overdue_on(day))
    }

    /// The dots that whoever asked has not used yet.
    #[must_use]
    pub fn dots_left(&self) -> u32 {
        DOTS.saturating_sub(self.topics.iter().map(|line| line.own).sum())
    }
}

/// Somebody who came to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// The person, when they can sign in.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// The side they came for.
    pub side: Option<Side>,
}

/// A criterion on which the two sides are far apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Key of the criterion.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What the client gave.
    pub client: ScoreValue,
    /// What the supplier gave itself.
    pub supplier: ScoreValue,
    /// How far apart they are, in 1e-12 points.
    apart: u64,
}

/// Where the two sides of a meeting are far apart, furthest first.
#[must_use]
pub fn gaps(version: &Version, scores: &[Score]) -> Vec<Gap> {
    let given = |side: Side, place: u16| {
        let own = scores.iter().find(|score| (score.side, score.criterion) == (side, place))?;
        match own.mark {
            Mark::Scored(value) => Some(value),
            Mark::Unscored(_) => None,
        }
    };
    let gap = |(place, _, criterion): (u16, _, &crate::domain::designs::Criterion)| {
        let (client, supplier) = (given(Side::Client, place)?, given(Side::Supplier, place)?);
        let scale = version.content.scale_of(criterion)?;
        let apart = points_apart(scale, client, supplier)?;
        let wide = levels_apart(scale, client, supplier).is_some_and(|levels| WIDE <= levels)
            || WIDE_IN_POINTS.saturating_mul(ONE_POINT) <= apart;
        let (key, title) = (criterion.key.clone(), criterion.title.clone());
        wide.then_some(Gap { key, title, client, supplier, apart })
    };
    let mut gaps: Vec<Gap> = version.content.criteria().filter_map(gap).collect();
    gaps.sort_by_key(|gap| Reverse(gap.apart));
    gaps
}

const ONE_POINT: u64 = 10_u64.pow(Points::PLACES);

fn points_apart(scale: &Scale, one: ScoreValue, other: ScoreValue) -> Option<u64> {
    Some(scale.points(one)?.scaled().abs_diff(scale.points(other)?.scaled()))
}

fn levels_apart(scale: &Scale, one: ScoreValue, other: ScoreValue) -> Option<u64> {
    let ScaleKind::Levels(levels) = &scale.kind else { return None };
    let place = |value| levels.iter().position(|level| level.value == value);
    u64::try_from(place(one)?.abs_diff(place(other)?)).ok()
}

/// A KPI that missed its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below {
    /// Which one.
    pub kpi: KpiId,
    /// Its title.
    pub title: String,
    /// The period that speaks on the day of the meeting.
    pub period: Period,
    /// The word for how it did.
    pub rating: String,
}

/// The KPIs that speak on `day` and missed their target.
#[must_use]
pub fn below_target(records: &[KpiRecord], day: NaiveDate) -> Vec<Below> {
    let below = |record: &KpiRecord| {
        let observation = current(&record.observations, day)?;
        let attainment = attainment(record.kpi.direction, observation);
        let Attainment::Reached(reached) = &attainment else { return None };
        (reached.points < Points::FULL).then(|| Below {
            kpi: record.kpi.id,
            title: record.kpi.title.clone(),
            period: observation.period,
            rating: rating(&record.kpi.bands, &attainment).to_owned(),
        })
    };
    records.iter().filter_map(below).collect()
}

/// A topic somebody proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Identifies it.
    pub id: TopicId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// The meeting it is for.
    pub meeting: MeetingId,
    /// Rises by one with every change; what an `ETag` is made of.
    pub revision: i64,
    /// What to talk about.
    pub title: String,
    /// Who proposed it.
    pub proposed_by: Author,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// How long to talk about it and since when, once it was begun.
    pub time_box: Option<TimeBox>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// How long a topic is meant to take: an indicator, which stops nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeBox {
    /// When it was begun.
    pub started: DateTime<Utc>,
    /// How many minutes it is meant to take.
    pub minutes: u32,
}

impl TimeBox {
    /// When it is meant to end.
    #[must_use]
    pub fn ends(self) -> DateTime<Utc> {
        self.started + TimeDelta::minutes(i64::from(self.minutes))
    }

    /// Whether the time is up.
    #[must_use]
    pub fn is_up(self, now: DateTime<Utc>) -> bool {
        self.ends() <= now
    }
}

/// The dots somebody put on a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// The topic.
    pub topic: TopicId,
    /// How many dots.
    pub dots: u32,
}

/// The dots somebody put on a topic, with whose they are.
pub type Cast = (ActorId, Vote);

/// Whether people still vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voting {
    /// They do, and nobody sees how many dots a topic has.
    Open,
    /// Whoever chairs closed it.
    Closed {
        /// Who.
        by: Author,
        /// When.
        at: DateTime<Utc>,
    },
}

impl Voting {
    /// Whether people still vote.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}

/// A topic in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLine {
    /// The topic.
    pub topic: Topic,
    /// The dots of whoever asked.
    pub own: u32,
    /// Everybody's dots; hidden while people still vote.
    pub dots: Option<u32>,
}

/// Topics in the order to talk about them: by dots once the vote is closed, and by the time
/// they were proposed.
#[must_use]
pub fn ranked(
    topics: Vec<Topic>, cast: &[Cast], voting: &Voting, asking: ActorId,
) -> Vec<TopicLine> {
    let sum = |topic: TopicId, own: Option<ActorId>| -> u32 {
        let of = |(who, vote): &&Cast| vote.topic == topic && own.is_none_or(|own| own == *who);
        cast.iter().filter(of).map(|(_, vote)| vote.dots).sum()
    };
    let line = |topic: Topic| TopicLine {
        own: sum(topic.id, Some(asking)),
        dots: (!voting.is_open()).then(|| sum(topic.id, None)),
        topic,
    };
    let mut lines: Vec<TopicLine> = topics.into_iter().map(line).collect();
    lines.sort_by_key(|line| (Reverse(line.dots), line.topic.proposed_at, line.topic.id));
    lines
}

/// Everything wrong with the dots somebody puts on the topics of a meeting.
#[must_use]
pub fn vote_problems(topics: &BTreeSet<TopicId>, votes: &[Vote]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, vote) in votes.iter().enumerate() {
        let field = format!("votes[{place}].topic");
        if !topics.contains(&vote.topic) {
            let message = "the meeting has no such topic";
            let remedy = "Use the topics of its agenda";
            problems.push(Problem::field(field, vote.topic.to_string(), message, remedy));
        } else if votes.iter().take(place).any(|other| other.topic == vote.topic) {
            let message = "the topic is there twice";
            let remedy = "Put all dots on it at once";
            problems.push(Problem::field(field, vote.topic.to_string(), message, remedy));
        }
    }
    let given = votes.iter().fold(0_u32, |sum, vote| sum.saturating_add(vote.dots));
    if DOTS < given {
        let message = format!("this is {given} dots, and each person has {DOTS}");
        let remedy = format!("Put {DOTS} dots or fewer on all topics together");
        problems.push(Problem::field("votes", given.to_string(), message, remedy));
    }
    problems
}

/// Everything wrong with the title of a topic.
#[must_use]
pub fn title_problems(title: &str) -> Vec<Problem> {
    let missing = || Problem::field("title", "", "this is missing", "Enter what to talk about");
    match texts::name(title) {
        _ if title.trim().is_empty() => vec![missing()],
        Err(why) => vec![Problem::field("title", "", why.to_string(), why.remedy())],
        Ok(()) => Vec::new(),
    }
}

/// Everything wrong with a number of minutes.
#[must_use]
pub fn time_problems(minutes: u32) -> Vec<Problem> {
    if (1..=LONGEST_BOX).contains(&minutes) {
        return Vec::new();
    }
    let message = "a topic cannot take that long";
    let remedy = format!("Enter a number of minutes from 1 to {LONGEST_BOX}");
    vec![Problem::field("minutes", minutes.to_string(), message, remedy)]
}

/// Everything wrong with the list of those who came.
#[must_use]
pub fn attendee_problems(attendees: &[Attendee]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, attendee) in attendees.iter().enumerate() {
        let field = format!("attendees[{place}].name");
        let same = |other: &Attendee| other.name == attendee.name && other.side == attendee.side;
        if attendee.name.trim().is_empty() {
            problems.push(Problem::field(field, "", "this is missing", "Enter a name"));
        } else if let Err(why) = texts::name(&attendee.name) {
            problems.push(Problem::field(field, "", why.to_string(), why.remedy()));
        } else if attendees.iter().take(place).any(same) {
            let message = "somebody is there twice";
            problems.push(Problem::field(field, &attendee.name, message, "Name everybody once"));
        }
    }
    problems
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
mod tests;
