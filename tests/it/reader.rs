//! Real and made-up messy files, each with what the reader makes of it.

use crate::support::shared::shared;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use scorecard::inbound::csv::{
    Encoding, Field, Heading, Layout, Refusal, Row, RowProblem, Source, match_columns, rows, sniff,
};

/// A file read to its end.
struct Outcome {
    layout: Layout,
    rows: Vec<Vec<String>>,
    lines: Vec<u64>,
    problems: Vec<RowProblem>,
    blank: u64,
}

impl Outcome {
    fn names(&self) -> Vec<&str> {
        self.layout.names().collect()
    }

    fn said(&self) -> Vec<String> {
        self.problems.iter().map(ToString::to_string).collect()
    }
}

fn read(mut source: Source) -> Result<Outcome, Refusal> {
    let layout = sniff(&mut source)?;
    let mut stream = rows(source, &layout)?;
    let (mut rows, mut lines, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for row in stream.by_ref() {
        match row {
            Ok(row) => {
                lines.push(row.line());
                rows.push(row.cells().map(str::to_owned).collect());
            }
            Err(problem) => problems.push(problem),
        }
    }
    Ok(Outcome { layout, rows, lines, problems, blank: stream.blank_rows() })
}

fn read_text(text: impl Into<Vec<u8>>) -> Outcome {
    read(Source::bytes(text.into())).unwrap()
}

fn read_file(file: &Path) -> Outcome {
    read(Source::open(file).unwrap()).unwrap_or_else(|refusal| panic!("{file:?}: {refusal}"))
}

/// The folder of messy files, or a printed skip.
fn messy(family: &str) -> Option<PathBuf> {
    shared(&format!("messy_csv/{family}"))
}

fn names_in(folder: &Path, ending: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let names = files.map(|name| name.into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names
}

/// File, then lines of preamble, header rows, rows, blank rows, problems.
///
/// The answers beside the files agree on every row. One deliberate difference is
/// hidden in `epcs…`: its preamble is five physical lines, of which the last two
/// are one quoted cell, where its parameters count four records.
const POLLOCK: [(&str, [usize; 5]); 20] = [
    ("10.January_2019.csv", [0, 1, 53, 0, 0]),
    ("2004-2016.csv", [0, 1, 965, 0, 0]),
    ("20170320-ePC_Data-Travel-Stationery.csv", [2, 1, 10, 2, 1]),
    ("April-2011-for-publication.csv", [0, 1, 1452, 0, 0]),
    ("Feb-2016.csv", [0, 1, 23, 2, 0]),
    ("GPC_DCLG_December_2015_for_Publication.csv", [0, 1, 8, 0, 0]),
    ("HMRC_spending_over_25000_for_September_2018.csv", [0, 1, 406, 0, 0]),
    ("Note_4_Staff_costs_-_Average_number_of_persons_employed_13-14.csv", [0, 5, 14, 1, 0]),
    ("Oct_2013.csv", [0, 1, 326, 0, 0]),
    ("Sustainability_-_Water_consumption_P_56.csv", [0, 2, 1, 0, 0]),
    ("Wakefield Council Procurement Card Transactions 2018-19 Q2.csv", [2, 1, 299, 0, 0]),
    ("Wine_Cellar_Consumption_dataset_14-15.csv", [0, 1, 223, 0, 0]),
    ("dwp-cmg-spend-1214.csv", [0, 1, 8, 0, 0]),
    ("epcs-dwp-cmg-spend-july-2017.csv", [5, 1, 5, 93, 0]),
    ("june_2015(1).csv", [2, 1, 149, 0, 0]),
    ("moj-aramis-data-march-11.csv", [0, 1, 871, 0, 0]),
    ("nati-clin-audi-bowe-canc-2017-tran-main-fiel-list.csv", [2, 1, 54, 1, 0]),
    ("over25k-transparency.csv", [0, 1, 188, 0, 0]),
    ("public-toilet-borough-grid.csv", [0, 1, 34, 0, 0]),
    ("workforce-management-information-dft_201706.csv", [0, 3, 10, 36, 0]),
];

/// Headings where we keep what the file says and the answer does not: it drops a
/// comma in two, and one group name that it keeps over every other such column.
const OUR_HEADINGS: [(&str, &str); 3] = [
    (
        "Payroll staff Other, unknown or unspecified Headcount",
        "Payroll staff Other, unknown, or unspecified Headcount",
    ),
    (
        "Payroll staff Other, unknown or unspecified Full-time \nequivalent",
        "Payroll staff Other, unknown, or unspecified Full-time \nequivalent",
    ),
    (
        "Number of non-payroll staff (contingent labour and consultants/consultancy) Full-time \
         \nequivalent",
        "Number of non-payroll staff (contingent labour and consultants/consultancy) Agency staff \
         \n(clerical/admin) Full-time \nequivalent",
    ),
];

#[test]
fn twenty_published_uk_files_yield_the_rows_of_their_clean_answers() {
    let Some(folder) = messy("uk_gov_pollock") else { return };
    assert_eq!(names_in(&folder.join("csv"), ".csv").len(), POLLOCK.len());
    for (name, counts) in POLLOCK {
        let read = read_file(&folder.join("csv").join(name));
        let (header, rows) = answer(&folder.join("clean").join(name));
        assert_eq!(read.rows, rows, "{name}");
        assert_eq!(read.names(), header, "{name}");
        let seen = [
            usize::try_from(read.layout.preamble).unwrap(),
            usize::try_from(read.layout.header_rows).unwrap(),
            read.rows.len(),
            usize::try_from(read.blank).unwrap(),
            read.problems.len(),
        ];
        assert_eq!(seen, counts, "{name}");
    }
}

fn answer(file: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).unwrap();
    let header = reader.headers().unwrap().iter().map(|name| {
        let ours = OUR_HEADINGS.iter().find(|(theirs, _)| *theirs == name);
        ours.map_or(name, |(_, ours)| ours).trim().to_owned()
    });
    let header = header.collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

#[test]
fn a_second_table_under_the_same_header_goes_on_and_the_repeat_is_reported() {
    let Some(folder) = messy("uk_gov_pollock/csv") else { return };
    let read = read_file(&folder.join("20170320-ePC_Data-Travel-Stationery.csv"));
    let said = "Line 14: The header row is repeated here. Remove it and any title above it";
    assert_eq!(read.said(), [said]);
    assert_eq!(read.problems[0].value, "Row Labels, Sum of Transaction - Billing Amount");
}

#[test]
fn csv_spectrum_files_yield_their_json() {
    let Some(folder) = messy("csv-spectrum") else { return };
    let names = names_in(&folder.join("csvs"), ".csv");
    assert_eq!(names.len(), 12);
    for name in names {
        let read = read_file(&folder.join("csvs").join(&name));
        let json = folder.join("json").join(name.replace(".csv", ".json"));
        let json = fs::read_to_string(json).unwrap().replace("\\r\\n", "\\n");
        let mut json: serde_json::Value = serde_json::from_str(&json).unwrap();
        if name == "location_coordinates.csv" {
            // The answer is one object and has another telephone number than its file.
            json["Contact Phone Number"] = "2095257564".into();
            json = serde_json::Value::Array(vec![json]);
        }
        assert_eq!(objects(&read), json, "{name}");
        assert!(read.problems.is_empty(), "{name}");
    }
}

fn objects(read: &Outcome) -> serde_json::Value {
    let object = |row: &Vec<String>| -> serde_json::Value {
        let cells = row.iter().map(|cell| serde_json::Value::from(cell.as_str()));
        let names = read.names().into_iter().map(str::to_owned);
        serde_json::Value::Object(names.zip(cells).collect())
    };
    read.rows.iter().map(object).collect()
}

/// File, then header, lines of the rows, and what is said of other rows.
type Csvlint = (&'static str, &'static str, &'static [u64], &'static [&'static str]);

const CSVLINT: [Csvlint; 12] = [
    ("cr-line-endings.csv", "Foo Bar Baz", &[2, 3], &[]),
    ("crlf-line-endings.csv", "Foo Bsr Baz", &[2, 3], &[]),
    ("inconsistent-line-endings-unquoted.csv", "Foo Bsr Baz", &[2, 3], &[]),
    ("inconsistent-line-endings.csv", "Foo Bsr Baz", &[2, 3], &[]),
    (
        "invalid-byte-sequence.csv",
        "Data Dependencia Origem Histórico Data do Balancete Número do documento Valor ",
        &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
        &[],
    ),
    (
        "invalid_many_rows.csv",
        "Foo Bar Baz",
        &[2, 3, 5, 6, 7, 9, 10, 12],
        &[
            "Line 4, column 3 (Baz): There is text after a closing quotation mark. Write a quotation \
           mark inside a cell twice",
        ],
    ),
    ("lf-line-endings.csv", "Foo Bsr Baz", &[2, 3], &[]),
    ("title-row.csv", "Foo Bsr Baz", &[3, 4], &[]),
    ("valid.csv", "Foo Bar Baz", &[2, 3], &[]),
    ("valid_many_rows.csv", "Foo Bar Baz", &[2, 3, 4, 5, 6, 7], &[]),
    ("white space in filename.csv", "Foo Bar Baz", &[2, 3], &[]),
    ("windows-line-endings.csv", "a b c", &[2], &[]),
];

#[test]
fn csvlint_fixtures_are_read_and_the_broken_row_is_named() {
    let Some(folder) = messy("csvlint-fixtures") else { return };
    assert_eq!(names_in(&folder, ".csv").len(), CSVLINT.len());
    for (name, header, lines, said) in CSVLINT {
        let read = read_file(&folder.join(name));
        assert_eq!(read.names().join(" "), header, "{name}");
        assert_eq!(read.lines, lines, "{name}");
        assert_eq!(read.said(), said, "{name}");
    }
}

/// File, encoding, delimiter, quote; then columns, header rows, rows.
type Dialects = (&'static str, &'static str, [usize; 3]);

/// Each agrees with the annotations, except that they call the Latin-1 file ASCII.
/// A file whose first record holds values where others have them has no header.
const DIALECTS: [Dialects; 15] = [
    ("File with multi-line field.csv", "UTF-8 semicolon double", [3, 1, 0]),
    ("Json data type - [clevercsv issue #37].csv", "UTF-8 comma double", [3, 0, 8]),
    (
        "Line feed character is more frequent than the car return-line feed combination.csv",
        "UTF-8 semicolon double",
        [4, 1, 3],
    ),
    ("Mixed comma and colon - [clevercsv issue #35].csv", "UTF-8 comma double", [3, 0, 22]),
    ("Mixed comma and semicolon-B.csv", "UTF-8 semicolon double", [3, 1, 4]),
    ("Mixed comma and semicolon.csv", "windows-1252 semicolon single", [3, 0, 2]),
    ("Multiple commas in fields.csv", "UTF-8 semicolon double", [2, 1, 5]),
    ("Optional quoted fields.csv", "UTF-8 comma double", [3, 1, 0]),
    ("Pipe character is more frequent than the comma.csv", "UTF-8 comma double", [18, 0, 1]),
    (
        "Pipe character is more frequent than the semicolon.csv",
        "UTF-8 semicolon double",
        [18, 0, 1],
    ),
    ("Short pipe separated table embedded.csv", "UTF-8 comma double", [7, 1, 1]),
    ("Table embedded in the last record.csv", "UTF-8 comma double", [2, 1, 3]),
    ("Table embedded in the second record.csv", "UTF-8 comma double", [2, 1, 3]),
    ("Undefined field delimiter.csv", "UTF-8 comma double", [1, 1, 4]),
    ("movies-condensed.csv", "UTF-8 tab double", [8, 1, 20]),
];

#[test]
fn nasty_dialects_are_sniffed_as_annotated() {
    let Some(folder) = messy("csvsniffer_dialects") else { return };
    assert_eq!(names_in(&folder, ".csv").len(), DIALECTS.len());
    for (name, dialect, counts) in DIALECTS {
        let read = read_file(&folder.join(name));
        let layout = &read.layout;
        let seen = format!("{} {} {}", layout.encoding, layout.delimiter, layout.quote);
        assert_eq!(seen, dialect, "{name}");
        let header_rows = usize::try_from(layout.header_rows).unwrap();
        assert_eq!([layout.header.len(), header_rows, read.rows.len()], counts, "{name}");
        assert!(read.problems.is_empty(), "{name}: {:?}", read.said());
    }
}

/// File, encoding, columns, rows, and text that shows the decoding. No reading of
/// the byte AB in `harrogate…` is right: its author meant an apostrophe.
const SPEND: [(&str, &str, [usize; 2], &str); 5] = [
    ("bradford_2018-08_excerpt_cp1252.csv", "windows-1252", [9, 89], "’"),
    ("cabinetoffice_2019-07.csv", "windows-1252", [8, 223], "\u{A0}"),
    ("gateshead_2017-08_excerpt_bom.csv", "UTF-8", [9, 79], "Strgrpcc(T)"),
    ("harrogate_2017-01_excerpt_8bit.csv", "windows-1252", [11, 94], "«"),
    ("leeds_raw_2013-09_excerpt_cp1252_crlf.csv", "windows-1252", [12, 80], "å"),
];

#[test]
fn council_and_department_spending_is_read_whole() {
    let Some(folder) = messy("uk_spend") else { return };
    assert_eq!(names_in(&folder, ".csv").len(), SPEND.len());
    for (name, encoding, counts, shows) in SPEND {
        let read = read_file(&folder.join(name));
        assert_eq!(read.layout.encoding.to_string(), encoding, "{name}");
        assert_eq!([read.layout.header.len(), read.rows.len()], counts, "{name}");
        let text = read.rows.concat().concat() + read.names()[0];
        assert!(text.contains(shows) && !text.contains('\u{FEFF}'), "{name}");
        assert!(read.problems.is_empty(), "{name}: {:?}", read.said());
    }
}

#[track_caller]
fn check(text: impl Into<Vec<u8>>, expected: &str) {
    let read = read_text(text);
    let joined = |cells: &[String]| cells.join("|");
    let header: Vec<String> = read.layout.names().map(str::to_owned).collect();
    let lines: Vec<String> = std::iter::once(joined(&header))
        .chain(
            read.rows.iter().zip(&read.lines).map(|(row, line)| format!("{line}: {}", joined(row))),
        )
        .chain(read.said())
        .collect();
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn lines_may_end_in_any_way_and_are_counted_as_an_editor_does() {
    for end in ["\n", "\r", "\r\n"] {
        check(["a,b", "1,2", "", "3,4"].join(end), "a|b\n2: 1|2\n4: 3|4");
        let quoted = ["a,b", "1,\"x", "y\"", "3,4"].join(end);
        check(quoted, &format!("a|b\n2: 1|x{end}y\n4: 3|4"));
    }
    check("a,b\r\n1,2\n3,4\r5,6", "a|b\n2: 1|2\n3: 3|4\n4: 5|6");
}

#[test]
fn the_same_table_is_read_in_every_encoding() {
    let text = "name,note\n£5,Zoë’s\n";
    let expected = "name|note\n2: £5|Zoë’s";
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for (mark, bytes) in [
        (&b""[..], text.as_bytes()),
        (b"\xEF\xBB\xBF", text.as_bytes()),
        (b"\xEF\xBB\xBF\xEF\xBB\xBF", text.as_bytes()),
        (b"\xC3\xAF\xC2\xBB\xC2\xBF", text.as_bytes()),
        (b"\xFF\xFE", &little),
        (b"\xFE\xFF", &big),
        (b"", &little),
        (b"", &big),
        (b"", b"name,note\n\xA35,Zo\xEB\x92s\n"),
        // Windows punctuation that became control characters on the way to UTF-8.
        (b"", "name,note\n£5,Zoë\u{92}s\n".as_bytes()),
    ] {
        check([mark, bytes].concat(), expected);
    }
}

#[test]
fn one_stray_byte_does_not_spoil_a_file_of_utf_8() {
    let mut bytes = "name\nZoë\nRenée\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"Caf\xE9\n");
    assert_eq!(read_text(bytes.clone()).layout.encoding, Encoding::Utf8WithStrayBytes);
    check(bytes, "name\n2: Zoë\n3: Renée\n4: Café");
}

#[test]
fn characters_that_straddle_two_blocks_of_the_file_stay_whole() {
    for (filler, stray) in [("x", &b""[..]), ("x", b"\xE9"), ("\u{92}", b"")] {
        for shift in 0..4 {
            let cell = format!("{}{}", "y".repeat(shift), format!("é{filler}").repeat(40_000));
            let bytes = [b"a\n", cell.as_bytes(), stray, b"\n"].concat();
            let read = read_text(bytes);
            let mended = cell.replace('\u{92}', "’") + if stray.is_empty() { "" } else { "é" };
            assert!(read.rows == [[mended]], "{filler:?} {shift}");
        }
    }
}

#[test]
fn titles_notes_and_several_header_rows_are_told_apart() {
    check(
        "Weightings 2026,,\n,,\nref,criterion,weight\nA,Price,40\n",
        "ref|criterion|weight\n4: A|Price|40",
    );
    check(
        "Weightings for 2026\nref,criterion,weight\nA,Price,40\n",
        "ref|criterion|weight\n3: A|Price|40",
    );
    let notes =
        "Department,DfT,,\nMonth,June 2026,,\n,,,\nref,criterion,kind,weight\nA,Price,x,40\n";
    check(notes, "ref|criterion|kind|weight\n5: A|Price|x|40");
    let close =
        "Department,DfT\nMonth,June\nref,criterion,kind,weight\nA,Price,x,40\nB,Price,x,60\n";
    check(close, "ref|criterion|kind|weight\n4: A|Price|x|40\n5: B|Price|x|60");
    let groups = "supplier,Quality,,Price,\n,score,rank,bid,rank\nAcme,4,1,100,2\n";
    check(groups, "supplier|Quality score|Quality rank|Price bid|Price rank\n3: Acme|4|1|100|2");
    check(",2019,2020\nTotal,1,2\n", "|2019|2020\n2: Total|1|2");
    check("a,b,c\n,x,y\n", "a|b|c\n2: |x|y");
    check("1,2.5\n2,3.5\n", "column 1|column 2\n1: 1|2.5\n2: 2|3.5");
}

#[test]
fn delimiters_and_quotes_are_sniffed() {
    for delimiter in [",", ";", "\t", "|", "^", ":"] {
        let text = format!("name{delimiter}note\nx{delimiter}\"a{delimiter}b\"\ny{delimiter}c\n");
        check(text, &format!("name|note\n2: x|a{delimiter}b\n3: y|c"));
    }
    check("name;price\nx;1,50\ny;2,50\n", "name|price\n2: x|1,50\n3: y|2,50");
    check("name,time\nx,10:30\ny,11:45\n", "name|time\n2: x|10:30\n3: y|11:45");
    check("'name','note'\n'a','b, c'\n'it''s','d'\n", "name|note\n2: a|b, c\n3: it's|d");
    check("name,note\n'=1+1,x\n'-5,y\n", "name|note\n2: '=1+1|x\n3: '-5|y");
    check("name,size\nO'Brien,5\" pipe\n", "name|size\n2: O'Brien|5\" pipe");
}

#[test]
fn a_row_that_does_not_fit_is_a_problem_with_what_to_do_and_the_rest_is_read() {
    check(
        "a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\na,b,c\nSource: ONS\n\n7,8,9\n",
        "a|b|c\n2: 1|2|3\n5: 1|2|3\n9: 7|8|9\n\
         Line 3, column 3 (c): The row has 2 cells but the header has 3. Add the missing cells, \
         left empty if there is nothing to say, or remove the row if it is a note\n\
         Line 4, column 4 (past the header): The row has 4 cells but the header has 3. Put \
         quotation marks around any cell that holds the delimiter, or remove the extra cells\n\
         Line 6: The header row is repeated here. Remove it and any title above it\n\
         Line 7, column 2 (b): The row has 1 cells but the header has 3. Add the missing cells, \
         left empty if there is nothing to say, or remove the row if it is a note",
    );
}

#[test]
fn the_header_is_known_again_whatever_its_capitals_and_space() {
    let read = read_text("Name,Note\nx,y\n NAME , note\nz,w\n");
    assert_eq!((read.rows.len(), read.problems[0].line), (2, 3));
}

#[test]
fn a_quotation_mark_left_open_is_traced_to_its_line() {
    check(
        "a,b\n1,2\n3,\"four\n5,6\n7,8\n",
        "a|b\n2: 1|2\n\
         Line 3, column 2 (b): The quotation mark that opens on line 3 is never closed. Add the \
         closing quotation mark or remove the opening one; nothing after it was read",
    );
    let endless = format!("a,b\n1,2\n3,\"four\n{}", "5,6\n".repeat(600_000));
    let read = read_text(endless);
    assert_eq!((read.rows.len(), read.problems.len()), (1, 1));
    assert!(read.said()[0].contains("opens on line 3"));
    assert_eq!(read.problems[0].value.len(), 80);
}

#[test]
fn the_word_missing_is_an_empty_cell_in_a_column_of_numbers_only() {
    check("a,b\nx,1\nmissing,missing\ny,2\n", "a|b\n2: x|1\n3: missing|\n4: y|2");
}

#[test]
fn what_is_not_a_table_is_refused_with_what_to_do() {
    let kinds: [(&[u8], &str); 9] = [
        (b"PK\x03\x04\x14\0\x06\0", "a ZIP or spreadsheet file"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel or Word file"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"\x89PNG\r\n\x1A\n", "a picture"),
        (b"\x1F\x8B\x08", "a compressed (gzip) file"),
        (b"\n<!DOCTYPE html>\n<html>", "a web page"),
        (b"[\r\n {\"a\": 1}]", "a JSON file"),
        (b"{\"a\": 1}", "a JSON file"),
        (b"\x01\x02\x03\x04\x05", "a binary file"),
    ];
    for (bytes, kind) in kinds {
        let expected = format!(
            "The file is {kind}, not a CSV file. Open it in the program it came from, choose \
             \"Save as\" and then \"CSV UTF-8\", and upload that file"
        );
        assert_eq!(refusal(bytes), expected);
    }
    let empty = "The file is empty. Upload a file with a header row and at least one row under it";
    for blank in ["", "\n\n", " \r\n ,,\n", "\u{FEFF}"] {
        assert_eq!(refusal(blank), empty, "{blank:?}");
    }
    assert!(
        refusal("\"never closed\n1,2\n").starts_with("The quotation mark that opens on line 1")
    );
    assert!(Source::open("no such file").is_err());
}

fn refusal(bytes: impl Into<Vec<u8>>) -> String {
    let bytes = bytes.into();
    let refused = read(Source::bytes(bytes)).err();
    refused.map_or("read".to_owned(), |refusal| refusal.to_string())
}

#[test]
fn a_zero_byte_and_an_endless_line_are_named_by_line() {
    let nul = refusal(b"a,b\r\n1,2\r\n3,\x004\r\n".to_vec());
    assert!(nul.starts_with("Line 3 has a zero byte (NUL) at character 3."), "{nul}");
    let single = refusal(vec![b'x'; 40 << 20]);
    assert!(single.starts_with("Line 1 is longer than 1048576 bytes."), "{single}");
    let wide = refusal(vec![b','; 500_000]);
    assert!(wide.starts_with("Line 1 has 500001 columns, more than the 16384"), "{wide}");
    let later = refusal([b"a,b\n1,2\n".to_vec(), vec![b','; 2 << 20]].concat());
    assert!(later.starts_with("Line 3 is longer than 1048576 bytes."), "{later}");
}

const FIELDS: [Field; 4] = [
    Field { name: "contract", required: true, synonyms: &["contract ref", "reference"] },
    Field { name: "meeting_date", required: true, synonyms: &["date"] },
    Field { name: "value", required: true, synonyms: &["score", "amount (£)"] },
    Field { name: "comment", required: false, synonyms: &["notes"] },
];

#[track_caller]
fn check_columns(header: &str, maps: &[(&str, &str)], expected: &str) {
    let header: Vec<Heading> = header.split('|').map(Heading::from).collect();
    let maps: Vec<(String, String)> =
        maps.iter().map(|(field, heading)| ((*field).to_owned(), (*heading).to_owned())).collect();
    let found = match match_columns(&header, &FIELDS, &maps) {
        Ok(columns) => {
            let found = columns.found().iter().map(|(name, column)| format!("{name}={column}"));
            format!("{} ignoring {:?}", found.collect::<Vec<_>>().join(" "), columns.ignored())
        }
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    };
    assert_eq!(found, expected);
}

#[test]
fn headings_are_found_whatever_their_spelling() {
    check_columns(
        "Contract Ref.|Meeting Date|VALUE|x|",
        &[],
        r#"contract=0 meeting_date=1 value=2 ignoring ["x"]"#,
    );
    check_columns(
        "Reference|meeting-date|Amount (£)|Notes",
        &[],
        "contract=0 meeting_date=1 value=2 comment=3 ignoring []",
    );
    check_columns(
        "contract|meeting_date|value|Score|Date",
        &[],
        r#"contract=0 meeting_date=1 value=2 ignoring ["Score", "Date"]"#,
    );
    check_columns(
        "Deal|Meeting date|Score|comment",
        &[("Contract", "deal"), ("comment", "comment")],
        "contract=0 meeting_date=1 value=2 comment=3 ignoring []",
    );
}

#[test]
fn every_problem_of_a_header_is_told_at_once() {
    check_columns(
        "Deal|Score|SCORE|x",
        &[("oops", "x"), ("comment", "y")],
        "oops is not a field of this import. Use one of contract, meeting_date, value, comment\n\
         There is no contract column. The file has \"Deal\", \"Score\", \"SCORE\", \"x\"\n\
         There is no meeting_date column. The file has \"Deal\", \"Score\", \"SCORE\", \"x\"\n\
         value is in more than one column: 2 (\"Score\"), 3 (\"SCORE\"). Remove all but one\n\
         The heading \"y\" is not in the file. The file has \"Deal\", \"Score\", \"SCORE\", \"x\"",
    );
}

#[test]
fn two_headings_spelt_alike_are_told_apart_by_an_exact_map() {
    check_columns(
        "contract|meeting_date|Score|SCORE",
        &[("value", "SCORE")],
        r#"contract=0 meeting_date=1 value=3 ignoring ["Score"]"#,
    );
}

#[test]
fn a_heading_under_a_title_is_found_by_its_lowest_part() {
    let read = read_text("Contract scores,,\ncontract,meeting date,value\nA,2026-07-05,4\n");
    let columns = match_columns(&read.layout.header, &FIELDS, &[]).unwrap();
    assert_eq!(columns.get("contract"), Some(0));
    assert_eq!(columns.get("comment"), None);
}

#[test]
fn a_row_is_read_into_the_memory_of_the_one_before() {
    let mut source = Source::bytes(b"a,b\nlong text here,2\nx,\n".to_vec());
    let layout = sniff(&mut source).unwrap();
    let mut stream = rows(source, &layout).unwrap();
    let mut row = Row::default();
    assert!(stream.read_into(&mut row).unwrap());
    assert_eq!((row.get(0), row.get(1), row.get(2)), (Some("long text here"), Some("2"), None));
    assert!(stream.read_into(&mut row).unwrap());
    assert_eq!((row.len(), row.trimmed(0), row.trimmed(1), row.trimmed(9)), (2, "x", "", ""));
    assert!(!stream.read_into(&mut row).unwrap());
    assert_eq!(stream.bytes_read(), 24);
}

#[test]
fn a_rejected_row_can_be_handed_back_as_it_was() {
    let mut source = Source::bytes(b"a,b\n1,2,3\n4,5\n".to_vec());
    let layout = sniff(&mut source).unwrap();
    let mut stream = rows(source, &layout).unwrap();
    let mut row = Row::default();
    assert!(stream.read_into(&mut row).is_err());
    assert_eq!((row.line(), row.cells().collect::<Vec<_>>()), (2, vec!["1", "2", "3"]));
    assert!(stream.read_into(&mut row).unwrap());
    assert_eq!(row.cells().collect::<Vec<_>>(), ["4", "5"]);
}

/// Bytes that often matter to a reader.
fn telling_bytes() -> impl Strategy<Value = Vec<u8>> {
    let telling = b"\"\"'',,;;\t|^:\r\n\n\r\xEF\xBB\xBF\xC2\x92\xFF\xFEab1 2\0".to_vec();
    proptest::collection::vec(proptest::sample::select(telling), 0..200)
}

proptest! {
    #[test]
    fn any_bytes_are_rows_or_a_named_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        prop_assert!(!outcome(bytes).is_empty());
    }

    #[test]
    fn telling_bytes_are_rows_or_a_named_refusal(bytes in telling_bytes()) {
        prop_assert!(!outcome(bytes).is_empty());
    }

    #[test]
    fn any_text_is_rows_or_a_named_refusal(text in "(?s).{0,200}") {
        prop_assert!(!outcome(text.into_bytes()).is_empty());
    }

    #[test]
    fn a_written_table_reads_back_the_same(
        delimiter in proptest::sample::select(b",;\t|^:".to_vec()),
        crlf: bool,
        cells in proptest::collection::vec(proptest::array::uniform3("[a-zé£ ,;:|^'\"\n\t]{0,8}z"), 3..20),
    ) {
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(end)
            .quote_style(csv::QuoteStyle::Always)
            .from_writer(Vec::new());
        writer.write_record(["first", "second", "third"]).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let read = read_text(writer.into_inner().unwrap());
        prop_assert_eq!(char::from(delimiter), read.layout.delimiter.character());
        prop_assert!(read.problems.is_empty());
        prop_assert_eq!(read.rows, cells.into_iter().map(Vec::from).collect::<Vec<_>>());
    }
}

/// All that is said of the bytes; every row as wide as the header.
fn outcome(bytes: Vec<u8>) -> String {
    match read(Source::bytes(bytes)) {
        Err(refusal) => refusal.to_string(),
        Ok(read) => {
            let width = read.layout.header.len();
            assert!(read.rows.iter().all(|row| row.len() == width));
            format!("{width} columns, {:?}", read.said())
        }
    }
}
