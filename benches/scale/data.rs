//! Made-up contracts and scores: the same ones every time, as many as asked for.

use chrono::{Days, NaiveDate};
use scorecard::app::imports::{Given, Row, Rows, ScoreRow};
use scorecard::domain::designs::Source;
use scorecard::domain::library;
use scorecard::domain::meetings::Side;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// As many rows as the budget of an import is for.
pub(crate) const MILLION: u64 = 1_000_000;

/// Ten years of weekly meetings.
pub(crate) const TEN_YEARS: u64 = 520;

const SIDES: [Side; 2] = [Side::Client, Side::Supplier];

/// Which scores: those of some contracts, each with as many weekly meetings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// Number of the first contract, from 0.
    pub(crate) first: u64,
    /// How many contracts.
    pub(crate) contracts: u64,
    /// How many meetings each.
    pub(crate) weeks: u64,
}

impl Extent {
    /// At least so many scores, from ten years of meetings each.
    pub(crate) fn of_rows(rows: u64) -> Self {
        let contracts = rows.div_ceil(TEN_YEARS * scores_of_a_meeting());
        Self { first: 0, contracts, weeks: TEN_YEARS }
    }

    /// How many scores.
    pub(crate) fn rows(self) -> u64 {
        self.contracts * self.weeks * scores_of_a_meeting()
    }
}

/// Scores that both sides give at one meeting.
pub(crate) fn scores_of_a_meeting() -> u64 {
    u64::try_from(criteria().len() * SIDES.len()).unwrap_or(u64::MAX)
}

/// Keys of the partnership design's criteria.
fn criteria() -> Vec<String> {
    let design = library::design(library::DEFAULT);
    let perspectives = design.iter().flat_map(|design| design.perspectives());
    let at_meetings = perspectives.filter(|perspective| perspective.source == Source::Meetings);
    at_meetings.flat_map(|one| &one.criteria).map(|criterion| criterion.key.clone()).collect()
}

/// The reference of a contract.
pub(crate) fn reference(contract: u64) -> String {
    format!("C-{:05}", contract + 1)
}

/// The day of a contract's meeting: contracts meet on different working days.
pub(crate) fn day(contract: u64, week: u64) -> NaiveDate {
    let monday = NaiveDate::from_ymd_opt(2016, 1, 4).unwrap_or_default();
    monday + Days::new(contract % 5 + 7 * week)
}

/// A score from 1 to 5 that neighbours do not share.
pub(crate) fn score(contract: u64, week: u64, place: u64) -> u64 {
    let mut mixed = (contract << 40) ^ (week << 16) ^ place;
    for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb_u64] {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(factor);
    }
    (mixed >> 33) % 5 + 1
}

/// Calls `each` with contract, day, side, criterion and score of every row, in order.
fn every(extent: Extent) -> impl Iterator<Item = (u64, NaiveDate, Side, String, u64)> {
    let criteria = criteria();
    let per_meeting = scores_of_a_meeting();
    (0..extent.rows()).filter_map(move |row| {
        let (meeting, place) = (row / per_meeting, row % per_meeting);
        let (contract, week) = (extent.first + meeting / extent.weeks, meeting % extent.weeks);
        let place = usize::try_from(place).ok()?;
        let side = SIDES.get(place / criteria.len())?;
        let criterion = criteria.get(place % criteria.len())?.clone();
        let given = score(contract, week, u64::try_from(place).ok()?);
        Some((contract, day(contract, week), *side, criterion, given))
    })
}

/// The same rows as a file has, without the file.
pub(crate) fn rows(extent: Extent) -> Rows<ScoreRow> {
    Box::new((2..).zip(every(extent)).map(|(line, (contract, on, side, criterion, given))| {
        let given = Given::Value(given.to_string());
        let contract = reference(contract);
        Row { line, parsed: Ok(ScoreRow { contract, on, side, criterion, given, comment: None }) }
    }))
}

/// Writes a file of contracts.
pub(crate) fn write_contracts(count: u64, path: impl AsRef<Path>) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "reference,title,client,supplier,start")?;
    for contract in 0..count {
        let (client, supplier) = (contract % 50 + 1, contract % 400 + 1);
        let named = format!("Support of service {}", contract + 1);
        writeln!(
            file,
            "{},{named},Client {client},Supplier {supplier},2016-01-04",
            reference(contract)
        )?;
    }
    Ok(file.flush()?)
}

/// Writes a file of scores.
pub(crate) fn write_scores(rows: u64, path: impl AsRef<Path>) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "contract,meeting_date,side,criterion,value,comment")?;
    let mut line = String::new();
    let rows = usize::try_from(rows)?;
    for (contract, on, side, criterion, given) in
        every(Extent::of_rows(rows.try_into()?)).take(rows)
    {
        line.clear();
        let comment = if given == 1 { "Discussed at the meeting" } else { "" };
        let side = side.word();
        writeln!(line, "{},{on},{side},{criterion},{given},{comment}", reference(contract))?;
        file.write_all(line.as_bytes())?;
    }
    Ok(file.flush()?)
}
