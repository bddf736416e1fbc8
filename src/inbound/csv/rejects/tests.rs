//! Refused rows as they are given back.

#![expect(clippy::expect_used, reason = "a test stops where its premise fails")]

use super::super::{ReadSettings, table};
use super::*;
use crate::app::imports::{Content, Row, Rows, Table};
use crate::domain::imports::Kind;

fn problems<R: Content>(rows: Rows<R>) -> Vec<Problem> {
    rows.filter_map(|row: Row<R>| Some(row.parsed.err()?.problems)).flatten().collect()
}

/// The refused rows of a scores file.
fn rejects(text: &str) -> (u64, String) {
    let source = || Source::bytes(text.as_bytes().to_vec());
    let opened = table(Kind::Scores, source(), &ReadSettings::default());
    let Ok(super::super::Opened { table: Table::Scores(rows), .. }) = opened else {
        panic!("it opens")
    };
    let mut out = Vec::new();
    let count = write_rejects(source(), problems(rows), &mut out).expect("memory takes all");
    (count, String::from_utf8(out).expect("text"))
}

#[test]
fn refused_rows_come_back_as_they_were_with_what_is_wrong() {
    let (count, text) = rejects(
        "Contract Ref;Date;Side;Criterion;Score;Comment\n\
         C;2026-01-05;client;a;4;fine\n\
         C;soon;me;a;-1;\"say \"\"why\"\"; now\"\n\
         C;2026-01-05;client;;3;=1+1\n",
    );
    assert_eq!(count, 2);
    assert_eq!(
        text,
        "Contract Ref,Date,Side,Criterion,Score,Comment,error\r\n\
         C,soon,me,a,-1,\"say \"\"why\"\"; now\",\
         \"Date: this is not a date that can be read. Enter a date like 5 July 2026, 5/7/2026 or 2026-07-05 | \
         Side: this is not a side. Use client, supplier or agreed\"\r\n\
         C,2026-01-05,client,,3,'=1+1,\
         \"Criterion: this cell is empty. Fill it in, or remove the row if it is a note\"\r\n"
    );
}

#[test]
fn rows_of_another_width_keep_their_cells() {
    let (count, text) = rejects(
        "contract,meeting_date,side,criterion,value\n\
         C,2026-01-05,client,a,4\n\
         C,2026-01-05,client,a,4,extra\n\
         C,2026-01-05\n",
    );
    assert_eq!(count, 2);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let starts = ["C,2026-01-05,client,a,4,\"past the header: ", "C,2026-01-05,,,,\"side: "];
    for (row, start) in rows.iter().zip(starts) {
        assert!(row.starts_with(start), "{row}");
    }
    assert!(rows.first().is_some_and(|row| row.ends_with(",extra")), "{text}");
    assert_eq!(rows.len(), 2);
}

#[test]
fn once_put_right_a_file_of_refused_rows_can_be_imported() {
    let (_, text) = rejects(
        "contract,meeting_date,side,criterion,value,comment\n\
         C,2026-01-05,client,a,4,\n\
         C,2026-01-05,cleint,a,3,+ on time\n",
    );
    let (count, again) = rejects(&text.replace("cleint", "client"));
    assert_eq!((count, again.lines().count()), (0, 1));
    assert!(text.contains(",'+ on time,"), "{text}");
}

#[test]
fn problems_that_are_not_of_a_row_are_left_out() {
    let source = Source::bytes(b"a,b\n1,2\n3,4\n".to_vec());
    let problems = [
        Problem::whole("too old", "Send a newer one"),
        Problem::field("--set x", "1", "unknown", "Leave it out"),
        Problem::cell(3, "b", "4", "too large", "Use 3"),
    ];
    let mut out = Vec::new();
    let count = write_rejects(source, problems, &mut out).expect("memory takes all");
    let text = String::from_utf8(out).expect("text");
    assert_eq!((count, text.as_str()), (1, "a,b,error\r\n3,4,b: too large. Use 3\r\n"));
}

#[track_caller]
fn check(cell: &str, expected: &str) {
    assert_eq!(guarded(cell), expected);
}

#[test]
fn formulas_are_guarded_and_numbers_are_not() {
    check("=1+1", "'=1+1");
    check("@SUM(A1)", "'@SUM(A1)");
    check("+44 20", "'+44 20");
    check("-cmd", "'-cmd");
    check("-1,234.50", "-1,234.50");
    check("+5", "+5");
    check("a=1", "a=1");
    check("", "");
}
