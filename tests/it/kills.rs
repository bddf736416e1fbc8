//! A process killed while it writes: what it reported is there, and nothing is there by half.

use crate::at_once::{CRITERIA, agrees, command};
use crate::support::database::{connect, texts};
use crate::support::service::noon;
use chrono::{Days, NaiveDate};
use scorecard::app::audit::Filter;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::imports::{FileFacts, Given, Mode, Outcome, Row, ScoreRow, Table};
use scorecard::app::meetings::ScoreCommand;
use scorecard::app::{App, Clock};
use scorecard::domain::access::Actor;
use scorecard::domain::audit::SubjectKind;
use scorecard::domain::contracts::Contract;
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::Side;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::mem::replace;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const KILLS: u64 = 200;

/// Each lane kills the writers of a database of its own, one after the other.
const LANES: u64 = 2;

/// Says what to do, and in which database, to the process that is going to be killed.
const ORDERS: &str = "SCORECARD_TEST_KILLED";

/// What that process prints first, with the number of deeds that those before it did.
const FOUND: &str = "found: ";

/// What it prints after each deed, and now and then between the rows of an import.
const REPORT: &str = "so far";

#[test]
fn two_hundred_kills_during_writes_leave_nothing_half_done() {
    if let Some(orders) = std::env::var_os(ORDERS) {
        return write_until_killed(orders.to_str().unwrap());
    }
    std::thread::scope(|scope| {
        for lane in 0..LANES {
            scope.spawn(move || kill_and_look(Chance(lane), KILLS / LANES));
        }
    });
}

// The process that is killed

/// Something that is done as a whole, each by its number.
enum Deed {
    /// A meeting's scores, all of both sides.
    Scores(NaiveDate),
    /// The contract's title.
    Title,
    /// A file with the scores of two meetings.
    Import([NaiveDate; 2]),
}

fn deed(number: u64) -> Deed {
    let january = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
    let february = |day| NaiveDate::from_ymd_opt(2026, 2, day).unwrap();
    match number % 4 {
        2 => Deed::Title,
        3 => Deed::Import([1, 2].map(february)),
        _ => Deed::Scores(january(1 + u32::try_from(number % 3).unwrap())),
    }
}

fn titled(number: u64) -> ContractCommand {
    let mut command = command("Northmoor Council", "C-1");
    command.details.title = format!("Title {number}");
    command
}

/// A score on the scale of the deed, whose number is the comment.
fn score(number: u64, side: Side, criterion: &str) -> ScoreCommand {
    let (value, comment) = (1 + number % 5, Some(number.to_string()));
    ScoreCommand { side, criterion: criterion.to_owned(), value: value.to_string(), comment }
}

fn scores(number: u64) -> Vec<ScoreCommand> {
    let both = [Side::Client, Side::Supplier];
    both.iter().flat_map(|side| CRITERIA.map(|criterion| score(number, *side, criterion))).collect()
}

fn rows(number: u64, on: NaiveDate) -> impl Iterator<Item = Row<ScoreRow>> + Send {
    let row = move |ScoreCommand { side, criterion, value, comment }| ScoreRow {
        contract: "C-1".to_owned(),
        on,
        side,
        criterion,
        given: Given::Value(value),
        comment,
    };
    scores(number).into_iter().map(move |score| Row { line: 2, parsed: Ok(row(score)) })
}

async fn import(
    app: &App, number: u64, rows: impl Iterator<Item = Row<ScoreRow>> + Send + 'static,
) {
    let facts = FileFacts {
        name: "scores.csv".to_owned(),
        digest: format!("{number:064x}"),
        design: None,
        settings: String::new(),
    };
    let table = Table::Scores(Box::new(rows));
    let outcome = app.import(&Actor::administrator(), facts, table, Mode::Apply).await.unwrap();
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

fn write_until_killed(orders: &str) {
    let (deed, url) = orders.split_once(' ').unwrap();
    Runtime::new().unwrap().block_on(async {
        let app = open(url).await;
        let found = deeds_found(&app, url).await;
        println!("{FOUND}{found}");
        match deed {
            "import" => import(&app, u64::MAX, endless_rows()).await,
            _ => do_deeds(&app, found).await,
        }
    });
}

async fn do_deeds(app: &App, first: u64) {
    let actor = &Actor::administrator();
    for number in first.. {
        let contract = app.contract_by_reference(actor, "C-1").await.unwrap();
        match deed(number) {
            Deed::Scores(on) => {
                app.record_scores(actor, contract.id, on, scores(number)).await.unwrap();
            }
            Deed::Title => {
                let Contract { id, revision, .. } = contract;
                app.change_contract(actor, id, revision, titled(number)).await.unwrap();
            }
            Deed::Import(days) => {
                import(app, number, days.into_iter().flat_map(move |on| rows(number, on))).await;
            }
        }
        println!("{REPORT}");
    }
}

/// A file that has no end, so that its import is killed before it is over.
fn endless_rows() -> impl Iterator<Item = Row<ScoreRow>> + Send {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    (0..).flat_map(move |meeting| {
        if meeting % 32 == 0 {
            println!("{REPORT}");
        }
        rows(0, first + Days::new(meeting))
    })
}

// The process that kills it

/// The same numbers at every run: Marsaglia's xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        if self.0 < 2 {
            self.0 += 0x9E37_79B9_7F4A_7C15;
        }
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn kill_and_look(mut chance: Chance, kills: u64) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("killed.db").display());
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let app = open(&url).await;
        app.add_contract(&Actor::administrator(), titled(0)).await.unwrap();
        app.close().await;
    });
    let mut expected = 0..=0;
    for kill in 1..=kills {
        // Each looks at what the one before left, and goes on from there.
        let found = if kill % 20 == 0 {
            let Killed { found, .. } = killed("import", &url, 9 + chance.below(20), &mut chance);
            replace(&mut expected, found..=found).contains(&found)
        } else {
            let Killed { found, reported } =
                killed("deeds", &url, 1 + chance.below(8), &mut chance);
            let done = found + reported;
            replace(&mut expected, done..=done + 1).contains(&found)
        };
        assert!(found, "what kill {} left", kill - 1);
    }
    let found = runtime.block_on(async { deeds_found(&open(&url).await, &url).await });
    assert!(expected.contains(&found) && kills < found, "{found}, not {expected:?}");
}

