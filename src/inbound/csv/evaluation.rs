//! A file of bids to be evaluated at once: bidder, price, quality, and when each came in.

use super::cells::{Wrong, date, money};
use super::line::{Line, Spot};
use super::{Field, Layout, Row, Source, Surface, faults, match_columns, rows, sniff};
use crate::domain::evaluation::{Bid, Misfit, Quality};
use crate::domain::problems::Problem;
use chrono::{DateTime, NaiveDateTime};

/// More bids than any lot has; a file with more is something else.
const MOST: usize = 10_000;

const FIELDS: &[Field] = &[
    Field {
        name: "bidder",
        required: true,
        synonyms: &["Supplier", "Tenderer", "Company", "Bidder Name", "Supplier Name"],
    },
    Field {
        name: "price",
        required: true,
        synonyms: &[
            "Total Price",
            "Bid Price",
            "Price GBP",
            "Price £",
            "Tender Price",
            "Amount",
            "Cost",
        ],
    },
    Field {
        name: "quality",
        required: false,
        synonyms: &["Quality Score", "Quality Scores", "Score", "Technical Score"],
    },
    Field {
        name: "submitted",
        required: false,
        synonyms: &["Submitted At", "Submitted On", "Submission", "Received", "Date"],
    },
];

/// Bids in the order of their file.
#[derive(Debug)]
pub struct Bids {
    /// The bids.
    pub bids: Vec<Bid>,
    lines: Vec<u64>,
    quality: String,
}

/// Reads every bid of a file.
///
/// # Errors
/// Everything that keeps one of them from being read.
pub fn bids(mut source: Source, maps: &[(String, String)]) -> Result<Bids, Vec<Problem>> {
    let refused = |refusal| vec![faults::file(&refusal)];
    let layout = sniff(&mut source).map_err(refused)?;
    let columns = Columns::find(&layout, maps)?;
    let mut rows = rows(source, &layout).map_err(refused)?;
    let mut read = Reading { columns, found: Vec::new(), problems: Vec::new() };
    let mut row = Row::default();
    loop {
        match rows.read_into(&mut row) {
            Ok(true) if read.found.len() < MOST => read.take(&row),
            Ok(true) => read.too_many(),
            Ok(false) => break,
            Err(problem) => {
                read.problems.push(faults::row(&problem));
                if problem.fault.is_last() {
                    break;
                }
            }
        }
        if !read.problems.is_empty() && read.found.len() >= MOST {
            break;
        }
    }
    read.finish()
}

impl Bids {
    /// A quality that does not fit the method, at its place in the file.
    #[must_use]
    pub fn misfit(&self, misfit: &Misfit) -> Problem {
        let line = self.lines.get(misfit.bid).copied().unwrap_or_default();
        let quality = self.bids.get(misfit.bid).and_then(|bid| bid.quality.as_ref());
        let value = quality.map(ToString::to_string).unwrap_or_default();
        Problem::cell(line, &self.quality, value, &misfit.message, &misfit.remedy)
    }
}

/// Where each field of a bid is.
struct Columns {
    bidder: Spot,
    price: Spot,
    quality: Spot,
    quality_heading: String,
    submitted: Spot,
}

impl Columns {
    fn find(layout: &Layout, maps: &[(String, String)]) -> Result<Self, Vec<Problem>> {
        let found = match_columns(&layout.header, FIELDS, maps).map_err(|problems| {
            let told = problems.iter().map(|one| faults::header(one, Surface::CommandLine));
            told.collect::<Vec<_>>()
        })?;
        let heading = |column: usize| layout.header.get(column).map_or("", |h| &h.name);
        let spot = |name: &'static str| {
            found.get(name).map_or_else(|| Spot::nowhere(name), |at| Spot::column(at, heading(at)))
        };
        Ok(Self {
            bidder: spot("bidder"),
            price: spot("price"),
            quality: spot("quality"),
            quality_heading: found.get("quality").map_or("quality", heading).to_owned(),
            submitted: spot("submitted"),
        })
    }
}

struct Reading {
    columns: Columns,
    found: Vec<(u64, Bid)>,
    problems: Vec<Problem>,
}

