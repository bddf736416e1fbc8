//! Participation: whether each side scored on time, late or not at all, meeting by meeting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::canvas::{BLACK, Colour, DARK_BLUE, ORANGE, Scene};
use crate::chart::{Chart, DrawError, Size};
use crate::figures::{Break, Event, SeriesStyle};
use crate::notes;
use crate::plot::key::{Entry, Swatch};
use crate::plot::lines::{Body, Marker, Pen};
use crate::plot::strips::{Column, StripPlot};
use crate::sheet::Table;
use crate::words;

/// At most this many meetings are drawn, the latest; the table and the file have all.
const MOST: usize = 400;
/// Meetings missed in a row from which it is the headline.
const RUN: usize = 2;

/// One strip a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// Whose meetings they are, such as the contract's title.
    pub subject: String,
    /// Coverage and period: the statistical subtitle.
    pub subtitle: String,
    /// The sides, at most four.
    pub sides: Vec<Attendance>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

/// How one side took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// The side, such as `Client`.
    pub name: String,
    /// Its meetings in any order.
    pub turns: Vec<Turn>,
}

/// One meeting of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The day of the meeting.
    pub date: NaiveDate,
    /// How it is written.
    pub label: String,
    /// How the side took part.
    pub turnout: Turnout,
}

/// How a side took part in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turnout {
    /// Its scores were in by the deadline.
    OnTime,
    /// They came after it.
    Late,
    /// They did not come.
    Missed,
}

/// Each turnout in the order it is named.
const TURNOUTS: [Turnout; 3] = [Turnout::OnTime, Turnout::Late, Turnout::Missed];

