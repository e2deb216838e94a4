//! Which panels a reader wants on the front of each scenario, kept in the reader's own state folder
//! and never beside the files. What cannot be read again is as good as never kept.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::why::{shown, why};
use super::{opening, private, save};
use crate::app::Place;
use crate::board::{Digest, LoadedFile};
use crate::model::{Id, Refusal};
use crate::panel::{Front, Panel};

/// The form of what is kept; another one is not read.
const FORM: u32 = 1;
/// The longest file that is read, in bytes.
const LONGEST: usize = 16 * 1024;
/// Letters of a scenario's id in the name of its file; the whole id stands inside.
const LONGEST_ID: usize = 80;

/// The folder in which the chosen fronts are kept, a file for each scenario and place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fronts {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct KeptFront {
    sitboard_front: u32,
    scenario: String,
    /// SHA-256 of the place in full.
    place: String,
    /// The names of the panels, slot by slot; none of the scenario's own front.
    panels: Vec<String>,
}

impl Fronts {
    /// The reader's own; `None` where the environment names no place for them.
    pub fn of_reader() -> Option<Fronts> {
        private::folder().map(|folder| Fronts { folder })
    }

    /// The front that was chosen last for this scenario at this place; `None` where none is, or the
    /// scenario's own.
    pub fn read(&self, place: &Place, loaded: &LoadedFile) -> Option<Front> {
        let id = &loaded.index.as_ref()?.scenario.header.id;
        let place = private::key(place)?;
        let kept = opening::read(&self.path(place, id), LONGEST).ok()?;
        let kept: KeptFront = serde_json::from_slice(&kept).ok()?;
        let is_ours = kept.sitboard_front == FORM
            && kept.scenario == id.as_str()
            && kept.place == place.to_string();
        if is_ours { Front::from_names(kept.panels.iter().map(String::as_str)) } else { None }
    }

    /// Keeps a front in the place of the one before; of what was piped in, nothing is kept.
    pub fn write(&self, place: &Place, id: &Id, front: Option<Front>) -> Result<(), Refusal> {
        let Some(key) = private::key(place) else { return Ok(()) };
        let names = |front: Front| front.panels().map(Panel::name).map(str::to_owned).to_vec();
        let kept = KeptFront {
            sitboard_front: FORM,
            scenario: id.to_string(),
            place: key.to_string(),
            panels: front.map(names).unwrap_or_default(),
        };
        let kept = serde_json::to_vec(&kept).map_err(|error| Refusal::from(error.to_string()))?;
        private::open_folder(&self.folder)
            .map_err(|error| format!("{}: {}", shown(&self.folder), why(&error)))?;
        save::put(&self.path(key, id), &[&kept, b"\n"]).map(|_| ())
    }

    fn path(&self, place: Digest, id: &Id) -> PathBuf {
        let id = id.as_str();
        let id = id.get(..LONGEST_ID).unwrap_or(id); // ids are ASCII
        self.folder.join(format!("{id}-{:.32}.front", place.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const TEXT: &str = "format = 1\n[scenario]\nid = \"truce\"\ntitle = \"A truce\"\n";

    #[test]
    fn a_front_is_kept_for_its_scenario_and_place_alone() {
        let folder = tempfile::tempdir().unwrap();
        let fronts = Fronts { folder: folder.path().join("state/sitboard") };
        let place = |name: &str| {
            fs::write(folder.path().join(name), TEXT).unwrap();
            Place::File(folder.path().join(name))
        };
        let (here, there) = (place("truce.toml"), place("other.toml"));
        let loaded = LoadedFile::read(TEXT.as_bytes(), "truce");
        let id = Id::new("truce").unwrap();
        let front = Front::default().with(Panel::Events, 0);
        assert_eq!(fronts.read(&here, &loaded), None);
        fronts.write(&here, &id, Some(front)).unwrap();
        assert_eq!(fronts.read(&here, &loaded), Some(front));
        assert_eq!(fronts.read(&there, &loaded), None);
        fronts.write(&here, &id, None).unwrap();
        assert_eq!(fronts.read(&here, &loaded), None);
        let kept = fs::read_dir(&fronts.folder).unwrap().next().unwrap().unwrap().path();
        fs::write(kept, "no JSON").unwrap();
        assert_eq!(fronts.read(&here, &loaded), None);
    }
}
