//! The program as it is run: what it prints, what it refuses, and how it ends.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

use crate::support::postgres;

/// A folder of its own, with a database in it.
pub(crate) struct Desk {
    folder: TempDir,
    url: String,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), url: "sqlite://records.db".to_owned() }
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| without_ids(&String::from_utf8(bytes).unwrap());
        let (out, err) = (text(output.stdout), text(output.stderr));
        Ended { code: output.status.code().unwrap(), out, err }
    }

    /// A run that must succeed with something typed, and what it printed.
    #[track_caller]
    pub(crate) fn typing(&self, typed: &str, arguments: &[&str]) -> String {
        let mut running =
            self.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        running.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let output = running.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scorecard"));
        command.args(arguments).current_dir(&self.folder).env_clear();
        command.env("SCORECARD_DATABASE_URL", &self.url);
        command
    }

    /// A run that must succeed, and what it printed.
    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
        ended.out
    }

    /// A run that must be refused, and why.
    #[track_caller]
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
        ended.out + &ended.err
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

/// The text with every identifier replaced, since those differ from run to run.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    let words = text.split_inclusive(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    words
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
            if is_id(word) { piece.replace(word, "ID") } else { piece.to_owned() }
        })
        .collect()
}

const CONTRACTS: &str = "\
reference,title,client,supplier,start,end,value_gbp
C-1,Library catalogue,Northmoor Council (fictional),Alder Digital (fictional),2026-04-01,2029-03-31,480000
";

const SCORES: &str = "\
contract,meeting_date,side,criterion,value,comment
C-1,2026-10-08,client,outcomes,4,
C-1,2026-10-08,client,commitments,3,Two dates moved
C-1,2026-10-08,client,fit-for-use,4,
C-1,2026-10-08,client,spend,3,
C-1,2026-10-08,client,independence,2,
";

fn with_scores(desk: Desk) -> Desk {
    desk.write("contracts.csv", CONTRACTS);
    desk.write("scores.csv", SCORES);
    desk.done(&["import", "contracts", "contracts.csv"]);
    desk.done(&["import", "scores", "scores.csv"]);
    desk
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let why = Desk::new().refused(&["import", "scores", "nowhere.csv"]);
    assert!(why.starts_with("nowhere.csv: "), "{why}");
    assert!(why.contains("Check that it exists"), "{why}");
}

