//! The last time this reader closed each board, kept in the reader's own state folder and never
//! beside the files. What cannot be kept or read again is as good as never kept.

use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::why::{shown, why};
use super::{opening, private, save};
use crate::app::Place;
use crate::board::{Baseline, Clock, Digest, Knowledge};
use crate::model::{Clean, Day, Id, Refusal, clean, in_range};

/// The form of what is kept; another one is not read.
const FORM: u32 = 1;
/// The longest first line that is read, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// Letters of a scenario's id in the name of its file; the whole id stands inside.
const LONGEST_ID: usize = 80;

/// The folder in which the closed boards are kept, a file for each scenario and place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// The first line of a kept board, in JSON; the scenario's own bytes follow it.
#[derive(Serialize, Deserialize)]
struct BaselineHead {
    sitboard_baseline: u32,
    scenario: String,
    /// For whoever looks into the folder.
    path: String,
    /// SHA-256 of the place in full.
    place: String,
    as_of: String,
    /// `then`, `hindsight`, or the day by which it was known.
    known: String,
    closed: String,
    /// SHA-256 of the scenario's bytes.
    digest: String,
    /// How many bytes follow; `None` where the file was too long to keep.
    bytes: Option<usize>,
}

impl Store {
    /// The reader's own; `None` where the environment names no place for it.
    pub fn of_reader() -> Option<Store> {
        private::folder().map(Store::at)
    }

    /// The store that keeps its files in this folder.
    pub(super) fn at(folder: PathBuf) -> Store {
        Store { folder }
    }

    /// The last closing of this scenario at this place. Anything but what `write` wrote whole for
    /// that very scenario and place is none.
    pub fn read(&self, place: &Place, scenario: &Id) -> Option<Baseline> {
        let place = private::key(place)?;
        let most = LONGEST_HEAD + 1 + Baseline::MOST_BYTES;
        let kept = opening::read(&self.path(place, scenario), most).ok()?;
        let end = kept.iter().take(LONGEST_HEAD).position(|byte| *byte == b'\n')?;
        let head: BaselineHead = serde_json::from_slice(&kept[..end]).ok()?;
        let is_ours = head.sitboard_baseline == FORM
            && head.scenario == scenario.as_str()
            && head.place == place.to_string();
        if is_ours { head.baseline(&kept[end + 1..]) } else { None }
    }

    /// Keeps a closing in the place of the one before, wholly or not at all; what is answered is why
    /// it may not outlast a power cut, where the disk did not say that it will.
    pub fn write(&self, place: &Place, closed: &Baseline) -> Result<Option<Clean>, Refusal> {
        let Some(place_key) = private::key(place) else { return Ok(None) };
        let head = BaselineHead::of(place, place_key, closed);
        let head = serde_json::to_vec(&head).map_err(|error| Refusal::from(error.to_string()))?;
        private::open_folder(&self.folder)
            .map_err(|error| format!("{}: {}", shown(&self.folder), why(&error)))?;
        let bytes = closed.bytes.as_deref().unwrap_or_default();
        save::put(&self.path(place_key, &closed.scenario), &[&head, b"\n", bytes])
    }

    /// Half of the place's hash tells files apart well enough; should two ever meet, each finds the
    /// other's place inside and takes it for none.
    fn path(&self, place: Digest, scenario: &Id) -> PathBuf {
        let id = scenario.as_str();
        let id = id.get(..LONGEST_ID).unwrap_or(id); // ids are ASCII
        self.folder.join(format!("{id}-{:.32}.baseline", place.to_string()))
    }
}

impl BaselineHead {
    fn of(place: &Place, key: Digest, closed: &Baseline) -> BaselineHead {
        BaselineHead {
            sitboard_baseline: FORM,
            scenario: closed.scenario.to_string(),
            path: clean(&place.name()).chars().take(1000).collect(),
            place: key.to_string(),
            as_of: closed.clock.as_of.to_string(),
            known: match closed.clock.knowledge {
                Knowledge::Then => "then".to_owned(),
                Knowledge::Hindsight => "hindsight".to_owned(),
                Knowledge::By(day) => day.to_string(),
            },
            closed: closed.closed.to_rfc3339_opts(SecondsFormat::Secs, true),
            digest: closed.digest.to_string(),
            bytes: closed.bytes.as_ref().map(|bytes| bytes.len()),
        }
    }

    /// What was kept, when all of it is there and fits together.
    fn baseline(self, bytes: &[u8]) -> Option<Baseline> {
        let day = |text: &str| text.parse::<Day>().ok().filter(|day| in_range(*day));
        let knowledge = match self.known.as_str() {
            "then" => Knowledge::Then,
            "hindsight" => Knowledge::Hindsight,
            text => Knowledge::By(day(text)?),
        };
        let digest = Digest::from_hex(&self.digest)?;
        let is_whole = match self.bytes {
            Some(length) => {
                length == bytes.len()
                    && length <= Baseline::MOST_BYTES
                    && Digest::of(bytes) == digest
            }
            None => bytes.is_empty(),
        };
        if !is_whole {
            return None;
        }
        Some(Baseline {
            scenario: Id::new(&self.scenario)?,
            clock: Clock { as_of: day(&self.as_of)?, knowledge },
            closed: self.closed.parse::<DateTime<Utc>>().ok()?,
            digest,
            bytes: self.bytes.map(|_| bytes.into()),
        })
    }
}

#[cfg(test)]
mod tests;
