//! A file is taken in: copied into the folder `evidence` beside the scenario, once, under a name that
//! means the same everywhere.

use std::{
    error::Error,
    fmt,
    fs::{self, File},
    io::{self, ErrorKind, Seek, Write},
    path::{Path, PathBuf},
};

use super::{digest, pieces, verified};
use crate::{
    board::{Digest, DigestSoFar, EvidenceFault},
    model::{Clean, Evidence, Refusal, is_safe_path, numbered_file_name, safe_file_name},
    runtime::{
        opening,
        save::{self, Unput},
        why::{shown, why},
    },
};

/// The folder beside the scenario that takes files in.
const FOLDER: &str = "evidence";
/// Names that are tried: so many files of one name have other contents.
const MOST_NAMES: usize = 10_000;

/// A file that stands beside the scenario now.
#[derive(Debug)]
pub struct TakenIn {
    /// Where, from the scenario's folder.
    pub file: String,
    /// The hash of its content.
    pub sha256: Digest,
    /// Whether it was copied there, and not there before.
    pub is_copied: bool,
    /// Why it may not outlast a power cut, where the disk did not say that it will.
    pub unconfirmed: Option<Clean>,
    path: PathBuf,
    made_folder: Option<PathBuf>,
}

impl TakenIn {
    /// Takes the copy away again, and the folder that was made for it.
    pub fn undo(self) {
        if self.is_copied {
            let _ = fs::remove_file(&self.path);
            self.made_folder.map(fs::remove_dir); // unless somebody else put something there
        }
    }
}

/// Takes a file in; one whose content stands there already is not copied again. `known` is what the
/// scenario lists.
pub fn take_in<'a>(
    scenario: &Path,
    from: &Path,
    known: impl Iterator<Item = &'a Evidence>,
) -> Result<TakenIn, Refusal> {
    let name = shown(from);
    let refused = |why: &dyn fmt::Display| Refusal::from(format!("{name}: {why}"));
    let whole = scenario.canonicalize().map_err(|error| refused(&why(&error)))?;
    let Some(beside) = whole.parent() else { return Err(refused(&"the scenario has no folder")) };
    let mut source = opening::file(from).map_err(|why| refused(&why))?;
    let hash = digest(&mut source).map_err(|error| refused(&why(&error)))?;
    let there = |file: String, path: PathBuf| TakenIn {
        file,
        sha256: hash,
        is_copied: false,
        unconfirmed: None,
        path,
        made_folder: None,
    };
    let hex = hash.to_string();
    let own = from.file_name().unwrap_or_default().to_string_lossy();
    let mut own = safe_file_name(&own);
    for file in known.filter(|file| file.sha256.as_str() == hex) {
        match verified(scenario, file) {
            Ok(path) => return Ok(there(file.file.to_string(), path)),
            // It comes back to where it was.
            Err(EvidenceFault::Missing) => {
                let name = file.file.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
                own = name.filter(|name| !name.contains('/')).map_or(own, str::to_owned);
            }
            Err(_) => {}
        }
    }
    let (folder, is_made) = folder(beside)?;
    if let Some(name) = same_in(&folder, &source, hash) {
        return Ok(there(format!("{FOLDER}/{name}"), folder.join(name)));
    }
    let copied = copy(&mut source, (&folder, &own), hash);
    if copied.is_err() && is_made {
        let _ = fs::remove_dir(&folder);
    }
    let (name, unconfirmed) = copied.map_err(|why| match why {
        Uncopied::NotRead(why) => refused(&why),
        Uncopied::NotWritten(why) => why,
    })?;
    let path = folder.join(&name);
    let made_folder = is_made.then_some(folder);
    let file = format!("{FOLDER}/{name}");
    Ok(TakenIn { file, sha256: hash, is_copied: true, unconfirmed, path, made_folder })
}

/// The folder that takes files in, and whether it was made; a link out of the scenario's folder is
/// refused.
fn folder(beside: &Path) -> Result<(PathBuf, bool), Refusal> {
    let folder = beside.join(FOLDER);
    let cannot = |error: io::Error| {
        Refusal::from(format!("the folder {FOLDER} cannot be used: {}", why(&error)))
    };
    let is_made = match fs::create_dir(&folder) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
        Err(error) => return Err(cannot(error)),
    };
    let whole = folder.canonicalize().map_err(cannot)?;
    if !whole.starts_with(beside) {
        let message =
            format!("the folder {FOLDER} is a link that leads out of the scenario's folder");
        return Err(Refusal::new(message, "nothing was copied; put a folder in its place"));
    }
    if !whole.is_dir() {
        let message = format!("{FOLDER} stands beside the scenario and is no folder");
        return Err(Refusal::new(message, "nothing was copied; give it another name"));
    }
    // Paths in the scenario go by its own name.
    Ok((folder, is_made))
}

/// The name of a file in the folder that holds the same: only those of the same length are read.
fn same_in(folder: &Path, source: &File, hash: Digest) -> Option<String> {
    let length = source.metadata().ok()?.len();
    let mut names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let about = entry.metadata().ok()?; // of a link, its own
            let name = entry.file_name().into_string().ok()?;
            (about.is_file() && about.len() == length && is_safe_path(&name)).then_some(name)
        })
        .collect();
    names.sort();
    let is_same = |name: &String| {
        let opened = opening::file(&folder.join(name));
        opened.is_ok_and(|mut file| digest(&mut file).is_ok_and(|found| found == hash))
    };
    names.into_iter().find(is_same)
}

/// Why a file was not copied.
#[derive(Debug)]
enum Uncopied {
    NotRead(String),
    NotWritten(Refusal),
}

impl fmt::Display for Uncopied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Uncopied::NotRead(why) => f.write_str(why),
            Uncopied::NotWritten(why) => why.fmt(f),
        }
    }
}

impl Error for Uncopied {}

/// Copies a file under its name, or where another file has that, under a numbered one.
fn copy(
    source: &mut File,
    (folder, name): (&Path, &str),
    hash: Digest,
) -> Result<(String, Option<Clean>), Uncopied> {
    for number in 1..=MOST_NAMES {
        let name = if number == 1 { name.to_owned() } else { numbered_file_name(name, number) };
        let write = |to: &mut dyn Write| -> Result<(), Uncopied> {
            let not_read = |error: io::Error| Uncopied::NotRead(why(&error));
            source.rewind().map_err(not_read)?;
            let mut copied = DigestSoFar::default();
            pieces(source, |piece| {
                copied.add(piece);
                to.write_all(piece)
            })
            .map_err(not_read)?;
            if copied.whole() == hash {
                return Ok(());
            }
            Err(Uncopied::NotRead("it changed while it was copied; nothing was kept".into()))
        };
        match save::create_written(&folder.join(&name), write) {
            Ok(Some(((), unconfirmed))) => return Ok((name, unconfirmed)),
            Ok(None) => {} // another file has the name
            Err(Unput::NotMade(why)) => return Err(why),
            Err(Unput::NotSaved(stop)) => {
                return Err(Uncopied::NotWritten(stop.to_string().into()));
            }
        }
    }
    Err(Uncopied::NotWritten(format!("{MOST_NAMES} files are called {name}").into()))
}
