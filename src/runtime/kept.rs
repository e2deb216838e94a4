//! Small things that are kept between two runs, in the reader's own state folder and never beside the
//! files: a file for each scenario and place, in JSON. What cannot be read again, or is of another
//! scenario, is as good as never kept.

use std::{marker::PhantomData, path::PathBuf};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    opening, private, save,
    why::{shown, why},
};
use crate::{board::Digest, model::Refusal};

/// The form of what is kept; another one is not read.
const FORM: u32 = 1;
/// The longest file that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// Letters of a scenario's id in the name of its file; the whole id stands inside.
const LONGEST_ID: usize = 80;

/// Where one kind of thing is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept<T> {
    folder: PathBuf,
    /// What its files end in.
    kind: &'static str,
    of: PhantomData<fn() -> T>,
}

#[derive(Serialize, Deserialize)]
struct KeptFile<T> {
    #[serde(alias = "sitboard_front")]
    sitboard: u32,
    scenario: String,
    /// SHA-256 of the place in full.
    place: String,
    #[serde(flatten)]
    value: T,
}

impl<T: Serialize + DeserializeOwned> Kept<T> {
    /// The reader's own; `None` where the environment names no place for them.
    pub fn of_reader(kind: &'static str) -> Option<Kept<T>> {
        private::folder().map(|folder| Kept::at(folder, kind))
    }

    /// Those in this folder.
    pub fn at(folder: PathBuf, kind: &'static str) -> Kept<T> {
        Kept { folder, kind, of: PhantomData }
    }

    /// What was kept last of a scenario at a place; `None` where nothing was.
    pub fn read(&self, place: Digest, scenario: &str) -> Option<T> {
        let kept = opening::read(&self.path(place, scenario), LONGEST).ok()?;
        let kept: KeptFile<T> = serde_json::from_slice(&kept).ok()?;
        let is_ours =
            kept.sitboard == FORM && kept.scenario == scenario && kept.place == place.to_string();
        is_ours.then_some(kept.value)
    }

    /// Keeps something in the place of what was kept before.
    pub fn write(&self, place: Digest, scenario: &str, value: T) -> Result<(), Refusal> {
        let (kept, place_name) = (scenario.to_owned(), place.to_string());
        let kept = KeptFile { sitboard: FORM, scenario: kept, place: place_name, value };
        let kept = serde_json::to_vec(&kept).map_err(|error| Refusal::from(error.to_string()))?;
        self.open_folder()?;
        save::put(&self.path(place, scenario), &[&kept, b"\n"]).map(|_| ())
    }

    /// Makes the folder where there is none.
    pub fn open_folder(&self) -> Result<(), Refusal> {
        private::open_folder(&self.folder)
            .map_err(|error| format!("{}: {}", shown(&self.folder), why(&error)).into())
    }

    /// The file of a scenario at a place.
    pub fn path(&self, place: Digest, scenario: &str) -> PathBuf {
        let id = scenario.get(..LONGEST_ID).unwrap_or(scenario); // ids are ASCII
        self.folder.join(format!("{id}-{:.32}.{}", place.to_string(), self.kind))
    }
}