#[test]
fn a_wrong_call_ends_with_2_and_says_what_can_be_given() {
    let desk = Desk::new();
    for (arguments, expected) in [
        (
            &["import", "invoices", "a.csv"][..],
            "use contracts, scores, kpis, knowledge, value, assessments, points or weightings",
        ),
        (&["score", "C-1", "--side", "both"], "use client, supplier or agreed"),
        (&["score", "C-1", "--format", "csv"], "only `read` prints csv"),
        (&["chart", "composite"], "--contract"),
        (&["dance"], "unrecognized subcommand"),
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.err);
        assert!(ended.err.contains(expected), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
}

#[test]
fn a_good_file_is_checked_stored_and_then_nothing_more_to_do() {
    let desk = Desk::new();
    desk.write("contracts.csv", CONTRACTS);
    let checked = desk.done(&["import", "contracts", "contracts.csv", "--dry-run"]);
    assert!(checked.contains("Nothing stored, as asked: 1 new, 0 changed, 0 unchanged"));
    assert!(checked.contains("  first rows, as they were read:\n    line  reference  title"));
    assert!(desk.refused(&["score", "C-1"]).contains("this contract does not exist"));

    let stored = desk.done(&["import", "contracts", "contracts.csv"]);
    assert_eq!(
        stored,
        "contracts.csv: UTF-8, comma, data from line 2\n  columns: reference, title, client, \
         supplier, start, end, value_gbp\nImported as ID: 1 new, 0 changed, 0 unchanged\n"
    );
    let again = desk.done(&["import", "contracts", "contracts.csv"]);
    assert!(again.contains("Nothing to do: the same file was imported on "), "{again}");
}

#[test]
fn a_bad_file_lists_every_problem_and_stores_nothing() {
    let desk = with_scores(Desk::new());
    let rows = "C-1,2026-10-15,client,outcomes,9\nC-2,2026-10-15,client,outcomes,4\n\
                C-1,15/13/2026,both,outcomes,4\nC-1,2026-10-15,client,charm,4\n";
    desk.write("bad.csv", &format!("contract,meeting_date,side,criterion,value\n{rows}"));

    let why = desk.refused(&["import", "scores", "bad.csv", "--rejects", "rejects.csv"]);
    for expected in [
        "line 2, value: “9”",
        "Give 1, 2, 3, 4 or 5.",
        "line 3, contract: “C-2”",
        "line 4, meeting_date: “15/13/2026”",
        "line 4, side: “both”",
        "line 5, criterion: “charm”",
        "Nothing stored: 5 problems in 4 rows",
    ] {
        assert!(why.contains(expected), "{expected} is not in {why}");
    }
    let rejects = desk.read("rejects.csv");
    assert_eq!(rejects.lines().count(), 5, "{rejects}");
    assert!(rejects.starts_with("contract,meeting_date,side,criterion,value,error\r\n"));
    assert_eq!(desk.done(&["export", "scores", "--out", "after.csv"]), "5 rows in after.csv\n");
}

#[test]
fn problems_are_one_json_object_when_asked() {
    let desk = with_scores(Desk::new());
    desk.write("bad.csv", &SCORES.replace(",4,", ",9,"));
    let ended = desk.run(&["import", "scores", "bad.csv", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(ended.code, 1);
    assert_eq!(answer["import"]["state"], "refused");
    assert_eq!(answer["understood"]["encoding"], "UTF-8");
    let lines: Vec<_> =
        answer["problems"].as_array().unwrap().iter().map(|one| &one["line"]).collect();
    assert_eq!(lines, [2, 4]);
    let wrong: serde_json::Value =
        serde_json::from_str(&desk.run(&["score", "C-9", "--format", "json"]).err).unwrap();
    assert_eq!(wrong["error"], "this contract does not exist");
}

#[test]
fn a_file_without_a_needed_column_is_refused_by_that_column() {
    let desk = Desk::new();
    desk.write("scores.csv", "contract,meeting_date,side\nC-1,2026-10-08,client\n");
    let why = desk.refused(&["import", "scores", "scores.csv"]);
    assert!(why.contains("scores.csv cannot be read as scores; nothing was stored"), "{why}");
    assert!(why.contains("say so with --map criterion=\"its heading\""), "{why}");
    assert!(why.contains("say so with --map value=\"its heading\""), "{why}");
    assert!(desk.done(&["imports", "list"]).contains("scores.csv  Refused"));
}

/// The imports, latest first, with their own ids.
fn listed(desk: &Desk) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_scorecard"))
        .args(["imports", "list"])
        .current_dir(&desk.folder)
        .env_clear()
        .env("SCORECARD_DATABASE_URL", &desk.url)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_import_can_be_taken_back() {
    let desk = with_scores(Desk::new());
    let listed = desk.run(&["imports", "list", "--format", "json"]).out;
    assert_eq!(listed.matches("\"applied\"").count(), 2, "{listed}");
    let latest = self::listed(&desk);
    let id = latest.split_whitespace().next().unwrap();

    assert_eq!(desk.done(&["imports", "undo", id]), "scores.csv is taken back\n");
    assert_eq!(desk.done(&["export", "scores", "--out", "after.csv"]), "0 rows in after.csv\n");
}

#[test]
fn an_import_said_again_by_a_later_file_is_not_taken_back_first() {
    let desk = with_scores(Desk::new());
    desk.write("more.csv", &format!("{SCORES}C-1,2026-12-10,client,outcomes,4,\n"));
    desk.done(&["import", "scores", "more.csv"]);
    let all = listed(&desk);
    let first = all.lines().find(|line| line.contains("  scores.csv  ")).unwrap();
    let why = desk.refused(&["imports", "undo", first.split_whitespace().next().unwrap()]);
    assert!(why.contains("5 rows of the later import of more.csv on "), "{why}");
}

#[test]
fn what_is_exported_comes_back_unchanged() {
    let desk = with_scores(Desk::new());
    desk.write(
        "formulas.csv",
        "reference,title,client,supplier\nC-7,'=SUM(A1),\"@Home, Ltd\",+44 Telecoms\n",
    );
    desk.done(&["import", "contracts", "formulas.csv"]);
    for kind in ["contracts", "scores"] {
        desk.done(&["export", kind, "--out", "out.csv"]);
        let back = desk.done(&["import", kind, "out.csv"]);
        assert!(back.contains(" 0 new, 0 changed, "), "{kind}: {back}");
    }
    desk.done(&["export", "contracts", "--out", "out.csv"]);
    let written = desk.read("out.csv");
    assert!(written.contains("C-7,'=SUM(A1),\"'@Home, Ltd\",'+44 Telecoms"), "{written}");
}

#[test]
fn a_file_can_only_be_written_in_a_kind_there_is() {
    let desk = with_scores(Desk::new());
    let why = desk.refused(&["export", "scores", "--out", "scores.pdf"]);
    assert!(why.contains("does not end in .csv, .json, .ods or .xlsx"), "{why}");
    let why = desk.refused(&["chart", "composite", "--contract", "C-1", "--out", "a.gif"]);
    assert!(why.contains(".svg, .png or .csv"), "{why}");
}

// Delivering outcomes (75 × 60 + 50 × 40) ÷ 100 = 65, quality 75, value for money 50, knowledge
// transfer 25; (65 × 25 + 75 × 15 + 50 × 15 + 25 × 15) ÷ 70 = 3,875 ÷ 70 = 55.357…
#[test]
fn a_figure_is_explained_down_to_its_rounding() {
    let desk = with_scores(Desk::new());
    let figure = desk.done(&["score", "C-1"]);
    assert!(figure.contains("Composite  55.36 (Approaching target)\n"), "{figure}");
    assert!(figure.contains("Coverage   70% of the weight\n"), "{figure}");
    let explained = desk.done(&["score", "C-1", "--explain"]);
    for expected in [
        "  Outcomes achieved  60      4      75\n",
        "Delivering outcomes        25      100%    65\n",
        "Culture                    10      0%      none\n",
        "Weighted points ÷ weight scored    55.357142857143\n",
        "Rounded once, half away from zero  55.36\n",
    ] {
        assert!(explained.contains(expected), "{expected} is not in {explained}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&desk.done(&["score", "C-1", "--format", "json"])).unwrap();
    assert_eq!(json["composite"], "55.36");
    let why = desk.refused(&["score", "C-1", "--on", "2026-10-07"]);
    assert!(why.contains("does not exist"), "{why}");
}

#[test]
fn composites_are_exported_as_published_and_unrounded() {
    let desk = with_scores(Desk::new());
    desk.done(&["export", "composites", "--out", "composites.csv"]);
    assert_eq!(
        desk.read("composites.csv"),
        "contract,date,side,composite,exact,coverage,design_version\r\n\
         C-1,2026-10-08,client,55.36,55.357142857143,70,partnership v1\r\n"
    );
}

#[test]
fn a_chart_is_written_in_every_kind() {
    let desk = with_scores(Desk::new());
    for (file, start) in [("a.svg", "<svg"), ("a.png", "\u{89}PNG"), ("a.csv", "")] {
        desk.done(&["chart", "composite", "--contract", "C-1", "--out", file]);
        let bytes = fs::read(desk.path(file)).unwrap();
        let head: String = bytes.iter().take(4).map(|byte| char::from(*byte)).collect();
        assert!(head.starts_with(start), "{file}: {head}");
    }
    assert!(desk.read("a.csv").contains("55.36"), "{}", desk.read("a.csv"));
    let compared = ["variation", "gap", "gap-trend", "agreement", "heat", "criteria"];
    let others = ["perspectives", "participation", "ageing", "value", "knowledge"];
    for name in compared.into_iter().chain(others) {
        let file = format!("{name}.svg");
        desk.done(&["chart", name, "--contract", "C-1", "--out", &file]);
        assert!(desk.read(&file).contains("Library catalogue"), "{name}");
    }
    desk.done(&["chart", "heat", "--contract", "C-1", "--side", "supplier", "--out", "heat.csv"]);
    let heat = desk.read("heat.csv");
    assert!(heat.lines().skip(1).all(|row| row.contains(",[x],")), "{heat}");
    let drawn = desk.done(&["chart", "--all", "charts", "--contract", "C-1"]);
    assert_eq!(drawn.trim_end(), Path::new("charts").join("c-1-composite.svg").to_str().unwrap());
    let why = desk.refused(&["chart", "kpi", "--contract", "C-1", "--out", "k.svg"]);
    assert!(why.contains("--kpi"), "{why}");
}

#[test]
fn a_design_is_added_shown_and_put_to_use() {
    let desk = with_scores(Desk::new());
    let shown = desk.done(&["design", "show", "partnership"]);
    let mine = shown.replace("key = \"partnership\"", "key = \"mine\"");
    desk.write("mine.toml", &mine);
    assert_eq!(desk.done(&["design", "add", "mine.toml"]), "mine v1 is stored\n");
    assert_eq!(desk.done(&["design", "show", "mine"]), mine);
    let wrong = mine.replacen("weight = 25", "weight = 24.99", 1);
    assert_ne!(wrong, mine);
    desk.write("wrong.toml", &wrong);
    let why = desk.refused(&["design", "add", "wrong.toml"]);
    assert!(why.contains("perspectives: “99.99”: the weights total 99.99, not 100."), "{why}");
    let used = desk.done(&["design", "use", "mine", "--contract", "C-1", "--from", "2026-11-01"]);
    assert_eq!(used, "C-1 is scored by mine from 2026-11-01 on\n");
    assert!(desk.done(&["design", "list"]).contains("mine v1"));
}

#[test]
fn the_schema_goes_up_and_down() {
    let desk = Desk::new();
    let before = desk.done(&["migrate", "status"]);
    assert!(before.contains("to take") && !before.contains("taken  "), "{before}");
    let up = desk.done(&["migrate", "up"]);
    assert!(!up.contains("to take"), "{up}");
    let steps = up.lines().count().to_string();
    let down = desk.done(&["migrate", "down", "--steps", &steps]);
    assert_eq!(down, before);
}

#[test]
fn a_file_is_shown_as_it_is_understood() {
    let desk = Desk::new();
    desk.write("odd.csv", "Monthly return\n\nName;Amount\nRoads;1,5\nParks;2\n");
    let text = desk.done(&["read", "odd.csv"]);
    assert!(text.contains("Columns                 Name | Amount\n"), "{text}");
    assert!(text.contains("Rows                    2\n"), "{text}");
    assert_eq!(
        desk.done(&["read", "odd.csv", "--format", "csv"]),
        "Name,Amount\nRoads,\"1,5\"\nParks,2\n"
    );
    let json = desk.done(&["read", "odd.csv", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["layout"]["preamble"][0], "Monthly return");
    assert_eq!(json["rows"][1][0], "Parks");
}

#[test]
fn nothing_but_this_machine_can_be_served() {
    for command in ["serve", "demo"] {
        let why = Desk::new().refused(&[command, "--bind", "0.0.0.0:8080"]);
        assert!(why.contains("the flag --bind is “0.0.0.0:8080”"), "{why}");
        assert!(why.contains("use 127.0.0.1:8080"), "{why}");
    }
}

#[test]
fn the_description_of_the_api_is_openapi_3_1() {
    let text = Desk::new().done(&["openapi"]);
    let description: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    assert!(description["paths"].as_object().unwrap().contains_key("/api/v1/contracts"));
}

#[tokio::test]
async fn the_same_commands_work_on_postgresql() {
    let Some(database) = postgres::database().await else { return };
    let desk = Desk { folder: TempDir::new().unwrap(), url: database.url.clone() };
    let desk = with_scores(desk);
    assert!(desk.done(&["score", "C-1"]).contains("55.36"));
    desk.done(&["export", "scores", "--out", "out.csv"]);
    assert!(desk.done(&["import", "scores", "out.csv"]).contains(" 0 new, 0 changed, 5 "));
}

/// The link in what a command printed.
fn link(printed: &str) -> &str {
    printed.lines().find(|line| line.contains("/invitations/")).unwrap()
}

#[test]
fn people_are_added_listed_changed_and_disabled() {
    let desk = Desk::new();
    let invite = ["user", "add", "al@n.example", "--role", "client_lead", "--organisation", "N"];
    let printed = desk.done(&invite);
    assert!(printed.starts_with("Send this link to al@n.example; it works once, until "));
    assert!(link(&printed).starts_with("http://127.0.0.1:8080/invitations/"), "{printed}");
    assert_eq!(desk.done(&["user", "list"]), "");

    let named = [&invite[..], &["--name", "Al Ode"]].concat();
    assert_eq!(desk.typing("oxbow lantern fig\n", &named), "al@n.example can sign in now\n");
    assert_eq!(desk.done(&["user", "list"]), "al@n.example  Al Ode  Client lead, N\n");
    let changed = desk.done(&["user", "role", "al@n.example", "auditor"]);
    assert_eq!(changed, "al@n.example is Auditor, N\n");
    let off = desk.done(&["user", "disable", "al@n.example", "--format", "json"]);
    assert!(off.contains("\"disabled\": true"), "{off}");
    assert!(desk.done(&["user", "list"]).trim_end().ends_with("disabled"));
    assert!(desk.refused(&["user", "disable", "nobody@n.example"]).contains("does not exist"));
}

#[test]
fn a_role_needs_its_organisation_and_a_word_that_is_one() {
    let desk = Desk::new();
    let why = desk.refused(&["user", "add", "al@n.example", "--role", "auditor"]);
    assert!(why.contains("organisation: this role is held in an organisation"), "{why}");
    let ended = desk.run(&["user", "add", "al@n.example", "--role", "king"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("use one of: client_lead, client_member"), "{}", ended.err);
    assert_eq!(desk.run(&["user", "add", "nobody", "--role", "auditor"]).code, 2);
}

#[test]
fn a_token_is_shown_once_listed_without_its_secret_and_revoked() {
    let desk = Desk::new();
    let add = ["user", "add", "al@n.example", "--role", "administrator", "--name", "Al Ode"];
    desk.typing("oxbow lantern fig\n", &add);
    let secret = desk.done(&["token", "add", "al@n.example", "--name", "Nightly"]);
    let prefix = secret.trim_end().rsplit_once('_').unwrap().0.to_owned();
    let listed = desk.done(&["token", "list"]);
    assert_eq!(listed, format!("{prefix}  al@n.example  Nightly  Read only\n"));
    assert_eq!(desk.done(&["token", "revoke", &prefix]), "Nightly is revoked\n");
    assert!(desk.done(&["token", "list"]).trim_end().ends_with("ended"));
    assert!(desk.refused(&["token", "revoke", "scorecard_0"]).contains("no token that begins"));
}

#[test]
fn an_address_others_can_reach_needs_tls_in_front_or_a_flag() {
    let desk = Desk::new();
    let why = desk.refused(&["serve", "--bind", "0.0.0.0:0"]);
    assert!(why.contains("--insecure-http") && why.contains("--public-url"), "{why}");
    let why = desk.refused(&["demo", "--bind", "0.0.0.0:0", "--insecure-http"]);
    assert!(why.contains("anybody may be anybody"), "{why}");
}
