//! Weightings from files: new, changed and unchanged rows, slips, and taking an import back.

use super::real::all;
use crate::support::database::contents;
use crate::support::importing::{
    Sheet, counted, done, import, lines, pairs, problems, refused, rejects, told,
};
use crate::support::service::{Service, services};
use scorecard::app::imports::Mode;
use scorecard::domain::imports::Kind;
use scorecard::domain::tenders::{LotRecord, TenderRecord};
use scorecard::inbound::csv::ReadSettings;

const HEAD: &str = "tender_reference,criterion,kind,weight,lot,buyer,title,category\n";

fn file(rows: &str) -> Sheet {
    Sheet::new(Kind::Weightings, format!("{HEAD}{rows}"))
}

const FIRST: &str = "T-1,Approach,quality,60%,1,Elmbrook,Moorings,services\n\
                     T-1,Price,price,40%,1,Elmbrook,Moorings,services\n\
                     T-1,Price,price,,2,Elmbrook,Moorings,services\n";

async fn one(service: &Service, reference: &str) -> TenderRecord {
    let all = all(service).await;
    let found = all.into_iter().find(|it| it.tender.details.reference == reference);
    found.unwrap()
}

/// Status and cost share of a lot.
fn comes_to(lot: &LotRecord) -> (&'static str, String) {
    let share = lot.lot.standing.cost_share().map(|share| share.to_string());
    (lot.lot.standing.status.word(), share.unwrap_or_default())
}

#[tokio::test]
async fn a_file_sent_again_with_a_correction_changes_that_row_and_can_be_taken_back() {
    for service in services().await {
        done(import(&service, &file(FIRST), Mode::Apply).await);
        let before = one(&service, "T-1").await;
        let found: Vec<_> = before.lots.iter().map(comes_to).collect();
        assert_eq!(found, [("exact_100", "40".to_owned()), ("missing", String::new())]);

        let second = FIRST.replace("60%", "70%").replace("40%", "30%");
        let more =
            format!("{second}T-1,Social value,social value,10,2,Elmbrook,Moorings,services\n");
        let checked = done(import(&service, &file(&more), Mode::Check).await);
        let counts = (checked.counts.new, checked.counts.changed, checked.counts.unchanged);
        assert_eq!(counts, (1, 2, 1));
        assert_eq!(one(&service, "T-1").await, before, "a check stores nothing");
        let applied = done(import(&service, &file(&more), Mode::Apply).await);
        assert_eq!(applied.counts, checked.counts);
        let changed = one(&service, "T-1").await;
        let found: Vec<_> = changed.lots.iter().map(comes_to).collect();
        assert_eq!(found, [("exact_100", "30".to_owned()), ("part_missing", String::new())]);

        service.app.undo_import(&service.actor, applied.id).await.unwrap();
        assert_eq!(one(&service, "T-1").await, before);
    }
}

#[tokio::test]
async fn what_a_file_leaves_out_stays_as_it_is() {
    for service in services().await {
        let first = done(import(&service, &file(FIRST), Mode::Apply).await);
        let more = "tender_reference,criterion,kind,weight,lot,buyer,method,lot_title\n\
                    T-1,Price,price,40%,1,Elmbrook,open,Swinging moorings\n";
        let more = Sheet::new(Kind::Weightings, more);
        let second = done(import(&service, &more, Mode::Apply).await);
        assert_eq!((second.counts.changed, second.counts.unchanged), (1, 0));
        let record = one(&service, "T-1").await;
        let details = &record.tender.details;
        assert_eq!(
            (details.title.as_deref(), details.method.as_deref()),
            (Some("Moorings"), Some("open"))
        );
        assert_eq!(record.lots[0].lot.title.as_deref(), Some("Swinging moorings"));

        let why = service.app.undo_import(&service.actor, first.id).await.unwrap_err();
        assert!(why.to_string().contains("changed after this import"), "{why}");
        service.app.undo_import(&service.actor, second.id).await.unwrap();
        let back = one(&service, "T-1").await;
        assert_eq!((back.tender.details.method, back.lots[0].lot.title.clone()), (None, None));
        service.app.undo_import(&service.actor, first.id).await.unwrap();
        assert_eq!(all(&service).await, []);
    }
}

