//! No connection is opened: the system calls of runs of every kind name no internet socket.
//!
//! strace (Linux) watches. Where it is missing, or may not trace, this says so and holds nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{Case, PATIENCE, PROGRAM, Start};

const EVENTS: &str = "\
event_id_cnty,event_date,event_type,sub_event_type,actor1,admin1,location,latitude,longitude,source,fatalities
SYR1,2020-07-14,Explosions/Remote violence,Remote explosive,Unknown,Idleb,Ariha,35.81,36.60,SOHR,0
";

/// strace with the fastest way to watch that it has here; `None` where it may not trace.
fn watch() -> Option<&'static [&'static str]> {
    const WAYS: [&[&str]; 2] = [
        &["-f", "--seccomp-bpf", "-qq", "-e", "trace=network"],
        &["-f", "-qq", "-e", "trace=network"],
    ];
    let works = |way: &&&[&str]| {
        let traced = Command::new("strace").args(**way).arg("true").output();
        traced.is_ok_and(|output| output.status.success())
    };
    WAYS.iter().find(works).copied()
}

/// The lines of a log that tell of the internet.
fn of_internet(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    let is_internet = |line: &&str| line.contains("AF_INET") || line.contains("htons(");
    text.lines().filter(is_internet).map(str::to_owned).collect()
}

#[test]
fn no_run_opens_a_connection() {
    let Some(way) = watch() else {
        return println!("SKIPPED: no strace here, or it may not trace: nothing was watched");
    };
    let case = Case::idlib();
    let at = |name: &str| -> PathBuf { case.folder.path().join(name) };
    let events = at("events.csv");
    fs::write(&events, EVENTS).unwrap();
    let (file, feed, new) = (case.path(), events, at("new.toml"));
    let [file, feed, new] = [&file, &feed, &new].map(|path| path.to_str().unwrap());
    let runs: &[&[&str]] = &[
        &["check", file],
        &["check", "--audit", file],
        &["show", "patrols", file],
        &["render", file],
        &["diff", file, "--since", "2020-07-01"],
        &["window", file],
        &["report", file],
        &["export", file],
        &["list", file],
        &["format"],
        &["feed", feed],
        &["import", feed],
        &["new", new],
        &["add", file, "14 jul ied ariha by unknown src sohr"],
    ];
    for run in runs {
        let log = at("log");
        let traced = Command::new("strace")
            .args(way)
            .arg("-o")
            .arg(&log)
            .arg(PROGRAM)
            .args(*run)
            .env("XDG_STATE_HOME", at("state"))
            .output()
            .unwrap();
        let code = traced.status.code();
        assert!(code == Some(0) || run[0] == "diff" && code == Some(1), "{run:?}: {traced:?}");
        assert_eq!(of_internet(&log), Vec::<String>::new(), "{run:?}");
    }
    // The board: looked through, a record entered and saved, a page written, the file read anew.
    let log = at("board.log");
    let words = [&["strace"], way, &["-o", log.to_str().unwrap(), PROGRAM, file]].concat();
    let state = at("state");
    let mut board = Start::program(&words).env("XDG_STATE_HOME", state.to_str().unwrap()).ready();
    for panel in ["2", "5", "6", "7", "8", "9", "0"] {
        board.keys(panel);
    }
    board.keys("1\r\x1b");
    board.keys("i15 jul ied ariha killed 1 src sohr\r");
    board.sees("added: IED near Ariha, 15 Jul");
    board.keys("w");
    board.sees("saved /");
    case.save(&fs::read_to_string(case.path()).unwrap().replacen(
        "title = \"Idlib",
        "title = \"Again",
        1,
    ));
    board.sees("Again");
    board.keys("q");
    assert_eq!(board.exit_status(PATIENCE), 0);
    assert_eq!(of_internet(&log), Vec::<String>::new());
    // What watches sees: a connection would have been found.
    let seen = Command::new("strace")
        .args(way)
        .arg("-o")
        .arg(at("log"))
        .args(["bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9"])
        .output();
    if seen.is_ok_and(|output| output.status.success()) {
        assert!(!of_internet(&at("log")).is_empty());
    }
    println!("{} runs and a board: no connection", runs.len());
}
