//! What is no regular file, or has no end, where a file is read: told at once, in little memory.

use std::{
    fs::{self, File},
    io::Write,
    os::unix::net::UnixListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

const AT_ONCE: Duration = Duration::from_secs(5); // a second where nobody else builds
const SCENARIO: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n";

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

/// A folder with everything in it that is no file, each under its name.
struct Case {
    folder: TempDir,
    _socket: UnixListener,
}

impl Case {
    fn new() -> Case {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        pipe(&at("pipe"));
        let _socket = UnixListener::bind(at("socket")).unwrap();
        fs::create_dir(at("folder")).unwrap();
        File::create(at("hole")).unwrap().set_len(1 << 30).unwrap();
        Case { folder, _socket }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.at(name), text).unwrap();
        self.at(name)
    }

    fn sitboard(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitboard"));
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("XDG_CONFIG_HOME", self.at("config")).env("XDG_CACHE_HOME", self.at("cache"));
        command
    }

    /// What comes of a command that has to end soon.
    #[track_caller]
    fn run(&self, words: &[&str]) -> Output {
        let begun = Instant::now();
        let output = self.sitboard(words).output().unwrap();
        assert!(begun.elapsed() < AT_ONCE, "{words:?} took {:?}", begun.elapsed());
        output
    }
}

fn told(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

#[track_caller]
fn says(output: &Output, code: i32, words: &str) {
    let told = told(output);
    assert!(told.contains(words), "{told:?} lacks {words:?}");
    assert_eq!(output.status.code(), Some(code), "{told}");
}

#[test]
fn a_layer_or_a_feed_that_is_no_file_is_a_problem_of_its_record() {
    let case = Case::new();
    for (name, why) in [
        ("pipe", "it is a pipe, not a file"),
        ("socket", "it is a socket, not a file"),
        ("folder", "it is a folder, not a file"),
    ] {
        let layer = format!("{SCENARIO}[[layer]]\nid = \"l\"\npath = \"{name}\"\n");
        case.write("s.toml", &layer);
        says(&case.run(&["check", "s.toml"]), 1, &format!("{name} cannot be read: {why}"));
        let feed = format!(
            "{SCENARIO}[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"{name}\"\nas = \"attacks\"\n"
        );
        case.write("s.toml", &feed);
        says(&case.run(&["check", "s.toml"]), 1, &format!("{name}: {why}"));
        says(&case.run(&["feed", name]), 2, &format!("{name}: {why}"));
    }
    case.write("s.toml", &format!("{SCENARIO}[[layer]]\nid = \"l\"\npath = \"hole\"\n"));
    says(&case.run(&["check", "s.toml"]), 1, "too-large");
    case.write(
        "s.toml",
        &format!(
            "{SCENARIO}[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"hole\"\nas = \"attacks\"\n"
        ),
    );
    says(&case.run(&["check", "s.toml"]), 1, "hole: it is no text: bytes of zero stand in it");
    says(&case.run(&["feed", "hole"]), 2, "hole: it is no text");
    says(&case.run(&["feed", "/dev/zero"]), 2, "it is a device, not a file");
}

#[test]
fn a_scenario_without_end_is_too_large() {
    let case = Case::new();
    for name in ["hole", "/dev/zero"] {
        says(&case.run(&["check", name]), 1, "the file is larger than 16 MiB");
    }
    says(&case.run(&["check", "socket"]), 2, "socket: ");
    says(&case.run(&["check", "folder"]), 2, "no scenario files");
}

#[test]
fn nothing_is_added_to_what_is_no_file() {
    let case = Case::new();
    for (name, why) in [("./pipe", "it is a pipe"), ("/dev/zero", "it is a device")] {
        let words = format!("{name} cannot be added to: {why}, not a file; `sitboard new FILE`");
        says(&case.run(&["add", name, "ied", "14", "jul", "src", "x"]), 2, &words);
    }
    says(&case.run(&["add", "./socket", "ied"]), 2, "cannot be added to: it is a socket");
}

/// A command with something piped into it, bit by bit.
fn piped(mut command: Command, parts: &[(u64, &str)]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    for (after, text) in parts {
        thread::sleep(Duration::from_millis(*after));
        to.write_all(text.as_bytes()).unwrap();
    }
    drop(to);
    child.wait_with_output().unwrap()
}

#[test]
fn what_the_user_names_may_be_a_pipe() {
    let case = Case::new();
    let (first, second) = SCENARIO.split_at(20);
    for name in ["-", "/dev/stdin"] {
        let output = piped(case.sitboard(&["check", name]), &[(0, first), (200, second)]);
        says(&output, 0, "0 records");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
        // It is read once, however often it is asked.
        let output = piped(case.sitboard(&["render", name]), &[(0, SCENARIO)]);
        says(&output, 0, "no attacks on this board");
    }
    let writer = {
        let path = case.at("pipe");
        thread::spawn(move || fs::write(path, SCENARIO).unwrap())
    };
    says(&case.run(&["check", "pipe"]), 0, "pipe: 0 records");
    writer.join().unwrap();
}

#[test]
fn what_is_waited_for_is_said_after_a_second_and_once() {
    let case = Case::new();
    let (first, second) = SCENARIO.split_at(20);
    let parts = [(1500, first), (1500, second)];
    let output = piped(case.sitboard(&["check", "-"]), &parts);
    says(&output, 0, "0 records");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(errors, "sitboard: waiting for standard input\n");
    // Nobody has opened the other end of this one yet.
    let path = case.at("pipe");
    let writer = thread::spawn(move || {
        thread::sleep(Duration::from_millis(1500));
        fs::write(path, SCENARIO).unwrap();
    });
    let output = case.run(&["check", "pipe"]);
    writer.join().unwrap();
    says(&output, 0, "pipe: 0 records");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "sitboard: waiting for pipe\n");
}

#[test]
fn a_time_zone_that_cannot_be_read_is_told_and_today_is_in_utc() {
    let case = Case::new();
    for (zone, why) in [("pipe", "it is a pipe, not a file"), ("zero", "it is a device")] {
        let zone = if zone == "zero" { "/dev/zero".into() } else { case.at(zone) };
        let zone = format!(":{}", zone.display());
        let file = case.write("s.toml", SCENARIO);
        let begun = Instant::now();
        let mut command = case.sitboard(&["show", "overview", file.to_str().unwrap()]);
        let output = command.env("TZ", &zone).output().unwrap();
        assert!(begun.elapsed() < AT_ONCE);
        says(&output, 0, &format!("sitboard: TZ={zone} is no time zone: {why}"));
        assert!(told(&output).contains("today is told in UTC"));
    }
}
