//! How soon the service answers after its start, and what memory it holds when idle.

use crate::import::address;
use crate::process::memory;
use crate::table::{median, megabytes};
use anyhow::Context;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: u32 = 5;

/// A service started on no database at all, five times.
pub(crate) async fn run() -> anyhow::Result<()> {
    println!("Start to first answer, empty database | idle memory");
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let folder = crate::folder("start")?;
        let database = address(&folder.join("new.db"));
        let begun = Instant::now();
        let server = Server::start(&mut service(&database))?;
        get(&server.address, "/readyz")?;
        times.push(begun.elapsed());
        get(&server.address, "/set-up")?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        sizes.push(memory(&server.process.id().to_string(), "VmRSS")?);
        drop(server);
        std::fs::remove_dir_all(folder)?;
    }
    let (time, size) = median(times).zip(median(sizes)).context("no rounds")?;
    println!("  {time:.0?} (budget 300 ms) | {} (budget 64 MB)", megabytes(size));
    Ok(())
}

/// A server in a process of its own, stopped when dropped.
pub(crate) struct Server {
    process: Child,
    /// Where it listens.
    pub(crate) address: String,
}

impl Server {
    /// Starts a server that prints its address.
    pub(crate) fn start(command: &mut Command) -> anyhow::Result<Self> {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let output = process.stdout.take().context("it was given one")?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        let bare = address.rsplit('/').next().unwrap_or_default().trim().to_owned();
        Ok(Self { process, address: bare })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait()) {
            eprintln!("A server of the harness may still be running: {error}");
        }
    }
}

/// The answer to a request of nobody in particular, which must be 200.
pub(crate) fn get(address: &str, path: &str) -> anyhow::Result<String> {
    get_as(address, path, "")
}

/// The answer to a request with a token, which must be 200.
pub(crate) fn get_as(address: &str, path: &str, token: &str) -> anyhow::Result<String> {
    let mut connection = TcpStream::connect(address)?;
    let known =
        if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
    write!(
        connection,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\n{known}connection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    anyhow::ensure!(answer.starts_with("HTTP/1.1 200"), "{path} answered {answer}");
    Ok(answer)
}

/// The service itself, on a free port.
pub(crate) fn service(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scorecard"));
    command.args(["serve", "--bind", "127.0.0.1:0", "--database-url", database]);
    command
}
