//! Spreadsheets read back by another library: the layout, and what became of every value.

use super::*;
use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;

type Bytes = Cursor<Vec<u8>>;

fn column(heading: &str, decimals: Option<u8>) -> Column {
    Column { heading: heading.to_owned(), width: 14, decimals }
}

fn book() -> Book {
    let note = |mark: &str, text: &str| Note { mark: mark.to_owned(), text: text.to_owned() };
    Book {
        title: "Visits to the library".to_owned(),
        cover: vec!["Visits by day.".to_owned()],
        source: "Source: the counter at the door.".to_owned(),
        blanks: "An empty cell means that nobody counted.".to_owned(),
        notes: vec![note("[x]", "Not counted."), note("[z]", "The library was closed.")],
        made_at: NaiveDate::from_ymd_opt(2026, 6, 30)
            .and_then(|day| day.and_hms_opt(12, 0, 0))
            .unwrap_or_default(),
        sheet: "Visits".to_owned(),
        columns: vec![
            column("Remark", None),
            column("Visits (thousands)", Some(2)),
            column("Day", None),
        ],
    }
}

fn written(form: BookForm, rows: Vec<Vec<Value>>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = BookWriter::new(form, book(), &mut bytes);
    let ended = rows.into_iter().try_for_each(|row| writer.row(row)).and_then(|()| writer.finish());
    assert!(ended.is_ok(), "{ended:?}");
    bytes.into_inner()
}

fn read(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
    let opened = open_workbook_auto_from_rs(Cursor::new(bytes));
    let range = opened.map(|mut sheets: Sheets<Bytes>| sheets.worksheet_range(sheet));
    match range {
        Ok(Ok(range)) => range.rows().map(<[Data]>::to_vec).collect(),
        Ok(Err(error)) => panic!("{sheet}: {error}"),
        Err(error) => panic!("{error}"),
    }
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn number(digits: &str) -> Value {
    Decimal::from_str_exact(digits).map_or(Value::Empty, Value::Number)
}

const FORMS: [BookForm; 2] = [BookForm::Ods, BookForm::Xlsx];

/// The first cells of the sheet, as text.
fn column_a(bytes: &[u8], sheet: &str) -> Vec<String> {
    let first = |row: Vec<Data>| row.first().map(ToString::to_string).unwrap_or_default();
    read(bytes.to_vec(), sheet).into_iter().map(first).collect()
}

#[test]
fn a_workbook_is_a_cover_then_notes_then_the_table() {
    for form in FORMS {
        let bytes = written(form, vec![vec![text("Rain"), number("1.5"), Value::Empty]]);
        let names = open_workbook_auto_from_rs(Cursor::new(bytes.clone()))
            .map(|sheets: Sheets<Bytes>| sheets.sheet_names())
            .unwrap_or_default();
        assert_eq!(names, ["Cover", "Notes", "Visits"], "{form:?}");
        assert_eq!(
            column_a(&bytes, "Cover"),
            [
                "Visits to the library",
                "Visits by day.",
                "Source: the counter at the door.",
                "Made on 30 June 2026 at 12:00 UTC.",
                "This workbook has three worksheets: Cover, Notes and Visits. The last one has the data.",
            ],
            "{form:?}"
        );
        assert_eq!(
            column_a(&bytes, "Notes"),
            ["Notes", "This worksheet contains one table.", "Mark or rule", "[x]", "[z]"]
        );
        assert_eq!(
            column_a(&bytes, "Visits"),
            [
                "Visits to the library",
                "This worksheet contains one table.",
                "Marks in square brackets are explained in the worksheet Notes.",
                "An empty cell means that nobody counted.",
                "Source: the counter at the door.",
                "Remark",
                "Rain",
            ],
            "{form:?}"
        );
    }
}

/// What became of one value in the first column.
#[track_caller]
fn check(value: &Value, expected: &Data) {
    for form in FORMS {
        let rows =
            read(written(form, vec![vec![value.clone(), number("1"), text("end")]]), "Visits");
        assert_eq!(rows.last().and_then(|row| row.first()), Some(expected), "{form:?}");
    }
}

#[test]
fn text_stays_text_whatever_it_looks_like() {
    for words in [
        "=1+1",
        "+44 20",
        "-1",
        "@sum",
        "007",
        "2026-01-02",
        "1e5",
        "TRUE",
        "a  b",
        " a ",
        "a\tb",
        "one\ntwo\n\nthree",
        "<b>&amp;\"'",
        "_x0041_",
        "é 🙂",
    ] {
        check(&text(words), &Data::String(words.to_owned()));
    }
}

#[test]
fn numbers_come_back_as_the_digits_they_were() {
    for (digits, expected) in
        [("66.67", 66.67), ("0.1", 0.1), ("-0.3", -0.3), ("55.357142857143", 55.357_142_857_143)]
    {
        check(&number(digits), &Data::Float(expected));
    }
    check(&number("1234567890123.4567"), &Data::String("1234567890123.4567".to_owned()));
}

#[test]
fn days_come_back_as_days() {
    for form in FORMS {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29);
        let row = vec![text("Leap"), number("1"), day.map_or(Value::Empty, Value::Day)];
        let rows = read(written(form, vec![row]), "Visits");
        let back = rows.last().and_then(|row| row.get(2)).and_then(calamine::DataType::as_date);
        assert_eq!((back, day.is_some()), (day, true), "{form:?}");
    }
}

#[test]
fn the_same_data_gives_the_same_xlsx_bytes_and_the_same_ods_cells() {
    let rows = || vec![vec![text("a"), number("1"), Value::Empty]; 30];
    assert_eq!(written(BookForm::Xlsx, rows()), written(BookForm::Xlsx, rows()));
    let ods = || read(written(BookForm::Ods, rows()), "Visits");
    assert_eq!(ods(), ods());
}

#[test]
fn a_table_without_rows_is_a_header() {
    for form in FORMS {
        let rows = read(written(form, vec![]), "Visits");
        let last: Vec<String> =
            rows.last().into_iter().flatten().map(ToString::to_string).collect();
        assert_eq!(last, ["Remark", "Visits (thousands)", "Day"], "{form:?}");
    }
}

#[test]
fn a_long_table_is_whole_in_xlsx_and_refused_for_ods() {
    let row = || vec![Value::Empty, number("1"), Value::Empty];
    let rows = vec![row(); HELD + 2];
    assert_eq!(read(written(BookForm::Xlsx, rows), "Visits").len(), 6 + HELD + 2);
    let mut writer = BookWriter::new(BookForm::Ods, book(), Cursor::new(Vec::new()));
    let refused = (0..=HELD).find_map(|_| writer.row(row()).err());
    assert!(matches!(refused, Some(BookError::TooLong { most: HELD })), "{refused:?}");
}