impl Reading {
    fn take(&mut self, row: &Row) {
        let columns = &self.columns;
        let mut line = Line::new(row);
        let bidder = line.key(&columns.bidder);
        let price = line.optional(&columns.price, money);
        let quality = line.optional(&columns.quality, quality);
        let submitted = line.optional(&columns.submitted, submitted);
        let known = |(_, bid): &&(u64, Bid)| Some(&bid.bidder) == bidder.as_ref();
        if let Some((first, _)) = self.found.iter().find(known) {
            let message = format!("this bidder is on line {first} already");
            line.wrong(&columns.bidder, Wrong::new(message, "Keep one row for each bidder"));
        }
        self.problems.extend(line.into_problems());
        if let (Some(bidder), Some(price), Some(quality), Some(submitted)) =
            (bidder, price, quality, submitted)
        {
            self.found.push((row.line(), Bid { bidder, price, quality, submitted }));
        }
    }

    fn too_many(&mut self) {
        let message = format!("there are more than {MOST} bids");
        self.problems.push(Problem::whole(message, "Evaluate one lot at a time"));
    }

    fn finish(mut self) -> Result<Bids, Vec<Problem>> {
        if self.found.is_empty() && self.problems.is_empty() {
            self.problems.push(Problem::whole("there are no bids", "Add a row for each bid"));
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let (lines, bids) = self.found.into_iter().unzip();
        Ok(Bids { bids, lines, quality: self.columns.quality_heading })
    }
}

fn quality(cell: &str) -> Result<Quality, Wrong> {
    let wrong = "this is not a quality that can be read";
    Quality::parse(cell).map_err(|problem| Wrong::split(&problem.to_string(), wrong))
}

/// When a bid came in; a day alone is its start.
fn submitted(cell: &str) -> Result<NaiveDateTime, Wrong> {
    if let Ok(at) = DateTime::parse_from_rfc3339(cell) {
        return Ok(at.naive_utc());
    }
    let forms = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%d/%m/%Y %H:%M",
    ];
    let read = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(cell, form).ok());
    read.map_or_else(|| Ok(date(cell)?.into()), Ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::text;

    fn read(text: &str) -> Result<Bids, Vec<Problem>> {
        bids(Source::bytes(text.as_bytes().to_vec()), &[])
    }

    #[test]
    fn pounds_thousands_and_other_headings_are_read() {
        let text = "Tenderer;Total price;Quality score;Received\n\
                    Alder;\"£217,000.50\";80%;2026-03-01 12:30\nBirch;n/a;;01/03/2026\n";
        let bids = read(text).map(|read| read.bids).unwrap_or_default();
        let told: Vec<String> = bids
            .iter()
            .map(|bid| {
                let price = bid.price.map(|price| price.to_string());
                let quality = bid.quality.as_ref().map(ToString::to_string);
                format!("{} {price:?} {quality:?} {:?}", bid.bidder, bid.submitted)
            })
            .collect();
        assert_eq!(
            told,
            [
                "Alder Some(\"217000.5\") Some(\"80%\") Some(2026-03-01T12:30:00)",
                "Birch None None Some(2026-03-01T00:00:00)",
            ]
        );
    }

    #[test]
    fn every_problem_is_told_with_its_line_and_column() {
        let text = "bidder,price,quality\nA,-5,80\nC,\"1,5\",good\n,100,tech=\nB,7,5\nB,7,5\n";
        let problems = read(text).err().unwrap_or_default();
        let told: Vec<String> = problems.iter().map(text::problem).collect();
        let number = "Use digits, like 1234.5.";
        assert_eq!(
            told,
            [
                "line 2, price: “-5”: an amount of money is from 0 to 90,000,000,000,000,000. \
                 Enter the amount in pounds."
                    .to_owned(),
                "line 3, price: “1,5”: \"1,5\" has a comma where a decimal point is expected. Use a \
                 point before the decimals and commas only between thousands, like 1,234.56."
                    .to_owned(),
                format!("line 3, quality: “good”: \"good\" is not a number. {number}"),
                "line 4, bidder: this cell is empty. Fill it in, or remove the row if it is a note."
                    .to_owned(),
                "line 4, quality: “tech=”: this is not a quality that can be read. Enter a number.".to_owned(),
                "line 6, bidder: “B”: this bidder is on line 5 already. Keep one row for each bidder."
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn a_file_without_bids_or_prices_is_refused() {
        let told = |text: &str| {
            let problems = read(text).err().unwrap_or_default();
            problems.iter().map(text::problem).collect::<Vec<_>>()
        };
        assert_eq!(told("bidder,price,quality\n"), ["there are no bids. Add a row for each bid."]);
        let missing = told("bidder,quality\nA,80\nB,70\n");
        assert!(missing.iter().any(|one| one.contains("--map price=")), "{missing:?}");
    }
}
