//! What a board leaves behind, however it ends.

use std::os::unix::fs::{PermissionsExt, symlink};

use proptest::prelude::*;
use serde::Deserialize;
use tempfile::TempDir;

use super::*;

/// A change as a board may make it, with what a line must not be broken by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Change {
    name: String,
    text: String,
}

fn change(number: usize) -> Change {
    Change { name: format!("change {number}"), text: "x = \"\u{1b}\r\n\u{2028}\"\n".to_owned() }
}

/// A desk with a file, and the journals of whoever sits there.
struct Desk {
    folder: TempDir,
    journals: Journals,
    place: Place,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("truce.toml");
        fs::write(&file, "old").unwrap();
        let journals = Journals::at(folder.path().join("state/deep/sitboard"));
        Desk { folder, journals, place: Place::File(file) }
    }

    /// A journal with changes in it.
    fn journal(&self, changes: &[usize]) -> Journal {
        let mut journal = self.journals.begin(&self.place, old()).unwrap();
        for number in changes {
            journal.append(&change(*number)).unwrap();
        }
        journal
    }

    /// What is left, by the numbers of the changes.
    fn left(&self, now: Digest) -> Vec<Vec<usize>> {
        let left = self.journals.left_over::<Change>(&self.place, now);
        left.iter().map(|(left, _)| left.entries.iter().map(numbered).collect()).collect()
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.journals.folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

fn numbered(found: &Change) -> usize {
    let number = found.name.trim_start_matches("change ").parse().unwrap();
    assert_eq!(*found, change(number));
    number
}

fn old() -> Digest {
    Digest::of(b"old")
}

fn new() -> Digest {
    Digest::of(b"new")
}

#[test]
fn what_was_not_saved_is_left_over() {
    let desk = Desk::new();
    assert!(desk.left(old()).is_empty());
    let journal = desk.journal(&[1, 2, 3]);
    assert_eq!(journal.unsaved(), 3);
    assert!(desk.left(old()).is_empty(), "its board still lives");
    drop(journal);
    assert_eq!(desk.left(old()), [[1, 2, 3]]);
    assert_eq!(desk.left(new()), [[1, 2, 3]], "offered again, whatever the file says by now");
    let [(left, claim)] = desk.journals.left_over(&desk.place, new()).try_into().unwrap();
    let LeftOver::<Change> { begun, base, lost, moved_from, .. } = left;
    assert_eq!((base, lost, moved_from), (old(), vec![], None));
    assert!((clock::now() - begun).num_seconds() < 60);
    assert!(desk.left(new()).is_empty(), "another board has it in hand");
    claim.discard().unwrap();
    assert!(desk.left(old()).is_empty() && desk.files().is_empty());
}

#[test]
fn nothing_is_left_by_whoever_ends_with_nothing_unsaved() {
    let desk = Desk::new();
    drop(desk.journal(&[]));
    assert!(!desk.journals.folder.exists(), "nothing was changed");
    let mut journal = desk.journal(&[1, 2]);
    journal.saving(2, new()).unwrap();
    journal.saved(2, new()).unwrap();
    drop(journal);
    desk.journal(&[1, 2]).discard();
    assert!(desk.files().is_empty());
}

#[test]
fn what_reached_the_file_is_not_offered_again() {
    let desk = Desk::new();
    // Killed between the file and the journal: the file says which.
    let mut journal = desk.journal(&[1, 2, 3]);
    journal.saving(2, new()).unwrap();
    drop(journal);
    assert_eq!(desk.left(old()), [[1, 2, 3]]);
    assert_eq!(desk.left(new()), [[3]]);
    let [(left, claim)] = desk.journals.left_over::<Change>(&desk.place, new()).try_into().unwrap();
    assert_eq!(left.base, new());
    claim.discard().unwrap();
    // A change was made while the others were being saved.
    let mut journal = desk.journal(&[1, 2]);
    journal.saving(2, new()).unwrap();
    journal.append(&change(3)).unwrap();
    journal.saved(2, new()).unwrap();
    assert_eq!(journal.unsaved(), 1);
    journal.append(&change(4)).unwrap();
    drop(journal);
    assert_eq!(desk.left(new()), [[3, 4]], "the file is where the save has left it");
    let [(_, claim)] = desk.journals.left_over::<Change>(&desk.place, new()).try_into().unwrap();
    claim.discard().unwrap();
    // All was saved, then something was changed again.
    let mut journal = desk.journal(&[1, 2]);
    journal.saving(2, new()).unwrap();
    journal.saved(2, new()).unwrap();
    drop(desk.journal(&[]));
    journal.append(&change(5)).unwrap();
    drop(journal);
    let [(left, _claim)] =
        desk.journals.left_over::<Change>(&desk.place, old()).try_into().unwrap();
    assert_eq!((left.base, left.entries), (new(), vec![change(5)]));
}

#[test]
fn a_save_that_failed_leaves_everything() {
    let desk = Desk::new();
    let mut journal = desk.journal(&[1]);
    journal.saving(1, new()).unwrap();
    journal.append(&change(2)).unwrap();
    journal.saving(2, Digest::of(b"newer")).unwrap();
    drop(journal);
    assert_eq!(desk.left(old()), [[1, 2]]);
    assert!(desk.left(Digest::of(b"newer")).is_empty() && desk.files().is_empty());
}

#[test]
fn boards_and_files_keep_theirs_apart() {
    let desk = Desk::new();
    let other = Place::File(desk.folder.path().join("other.toml"));
    fs::write(desk.folder.path().join("other.toml"), "old").unwrap();
    let (first, second) = (desk.journal(&[1]), desk.journal(&[2, 3]));
    let mut third = desk.journals.begin(&other, old()).unwrap();
    third.append(&change(4)).unwrap();
    assert_eq!(desk.files().len(), 3);
    drop((second, third));
    assert_eq!(desk.left(old()), [[2, 3]], "the first board still lives");
    drop(first);
    let mut left = desk.left(old());
    left.sort();
    assert_eq!(left, [vec![1], vec![2, 3]]);
    // Whatever path leads to the file, and even where it is gone.
    symlink(desk.folder.path(), desk.folder.path().join("link")).unwrap();
    let linked = Place::File(desk.folder.path().join("link/./truce.toml"));
    assert_eq!(desk.journals.left_over::<Change>(&linked, old()).len(), 2);
    fs::remove_file(desk.folder.path().join("truce.toml")).unwrap();
    assert_eq!(desk.left(old()).len(), 2);
    for place in [Place::Embedded("truce.toml", ""), Place::Input([].into())] {
        assert!(desk.journals.begin(&place, old()).is_none());
        assert!(desk.journals.left_over::<Change>(&place, old()).is_empty());
    }
}

#[test]
fn it_is_for_the_reader_alone() {
    let desk = Desk::new();
    drop(desk.journal(&[1]));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&desk.journals.folder), mode(&desk.files()[0])), (0o700, 0o600));
}

