//! A board beside another board, an editor, `sed -i` and git, on one file.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::driver::drive;
use super::{Desk, SCENARIO, loads};

const APPENDS: usize = 500;

fn board(path: &Path, name: &str, count: usize) -> Child {
    drive(&["append", path.to_str().unwrap(), name, &count.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How many of its saves found what somebody else had written.
fn merged(mut board: Child) -> usize {
    let mut words = String::new();
    board.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert!(board.wait().unwrap().success(), "{words}");
    words.trim().parse().unwrap()
}

#[test]
fn of_two_boards_every_save_is_kept() {
    let desk = Desk::new();
    let begun = Instant::now();
    let boards = ["east", "west"].map(|name| board(&desk.file, name, APPENDS));
    let merged: usize = boards.into_iter().map(merged).sum();
    let text = desk.text();
    for name in ["east", "west"] {
        let prefix = format!("# {name} ");
        let numbers =
            text.lines().filter_map(|line| line.strip_prefix(&prefix)?.parse::<usize>().ok());
        assert!(numbers.eq(0..APPENDS), "{name}");
    }
    assert!(text.starts_with(SCENARIO) && loads(&text));
    assert_eq!(text.lines().count(), SCENARIO.lines().count() + 2 * APPENDS);
    assert_eq!(desk.beside(), [""; 0]);
    let took = begun.elapsed();
    println!("2 boards × {APPENDS}: {} of {0} kept, {merged} merged, {took:.1?}", 2 * APPENDS);
    assert!(merged > 0, "they never met");
}

/// Somebody who writes the line `# theirs N` anew, again and again, while a board saves. What was
/// written must stay until it is written anew: nobody else ever touches that line.
fn writes_beside_a_board(what: &str, rounds: usize, write: impl Fn(&Path, usize)) {
    let desk = Desk::new();
    fs::write(&desk.file, format!("# theirs 0\n{SCENARIO}")).unwrap();
    let mut board = board(&desk.file, "east", 4000);
    let begun = Instant::now();
    // On a busy machine the board may be slow to begin.
    while !desk.text().contains("# east ") && begun.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(5));
    }
    let (mut met, mut looks) = (0, 0);
    for round in 1..=rounds {
        write(&desk.file, round);
        for pause in [0, 1, 3] {
            thread::sleep(Duration::from_millis(pause));
            let text = desk.text();
            let theirs = text.lines().next().unwrap_or_default();
            assert_eq!(theirs, format!("# theirs {round}"), "{what}: overwritten unseen");
            assert!(loads(&text), "{what}");
            met += usize::from(text.contains("# east "));
            looks += 1;
        }
    }
    board.kill().unwrap();
    board.wait().unwrap();
    assert!(met > 0, "{what}: the board never saved");
    println!(
        "beside {what}: {rounds} writes, {looks} looks, 0 overwritten, {:.1?}",
        begun.elapsed()
    );
}

/// The file with their line written anew.
fn theirs(path: &Path, round: usize) -> String {
    let text = fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    format!("# theirs {round}\n{rest}")
}

#[test]
fn an_editor_that_renames_is_not_overwritten() {
    writes_beside_a_board("an editor that renames", 100, |path, round| {
        let beside = path.with_extension("editor");
        fs::write(&beside, theirs(path, round)).unwrap();
        fs::rename(beside, path).unwrap();
    });
}

#[test]
fn an_editor_that_writes_in_place_is_not_overwritten() {
    writes_beside_a_board("an editor that writes in place", 30, |path, round| {
        fs::write(path, theirs(path, round)).unwrap();
        // The board waits for it to stand still.
        thread::sleep(Duration::from_millis(if round % 2 == 0 { 130 } else { 5 }));
    });
}

#[test]
fn sed_is_not_overwritten() {
    writes_beside_a_board("sed -i", 100, |path, round| {
        let script = format!("1s/.*/# theirs {round}/");
        assert!(Command::new("sed").arg("-i").arg(script).arg(path).status().unwrap().success());
    });
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Reader", "-c", "user.email=reader@example.org"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

#[test]
fn git_checkout_is_not_overwritten() {
    if !Command::new("git").arg("--version").output().is_ok_and(|git| git.status.success()) {
        return println!("SKIPPED: no git here");
    }
    let store = tempfile::tempdir().unwrap();
    let file = store.path().join("truce.toml");
    git(store.path(), &["init", "-q"]);
    for round in 1..=40 {
        fs::write(&file, format!("# theirs {round}\n{SCENARIO}")).unwrap();
        git(store.path(), &["add", "truce.toml"]);
        git(store.path(), &["commit", "-q", "-m", "x"]);
        git(store.path(), &["tag", &format!("round-{round}")]);
    }
    let of_git = store.path().join(".git");
    writes_beside_a_board("git checkout", 40, |path, round| {
        let folder = path.parent().unwrap();
        let (of_git, folder_) = (of_git.to_str().unwrap(), folder.to_str().unwrap());
        let round_ = format!("round-{round}");
        let order =
            ["--git-dir", of_git, "--work-tree", folder_, "checkout", &round_, "--", "truce.toml"];
        // It makes the file anew, and says so where the board came first.
        let begun = Instant::now();
        while !Command::new("git")
            .current_dir(folder)
            .args(order)
            .output()
            .unwrap()
            .status
            .success()
        {
            assert!(begun.elapsed() < Duration::from_secs(10));
        }
        thread::sleep(Duration::from_millis(if round % 2 == 0 { 130 } else { 5 }));
    });
}
