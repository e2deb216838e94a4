//! The tables of the format, once: the name of each, and what is asked of its records as such. Which
//! keys it has stands in `format::tables`.

use super::{Key, KeyRole};

/// The record that records of another table stand inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Owner {
    /// The table of the outer record: an actor has ties, an agreement has clauses.
    pub table: Table,
    /// The key that lists them there.
    pub key: Key,
    /// How one of them begins.
    pub example: &'static str,
    /// Whether an outer record without one is an error.
    pub is_needed: bool,
}

impl Owner {
    const fn new(table: Table, key: Key, example: &'static str) -> Owner {
        Owner { table, key, example, is_needed: false }
    }
}

/// What is asked of the records of a table, whoever asks.
struct Traits {
    plural: &'static str,
    /// What else files may call it, in the singular and the plural.
    other_name: Option<(&'static str, &'static str)>,
    /// When one happened.
    date_key: Key,
    /// Of which kind one is.
    kind_key: Key,
    /// What one is called by, where it has no heading.
    gist: &'static [Key],
    owner: Option<Owner>,
    /// Whether its ids are a namespace of their own.
    has_own_ids: bool,
    is_subject: bool,
    is_occurrence: bool,
    is_report: bool,
    is_in_period: bool,
    map_rank: Option<u8>,
    summary_rank: Option<u8>,
}

/// A table whose records give the background.
const BACKGROUND: Traits = Traits {
    plural: "",
    other_name: None,
    date_key: Key::Date,
    kind_key: Key::Kind,
    gist: &[Key::Kind],
    owner: None,
    has_own_ids: false,
    is_subject: false,
    is_occurrence: false,
    is_report: false,
    is_in_period: false,
    map_rank: None,
    summary_rank: None,
};

/// A table whose records somebody reports of days.
const REPORTED: Traits =
    Traits { is_subject: true, is_report: true, is_in_period: true, ..BACKGROUND };

macro_rules! tables {
    ($($variant:ident = $name:literal, $plural:literal: $base:ident { $($field:ident: $value:expr),* $(,)? })+) => {
        /// A kind of record.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Table { $(#[doc = concat!("`", $name, "`: one of the ", $plural, ".")] $variant),+ }

        impl Table {
            /// Every table, in the order of the format.
            pub const ALL: &'static [Table] = &[$(Table::$variant),+];

            /// The table as files write it, in the singular: the first of its names.
            pub const fn name(self) -> &'static str {
                match self { $(Table::$variant => $name),+ }
            }

            const fn traits(self) -> &'static Traits {
                match self {
                    $(Table::$variant => {
                        const TRAITS: Traits = Traits { plural: $plural, $($field: $value,)* ..$base };
                        &TRAITS
                    })+
                }
            }
        }
    };
}

