//! Each system call of a save, killed there and refused there by the system.
//!
//! strace (Linux) injects the faults. Where it is missing, or may not trace, these tests say so and
//! hold nothing.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sitboard::app::Place;
use sitboard::board::Digest;
use sitboard::runtime::journal::Journals;

use super::driver::{LINE, drive_as};
use super::{Desk, SCENARIO, loads, save_line};

pub const ERRORS: [&str; 5] = ["ENOSPC", "EIO", "EACCES", "EROFS", "EINTR"];

/// A file system exchanges two files, or says in one of two ways that it cannot.
const WAYS: [&[&str]; 3] =
    [&[], &["inject=renameat2:error=EINVAL"], &["inject=renameat2:error=ENOSYS"]];

/// Whether faults can be injected here.
pub fn can_inject() -> bool {
    let traced = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    let can = traced.is_ok_and(|output| output.status.success());
    if !can {
        println!("SKIPPED: no strace here, or it may not trace: no fault was tried");
    }
    can
}

/// One save, with strace's injections, of all calls that have to do with the file.
fn strace(desk: &Desk, injections: &[&str]) -> Command {
    strace_of(desk, injections, &["once", desk.file.to_str().unwrap()])
}

/// As above, of what a driver was ordered.
pub fn strace_of(desk: &Desk, injections: &[&str], order: &[&str]) -> Command {
    let of = |name: &str| desk.folder.path().join(name).to_str().unwrap().to_owned();
    let log = of("log");
    let mut by = vec!["strace", "-f", "-qq", "-o", &log];
    let names = ["truce.toml", ".truce.toml.sitboard-draft", ".truce.toml.sitboard-lock", ""];
    let paths = names.map(|name| of(name).trim_end_matches('/').to_owned());
    by.extend(paths.iter().flat_map(|path| ["-P", path]));
    by.extend(injections.iter().flat_map(|injection| ["-e", injection]));
    let program = std::env::current_exe().unwrap();
    let mut command = drive_as(program.as_os_str(), &by, order);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn run(desk: &Desk, injections: &[&str]) -> Output {
    fs::write(&desk.file, SCENARIO).unwrap();
    fs::set_permissions(&desk.file, Permissions::from_mode(0o640)).unwrap();
    let output = strace(desk, injections).output().unwrap();
    fs::remove_file(desk.folder.path().join("log")).unwrap();
    output
}

/// The system calls of a save, in their order, each with its number among those of its name.
fn calls(desk: &Desk, injections: &[&str]) -> Vec<(String, usize)> {
    fs::write(&desk.file, SCENARIO).unwrap();
    assert!(strace(desk, injections).output().unwrap().status.success());
    logged(desk)
}

/// The calls that the last driver made.
pub fn logged(desk: &Desk) -> Vec<(String, usize)> {
    logged_at(&desk.folder.path().join("log"))
}

/// As above, of what was logged there.
pub fn logged_at(log: &Path) -> Vec<(String, usize)> {
    let text = fs::read_to_string(log).unwrap();
    fs::remove_file(log).unwrap();
    let mut counts = HashMap::new();
    let named = text.lines().filter_map(|line| line.split_whitespace().nth(1)?.split_once('('));
    let mut number = |name: &str| {
        let count = counts.entry(name.to_owned()).or_insert(0);
        *count += 1;
        (name.to_owned(), *count)
    };
    named.map(|(name, _)| number(name)).collect()
}

fn new() -> String {
    format!("{SCENARIO}{LINE}")
}

/// Whatever happened before: the file can be saved, and then nothing stands beside it.
#[track_caller]
fn goes_on(desk: &Desk, what: &str) {
    let before = desk.text();
    assert!(loads(&before), "{what}");
    assert_eq!(fs::metadata(&desk.file).unwrap().mode() & 0o7777, 0o640, "{what}");
    save_line(&desk.file, "# again\n");
    assert_eq!(desk.text(), format!("{before}# again\n"), "{what}");
    assert_eq!(desk.beside(), [""; 0], "{what}");
}

#[test]
fn killed_at_any_call_the_file_is_the_old_or_the_new() {
    if !can_inject() {
        return;
    }
    let desk = Desk::new();
    for way in WAYS {
        let calls = calls(&desk, way);
        let (mut old, mut new_) = (0, 0);
        for (call, number) in &calls {
            if !way.is_empty() && call == "renameat2" {
                continue; // one call takes one fault
            }
            let what = format!("killed at {call} {number}");
            let kill = format!("inject={call}:signal=KILL:when={number}");
            let output = run(&desk, &[way, &[&kill]].concat());
            assert_eq!(output.status.signal().or(output.status.code()), Some(9), "{what}");
            match desk.text() {
                text if text == SCENARIO => old += 1,
                text if text == new() => new_ += 1,
                text => panic!("{what}: {text}"),
            }
            goes_on(&desk, &what);
        }
        assert!(old > 10 && new_ > 1, "{old} {new_}");
        println!("killed at each of {} calls: {old} old, {new_} new, 0 else", calls.len());
    }
}

#[test]
fn refused_at_any_call_the_file_is_whole_and_the_answer_true() {
    if !can_inject() {
        return;
    }
    let desk = Desk::new();
    let mut answers = BTreeMap::new();
    let mut count = 0;
    for way in WAYS {
        let calls = calls(&desk, way);
        for (call, number) in calls.iter().filter(|(call, _)| way.is_empty() || call != "renameat2")
        {
            // What a call is refused with matters no more where another way is taken.
            for error in if way.is_empty() { &ERRORS[..] } else { &ERRORS[..1] } {
                let what = format!("{error} at {call} {number}, {way:?}");
                let fault = format!("inject={call}:error={error}:when={number}");
                let output = run(&desk, &[way, &[&*fault][..]].concat());
                assert!(output.status.success(), "{what}: {output:?}");
                let answer = String::from_utf8(output.stderr).unwrap();
                let outcome = outcome(&desk, answer.trim_end(), &what);
                *answers.entry(outcome).or_insert(0) += 1;
                count += 1;
                // A name that could not be removed stands there until the next save.
                assert!(
                    desk.beside().is_empty() || call == "unlink",
                    "{what}: {:?}",
                    desk.beside()
                );
                goes_on(&desk, &what);
            }
        }
    }
    println!("refused {count} times with {ERRORS:?}: {answers:?}");
}

/// Checks what a save said against what is in the file.
#[track_caller]
fn outcome(desk: &Desk, answer: &str, what: &str) -> &'static str {
    if answer == "saved" {
        assert_eq!(desk.text(), new(), "{what}");
        return "saved nevertheless";
    }
    if let Some(words) = answer.strip_prefix("saved: ") {
        assert!(words.contains("is saved, but may not outlast a power cut"), "{what}: {words}");
        assert_eq!(desk.text(), new(), "{what}");
        return "saved, not confirmed";
    }
    assert!(answer.contains("cannot be saved, and is unchanged: "), "{what}: {answer}");
    assert_eq!(desk.text(), SCENARIO, "{what}");
    "unchanged"
}

