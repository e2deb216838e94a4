//! The watcher told apart from the board: every way of saving, and what must not be told.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use sitboard::app::Message;
use sitboard::runtime::watch::{Notices, Watcher};
use tempfile::TempDir;

struct Case {
    folder: TempDir,
    path: PathBuf,
    mail: Receiver<Message>,
    _watcher: Watcher,
    patience: Duration,
}

impl Case {
    fn new(notices: Notices) -> Case {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("events.toml");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, "old\n").unwrap();
        let patience = match notices {
            Notices::Asked => Duration::from_millis(1500),
            Notices::None => Duration::from_secs(3),
        };
        let (post, mail) = mpsc::channel();
        let watcher = Watcher::start(notices, post).unwrap();
        watcher.follow(vec![path.clone()]);
        Case { folder, path, mail, _watcher: watcher, patience }
    }

    fn told(&self, within: Duration) -> Option<&'static str> {
        match self.mail.recv_timeout(within) {
            Ok(Message::FileChanged(path)) if path == self.path => Some("changed"),
            Ok(Message::FileGone(path)) if path == self.path => Some("gone"),
            Ok(other) => panic!("{other:?}"),
            Err(_) => None,
        }
    }

    /// Waits for the news, which must not have waited for a sweep unless it had to; what is on disk
    /// then must be the whole new text.
    #[track_caller]
    fn told_of(&self, what: &str, text: &str) {
        let begun = Instant::now();
        assert_eq!(self.told(self.patience), Some("changed"), "{what}");
        println!("{what}: told after {:?}", begun.elapsed());
        assert_eq!(fs::read_to_string(&self.path).unwrap(), text, "{what}");
    }

    /// As `told_of`, where a busy machine has put a pause into the save: news of that is in order.
    #[track_caller]
    fn told_at_last(&self, what: &str, text: &str) {
        let mut last = self.told(self.patience);
        while let Some(news) = self.told(Duration::from_millis(500)) {
            last = Some(news);
        }
        assert_eq!(last, Some("changed"), "{what}");
        assert_eq!(fs::read_to_string(&self.path).unwrap(), text, "{what}");
    }
}