tables! {
    Scenario = "scenario", "scenarios": BACKGROUND {}
    Source = "source", "sources": BACKGROUND { has_own_ids: true }
    Bulletin = "bulletin", "bulletins": BACKGROUND {
        date_key: Key::Published,
        gist: &[Key::Ref],
        has_own_ids: true,
    }
    Actor = "actor", "actors": BACKGROUND { is_subject: true, summary_rank: Some(3) }
    Tie = "tie", "ties": BACKGROUND {
        gist: &[Key::As, Key::To],
        owner: Some(Owner::new(Table::Actor, Key::Tie, "to = …, as = …")),
    }
    Place = "place", "places": BACKGROUND { is_subject: true }
    Route = "route", "routes": BACKGROUND { is_subject: true }
    Zone = "zone", "zones": BACKGROUND { is_subject: true, date_key: Key::From }
    Agreement = "agreement", "agreements": BACKGROUND { is_subject: true, date_key: Key::Signed }
    Clause = "clause", "clauses": BACKGROUND {
        is_subject: true,
        owner: Some(Owner::new(Table::Agreement, Key::Clause, "id = …")),
    }
    Status = "status", "statuses": BACKGROUND {
        is_subject: true,
        date_key: Key::Since,
        kind_key: Key::Is,
        gist: &[Key::Of, Key::Is],
        is_occurrence: true,
        is_in_period: true,
    }
    Amendment = "amendment", "amendments": BACKGROUND {
        is_subject: true,
        date_key: Key::Since,
        gist: &[Key::Of],
        is_occurrence: true,
        is_in_period: true,
    }
    Patrol = "patrol", "patrols": REPORTED {
        kind_key: Key::Outcome,
        gist: &[Key::Outcome],
        is_occurrence: true,
        summary_rank: Some(0),
    }
    Attack = "attack", "attacks": REPORTED {
        other_name: Some(("incident", "incidents")),
        is_occurrence: true,
        map_rank: Some(0),
        summary_rank: Some(1),
    }
    Displacement = "displacement", "displacement figures": REPORTED {
        kind_key: Key::Measure,
        gist: &[Key::Measure, Key::Count],
        map_rank: Some(2),
        summary_rank: Some(2),
    }
    Event = "event", "events": REPORTED {
        is_occurrence: true,
        map_rank: Some(1),
        summary_rank: Some(5),
    }
    Statement = "statement", "statements": REPORTED { summary_rank: Some(6) }
    Assessment = "assessment", "assessments": REPORTED {
        kind_key: Key::Likelihood,
        summary_rank: Some(7),
    }
    Tally = "tally", "tallies": REPORTED { gist: &[Key::Count, Key::Of], summary_rank: Some(4) }
    Restriction = "restriction", "restrictions": REPORTED {
        is_occurrence: true,
        map_rank: Some(3),
        summary_rank: Some(8),
    }
    Weapon = "weapon", "reports of weapons": REPORTED {
        kind_key: Key::Status,
        gist: &[Key::Count, Key::What],
        map_rank: Some(4),
        summary_rank: Some(10),
    }
    Handover = "handover", "handovers": REPORTED {
        gist: &[Key::Count, Key::Kind],
        is_occurrence: true,
        map_rank: Some(5),
        summary_rank: Some(9),
    }
    Kind = "kind", "kinds": BACKGROUND {
        kind_key: Key::Class,
        gist: &[Key::Class],
        has_own_ids: true,
    }
    Indicator = "indicator", "indicators": BACKGROUND {}
    Layer = "layer", "layers": BACKGROUND {}
    Feed = "feed", "feeds": BACKGROUND {}
    Story = "story", "stories": BACKGROUND {}
    Step = "step", "steps": BACKGROUND {
        owner: Some(Owner {
            is_needed: true,
            ..Owner::new(Table::Story, Key::Step, "title = …, text = …")
        }),
    }
}

/// The tables that a rank puts into a list, lowest first; those of one rank as they are declared.
macro_rules! ranked {
    (|$traits:ident| $rank:expr) => {{
        const fn rank($traits: &Traits) -> Option<u8> {
            $rank
        }
        const COUNT: usize = {
            let (mut count, mut n) = (0, 0);
            while n < Table::ALL.len() {
                count += rank(Table::ALL[n].traits()).is_some() as usize;
                n += 1;
            }
            count
        };
        const LIST: [Table; COUNT] = {
            let mut list = [Table::Scenario; COUNT];
            let (mut filled, mut wanted) = (0, 0);
            while filled < COUNT {
                let mut n = 0;
                while n < Table::ALL.len() {
                    if let Some(rank) = rank(Table::ALL[n].traits())
                        && rank == wanted
                    {
                        list[filled] = Table::ALL[n];
                        filled += 1;
                    }
                    n += 1;
                }
                wanted += 1;
            }
            list
        };
        &LIST
    }};
}

macro_rules! flagged {
    ($flag:ident) => {
        ranked!(|traits| if traits.$flag { Some(0) } else { None })
    };
}

