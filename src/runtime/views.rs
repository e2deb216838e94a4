//! The views of a scenario that are kept, and the one in which its board was left.

use super::{kept::Kept, private};
use crate::{
    app::{KeptViews, Place},
    model::{Id, Refusal},
};

/// The views that the reader kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Views(Kept<KeptViews>);

impl Views {
    /// The reader's own; `None` where the environment names no place for them.
    pub fn of_reader() -> Option<Views> {
        Kept::of_reader("views").map(Views)
    }

    /// The views of a scenario at a place.
    pub fn read(&self, place: &Place, id: &Id) -> Option<KeptViews> {
        self.0.read(private::key(place)?, id.as_str())
    }

    /// Changes what is kept, as it is by now: another board may have kept a view meanwhile. Of what was
    /// piped in, nothing is kept.
    pub fn change(
        &self,
        place: &Place,
        id: &Id,
        change: impl FnOnce(&mut KeptViews),
    ) -> Result<(), Refusal> {
        let Some(key) = private::key(place) else { return Ok(()) };
        let before = self.0.read(key, id.as_str());
        let mut views = before.clone().unwrap_or_default();
        change(&mut views);
        if before.unwrap_or_default() == views {
            return Ok(());
        }
        self.0.write(key, id.as_str(), views)
    }
}