impl Chart for Participation {
    fn headline(&self) -> String {
        let subject = &self.subject;
        let longest = self.sides.iter().filter_map(|side| Some((side, side.longest_run()?)));
        let longest = longest.max_by_key(|(_, run)| run.len());
        if let Some((side, run)) = longest.filter(|(_, run)| run.len() >= RUN) {
            let missed = format!("{} missed {} in a row", side.name, meetings(run.len()));
            let until = run.last().map_or("", |turn| &turn.label);
            return words::headline(vec![
                format!("{missed} for {subject}, the last {until}"),
                format!("{missed}, the last {until}"),
                missed,
            ]);
        }
        let sides: Vec<String> = self.sides.iter().filter_map(Attendance::on_time).collect();
        if sides.is_empty() {
            let none = "No meetings to score yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        }
        let told = format!("Scored on time: {}", sides.join(", "));
        words::headline(vec![format!("{told}, {subject}"), told])
    }

    fn subtitle(&self) -> &str {
        &self.subtitle
    }

    fn alt(&self) -> String {
        format!("Strip of meetings scored on time, late or not at all, {}.", self.subject)
    }

    fn description(&self) -> String {
        let sides = self.sides.iter().filter_map(Attendance::sentence);
        let sides = words::sentences(sides);
        let none = if sides.is_empty() { "No meetings to score yet." } else { "" };
        words::sentences([
            none.to_owned(),
            sides,
            self.undrawn(),
            notes::sentences(&self.events, &self.breaks),
        ])
    }

    fn table(&self) -> Table {
        let mut table = Table::new(self.caption(), &["Meeting"]);
        table.header.extend(self.sides.iter().map(|side| side.name.clone()));
        table.header.push("Notes".to_owned());
        let notes = self.notes();
        for (date, (label, turns)) in self.by_date() {
            let shown =
                turns.iter().map(|turn| turn.map_or("", Turnout::words).to_owned()).collect();
            let note = notes.get(&date).cloned().unwrap_or_default();
            table.rows.push([vec![label.to_owned()], shown, vec![note]].concat());
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["date", "meeting", "side", "turnout", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for side in &self.sides {
            for turn in side.by_date() {
                table.rows.push(vec![
                    turn.date.to_string(),
                    turn.label.clone(),
                    side.name.clone(),
                    turn.turnout.word().to_owned(),
                    notes.get(&turn.date).cloned().unwrap_or_default(),
                ]);
            }
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        if self.sides.len() > 4 {
            return Err(DrawError::TooManySeries(self.sides.len()));
        }
        let meetings = self.by_date();
        let skipped = meetings.len().saturating_sub(MOST);
        let columns = meetings.iter().skip(skipped).map(|(date, (label, turns))| Column {
            date: *date,
            label,
            markers: turns.iter().map(|turn| turn.map(Turnout::pen)).collect(),
        });
        let plot = StripPlot {
            title: format!("Scores by meeting. {}", self.undrawn())
                .trim_end_matches(['.', ' '])
                .to_owned(),
            key: self.key(),
            names: self.sides.iter().map(|side| side.name.as_str()).collect(),
            columns: columns.collect(),
            events: &self.events,
            breaks: &self.breaks,
            empty: "No meetings to score yet",
        };
        Ok(plot.draw(size.checked()?))
    }
}

fn meetings(many: usize) -> String {
    words::count(many, "meeting")
}

impl Participation {
    fn caption(&self) -> String {
        format!("Scores by meeting for {}. {}", self.subject, self.subtitle)
    }

    /// The label of each meeting, and how each side took part.
    fn by_date(&self) -> BTreeMap<NaiveDate, (&str, Vec<Option<Turnout>>)> {
        let mut rows: BTreeMap<NaiveDate, (&str, Vec<Option<Turnout>>)> = BTreeMap::new();
        for (at, side) in self.sides.iter().enumerate() {
            for turn in &side.turns {
                let blank = || (turn.label.as_str(), vec![None; self.sides.len()]);
                let (_, cells) = rows.entry(turn.date).or_insert_with(blank);
                if let Some(cell) = cells.get_mut(at) {
                    *cell = Some(turn.turnout);
                }
            }
        }
        rows
    }

    fn undrawn(&self) -> String {
        let all = self.by_date().len();
        if all <= MOST {
            return String::new();
        }
        format!("The picture shows the latest {MOST} of {all} meetings.")
    }

    /// What markers mean, and how many there are of each.
    fn key(&self) -> Vec<Entry> {
        let entries = TURNOUTS.into_iter().map(|turnout| {
            let all = self.sides.iter().map(|side| side.count(turnout)).sum::<usize>();
            let words = format!("{} {all}", turnout.words());
            Entry::new(Swatch::Marker(turnout.pen(), Body::Full), words)
        });
        entries.collect()
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.by_date().into_keys().collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }
}

impl Attendance {
    fn by_date(&self) -> Vec<&Turn> {
        let mut sorted: Vec<&Turn> = self.turns.iter().collect();
        sorted.sort_by_key(|turn| turn.date);
        sorted
    }

    fn count(&self, turnout: Turnout) -> usize {
        self.turns.iter().filter(|turn| turn.turnout == turnout).count()
    }

    /// The longest run of meetings missed; the latest of several.
    fn longest_run(&self) -> Option<Vec<&Turn>> {
        let sorted = self.by_date();
        let runs = sorted.chunk_by(|one, next| one.turnout == next.turnout);
        let missed =
            runs.filter(|run| run.first().is_some_and(|turn| turn.turnout == Turnout::Missed));
        missed.max_by_key(|run| run.len()).map(<[&Turn]>::to_vec)
    }

    /// `client 40 of 44`.
    fn on_time(&self) -> Option<String> {
        let all = self.turns.len();
        let name = self.name.to_lowercase();
        (all > 0).then(|| format!("{name} {} of {all}", self.count(Turnout::OnTime)))
    }

    fn sentence(&self) -> Option<String> {
        let all = self.turns.len();
        if all == 0 {
            return None;
        }
        let [on_time, late, missed] = TURNOUTS.map(|turnout| self.count(turnout));
        let run = self.longest_run().filter(|run| run.len() >= RUN).map(|run| {
            let ends = run.first().zip(run.last());
            let ends = ends.map(|(first, last)| format!(" ({} to {})", first.label, last.label));
            format!("; longest run missed: {}{}", meetings(run.len()), ends.unwrap_or_default())
        });
        let run = run.unwrap_or_default();
        let name = &self.name;
        Some(format!(
            "{name}: {} of which {on_time} on time, {late} late and {missed} missed{run}.",
            meetings(all)
        ))
    }
}

impl Turnout {
    fn words(self) -> &'static str {
        match self {
            Self::OnTime => "On time",
            Self::Late => "Late",
            Self::Missed => "Missed",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::Missed => "missed",
        }
    }

    fn pen(self) -> Pen {
        let look: (Marker, Colour) = match self {
            Self::OnTime => (Marker::Circle, DARK_BLUE),
            Self::Late => (Marker::Triangle, ORANGE),
            Self::Missed => (Marker::Cross, BLACK),
        };
        SeriesStyle::Client.pen().marked(look)
    }
}
