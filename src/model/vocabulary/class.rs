//! Classes of incidents. A class is a row: its word, what one of it and several are called, what it
//! means. Whatever has a line for each class walks this list, so that a new class is a new row.

use super::{ClosedWord, Term, Vocabulary, closed_list};

/// Hands the rows of the classes on to another macro.
macro_rules! for_each_class {
    ($then:ident) => {
        $then! {
            Attack = "attack" ("attack", "attacks") ("attack", "attacks") "attacks" "Attacks"
                "somebody is attacked",
            Obstruction = "obstruction" ("obstruction", "obstructions") ("road blocked", "roads blocked")
                "obstructions" "Obstructions" "somebody is kept from moving",
            Activity = "activity" ("activity", "activities") ("activity", "activities") "activities"
                "Activities" "a force or an authority does what no fire comes with: it flies over, moves, builds, holds",
            Hazard = "hazard" ("hazard", "hazards") ("hazard", "hazards") "hazards" "Hazards"
                "something lies there that may kill",
            Other = "other" ("other incident", "other incidents") ("other incident", "other incidents")
                "other-incidents" "Other incidents" "anything else against the agreement",
        }
    };
}
pub(crate) use for_each_class;

/// What the board calls a class besides its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClassRow {
    /// One and several of it, as tables name them.
    pub name: (&'static str, &'static str),
    /// One and several of it, as lines for a reader in a hurry say it.
    pub brief: (&'static str, &'static str),
    /// What figures and scripts call all of it.
    pub id: &'static str,
}

macro_rules! classes {
    ($($variant:ident = $word:literal $name:tt $brief:tt $id:literal $title:literal $meaning:literal),+ $(,)?) => {
        closed_list! {
            /// Classes of incidents: each is counted on a line of its own.
            Class "class" { $($variant = $word $meaning),+ }
        }

        impl Class {
            /// Its row.
            pub const fn row(self) -> ClassRow {
                match self { $(Class::$variant => ClassRow { name: $name, brief: $brief, id: $id }),+ }
            }
        }
    };
}
for_each_class!(classes);

impl Class {
    /// One of it, as tables name it.
    pub const fn singular(self) -> &'static str {
        self.row().name.0
    }

    /// Several of it, as tables name them.
    pub const fn plural(self) -> &'static str {
        self.row().name.1
    }

    /// What rows of event files that tell of several of it are called, below the name of the file.
    pub const fn rows_plural(self) -> &'static str {
        if matches!(self, Class::Other) { "other" } else { self.plural() }
    }

    /// Whether it is a thing of its own, whose rate says something: what is left over has none.
    pub fn has_tempo(self) -> bool {
        self != Class::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_classes_go_by_one_name() {
        let names: fn(&Class) -> [&'static str; 3] =
            |class| [class.singular(), class.plural(), class.row().id];
        for n in 0..3 {
            let all: BTreeSet<&str> = Class::ALL.iter().map(|class| names(class)[n]).collect();
            assert_eq!(all.len(), Class::ALL.len());
        }
    }
}
