//! Evaluations as text: the ranking, who wins and why, and what a method is.

use super::table;
use crate::domain::evaluation::{
    Bid, LeftOut, Method, Monotony, Need, Outcome, Parameter, Reversal, Standing, Step, Terms,
    Working,
};
use crate::views::pages::parts::money;
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// The ranking as a table, and who comes first and why.
#[must_use]
pub fn ranking(terms: &Terms, bids: &[Bid], outcome: &Outcome) -> String {
    let rows = by_rank(bids, outcome);
    let mut text = format!("{}; {}\n\n", terms.method().label(), terms.rounding());
    text.push_str(&figures(&rows));
    text.push('\n');
    text.push_str(&statement(terms, &rows, outcome));
    text.extend(rows.iter().map(|(bid, standing)| apart(bid, standing)));
    text
}

/// How every figure came about, and what to beware of.
#[must_use]
pub fn explain(terms: &Terms, bids: &[Bid], workings: &[Working]) -> String {
    let mut text = String::from("\nHow the figures came about\n");
    for (bid, working) in bids.iter().zip(workings) {
        text.push_str(&format!("{}\n", bid.bidder));
        let step = |step: &Step| {
            let Step { name, formula, exact, published } = step;
            format!("  {name} = {formula} = {exact}, published as {published}\n")
        };
        text.extend(working.steps.iter().map(step));
        if working.steps.is_empty() {
            text.push_str("  not evaluated\n");
        }
    }
    text.push_str("\nAbout the method\n");
    text.push_str(&character(terms.method()));
    text
}

/// Every method with its name, and those left out with the reason.
#[must_use]
pub fn methods() -> String {
    let row = |method: &Method| vec![method.word().to_owned(), method.label().to_owned()];
    let mut text = table(&Method::ALL.iter().map(row).collect::<Vec<_>>());
    text.push_str("\nNot offered\n");
    let left = |left: &LeftOut| format!("{}: {}\n", left.name, left.why);
    text.extend(LeftOut::ALL.iter().map(left));
    text.push_str(
        "\n`scorecard evaluate --methods --method NAME` explains one and its settings.\n",
    );
    text
}

/// One method: its formula, character and settings.
#[must_use]
pub fn method(method: Method) -> String {
    let mut text = format!("{} ({})\n", method.label(), method.word());
    text.push_str(&character(method));
    text.push_str("\nSettings\n");
    let row = |parameter: &Parameter| {
        let need = match parameter.need {
            Need::Required => "needed",
            Need::Optional => "",
        };
        let example = format!("{}={}", parameter.key, parameter.example);
        vec![example, need.to_owned(), parameter.about.to_owned()]
    };
    text.push_str(&table(&method.parameters().iter().map(row).collect::<Vec<_>>()));
    text
}

fn character(method: Method) -> String {
    let about = method.about();
    let reversal = match about.reversal {
        Reversal::Never => "a further bid never turns two others round",
        Reversal::InRoundingOnly => {
            "a further bid never turns two others round, but can make or end a tie in rounding"
        }
        Reversal::Possible => "a further bid can turn two others round",
    };
    let monotony = |monotony: Monotony| match monotony {
        Monotony::Claimed => "yes".to_owned(),
        Monotony::NotClaimed(why) => format!("no: {why}"),
    };
    let mut rows = vec![
        ("Formula", about.formula.to_owned()),
        ("Depends on", about.depends.to_owned()),
        ("Rank reversal", reversal.to_owned()),
        ("Cheaper never ranks lower", monotony(about.cheaper)),
        ("Better never ranks lower", monotony(about.better)),
    ];
    rows.extend(about.beware.iter().map(|beware| ("Beware", (*beware).to_owned())));
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, text)| vec![name.to_owned(), text]).collect();
    table(&rows)
}

type Row<'a> = (&'a Bid, &'a Standing);

/// Best first; bids without a rank last.
fn by_rank<'a>(bids: &'a [Bid], outcome: &'a Outcome) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = bids.iter().zip(&outcome.standings).collect();
    rows.sort_by_key(|(_, standing)| {
        (standing.rank.unwrap_or(u32::MAX), Reverse(standing.total.is_some()))
    });
    rows
}

