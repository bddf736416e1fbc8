//! Published and worked competitions: `tests/vectors/bid_vectors.csv`, by case.

use csv::StringRecord;

const VECTORS: &str = include_str!("../../vectors/bid_vectors.csv");

/// One competition under one method.
pub(crate) struct Case {
    pub(crate) method: String,
    pub(crate) params: Vec<(String, String)>,
    /// The bids as a file has them: bidder, price, quality.
    pub(crate) bids: Vec<[String; 3]>,
    pub(crate) expected: Vec<Expected>,
}

/// What a bidder comes to; blank where there is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) bidder: String,
    pub(crate) price: String,
    pub(crate) quality: String,
    pub(crate) total: String,
    pub(crate) rank: String,
}

impl Case {
    pub(crate) fn name(&self) -> String {
        let case = self.params.iter().find(|(key, _)| key == "case").unwrap();
        format!("{} {}", self.method, case.1)
    }
}

/// Every case of the file, those of methods that are left out as well.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut reader = csv::Reader::from_reader(VECTORS.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        let text = |column: usize| row[column].to_owned();
        let params = pairs(&row[1]);
        let known = cases.iter_mut().find(|case| case.method == row[0] && case.params == params);
        let case = match known {
            Some(case) => case,
            None => {
                let bids = beside(&row);
                cases.push(Case { method: text(0), params, bids, expected: Vec::new() });
                cases.last_mut().unwrap()
            }
        };
        case.bids.push([text(2), text(3), text(4)]);
        let [bidder, price, quality, total, rank] = [2, 5, 6, 7, 8].map(text);
        case.expected.push(Expected { bidder, price, quality, total, rank });
    }
    cases
}

fn pairs(params: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| pair.split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned()));
    params.split(';').map(|text| pair(text).unwrap()).collect()
}

/// Bids that a case is about and that the file leaves out of it.
fn beside(row: &StringRecord) -> Vec<[String; 3]> {
    let bid = |bid: [&str; 3]| vec![bid.map(ToOwned::to_owned)];
    if row[1].contains("case=rr_with_C_wrong_order") {
        // The excluded bid that still sets the lowest price, from the case rr_with_C.
        return bid(["C", "50", "10"]);
    }
    if &row[0] == "utility_index_equivalent_price" {
        // The best, which the others would have had to equal, from the case of the index.
        return bid(["A", "1000", "0.9"]);
    }
    Vec::new()
}

/// What the file leaves blank although the rule has a figure for it, and why.
pub(crate) fn stated(method: &str, case: &str, column: &str) -> bool {
    let blank = [
        // The source works out one bid and ranks none.
        ("award_on_value", "gow", "rank"),
        // What quality is worth is stated in the case gow and left blank in this one.
        ("award_on_value", "gow3", "quality"),
    ];
    !blank.contains(&(method, case, column))
}