impl Table {
    /// Records that somebody may speak about or refer to as what they rest on.
    pub const SUBJECTS: &'static [Table] = flagged!(is_subject);
    /// Records that happen at a time and may surround another.
    pub const OCCURRENCES: &'static [Table] = flagged!(is_occurrence);
    /// Records whose words make a day a reported one.
    pub const REPORTS: &'static [Table] = flagged!(is_report);
    /// Records whose dates belong to the period of a scenario.
    pub const IN_PERIOD: &'static [Table] = flagged!(is_in_period);
    /// Records that may say where they lie, those that a map lists first before the others.
    pub const ON_MAP: &'static [Table] = ranked!(|traits| traits.map_rank);
    /// Records that are counted where a scenario is told of in few words, in that order.
    pub const IN_SUMMARY: &'static [Table] = ranked!(|traits| traits.summary_rank);

    /// The table of a name in a file; `None` where the format has no such table.
    pub fn from_name(name: &str) -> Option<Self> {
        Table::named(name).map(|(table, _)| table)
    }

    /// The same, with the name by which it goes there.
    pub fn named(name: &str) -> Option<(Table, &'static str)> {
        let all = Table::ALL.iter().flat_map(|table| table.names().map(|own| (*table, own)));
        all.into_iter().find(|(_, own)| *own == name)
    }

    /// Every name that files may give it, the first of them before the others.
    pub fn names(self) -> impl Iterator<Item = &'static str> + Clone {
        std::iter::once(self.name()).chain(self.traits().other_name.map(|(name, _)| name))
    }

    /// The plural of one of its names, singular for one.
    pub fn plural_of(self, name: &'static str, n: usize) -> &'static str {
        match self.traits().other_name {
            _ if n == 1 => name,
            Some((other, plural)) if other == name => plural,
            _ => self.plural(n),
        }
    }

    /// The word before its name.
    pub fn article(self) -> &'static str {
        if self.name().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
    }

    /// The name, in the plural but for one, for counts of records.
    pub fn plural(self, n: usize) -> &'static str {
        if n == 1 { self.name() } else { self.traits().plural }
    }

    /// The key that says when a record happened.
    pub fn date_key(self) -> Key {
        self.traits().date_key
    }

    /// The key that says of which kind a record is; not every table has it.
    pub fn kind_key(self) -> Key {
        self.traits().kind_key
    }

    /// The keys by which a record is told of, where it has no heading.
    pub fn gist(self) -> &'static [Key] {
        self.traits().gist
    }

    /// Whether its ids are a namespace of their own, apart from the one that all others share.
    pub fn has_own_ids(self) -> bool {
        self.traits().has_own_ids
    }

    /// The record that its records stand inside; `None` if they stand in the file.
    pub fn owner(self) -> Option<Owner> {
        self.traits().owner
    }

    /// Whether records of other tables stand inside its records.
    pub fn is_owner(self) -> bool {
        Table::ALL.iter().filter_map(|table| table.owner()).any(|owner| owner.table == self)
    }
}

impl Key {
    /// The table whose records it refers to, where these have ids of their own: see
    /// [`Table::has_own_ids`].
    pub fn names_apart(self) -> Option<Table> {
        match self.role() {
            KeyRole::Voice => Some(Table::Source),
            KeyRole::Bulletin => Some(Table::Bulletin),
            _ => None,
        }
    }
}

impl Owner {
    /// That records of a table stand inside another, in words.
    pub fn words(self, inner: Table) -> String {
        format!("{} stand inside their {}", inner.plural(2), self.table.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_plural_and_lists_follow_from_it() {
        for table in Table::ALL {
            assert!(table.plural(2).ends_with('s') && table.plural(1) == table.name());
            for name in table.names() {
                assert_eq!(Table::named(name), Some((*table, name)));
            }
        }
        assert_eq!(Table::from_name("incident"), Some(Table::Attack));
        assert_eq!(Table::Attack.plural_of("incident", 2), "incidents");
        assert_eq!(Table::Attack.plural_of("attack", 2), "attacks");
        assert_eq!(
            Table::ON_MAP,
            [
                Table::Attack,
                Table::Event,
                Table::Displacement,
                Table::Restriction,
                Table::Weapon,
                Table::Handover
            ]
        );
        assert_eq!(Table::IN_SUMMARY.len(), 11);
        assert!(Table::REPORTS.iter().all(|table| Table::IN_PERIOD.contains(table)));
    }
}
