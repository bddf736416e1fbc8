//! Award criteria as they were published in Scotland, Wales and Portugal, all of them accounted for.
//!
//! The figures were counted in the files by a script over Python's `csv` and `fractions` that
//! knows nothing of our code: it adds up the weights of each lot and puts the sum in words.

use crate::support::importing::{Sheet, counted, done, import};
use crate::support::service::{Service, services};
use crate::support::shared::shared;
use scorecard::app::imports::{Mode, Outcome};
use scorecard::domain::imports::Kind;
use scorecard::domain::lists::Slice;
use scorecard::domain::tenders::{LotCoverage, LotRecord, TenderFilter, TenderRecord};
use scorecard::domain::weightings::{FindingKind, LotStatus};
use std::collections::BTreeMap;

pub(super) const EVERYTHING: Slice = Slice { offset: 0, limit: 10_000 };

pub(super) async fn all(service: &Service) -> Vec<TenderRecord> {
    let filter = TenderFilter::default();
    let page = service.app.tender_records(&service.actor, &filter, EVERYTHING).await.unwrap();
    assert_eq!(page.next, None);
    page.items
}

fn file(name: &str) -> Option<Sheet> {
    let bytes = std::fs::read(shared(&format!("weightings/{name}"))?).unwrap();
    Some(Sheet::new(Kind::Weightings, bytes))
}

const UK: &str = "uk_ocds_award_criteria_long.csv";
const PORTUGAL: &str = "pt_pppdata_award_criteria_long.csv";

fn lots(records: &[TenderRecord]) -> impl Iterator<Item = (&TenderRecord, &LotRecord)> {
    records.iter().flat_map(|record| record.lots.iter().map(move |lot| (record, lot)))
}

fn statuses(records: &[TenderRecord]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (_, lot) in lots(records) {
        *counts.entry(lot.lot.standing.status.word().to_owned()).or_default() += 1;
    }
    counts
}

/// How many lots have each cost share.
fn shares(records: &[TenderRecord]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for share in lots(records).filter_map(|(_, lot)| lot.lot.standing.cost_share()) {
        *counts.entry(share.to_string()).or_default() += 1;
    }
    counts
}

/// How many lots have each total, of those with a status.
fn totals(records: &[TenderRecord], status: LotStatus) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (_, lot) in lots(records).filter(|(_, lot)| lot.lot.standing.status == status) {
        *counts.entry(lot.lot.standing.total.unwrap().to_string()).or_default() += 1;
    }
    counts
}

fn found(records: &[TenderRecord], kind: FindingKind) -> usize {
    let each = lots(records).flat_map(|(record, lot)| record.findings(lot));
    each.filter(|finding| finding.kind == kind).count()
}

#[tokio::test]
async fn all_427_lots_of_the_uk_file_are_accounted_for_by_status() {
    let Some(uk) = file(UK) else { return };
    for service in services().await {
        let import = done(import(&service, &uk, Mode::Apply).await);
        assert_eq!((import.counts.rows, import.counts.new), (814, 814));
        let all = all(&service).await;
        assert_eq!((all.len(), lots(&all).count()), (115, 427));
        assert_eq!(lots(&all).map(|(_, lot)| lot.criteria.len()).sum::<usize>(), 814);
        let expected = [
            ("exact_100", 211),
            ("missing", 40),
            ("not_100", 143),
            ("points_total", 1),
            ("range", 32),
        ];
        assert_eq!(statuses(&all), counted(&expected));
        // Those that the list of the file's quirks names: 95 and 2, and lots that total 50.
        let off = totals(&all, LotStatus::Not100);
        assert_eq!((off["97"], off["50"], off["65"]), (82, 27, 13));
        let expected = [
            ("0", 1),
            ("10", 7),
            ("20", 11),
            ("25", 7),
            ("30", 24),
            ("35", 6),
            ("40", 20),
            ("50", 16),
            ("55", 1),
            ("60", 48),
            ("70", 13),
            ("80", 8),
            ("85", 1),
            ("90", 49),
        ];
        assert_eq!(shares(&all), counted(&expected));
        let points = lots(&all).find(|(_, lot)| lot.lot.standing.status == LotStatus::PointsTotal);
        let standing = points.unwrap().1.lot.standing;
        assert_eq!(standing.total.unwrap().to_string(), "1000");
        assert_eq!(standing.cost_share().unwrap().to_string(), "60");
        assert_eq!(standing.quality_share().unwrap().to_string(), "40");
        for (_, lot) in lots(&all).filter(|(_, lot)| lot.lot.standing.status == LotStatus::Range) {
            let (low, high) = lot.lot.standing.cost.unwrap();
            assert_eq!((low.to_string(), high.to_string()), ("60".to_owned(), "85".to_owned()));
        }
        let filter = TenderFilter::default();
        let coverage = service.app.tender_coverage(&service.actor, &filter).await.unwrap();
        assert_eq!(coverage, LotCoverage { lots: 427, known: 212 });
    }
}

