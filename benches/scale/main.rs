//! The load and scale harness: the service at the size of its budgets, beside something known.
//!
//! `cargo bench --bench scale` measures what takes a few minutes;
//! `cargo bench --bench scale -- NAME…` measures one thing, see [`USAGE`].

mod data;

mod process;

mod table;

mod import;

mod rollups;

mod start;

mod http;

use anyhow::bail;
use std::path::PathBuf;

const USAGE: &str = "\
import [ROWS]             scores into SQLite, beside the bare .import of the sqlite3 shell
rollups                   sums of 250, 500 and 1,000 contracts of 520 weekly meetings
start                     start to first answer, and idle memory, of an empty database
http [CONTRACTS [WEEKS]]  a scorecard over HTTP, beside an empty handler with one key read
generate contracts COUNT FILE
generate scores ROWS FILE";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    words.retain(|word| word != "--bench");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            import::run(data::MILLION).await?;
            rollups::run().await?;
            start::run().await
        }
        ["import"] => import::run(data::MILLION).await,
        ["import", rows] => import::run(rows.parse()?).await,
        ["rollups"] => rollups::run().await,
        ["start"] => start::run().await,
        ["http"] => http::run(10_000, 125).await,
        ["http", contracts] => http::run(contracts.parse()?, 125).await,
        ["http", contracts, weeks] => http::run(contracts.parse()?, weeks.parse()?).await,
        ["generate", "contracts", count, file] => data::write_contracts(count.parse()?, file),
        ["generate", "scores", rows, file] => data::write_scores(rows.parse()?, file),
        ["child", rest @ ..] => child(rest).await,
        _ => bail!("nothing is called that; there is\n{USAGE}"),
    }
}

/// What the harness starts in a process of its own, so that its memory can be measured.
async fn child(words: &[&str]) -> anyhow::Result<()> {
    match words {
        ["import", database, file] => import::once(database, file).await,
        ["serve-one-key", database] => http::serve_one_key(database).await,
        _ => bail!("no such part of the harness"),
    }
}

/// A folder for what a measurement needs, empty.
fn folder(name: &str) -> anyhow::Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scale").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
