//! The lineage of a feed on the disk: beside the scenario, where its author asks for it, else in the
//! reader's own state folder, and there too if that one cannot be written. Both are read where both are
//! there.

use std::{
    cell::OnceCell,
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use xxhash_rust::xxh3::Xxh3;

use super::read_at;
use crate::{
    board::{FeedLineage, FeedRequest, LineagePlace, ReadingOutcome},
    feed::{FeedRows, HeldRows, Lineage, NotTaken, PastRow},
    model::{Day, Reason, Refusal},
    runtime::{
        opening::{self, Unopened},
        private, save,
        why::{shown, why},
    },
};

/// Bytes of a lineage: some twenty million events that never changed.
const MOST_BYTES: usize = 512 << 20;
/// Bytes of the feed's file that are summed up at once.
const STEP: usize = 1 << 20;

/// A reading that is to go into a lineage.
pub struct LineageReading<'a> {
    /// The path of the scenario.
    pub scenario: &'a Path,
    /// The feed.
    pub request: &'a FeedRequest,
    /// Its file, open.
    pub file: &'a File,
    /// All its rows.
    pub rows: &'a FeedRows,
    /// Asks for the rows of the reading before, where anybody still has them.
    pub before: &'a dyn Fn() -> Option<Arc<FeedRows>>,
    /// The day on which it was read.
    pub day: Day,
    /// The day on which the file was written; `None` where nobody knows.
    pub written: Option<Day>,
    /// Bytes of memory that it may take.
    pub room: usize,
    /// What may be kept; else what is kept is only looked at.
    pub keeps: Keeps,
}

/// Which lineages a run may keep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeps {
    /// None: it only looks.
    None,
    /// Those that the author of a scenario asks for.
    AskedFor,
    /// Those of the reader too.
    All,
}

impl Keeps {
    fn keeps(self, place: LineagePlace) -> bool {
        match place {
            LineagePlace::BesideScenario => self != Keeps::None,
            LineagePlace::WithReader => self == Keeps::All,
            LineagePlace::Nowhere => false,
        }
    }
}

/// Whether a reading is to go into a lineage at all: where the author asks for one, where it may be kept
/// with the reader, or where it was.
pub fn is_wanted(scenario: &Path, request: &FeedRequest, keeps: Keeps) -> bool {
    match request.lineage {
        LineagePlace::BesideScenario => true,
        LineagePlace::Nowhere => false,
        LineagePlace::WithReader => {
            let was_kept = || place_of_reader(scenario, request).is_some_and(|own| own.exists());
            keeps == Keeps::All || was_kept()
        }
    }
}

/// Where a lineage is kept beside its scenario.
fn place_beside(scenario: &Path, request: &FeedRequest) -> PathBuf {
    let stem = scenario.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    scenario.with_file_name(format!("{stem}.{}.lineage", request.id))
}

/// Where it is kept with the reader.
fn place_of_reader(scenario: &Path, request: &FeedRequest) -> Option<PathBuf> {
    let whole = private::key(&crate::app::Place::File(scenario.into()))?;
    Some(private::folder()?.join(format!("{}-{:.32}.lineage", request.id, whole.to_string())))
}

/// Takes a reading into the lineage of its feed, and keeps that. What there is and cannot be read is
/// never written over.
pub fn take(reading: &LineageReading) -> FeedLineage {
    let (scenario, request) = (reading.scenario, reading.request);
    let own = place_of_reader(scenario, request);
    let own = own.filter(|_| request.lineage == LineagePlace::WithReader);
    let path = own.unwrap_or_else(|| place_beside(scenario, request));
    let has_room = |known: &Lineage| known.room_for(reading.rows.len()) <= reading.room;
    let known = known(reading, &path).and_then(|known| match has_room(&known) {
        true => Ok(known),
        false => Err(no_room()),
    });
    let known = match known {
        Ok(known) => known,
        Err(why) => {
            let (none, file) = (HeldRows::default(), shown(&path));
            let outcome = ReadingOutcome::Unkept(why);
            return FeedLineage::new(Lineage::default(), reading.rows, &none, outcome, file);
        }
    };
    let held = HeldRows::of(reading.rows);
    let (lineage, outcome) = taken(reading, &held, known, &path)
        .unwrap_or_else(|why| (Lineage::default(), ReadingOutcome::Unkept(why)));
    FeedLineage::new(lineage, reading.rows, &held, outcome, shown(&path))
}

fn no_room() -> Refusal {
    let hint = "`feed_memory_mib` in the settings gives more; every other feed takes some of it";
    Refusal::new("no memory is left for what is known of its rows from reading to reading", hint)
}

/// What both places hold by now.
fn known(reading: &LineageReading, path: &Path) -> Result<Lineage, Refusal> {
    let beside = read(path)?.unwrap_or_default();
    let own = place_of_reader(reading.scenario, reading.request).filter(|own| own != path);
    let own = own.map(|own| read(&own)).transpose()?.flatten();
    Ok(own.map_or_else(|| beside.clone(), |own| beside.merged(&own)))
}