#[tokio::test]
async fn everything_wrong_with_a_file_of_weightings_is_told_at_once() {
    for service in services().await {
        let before = contents(&service.url).await;
        let rows = "T-1,Approach,quality,-5,1,Elmbrook,Moorings,\n\
                    T-1,Price,price,\"17,5\",1,Elmbrook,Moorings,\n\
                    ,Price,price,40,1,Elmbrook,Moorings,\n\
                    T-2,,,40,1,Elmbrook,Moorings,\n\
                    T-3,Price,price,40,1,Elmbrook,Moorings,\n\
                    T-3,Price,price,50,1,Elmbrook,Moorings,\n\
                    T-3,Team,quality,60,1,Elmbrook,Bins,\n\
                    T-3,Plan,quality,80-60,1,Elmbrook,Moorings,\n";
        let sheet = file(rows);
        let import = refused(import(&service, &sheet, Mode::Apply).await);
        assert_eq!(contents(&service.url).await, before);
        let found = problems(&service, import.id).await;
        assert_eq!(lines(&found), [2, 3, 4, 5, 7, 8, 9]);
        let expected = [
            ("weight: a weight cannot be below 0", 1),
            ("weight: \"17,5\" has a comma where a decimal point is expected", 1),
            ("tender_reference: this cell is empty", 1),
            ("criterion: this names no criterion", 1),
            ("weight: another row of this file says otherwise of the same criterion", 1),
            ("title: another row of this file gives another title", 1),
            ("weight: the range ends below its start", 1),
        ];
        assert_eq!(told(&found), counted(&expected));
        let rejected = String::from_utf8(rejects(&sheet, found)).unwrap();
        assert_eq!(rejected.lines().count(), 8, "the header and seven rows: {rejected}");
    }
}

#[tokio::test]
async fn a_row_that_agrees_with_the_record_is_told_when_another_row_does_not() {
    for service in services().await {
        done(import(&service, &file(FIRST), Mode::Apply).await);
        let rows = "T-1,Price,price,40%,1,Elmbrook,Moorings,services\n\
                    T-1,Approach,quality,60%,1,Elmbrook,Berths,services\n";
        let titles = refused(import(&service, &file(rows), Mode::Apply).await);
        let found = problems(&service, titles.id).await;
        assert_eq!(lines(&found), [2]);
        assert_eq!(
            told(&found),
            counted(&[("title: another row of this file gives another title", 1)])
        );
        // No weight is recorded for this one, which the first row says too.
        let rows = "T-1,Price,price,,2,Elmbrook,Moorings,services\n\
                    T-1,Price,price,60%,2,Elmbrook,Moorings,services\n";
        let weights = refused(import(&service, &file(rows), Mode::Apply).await);
        let found = problems(&service, weights.id).await;
        let message = "weight: another row of this file says otherwise of the same criterion";
        assert_eq!((lines(&found), told(&found)), (vec![2], counted(&[(message, 1)])));
    }
}

#[tokio::test]
async fn two_criteria_of_one_name_are_told_apart_by_number_or_kind() {
    for service in services().await {
        let head = "tender_reference,criterion_no,criterion,kind,weight\n";
        let rows = "P-1,1,Preço,quality,100 %\nP-1,2,Preço,cost,100 %\n\
                    P-2,,Preço,quality,0 %\nP-2,,Preço,cost,100 %\n";
        let sheet = Sheet::new(Kind::Weightings, format!("{head}{rows}"));
        done(import(&service, &sheet, Mode::Apply).await);
        let (twice, once) = (one(&service, "P-1").await, one(&service, "P-2").await);
        assert_eq!(comes_to(&twice.lots[0]), ("not_100", String::new()));
        assert_eq!(comes_to(&once.lots[0]), ("exact_100", "100".to_owned()));
        assert_eq!(once.tender.buyer, None);
        assert_eq!(once.lots[0].lot.name(), "Whole tender");
        let again =
            format!("{head}{}", rows.replace("P-2,,Preço,cost,100 %", "P-2,,Preço,cost,90 %"));
        let again = Sheet::new(Kind::Weightings, again);
        let changed = done(import(&service, &again, Mode::Apply).await);
        assert_eq!((changed.counts.changed, changed.counts.unchanged), (1, 3));
    }
}

#[tokio::test]
async fn a_foreign_header_is_read_by_a_map_and_a_column_can_be_the_same_in_every_row() {
    for service in services().await {
        let text = "Ref,What,Sort,Points\nT-9,Team,Quality,400 points\nT-9,Fee,Price,600 points\n";
        let maps = [
            ("tender_reference", "Ref"),
            ("criterion", "What"),
            ("kind", "Sort"),
            ("weight", "Points"),
        ];
        let settings = ReadSettings {
            maps: pairs(&maps),
            constants: pairs(&[("buyer", "Elmbrook"), ("framework", "mcf3")]),
            ..ReadSettings::default()
        };
        let sheet = Sheet::new(Kind::Weightings, text).read(settings);
        done(import(&service, &sheet, Mode::Apply).await);
        let record = one(&service, "T-9").await;
        assert_eq!(record.tender.buyer.as_ref().unwrap().name, "Elmbrook");
        assert_eq!(comes_to(&record.lots[0]), ("points_total", "60".to_owned()));
    }
}
