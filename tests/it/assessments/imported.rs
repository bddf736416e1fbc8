//! Assessments and points from files, the 193 published reports among them.

use crate::support::database::contents;
use crate::support::importing::{Sheet, counted, done, import, lines, problems, refused, told};
use crate::support::service::{Service, services};
use crate::support::shared::shared;
use scorecard::app::imports::{Mode, Outcome};
use scorecard::domain::assessments::{AssessmentFilter, AssessmentLine, AssessmentRecord};
use scorecard::domain::imports::Kind;
use scorecard::domain::lists::Slice;
use std::collections::BTreeMap;

const EVERYTHING: Slice = Slice { offset: 0, limit: 1_000 };

async fn all(service: &Service) -> Vec<AssessmentLine> {
    let filter = AssessmentFilter::default();
    service.app.assessments(&service.actor, &filter, EVERYTHING).await.unwrap().items
}

async fn record(service: &Service, reference: &str, round: u16) -> AssessmentRecord {
    let all = all(service).await;
    let own = |line: &&AssessmentLine| {
        line.assessment.details.reference == reference && line.assessment.round == round
    };
    let id = all.iter().find(own).unwrap().assessment.id;
    service.app.assessment(&service.actor, id).await.unwrap()
}

fn counts<T: ToString>(values: impl Iterator<Item = Option<T>>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        let word = value.map_or_else(|| "none".to_owned(), |value| value.to_string());
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn shared_sheet(kind: Kind, file: &str) -> Option<Sheet> {
    let bytes = std::fs::read(shared(&format!("contracts_registers/{file}"))?).unwrap();
    Some(Sheet::new(kind, bytes))
}

fn reports() -> Option<(Sheet, Sheet)> {
    let reports = shared_sheet(Kind::Assessments, "service_standard_assessments_2012_2016.csv")?;
    Some((reports, shared_sheet(Kind::Points, "service_standard_point_results.csv")?))
}

// The figures of these tests were counted in the files with Python's `csv` and `collections`.
#[tokio::test]
async fn all_193_published_reports_are_accounted_for() {
    let Some((reports, _)) = reports() else { return };
    for service in services().await {
        let import = done(import(&service, &reports, Mode::Apply).await);
        assert_eq!((import.counts.rows, import.counts.new), (193, 193));
        let all = all(&service).await;
        let first = || all.iter().filter(|line| line.assessment.round == 1);
        let again = || all.iter().filter(|line| line.assessment.round == 2);
        assert_eq!((first().count(), again().count(), all.len()), (193, 28, 221));

        let stages = counts(first().map(|l| l.assessment.details.stage.read.map(|it| it.word())));
        assert_eq!(stages, counted(&[("alpha", 77), ("beta", 58), ("live", 32), ("none", 26)]));
        let results = counts(first().map(|l| l.assessment.details.result.read.map(|it| it.word())));
        let expected = [("met", 120), ("met_with_conditions", 3), ("none", 22), ("not_met", 48)];
        assert_eq!(results, counted(&expected));
        let unread = |line: &&AssessmentLine| {
            let result = &line.assessment.details.result;
            result.read.is_none() && result.written.is_some()
        };
        let unread: Vec<_> =
            first().filter(unread).map(|l| l.assessment.details.result.written.clone()).collect();
        assert_eq!(unread, [Some("May proceed (see below)".to_owned())]);
        let later = counts(again().map(|l| l.assessment.details.result.read.map(|it| it.word())));
        assert_eq!(later, counted(&[("met", 24), ("none", 3), ("not_met", 1)]));

        let dated = |line: &&AssessmentLine| line.assessment.details.assessed_on.is_some();
        assert_eq!((first().filter(dated).count(), again().filter(dated).count()), (179, 27));
        let days = first().filter_map(|line| line.assessment.details.assessed_on);
        let (earliest, latest) = (days.clone().min().unwrap(), days.max().unwrap());
        assert_eq!(
            (earliest.to_string(), latest.to_string()),
            ("2013-12-13".into(), "2015-12-16".into())
        );
        let nobodys = first().filter(|line| line.assessment.department.is_none());
        assert_eq!(nobodys.count(), 2);
        let departments = service.app.assessed_departments(&service.actor).await.unwrap();
        let marked = |name: &str| name.contains("](") || name.contains('&') && name.contains(';');
        assert!(departments.iter().all(|own| !marked(&own.name)));
        // Python: 65 spellings besides blank, of which one differs from another only by a space
        // that does not break and brackets of a link around it.
        assert_eq!(departments.len(), 64);
    }
}

#[tokio::test]
async fn dates_stages_and_departments_are_read_however_they_are_written() {
    let Some((reports, _)) = reports() else { return };
    for service in services().await {
        done(import(&service, &reports, Mode::Apply).await);
        for (reference, day) in [
            ("0", "2015-06-08"),
            ("5", "2015-10-27"),
            ("38", "2015-01-26"),
            ("117", "2015-06-22"),
            ("149", "2015-04-09"),
            ("192", "2013-12-13"),
        ] {
            let found = record(&service, reference, 1).await.assessment;
            assert_eq!(found.details.assessed_on.unwrap().to_string(), day, "{reference}");
        }
        let found = record(&service, "5", 1).await.assessment;
        assert_eq!(found.department.unwrap().name, "HM Revenue & Customs (HMRC)");
        let found = record(&service, "174", 1).await.assessment;
        let (stage, result) = (found.details.stage, found.details.result);
        let written = stage.written.as_deref();
        assert_eq!(stage.read.map(|stage| stage.word()), Some("beta"));
        assert_eq!(written, Some("Beta (Internal service, trial period)"));
        assert_eq!(result.written.as_deref(), Some("May proceed (see below)"));
        let (first, second) = (record(&service, "176", 1).await, record(&service, "176", 2).await);
        assert_eq!(first.followed_by, Some(second.assessment.id));
        assert_eq!(second.assessment.follows, Some(first.assessment.id));
        let again = second.assessment.details;
        assert_eq!(again.assessed_on.unwrap().to_string(), "2015-04-29");
        assert_eq!(again.result.read.map(|result| result.word()), Some("met"));
    }
}

#[tokio::test]
async fn all_4106_published_points_are_accounted_for_and_decide_the_standard() {
    let Some((reports, points)) = reports() else { return };
    for service in services().await {
        done(import(&service, &reports, Mode::Apply).await);
        let imported = done(import(&service, &points, Mode::Apply).await);
        assert_eq!((imported.counts.rows, imported.counts.new), (4_106, 4_106));
        let all = all(&service).await;
        let sum = |of: fn(&AssessmentLine) -> u32| all.iter().map(of).sum::<u32>();
        assert_eq!(sum(|line| line.tally.met), 3_602 + 71);
        assert_eq!(sum(|line| line.tally.not_met), 294);
        assert_eq!(sum(|line| line.tally.not_applicable), 133 + 6);
        assert_eq!(sum(|line| line.tally.total()), 4_106);
        let standards = counts(all.iter().map(|line| line.standard.map(|it| it.word())));
        assert_eq!(standards, counted(&[("uk_2013", 124), ("uk_2015", 49), ("none", 48)]));
        for (standard, expected) in [("uk_2013", 124), ("uk_2015", 49), ("uk_2019", 0)] {
            use scorecard::domain::assessments::Standard;
            let filter = AssessmentFilter {
                standard: Standard::parse(standard),
                ..AssessmentFilter::default()
            };
            let page = service.app.assessments(&service.actor, &filter, EVERYTHING).await.unwrap();
            assert_eq!(page.total, expected, "{standard}");
        }
    }
}

/// Rows of a shared file as another reader splits them, each with the number of its line: there
/// is no line break in any cell.
fn rows(file: &str) -> Vec<(u64, csv::StringRecord)> {
    let path = shared(&format!("contracts_registers/{file}")).unwrap();
    let mut reader = csv::Reader::from_path(path).unwrap();
    (2..).zip(reader.records().map(|row| row.unwrap())).collect()
}

#[tokio::test]
async fn each_row_of_the_published_files_is_found_by_the_line_it_stands_in() {
    let Some((reports, points)) = reports() else { return };
    for service in services().await {
        done(import(&service, &reports, Mode::Apply).await);
        done(import(&service, &points, Mode::Apply).await);
        let filter = AssessmentFilter::default();
        let all = service.app.assessment_points(&service.actor, &filter, EVERYTHING).await;
        let (mut found, mut each) = (BTreeMap::new(), BTreeMap::new());
        for (one, points) in all.unwrap().items.into_iter().filter(|(one, _)| one.round == 1) {
            for point in points {
                let said = (one.details.reference.clone(), point.number.to_string());
                let line = point.origin.unwrap().line;
                assert!(each.insert(line, (said, point.result.word())).is_none(), "line {line}");
            }
            let said = (one.details.reference.clone(), one.details.service.clone());
            assert!(found.insert(one.origin.unwrap().line, said).is_none());
        }
        let reports = rows("service_standard_assessments_2012_2016.csv");
        assert_eq!((found.len(), reports.len()), (193, 193));
        for (line, row) in reports {
            let title: Vec<&str> = row[1].split_whitespace().collect();
            assert_eq!(found[&line], (row[0].to_owned(), title.join(" ")), "line {line}");
        }
        let points = rows("service_standard_point_results.csv");
        assert_eq!((each.len(), points.len()), (4_106, 4_106));
        for (line, row) in points {
            let word = match &row[2] {
                "Yes" | "Pass" => "met",
                "No" => "not_met",
                "N/A" | "N/a" => "not_applicable",
                other => panic!("line {line} says {other}"),
            };
            let said = (row[0].to_owned(), row[1].to_owned());
            assert_eq!(each[&line], (said, word), "line {line}");
        }
    }
}

#[tokio::test]
async fn the_published_files_can_be_taken_back_and_leave_nothing() {
    let Some((reports, points)) = reports() else { return };
    for service in services().await {
        let first = done(import(&service, &reports, Mode::Apply).await);
        let second = done(import(&service, &points, Mode::Apply).await);
        let again = import(&service, &points, Mode::Apply).await;
        assert!(matches!(again, Outcome::SameFile(before) if before.id == second.id));

        let why = service.app.undo_import(&service.actor, first.id).await.unwrap_err();
        assert!(why.to_string().contains("builds on this import"), "{why}");
        service.app.undo_import(&service.actor, second.id).await.unwrap();
        service.app.undo_import(&service.actor, first.id).await.unwrap();
        assert_eq!(all(&service).await, []);
        let departments = service.app.assessed_departments(&service.actor).await.unwrap();
        assert_eq!(departments, []);
    }
}

fn assessments(text: &str) -> Sheet {
    Sheet::new(Kind::Assessments, text)
}

const HEAD: &str =
    "reference,title,department,assessed_on,stage,result,reassessed_on,reassessment_result\n";

fn file(rows: &str) -> Sheet {
    assessments(&format!("{HEAD}{rows}"))
}

#[tokio::test]
async fn a_file_sent_again_with_a_correction_changes_that_row_and_can_be_taken_back() {
    for service in services().await {
        let first = "A,Permits,Elmbrook,2026-01-05,alpha,not met,2026-02-05,met\n\
                     B,Bins,Elmbrook,2026-01-06,beta,amber,,\n";
        done(import(&service, &file(first), Mode::Apply).await);
        let before = record(&service, "A", 2).await.assessment;
        let second = "A,Permits,Elmbrook,2026-01-05,alpha,not met,2026-02-06,met\n\
                      B,Bins,Elmbrook,2026-01-06,beta,amber,,\n";
        let checked = done(import(&service, &file(second), Mode::Check).await);
        let found = (checked.counts.new, checked.counts.changed, checked.counts.unchanged);
        assert_eq!(found, (0, 1, 1));
        let applied = done(import(&service, &file(second), Mode::Apply).await);
        assert_eq!(applied.counts, checked.counts);
        let changed = record(&service, "A", 2).await.assessment;
        assert_eq!(changed.details.assessed_on.unwrap().to_string(), "2026-02-06");
        assert_eq!(changed.revision, before.revision + 1);

        service.app.undo_import(&service.actor, applied.id).await.unwrap();
        let back = record(&service, "A", 2).await.assessment;
        assert_eq!((back.details, back.origin), (before.details, before.origin));
    }
}

#[tokio::test]
async fn everything_wrong_with_a_file_of_assessments_is_told_at_once() {
    for service in services().await {
        let before = contents(&service.url).await;
        let text = "A,Permits,Elmbrook,31/02/2026,alpha,met,,\n\
                    B,,Elmbrook,2026-01-06,gamma,met,,\n\
                    C,Bins,Elmbrook,2026-01-06,beta,not met,2026-01-05,met\n\
                    D,Trees,Elmbrook,2026-01-06,live,met,,\n\
                    D,Trees,Elmbrook,2026-01-07,live,met,,\n";
        let import = refused(import(&service, &file(text), Mode::Apply).await);
        assert_eq!(contents(&service.url).await, before);
        let found = problems(&service, import.id).await;
        assert_eq!(lines(&found), [2, 3, 3, 4, 6]);
        let expected = [
            ("assessed_on: 31 February 2026 is not a real date", 1),
            ("title: this cell is empty", 1),
            ("stage: this is not a stage", 1),
            ("reassessed_on: this is before the assessment of 2026-01-06 that it follows", 1),
            ("reference: another row of this file says otherwise of the same assessment", 1),
        ];
        assert_eq!(told(&found), counted(&expected));
    }
}

#[tokio::test]
async fn points_need_an_assessment_and_all_points_of_a_standard_or_its_name() {
    for service in services().await {
        let own = "A,Permits,Elmbrook,2026-01-05,alpha,met,,\n\
                   B,Bins,Elmbrook,2026-01-05,alpha,met,,\n\
                   B,Bins,Southvale,2026-01-05,alpha,met,,\n\
                   C,Trees,Elmbrook,2026-01-05,alpha,met,,\n";
        done(import(&service, &file(own), Mode::Apply).await);
        let text = "report_id,point,passed_raw\nA,1,Yes\nA,27,Yes\nB,1,No\nX,1,Yes\nC,1,Maybe\n\
                    A,2,N/a\nA,2,No\n";
        let outcome = import(&service, &Sheet::new(Kind::Points, text), Mode::Apply).await;
        let found = problems(&service, refused(outcome).id).await;
        let expected = [
            ("assessment: with 2 points it cannot be told which standard this is about", 1),
            ("point: no standard has a point 27", 1),
            ("assessment: more than one department has an assessment with this reference", 1),
            ("assessment: no assessment has this reference", 1),
            ("passed_raw: this is not an outcome", 1),
            ("outcome: line 7 gives not applicable for the same point", 1),
        ];
        assert_eq!(told(&found), counted(&expected));
    }
}
