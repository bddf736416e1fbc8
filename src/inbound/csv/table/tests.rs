//! Tables of every kind, row by row.

#![expect(clippy::expect_used, reason = "a test stops where its premise fails")]

use super::super::{Decimals, ReadSettings, template};
use super::*;
use crate::app::contracts::ContractCommand;
use crate::app::imports::{Given, KnowledgeRow, KpiRow, ScoreRow, ValueRow};
use crate::domain::exact::Money;
use crate::domain::kpis::Actual;
use crate::domain::meetings::Unscored;
use crate::domain::periods::Cadence;
use crate::domain::problems::Place;
use crate::domain::texts;
use crate::views::export::{self, Cell, Export, Format};
use proptest::prelude::*;

fn set(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn mapped(pairs: &[(&str, &str)]) -> ReadSettings {
    ReadSettings { maps: set(pairs), ..ReadSettings::default() }
}

fn fixed(pairs: &[(&str, &str)]) -> ReadSettings {
    ReadSettings { constants: set(pairs), ..ReadSettings::default() }
}

fn open(kind: Kind, text: &str, settings: &ReadSettings) -> Result<Opened, Vec<Problem>> {
    table(kind, Source::bytes(text.as_bytes().to_vec()), settings)
}

/// Each row as its line and what it says, or its problems.
fn read(kind: Kind, text: &str, settings: &ReadSettings) -> Vec<String> {
    match open(kind, text, settings) {
        Err(problems) => problems.iter().map(problem).collect(),
        Ok(opened) => match opened.table {
            Table::Contracts(rows) => shown(rows, contract),
            Table::Scores(rows) => shown(rows, score),
            Table::Kpis(rows) => shown(rows, kpi),
            Table::Knowledge(rows) => shown(rows, knowledge),
            Table::Value(rows) => shown(rows, item),
            Table::Assessments(rows) => shown(rows, whole),
            Table::Points(rows) => shown(rows, whole),
            Table::Weightings(rows) => shown(rows, whole),
        },
    }
}

fn whole<R: std::fmt::Debug>(row: &R) -> String {
    format!("{row:?}")
}

fn shown<R: imports::Content>(rows: imports::Rows<R>, show: fn(&R) -> String) -> Vec<String> {
    let lines = rows.flat_map(|row| match row.parsed {
        Ok(parsed) => vec![format!("{}: {}", row.line, show(&parsed))],
        Err(unread) => unread.problems.iter().map(problem).collect(),
    });
    lines.collect()
}

fn problem(problem: &Problem) -> String {
    let place = match &problem.place {
        Place::Whole => "file".to_owned(),
        Place::Field(field) => field.clone(),
        Place::Cell { line, column } => format!("{line} {}", column.as_deref().unwrap_or("row")),
    };
    format!("{place} [{}] {} > {}", problem.value, problem.message, problem.remedy)
}

fn contract(row: &ContractCommand) -> String {
    let d = &row.details;
    let day = |day: Option<chrono::NaiveDate>| day.map_or("?".to_owned(), |day| day.to_string());
    format!(
        "{} “{}” {} / {} {} to {} {:?} {:?} {:?} {:?}",
        d.reference,
        d.title,
        row.client,
        row.supplier,
        day(d.term.start()),
        day(d.term.end()),
        d.value.map(|value| value.to_string()),
        d.pricing,
        d.working,
        d.tender_reference,
    )
}

fn score(row: &ScoreRow) -> String {
    let given = match &row.given {
        Given::Value(value) => value.clone(),
        Given::Unscored(why) => why.word().to_owned(),
    };
    let side = row.side.word();
    format!("{} {} {side} {} {given} {:?}", row.contract, row.on, row.criterion, row.comment)
}

fn kpi(row: &KpiRow) -> String {
    let actual = match row.actual {
        Actual::Measured(value) => value.to_string(),
        Actual::Missing(why) => why.word().to_owned(),
    };
    let target = row.target.map_or("no target".to_owned(), |target| target.to_string());
    let period = (row.period.start(), row.period.end());
    format!(
        "{} {} {} to {} {actual} {target} {:?} {:?} {:?} {:?}",
        row.contract,
        row.kpi,
        period.0,
        period.1,
        row.direction,
        row.unit,
        row.supplier,
        row.client
    )
}

fn knowledge(row: &KnowledgeRow) -> String {
    let KnowledgeRow { contract, area, person, level, on, target, target_date, .. } = row;
    let target = target.map(|target| target.number());
    let (level, evidence, witness) = (level.number(), &row.evidence, &row.witness);
    format!(
        "{contract} {area} {person} {level} {on} {target:?} {target_date:?} {evidence:?} {witness:?}"
    )
}

fn item(row: &ValueRow) -> String {
    let r = &row.recorded;
    let day = |day: Option<chrono::NaiveDate>| day.map_or("?".to_owned(), |day| day.to_string());
    let amount = |amount: Option<Money>| amount.map_or("?".to_owned(), |it| it.to_string());
    let state = r.state.map_or("?", |state| state.word());
    format!(
        "{} “{}” {} due {} {state} on {} claimed {} verified {} {:?} {:?} {:?}",
        row.contract,
        r.title,
        r.kind.word(),
        day(r.due),
        day(r.on),
        amount(r.claimed),
        amount(r.verified),
        r.attendance,
        r.towards,
        r.method,
    )
}

#[track_caller]
fn check(kind: Kind, text: &str, expected: &[&str]) {
    check_with(kind, text, &ReadSettings::default(), expected);
}

#[track_caller]
fn check_with(kind: Kind, text: &str, settings: &ReadSettings, expected: &[&str]) {
    assert_eq!(read(kind, text, settings), expected);
}

#[test]
fn items_are_read_and_every_cell_that_cannot_be_is_told() {
    check(
        Kind::Value,
        &template(Kind::Value),
        &[
            "2: C-0001 “Two apprentices hired” social_value due 2026-09-30 accepted on ? claimed 24000 verified ? None Some(Organisation) Some(\"Published unit value for each apprentice\")",
            "3: C-0001 “Open day at the depot” event due ? verified on 2026-05-14 claimed 1500 verified 1200 Some(38) Some(Project) Some(\"Hours given at day rates\")",
        ],
    );
    let text = "contract,title,kind,claimed_gbp,due,state,attendance\n\
                C,A,Co-working event,n/a,1 May 2026,,\n\
                C,B,party,much,soon,done,few\n";
    check(
        Kind::Value,
        text,
        &[
            "2: C “A” event due 2026-05-01 ? on ? claimed ? verified ? None None None",
            "3 kind [party] this is not a kind of value-add > Use networking, knowledge_sharing, resource_sharing, delivery, innovation, social_value or event",
            "3 claimed_gbp [much] \"much\" is not a number > Use digits, like 1234.5",
            "3 due [soon] this is not a date that can be read > Enter a date like 5 July 2026, 5/7/2026 or 2026-07-05",
            "3 state [done] this is not a state > Use proposed, accepted, delivered, verified, rejected or withdrawn",
            "3 attendance [few] \"few\" is not a number > Use digits, like 1234.5",
        ],
    );
}

#[test]
fn the_file_to_start_from_reads_without_a_problem() {
    check(
        Kind::Contracts,
        &template(Kind::Contracts),
        &[
            "2: C-0001 “Case management service” Borough of Elmbrook / Fernhill Digital Ltd 2026-04-01 to 2028-03-31 Some(\"1250000\") Some(Capped) Some(Hybrid) Some(\"T-0007\")",
            "3: C-0002 “Cloud hosting” Borough of Elmbrook / Stonebridge Systems LLP 2026-07-01 to ? None Some(FixedPrice) Some(Remote) None",
        ],
    );
    check(
        Kind::Scores,
        &template(Kind::Scores),
        &[
            "2: C-0001 2026-07-15 client outcomes 4 Some(\"Released to the second area on time\")",
            "3: C-0001 2026-07-15 supplier Commitments kept not_due None",
        ],
    );
    check(
        Kind::Kpis,
        &template(Kind::Kpis),
        &[
            "2: C-0001 Availability 2026-07-01 to 2026-07-31 99.95 99.9 Some(Higher) Some(\"%\") None None",
            "3: C-0003 Mean time to restore 2026-07-01 to 2026-09-30 not_scored 4 Some(Lower) Some(\"hours\") Some(\"Fernhill Digital Ltd\") Some(\"Borough of Elmbrook\")",
        ],
    );
}

#[test]
fn levels_of_knowledge_are_read_by_number_and_word_and_told_apart_from_anything_else() {
    check(
        Kind::Knowledge,
        &template(Kind::Knowledge),
        &[
            "2: C-0001 Deployment Duty engineer 3 2026-07-14 Some(4) Some(2026-12-31) Some(\"Released 4.2 with us watching\") Some(\"Rowan Hale\")",
            "3: C-0001 Incident response Service manager 1 2026-07-14 Some(3) Some(2026-12-31) Some(\"Briefing of 14 July\") None",
        ],
    );
    check(
        Kind::Knowledge,
        "Contract ref,Skill,Role,Level reached,Date verified,Target level\n\
         C,Releases,Duty engineer,Reverse shadow,14 July 2026,independent\n\
         C,Releases,Duty engineer,none,15 July 2026,\n\
         C,Releases,Duty engineer,5,16 July 2026,7\n",
        &[
            "2: C Releases Duty engineer 3 2026-07-14 Some(4) None None None",
            "3: C Releases Duty engineer 0 2026-07-15 None None None None",
            "4 Level reached [5] this is not a level of knowledge > Use 0 none, 1 aware, 2 shadow, 3 reverse shadow or 4 independent",
            "4 Target level [7] this is not a level of knowledge > Use 0 none, 1 aware, 2 shadow, 3 reverse shadow or 4 independent",
        ],
    );
}

#[test]
fn the_criteria_of_the_scores_template_are_in_the_partnership_design() {
    let design = crate::domain::library::design(crate::domain::library::DEFAULT).expect("built in");
    let opened = open(Kind::Scores, &template(Kind::Scores), &ReadSettings::default());
    let Ok(Opened { table: Table::Scores(rows), .. }) = opened else { panic!("it opens") };
    for row in rows {
        let criterion = row.parsed.expect("it reads").criterion;
        assert!(design.criterion_named(&criterion).is_some(), "{criterion}");
    }
}

#[test]
fn headings_people_use_are_understood() {
    check(
        Kind::Contracts,
        "Contract Ref,Contract Title,Purchasing Body,Supplier Company Name,Start Date,Current Expiry Date,Total Contract Value (including extensions)\n\
         S1,Surveys,City Council,Divers Ltd,2022-03-07,7 March 2023,\"£5,015.20\"\n",
        &[
            "2: S1 “Surveys” City Council / Divers Ltd 2022-03-07 to 2023-03-07 Some(\"5015.2\") None None None",
        ],
    );
    check(
        Kind::Kpis,
        "Contract ID,KPI name,Reporting period,Value,Target minimum standard,Operator\n\
         1,Waiting,P04 24/25,1.25,1.3,A Bus Company\n",
        &["2: 1 Waiting 2024-06-23 to 2024-07-20 1.25 1.3 None None Some(\"A Bus Company\") None"],
    );
}

#[test]
fn every_problem_of_a_row_is_reported_at_once() {
    check(
        Kind::Contracts,
        "reference,title,client,supplier,start,end,value_gbp,pricing_model,working_pattern\n\
         ,N/A,,Acme,31/02/2026,soon,12.345,by the hour,moon\n",
        &[
            "2 reference [] this cell is empty > Fill it in, or remove the row if it is a note",
            "2 title [N/A] this says that there is nothing, and the row cannot do without it > Fill it in, or remove the row if it is a note",
            "2 client [] this cell is empty > Fill it in, or remove the row if it is a note",
            "2 start [31/02/2026] 31 February 2026 is not a real date > Check the day and the month",
            "2 end [soon] this is not a date that can be read > Enter a date like 5 July 2026, 5/7/2026 or 2026-07-05",
            "2 value_gbp [12.345] 12.345 has more than 2 decimal places > Round it to 2",
            "2 pricing_model [by the hour] this is not a pricing model > Use day_rate, fixed_price, capped or outcome",
            "2 working_pattern [moon] this is not a working pattern > Use colocated, hybrid, remote or offshore",
        ],
    );
}

#[test]
fn a_term_that_ends_before_it_starts_is_refused() {
    check(
        Kind::Contracts,
        "reference,title,client,supplier,start,end\nA,B,C,D,2026-04-01,2026-03-31\n",
        &[
            "2 end [2026-03-31] the end date 2026-03-31 is before the start date 2026-04-01 > Correct the start or the end",
        ],
    );
}

#[test]
fn words_for_no_value_leave_what_is_optional_empty() {
    check(
        Kind::Contracts,
        "reference,title,client,supplier,start,end,value_gbp,tender_reference\nA,B,C,D,TBC,-,n/a,None\n",
        &["2: A “B” C / D ? to ? None None None None"],
    );
}

#[test]
fn money_is_never_negative_and_never_rounded() {
    check(
        Kind::Contracts,
        "reference,title,client,supplier,value_gbp\nA,B,C,D,-1\nA,B,C,D,(12.50)\nA,B,C,D,1e6\nA,B,C,D,0.00\n",
        &[
            "2 value_gbp [-1] an amount of money is from 0 to 90,000,000,000,000,000 > Enter the amount in pounds",
            "3 value_gbp [(12.50)] an amount of money is from 0 to 90,000,000,000,000,000 > Enter the amount in pounds",
            "4 value_gbp [1e6] \"1e6\" is in scientific notation > Write the number out in full, like 1000",
            "5: A “B” C / D ? to ? Some(\"0\") None None None",
        ],
    );
}

#[test]
fn names_are_kept_with_single_spaces_and_without_the_guard_against_formulas() {
    check(
        Kind::Contracts,
        "reference,title,client,supplier\n'=1+1,\"Two\nlines\",Home  Office,\u{A0}ACME\u{A0}Ltd \n",
        &["2: =1+1 “Two lines” Home Office / ACME Ltd ? to ? None None None None"],
    );
}

#[test]
fn a_blank_or_missing_score_is_not_scored_and_never_zero() {
    let head = "contract,meeting_date,side,criterion,value,state";
    let row = "C,2026-01-05,client,a";
    let text =
        format!("{head}\n{row},,\n{row},Not available,\n{row},0,\n{row},n/a,\n{row},not due,\n");
    check(
        Kind::Scores,
        &text,
        &[
            "2: C 2026-01-05 client a not_scored None",
            "3: C 2026-01-05 client a not_scored None",
            "4: C 2026-01-05 client a 0 None",
            "5: C 2026-01-05 client a not_applicable None",
            "6: C 2026-01-05 client a not_due None",
        ],
    );
}

#[test]
fn a_percent_sign_after_a_score_is_left_out() {
    let head = "contract,meeting_date,side,criterion,value";
    let row = "C,2026-01-05,client,a";
    check(
        Kind::Scores,
        &format!("{head}\n{row},80%\n{row},62.5 %\n{row},over 100%\n"),
        &[
            "2: C 2026-01-05 client a 80 None",
            "3: C 2026-01-05 client a 62.5 None",
            "4: C 2026-01-05 client a over 100% None",
        ],
    );
}

#[test]
fn a_state_and_a_score_do_not_contradict_each_other() {
    let head = "contract,meeting_date,side,criterion,value,state";
    let row = "C,2026-01-05,client,a";
    let text = format!(
        "{head}\n{row},,Disputed\n{row},3,scored\n{row},3,disputed\n{row},,scored\n{row},,maybe\n{row},-,agreed to differ\n"
    );
    check(
        Kind::Scores,
        &text,
        &[
            "2: C 2026-01-05 client a disputed None",
            "3: C 2026-01-05 client a 3 None",
            "4 value [3] this is a score, and the state says disputed > Remove the score or the state",
            "5 value [] the state says that there is a score, and there is none > Enter the score or change the state",
            "6 state [maybe] this is not a state > Use not_scored, not_applicable, not_due, disputed or agreed_to_differ",
            "7: C 2026-01-05 client a agreed_to_differ None",
        ],
    );
}

#[test]
fn sides_have_other_names() {
    let head = "contract,meeting_date,side,criterion,value";
    let text = format!(
        "{head}\nC,5 Jan 2026,Buyer,a,1\nC,5/1/2026,VENDOR,a,1\nC,5.1.2026,joint,a,1\nC,05-Jan-26,me,a,1\n"
    );
    check(
        Kind::Scores,
        &text,
        &[
            "2: C 2026-01-05 client a 1 None",
            "3: C 2026-01-05 supplier a 1 None",
            "4: C 2026-01-05 agreed a 1 None",
            "5 side [me] this is not a side > Use client, supplier or agreed",
        ],
    );
}

#[test]
fn a_comment_keeps_its_lines_and_loses_only_the_guard() {
    check(
        Kind::Scores,
        "contract,meeting_date,side,criterion,value,comment\nC,2026-01-05,client,a,1,\"'- late\n- dear\"\n",
        &["2: C 2026-01-05 client a 1 Some(\"- late\\n- dear\")"],
    );
}

#[test]
fn a_direction_is_read_only_from_words_that_say_it() {
    let head = "contract,kpi,period,actual,direction";
    let row = |word: &str| format!("C,K,2026,1,{word}\n");
    let words =
        ["lower_is_better", "Higher is better", "nearest", "", "None", "maximise", "Descending"];
    let text: String = words.into_iter().map(row).collect();
    let good = |line: u64, direction: &str| {
        format!("{line}: C K 2026-01-01 to 2026-12-31 1 no target {direction} None None None")
    };
    assert_eq!(
        read(Kind::Kpis, &format!("{head}\n{text}"), &ReadSettings::default()),
        [
            good(2, "Some(Lower)"),
            good(3, "Some(Higher)"),
            good(4, "Some(Nearest)"),
            good(5, "None"),
            good(6, "None"),
            good(7, "Some(Higher)"),
            "8 direction [Descending] this is an order of sorting, and does not say which way is better > Use higher, lower or nearest".to_owned(),
        ]
    );
}

#[test]
fn kpi_values_are_read_exactly_or_rounded_when_asked() {
    let text = "contract,kpi,period,actual,target\nC,K,2026,96.5%,\"1,000\"\nC,K,2026,0.0000005,-2\nC,K,2026,61.1500000,\n";
    let all = "C K 2026-01-01 to 2026-12-31";
    let none = "None None None None";
    let first = format!("2: {all} 96.5 1000 {none}");
    let last = format!("4: {all} 61.15 no target {none}");
    let refused = "3 actual [0.0000005] this has more than 6 decimal places > Round it to 6, or add --round to have all values rounded";
    check(Kind::Kpis, text, &[&first, refused, &last]);
    let rounded = ReadSettings { decimals: Decimals::Rounded, ..ReadSettings::default() };
    let second = format!("3: {all} 0.000001 -2 {none}");
    check_with(Kind::Kpis, text, &rounded, &[&first, &second, &last]);
}

/// What the rules of periods say of `2010-11`.
fn two_meanings() -> String {
    let problem = crate::domain::periods::parse("2010-11", None).expect_err("it is ambiguous");
    format!("{} > {}", problem.message(), problem.remedy())
}

#[test]
fn a_period_with_two_meanings_is_read_as_it_is_said_to_be_meant() {
    let text = "contract,kpi,period,actual\nC,K,2010-11,1\n";
    check(Kind::Kpis, text, &[&format!("2 period [2010-11] {}", two_meanings())]);
    let years = ReadSettings { periods: Some(Cadence::FinancialYear), ..ReadSettings::default() };
    let expected = "2: C K 2010-04-01 to 2011-03-31 1 no target None None None None";
    check_with(Kind::Kpis, text, &years, &[expected]);
}

#[test]
fn a_missing_column_is_named_with_those_there_are() {
    check(
        Kind::Scores,
        "contract,meeting_date,who,criterion,value\nC,2026-01-05,client,a,1\n",
        &[
            "side [] there is no side column > The file has \"contract\", \"meeting_date\", \"who\", \"criterion\", \"value\". If one of them is side, say so with --map side=\"its heading\"",
        ],
    );
    check_with(
        Kind::Scores,
        "contract,meeting_date,who,criterion,value\nC,2026-01-05,client,a,1\n",
        &mapped(&[("side", "Who")]),
        &["2: C 2026-01-05 client a 1 None"],
    );
}

#[test]
fn a_field_under_two_headings_is_not_chosen_between() {
    check(
        Kind::Contracts,
        "reference,title,client,supplier,End Date,Current Expiry Date\nA,B,C,D,2026-01-01,2027-01-01\n",
        &[
            "end [] end is in more than one column: 5 (\"End Date\"), 6 (\"Current Expiry Date\") > Remove all but one, or choose one with --map end=\"its heading\"",
        ],
    );
}

#[test]
fn a_text_can_be_set_for_a_column_that_is_not_there() {
    let text = "contract,kpi,period,actual,supplier\nC,K,2026,1,Own\n";
    check_with(
        Kind::Kpis,
        text,
        &fixed(&[("client", "Transport Authority"), ("direction", "lower"), ("supplier", "Other")]),
        &[
            "2: C K 2026-01-01 to 2026-12-31 1 no target Some(Lower) None Some(\"Own\") Some(\"Transport Authority\")",
        ],
    );
    check_with(
        Kind::Scores,
        "contract,criterion,value\nC,a,1\n",
        &fixed(&[("meeting_date", "5 January 2026"), ("side", "client")]),
        &["2: C 2026-01-05 client a 1 None"],
    );
}

#[test]
fn a_set_text_is_checked_once_before_any_row() {
    check_with(
        Kind::Kpis,
        "contract,kpi,period,actual\nC,K,2026,1\nC,K,2027,1\n",
        &fixed(&[
            ("direction", "asc"),
            ("colour", "red"),
            ("period", "2010-11"),
            ("contract", " "),
        ]),
        &[
            "--set direction [asc] this is an order of sorting, and does not say which way is better > Use higher, lower or nearest",
            "--set colour [red] this import has no field of that name > Use one of contract, kpi, period, actual, target, direction, unit, supplier, client",
            &format!("--set period [2010-11] {}", two_meanings()),
            "--set contract [ ] this is empty > Give it a text, or leave it out",
        ],
    );
    let both = ReadSettings {
        maps: set(&[("unit", "period")]),
        constants: set(&[("unit", "hours")]),
        ..ReadSettings::default()
    };
    check_with(
        Kind::Kpis,
        "contract,kpi,period,actual\nC,K,2026,1\n",
        &both,
        &[
            "--set unit [hours] this field is both set and mapped > Leave out --set to read the column, or --map to have the same text in every row",
        ],
    );
}

#[test]
fn rows_that_are_not_rows_are_problems_in_their_place() {
    check(
        Kind::Scores,
        "contract,meeting_date,side,criterion,value\n\
         C,2026-01-05,client,a,1\n\
         C,2026-01-05,client,a,1,extra\n\
         contract,meeting_date,side,criterion,value\n\
         C,2026-01-05\n\
         C,2026-01-05,client,a,2\n",
        &[
            "2: C 2026-01-05 client a 1 None",
            "3 past the header [extra] the row has 6 cells but the header has 5 > Put quotation marks around any cell that holds the delimiter, or remove the extra cells",
            "4 row [contract, meeting_date, side, criterion, value] the header row is repeated here > Remove it and any title above it",
            "5 side [C, 2026-01-05] the row has 2 cells but the header has 5 > Add the missing cells, left empty if there is nothing to say, or remove the row if it is a note",
            "6: C 2026-01-05 client a 2 None",
        ],
    );
}

#[test]
fn a_file_that_is_no_table_is_refused_as_a_whole() {
    check(
        Kind::Scores,
        "",
        &[
            "file [] the file is empty > Upload a file with a header row and at least one row under it",
        ],
    );
    check(
        Kind::Scores,
        "contract\n\0\n",
        &[
            "2 row [] line 2 has a zero byte (NUL) at character 1 > The file may be damaged: export it again, or remove that character, and upload it again",
        ],
    );
}

#[test]
fn it_is_said_where_fields_were_found_and_what_was_left_out() {
    let text = "Contract Ref,Date,side,criterion,Score,Colour\nC,2026-01-05,client,a,1,red\n";
    let opened = open(Kind::Scores, text, &ReadSettings::default());
    let opened = opened.map_err(|problems| problems.len()).expect("it opens");
    let found: Vec<(&str, &str)> =
        opened.found.iter().map(|(field, heading)| (*field, heading.as_str())).collect();
    let expected = [
        ("contract", "Contract Ref"),
        ("meeting_date", "Date"),
        ("side", "side"),
        ("criterion", "criterion"),
        ("value", "Score"),
    ];
    assert_eq!(found, expected);
    assert_eq!(opened.ignored, ["Colour"]);
    let Table::Scores(rows) = opened.table else { panic!("these are scores") };
    assert_eq!(rows.count(), 1);
    assert_eq!(opened.progress.read(), opened.progress.size());
}

#[test]
fn what_a_problem_quotes_is_cut() {
    let long = "x".repeat(500);
    let text = format!("contract,meeting_date,side,criterion,value\nC,2026-01-05,{long},a,1\n");
    let rows = read(Kind::Scores, &text, &ReadSettings::default());
    let quoted =
        format!("2 side [{}] this is not a side > Use client, supplier or agreed", "x".repeat(80));
    assert_eq!(rows, [quoted]);
}

#[test]
fn what_is_remembered_of_cells_stays_small() {
    let mut latest = Latest::<usize>::default();
    for number in 0..10_000_usize {
        let read = latest.or_read(&number.to_string(), |cell| Ok(cell.len()));
        assert_eq!(read, Ok(number.to_string().len()));
        assert!(latest.read.len() <= LATEST);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn bytes_that_are_no_table_are_refused(
        body in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        for kind in Kind::ALL.iter().copied() {
            let opened = table(kind, Source::bytes(body.clone()), &ReadSettings::default());
            prop_assert!(opened.is_err());
        }
    }

    #[test]
    fn a_row_of_anything_is_read_or_told_what_to_do(
        cells in proptest::collection::vec("[0-9a-z £%,./'=\"\n-]{0,12}", 1..12),
    ) {
        for kind in Kind::ALL.iter().copied() {
            let names: Vec<&str> = columns(kind).iter().map(|column| column.name).collect();
            let text = format!("{}\n{}\n", names.join(","), cells.join(","));
            for problem in problems_of(open(kind, &text, &ReadSettings::default())) {
                prop_assert!(!problem.message.is_empty() && !problem.remedy.is_empty());
                let within = matches!(problem.place, Place::Cell { line, .. } if line > 1);
                prop_assert!(within || problem.place == Place::Whole, "{problem:?}");
            }
        }
    }
}

/// The comment and the name of a KPI that are read from a file written with them.
fn exported_and_read(prose: &str, title: &str) -> (Option<String>, Option<String>) {
    let mut score = ["C", "2026-01-05", "client", "a", "1", ""].map(Cell::free).to_vec();
    score.push(Cell::free(prose));
    let mut kpi = vec![Cell::free("C"), Cell::free(title)];
    kpi.extend(["2026", "1", "", "higher", "%", "S", "B"].map(Cell::free));
    let Ok(Opened { table: Table::Scores(mut scores), .. }) =
        written(Kind::Scores, &export::scores::TABLE, score)
    else {
        panic!("scores open")
    };
    let Ok(Opened { table: Table::Kpis(mut kpis), .. }) =
        written(Kind::Kpis, &export::kpis::TABLE, kpi)
    else {
        panic!("KPIs open")
    };
    let comment = scores.next().and_then(|row| row.parsed.ok()).and_then(|row| row.comment);
    (comment, kpis.next().and_then(|row| row.parsed.ok()).map(|row| row.kpi))
}

fn written(
    kind: Kind, header: &'static export::Table, row: Vec<Cell>,
) -> Result<Opened, Vec<Problem>> {
    let mut bytes = Vec::new();
    let from = export::Provenance { made_at: chrono::DateTime::UNIX_EPOCH, contract: None };
    let out = std::io::Cursor::new(&mut bytes);
    let mut file = Export::new(Format::Csv, header, &from, out).expect("memory takes all");
    file.row(row).expect("memory takes all");
    file.finish().expect("memory takes all");
    table(kind, Source::bytes(bytes), &ReadSettings::default())
}

#[test]
fn a_text_that_begins_like_a_guarded_formula_comes_back_as_it_was() {
    for text in
        ["=1", "'=1", "''=1", "''''-2", "+44", "-", "@x", "'", "''", "'a", "'a'", "=a'", "it's"]
    {
        let (comment, title) = exported_and_read(text, text);
        assert_eq!((comment.as_deref(), title.as_deref()), (Some(text), Some(text)));
    }
}

#[test]
fn a_state_stands_for_a_score_or_a_value_that_is_not_there() {
    for state in Unscored::ALL.iter().copied() {
        let word = state.word();
        let scores =
            format!("contract,meeting_date,side,criterion,value\nC,2026-01-05,client,a,{word}\n");
        let opened = open(Kind::Scores, &scores, &ReadSettings::default());
        let Ok(Opened { table: Table::Scores(mut rows), .. }) = opened else { panic!("it opens") };
        let given = rows.next().and_then(|row| row.parsed.ok()).map(|row| row.given);
        assert_eq!(given, Some(Given::Unscored(state)));
        let kpis = format!("contract,kpi,period,actual\nC,K,2026,{word}\n");
        let opened = open(Kind::Kpis, &kpis, &ReadSettings::default());
        let Ok(Opened { table: Table::Kpis(mut rows), .. }) = opened else { panic!("it opens") };
        let actual = rows.next().and_then(|row| row.parsed.ok()).map(|row| row.actual);
        assert_eq!(actual, Some(Actual::Missing(state)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_exported_and_read_again_is_the_same_text(text in "['=+@ a-c;,\"\n\té£-]{1,12}") {
        let (prose, name) = (text.trim(), texts::one_line(&text));
        prop_assume!(!prose.is_empty());
        let (comment, title) = exported_and_read(prose, &name);
        prop_assert_eq!((comment.as_deref(), title), (Some(prose), Some(name)));
    }
}

fn problems_of(opened: Result<Opened, Vec<Problem>>) -> Vec<Problem> {
    fn of<R: imports::Content>(rows: imports::Rows<R>) -> Vec<Problem> {
        rows.filter_map(|row| Some(row.parsed.err()?.problems)).flatten().collect()
    }
    match opened.map(|opened| opened.table) {
        Err(problems) => problems,
        Ok(Table::Contracts(rows)) => of(rows),
        Ok(Table::Scores(rows)) => of(rows),
        Ok(Table::Kpis(rows)) => of(rows),
        Ok(Table::Knowledge(rows)) => of(rows),
        Ok(Table::Value(rows)) => of(rows),
        Ok(Table::Assessments(rows)) => of(rows),
        Ok(Table::Points(rows)) => of(rows),
        Ok(Table::Weightings(rows)) => of(rows),
    }
}
