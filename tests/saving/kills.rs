//! A board that is killed again and again while it keeps and saves changes.

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use sitboard::app::Place;
use sitboard::board::Digest;
use sitboard::runtime::journal::Journals;

use super::driver::drive;
use super::{Desk, loads, save_line};

const ROUNDS: usize = 60;

/// The notes of a file, in their order.
fn notes(text: &str) -> Vec<usize> {
    text.lines().filter_map(|line| line.strip_prefix("# note ")?.parse().ok()).collect()
}

/// Whatever a board said was kept is in the file or in its journal, and in one of them only.
#[test]
fn killed_at_random_nothing_that_was_promised_is_lost() {
    let desk = Desk::new();
    let state = desk.folder.path().join("state");
    let (path, place) = (desk.file.to_str().unwrap(), Place::File(desk.file.clone()));
    let (mut promised, mut recovered) = (0, 0);
    let begun = Instant::now();
    for round in 0..ROUNDS {
        let mut board = drive(&["note", path, state.to_str().unwrap(), &promised.to_string()])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(board.stderr.take().unwrap()).lines().map(Result::unwrap);
        assert_eq!(lines.next().unwrap(), promised.to_string());
        let moment = RandomState::new().hash_one(round) % 30_000;
        thread::sleep(Duration::from_micros(moment));
        board.kill().unwrap();
        let last: usize = lines.last().map_or(promised, |line| line.parse().unwrap());
        board.wait().unwrap();

        let text = desk.text();
        assert!(loads(&text), "torn in round {round}");
        let left =
            Journals::at(state.clone()).left_over::<usize>(&place, Digest::of(text.as_bytes()));
        let mut kept = notes(&text);
        for (left, claim) in left {
            assert!(left.lost.is_empty());
            recovered += left.entries.len();
            kept.extend(&left.entries);
            let lines: String = left.entries.iter().map(|n| format!("# note {n}\n")).collect();
            save_line(&desk.file, &lines);
            claim.discard().unwrap();
        }
        // One more than was promised may have been kept: its promise was on the way.
        assert!(kept.iter().copied().eq(0..kept.len()), "round {round}: {kept:?}");
        assert!([last + 1, last + 2].contains(&kept.len()), "round {round}: {last} {kept:?}");
        promised = kept.len();
        save_line(&desk.file, ""); // what was left beside it goes with the next save
        assert_eq!(desk.beside(), ["state"]);
    }
    println!(
        "killed {ROUNDS} times in {:.1?}: {promised} changes, {recovered} of them out of journals, \
         0 lost, 0 twice",
        begun.elapsed()
    );
}