fn save_by_renaming(path: &Path, text: &str) {
    let beside = path.with_extension("tmp");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

fn save_in_place(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.set_len(text.len() as u64).unwrap();
}

fn save_by_emptying(path: &Path, text: &str) {
    let mut file = File::create(path).unwrap();
    thread::sleep(Duration::from_millis(30));
    file.write_all(text.as_bytes()).unwrap();
}

fn save_with_sed(path: &Path, text: &str) {
    let script = format!("s/.*/{}/", text.trim_end());
    assert!(Command::new("sed").arg("-i").arg(script).arg(path).status().unwrap().success());
}

fn save_by_deleting(path: &Path, text: &str) {
    fs::remove_file(path).unwrap();
    // Long enough that a look finds nothing there.
    thread::sleep(Duration::from_millis(130));
    fs::write(path, text).unwrap();
}

fn save_beside_a_backup(path: &Path, text: &str) {
    fs::rename(path, path.with_extension("bak")).unwrap();
    fs::write(path, text).unwrap();
}

type Save = fn(&Path, &str);
const SAVES: [(&str, Save); 6] = [
    ("renaming", save_by_renaming),
    ("in place", save_in_place),
    ("emptying", save_by_emptying),
    ("sed -i", save_with_sed),
    ("deleting", save_by_deleting),
    ("beside a backup", save_beside_a_backup),
];

#[test]
fn six_ways_of_saving_are_told_once_each() {
    let case = Case::new(Notices::Asked);
    for round in 0..2 {
        for (name, save) in SAVES {
            let text = format!("{name} {round}\n");
            let begun = Instant::now();
            save(&case.path, &text);
            if begun.elapsed() < Duration::from_millis(180) {
                case.told_of(name, &text);
            } else {
                case.told_at_last(name, &text);
            }
        }
    }
    assert_eq!(case.told(Duration::from_millis(2500)), None, "told twice");
}

#[test]
fn without_notices_looking_is_enough() {
    let case = Case::new(Notices::None);
    save_by_renaming(&case.path, "looked at\n");
    case.told_of("a sweep", "looked at\n");
    // Same size, same inode, within one tick of the clock: only the contents differ.
    save_in_place(&case.path, "looked In\n");
    case.told_of("a sweep again", "looked In\n");
}

#[test]
fn a_folder_removed_and_made_again_is_followed() {
    let case = Case::new(Notices::Asked);
    let folder = case.path.parent().unwrap();
    for round in 0..2 {
        fs::remove_dir_all(folder).unwrap();
        assert_eq!(case.told(Duration::from_secs(3)), Some("gone"));
        fs::create_dir(folder).unwrap();
        fs::write(&case.path, format!("again {round}\n")).unwrap();
        case.told_of("made again", &format!("again {round}\n"));
        // The watch is on the new folder.
        save_by_renaming(&case.path, "and saved\n");
        case.told_of("saved in it", "and saved\n");
    }
    // Made again before it is looked at, perhaps with the number of the old one.
    fs::remove_dir_all(folder).unwrap();
    fs::create_dir(folder).unwrap();
    fs::write(&case.path, "at once\n").unwrap();
    case.told_of("made again at once", "at once\n");
    save_by_renaming(&case.path, "at once and saved\n");
    case.told_of("saved in that one", "at once and saved\n");
    // Exchanged faster than it can be looked at.
    fs::rename(folder, case.folder.path().join("aside")).unwrap();
    fs::create_dir(folder).unwrap();
    fs::write(&case.path, "exchanged\n").unwrap();
    case.told_of("exchanged", "exchanged\n");
    save_in_place(&case.path, "exchanged and saved\n");
    case.told_of("saved in that", "exchanged and saved\n");
}

#[test]
fn a_link_is_followed_to_where_it_leads() {
    let case = Case::new(Notices::Asked);
    let target = case.folder.path().join("target.toml");
    fs::write(&target, "target\n").unwrap();
    fs::remove_file(&case.path).unwrap();
    std::os::unix::fs::symlink(&target, &case.path).unwrap();
    case.told_of("a link", "target\n");
    save_by_renaming(&target, "target saved\n");
    case.told_of("its target", "target saved\n");
}

#[test]
fn a_file_is_told_when_it_stands_still() {
    let case = Case::new(Notices::Asked);
    let mut whole = String::new();
    let mut longest = Duration::ZERO;
    let mut file = File::create(&case.path).unwrap();
    for number in 0..60 {
        let begun = Instant::now();
        let line = format!("line {number}\n");
        file.write_all(line.as_bytes()).unwrap();
        whole.push_str(&line);
        thread::sleep(Duration::from_millis(10));
        longest = longest.max(begun.elapsed());
    }
    drop(file);
    if longest > Duration::from_millis(80) {
        return case.told_at_last("written with a pause", &whole);
    }
    case.told_of("written in pieces", &whole);
    assert_eq!(case.told(Duration::from_millis(300)), None, "told of a half");
}

#[test]
fn a_file_emptied_for_good_and_a_large_one_are_told_too() {
    let case = Case::new(Notices::Asked);
    fs::write(&case.path, "").unwrap();
    assert_eq!(case.told(Duration::from_secs(3)), Some("changed"));
    let large = "a row of some events\n".repeat(1 << 20);
    fs::write(&case.path, &large).unwrap();
    case.told_of("a large file", &large);
}

#[test]
fn sixty_thousand_writes_end_with_the_last_one_told() {
    let case = Case::new(Notices::Asked);
    let writer = case.path.clone();
    let writing = thread::spawn(move || {
        let mut file = OpenOptions::new().append(true).open(&writer).unwrap();
        for _ in 0..60_000 {
            file.write_all(b"row\n").unwrap();
        }
    });
    writing.join().unwrap();
    let begun = Instant::now();
    let whole = 4 + 60_000 * 4;
    let mut told = 0;
    // What is told last must be told after the last write; a few in between are allowed.
    while let Some(news) = case.told(Duration::from_secs(if told == 0 { 3 } else { 1 })) {
        assert_eq!(news, "changed");
        told += 1;
    }
    assert!((1..20).contains(&told), "told {told} times");
    assert_eq!(fs::metadata(&case.path).unwrap().len(), whole);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_is_no_change_is_not_told() {
    let case = Case::new(Notices::Asked);
    // Once looked at, so that its contents are known.
    save_by_renaming(&case.path, "known\n");
    case.told_of("a first save", "known\n");
    File::options()
        .append(true)
        .open(&case.path)
        .unwrap()
        .set_modified(std::time::SystemTime::now())
        .unwrap();
    fs::write(case.path.with_extension("other"), "a neighbour\n").unwrap();
    save_by_renaming(&case.path, "known\n");
    fs::read(&case.path).unwrap();
    assert_eq!(case.told(Duration::from_millis(2500)), None);
}

#[test]
fn a_file_that_is_gone_is_told_once_and_its_return_too() {
    let case = Case::new(Notices::Asked);
    fs::remove_file(&case.path).unwrap();
    assert_eq!(case.told(Duration::from_secs(3)), Some("gone"));
    assert_eq!(case.told(Duration::from_millis(500)), None);
    fs::write(&case.path, "back\n").unwrap();
    case.told_of("a return", "back\n");
    // A pipe in its place is not read, which would wait for ever: loading it says what it is.
    fs::remove_file(&case.path).unwrap();
    assert!(Command::new("mkfifo").arg(&case.path).status().unwrap().success());
    assert_eq!(case.told(Duration::from_secs(3)), Some("changed"));
    fs::remove_file(&case.path).unwrap();
    fs::write(&case.path, "a file again\n").unwrap();
    case.told_of("no longer a pipe", "a file again\n");
}
