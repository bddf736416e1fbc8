//! An import of scores, beside the bare `.import` of the `sqlite3` shell of the same file.

use crate::data::{Extent, write_contracts, write_scores};
use crate::process::{Taken, again, memory, timed};
use crate::table::{median, megabytes, ratio, seconds};
use anyhow::{Context, bail};
use scorecard::app::imports::{FileFacts, Mode, Outcome};
use scorecard::app::{App, Clock};
use scorecard::domain::access::Actor;
use scorecard::domain::imports::Kind;
use scorecard::inbound::csv::{ReadSettings, Source, table};
use scorecard::inbound::http::upload::hexadecimal;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const ROUNDS: u32 = 3;

/// Both imports in turn, three times.
pub(crate) async fn run(rows: u64) -> anyhow::Result<()> {
    let folder = crate::folder("import")?;
    let (contracts, scores) = (folder.join("contracts.csv"), folder.join("scores.csv"));
    write_contracts(Extent::of_rows(rows).contracts, &contracts)?;
    write_scores(rows, &scores)?;
    let empty = folder.join("empty.db");
    with_contracts(&empty, &contracts).await?;
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    println!("Import of {rows} score rows: shell | ours (by the processors) | peak memory");
    for _ in 0..ROUNDS {
        let shell = by_the_shell(&folder, &scores)?;
        let service = by_the_service(&folder, &empty, &scores)?;
        print(&shell, &service)?;
        bare.push(shell);
        ours.push(service);
    }
    let of = |taken: &[Taken], time: fn(&Taken) -> Duration| median(taken.iter().map(time));
    let walls = of(&ours, |one| one.wall).zip(of(&bare, |one| one.wall));
    let processors = of(&ours, |one| one.processor).zip(of(&bare, |one| one.processor));
    let (walls, processors) = walls.zip(processors).context("no rounds")?;
    println!("Medians: {} | {}", seconds(walls.1), seconds(walls.0));
    println!("Ratio by the clock: {} (budget 4)", ratio(walls.0, walls.1));
    println!("Ratio by the processors: {}", ratio(processors.0, processors.1));
    Ok(std::fs::remove_dir_all(folder)?)
}

fn print(shell: &Taken, ours: &Taken) -> anyhow::Result<()> {
    let memory = megabytes(ours.printed.trim().parse()?);
    let of = |taken: &Taken| format!("{} ({})", seconds(taken.wall), seconds(taken.processor));
    println!("  {} | {} | {memory}", of(shell), of(ours));
    Ok(())
}

/// A database that knows the contracts and no scores.
pub(crate) async fn with_contracts(database: &Path, contracts: &Path) -> anyhow::Result<()> {
    let app = App::open(&address(database), Clock::System).await?;
    import(&app, Kind::Contracts, contracts).await?;
    app.close().await;
    Ok(())
}

/// The address of a database file.
pub(crate) fn address(database: &Path) -> String {
    format!("sqlite://{}", database.display())
}

fn by_the_shell(folder: &Path, scores: &Path) -> anyhow::Result<Taken> {
    let database = folder.join("bare.db");
    let table = "CREATE TABLE scores (contract TEXT, meeting_date TEXT, side TEXT, criterion TEXT, \
                 value TEXT, comment TEXT)";
    let import = format!(".import --csv --skip 1 {} scores", scores.display());
    let taken = timed(Command::new("sqlite3").arg(&database).arg(table).arg(import))?;
    std::fs::remove_file(database)?;
    Ok(taken)
}

fn by_the_service(folder: &Path, empty: &Path, scores: &Path) -> anyhow::Result<Taken> {
    let database = folder.join("ours.db");
    std::fs::copy(empty, &database)?;
    let (address, scores) = (address(&database), scores.display().to_string());
    let taken = timed(&mut again(&["import", &address, &scores])?)?;
    std::fs::remove_file(database)?;
    Ok(taken)
}

/// One import in this process, which then prints its peak memory in kilobytes.
pub(crate) async fn once(address: &str, file: &str) -> anyhow::Result<()> {
    let app = App::open(address, Clock::System).await?;
    import(&app, Kind::Scores, Path::new(file)).await?;
    app.close().await;
    println!("{}", memory("self", "VmHWM")?);
    Ok(())
}

/// Imports a file as the command line does: its digest, its layout, its rows.
async fn import(app: &App, kind: Kind, path: &Path) -> anyhow::Result<()> {
    let facts = FileFacts {
        name: path.display().to_string(),
        digest: digest(path)?,
        design: None,
        settings: String::new(),
    };
    let Ok(opened) = table(kind, Source::open(path)?, &ReadSettings::default()) else {
        bail!("the file of the generator could not be read")
    };
    match app.import(&Actor::administrator(), facts, opened.table, Mode::Apply).await? {
        Outcome::Done(_) => Ok(()),
        Outcome::Refused(import) | Outcome::SameFile(import) => bail!("not imported: {import:?}"),
    }
}

fn digest(path: &Path) -> anyhow::Result<String> {
    let mut digest = Sha256::new();
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    loop {
        let some = file.fill_buf()?;
        if some.is_empty() {
            return Ok(hexadecimal(&digest.finalize()));
        }
        digest.update(some);
        let read = some.len();
        file.consume(read);
    }
}