/// Holds the save where it puts its text into place, and lets somebody else come first.
fn overtaken(moments: &str, theirs: &[&dyn Fn(&Desk)]) -> (Desk, String) {
    let desk = Desk::new();
    let hold = format!("inject=renameat2:delay_enter=300000:when={moments}");
    let log = desk.folder.path().join("log");
    let saving = strace(&desk, &[&hold]).spawn().unwrap();
    for (number, write) in theirs.iter().enumerate() {
        let begun = Instant::now();
        // strace writes the name of the call when it is entered, its result when it is left.
        while fs::read_to_string(&log).unwrap_or_default().matches("renameat2(").count() <= number {
            assert!(begun.elapsed() < Duration::from_secs(10));
            thread::sleep(Duration::from_millis(5));
        }
        thread::sleep(Duration::from_millis(50));
        write(&desk);
    }
    let output = saving.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::remove_file(log).unwrap();
    assert_eq!(desk.beside(), [""; 0]);
    (desk, String::from_utf8(output.stderr).unwrap().trim_end().to_owned())
}

fn rename_save(desk: &Desk, line: &str) {
    let beside = desk.folder.path().join("editor");
    fs::write(&beside, format!("{SCENARIO}{line}")).unwrap();
    fs::rename(beside, &desk.file).unwrap();
}