#[test]
fn what_cannot_be_kept_is_told() {
    let desk = Desk::new();
    let journals = Journals::at(desk.folder.path().join("truce.toml"));
    let mut journal = journals.begin(&desk.place, old()).unwrap();
    let told = journal.append(&change(1)).unwrap_err();
    assert!(told.message.starts_with("what is not saved would not outlive a crash: "));
    assert_eq!(journal.unsaved(), 0);
    // A journal that is full says so, and keeps what it has.
    let mut journal = desk.journal(&[1]);
    journal.written.as_mut().unwrap().whole = LONGEST;
    journal.append(&change(2)).unwrap_err();
    drop(journal);
    assert_eq!(desk.left(old()), [[1]]);
}

#[test]
fn what_is_no_journal_of_ours_is_left_alone() {
    let desk = Desk::new();
    drop(desk.journal(&[1, 2]));
    let [file] = desk.files().try_into().unwrap();
    let good = fs::read_to_string(&file).unwrap();
    let other_form = good.replacen("\"sitboard_journal\":1", "\"sitboard_journal\":2", 1);
    let json = other_form.lines().next().unwrap().split_once(' ').unwrap().1.to_owned();
    let other_form = format!("{:.16} {json}\n", Digest::of(json.as_bytes()).to_string());
    fs::write(&file, &other_form).unwrap();
    assert!(desk.left(old()).is_empty());
    assert_eq!(fs::read_to_string(&file).unwrap(), other_form);
    // Of another place, should the names ever meet.
    let name = file.file_name().unwrap().to_string_lossy()[33..].to_owned();
    let other = Place::File(desk.folder.path().join("other.toml"));
    let prefix = prefix(private::key(&other).unwrap());
    fs::write(desk.journals.folder.join(format!("{prefix}{name}")), &good).unwrap();
    assert!(desk.journals.left_over::<Change>(&other, old()).is_empty());
    // One whose board died at its first line has nothing, and goes.
    for nothing in ["", &good[..good.len() / 8]] {
        fs::write(&file, nothing).unwrap();
        assert!(desk.left(old()).is_empty());
        assert!(!file.exists());
    }
    // A pipe in its place is not waited for.
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &file,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    assert!(desk.left(old()).is_empty());
}

#[test]
fn a_line_that_cannot_be_read_is_told_and_kept_aside() {
    let desk = Desk::new();
    drop(desk.journal(&[1, 2, 3]));
    let [file] = desk.files().try_into().unwrap();
    let damaged = fs::read_to_string(&file).unwrap().replacen(
        "change 2\",\"text\":\"x",
        "change 2\",\"text\":\"y",
        1,
    );
    fs::write(&file, &damaged).unwrap();
    let [(left, claim)] = desk.journals.left_over::<Change>(&desk.place, old()).try_into().unwrap();
    assert_eq!(left.entries, [change(1), change(3)]);
    assert_eq!(left.lost, ["change 2".into()]);
    let aside = claim.aside().unwrap();
    claim.discard().unwrap();
    assert!(desk.left(old()).is_empty(), "it is told once");
    assert_eq!(fs::read_to_string(&aside).unwrap(), damaged);
    assert_eq!(desk.files(), [aside]);
    // Nothing of it can be read.
    for text in ["a\nb\n", "a\n", "\n"] {
        fs::write(&file, text).unwrap();
        let [(left, claim)] =
            desk.journals.left_over::<Change>(&desk.place, old()).try_into().unwrap();
        assert!(left.entries.is_empty() && !left.lost.is_empty(), "{text:?}");
        claim.discard().unwrap();
        assert_eq!(fs::read_to_string(desk.files().first().unwrap()).unwrap(), text);
    }
}

