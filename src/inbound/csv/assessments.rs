//! Rows of a file of assessments against a service standard.

use super::cells::{Wrong, not_among, says_nothing, text, unless_missing};
use super::kinds::{CONTRACT, Column};
use super::line::{Line, Spot};
use super::table::{Parse, Spots};
use crate::app::imports::{AssessmentPart, AssessmentRow, Reassessed};
use crate::domain::assessments::{Details, Overall, Stage, Standard, Worded};
use crate::domain::contracts::plain;
use crate::domain::dates::parse_recent_date;
use crate::domain::texts;
use chrono::NaiveDate;

pub(super) const REFERENCE: &[&str] =
    &["Report ID", "Report", "Report Reference", "Assessment Reference", "Assessment ID"];

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "reference",
        about: "What the assessment is referred to by, once for each department",
        synonyms: REFERENCE,
        ..Column::REQUIRED
    },
    Column {
        name: "title",
        about: "The service that was assessed, or the title of the report",
        synonyms: &["Service", "Service Name", "Name of Service", "Report Title"],
        ..Column::REQUIRED
    },
    Column {
        name: "department",
        about: "Name of the department whose service it is; without it, administrators alone see the assessment",
        synonyms: &["Client", "Organisation", "Department or Agency", "Agency"],
        ..Column::OPTIONAL
    },
    Column {
        name: "assessed_on",
        about: "Day of the assessment, day first; a year of two digits is 20yy",
        synonyms: &["Assessment Date", "Assessment Date Raw", "Date of Assessment", "Date"],
        ..Column::OPTIONAL
    },
    Column {
        name: "stage",
        about: "discovery, alpha, beta, private_beta, public_beta or live; words behind it are kept",
        synonyms: &["Stage Raw", "Phase", "Assessment Stage", "Type of Assessment"],
        ..Column::OPTIONAL
    },
    Column {
        name: "result",
        about: "met, met_with_conditions, not_met, green, amber or red; anything else is kept as it is written",
        synonyms: &["Result Raw", "Outcome", "Overall Result", "Assessment Result"],
        ..Column::OPTIONAL
    },
    Column {
        name: "reassessed_on",
        about: "Day of the reassessment; with it, or with its result, a second assessment follows the first",
        synonyms: &["Reassessment Date", "Reassessment Date Raw", "Date of Reassessment"],
        ..Column::OPTIONAL
    },
    Column {
        name: "reassessment_result",
        about: "What the reassessment came to",
        synonyms: &["Reassessment Result Raw", "Result of Reassessment", "Reassessment Outcome"],
        ..Column::OPTIONAL
    },
    Column {
        name: "standard",
        about: "uk_2019, uk_2015, uk_2013 or wales_2021; without it the number of points decides",
        synonyms: &["Service Standard", "Version of the Standard"],
        ..Column::OPTIONAL
    },
    Column {
        name: "report",
        about: "Where the report is",
        synonyms: &["Original URL", "URL", "Report URL", "Link"],
        ..Column::OPTIONAL
    },
    Column {
        name: "contract",
        about: "Reference of the contract the service is made under; its supplier then sees the assessment",
        synonyms: CONTRACT,
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "A-0001,Apply for a mooring,Borough of Elmbrook,20 May 2026,alpha,amber,,,uk_2019,,C-0001",
    "A-0002,Report a fallen tree,Borough of Elmbrook,2026-06-09,private beta,not met,2026-08-04,met,,,",
];

/// Where each field of an assessment is.
pub(super) struct Assessments {
    reference: Spot,
    title: Spot,
    department: Spot,
    assessed_on: Spot,
    stage: Spot,
    result: Spot,
    reassessed_on: Spot,
    reassessment_result: Spot,
    standard: Spot,
    report: Spot,
    contract: Spot,
}

impl Assessments {
    pub(super) fn at(spots: &Spots) -> Self {
        Self {
            reference: spots.get("reference"),
            title: spots.get("title"),
            department: spots.get("department"),
            assessed_on: spots.get("assessed_on"),
            stage: spots.get("stage"),
            result: spots.get("result"),
            reassessed_on: spots.get("reassessed_on"),
            reassessment_result: spots.get("reassessment_result"),
            standard: spots.get("standard"),
            report: spots.get("report"),
            contract: spots.get("contract"),
        }
    }

    fn title(&self, line: &mut Line<'_>) -> Option<String> {
        line.required(&self.title, |cell| {
            unmarked(cell)?.ok_or_else(|| Wrong::new("this has no words", "Fill it in"))
        })
    }

    fn again(&self, line: &mut Line<'_>) -> Option<Option<Reassessed>> {
        let on = line.optional(&self.reassessed_on, recent_date);
        let result = line.read(&self.reassessment_result, overall);
        let (on, result) = (on?, result?);
        let there = on.is_some() || !result.is_empty();
        Some(there.then_some(Reassessed { on, result }))
    }
}

