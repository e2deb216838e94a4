//! The names of the format's tables and keys, once. What each key takes and means stands in
//! `format::tables`, which is the only list of which table has which key.

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $type { $($variant),+ }

        impl $type {
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name),+ }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some($type::$variant),)+ _ => None }
            }
        }
    };
}

names! { /// A kind of record.
Table {
    Scenario = "scenario", Source = "source", Actor = "actor", Tie = "tie", Place = "place",
    Route = "route", Agreement = "agreement", Clause = "clause", Status = "status",
    Patrol = "patrol", Attack = "attack", Displacement = "displacement", Event = "event",
    Statement = "statement", Assessment = "assessment", Tally = "tally",
    Indicator = "indicator", Layer = "layer", Feed = "feed",
} }

impl Table {
    /// The word before its name.
    pub fn article(self) -> &'static str {
        if self.name().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
    }

    /// The plural, for counts of records.
    pub fn plural(self, n: usize) -> String {
        match (self, n) {
            (_, 1) => self.name().to_owned(),
            (Table::Status, _) => "statuses".to_owned(),
            (Table::Tally, _) => "tallies".to_owned(),
            (Table::Displacement, _) => "displacement figures".to_owned(),
            _ => format!("{}s", self.name()),
        }
    }
}

impl Key {
    /// Whether the key says who speaks and when, rather than what happened.
    pub fn is_about_the_word(self) -> bool {
        matches!(self, Key::Source | Key::Citing | Key::Published | Key::Credibility)
    }

    /// Whether the key says what happened, so that a voice's later word corrects its earlier one.
    /// Of the rest each word has its own.
    pub fn is_fact(self) -> bool {
        use Key::{Account, Denies, Id, Note, PerhapsSameAs, Url, Verify, Withdrawn, Words};
        !self.is_about_the_word()
            && !matches!(
                self,
                Account | Denies | Id | Note | PerhapsSameAs | Url | Verify | Withdrawn | Words
            )
    }
}

names! { /// A key of a table.
Key {
    Id = "id", Title = "title", Summary = "summary", Timezone = "timezone",
    DayEnds = "day_ends", OpenAt = "open_at", Handling = "handling", Name = "name",
    Kind = "kind", Reliability = "reliability", Actor = "actor", EveryDays = "every_days",
    Url = "url", Short = "short", Aliases = "aliases", Role = "role", PartOf = "part_of",
    LedBy = "led_by", Tie = "tie", To = "to", As = "as", At = "at", Through = "through",
    Path = "path", PrecisionKm = "precision_km", LengthKm = "length_km", Signed = "signed",
    Effective = "effective", Parties = "parties", Clause = "clause", Text = "text",
    Corridor = "corridor", Deadline = "deadline", Of = "of", Is = "is", Since = "since",
    Date = "date", By = "by", Route = "route", From = "from", Km = "km", Outcome = "outcome",
    Number = "number", On = "on", Patrol = "patrol", Place = "place", Killed = "killed",
    Injured = "injured", Damage = "damage", Measure = "measure", Count = "count",
    ShareOf = "share_of", What = "what", Speaker = "speaker", For = "for", About = "about",
    Says = "says", Denies = "denies", Judgement = "judgement", Likelihood = "likelihood",
    Confidence = "confidence", RestsOn = "rests_on", Against = "against", ByPlace = "by_place",
    ByKind = "by_kind", Rounds = "rounds", Running = "running", Confirmed = "confirmed",
    Counts = "counts", WindowDays = "window_days", Watch = "watch", Alarm = "alarm",
    Within = "within", Licence = "licence", Cite = "cite", Columns = "columns",
    Source = "source", Citing = "citing", Published = "published", Credibility = "credibility",
    Withdrawn = "withdrawn", Note = "note", Words = "words", Verify = "verify",
    PerhapsSameAs = "perhaps_same_as", Account = "account",
} }

impl Key {
    /// Whether it says who speaks, when, and where it can be read, rather than what happened.
    pub fn is_of_the_word(self) -> bool {
        use Key::{Citing, Credibility, Note, Published, Source, Url, Verify, Withdrawn, Words};
        matches!(
            self,
            Citing | Credibility | Note | Published | Source | Url | Verify | Withdrawn | Words
        )
    }
}

/// A set of keys, as small as a number.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Keys(u128);

const _: () = assert!(Key::ALL.len() <= u128::BITS as usize, "every key has a bit of a set");

impl Keys {
    pub const NONE: Keys = Keys(0);

    pub fn insert(&mut self, key: Key) {
        self.0 |= 1 << key as u32;
    }

    pub fn contains(&self, key: &Key) -> bool {
        self.0 & (1 << *key as u32) != 0
    }

    pub fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Its keys, in the order of [`Key::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Key> {
        Key::ALL.iter().copied().filter(move |key| self.contains(key))
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
