//! What is given out: the version that tells where a program comes from.

use std::{fs, process::Command};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(ROOT).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

fn sitboard(arguments: &[&str]) -> String {
    said(env!("CARGO_BIN_EXE_sitboard"), arguments).unwrap()
}

#[test]
fn the_version_says_the_commit_and_the_build() {
    let number = env!("CARGO_PKG_VERSION");
    assert_eq!(sitboard(&["-V"]), format!("sitboard {number}\n"));
    let version = sitboard(&["--version"]);
    let lines: Vec<&str> = version.lines().collect();
    assert_eq!(lines.len(), 3, "{version}");
    assert_eq!(lines[0], format!("sitboard {number}"));
    let top = said("git", &["rev-parse", "--show-toplevel"]);
    let is_checkout = top.is_some_and(|top| {
        fs::canonicalize(top.trim()).unwrap() == fs::canonicalize(ROOT).unwrap()
    });
    if is_checkout {
        let wanted = said("git", &["log", "-1", "--format=%H %cs"]).unwrap();
        let (commit, day) = wanted.trim().split_once(' ').unwrap();
        assert_eq!(lines[1], format!("commit {} of {day}", &commit[..12]));
    } else {
        assert!(lines[1] == "unknown commit" || lines[1].starts_with("commit "), "{version}");
    }
    let (target, profile) =
        lines[2].strip_prefix("built for ").unwrap().split_once(", profile ").unwrap();
    assert!(target.contains(std::env::consts::ARCH) && !profile.is_empty(), "{version}");
    // A manual page is of a version, not of a build.
    assert!(!sitboard(&["man"]).contains("commit "));
}