impl Parse for Assessments {
    type Out = AssessmentRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<AssessmentRow, AssessmentPart> {
        let reference = line.key(&self.reference);
        let title = self.title(line);
        let department = line.read(&self.department, unmarked);
        let assessed_on = line.optional(&self.assessed_on, recent_date);
        let stage = line.read(&self.stage, stage);
        let result = line.read(&self.result, overall);
        let again = self.again(line);
        let standard = line.optional(&self.standard, standard);
        let report = line.optional_name(&self.report);
        let contract = line.optional_name(&self.contract);
        let part = AssessmentPart {
            reference: reference.clone(),
            department: department.clone(),
            contract: contract.clone(),
        };
        let whole = || {
            let details = Details {
                reference: reference?,
                service: title?,
                assessed_on: assessed_on?,
                stage: stage?,
                standard: standard?,
                result: result?,
                report: report?,
                ..Details::default()
            };
            let (department, contract, again) = (department?, contract?, again?);
            Some(AssessmentRow { department, contract, details, again })
        };
        whole().ok_or(part)
    }
}

/// A name without the marks of the page it was taken from: links, and spaces that do not break.
pub(super) fn unmarked(cell: &str) -> Result<Option<String>, Wrong> {
    let cell = cell.replace("&nbsp;", " ").replace("&amp;", "&");
    let linked = cell.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(')'));
    let linked = linked.and_then(|rest| rest.split_once("](")).map(|(name, _)| name);
    let name = text(linked.unwrap_or(&cell)).into_owned();
    if says_nothing(&name) {
        return Ok(None);
    }
    texts::name(&name).map_err(|why| Wrong::new(why.to_string(), why.remedy()))?;
    Ok(Some(name))
}

/// A day of this century.
pub(super) fn recent_date(cell: &str) -> Result<NaiveDate, Wrong> {
    let read = |problem: crate::domain::dates::DateProblem| {
        Wrong::split(&problem.to_string(), "this is not a date that can be read")
    };
    parse_recent_date(cell).map_err(read)
}

/// How far the service had come, and how that was written.
pub(super) fn stage(cell: &str) -> Result<Worded<Stage>, Wrong> {
    let Some(written) = unmarked(cell)? else { return Ok(Worded::default()) };
    let words = Stage::ALL.iter().map(|stage| stage.word());
    let read = Stage::named(&written).ok_or_else(|| not_among("a stage", words))?;
    Ok(Worded { read: Some(read), written: Some(written) })
}

/// What an assessment came to, and how that was written.
pub(super) fn overall(cell: &str) -> Result<Worded<Overall>, Wrong> {
    let Some(written) = unmarked(cell)? else { return Ok(Worded::default()) };
    let other = || match plain(&written).as_str() {
        "pass" | "passed" | "yes" => Some(Overall::Met),
        "passwithconditions" | "passedwithconditions" | "conditionalpass" => {
            Some(Overall::MetWithConditions)
        }
        "notpass" | "notpassed" | "fail" | "failed" | "no" => Some(Overall::NotMet),
        _ => None,
    };
    Ok(Worded { read: Overall::parse(&written).or_else(other), written: Some(written) })
}

/// A service standard, by its word, its name or the number of its points.
pub(super) fn standard(cell: &str) -> Result<Standard, Wrong> {
    let words = Standard::ALL.iter().map(|standard| standard.word());
    let named = Standard::parse(cell).or_else(|| with_as_many_points(cell));
    named.ok_or_else(|| not_among("a service standard", words))
}

fn with_as_many_points(cell: &str) -> Option<Standard> {
    let bare = cell.strip_suffix("points").unwrap_or(cell).trim();
    let points: usize = bare.parse().ok()?;
    Standard::ALL.iter().copied().find(|one| one.titles().len() == points)
}

/// What is wrong with a text that is to stand in every row.
pub(super) fn constant(field: &str, text: &str) -> Option<Wrong> {
    match field {
        "assessed_on" | "reassessed_on" => unless_missing(text, recent_date).err(),
        "stage" => stage(text).err(),
        "result" | "reassessment_result" => overall(text).err(),
        "standard" => unless_missing(text, standard).err(),
        _ => None,
    }
}

/// What a cell came to, in our own words.
pub(super) fn as_read(field: &str, cell: &str) -> Option<String> {
    match field {
        "title" | "department" => unmarked(cell).ok().flatten(),
        "assessed_on" | "reassessed_on" => recent_date(cell).ok().map(|day| day.to_string()),
        "stage" => stage(cell).ok()?.read.map(|stage| stage.word().to_owned()),
        "result" | "reassessment_result" => {
            overall(cell).ok()?.read.map(|result| result.word().to_owned())
        }
        "standard" => standard(cell).ok().map(|standard| standard.word().to_owned()),
        _ => None,
    }
}