#[tokio::test]
async fn what_the_uk_file_says_of_its_tenders_is_kept_and_what_is_odd_is_told() {
    let Some(uk) = file(UK) else { return };
    for service in services().await {
        done(import(&service, &uk, Mode::Apply).await);
        let all = all(&service).await;
        let buyers = service.app.buyers(&service.actor).await.unwrap();
        assert_eq!(buyers.len(), 76);
        let days = all.iter().filter_map(|record| record.tender.details.published_on);
        let (first, last) = (days.clone().min().unwrap(), days.max().unwrap());
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2019-03-28".into(), "2025-02-24".into())
        );
        let pounds = all.iter().filter(|it| it.tender.details.value_gbp().is_some()).count();
        let valued = all.iter().filter(|it| it.tender.details.value.is_some()).count();
        assert_eq!((valued, pounds), (74, 73), "one value is in euros and not taken for pounds");
        assert_eq!(found(&all, FindingKind::NamedOtherwise), 2, "quality criteria called Price");
        assert_eq!(found(&all, FindingKind::KindUnknown), 0);
        let filter = TenderFilter { status: Some(LotStatus::Range), ..TenderFilter::default() };
        let ranges = service.app.tenders(&service.actor, &filter, EVERYTHING).await.unwrap();
        let counts = |line: &scorecard::domain::tenders::TenderLine| line.statuses.clone();
        let range =
            |(status, lots): &(LotStatus, u64)| if *status == LotStatus::Range { *lots } else { 0 };
        let lots: u64 = ranges.items.iter().flat_map(counts).map(|one| range(&one)).sum();
        assert_eq!(lots, 32);
    }
}

#[tokio::test]
async fn all_2054_tenders_of_the_portuguese_file_are_accounted_for_by_status() {
    let Some(portugal) = file(PORTUGAL) else { return };
    for service in services().await {
        let import = done(import(&service, &portugal, Mode::Apply).await);
        assert_eq!((import.counts.rows, import.counts.new), (4_107, 4_107));
        let all = all(&service).await;
        assert_eq!((all.len(), lots(&all).count()), (2_054, 2_054));
        assert_eq!(lots(&all).map(|(_, lot)| lot.criteria.len()).sum::<usize>(), 4_107);
        // The file's description counts sums, 1,911 of 100, 105 of 0, 36 of 200 and 5 others,
        // which are 3 more than there are tenders. Here 5 of its sums of 0 or 100 are of lots
        // without all of their weights, and 50%+20% beside 30% makes 100 and not 80.
        let expected = [
            ("exact_100", 1_916),
            ("missing", 3),
            ("not_100", 40),
            ("part_missing", 2),
            ("words", 1),
            ("zero", 92),
        ];
        assert_eq!(statuses(&all), counted(&expected));
        let off = counted(&[("20", 2), ("60", 1), ("90", 1), ("200", 36)]);
        assert_eq!(totals(&all, LotStatus::Not100), off);
        // One of those that total 100 has a criterion of no kind, so its share is not known.
        let known: usize = shares(&all).values().sum();
        assert_eq!(known, 1_915);
        let shares = shares(&all);
        let some = ["100", "60", "50", "40", "70", "0"].map(|share| shares[share]);
        assert_eq!(some, [1_332, 223, 79, 72, 71, 5]);
        assert_eq!(found(&all, FindingKind::KindUnknown), 1);
        assert_eq!(found(&all, FindingKind::WordsBeside), 2);
    }
}

#[tokio::test]
async fn the_published_files_can_be_taken_back_and_leave_nothing() {
    let Some(uk) = file(UK) else { return };
    for service in services().await {
        let first = done(import(&service, &uk, Mode::Apply).await);
        let again = import(&service, &uk, Mode::Apply).await;
        assert!(matches!(again, Outcome::SameFile(before) if before.id == first.id));
        service.app.undo_import(&service.actor, first.id).await.unwrap();
        assert_eq!(all(&service).await, []);
        assert_eq!(service.app.buyers(&service.actor).await.unwrap(), []);
    }
}
