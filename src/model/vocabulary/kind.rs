//! Kinds of incidents. A kind is a row: its word, its class, its signs on a map, what it means. What
//! a kind means to the board (which line counts it, how it is drawn) is asked of its row, and never
//! of its word.

use super::{Class, ClosedWord, Term, Vocabulary, closed_list};

/// What the board knows of a kind besides its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KindRow {
    /// The line on which it is counted.
    pub class: Class,
    /// Its sign on a map.
    pub sign: &'static str,
    /// Its sign where only ASCII can be shown.
    pub ascii: &'static str,
}

macro_rules! kinds {
    ($($variant:ident = $word:literal $class:ident $sign:literal $ascii:literal $meaning:literal),+ $(,)?) => {
        closed_list! {
            /// What kind of incident.
            IncidentKind "kind of attack" { $($variant = $word $meaning),+ }
        }

        impl IncidentKind {
            /// Its row.
            pub fn row(self) -> KindRow {
                match self {
                    $(IncidentKind::$variant => KindRow { class: Class::$class, sign: $sign, ascii: $ascii }),+
                }
            }
        }
    };
}

kinds! {
    Ied = "ied" Attack "✱" "*" "attack: improvised explosive device",
    Vbied = "vbied" Attack "✹" "V" "attack: explosive device in a vehicle",
    Suicide = "suicide" Attack "✸" "S" "attack: suicide attack",
    Rpg = "rpg" Attack "➤" "R" "attack: rocket-propelled grenade",
    Shelling = "shelling" Attack "▼" "v" "attack: artillery, mortars, rockets",
    Airstrike = "airstrike" Attack "▽" "A" "attack: from the air",
    Drone = "drone" Attack "◇" "D" "attack: by drone",
    SmallArms = "small-arms" Attack "×" "x" "attack: small arms",
    Ambush = "ambush" Attack "⋇" "b" "attack: ambush",
    Raid = "raid" Attack "⊗" "r" "attack: raid",
    Abduction = "abduction" Attack "⊖" "a" "attack: abduction",
    Unspecified = "unspecified" Attack "✕" "X" "attack: its kind is not said",
    Blockade = "blockade" Obstruction "⊟" "B" "obstruction: a blocked road",
    MovementDenied = "movement-denied" Obstruction "⊘" "M" "obstruction: passage refused",
    WeaponsViolation = "weapons-violation" Other "△" "w" "other: weapons where none may be",
    Other = "other" Other "◌" "o" "other",
}

impl IncidentKind {
    /// The class on whose line it is counted.
    pub fn class(self) -> Class {
        self.row().class
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_names_its_class_and_has_signs_of_its_own() {
        for kind in IncidentKind::ALL {
            assert_eq!(IncidentKind::from_word(kind.word()), Some(*kind));
            assert!(kind.meaning().starts_with(kind.class().word()), "{kind:?}");
        }
        let signs = |of: fn(&IncidentKind) -> &'static str| {
            IncidentKind::ALL.iter().map(of).collect::<BTreeSet<&str>>().len()
        };
        assert_eq!(signs(|kind| kind.row().sign), IncidentKind::ALL.len());
        assert_eq!(signs(|kind| kind.row().ascii), IncidentKind::ALL.len());
    }
}
