//! Files of evidence beside a scenario: verified, taken in, and opened with the system's program.
//! They are read piece by piece, whatever their size.

mod taking_in;

pub use taking_in::{TakenIn, take_in};

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    files, opener,
    opening::{self, Unopened},
    why::shown,
};
use crate::{
    app::Place,
    board::{Digest, DigestSoFar, EvidenceFault, LoadedFile, Unfetched, evidence_files},
    model::{Clean, Evidence, Refusal},
};

/// Bytes that are read at once.
const PIECE: usize = 1 << 17;

/// Reads a file to its end, piece by piece.
fn pieces(file: &mut File, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(read) => each(&piece[..read])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The hash of what a file holds.
fn digest(file: &mut File) -> io::Result<Digest> {
    let mut hash = DigestSoFar::default();
    pieces(file, |piece| {
        hash.add(piece);
        Ok(())
    })?;
    Ok(hash.whole())
}

/// Where a file of evidence stands, and its hash; why that cannot be had.
fn found(scenario: &Path, file: &Evidence) -> Result<(PathBuf, Digest), EvidenceFault> {
    let path = files::path_beside(scenario, file.file.original()).map_err(|why| match why {
        Unfetched::Missing => EvidenceFault::Missing,
        Unfetched::Outside => EvidenceFault::Outside,
        Unfetched::NoFolder => no_folder(),
        Unfetched::TooLarge => EvidenceFault::NoFile("it is too large".into()),
        Unfetched::Unreadable(why) => EvidenceFault::NoFile(why),
    })?;
    let unopened = |why: Unopened| match why {
        Unopened::Missing => EvidenceFault::Missing,
        why => EvidenceFault::NoFile(why.to_string().into()),
    };
    let mut opened = opening::file(&path).map_err(unopened)?;
    let hash = digest(&mut opened).map_err(|error| unopened(error.into()))?;
    Ok((path, hash))
}

fn no_folder() -> EvidenceFault {
    EvidenceFault::NoFile("the scenario is no file, and has no folder".into())
}

/// Where a file stands that still is what was taken in.
fn verified(scenario: &Path, file: &Evidence) -> Result<PathBuf, EvidenceFault> {
    let (path, hash) = found(scenario, file)?;
    is_same(hash, file).map(|()| path)
}

fn is_same(hash: Digest, file: &Evidence) -> Result<(), EvidenceFault> {
    let is_same = hash.to_string() == file.sha256.as_str();
    if is_same { Ok(()) } else { Err(EvidenceFault::Changed(hash)) }
}

/// Opens a file of evidence, if it still is what was taken in; what is said of that.
pub fn open(place: &Place, file: &Evidence) -> Result<Clean, Refusal> {
    let path = match place.path() {
        Some(scenario) => verified(scenario, file),
        None => Err(no_folder()),
    };
    let path = path.map_err(|fault| {
        Refusal::new(format!("{}; it was not opened", fault.in_words(file)), "")
    })?;
    opener::open(path.as_os_str(), &format!("the file is {}", shown(&path)))?;
    Ok(format!("{} is verified and open in its own program", file.file).into())
}

/// Verifies every file that a scenario lists, each read once, and tells of those that are not what
/// was taken in; how many are.
pub fn check(place: &Place, loaded: &mut LoadedFile) -> usize {
    let Some(index) = loaded.index.clone() else { return 0 };
    let mut read: HashMap<&str, Result<Digest, EvidenceFault>> = HashMap::new();
    let (mut faults, mut verified) = (Vec::new(), 0);
    for file in evidence_files(&index.scenario) {
        let hash = read.entry(file.file.original()).or_insert_with(|| match place.path() {
            Some(scenario) => found(scenario, file).map(|(_, hash)| hash),
            None => Err(no_folder()),
        });
        match hash.clone().and_then(|hash| is_same(hash, file)) {
            Ok(()) => verified += 1,
            Err(fault) => faults.push((file, fault)),
        }
    }
    loaded.tell_of_evidence(faults.into_iter());
    verified
}