#[test]
fn whoever_saves_in_the_very_moment_is_not_overwritten() {
    if !can_inject() {
        return;
    }
    let theirs = |desk: &Desk| rename_save(desk, "# theirs\n");
    let (desk, answer) = overtaken("1", &[&theirs]);
    assert_eq!((&*answer, desk.text()), ("saved, merged", format!("{SCENARIO}# theirs\n{LINE}")));
    // In place, as some editors do.
    let in_place = |desk: &Desk| fs::write(&desk.file, format!("{SCENARIO}# in place\n")).unwrap();
    let (desk, answer) = overtaken("1", &[&in_place]);
    assert_eq!((&*answer, desk.text()), ("saved, merged", format!("{SCENARIO}# in place\n{LINE}")));
    // And once more, just when theirs is put back.
    let third = |desk: &Desk| rename_save(desk, "# third\n");
    let (desk, answer) = overtaken("1..2", &[&theirs, &third]);
    assert_eq!((&*answer, desk.text()), ("saved, merged", format!("{SCENARIO}# third\n{LINE}")));
    // Removed: it does not come back unasked.
    let (desk, answer) = overtaken("1", &[&|desk| fs::remove_file(&desk.file).unwrap()]);
    assert!(answer.ends_with("is gone: nothing was saved"), "{answer}");
    assert!(!desk.file.exists());
    println!("overtaken while putting into place: 4 of 4 seen");
}

#[test]
fn a_change_that_cannot_be_kept_is_told_and_costs_no_other() {
    if !can_inject() {
        return;
    }
    let desk = Desk::new();
    let state = desk.folder.path().join("state");
    let order = ["keep", desk.file.to_str().unwrap(), state.to_str().unwrap()];
    let place = Place::File(desk.file.clone());
    let program = std::env::current_exe().unwrap();
    let keep = |injection: &str| {
        let by = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", injection];
        let output = drive_as(program.as_os_str(), &by, &order).output().unwrap();
        let left = Journals::at(state.clone()).left_over::<u8>(&place, Digest::of(b"new"));
        let mut entries = Vec::new();
        for (left, claim) in left {
            assert!(left.lost.is_empty());
            entries.extend(left.entries);
            claim.discard().unwrap();
        }
        assert_eq!(fs::read_dir(&state).unwrap().count(), 0);
        (String::from_utf8(output.stderr).unwrap(), entries)
    };
    for call in ["pwrite64", "fdatasync"] {
        for (error, why) in
            [("ENOSPC", "the disk is full"), ("EDQUOT", "the disk quota is used up")]
        {
            let (told, left) = keep(&format!("inject={call}:error={error}:when=2"));
            let start = "2: what is not saved would not outlive a crash: ";
            assert_eq!((told, left), (format!("{start}{why}\n"), vec![1, 3]));
        }
        let (told, left) = keep(&format!("inject={call}:signal=KILL:when=2"));
        assert_eq!(told, "");
        assert_eq!(left, if call == "pwrite64" { vec![1] } else { vec![1, 2] });
    }
    println!("a journal refused or killed at each of its calls: 6 of 6 whole");
}

#[test]
fn a_full_disk_leaves_the_file_and_says_so() {
    let desk = Desk::new();
    let disk = desk.folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let program = std::env::current_exe().unwrap();
    let file = disk.join("truce.toml");
    // A small disk in memory, seen by this script alone: filled, and emptied again.
    let script = format!(
        "set -e
        mount -t tmpfs -o size=256k none {disk}; cp {from} {disk}; cd {disk}
        cat /dev/zero > filler 2>/dev/null || true
        SITBOARD_TEST_DRIVE=\"$(printf 'may\\n{file}')\" \"$@\"
        SITBOARD_TEST_DRIVE=\"$(printf 'once\\n{file}')\" \"$@\"
        cmp {from} {file}; test \"$(ls -A | wc -l)\" = 2
        rm filler
        SITBOARD_TEST_DRIVE=\"$(printf 'once\\n{file}')\" \"$@\"
        tail -n 1 {file} >&2; test \"$(ls -A)\" = truce.toml",
        disk = disk.display(),
        from = desk.file.display(),
        file = file.display(),
    );
    let mut by = vec!["unshare", "-m"];
    if !rustix::process::geteuid().is_root() {
        by.push("-r");
    }
    let may_mount = [&by[1..], &["mount", "-t", "tmpfs", "none", disk.to_str().unwrap()]].concat();
    let mount = Command::new(by[0]).args(may_mount).output();
    if !mount.is_ok_and(|output| output.status.success()) {
        return println!("SKIPPED: nobody may mount a disk here: none was filled");
    }
    by.extend(["sh", "-c", &script, "sh"]);
    let output = drive_as(OsStr::new(&program), &by, &[]).output().unwrap();
    let answer = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{answer}");
    let [ahead, then, after, last] = answer.lines().collect::<Vec<_>>().try_into().unwrap();
    assert!(ahead.ends_with("cannot be saved, and is unchanged: the disk is full"), "{ahead}");
    assert!(then.starts_with("stopped: ") && then.ends_with("the disk is full"), "{then}");
    assert_eq!((after, last), ("saved", LINE.trim_end()));
    println!("a full disk: {then}");
}