/// The bids that have figures, with the columns that hold any.
fn figures(rows: &[Row<'_>]) -> String {
    let head = ["Rank", "Bidder", "Price", "Quality", "Total", "Price score", "Quality score"];
    let mut lines = vec![head.map(ToOwned::to_owned).to_vec()];
    let evaluated = rows.iter().filter(|(_, standing)| standing.excluded.is_none());
    lines.extend(evaluated.map(|(bid, standing)| line(bid, standing)));
    let empty = |lines: &[Vec<String>]| {
        let last = |line: &Vec<String>| line.last().is_some_and(String::is_empty);
        lines.len() > 1 && lines.iter().skip(1).all(last)
    };
    while empty(&lines) {
        lines.iter_mut().for_each(|line| drop(line.pop()));
    }
    table(&lines)
}

fn line(bid: &Bid, standing: &Standing) -> Vec<String> {
    let rank = standing.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
    let price = bid.price.map_or_else(|| "none".to_owned(), money);
    let quality = bid.quality.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    let scores = [standing.total, standing.price_score, standing.quality_score].map(figure);
    [rank, bid.bidder.clone(), price, quality].into_iter().chain(scores).collect()
}

/// What is to be said of a bid by itself: why it is out, or that its price is to be asked about.
fn apart(bid: &Bid, standing: &Standing) -> String {
    let name = &bid.bidder;
    let out = standing.excluded.map(|why| {
        let (word, label) = (why.word(), why.label());
        format!("{name} is not ranked, because {label} ({word}).\n")
    });
    let low = standing.low.iter().map(|why| {
        let why = why.label();
        format!("{name}: the price is {why}; ask how it can be met. It is not excluded for that.\n")
    });
    out.into_iter().chain(low).collect()
}

fn figure(figure: Option<Decimal>) -> String {
    figure.map_or_else(String::new, |figure| figure.to_string())
}

fn statement(terms: &Terms, rows: &[Row<'_>], outcome: &Outcome) -> String {
    let ranked: Vec<&Row<'_>> = rows.iter().filter(|(_, one)| one.rank.is_some()).collect();
    let first: Vec<&Row<'_>> =
        ranked.iter().copied().filter(|(_, one)| one.rank == Some(1)).collect();
    let Some((winner, best)) = first.first() else { return nobody(rows) };
    let total = figure(best.total);
    if first.len() > 1 {
        let names: Vec<&str> = first.iter().map(|(bid, _)| bid.bidder.as_str()).collect();
        return format!(
            "{} are joint first with {total}. {}\n",
            names.join(", "),
            unsettled(terms)
        );
    }
    let lead = match (ranked.get(1), outcome.settled) {
        (None, _) => "the only bid with a rank".to_owned(),
        (Some((second, _)), Some(rule)) => {
            format!("level with {} and first by {}", second.bidder, rule.label())
        }
        (Some((second, standing)), None) => ahead(best, standing, &second.bidder),
    };
    format!("{} comes first with {total}, {lead}.\n", winner.bidder)
}

fn ahead(best: &Standing, second: &Standing, name: &str) -> String {
    let gap = best.total.zip(second.total).map(|(one, two)| (one - two).abs());
    let score = |one: &Standing| {
        let pair = one.price_score.zip(one.quality_score);
        pair.map(|(price, quality)| format!("{price} for price and {quality} for quality"))
    };
    let gap = format!("{} ahead of {name} with {}", figure(gap), figure(second.total));
    match score(best).zip(score(second)) {
        Some((own, other)) => format!("{gap}: {own}, against {other}"),
        None => gap,
    }
}

fn unsettled(terms: &Terms) -> String {
    let rules: Vec<&str> = terms.ties().iter().map(|rule| rule.label()).collect();
    if rules.is_empty() {
        return "No rule for ties was set.".to_owned();
    }
    format!("Nothing that was set separates them: {}.", rules.join(", then "))
}

fn nobody(rows: &[Row<'_>]) -> String {
    if rows.iter().any(|(_, standing)| standing.total.is_some()) {
        return "Nobody is ranked.\n".to_owned();
    }
    "No bid could be evaluated.\n".to_owned()
}
