//! Kinds of incidents. A kind is a row: its word, its class, how it is read, its signs on a map, what
//! it means. What a kind means to the board (which line counts it, how it is drawn) is asked of its
//! row, and never of its word.

use super::{Class, ClosedWord, Term, Vocabulary, closed_list};

/// What the board knows of a kind besides its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KindRow {
    /// The line on which it is counted.
    pub class: Class,
    /// The kind as it is read.
    pub spoken: &'static str,
    /// Its sign on a map.
    pub sign: &'static str,
    /// Its sign where only ASCII can be shown.
    pub ascii: &'static str,
}

macro_rules! kinds {
    ($($class:ident { $($variant:ident = $word:literal $spoken:literal $sign:literal $ascii:literal $meaning:literal),+ $(,)? })+) => {
        closed_list! {
            /// What kind of incident.
            IncidentKind "kind of incident" { $($($variant = $word $meaning),+),+ }
        }

        impl IncidentKind {
            /// Its row.
            pub fn row(self) -> KindRow {
                match self {
                    $($(IncidentKind::$variant => KindRow {
                        class: Class::$class, spoken: $spoken, sign: $sign, ascii: $ascii,
                    }),+),+
                }
            }
        }
    };
}

kinds! {
    Attack {
        Ied = "ied" "IED" "✱" "*" "attack: improvised explosive device",
        Vbied = "vbied" "car bomb" "✹" "V" "attack: explosive device in a vehicle",
        Suicide = "suicide" "suicide attack" "✸" "S" "attack: suicide attack",
        Rpg = "rpg" "RPG" "➤" "R" "attack: rocket-propelled grenade",
        Shelling = "shelling" "shelling" "▼" "v" "attack: artillery, mortars, rockets",
        ArtilleryFire = "artillery-fire" "artillery fire" "◢" "L" "attack: artillery",
        TankFire = "tank-fire" "tank fire" "◣" "T" "attack: tanks",
        Mortar = "mortar" "mortar fire" "▿" "m" "attack: mortars",
        Airstrike = "airstrike" "airstrike" "▽" "A" "attack: from the air",
        Drone = "drone" "drones" "◇" "D" "attack: by drone",
        SmallArms = "small-arms" "small-arms fire" "×" "x" "attack: small arms",
        Sniping = "sniping" "sniping" "⊹" "i" "attack: aimed shots at single people",
        BoobyTrap = "booby-trap" "booby trap" "✲" "y" "attack: a trap that explodes",
        Explosion = "explosion" "explosion" "✺" "E" "attack: an explosion that somebody set off",
        Ambush = "ambush" "ambush" "⋇" "b" "attack: ambush",
        Raid = "raid" "raid" "⊗" "r" "attack: raid",
        Abduction = "abduction" "abduction" "⊖" "a" "attack: abduction",
        Execution = "execution" "execution" "⊛" "k" "attack: people killed who are held or defenceless",
        SexualViolence = "sexual-violence" "sexual violence" "⊕" "s" "attack: sexual violence",
        Unspecified = "unspecified" "attack, kind not told" "✕" "X" "attack: its kind is not said",
    }
    Obstruction {
        Blockade = "blockade" "blockade" "⊟" "B" "obstruction: a blocked road",
        MovementDenied = "movement-denied" "passage refused" "⊘" "M" "obstruction: passage refused",
    }
    Activity {
        Overflight = "overflight" "overflight" "↗" "f" "activity: over land where it may not fly, and no fire",
        Incursion = "incursion" "incursion" "▷" ">" "activity: across a line",
        Fortification = "fortification" "fortification" "⊞" "F" "activity: positions built or strengthened",
        TroopMovement = "troop-movement" "troop movement" "▹" "t" "activity: forces brought up or moved",
        Demolition = "demolition" "demolition" "▧" "P" "activity: houses or ground levelled",
        Occupation = "occupation" "occupation" "▣" "O" "activity: ground or a building held",
        Jamming = "jamming" "jamming" "≋" "j" "activity: signals disturbed",
        Detention = "detention" "detention" "⊓" "u" "activity: people held by who has the power to",
    }
    Hazard {
        Mine = "mine" "mine" "⊜" "N" "hazard: a mine",
        Uxo = "uxo" "unexploded ordnance" "⊚" "U" "hazard: unexploded ordnance",
        UndeterminedExplosion = "undetermined-explosion" "explosion, cause not known" "✧" "z"
            "hazard: an explosion of which nobody says what caused it",
    }
    Other {
        WeaponsViolation = "weapons-violation" "weapons where none may be" "△" "w" "other: weapons where none may be",
        Protest = "protest" "protest" "◬" "p" "other: a protest",
        Arson = "arson" "arson" "▲" "g" "other: fire set to houses, fields or goods",
        Looting = "looting" "looting" "⊔" "l" "other: looting",
        Harassment = "harassment" "harassment" "⊠" "h" "other: harassment, threats",
        Recruitment = "recruitment" "recruitment" "⊎" "c" "other: recruitment, of children too",
        Other = "other" "incident" "◌" "o" "other",
    }
}

impl IncidentKind {
    /// The class on whose line it is counted.
    pub fn class(self) -> Class {
        self.row().class
    }

    /// The kind as it is read.
    pub fn spoken(self) -> &'static str {
        self.row().spoken
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
        assert_eq!(signs(|kind| kind.spoken()), IncidentKind::ALL.len());
    }

    #[test]
    fn what_no_fire_comes_with_is_no_attack() {
        let class = |word: &str| IncidentKind::from_word(word).map(IncidentKind::class);
        for word in ["overflight", "incursion", "fortification", "troop-movement", "demolition"] {
            assert_eq!(class(word), Some(Class::Activity), "{word}");
        }
        assert_eq!(class("detention"), Some(Class::Activity));
        assert_eq!(class("undetermined-explosion"), Some(Class::Hazard));
        assert_eq!(class("explosion"), Some(Class::Attack));
        assert_eq!(class("protest"), Some(Class::Other));
        let of =
            |class: Class| IncidentKind::ALL.iter().filter(|kind| kind.class() == class).count();
        assert_eq!(Class::ALL.iter().map(|class| of(*class)).collect::<Vec<_>>(), [20, 2, 8, 3, 7]);
    }
}
