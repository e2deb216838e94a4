//! Where the agreement, its clauses and the patrols stand, in the words used.

use super::Board;
use crate::model::{Clean, Id, Key, Record, Status, Table, When};

/// The latest visible status of something.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    pub record: usize,
    pub is: Status,
    pub words: Option<Clean>,
    /// From when on, as vague as it was said.
    pub since: Option<When>,
    pub is_contested: bool,
    pub since_contested: bool,
}

impl Board {
    /// Where `of` (`patrols`, an agreement or a clause) stands.
    pub fn standing(&self, of: &str) -> Option<Standing> {
        let about = |n: &usize| self.record(*n).id_of(Key::Of).is_some_and(|id| id.as_str() == of);
        let since =
            |record: &Record| self.date(record).and_then(|date| date.earliest.or(date.latest));
        let latest = self
            .visible_of(Table::Status)
            .filter(about)
            .filter(|n| !self.is_all_withdrawn(self.record(*n)))
            .max_by_key(|n| {
                (since(self.record(*n)), self.became_known(self.record(*n)).map(|known| known.day))
            })?;
        let record = self.record(latest);
        Some(Standing {
            record: latest,
            is: Status::from_word(self.shown_term(record, Key::Is)?)?,
            words: self.shown(record, Key::Words).and_then(|said| said.value.as_text().cloned()),
            since: self.written_date(record).cloned(),
            is_contested: self.contested(latest).contains(&Key::Is),
            since_contested: self.contested(latest).contains(&Key::Since),
        })
    }

    /// The first agreement of the file and where it stands.
    pub fn agreement(&self) -> Option<(&Record, Option<Standing>)> {
        let agreement = self.scenario().table(Table::Agreement).first()?;
        Some((agreement, self.standing(agreement.id.as_str())))
    }

    /// The parties to the agreement.
    pub fn parties(&self) -> &[Id] {
        self.scenario()
            .table(Table::Agreement)
            .first()
            .map_or(&[], |agreement| agreement.ids_of(Key::Parties))
    }
}
