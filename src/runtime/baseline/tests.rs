//! What is kept of closed boards, in a folder of its own.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::board::LoadedFile;

const TEXT: &str = "format = 1\n[scenario]\nid = \"truce\"\ntitle = \"A truce\"\n";

/// A desk with a scenario file, and the state folder of whoever sits there.
struct Desk {
    folder: TempDir,
    store: Store,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("truce.toml"), TEXT).unwrap();
        let store = Store::at(folder.path().join("state/deep/sitboard"));
        Desk { folder, store }
    }

    fn place(&self, name: &str) -> Place {
        Place::File(self.folder.path().join(name))
    }

    /// The one file in the store.
    fn kept(&self) -> PathBuf {
        let files: Vec<PathBuf> =
            fs::read_dir(&self.store.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let [file] = files.as_slice() else { panic!("{files:?}") };
        file.clone()
    }
}

fn closed_on(text: &str, day: &str, knowledge: Knowledge) -> Baseline {
    let clock = Clock { as_of: day.parse().unwrap(), knowledge };
    let at = "2026-11-22T17:05:09Z".parse().unwrap();
    Baseline::of(&LoadedFile::read(text.as_bytes(), "x"), clock, at).unwrap()
}

fn closed() -> Baseline {
    closed_on(TEXT, "2020-08-14", Knowledge::Then)
}

fn truce() -> Id {
    Id::new("truce").unwrap()
}

#[test]
fn what_was_kept_is_read_again() {
    let desk = Desk::new();
    let place = desk.place("truce.toml");
    assert_eq!(desk.store.read(&place, &truce()), None, "never closed");
    for knowledge in
        [Knowledge::Then, Knowledge::Hindsight, Knowledge::By("2020-09-01".parse().unwrap())]
    {
        let closed = closed_on(TEXT, "2020-08-14", knowledge);
        desk.store.write(&place, &closed).unwrap();
        assert_eq!(desk.store.read(&place, &truce()), Some(closed));
    }
    let title = desk.store.read(&place, &truce()).unwrap().index("x").unwrap();
    assert_eq!(&*title.scenario.header.title, "A truce");
    assert!(fs::read_dir(desk.folder.path()).unwrap().count() == 2, "nothing beside the file");
}

#[test]
fn it_is_for_the_reader_alone() {
    let desk = Desk::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    desk.store.write(&desk.place("truce.toml"), &closed()).unwrap();
    assert_eq!((mode(&desk.store.folder), mode(&desk.kept())), (0o700, 0o600));
    // A folder that was opened to others is closed again, and no draft is left.
    fs::set_permissions(&desk.store.folder, Permissions::from_mode(0o755)).unwrap();
    desk.store.write(&desk.place("truce.toml"), &closed()).unwrap();
    assert_eq!((mode(&desk.store.folder), mode(&desk.kept())), (0o700, 0o600));
}

#[test]
fn each_scenario_and_each_place_has_its_own() {
    let desk = Desk::new();
    fs::copy(desk.folder.path().join("truce.toml"), desk.folder.path().join("copy.toml")).unwrap();
    let (file, copy) = (desk.place("truce.toml"), desk.place("copy.toml"));
    let built_in = Place::Embedded("truce.toml", TEXT);
    let days = ["2020-08-01", "2020-08-02", "2020-08-03"];
    for (place, day) in [&file, &copy, &built_in].into_iter().zip(days) {
        desk.store.write(place, &closed_on(TEXT, day, Knowledge::Then)).unwrap();
    }
    let other = TEXT.replace("truce", "ceasefire");
    desk.store.write(&file, &closed_on(&other, "2020-08-04", Knowledge::Then)).unwrap();
    let day = |place: &Place, id: &str| {
        let baseline = desk.store.read(place, &Id::new(id).unwrap());
        baseline.map(|baseline| baseline.clock.as_of.to_string())
    };
    assert_eq!(day(&file, "truce").as_deref(), Some("2020-08-01"));
    assert_eq!(day(&copy, "truce").as_deref(), Some("2020-08-02"));
    assert_eq!(day(&built_in, "truce").as_deref(), Some("2020-08-03"));
    assert_eq!(day(&file, "ceasefire").as_deref(), Some("2020-08-04"));
    // Another way to the same file, and a file that is gone since.
    symlink(desk.folder.path(), desk.folder.path().join("link")).unwrap();
    assert_eq!(day(&desk.place("link/./truce.toml"), "truce").as_deref(), Some("2020-08-01"));
    fs::remove_file(desk.folder.path().join("truce.toml")).unwrap();
    assert_eq!(day(&file, "truce").as_deref(), Some("2020-08-01"));
}

#[test]
fn what_was_piped_in_is_never_kept() {
    let desk = Desk::new();
    let input = Place::Input(TEXT.as_bytes().into());
    desk.store.write(&input, &closed()).unwrap();
    assert_eq!(desk.store.read(&input, &truce()), None);
    assert!(!desk.store.folder.exists());
}

