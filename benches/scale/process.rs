//! Other processes: how long they take and how much memory they hold.

use anyhow::{Context, ensure};
use std::fs::read_to_string;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a process took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// By the clock on the wall.
    pub(crate) wall: Duration,
    /// By the processors, all together.
    pub(crate) processor: Duration,
    /// What it printed.
    pub(crate) printed: String,
}

/// Runs a command to its end.
pub(crate) fn timed(command: &mut Command) -> anyhow::Result<Taken> {
    let (before, begun) = (ended_children()?, Instant::now());
    let output = command.output().with_context(|| format!("{command:?} could not be run"))?;
    let wall = begun.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {said}");
    let processor = ended_children()?.saturating_sub(before);
    Ok(Taken { wall, processor, printed: String::from_utf8(output.stdout)? })
}

/// This program again, with other arguments.
pub(crate) fn again(words: &[&str]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("child").args(words);
    Ok(command)
}

/// Processor time of the children that have ended, counted by Linux in hundredths of a second.
fn ended_children() -> anyhow::Result<Duration> {
    let status = read_to_string("/proc/self/stat")?;
    let fields = status.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// A line of a process's status such as `VmHWM`, in kilobytes.
pub(crate) fn memory(process: &str, line: &str) -> anyhow::Result<u64> {
    let status = read_to_string(format!("/proc/{process}/status"))?;
    let found = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
    let number = found.and_then(|text| text.split_whitespace().next());
    Ok(number.context("Linux does not say how much memory that is")?.parse()?)
}
