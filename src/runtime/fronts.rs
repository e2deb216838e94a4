//! Which panels a reader wants on the front of each scenario, kept in the reader's own state folder
//! and never beside the files. What cannot be read again is as good as never kept.

use serde::{Deserialize, Serialize};

use super::{kept::Kept, private};
use crate::app::Place;
use crate::board::LoadedFile;
use crate::model::{Id, Refusal};
use crate::panel::{Front, Panel};

/// The chosen fronts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fronts(Kept<ChosenFront>);

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
struct ChosenFront {
    /// The names of the panels, slot by slot; none of the scenario's own front.
    panels: Vec<String>,
}

impl Fronts {
    /// The reader's own; `None` where the environment names no place for them.
    pub fn of_reader() -> Option<Fronts> {
        Kept::of_reader("front").map(Fronts)
    }

    /// The front that was chosen last for this scenario at this place; `None` where none is, or the
    /// scenario's own.
    pub fn read(&self, place: &Place, loaded: &LoadedFile) -> Option<Front> {
        let id = &loaded.index.as_ref()?.scenario.header.id;
        let chosen = self.0.read(private::key(place)?, id.as_str())?;
        Front::from_names(chosen.panels.iter().map(String::as_str))
    }

    /// Keeps a front in the place of the one before; of what was piped in, nothing is kept.
    pub fn write(&self, place: &Place, id: &Id, front: Option<Front>) -> Result<(), Refusal> {
        let Some(key) = private::key(place) else { return Ok(()) };
        let names = |front: Front| front.panels().map(Panel::name).map(str::to_owned).to_vec();
        let panels = front.map(names).unwrap_or_default();
        self.0.write(key, id.as_str(), ChosenFront { panels })
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
        let state = folder.path().join("state/sitboard");
        let fronts = Fronts(Kept::at(state.clone(), "front"));
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
        let kept = fs::read_dir(&state).unwrap().next().unwrap().unwrap().path();
        fronts.write(&here, &id, Some(front)).unwrap();
        let chosen = fs::read_to_string(&kept).unwrap();
        fs::write(&kept, chosen.replace("\"sitboard\"", "\"sitboard_front\"")).unwrap();
        assert_eq!(fronts.read(&here, &loaded), Some(front));
        fs::write(kept, "no JSON").unwrap();
        assert_eq!(fronts.read(&here, &loaded), None);
    }
}
