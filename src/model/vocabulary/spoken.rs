//! Words of closed lists as they are read on a screen: the file's word where that is plain, else
//! plain words for it.

use super::{
    ActorKind, IncidentKind, Likelihood, Measure, PatrolKind, PatrolOutcome, RestrictionOutcome,
    SourceKind, State, Term, WeaponStatus,
};

impl Term {
    /// The word as it is read: `IED` for `ied`, `cut short` for `cut-short`.
    pub fn spoken(self) -> &'static str {
        match self {
            Term::IncidentKind(kind) => kind.spoken(),
            Term::PatrolKind(PatrolKind::Uav) => "UAV flight",
            Term::PatrolOutcome(PatrolOutcome::CutShort) => "cut short",
            Term::PatrolOutcome(PatrolOutcome::Unknown) => "not told",
            Term::State(State::PartlyMet) => "partly met",
            Term::RestrictionOutcome(RestrictionOutcome::TurnedBack) => "turned back",
            Term::WeaponStatus(WeaponStatus::InViolation) => "in violation",
            Term::WeaponStatus(WeaponStatus::OutsideStorage) => "outside storage",
            Term::WeaponStatus(WeaponStatus::InStorage) => "in storage",
            Term::Measure(Measure::NewlyDisplaced) => "newly displaced",
            Term::SourceKind(SourceKind::ArmedGroup) | Term::ActorKind(ActorKind::ArmedGroup) => {
                "armed group"
            }
            Term::ActorKind(ActorKind::StateForce) => "state force",
            Term::Likelihood(likelihood) => match likelihood {
                Likelihood::AlmostNoChance => "almost no chance",
                Likelihood::VeryUnlikely => "very unlikely",
                Likelihood::RoughlyEvenChance => "roughly even chance",
                Likelihood::VeryLikely => "very likely",
                Likelihood::AlmostCertain => "almost certain",
                Likelihood::Unlikely | Likelihood::Likely => likelihood.word(),
            },
            _ => self.word(),
        }
    }
}

impl IncidentKind {
    /// The kind as it is read.
    pub fn spoken(self) -> &'static str {
        match self {
            IncidentKind::Ied => "IED",
            IncidentKind::Vbied => "car bomb",
            IncidentKind::Suicide => "suicide attack",
            IncidentKind::Rpg => "RPG",
            IncidentKind::Drone => "drones",
            IncidentKind::SmallArms => "small-arms fire",
            IncidentKind::Unspecified => "attack, kind not told",
            IncidentKind::MovementDenied => "passage refused",
            IncidentKind::WeaponsViolation => "weapons where none may be",
            IncidentKind::Other => "incident",
            _ => self.word(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Vocabulary;

    #[test]
    fn no_spoken_word_is_a_word_of_files_only() {
        let said = |word: &str| {
            let term = (IncidentKind::WORDS.term)(word).or_else(|| (State::WORDS.term)(word));
            term.map(Term::spoken)
        };
        assert_eq!(said("vbied"), Some("car bomb"));
        assert_eq!(said("unspecified"), Some("attack, kind not told"));
        assert_eq!(said("shelling"), Some("shelling"));
        assert_eq!(said("partly-met"), Some("partly met"));
        let of_a_list = |list: &Vocabulary| {
            let words = list.words.iter().filter(|(word, _)| word.contains('-'));
            let said = words.map(|(word, _)| ((list.term)(word).expect(word).spoken(), *word));
            said.filter(|(said, word)| said == word).map(|(_, word)| word).collect::<Vec<_>>()
        };
        let lists = [
            &SourceKind::WORDS,
            &ActorKind::WORDS,
            &State::WORDS,
            &PatrolOutcome::WORDS,
            &IncidentKind::WORDS,
            &Measure::WORDS,
            &Likelihood::WORDS,
        ];
        assert_eq!(lists.map(of_a_list).concat(), Vec::<&str>::new());
    }
}
