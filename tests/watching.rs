//! `sitboard watch` as cron and as a service run it: what changed is told once, over the end of a
//! watch, a command that fails and a file that is broken for a while.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value as Json;

const HEAD: &str = "format = 1\n[scenario]\nid = \"truce\"\ntitle = \"A truce\"\n\
    until = 2020-07-31\n\
    [[source]]\nid = \"a\"\nname = \"Mission A\"\nkind = \"monitor\"\nevery_days = 3\n\
    [[indicator]]\nid = \"raids\"\nname = \"Raids\"\ncounts = \"kind:ied\"\nwindow_days = 7\n\
    watch = 1\nalarm = 2\n\
    [[feed]]\nid = \"rows\"\npath = \"rows.csv\"\nkind = \"csv\"\nas = \"attacks\"\nlineage = false\n\
    columns = { date = \"date\" }\nlicence = \"CC0\"\n";

fn ied(day: u32) -> String {
    format!(
        "[[attack]]\ndate = 2020-07-{day:02}\nkind = \"ied\"\nsource = \"a\"\npublished = 2020-07-{day:02}\n"
    )
}

/// A folder with a board, and where what was seen is kept.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        desk.say(&[]);
        desk.feed("date\n2020-06-01\n");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn say(&self, days: &[u32]) {
        let records: String = days.iter().copied().map(ied).collect();
        fs::write(self.path("truce.toml"), format!("{HEAD}{records}")).unwrap();
    }

    fn feed(&self, rows: &str) {
        fs::write(self.path("rows.csv"), rows).unwrap();
    }

    fn watch(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitboard"));
        command.arg("watch").arg(self.path("truce.toml")).args(more).stdin(Stdio::null());
        command.env("XDG_STATE_HOME", self.path("state")).env("TZ", "UTC");
        command
    }

    fn once(&self, more: &[&str]) -> Output {
        self.watch(&["--once"]).args(more).output().unwrap()
    }

    /// What is told as of a day.
    fn told(&self, day: &str) -> Vec<String> {
        let output = self.once(&["--as-of", day]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        lines(&output.stdout)
    }
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8(bytes.to_vec()).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn each_change_is_told_once() {
    let desk = Desk::new();
    let first = desk.once(&["--as-of", "2020-07-02"]);
    let words = String::from_utf8(first.stderr).unwrap();
    assert!(words.contains("the first look at 1 indicator, 1 source, 1 feed"), "{words}");
    assert_eq!((first.stdout.as_slice(), first.status.code()), (&b""[..], Some(0)));
    desk.say(&[2]);
    let watch = "2020-07-02 truce: Raids: watch, 1 in 7 days; it was no reports";
    let heard = "2020-07-02 truce: Mission A speaks, as expected every 3 days";
    assert_eq!(desk.told("2020-07-02"), [watch, heard]);
    assert_eq!(desk.told("2020-07-02"), [] as [&str; 0]);
    desk.say(&[2, 3]);
    assert_eq!(
        desk.told("2020-07-03"),
        ["2020-07-03 truce: Raids: alarm, 2 in 7 days; it was watch"]
    );
    let silent = "2020-07-07 truce: Mission A is silent: 4 days without a word, where one is \
                  expected every 3 days";
    assert_eq!(desk.told("2020-07-07"), [silent]);
    assert_eq!(desk.told("2020-07-08"), [] as [&str; 0], "only longer silent");
    desk.feed("date\n2020-06-01\n2020-06-02\n2020-06-03\n");
    assert_eq!(desk.told("2020-07-08"), ["2020-07-08 truce: Rows: 2 rows more, 3 rows"]);
    desk.feed("date\n2020-06-01\n2020-06-02\n2020-06-04\n");
    assert_eq!(desk.told("2020-07-08"), ["2020-07-08 truce: Rows: revised, 3 rows as before"]);
    fs::remove_file(desk.path("rows.csv")).unwrap();
    assert_eq!(desk.told("2020-07-08"), ["2020-07-08 truce: Rows cannot be read"]);
    // Looked at in another way, it is another watch.
    let other = desk.once(&["--as-of", "2020-07-08", "--without", "a"]);
    assert!(String::from_utf8(other.stderr).unwrap().contains("the first look"));
}

#[test]
fn what_a_command_did_not_take_is_told_again() {
    let desk = Desk::new();
    desk.once(&["--as-of", "2020-07-02"]);
    desk.say(&[2]);
    let to = desk.path("told").to_str().unwrap().to_owned();
    let failing = format!("sh -c 'cat > \"$0\"; exit 3' {to}");
    let taking = format!("sh -c 'cat > \"$0\"' {to}");
    let run = |line: &str| desk.once(&["--as-of", "2020-07-02", "--exec", line]);
    let failed = run(&failing);
    let words = String::from_utf8(failed.stderr).unwrap();
    assert!(words.contains("`sh` ended with exit status: 3"), "{words}");
    assert_eq!((failed.stdout.as_slice(), failed.status.code()), (&b""[..], Some(2)));
    assert_eq!(lines(&run(&taking).stdout).len(), 2, "told again, and taken");
    let told = fs::read_to_string(&to).unwrap();
    let told: Vec<Json> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), 2);
    for (key, value) in [
        ("kind", "indicator"),
        ("id", "raids"),
        ("name", "Raids"),
        ("before", "no reports"),
        ("after", "watch"),
        ("words", "Raids: watch, 1 in 7 days; it was no reports"),
        ("scenario", "truce"),
        ("as_of", "2020-07-02"),
    ] {
        assert_eq!(told[0][key], value, "{key}");
    }
    assert_eq!(lines(&run(&taking).stdout), [] as [&str; 0]);
    let unknown = run("'open");
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_broken_file_is_trouble_and_changes_nothing_that_was_seen() {
    let desk = Desk::new();
    desk.say(&[2]);
    desk.told("2020-07-02");
    fs::write(desk.path("truce.toml"), "format = \n").unwrap();
    let broken = desk.once(&["--as-of", "2020-07-02"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(String::from_utf8(broken.stderr).unwrap().contains("does not load"));
    desk.say(&[2]);
    assert_eq!(desk.told("2020-07-02"), [] as [&str; 0]);
}

/// A watch that runs, and the lines that it tells.
struct Service {
    child: Child,
    told: Receiver<String>,
}

impl Service {
    fn start(desk: &Desk) -> Service {
        let mut command = desk.watch(&["--as-of", "2020-07-03"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (post, told) = mpsc::channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let post = post.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| {
                    let _ = post.send(line);
                });
            });
        }
        Service { child, told }
    }

    /// The next line; what never comes fails the test.
    fn line(&self) -> String {
        self.told.recv_timeout(Duration::from_secs(60)).expect("a line is told")
    }

    fn end(mut self) -> Option<i32> {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        self.child.wait().unwrap().code()
    }
}

#[test]
fn as_a_service_it_tells_when_a_file_changes_and_ends_when_it_is_asked_to() {
    let desk = Desk::new();
    desk.say(&[2]);
    let service = Service::start(&desk);
    assert!(service.line().contains("the first look"));
    let other = desk.once(&[]);
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8(other.stderr).unwrap().contains("another watch of"));
    desk.say(&[2, 3]);
    assert_eq!(service.line(), "2020-07-03 truce: Raids: alarm, 2 in 7 days; it was watch");
    desk.feed("date\n2020-06-01\n2020-06-02\n");
    assert_eq!(service.line(), "2020-07-03 truce: Rows: 1 row more, 2 rows");
    fs::write(desk.path("truce.toml"), "format = \n").unwrap();
    assert!(service.line().contains("does not load"));
    desk.say(&[2]);
    assert_eq!(service.line(), "2020-07-03 truce: Raids: watch, 1 in 7 days; it was alarm");
    assert_eq!(service.end(), Some(0));
    assert_eq!(desk.told("2020-07-03"), [] as [&str; 0], "all of it was told");
}