#[test]
fn what_reached_the_file_is_not_offered_again_by_a_damaged_journal() {
    let desk = Desk::new();
    let mut journal = desk.journal(&[1, 2]);
    journal.saving(2, new()).unwrap();
    journal.append(&change(3)).unwrap();
    journal.saved(2, new()).unwrap();
    drop(journal);
    let [file] = desk.files().try_into().unwrap();
    let good = fs::read_to_string(&file).unwrap();
    let offered = |from: &str, to: &str| {
        fs::write(&file, good.replacen(from, to, 1)).unwrap();
        let left = desk.journals.left_over::<Change>(&desk.place, Digest::of(b"newer"));
        left.into_iter().map(|(left, _)| (left.entries, left.lost)).next().unwrap()
    };
    assert_eq!(
        offered("{\"saved\":{\"changes\":2", "{\"saved\":{\"changes\":0"),
        (vec![change(3)], vec![])
    );
    assert_eq!(
        offered("{\"saving\":{\"changes\":2", "{\"saving\":{\"changes\":9"),
        (vec![change(3)], vec![])
    );
    // Of what was saved one cannot be read: it is in the file.
    assert_eq!(offered("change 1", "change 9"), (vec![change(3)], vec![]));
    assert_eq!(offered("change 3", "change 9"), (vec![], vec!["change 9".into()]));
}

#[test]
fn a_file_that_was_moved_finds_what_was_left_of_it() {
    let desk = Desk::new();
    drop(desk.journal(&[1, 2]));
    let (was, is) = (desk.folder.path().join("truce.toml"), desk.folder.path().join("peace.toml"));
    let left = |now| desk.journals.left_over::<Change>(&Place::File(is.clone()), now);
    fs::copy(&was, &is).unwrap();
    assert!(left(old()).is_empty(), "the file that they were made to is still there");
    fs::remove_file(&was).unwrap();
    assert!(left(new()).is_empty(), "it says something else");
    let [(found, claim)] = left(old()).try_into().unwrap();
    assert_eq!(found.entries, [change(1), change(2)]);
    assert_eq!(
        found.moved_from,
        Some(
            fs::canonicalize(desk.folder.path())
                .unwrap()
                .join("truce.toml")
                .to_string_lossy()
                .as_ref()
                .into()
        )
    );
    drop((found, claim));
    assert_eq!(desk.left(old()), [[1, 2]], "it is still its own");
    let [(_, claim)] = left(old()).try_into().unwrap();
    claim.discard().unwrap();
    assert!(desk.files().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_tail_costs_no_more_than_itself(cut in 0usize..2000, flip in 0usize..2000, after in proptest::collection::vec(any::<u8>(), 0..100)) {
        let desk = Desk::new();
        drop(desk.journal(&[0, 1, 2, 3]));
        let [file] = desk.files().try_into().unwrap();
        let good = fs::read(&file).unwrap();
        let ends: Vec<usize> = good.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
        let offered = |bytes: &[u8]| {
            fs::write(&file, bytes).unwrap();
            let left = desk.journals.left_over::<Change>(&desk.place, old());
            left.into_iter().next().map(|(left, _)| (left.entries.iter().map(numbered).collect::<Vec<_>>(), left.lost.len()))
        };
        let first = |whole: usize| (0..whole.min(4)).collect::<Vec<_>>();
        // Cut short: each whole line after the head is a change.
        let cut = cut % good.len();
        let whole = ends.iter().filter(|end| **end < cut).count().saturating_sub(1);
        let expected = (whole > 0).then(|| (first(whole), 0));
        prop_assert_eq!(offered(&good[..cut]), expected);
        // Something else behind it.
        let (entries, lost) = offered(&[&*good, &after].concat()).unwrap();
        prop_assert_eq!(entries, first(4));
        prop_assert_eq!(lost > 0, after.contains(&b'\n'));
        // One bit fallen over: its line is told to be lost, and the others are still there.
        let at = flip % good.len();
        let mut flipped = good.clone();
        flipped[at] ^= 1;
        let line = ends.iter().filter(|end| **end < at).count();
        // An end that fell over takes the line behind it along; the last line is none without its.
        let is_end = ends.contains(&at);
        let is_lost = |n: &usize| n + 1 == line || is_end && *n == line;
        let kept: Vec<usize> = (0..4).filter(|n| !is_lost(n)).collect();
        let lost = usize::from(line > 0 || is_end) - usize::from(is_end && line == 4);
        prop_assert_eq!(offered(&flipped), Some((kept, lost)));
    }
}