/// How far a process came.
struct Killed {
    /// The deeds that were done when it began.
    found: u64,
    /// What it reported of its own.
    reported: u64,
}

/// Starts a process, kills it some moment after so many reports, and counts all it made.
fn killed(deed: &str, url: &str, reports: u64, chance: &mut Chance) -> Killed {
    let mut child = start(&format!("{deed} {url}"));
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let found = lines.find_map(|line| line.strip_prefix(FOUND).map(str::to_owned));
    let found =
        found.unwrap_or_else(|| panic!("what was left is not as it should be")).parse().unwrap();
    let mut said = lines.filter(|line| line == REPORT);
    for _ in 0..reports {
        said.next().unwrap();
    }
    // Some moment of the deed that follows: its beginning, its middle, its end.
    let (began, moment) = (Instant::now(), Duration::from_micros(chance.below(8_000)));
    while began.elapsed() < moment {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    let more = u64::try_from(said.count()).unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it was killed and did not end by itself");
    Killed { found, reported: reports + more }
}

fn start(orders: &str) -> Child {
    let this = concat!(module_path!(), "::two_hundred_kills_during_writes_leave_nothing_half_done");
    let (_, this) = this.split_once("::").unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([this, "--exact", "--nocapture"]).env(ORDERS, orders).stdout(Stdio::piped());
    command.spawn().unwrap()
}

async fn open(url: &str) -> App {
    App::open(url, Clock::Stopped(noon())).await.unwrap()
}

/// How many deeds are in a database, which must be there as wholes and in their order.
async fn deeds_found(app: &App, url: &str) -> u64 {
    let actor = &Actor::administrator();
    let contract = app.contract_by_reference(actor, "C-1").await.unwrap();
    let (titles, meetings) =
        (noted(app, SubjectKind::Contract).await - 1, noted(app, SubjectKind::Meeting).await);
    let first = Slice { offset: 0, limit: 1 };
    let imports = app.imports(actor, None, first).await.unwrap().total;
    let done = titles + meetings + imports;
    let expected = Expected::after(done);
    assert_eq!((titles, meetings, imports), expected.counts);
    assert_eq!(contract.details.title, expected.title);
    assert_eq!(scores_by_day(url).await, expected.scores());
    app.verify_history(actor).await.unwrap().outcome.unwrap();
    agrees(app, &contract, 2 * expected.days.len()).await;
    done
}

async fn noted(app: &App, kind: SubjectKind) -> u64 {
    let (filter, first) =
        (Filter { kind: Some(kind), ..Filter::default() }, Slice { offset: 0, limit: 1 });
    app.history(&Actor::administrator(), filter, first).await.unwrap().total
}

/// Meetings with the deeds their scores are of, and how many are of each; the file must be sound.
async fn scores_by_day(url: &str) -> Vec<String> {
    let database = connect(url).await;
    assert_eq!(texts(&database, "PRAGMA integrity_check").await, ["ok"]);
    assert_eq!(texts(&database, "SELECT \"table\" FROM pragma_foreign_key_check").await, [""; 0]);
    let sql = "SELECT held_on || ': ' || count(*) || ' of deed ' || comment \
               FROM meeting LEFT JOIN score ON meeting_id = meeting.id \
               GROUP BY held_on, comment ORDER BY held_on, comment";
    let scores = texts(&database, sql).await;
    database.close().await.unwrap();
    scores
}

/// What a number of deeds come to.
struct Expected {
    title: String,
    /// The last deed of each day.
    days: BTreeMap<NaiveDate, u64>,
    /// Titles, meetings, imports.
    counts: (u64, u64, u64),
}

impl Expected {
    fn after(done: u64) -> Self {
        let (title, days) = ("Title 0".to_owned(), BTreeMap::new());
        let mut expected = Self { title, days, counts: (0, 0, 0) };
        for number in 0..done {
            match deed(number) {
                Deed::Title => {
                    expected.title = format!("Title {number}");
                    expected.counts.0 += 1;
                }
                Deed::Scores(on) => {
                    expected.days.insert(on, number);
                    expected.counts.1 += 1;
                }
                Deed::Import(days) => {
                    expected.days.extend(days.map(|on| (on, number)));
                    expected.counts.2 += 1;
                }
            }
        }
        expected
    }

    fn scores(&self) -> Vec<String> {
        let all = 2 * CRITERIA.len();
        self.days.iter().map(|(on, number)| format!("{on}: {all} of deed {number}")).collect()
    }
}
