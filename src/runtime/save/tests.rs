//! Every kind of file that a path may lead to, and what becomes of it.

use std::convert::Infallible;
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, XattrFlags, getxattr, mknodat, setxattr};
use tempfile::TempDir;

use super::held::make;
use super::*;

const OLD: &[u8] = b"old\n";
const NEW: &[u8] = b"old\nours\n";

/// A folder with a file `truce.toml` in it.
struct Desk {
    folder: TempDir,
    file: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("truce.toml");
        fs::write(&file, OLD).unwrap();
        Desk { folder, file }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[expect(clippy::unnecessary_wraps)] // as `save` wants it
fn ours(found: &[u8]) -> Result<Vec<u8>, Infallible> {
    Ok([found, b"ours\n"].concat())
}

fn save_ours(path: &Path) -> Result<Saved, Unsaved<Infallible>> {
    save(path, Digest::of(OLD), &[], ours)
}

/// How both `may_write` and `save` refuse a path; they must agree.
#[track_caller]
fn refusal(path: &Path) -> String {
    let ahead = may_write(path).unwrap_err();
    let Err(Unsaved::Stopped(stop)) = save_ours(path) else { panic!("saved {path:?}") };
    assert_eq!(ahead, stop);
    stop.to_string().replace(&*path.to_string_lossy(), "PATH")
}

fn rename_save(path: &Path, bytes: &[u8]) {
    let beside = path.with_extension("theirs");
    fs::write(&beside, bytes).unwrap();
    fs::rename(beside, path).unwrap();
}

#[test]
fn a_file_is_saved_with_its_mode_and_its_attributes_and_nothing_beside_it() {
    let desk = Desk::new();
    assert_eq!(may_write(&desk.file), Ok(vec![]));
    let has_attributes = setxattr(&desk.file, "user.note", b"kept", XattrFlags::empty()).is_ok();
    for mode in [0o600, 0o640, 0o664, 0o755, 0o4711] {
        fs::write(&desk.file, OLD).unwrap();
        fs::set_permissions(&desk.file, Permissions::from_mode(mode)).unwrap();
        let saved = save_ours(&desk.file).unwrap();
        let expected =
            Saved { bytes: NEW.into(), digest: Digest::of(NEW), merged: false, unconfirmed: None };
        assert_eq!(saved, expected);
        assert_eq!(fs::read(&desk.file).unwrap(), NEW);
        assert_eq!(fs::metadata(&desk.file).unwrap().mode() & 0o7777, mode);
        assert_eq!(desk.names(), ["truce.toml"]);
    }
    let mut value = Vec::with_capacity(100);
    if has_attributes {
        getxattr(&desk.file, "user.note", rustix::buffer::spare_capacity(&mut value)).unwrap();
        assert_eq!(value, b"kept");
    }
}

/// `getfacl`'s own form: version 2; owner rw, user 4242 rw, group -, mask rw, others -.
const LIST: &[u8] = &[
    2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 6, 0, 146, 16, 0, 0, 4, 0, 0, 0, 255, 255,
    255, 255, 16, 0, 6, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255,
];

#[test]
fn who_has_access_stays_who_has_access() {
    let desk = Desk::new();
    let list = |path: &Path| {
        let mut value = Vec::with_capacity(1000);
        let got =
            getxattr(path, "system.posix_acl_access", rustix::buffer::spare_capacity(&mut value));
        got.ok().map(|_| value)
    };
    if setxattr(&desk.file, "system.posix_acl_access", LIST, XattrFlags::empty()).is_err() {
        return println!("skipped: this file system keeps no access lists");
    }
    save_ours(&desk.file).unwrap();
    assert_eq!(list(&desk.file).as_deref(), Some(LIST));
    assert_eq!(fs::metadata(&desk.file).unwrap().mode() & 0o777, 0o660);
    // A folder that gives its new files a list does not open a file that had none.
    let plain = desk.at("plain.toml");
    fs::write(&plain, OLD).unwrap();
    fs::set_permissions(&plain, Permissions::from_mode(0o640)).unwrap();
    setxattr(desk.folder.path(), "system.posix_acl_default", LIST, XattrFlags::empty()).unwrap();
    save_ours(&plain).unwrap();
    assert_eq!(list(&plain), None);
    assert_eq!(fs::metadata(&plain).unwrap().mode() & 0o777, 0o640);
}

#[test]
fn text_that_is_the_same_is_not_written() {
    let desk = Desk::new();
    let before = fs::metadata(&desk.file).unwrap();
    let same = |found: &[u8]| Ok::<_, Infallible>(found.to_vec());
    let saved = save(&desk.file, Digest::of(OLD), &[], same).unwrap();
    assert_eq!((&*saved.bytes, saved.digest), (OLD, Digest::of(OLD)));
    let after = fs::metadata(&desk.file).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
}

#[test]
fn what_somebody_else_changed_is_merged_or_refused() {
    let desk = Desk::new();
    for change in [rename_save, |path: &Path, bytes: &[u8]| fs::write(path, bytes).unwrap()] {
        change(&desk.file, b"theirs\n");
        let saved = save_ours(&desk.file).unwrap();
        assert!(saved.merged);
        assert_eq!(fs::read(&desk.file).unwrap(), b"theirs\nours\n");
    }
    let refused = save(&desk.file, Digest::of(OLD), &[], |found| Err(found.to_vec()));
    assert_eq!(refused, Err(Unsaved::Conflict(b"theirs\nours\n".to_vec())));
    assert_eq!(fs::read(&desk.file).unwrap(), b"theirs\nours\n");
    assert_eq!(desk.names(), ["truce.toml"]);
}

#[test]
fn a_change_while_ours_is_made_is_merged_too() {
    let desk = Desk::new();
    let mut asked = 0;
    let saved = save(&desk.file, Digest::of(OLD), &[], |found| {
        asked += 1;
        if asked == 1 {
            rename_save(&desk.file, b"theirs\n");
        }
        ours(found)
    });
    assert!(saved.unwrap().merged && asked == 2);
    assert_eq!(fs::read(&desk.file).unwrap(), b"theirs\nours\n");
    // Somebody who never stops is told of, and nothing of theirs is lost.
    let mut round = 0;
    let overtaken = save(&desk.file, Digest::of(OLD), &[], |found| {
        round += 1;
        rename_save(&desk.file, format!("theirs {round}\n").as_bytes());
        ours(found)
    });
    let Err(Unsaved::Stopped(stop)) = overtaken else { panic!() };
    assert!(stop.to_string().ends_with("another program keeps writing it"), "{stop}");
    assert_eq!(fs::read(&desk.file).unwrap(), b"theirs 20\n");
    assert_eq!(desk.names(), ["truce.toml"]);
}

#[test]
fn a_file_that_is_being_written_is_waited_for() {
    let desk = Desk::new();
    let (begin, begun) = mpsc::channel();
    let path = desk.file.clone();
    let writing = thread::spawn(move || {
        let mut file = OpenOptions::new().write(true).truncate(true).open(path).unwrap();
        for part in 0..10 {
            writeln!(file, "part {part}").unwrap();
            let _ = begin.send(());
            thread::sleep(Duration::from_millis(20));
        }
    });
    begun.recv().unwrap();
    let saved = save_ours(&desk.file).unwrap();
    writing.join().unwrap();
    assert!(saved.merged);
    let text = fs::read_to_string(&desk.file).unwrap();
    assert!(text.starts_with("part 0\n") && text.ends_with("part 9\nours\n"), "{text}");
}

#[test]
fn links_are_followed_and_stay() {
    let desk = Desk::new();
    fs::create_dir(desk.at("deep")).unwrap();
    symlink("../truce.toml", desk.at("deep/link")).unwrap();
    symlink("deep/link", desk.at("chain")).unwrap();
    symlink(desk.folder.path(), desk.at("folder")).unwrap();
    for path in ["deep/link", "chain", "folder/chain", "folder/./deep/../truce.toml"] {
        fs::write(&desk.file, OLD).unwrap();
        assert_eq!(may_write(&desk.at(path)), Ok(vec![]));
        save_ours(&desk.at(path)).unwrap();
        assert_eq!(fs::read(&desk.file).unwrap(), NEW, "{path}");
    }
    for link in ["deep/link", "chain", "folder"] {
        assert!(fs::symlink_metadata(desk.at(link)).unwrap().is_symlink(), "{link}");
    }
    symlink("nothing", desk.at("dangling")).unwrap();
    symlink("circle", desk.at("circle")).unwrap();
    for link in ["dangling", "circle"] {
        assert_eq!(
            refusal(&desk.at(link)),
            "PATH cannot be saved, and is unchanged: it is a link that leads nowhere"
        );
    }
    assert_eq!(desk.names(), ["chain", "circle", "dangling", "deep", "folder", "truce.toml"]);
}

#[test]
fn other_names_of_the_file_are_asked_about() {
    let desk = Desk::new();
    fs::hard_link(&desk.file, desk.at("other")).unwrap();
    let loss = Loss::OtherNames(1);
    assert_eq!(may_write(&desk.file), Ok(vec![loss]));
    assert_eq!(save_ours(&desk.file), Err(Unsaved::Stopped(SaveStop::Asks(loss))));
    let before = save(&desk.file, Digest::of(OLD), &[Loss::OtherNames(2)], ours);
    assert_eq!(before, Err(Unsaved::Stopped(SaveStop::Asks(loss))), "that was not agreed to");
    assert_eq!(fs::read(&desk.file).unwrap(), OLD);
    save(&desk.file, Digest::of(OLD), &[loss], ours).unwrap();
    assert_eq!(fs::read(&desk.file).unwrap(), NEW);
    assert_eq!(fs::read(desk.at("other")).unwrap(), OLD);
    assert_eq!(may_write(&desk.file), Ok(vec![]));
    assert_eq!(desk.names(), ["other", "truce.toml"]);
}

#[test]
fn what_is_no_file_is_refused() {
    let desk = Desk::new();
    mknodat(CWD, desk.at("pipe"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    let _socket = UnixListener::bind(desk.at("socket")).unwrap();
    let refused = |path: &Path, kind: &str| {
        let expected = format!("PATH cannot be saved, and is unchanged: it is {kind}, not a file");
        assert_eq!(refusal(path), expected);
    };
    refused(&desk.at("pipe"), "a named pipe");
    refused(&desk.at("socket"), "a socket");
    refused(desk.folder.path(), "a folder");
    refused(Path::new("/dev/full"), "a device");
    symlink("/dev/full", desk.at("link")).unwrap();
    refused(&desk.at("link"), "a device");
    assert_eq!(desk.names(), ["link", "pipe", "socket", "truce.toml"]);
}

#[test]
fn a_file_that_is_gone_is_told_to_be_gone() {
    let desk = Desk::new();
    for path in [desk.at("nothing"), desk.at("nowhere/truce.toml"), desk.at("truce.toml/deep")] {
        assert_eq!(refusal(&path), "PATH is gone: nothing was saved");
        assert!(matches!(may_write(&path), Err(SaveStop::Gone(_))));
    }
    let gone = save(&desk.file, Digest::of(OLD), &[], |found| {
        let _ = fs::remove_file(&desk.file);
        ours(found)
    });
    assert!(matches!(gone, Err(Unsaved::Stopped(SaveStop::Gone(_)))), "{gone:?}");
    assert!(desk.names().is_empty());
}

#[test]
fn what_a_dead_board_left_goes_with_the_next_save() {
    let desk = Desk::new();
    let left = [".truce.toml.sitboard-draft", ".truce.toml.sitboard-lock"];
    for name in left {
        fs::write(desk.at(name), "half").unwrap();
    }
    save_ours(&desk.file).unwrap();
    assert_eq!(fs::read(&desk.file).unwrap(), NEW);
    assert_eq!(desk.names(), ["truce.toml"]);
    // Also where a save does not come about.
    fs::write(desk.at(left[0]), "half").unwrap();
    save(&desk.file, Digest::of(NEW), &[], |_| Err(())).unwrap_err();
    assert_eq!(desk.names(), ["truce.toml"]);
}

#[test]
fn a_lock_that_is_held_is_waited_for_and_its_draft_left_alone() {
    let desk = Desk::new();
    let lock = desk.at(".truce.toml.sitboard-lock");
    let draft = desk.at(".truce.toml.sitboard-draft");
    let held = make(&lock, 0o600).unwrap().unwrap();
    fs::write(&draft, "somebody else's").unwrap();
    let path = desk.file.clone();
    let saving = thread::spawn(move || save_ours(&path));
    thread::sleep(Duration::from_millis(100));
    assert_eq!(fs::read(&desk.file).unwrap(), OLD);
    assert_eq!(fs::read(&draft).unwrap(), b"somebody else's");
    fs::remove_file(&draft).unwrap();
    fs::remove_file(&lock).unwrap();
    drop(held);
    saving.join().unwrap().unwrap();
    assert_eq!(fs::read(&desk.file).unwrap(), NEW);
    assert_eq!(desk.names(), ["truce.toml"]);
}

#[test]
fn what_stands_in_the_way_of_lock_and_draft_is_told() {
    let desk = Desk::new();
    let told = |name: &str| {
        let Err(Unsaved::Stopped(stop)) = save_ours(&desk.file) else { panic!("{name}") };
        assert_eq!(fs::read(&desk.file).unwrap(), OLD);
        stop.to_string()
    };
    let draft = desk.at(".truce.toml.sitboard-draft");
    fs::create_dir(&draft).unwrap();
    assert!(told("draft").contains("removing an old draft beside it"));
    fs::remove_dir(&draft).unwrap();
    let lock = desk.at(".truce.toml.sitboard-lock");
    symlink("elsewhere", &lock).unwrap();
    assert!(told("lock").contains("locking it"));
    assert_eq!(desk.names(), [".truce.toml.sitboard-lock", "truce.toml"]);
}

#[test]
fn a_text_that_could_not_be_read_again_is_not_written() {
    let desk = Desk::new();
    let long = |_: &[u8]| Ok::<_, Infallible>(vec![b'#'; MOST_BYTES + 1]);
    let Err(Unsaved::Stopped(stop)) = save(&desk.file, Digest::of(OLD), &[], long) else {
        panic!()
    };
    assert!(stop.to_string().ends_with("it would be larger than 16 MiB"), "{stop}");
    assert_eq!(fs::read(&desk.file).unwrap(), OLD);
    fs::write(&desk.file, vec![b'#'; MOST_BYTES + 1]).unwrap();
    let Err(Unsaved::Stopped(stop)) = save_ours(&desk.file) else { panic!() };
    assert!(stop.to_string().ends_with("it is larger than 16 MiB"), "{stop}");
}

#[test]
fn a_file_of_any_name_is_saved() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let long = "é".repeat(127);
    for name in [long.as_bytes(), b"-rf", b"a b\n'c", b"\xff\xfe.toml", b".hidden"] {
        let path = desk.folder.path().join(std::ffi::OsStr::from_bytes(name));
        fs::write(&path, OLD).unwrap();
        save_ours(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW, "{path:?}");
    }
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 6);
    fs::write(desk.at("a\u{1b}[2J"), OLD).unwrap();
    let Err(Unsaved::Stopped(stop)) = save(&desk.at("a\u{1b}[2J/x"), Digest::of(OLD), &[], ours)
    else {
        panic!()
    };
    assert!(!stop.to_string().contains('\u{1b}'));
}

/// What is asked of a new file by whoever has no other wish.
fn mode_of_new_files(folder: &Path) -> u32 {
    let path = folder.join("plain");
    fs::write(&path, "").unwrap();
    let mode = fs::metadata(&path).unwrap().mode();
    fs::remove_file(path).unwrap();
    mode
}

#[test]
fn a_new_file_is_written_and_overwrites_nothing() {
    let desk = Desk::new();
    let page = desk.at("page.md");
    assert_eq!(create(&page, b"a page", None), Ok(None));
    assert_eq!(fs::read(&page).unwrap(), b"a page");
    assert_eq!(fs::metadata(&page).unwrap().mode(), mode_of_new_files(desk.folder.path()));
    assert_eq!(desk.names(), ["page.md", "truce.toml"]);
    fs::create_dir(desk.at("folder")).unwrap();
    symlink("nothing", desk.at("dangling")).unwrap();
    symlink("truce.toml", desk.at("link")).unwrap();
    for name in ["page.md", "truce.toml", "folder", "dangling", "link"] {
        let refused = create(&desk.at(name), b"another", None).unwrap_err().to_string();
        assert!(
            refused.ends_with(&format!("/{name} exists already; nothing was written")),
            "{name}"
        );
    }
    assert_eq!(
        (fs::read(&page).unwrap(), fs::read(&desk.file).unwrap()),
        (b"a page".into(), OLD.into())
    );
    assert!(!desk.at("nothing").exists());
    for (path, why) in [
        (desk.at("nowhere/page.md"), "finding its folder: "),
        (desk.at("truce.toml/page.md"), "what should be its folder is none"),
        (desk.at(".."), "this is no name of a file"),
    ] {
        let refused = create(&path, b"a page", None).unwrap_err().to_string();
        assert!(refused.contains(" cannot be written, and nothing was: "), "{refused}");
        assert!(refused.contains(why), "{refused}");
    }
    assert_eq!(desk.names(), ["dangling", "folder", "link", "page.md", "truce.toml"]);
}

#[test]
fn a_file_that_is_gone_is_written_anew_as_it_was() {
    let desk = Desk::new();
    let has_attributes = setxattr(&desk.file, "user.note", b"kept", XattrFlags::empty()).is_ok();
    for mode in [0o600, 0o640, 0o666, 0o4711] {
        fs::set_permissions(&desk.file, Permissions::from_mode(mode)).unwrap();
        let like = Likeness::at(&desk.file).unwrap();
        fs::remove_file(&desk.file).unwrap();
        assert_eq!(create(&desk.file, NEW, Some(&like)), Ok(None));
        assert_eq!(fs::read(&desk.file).unwrap(), NEW);
        assert_eq!(fs::metadata(&desk.file).unwrap().mode() & 0o7777, mode);
        assert_eq!(Likeness::at(&desk.file), Some(like));
        assert_eq!(desk.names(), ["truce.toml"]);
    }
    if has_attributes {
        let mut value = Vec::with_capacity(100);
        getxattr(&desk.file, "user.note", rustix::buffer::spare_capacity(&mut value)).unwrap();
        assert_eq!(value, b"kept");
    }
}

#[test]
fn what_is_kept_for_the_reader_takes_the_place_of_what_was() {
    let desk = Desk::new();
    let kept = desk.at("kept");
    symlink("truce.toml", &kept).unwrap();
    for text in ["first", "second, longer", "third"] {
        assert_eq!(put(&kept, &[text.as_bytes(), b"\n"]), Ok(None));
        assert_eq!(fs::read_to_string(&kept).unwrap(), format!("{text}\n"));
        assert_eq!(fs::symlink_metadata(&kept).unwrap().mode() & 0o7777, 0o600);
        assert_eq!(desk.names(), ["kept", "truce.toml"]);
    }
    assert_eq!(fs::read(&desk.file).unwrap(), OLD, "a link is not followed");
    fs::create_dir(desk.at("folder")).unwrap();
    let refused = put(&desk.at("folder"), &[b"text"]).unwrap_err();
    assert!(
        refused.message.contains("cannot be written, and nothing was: replacing it"),
        "{refused}"
    );
    assert_eq!(desk.names(), ["folder", "kept", "truce.toml"]);
}
