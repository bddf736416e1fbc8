//! Real and made-up messy files, each with what the reader makes of it.

use std::fs;
use std::path::{Path, PathBuf};

use scorecard::inbound::csv::{Layout, Refusal, Row, RowProblem, Source, rows, sniff};

/// A file read to its end.
struct Outcome {
    layout: Layout,
    rows: Vec<Vec<String>>,
    lines: Vec<u64>,
    problems: Vec<RowProblem>,
    blank: u64,
}

fn read(mut source: Source) -> Result<Outcome, Refusal> {
    let layout = sniff(&mut source)?;
    let mut stream = rows(source, &layout)?;
    let (mut rows, mut lines, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for row in stream.by_ref() {
        match row {
            Ok(row) => {
                lines.push(row.line());
                rows.push(cells(&row));
            }
            Err(problem) => problems.push(problem),
        }
    }
    Ok(Outcome { layout, rows, lines, problems, blank: stream.blank_rows() })
}

fn cells(row: &Row) -> Vec<String> {
    row.cells().map(str::to_owned).collect()
}

fn read_text(text: impl Into<Vec<u8>>) -> Outcome {
    read(Source::bytes(text.into())).unwrap()
}

fn refusal(bytes: impl Into<Vec<u8>>) -> String {
    read(Source::bytes(bytes.into())).err().expect("a refusal").to_string()
}

/// The folder of shared data, or a printed skip.
fn shared(folder: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let root = std::env::var_os("SCORECARD_SHARED_DATA").map_or(beside, PathBuf::from);
    let folder = root.join(folder);
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn dump() {
    for family in [
        "uk_gov_pollock/csv",
        "csv-spectrum/csvs",
        "csvlint-fixtures",
        "csvsniffer_dialects",
        "uk_spend",
    ] {
        let Some(folder) = shared(&format!("messy_csv/{family}")) else { return };
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            match read(Source::open(&file).unwrap()) {
                Err(e) => println!("{name}: REFUSED {e}"),
                Ok(o) => {
                    let l = &o.layout;
                    println!(
                        "{name}: {} {} {} bom={} mended={} {:?} pre={} {:?} hdr={} first={} rows={} blank={} problems={}",
                        l.encoding,
                        l.delimiter,
                        l.quote,
                        l.bom,
                        l.mended,
                        l.line_end,
                        l.preamble,
                        l.preamble_text,
                        l.header_rows,
                        l.first_data_line,
                        o.rows.len(),
                        o.blank,
                        o.problems.len()
                    );
                    println!("    {:?}", l.names().collect::<Vec<_>>());
                    println!(
                        "    {:?} lines {:?}",
                        o.rows.first(),
                        o.lines.iter().take(3).collect::<Vec<_>>()
                    );
                    for p in o.problems.iter().take(3) {
                        println!("    ! {p} [{}]", p.value);
                    }
                    let clean = file.parent().unwrap().join("../clean").join(&name);
                    if clean.exists() {
                        let mut c =
                            csv::ReaderBuilder::new().flexible(true).from_path(clean).unwrap();
                        let h: Vec<String> =
                            c.headers().unwrap().iter().map(|s| s.trim().to_owned()).collect();
                        println!("    header same: {}", h == l.names().collect::<Vec<_>>());
                        if h.len() != l.header.len() {
                            println!("   widths {} {}", h.len(), l.header.len());
                        }
                        for (a, b) in h.iter().zip(l.names()) {
                            if a != b {
                                println!("      H {a:?} / {b:?}");
                            }
                        }
                        let rs: Vec<Vec<String>> = c
                            .records()
                            .map(|r| r.unwrap().iter().map(str::to_owned).collect())
                            .collect();
                        println!("    rows same: {} {}", rs == o.rows, rs.len());
                        let mut n = 0;
                        for (a, b) in rs.iter().zip(&o.rows) {
                            if a != b && n < 3 {
                                n += 1;
                                println!("      R {a:?}\n        {b:?}");
                            }
                        }
                    }
                }
            }
        }
    }
}
