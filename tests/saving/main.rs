//! Saving under faults, as processes of their own: killed at each system call, refused by the disk,
//! beside other boards and editors, as somebody who may not. `cargo test --test saving --
//! --nocapture` prints the figures.
//!
//! Measured on Linux 6.18 with strace 6.1, git 2.47 and sed 4.9, as root, in memory:
//!
//! ```text
//! killed at each of 42 calls: 25 old, 17 new, 0 else
//! killed at each of 37 calls: 25 old, 11 new, 0 else (a file system that cannot exchange two files)
//! refused 282 times with ENOSPC, EIO, EACCES, EROFS, EINTR, in three ways of putting into place:
//!     161 unchanged and told, 115 saved nevertheless, 6 saved and told to be unconfirmed
//! written anew, killed at each of 26 calls: 9 whole, 17 not there, 0 torn
//! written anew, refused 210 times in four ways of giving a name: 105 not there and told,
//!     98 written nevertheless, 7 written and told to be unconfirmed
//! overtaken while putting into place: 4 of 4 seen
//! a journal refused or killed at each of its calls: 6 of 6 whole
//! readings of a feed, killed at each of 45 calls: 39 old, 6 new, 0 else
//! killed 60 times: 706 changes, 119 of them out of journals, 0 lost, 0 twice
//! 2 boards × 500: 1000 of 1000 kept, 650 merged, 5.2 s
//! beside an editor that renames: 100 writes, 300 looks, 0 overwritten
//! beside an editor that writes in place: 30 writes, 90 looks, 0 overwritten
//! beside sed -i: 100 writes, 300 looks, 0 overwritten
//! beside git checkout: 40 writes, 120 looks, 0 overwritten
//! ```
//!
//! Once on an ext4 disk, with a file of 67 kB: 2 boards × 500: 1000 of 1000 kept, 26.8 s.
//! Killed processes are proven this way; a power cut is not.

mod anew;
mod beside;
mod driver;
mod faults;
mod kills;
mod lineage;
mod permissions;

use std::fs;
use std::path::{Path, PathBuf};

use sitboard::board::{Digest, LoadedFile};
use sitboard::runtime::save::save;
use tempfile::TempDir;

const SCENARIO: &str = include_str!("../../scenarios/hodeidah-2018.toml");

/// A folder with a scenario in it.
struct Desk {
    folder: TempDir,
    file: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        // In memory, where there is some: what is not about a power cut needs no disk, and two
        // writers meet more often.
        let memory = tempfile::tempdir_in("/dev/shm");
        let folder = memory.or_else(|_| tempfile::tempdir()).unwrap();
        let file = folder.path().join("truce.toml");
        fs::write(&file, SCENARIO).unwrap();
        Desk { folder, file }
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    /// What stands in the folder beside the scenario.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "truce.toml").collect()
    }
}

fn loads(text: &str) -> bool {
    LoadedFile::read(text.as_bytes(), "truce").index.is_some()
}

/// Saves a line more, whatever the file says.
fn save_line(path: &Path, line: &str) {
    let was = Digest::of(&fs::read(path).unwrap());
    let longer = |found: &[u8]| Ok::<_, ()>([found, line.as_bytes()].concat());
    save(path, was, &[], longer).unwrap();
}
