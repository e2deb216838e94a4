//! What a negated term asks. Of what has two readings a negation is of the same reading: what surely
//! is not so is what may not be so in any reading, and what perhaps is not so is all that is not
//! surely so.

use super::{Condition, Sureness, Test};
use crate::{
    board::Board,
    format::TableForm,
    model::{Key, RecordIx, Table},
};

/// The keys by which a record says where it was.
const PLACES: [Key; 3] = [Key::Place, Key::From, Key::To];
/// The keys by which a record may have kilometres, or lie in a corridor or a zone.
const WHEREABOUTS: [Key; 6] = [Key::Place, Key::From, Key::To, Key::Km, Key::At, Key::Zone];

impl Sureness {
    fn other(self) -> Sureness {
        match self {
            Sureness::Certain => Sureness::Possible,
            Sureness::Possible => Sureness::Certain,
        }
    }
}

impl Test {
    /// The same in a reading; `None` of what has one only.
    pub(super) fn read_as(&self, sureness: Sureness) -> Option<Test> {
        Some(match self {
            Test::Places(places, _) => Test::Places(places.clone(), sureness),
            Test::Number(key, comparison, number, _) => {
                Test::Number(*key, *comparison, *number, sureness)
            }
            Test::Kilometres(measured, reach, _) => Test::Kilometres(*measured, *reach, sureness),
            Test::Area(asked, stands, _) => Test::Area(asked.clone(), *stands, sureness),
            _ => return None,
        })
    }

    /// The reading that is asked for; `None` of what has one only.
    fn sureness(&self) -> Option<Sureness> {
        match self {
            Test::Places(_, sureness)
            | Test::Number(.., sureness)
            | Test::Kilometres(.., sureness)
            | Test::Area(.., sureness) => Some(*sureness),
            _ => None,
        }
    }

    /// Whether a record says anything of what is asked, or is of a kind of which that is not asked.
    fn is_told(&self, board: &Board, n: RecordIx) -> bool {
        let record = board.record(n);
        let has = |keys: &[Key]| has_any(record.table, keys);
        let says = |key: &Key| {
            let voices = board.voices(record, *key);
            voices.iter().any(|said| !said.value.ids().iter().all(|id| id.is_unknown()))
        };
        match self {
            Test::Number(key, ..) => !has(&[*key]) || !board.voices(record, *key).is_empty(),
            Test::Places(..) => !has(&PLACES) || PLACES.iter().any(says),
            Test::Kilometres(measured, ..) => !has(&WHEREABOUTS) || measured.of(board, n).is_some(),
            Test::Area(asked, ..) => {
                !has(&WHEREABOUTS)
                    || asked.all(&board.index).any(|area| board.stands(n, area).is_some())
            }
            _ => true,
        }
    }
}

/// Whether records of a table have any of these keys.
pub(super) fn has_any(table: Table, keys: &[Key]) -> bool {
    TableForm::of(table).fields().any(|field| keys.contains(&field.key))
}

impl Condition {
    /// Whether a record passes, by what the board shows of it.
    pub(super) fn holds(&self, board: &Board, n: RecordIx) -> bool {
        if !self.negated {
            return self.test.holds(board, n);
        }
        let Some((sureness, denied)) = self.denied() else { return !self.test.holds(board, n) };
        let is_said = sureness == Sureness::Possible || self.test.is_told(board, n);
        is_said && !denied.holds(board, n)
    }

    /// What a negation of two readings denies, with the reading that is asked for.
    pub(super) fn denied(&self) -> Option<(Sureness, Test)> {
        let sureness = self.test.sureness().filter(|_| self.negated)?;
        Some((sureness, self.test.read_as(sureness.other())?))
    }
}
