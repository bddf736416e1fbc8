//! Evaluation of 50 bids by every method; the budget is 50 ms together with the sweet spot.

use anyhow::{Context, anyhow};
use criterion::Criterion;
use rust_decimal::Decimal;
use scorecard::domain::evaluation::{Bid, Mark, Method, Need, Quality, Terms, evaluate};
use scorecard::domain::exact::Money;
use std::hint::black_box;

const BIDS: i64 = 50;

fn main() -> anyhow::Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for method in Method::ALL {
        let (terms, bids) = (terms(*method)?, bids(*method));
        evaluate(&terms, &bids).map_err(|misfits| anyhow!("{misfits:?}"))?;
        let name = format!("50 bids, {}", method.word());
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| black_box(evaluate(black_box(&terms), black_box(&bids))));
        });
    }
    criterion.final_summary();
    Ok(())
}

/// Prices from £100,000 to £198,000 and quality from 50 to 99, mixed.
fn bids(method: Method) -> Vec<Bid> {
    let bid = |number: i64| Bid {
        bidder: number.to_string(),
        price: Money::new(Decimal::from(100_000 + number * 2_000)),
        quality: Some(Quality::One(Mark::plain(score(method, 50 + number * 17 % 50)))),
        submitted: None,
    };
    (0..BIDS).map(bid).collect()
}

fn score(method: Method, percent: i64) -> Decimal {
    match method {
        Method::Mervarde => Decimal::from(percent / 25),
        Method::ProzorroMeat => Decimal::new(percent * 3, 3),
        Method::UtilityIndex | Method::UtilityIndexEquivalentPrice => Decimal::new(percent, 2),
        _ => Decimal::from(percent),
    }
}

/// The settings that a method needs, as it declares them by example, and no others.
fn terms(method: Method) -> anyhow::Result<Terms> {
    let mut settings: Vec<(String, String)> = Vec::new();
    let mut set = |key: &str, text: &str| settings.push((key.to_owned(), text.to_owned()));
    let weights = [("wq", "60"), ("wp", "40")];
    let utility = matches!(method, Method::UtilityIndex | Method::UtilityIndexEquivalentPrice);
    if method.is_weighted() || utility {
        weights.iter().for_each(|(key, text)| set(key, text));
    }
    let declared = method.parameters();
    for parameter in declared.iter().filter(|parameter| parameter.need == Need::Required) {
        set(parameter.key, dearer(parameter.key).unwrap_or(parameter.example));
    }
    let terms = Terms::read(method, &settings);
    terms.map_err(|problems| anyhow!("{problems:?}")).context(method.word())
}

/// Where an example would exclude half of the bids.
fn dearer(key: &str) -> Option<&'static str> {
    matches!(key, "base" | "base_price" | "fixed_price").then_some("250000")
}
