//! Forms that plan meetings, and those that ask for a reason.

use crate::domain::contracts::Contract;
use crate::domain::designs::Version;
use crate::domain::ids::ContractId;
use crate::domain::meetings::Meeting;
use crate::domain::meetings::governed::Governed;
use crate::domain::meetings::series::{Rhythm, Series};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Choice, ContractSection, DayField, Entry, EntryKind, TextField, day, links,
};
use std::sync::Arc;

/// What was entered to plan a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The day of the meeting.
    pub on: String,
    /// The first day to score.
    pub opens_on: String,
    /// The last day to score.
    pub last_day: String,
    /// Key of the design of a check; nothing for a meeting about the scorecard.
    pub design: String,
}

impl Plan {
    /// What a meeting is planned as now.
    #[must_use]
    pub fn of(governed: &Governed) -> Self {
        let day = |day: chrono::NaiveDate| day.format("%-d/%-m/%Y").to_string();
        Self {
            on: day(governed.meeting.held_on),
            opens_on: day(governed.opens_on),
            last_day: day(governed.last_day_to_score()),
            design: String::new(),
        }
    }
}

/// The page to plan a meeting on, or a check by one of the designs scored at meetings alone.
#[must_use]
pub fn plan(contract: &Contract, designs: &[Arc<Version>], given: &Plan) -> FormPage {
    let action = format!("{}/plan", links::contract(contract.id));
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let alone = designs.iter().map(|version| &version.content);
    let alone = alone.filter(|content| content.is_scored_at_meetings_alone());
    let alone = alone.map(|content| choice(content.key(), content.title()));
    let own = choice("", "The scorecard of the contract");
    let choices = std::iter::once(own).chain(alone).collect();
    fields(FormPage::new("Plan a meeting", action), given)
        .line("A meeting scored by another design, such as the health check, is a check of its own: the composites of the contract stay as they are.")
        .pick("design", "What is it scored by?", choices, &given.design)
        .of_contract(contract, ContractSection::Meetings)
        .below(links::to_meetings(contract))
        .button("Plan the meeting")
}

/// The page to plan a meeting anew on.
#[must_use]
pub fn replan(contract: &Contract, meeting: &Meeting, given: &Plan, seen: i64) -> FormPage {
    let action = links::of_meeting(meeting, "edit");
    fields(FormPage::new("Change the day or the deadline", action), given)
        .of_contract(contract, ContractSection::Meetings)
        .below(links::to_meeting(contract, meeting))
        .hidden("seen", seen.to_string())
        .button("Save")
}

fn fields(page: FormPage, given: &Plan) -> FormPage {
    let opens = DayField::field("opens_on", "First day to score", &given.opens_on);
    let last = DayField::field("last_day", "Last day to score", &given.last_day);
    page.line("Each side scores without seeing the other’s scores. They are revealed when both are in, or when the last day to score is over.")
        .area(DayField::field("on", "Day of the meeting", &given.on))
        .area(opens)
        .area(last)
}

/// What was entered to add a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesGiven {
    /// What it is called.
    pub title: String,
    /// How often it meets.
    pub rhythm: String,
    /// The day of the first meeting.
    pub starts_on: String,
    /// How many days after a meeting its scores are due.
    pub days_to_score: String,
}

/// The page to add a series on.
#[must_use]
pub fn series(contract: &Contract, given: &SeriesGiven) -> FormPage {
    let choice = |rhythm: &Rhythm| Choice {
        value: rhythm.word().to_owned(),
        label: rhythm.label().to_owned(),
        hint: String::new(),
    };
    let choices = Rhythm::ALL.iter().map(choice).collect();
    FormPage::new("Add a series of meetings", format!("{}/series", links::contract(contract.id)))
        .of_contract(contract, ContractSection::Meetings)
        .below(links::to_meetings(contract))
        .line("The next meeting is planned as soon as the one before it has come.")
        .entry(
            Entry::new("title", "What the series is called", EntryKind::Text)
                .told("For example, weekly delivery review")
                .holding(&given.title),
        )
        .pick("rhythm", "How often it meets", choices, &given.rhythm)
        .area(DayField::field("starts_on", "Day of the first meeting", &given.starts_on))
        .entry(
            Entry::new("days_to_score", "Days to score after a meeting", EntryKind::Text)
                .told("For example, 2")
                .holding(&given.days_to_score),
        )
        .button("Add the series")
}

/// The page that asks before a series is ended.
#[must_use]
pub fn end_series(series: &Series, contract: ContractId) -> FormPage {
    FormPage::new("Are you sure you want to end this series?", format!("/series/{}/end", series.id))
        .line(format!("No meeting of “{}” follows the one that is planned.", series.title))
        .warning("End the series")
        .link("Keep the series", links::meetings(contract))
}

/// The page on which the chair reveals scores.
#[must_use]
pub fn reveal(contract: &Contract, meeting: &Meeting, reason: &str) -> FormPage {
    FormPage::new("Reveal the scores now", links::of_meeting(meeting, "reveal"))
        .of_contract(contract, ContractSection::Meetings)
        .below(links::to_meeting(contract, meeting))
        .line("The side that has not sealed its scores is shown as not having scored. Your name and your reason are kept with the meeting.")
        .area(reason_field("Why are they revealed now?", reason))
        .warning("Reveal the scores")
}

/// The page on which something signed is taken up again.
#[must_use]
pub fn reopen(contract: &Contract, meeting: &Meeting, reason: &str) -> FormPage {
    let held = day(meeting.held_on);
    FormPage::new("Reopen what was signed off", links::of_meeting(meeting, "reopen"))
        .of_contract(contract, ContractSection::Meetings)
        .below(links::to_meeting(contract, meeting))
        .line(format!("What both sides signed for the meeting of {held} stands, and is kept, until both sign the revision."))
        .area(reason_field("Why is it reopened?", reason))
        .warning("Reopen the meeting")
}

fn reason_field(label: &'static str, value: &str) -> TextField {
    TextField::area("reason", label, "", 4).holding(value)
}
