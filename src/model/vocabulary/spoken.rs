//! Words of closed lists as they are read on a screen: the file's word where that is plain, else
//! plain words for it.

use std::borrow::Cow;

use super::{Basis, PatrolKind, PatrolOutcome, Term};

impl Term {
    /// The word as it is read: `IED` for `ied`, `cut short` for `cut-short`.
    pub fn spoken(self) -> Cow<'static, str> {
        match self {
            Term::IncidentKind(kind) => kind.spoken().into(),
            Term::Basis(Basis::Uav) => "UAV".into(),
            Term::PatrolKind(PatrolKind::Uav) => "UAV flight".into(),
            Term::PatrolOutcome(PatrolOutcome::Unknown) => "not told".into(),
            _ if self.word().contains('-') => self.word().replace('-', " ").into(),
            _ => self.word().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IncidentKind, Likelihood, State};

    #[test]
    fn no_spoken_word_is_a_word_of_files_only() {
        let said = |word: &str| {
            let term = (IncidentKind::WORDS.term)(word).or_else(|| (State::WORDS.term)(word));
            term.map(|term| term.spoken().into_owned())
        };
        assert_eq!(said("vbied").as_deref(), Some("car bomb"));
        assert_eq!(said("unspecified").as_deref(), Some("attack, kind not told"));
        assert_eq!(said("shelling").as_deref(), Some("shelling"));
        assert_eq!(said("troop-movement").as_deref(), Some("troop movement"));
        assert_eq!(said("partly-met").as_deref(), Some("partly met"));
        let all = Likelihood::ALL.iter().map(|term| Term::Likelihood(*term).spoken());
        assert_eq!(all.filter(|word| word.contains('-')).count(), 0);
    }
}
