//! A file that is gone is written anew, killed at each of its system calls and refused there: it
//! is there whole and as it was, or not there.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::ExitStatusExt;

use super::driver::{answer, drive};
use super::faults::{ERRORS, can_inject, logged, strace_of};
use super::{Desk, SCENARIO};

/// What a file system may not have a way to, each with the calls that are refused then.
const WAYS: [&[&str]; 4] = [
    &[],
    &["inject=renameat2:error=EINVAL"],
    &["inject=renameat2:error=ENOSYS"],
    &["inject=renameat2:error=EINVAL", "inject=linkat,link:error=EPERM"],
];

/// A folder that the scenario is gone from, and elsewhere a file of the mode that it had.
struct Gone {
    desk: Desk,
    like: Desk,
}

impl Gone {
    fn new() -> Gone {
        let gone = Gone { desk: Desk::new(), like: Desk::new() };
        fs::remove_file(&gone.desk.file).unwrap();
        fs::set_permissions(&gone.like.file, Permissions::from_mode(0o640)).unwrap();
        gone
    }

    fn order(&self) -> [&str; 3] {
        ["anew", self.desk.file.to_str().unwrap(), self.like.file.to_str().unwrap()]
    }
}

/// Has it written anew with faults; the exit and what was answered.
fn run(gone: &Gone, injections: &[&str]) -> (Option<i32>, String) {
    let _ = fs::remove_file(&gone.desk.file);
    let output = strace_of(&gone.desk, injections, &gone.order()).output().unwrap();
    let ended = output.status.signal().or(output.status.code());
    (ended, String::from_utf8(output.stderr).unwrap().trim_end().to_owned())
}

/// Each call of it with its number among those of its name, but those that are refused already.
fn calls(gone: &Gone, way: &[&str]) -> Vec<(String, usize)> {
    let (ended, told) = run(gone, way);
    assert_eq!((ended, &*told), (Some(0), "saved"), "{way:?}");
    assert_eq!(gone.desk.text(), SCENARIO);
    let refused = way.join(" ");
    logged(&gone.desk).into_iter().filter(|(call, _)| !refused.contains(&**call)).collect()
}

/// Whatever happened before: what is there is whole, and it can be written where it is not.
#[track_caller]
fn goes_on(gone: &Gone, what: &str) -> bool {
    let desk = &gone.desk;
    let _ = fs::remove_file(desk.folder.path().join("log"));
    let is_there = desk.file.exists();
    let again = answer(drive(&gone.order()));
    if is_there {
        assert!(again.ends_with("exists already; nothing was written\n"), "{what}: {again}");
    } else {
        assert_eq!(again, "saved\n", "{what}");
        assert_eq!(desk.beside(), [""; 0], "{what}");
    }
    assert_eq!(desk.text(), SCENARIO, "{what}");
    assert_eq!(fs::metadata(&desk.file).unwrap().mode() & 0o7777, 0o640, "{what}");
    is_there
}

#[test]
fn killed_at_any_call_it_is_whole_or_not_there() {
    if !can_inject() {
        return;
    }
    let gone = Gone::new();
    // Where names can only be reserved, a kill leaves an empty one.
    for way in &WAYS[..3] {
        let calls = calls(&gone, way);
        let mut there = 0;
        for (call, number) in &calls {
            let what = format!("killed at {call} {number}, {way:?}");
            let kill = format!("inject={call}:signal=KILL:when={number}");
            let (ended, _) = run(&gone, &[way, &[&*kill][..]].concat());
            assert_eq!(ended, Some(9), "{what}");
            there += usize::from(goes_on(&gone, &what));
        }
        assert!(there > 0 && there < calls.len(), "{there}");
        let count = calls.len();
        println!("written anew, killed at each of {count} calls: {there} whole, 0 torn, {way:?}");
    }
}

#[test]
fn refused_at_any_call_it_is_whole_or_not_there_and_the_answer_true() {
    if !can_inject() {
        return;
    }
    let gone = Gone::new();
    let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
    for way in WAYS {
        for (call, number) in calls(&gone, way) {
            // What a call is refused with matters no more where another way is taken.
            for error in if way.is_empty() { &ERRORS[..] } else { &ERRORS[..1] } {
                let what = format!("{error} at {call} {number}, {way:?}");
                let fault = format!("inject={call}:error={error}:when={number}");
                let (ended, told) = run(&gone, &[way, &[&*fault][..]].concat());
                assert_eq!(ended, Some(0), "{what}: {told}");
                let outcome = match &*told {
                    "saved" => "written nevertheless",
                    told if told.ends_with("nothing was written") => "taken",
                    told if told.starts_with("saved: ") => "written, not confirmed",
                    told => {
                        assert!(
                            told.contains("cannot be written, and nothing was: "),
                            "{what}: {told}"
                        );
                        "nothing there"
                    }
                };
                let is_there = outcome.starts_with("written");
                assert_eq!(gone.desk.file.exists(), is_there, "{what}: {told}");
                goes_on(&gone, &what);
                *answers.entry(outcome).or_default() += 1;
            }
        }
    }
    println!("written anew, {} ways × its calls: {answers:?}", WAYS.len());
}
