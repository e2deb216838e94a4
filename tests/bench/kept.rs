//! The counts that are kept: a file of lines `count name`, with its rule in its head.

use std::{fmt::Write, fs, process::Command};

/// What has these counts checked; with `keep` in the place of `check` they are written anew.
pub const COMMAND: &str = "cargo bench --profile instructions --bench instructions -- check";

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/instructions.txt");
const RULE: &str = "\
# Instructions that each measure of instructions.rs takes. A change may take up to a tenth more than
# is kept here; one that has to take more writes the counts anew and says in its commit why. So does
# one that takes a tenth less.
#     cargo bench --profile instructions --bench instructions -- keep
# Another compiler or another kind of machine counts otherwise.
";

/// The names of measures with how many instructions each takes.
pub type Counts = Vec<(String, u64)>;

/// Writes the counts anew.
pub fn keep(counts: &Counts) {
    let mut text = format!("{RULE}{}\n", counted_by());
    for (name, count) in counts {
        writeln!(text, "{count:>12} {name}").expect("room");
    }
    fs::write(FILE, text).expect("the kept counts are written");
}

/// Prints each count beside what is kept; the error tells what is over, or not kept.
pub fn check(counts: &Counts) -> Result<(), String> {
    let text = fs::read_to_string(FILE).map_err(|error| format!("{FILE}: {error}"))?;
    let kept = read(&text)?;
    let (mut over, mut under) = (Vec::new(), Vec::new());
    println!("{:<38} {:>13} {:>13}  ratio", "instructions", "kept", "now");
    for (name, now) in counts {
        let Some((_, kept)) = kept.iter().find(|(of, _)| of == name) else { continue };
        let ratio = *now as f64 / *kept as f64;
        println!("{name:<38} {kept:>13} {now:>13}  {ratio:>5.3}");
        if ratio > 1.1 {
            over.push(name.as_str());
        } else if ratio < 0.9 {
            under.push(name.as_str());
        }
    }
    let names = |counts: &Counts| counts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(counts) != names(&kept) {
        return Err(format!("not the measures that are kept: see the head of {FILE}"));
    }
    if !under.is_empty() {
        println!("a tenth under its count, which can be lowered: {}", under.join(", "));
    }
    if over.is_empty() {
        return Ok(());
    }
    let by = counted_by();
    let other = if text.contains(&by) { "" } else { "\nThe counts are of another compiler." };
    Err(format!("a tenth over its count: {}{other}\nsee the head of {FILE}", over.join(", ")))
}

fn read(text: &str) -> Result<Counts, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let count = |line: &str| {
        let (count, name) = line.trim_start().split_once(' ')?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    lines.map(|line| count(line).ok_or_else(|| format!("{FILE}: no count: {line}"))).collect()
}

/// The compiler and the kind of machine that counts are of.
fn counted_by() -> String {
    let told = Command::new("rustc").arg("--version").output().expect("a compiler");
    let version = String::from_utf8_lossy(&told.stdout);
    format!("# These are of {} on {}.", version.trim(), std::env::consts::ARCH)
}
