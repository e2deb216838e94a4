//! Files that somebody may not save, or not as they are.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::driver::{answer, drive_as};
use super::{Desk, SCENARIO};

/// An ordinary user: us, or nobody where we may do everything.
struct User {
    program: PathBuf,
    id: Option<u32>,
    _copy: TempDir,
}

impl User {
    fn new(desk: &Desk) -> User {
        let is_root = rustix::process::geteuid().is_root();
        let id = is_root.then_some(65_534);
        let mut program = env::current_exe().unwrap();
        let copy = tempfile::tempdir().unwrap();
        if is_root {
            // Where nobody can run it. Copied by somebody else: what we have open for writing may
            // not be run, and a process that another test starts has it open for a moment.
            let to = copy.path().join("program");
            assert!(Command::new("cp").args([&program, &to]).status().unwrap().success());
            program = to;
            for folder in [copy.path(), desk.folder.path()] {
                fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
            }
        }
        User { program, id, _copy: copy }
    }

    fn asks(&self, order: &[&str]) -> String {
        let mut command = drive_as(self.program.as_os_str(), &[], order);
        if let Some(id) = self.id {
            command.uid(id).gid(id).current_dir("/");
        }
        answer(command).trim_end().to_owned()
    }

    /// What is said of a file ahead, and when it is saved; the file's name left out.
    fn saves(&self, file: &Path) -> [String; 2] {
        let path = file.to_str().unwrap();
        ["may", "once"].map(|verb| self.asks(&[verb, path]).replace(path, "PATH"))
    }
}

/// A folder of this mode with a file of this mode in it, both the user's own.
fn place(desk: &Desk, user: &User, modes: [u32; 2]) -> PathBuf {
    let folder = desk.folder.path().join(format!("{:o}-{:o}", modes[0], modes[1]));
    let file = folder.join("truce.toml");
    fs::create_dir(&folder).unwrap();
    fs::write(&file, SCENARIO).unwrap();
    for (path, mode) in [(&file, modes[1]), (&folder, modes[0])] {
        chown(path, user.id, user.id).unwrap();
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }
    file
}

#[test]
fn what_may_not_be_written_is_told_before_and_left_alone() {
    let desk = Desk::new();
    let user = User::new(&desk);
    let refused = "PATH cannot be saved, and is unchanged: ";
    for (modes, why) in [
        ([0o755, 0o444], "writing it: permission denied"),
        ([0o755, 0o200], "writing it: permission denied"),
        ([0o555, 0o644], "writing in its folder: permission denied"),
    ] {
        let file = place(&desk, &user, modes);
        let [ahead, then] = user.saves(&file);
        assert_eq!(ahead, format!("{refused}{why}"));
        assert_eq!(then, format!("stopped: {refused}{why}"));
        assert_eq!(fs::read_to_string(&file).unwrap(), SCENARIO);
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, modes[1]);
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }
    let file = place(&desk, &user, [0o755, 0o600]);
    assert_eq!(user.saves(&file), ["may []", "saved"]);
    assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, 0o600);
}

#[test]
fn an_owner_that_cannot_be_kept_is_asked_about() {
    let desk = Desk::new();
    let user = User::new(&desk);
    let Some(id) = user.id else {
        return println!("SKIPPED: only root can give a file to somebody else");
    };
    let asked = "asks: the file is somebody else's: once saved it will be yours";
    let owner = |file: &Path| {
        let about = fs::metadata(file).unwrap();
        (about.uid(), about.gid(), about.mode() & 0o7777)
    };
    let file = place(&desk, &user, [0o777, 0o666]);
    for (uid, gid) in [(4242, 4243), (4242, id), (id, 4243)] {
        fs::write(&file, SCENARIO).unwrap();
        chown(&file, Some(uid), Some(gid)).unwrap();
        assert_eq!(user.saves(&file), ["may [Owner]", asked]);
        assert_eq!(
            (fs::read_to_string(&file).unwrap(), owner(&file)),
            (SCENARIO.into(), (uid, gid, 0o666))
        );
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
        assert_eq!(user.asks(&["once", file.to_str().unwrap(), "agreed"]), "saved");
        assert_eq!(owner(&file), (id, id, 0o666));
    }
    // Root keeps whose it is.
    let theirs = place(&desk, &user, [0o755, 0o640]);
    super::save_line(&theirs, "# by root\n");
    assert_eq!(owner(&theirs), (id, id, 0o640));
    // In a folder like /tmp it may be written, and may not be replaced.
    let shared = place(&desk, &user, [0o1777, 0o666]);
    for path in [&shared, shared.parent().unwrap()] {
        chown(path, Some(4242), Some(4242)).unwrap();
    }
    let [ahead, then] = user.saves(&shared);
    let nobody = "in its folder nobody may replace what is somebody else's";
    assert!(ahead.ends_with(nobody), "{ahead}");
    assert!(then.starts_with("asks: ") || then.starts_with("stopped: "), "{then}");
    let agreed = user.asks(&["once", shared.to_str().unwrap(), "agreed"]);
    assert!(
        agreed.ends_with("cannot be saved, and is unchanged: replacing it: not permitted"),
        "{agreed}"
    );
    assert_eq!(fs::read_to_string(&shared).unwrap(), SCENARIO);
    assert_eq!(fs::read_dir(shared.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn a_lock_that_another_user_left_does_not_shut_the_file() {
    let desk = Desk::new();
    let user = User::new(&desk);
    if user.id.is_none() {
        return println!("SKIPPED: only root can leave something in another's name");
    }
    let file = place(&desk, &user, [0o755, 0o644]);
    fs::write(file.with_file_name(".truce.toml.sitboard-lock"), "").unwrap();
    fs::write(file.with_file_name(".truce.toml.sitboard-draft"), "half").unwrap();
    assert_eq!(user.saves(&file), ["may []", "saved"]);
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}