#[test]
fn a_long_file_is_kept_by_its_digest() {
    let desk = Desk::new();
    let long = format!("{TEXT}# {}\n", "x".repeat(Baseline::MOST_BYTES));
    let closed = closed_on(&long, "2020-08-14", Knowledge::Then);
    desk.store.write(&desk.place("truce.toml"), &closed).unwrap();
    assert_eq!(desk.store.read(&desk.place("truce.toml"), &truce()), Some(closed));
    assert!(fs::metadata(desk.kept()).unwrap().len() < 2000);
    // The longest that is kept.
    let longest = format!("{TEXT}# {}\n", "x".repeat(Baseline::MOST_BYTES - TEXT.len() - 3));
    let closed = closed_on(&longest, "2020-08-14", Knowledge::Then);
    desk.store.write(&desk.place("truce.toml"), &closed).unwrap();
    let read = desk.store.read(&desk.place("truce.toml"), &truce()).unwrap();
    assert_eq!(read.bytes.unwrap().len(), Baseline::MOST_BYTES);
}

#[test]
fn a_scenario_with_an_endless_name_is_kept_too() {
    let desk = Desk::new();
    for id in ["a".repeat(400), format!("{}b", "a".repeat(399))] {
        let closed = closed_on(
            &TEXT.replace("\"truce\"", &format!("\"{id}\"")),
            "2020-08-14",
            Knowledge::Then,
        );
        desk.store.write(&desk.place("truce.toml"), &closed).unwrap();
        assert_eq!(
            desk.store.read(&desk.place("truce.toml"), &Id::new(&id).unwrap()),
            Some(closed)
        );
    }
    // Two that share a file's name do not share what is in it.
    assert_eq!(
        desk.store.read(&desk.place("truce.toml"), &Id::new(&"a".repeat(400)).unwrap()),
        None
    );
}

#[test]
fn what_is_not_ours_is_none() {
    let desk = Desk::new();
    let place = desk.place("truce.toml");
    desk.store.write(&place, &closed()).unwrap();
    let kept = desk.kept();
    let good = fs::read_to_string(&kept).unwrap();
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from} in {good}");
        good.replace(from, to).into_bytes()
    };
    let long = format!("{}\n", "x".repeat(LONGEST_HEAD));
    for (what, bytes) in [
        ("empty", vec![]),
        ("no first line", good.replace('\n', " ").into_bytes()),
        ("an endless first line", long.into_bytes()),
        ("another form", with("\"sitboard_baseline\":1", "\"sitboard_baseline\":2")),
        ("another scenario", with("\"scenario\":\"truce\"", "\"scenario\":\"peace\"")),
        ("another place", with("\"place\":\"", "\"place\":\"0")),
        ("no day", with("2020-08-14", "2020-08-41")),
        ("a day out of range", with("2020-08-14", "9999-01-01")),
        ("no knowledge", with("\"then\"", "\"later\"")),
        ("no time", with("17:05:09Z", "25:05:09Z")),
        ("other bytes", with("A truce", "A peace")),
        ("fewer bytes", good.trim_end().as_bytes().to_vec()),
        ("more bytes", format!("{good}x").into_bytes()),
        ("no length", with("\"bytes\":53", "\"bytes\":null")),
        ("a length like no other", with("\"bytes\":53", "\"bytes\":18446744073709551615")),
        ("no text at all", vec![0xff; 300]),
    ] {
        fs::write(&kept, bytes).unwrap();
        assert_eq!(desk.store.read(&place, &truce()), None, "{what}");
    }
    // A folder in its place, or a file in the place of the folder, stops nobody.
    fs::remove_file(&kept).unwrap();
    fs::create_dir(&kept).unwrap();
    assert_eq!(desk.store.read(&place, &truce()), None);
    assert!(desk.store.write(&place, &closed()).is_err());
    assert_eq!(desk.kept(), kept, "no draft is left");
    let store = Store::at(desk.folder.path().join("truce.toml"));
    assert_eq!(store.read(&place, &truce()), None);
    assert!(store.write(&place, &closed()).is_err());
}

#[test]
fn a_pipe_in_its_place_is_not_waited_for() {
    let desk = Desk::new();
    let place = desk.place("truce.toml");
    desk.store.write(&place, &closed()).unwrap();
    let kept = desk.kept();
    fs::remove_file(&kept).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &kept,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    assert_eq!(desk.store.read(&place, &truce()), None);
}

#[test]
fn a_draft_that_was_left_is_written_over() {
    let desk = Desk::new();
    let place = desk.place("truce.toml");
    desk.store.write(&place, &closed()).unwrap();
    let name = desk.kept().file_name().unwrap().to_string_lossy().into_owned();
    let draft = desk.kept().with_file_name(format!(".{name}.sitboard-draft"));
    fs::write(&draft, "half").unwrap();
    desk.store.write(&place, &closed()).unwrap();
    assert!(!draft.exists());
    assert_eq!(desk.store.read(&place, &truce()), Some(closed()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_there_is_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), cut in 0usize..800, flip in 0usize..800) {
        let desk = Desk::new();
        let place = desk.place("truce.toml");
        desk.store.write(&place, &closed()).unwrap();
        let kept = desk.kept();
        let good = fs::read(&kept).unwrap();
        fs::write(&kept, &bytes).unwrap();
        prop_assert_eq!(desk.store.read(&place, &truce()), None);
        fs::write(&kept, &good[..cut.min(good.len() - 1)]).unwrap();
        prop_assert_eq!(desk.store.read(&place, &truce()), None, "cut short");
        let mut flipped = good.clone();
        let at = flip % good.len();
        flipped[at] ^= 1;
        fs::write(&kept, &flipped).unwrap();
        // Only the path, which is for people, and the clock may read otherwise: never the scenario.
        if let Some(read) = desk.store.read(&place, &truce()) {
            prop_assert_eq!(read.bytes, closed().bytes);
        }
    }
}