fn taken(
    reading: &LineageReading,
    held: &HeldRows,
    mut lineage: Lineage,
    path: &Path,
) -> Result<(Lineage, ReadingOutcome), Refusal> {
    let unread = |error: io::Error| Refusal::from(why(&error).to_string());
    let hash = hash(reading.file).map_err(unread)?;
    let before = OnceCell::new();
    let before = || {
        let with_ids = |rows: Arc<FeedRows>| (HeldRows::of(&rows), rows);
        before.get_or_init(|| (reading.before)().map(with_ids)).as_ref()
    };
    // What is still at hand may be of another reading: only what says what was noted is believed.
    let was = |id: u64, fingerprint: u32| {
        let (held, rows) = before()?;
        let row = held.find(id).filter(|row| row.fingerprint == fingerprint)?;
        PastRow::of(rows, row.row as usize)
    };
    let taken = lineage.take(held, reading.day, hash, was);
    // Whoever downloaded the same file again knows that nothing changed; whoever only looked at it
    // again does not.
    let again = reading.written.filter(|written| *written <= reading.day);
    let taken = match (taken, again) {
        (Err(NotTaken::Same), Some(written)) => lineage.take_again(written),
        (taken, _) => taken,
    };
    let outcome = match taken {
        Err(why) => ReadingOutcome::NotTaken(why),
        Ok(taken) if reading.keeps.keeps(reading.request.lineage) => {
            match keep(reading, &lineage, path) {
                Ok(()) => ReadingOutcome::Taken(taken),
                Err(why) => ReadingOutcome::Unkept(why),
            }
        }
        Ok(taken) => ReadingOutcome::Taken(taken),
    };
    Ok((lineage, outcome))
}

/// Keeps it beside the scenario, else with the reader, which is told; with the reader where nobody asked
/// for more.
fn keep(reading: &LineageReading, lineage: &Lineage, path: &Path) -> Result<(), Refusal> {
    if reading.request.lineage == LineagePlace::WithReader {
        let why = |error: io::Error| Refusal::from(format!("{}: {}", shown(path), why(&error)));
        path.parent().map_or(Ok(()), private::open_folder).map_err(why)?;
        return renew(path, lineage);
    }
    let Err(beside) = renew(path, lineage) else { return Ok(()) };
    let own = place_of_reader(reading.scenario, reading.request).ok_or_else(|| beside.clone())?;
    let folder = own.parent().ok_or_else(|| beside.clone())?;
    private::open_folder(folder).map_err(|_| beside.clone())?;
    renew(&own, lineage)?;
    let message = format!("{}; they are kept in {}", beside.message, shown(&own));
    Err(Refusal { message: message.into(), ..beside })
}

/// Writes a lineage with what somebody else may have kept there meanwhile.
fn renew(path: &Path, lineage: &Lineage) -> Result<(), Refusal> {
    let make = |held: Option<&[u8]>| {
        let held = held.map(|bytes| parsed(path, bytes)).transpose()?;
        let merged = held.map(|held| held.merged(lineage));
        Ok(merged.as_ref().unwrap_or(lineage).to_text().into_bytes())
    };
    save::renew(path, MOST_BYTES, make).map(drop)
}

/// Writes into a lineage what another one of the same feed has besides; what it is then.
pub fn merge(path: &Path, other: &Path) -> Result<Lineage, Refusal> {
    let there = |path: &Path| {
        let missing = || Refusal::from(format!("{}: {}", shown(path), Unopened::Missing));
        read(path)?.ok_or_else(missing)
    };
    let (own, other) = (there(path)?, there(other)?);
    renew(path, &other)?;
    Ok(own.merged(&other))
}

/// The lineage that is kept at a path; `None` where none is.
fn read(path: &Path) -> Result<Option<Lineage>, Refusal> {
    match opening::read(path, MOST_BYTES) {
        Ok(bytes) => parsed(path, &bytes).map(Some),
        Err(Unopened::Missing) => Ok(None),
        Err(why) => Err(format!("{}: {why}", shown(path)).into()),
    }
}

fn parsed(path: &Path, bytes: &[u8]) -> Result<Lineage, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| format!("{} is no text", shown(path)))?;
    let named = |why: Refusal| Refusal {
        message: format!("{}: {}", shown(path), why.message()).into(),
        ..why
    };
    Lineage::from_text(text).map_err(named)
}

/// The sum of all bytes of a file.
fn hash(file: &File) -> io::Result<u128> {
    let (mut sum, mut bytes, mut at) = (Xxh3::new(), vec![0; STEP], 0);
    loop {
        let read = read_at(file, &mut bytes, at)?;
        sum.update(&bytes[..read]);
        at += read as u64;
        if read < bytes.len() {
            return Ok(sum.digest128());
        }
    }
}
