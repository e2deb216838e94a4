//! What is still to come of a feed, in words beside its counts: never in them.

use super::{column::Column, rows::Row};
use crate::{
    board::{Board, Pace, StillToCome},
    look::{Phrase, Role},
};

/// A column of it, whose words depend on the room that they have.
pub(super) fn column(
    rank: u8,
    of: impl Fn(&Row) -> Option<StillToCome> + Send + Sync + 'static,
) -> Column {
    Column::sized("still to come", rank, (13, 60), move |_: &Board, row, cells| {
        of(row).and_then(|of| sentence(of, cells)).unwrap_or_default()
    })
}

/// Whether anything is to be said of it: nothing where all has come.
pub(super) fn is_told(of: StillToCome) -> bool {
    !matches!(of, StillToCome::Band(band) if band.is_settled())
}

/// The whole sentence where it has room, else what it comes to.
fn sentence(of: StillToCome, cells: usize) -> Option<Phrase> {
    let in_full = in_words(of)?;
    if in_full.width() <= cells {
        return Some(in_full);
    }
    Some(match of {
        StillToCome::Band(band) => {
            let fits = |words: &String| crate::look::width(words) <= cells;
            let forms = [band.in_brief(), band.in_short()];
            Phrase::plain(forms.iter().find(|words| fits(words)).unwrap_or(&forms[1]).as_str())
        }
        StillToCome::TooLittleKnown(_) => Phrase::new("too little known", Role::Stale),
        StillToCome::DelayChanged(_) => Phrase::new("delays changed", Role::Stale),
    })
}

/// The band, or in the colour of what is not known why there is none.
pub(super) fn in_words(of: StillToCome) -> Option<Phrase> {
    let role = match of {
        StillToCome::Band(_) => Role::Plain,
        StillToCome::TooLittleKnown(_) | StillToCome::DelayChanged(_) => Role::Stale,
    };
    is_told(of).then(|| Phrase::new(of.to_string(), role))
}

/// What is said of a feed with fewer rows than before while what may still come would make it no
/// fewer; `None` where the verdict stands, or is another.
pub(super) fn instead_of_fewer(pace: &Pace) -> Option<Phrase> {
    Some(match pace.may_not_be_fewer()? {
        StillToCome::Band(band) => {
            Phrase::plain(format!("fewer so far; up to {} may come", band.high))
        }
        StillToCome::TooLittleKnown(_) | StillToCome::DelayChanged(_) => {
            Phrase::new("fewer so far; what is still to come cannot be said", Role::Stale)
        }
    })
}
