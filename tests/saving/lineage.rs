//! What is kept of a feed's readings, beside its scenario: killed at each system call of writing it,
//! and written by several boards at once.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sitboard::feed::Lineage;
use tempfile::TempDir;

use super::faults::{can_inject, logged_at};

const SCENARIO: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n[[feed]]\nid = \"f\"\n\
                        kind = \"acled\"\npath = \"f.csv\"\nas = \"attacks\"\nlineage = true\n";
const HEAD: &str = "event_id_cnty,event_date,event_type,actor1,country,location,fatalities\n";

/// A folder with a scenario and its feed.
struct Reader(TempDir);

impl Reader {
    fn new() -> Reader {
        let memory = tempfile::tempdir_in("/dev/shm");
        let reader = Reader(memory.or_else(|_| tempfile::tempdir()).unwrap());
        fs::write(reader.path("s.toml"), SCENARIO).unwrap();
        reader
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The feed with these events, each with so many killed.
    fn tells(&self, rows: &[(&str, u32)]) {
        let row = |(id, killed): &(&str, u32)| {
            format!("{id},2020-03-04,Battles,A,Syria,Ariha,{killed}\n")
        };
        let rows: String = rows.iter().map(row).collect();
        fs::write(self.path("f.csv"), format!("{HEAD}{rows}")).unwrap();
    }

    /// A reading, run by another program.
    fn command(&self, by: &[&str]) -> Command {
        let own = env!("CARGO_BIN_EXE_sitboard");
        let (program, rest) = by.split_first().map_or((own, &[][..]), |(of, rest)| (*of, rest));
        let mut command = Command::new(program);
        command.args(rest);
        if !by.is_empty() {
            command.arg(own);
        }
        command.args(["check", "s.toml"]).current_dir(self.0.path());
        for (name, folder) in [
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
        ] {
            command.env(name, self.path(folder));
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn reads(&self) {
        assert!(self.command(&[]).status().unwrap().success());
    }

    fn kept(&self) -> String {
        fs::read_to_string(self.path("s.f.lineage")).unwrap()
    }

    /// What a write left beside the files.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with('.')).collect()
    }
}

fn traced(reader: &Reader, injections: &[&str]) -> Command {
    let of = |name: &str| reader.path(name).to_str().unwrap().to_owned();
    let names = ["s.f.lineage", ".s.f.lineage.sitboard-draft", ".s.f.lineage.sitboard-lock"];
    let (log, paths) = (of("log"), names.map(of));
    let mut by = vec!["strace", "-f", "-qq", "-o", &log];
    by.extend(paths.iter().flat_map(|path| ["-P", path]));
    by.extend(injections.iter().flat_map(|injection| ["-e", injection]));
    reader.command(&by)
}

#[test]
fn killed_at_any_call_the_readings_are_the_old_or_the_new() {
    if !can_inject() {
        return;
    }
    let reader = Reader::new();
    reader.tells(&[("SYR1", 3), ("SYR2", 4)]);
    reader.reads();
    let before = reader.kept();
    reader.tells(&[("SYR1", 5), ("SYR3", 1)]);
    let readings = |text: &str| Lineage::from_text(text).expect("whole").readings().len();
    let again = |injections: &[&str]| {
        fs::write(reader.path("s.f.lineage"), &before).unwrap();
        let status = traced(&reader, injections).status().unwrap();
        let calls = logged_at(&reader.path("log"));
        (status.signal().or(status.code()), calls)
    };
    let (ended, calls) = again(&[]);
    assert_eq!((ended, readings(&reader.kept())), (Some(0), 2));
    let (mut old, mut new) = (0, 0);
    for (call, number) in &calls {
        let what = format!("killed at {call} {number}");
        let (ended, _) = again(&[&format!("inject={call}:signal=KILL:when={number}")]);
        assert_eq!(ended, Some(9), "{what}");
        let kept = reader.kept();
        match readings(&kept) {
            1 => {
                assert_eq!(kept, before, "{what}");
                old += 1;
            }
            count => {
                assert_eq!(count, 2, "{what}");
                new += 1;
            }
        }
        reader.reads();
        assert_eq!(readings(&reader.kept()), 2, "{what}");
        // Whoever writes next clears what a kill left: a lock that nobody holds.
        fs::write(reader.path("s.f.lineage"), &before).unwrap();
        reader.reads();
        assert_eq!(readings(&reader.kept()), 2, "{what}");
        assert_eq!(reader.beside(), [""; 0], "{what}");
    }
    assert!(old > 0 && new > 0, "{old} {new}");
    println!("readings of a feed, killed at each of {} calls: {old} old, {new} new", calls.len());
}

/// Reads in both folders at once.
fn both(readers: [&Reader; 2]) {
    let at_once = readers.map(|reader| reader.command(&[]).spawn().unwrap());
    at_once.into_iter().for_each(|mut one| assert!(one.wait().unwrap().success()));
}

#[test]
fn two_boards_that_read_at_once_keep_what_both_found() {
    for round in 0..8 {
        let [one, other] = [Reader::new(), Reader::new()];
        one.tells(&[("SYR1", 3)]);
        one.reads();
        let share = |to: &Path| symlink(one.path("s.f.lineage"), to).unwrap();
        share(&other.path("s.f.lineage"));
        one.tells(&[("SYR1", 3), ("SYR2", round)]);
        other.tells(&[("SYR1", 7), ("SYR3", round)]);
        both([&one, &other]);
        let lineage = Lineage::from_text(&one.kept()).expect("whole");
        assert_eq!((lineage.readings().len(), lineage.events().count()), (3, 3));
        assert!(other.path("s.f.lineage").is_symlink());
        assert_eq!((one.beside(), other.beside()), (vec![], vec![]));
    }
}
