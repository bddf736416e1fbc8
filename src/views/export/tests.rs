//! What the bytes of an exported file are.

use super::*;

const TABLE: Table = Table {
    title: "Rows",
    about: "Each row is a row.",
    columns: &[Column::new("title", 10), Column::new("value", 10)],
};

#[track_caller]
fn check(format: Format, rows: Vec<Vec<Cell>>, expected: &str) {
    let mut bytes = io::Cursor::new(Vec::new());
    let from = Provenance { made_at: DateTime::UNIX_EPOCH, contract: None };
    let written = Export::new(format, &TABLE, &from, &mut bytes).and_then(|mut export| {
        rows.into_iter().try_for_each(|row| export.row(row))?;
        export.finish()
    });
    assert!(written.is_ok(), "{written:?}");
    assert_eq!(String::from_utf8_lossy(bytes.get_ref()), expected);
}

#[test]
fn a_csv_file_quotes_what_must_be_quoted_and_ends_lines_by_the_standard() {
    let row = vec![Cell::free("Roads, \"urgent\""), Cell::Number((-4).into())];
    check(Format::Csv, vec![row], "title,value\r\n\"Roads, \"\"urgent\"\"\",-4\r\n");
    check(Format::Csv, vec![], "title,value\r\n");
}

#[test]
fn text_a_spreadsheet_would_run_is_marked_as_text_and_numbers_are_not() {
    for text in ["=1+1", "+44 20", "-", "@sum", "\tx"] {
        assert_eq!(Cell::free(text).csv(), format!("'{text}"));
    }
    assert_eq!(Cell::free("'=1").csv(), "''=1");
    assert_eq!(Cell::free("it's").csv(), "it's");
    assert_eq!(Cell::Number((-4).into()).csv(), "-4");
}

#[test]
fn a_json_file_is_an_array_of_objects_and_a_missing_value_is_null() {
    let row = || vec![Cell::free("=1"), Cell::Empty];
    let expected = "[\n{\"title\":\"=1\",\"value\":null},\n{\"title\":\"=1\",\"value\":null}\n]\n";
    check(Format::Json, vec![row(), row()], expected);
    check(Format::Json, vec![], "[]\n");
}
