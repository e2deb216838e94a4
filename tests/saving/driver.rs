//! What the other tests run as a process of its own: this very program, told by its environment
//! what to do. It answers on standard error, where the test runner says nothing.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use sitboard::app::{Loss, Place, SaveStop, Saved, Unsaved};
use sitboard::board::Digest;
use sitboard::runtime::journal::Journals;
use sitboard::runtime::save::{Likeness, create, may_write, save};

use crate::SCENARIO;

const ORDER: &str = "SITBOARD_TEST_DRIVE";
/// What a save adds.
pub const LINE: &str = "# ours\n";

/// The program that follows an order: a verb and its arguments.
pub fn drive(order: &[&str]) -> Command {
    drive_as(env::current_exe().unwrap().as_os_str(), &[], order)
}

/// As `drive`, by a copy of the program, and run by another program.
pub fn drive_as(program: &OsStr, by: &[&str], order: &[&str]) -> Command {
    let arguments = ["--exact", "driver::driver", "--nocapture", "--test-threads=1"];
    let mut command = match by {
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
        [] => Command::new(program),
    };
    command.args(arguments).env(ORDER, order.join("\n"));
    command
}

/// Does what it was asked to, and says what came of it.
pub fn answer(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// No test: the program that the others run.
#[test]
fn driver() {
    let Ok(order) = env::var(ORDER) else { return };
    match order.split('\n').collect::<Vec<_>>().as_slice() {
        ["once", path] => say(&once(Path::new(path), &[])),
        ["once", path, "agreed"] => say(&once(Path::new(path), &[Loss::Owner])),
        ["anew", path, like] => say(&anew(Path::new(path), Path::new(like))),
        ["may", path] => say(&match may_write(Path::new(path)) {
            Ok(losses) => format!("may {losses:?}"),
            Err(stop) => stop.to_string(),
        }),
        ["append", path, name, count] => append(Path::new(path), name, count.parse().unwrap()),
        ["keep", path, state] => keep(Path::new(path), Path::new(state)),
        ["note", path, state, first] => {
            note(Path::new(path), Path::new(state), first.parse().unwrap());
        }
        order => panic!("{order:?}"),
    }
}

fn say(words: &str) {
    io::stderr().write_all(format!("{words}\n").as_bytes()).unwrap();
}

fn longer(found: &[u8], line: &str) -> Result<Vec<u8>, ()> {
    Ok([found, line.as_bytes()].concat())
}

/// One save of a file that was last read as it is shipped.
fn once(path: &Path, agreed: &[Loss]) -> String {
    match save(path, Digest::of(SCENARIO.as_bytes()), agreed, |found| longer(found, LINE)) {
        Ok(Saved { unconfirmed: Some(words), .. }) => format!("saved: {words}"),
        Ok(Saved { merged: true, .. }) => "saved, merged".to_owned(),
        Ok(_) => "saved".to_owned(),
        Err(Unsaved::Stopped(SaveStop::Asks(loss))) => format!("asks: {loss}"),
        Err(Unsaved::Stopped(stop)) => format!("stopped: {stop}"),
        Err(Unsaved::Conflict(())) => unreachable!(),
    }
}

/// A file that is gone, written anew as another one is besides its text.
fn anew(path: &Path, like: &Path) -> String {
    match create(path, SCENARIO.as_bytes(), Likeness::at(like).as_ref()) {
        Ok(None) => "saved".to_owned(),
        Ok(Some(words)) => format!("saved: {words}"),
        Err(stop) => format!("stopped: {stop}"),
    }
}

/// Many saves, each of a line more; says how many found a file that somebody else had changed.
fn append(path: &Path, name: &str, count: usize) {
    let mut was = Digest::of(&fs::read(path).unwrap());
    let mut merged = 0;
    for number in 0..count {
        let line = format!("# {name} {number}\n");
        // Somebody who never stops writing may keep it out for a while: as a user would, it tries
        // again.
        let saved = loop {
            match save(path, was, &[], |found| longer(found, &line)) {
                Ok(saved) => break saved,
                Err(Unsaved::Stopped(SaveStop::Gone(_))) => {}
                Err(Unsaved::Stopped(stop)) if stop.to_string().contains("keeps writing") => {}
                Err(other) => panic!("{other:?}"),
            }
        };
        merged += usize::from(saved.merged);
        was = saved.digest;
        thread::sleep(Duration::from_millis(1)); // the other one's turn
    }
    say(&format!("{merged}"));
}

/// Three changes that are kept and not saved; says which were not kept.
fn keep(path: &Path, state: &Path) {
    let was = Digest::of(SCENARIO.as_bytes());
    let mut journal = Journals::at(state.into()).begin(&Place::File(path.into()), was).unwrap();
    for number in 1..=3 {
        if let Err(words) = journal.append(&number) {
            say(&format!("{number}: {words}"));
        }
    }
}

/// A board that changes, keeps and saves until it is killed; says what it promised.
fn note(path: &Path, state: &Path, first: usize) {
    let place = Place::File(path.into());
    let mut was = Digest::of(&fs::read(path).unwrap());
    let mut journal = Journals::at(state.into()).begin(&place, was).unwrap();
    let mut unsaved = String::new();
    for number in first.. {
        journal.append(&number).unwrap();
        unsaved.push_str(&format!("# note {number}\n"));
        say(&format!("{number}"));
        if number % 3 == 0 {
            let count = journal.unsaved();
            let saved = save(path, was, &[], |found| {
                let bytes = longer(found, &unsaved)?;
                journal.saving(count, Digest::of(&bytes)).map_err(drop)?;
                Ok::<_, ()>(bytes)
            });
            was = saved.unwrap().digest;
            journal.saved(count, was).unwrap();
            unsaved.clear();
        }
    }
}
