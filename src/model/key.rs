//! The keys of the format's tables, once. What each takes and means stands in `format::tables`, which
//! is the only list of which table has which key.

/// What a key speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyRole {
    /// What happened or exists.
    Fact,
    /// That the voice denies it.
    Denial,
    /// A source: who speaks, or is cited.
    Voice,
    /// The bulletin that says so, which has a voice of its own.
    Bulletin,
    /// When that was said, and how far it can be believed.
    Attribution,
    /// What else belongs to that one word: its link, its phrase, what is to be checked of it.
    Remark,
    /// Which record it is, and what stands beside it.
    Identity,
}

macro_rules! keys {
    (role) => { KeyRole::Fact };
    (role $role:ident) => { KeyRole::$role };
    ($($variant:ident = $name:literal $(($role:ident))?),+ $(,)?) => {
        /// A key of a table. [`crate::format::TABLES`] says what each takes and means.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Key { $(#[doc = concat!("`", $name, "`")] $variant),+ }

        impl Key {
            /// Every key, in the order in which they are declared and sorted.
            pub const ALL: &'static [Key] = &[$(Key::$variant),+];

            /// The key as files write it.
            pub fn name(self) -> &'static str {
                match self { $(Key::$variant => $name),+ }
            }

            /// The key of a name in a file; `None` where the format has no such key.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Key::$variant),)+ _ => None }
            }

            /// What it speaks of; most keys speak of a fact.
            pub(super) fn role(self) -> KeyRole {
                match self { $(Key::$variant => keys!(role $($role)?)),+ }
            }
        }
    };
}

keys! {
    Id = "id" (Identity), Title = "title", Summary = "summary", Timezone = "timezone",
    DayEnds = "day_ends", OpenAt = "open_at", Until = "until", Handling = "handling" (Remark),
    IssuedBy = "issued_by", Contact = "contact", Panels = "panels", Name = "name", Kind = "kind",
    Reliability = "reliability", Actor = "actor", EveryDays = "every_days", Url = "url" (Remark),
    Short = "short", Aliases = "aliases", Role = "role", PartOf = "part_of", Pcode = "pcode", Admin = "admin", LedBy = "led_by",
    Tie = "tie", To = "to", As = "as", At = "at", Through = "through", Path = "path",
    PrecisionKm = "precision_km", LengthKm = "length_km", Signed = "signed",
    Effective = "effective", Parties = "parties", Clause = "clause", Text = "text",
    Corridor = "corridor", Deadline = "deadline", Of = "of", Is = "is", Since = "since",
    Date = "date", By = "by", Route = "route", From = "from", Km = "km", Track = "track", Outcome = "outcome",
    Number = "number", On = "on", Patrol = "patrol", Place = "place", Killed = "killed",
    Injured = "injured", Missing = "missing", Detained = "detained", Harmed = "harmed", Damage = "damage", Measure = "measure", Count = "count", Unit = "unit",
    ShareOf = "share_of", What = "what", Speaker = "speaker", For = "for", About = "about",
    Says = "says", Denies = "denies" (Denial), Judgement = "judgement", Likelihood = "likelihood",
    Confidence = "confidence", RestsOn = "rests_on", Against = "against", ByPlace = "by_place",
    ByKind = "by_kind", Counting = "counting", Rounds = "rounds", Running = "running", Confirmed = "confirmed",
    Counts = "counts", WindowDays = "window_days", Watch = "watch", Alarm = "alarm",
    Within = "within", Licence = "licence", Cite = "cite", Columns = "columns", Lineage = "lineage",
    Sheet = "sheet",
    Encoding = "encoding", DateFormat = "date_format", HeaderLine = "header_line",
    Events = "events", Incident = "incident",
    Zone = "zone", Ring = "ring", Rings = "rings", Around = "around", Along = "along",
    Between = "between", Layer = "layer", Feature = "feature", Places = "places",
    Except = "except",
    Mediators = "mediators", Guarantors = "guarantors", Signatories = "signatories",
    Phase = "phase", Promised = "promised",
    Minutes = "minutes", Reason = "reason", Status = "status", Via = "via",
    Class = "class", Table = "table", Codes = "codes",
    Step = "step", Panel = "panel", Zoomed = "zoomed", AsOf = "as_of", Known = "known",
    Filter = "filter", Without = "without", Least = "least", Sort = "sort", Selected = "selected",
    Timeline = "timeline",
    Covers = "covers", Area = "area", LookedFor = "looked_for",
    Bulletin = "bulletin" (Bulletin), Source = "source" (Voice), Citing = "citing" (Voice),
    Published = "published" (Attribution), Credibility = "credibility" (Attribution),
    Ref = "ref" (Remark), Basis = "basis" (Attribution), Withdrawn = "withdrawn" (Remark),
    Evidence = "evidence" (Remark), Private = "private" (Remark), Mask = "mask" (Remark), Note = "note" (Remark), Words = "words" (Remark),
    Verify = "verify" (Remark), VerifyBy = "verify_by" (Remark), Owner = "owner" (Remark),
    PerhapsSameAs = "perhaps_same_as" (Identity), Account = "account" (Identity),
}

impl Key {
    /// Whether it says what happened, so that a voice's later word corrects its earlier one. Of the
    /// rest each word has its own.
    pub fn is_fact(self) -> bool {
        self.role() == KeyRole::Fact
    }

    /// Whether it is the desk's wherever it stands among a record's own keys, whoever is its source:
    /// what the record is called, what it may be the same as, which clause it is held against.
    pub fn is_of_the_desk(self) -> bool {
        matches!(
            self,
            Key::Id
                | Key::Patrol
                | Key::Clause
                | Key::PerhapsSameAs
                | Key::Verify
                | Key::VerifyBy
                | Key::Owner
                | Key::Private
                | Key::Handling
                | Key::Note
        )
    }

    /// Whether it refers to a source: who speaks, or is cited.
    pub fn names_source(self) -> bool {
        self.role() == KeyRole::Voice
    }

    /// Whether it says who speaks, where, when, and how far that can be believed.
    pub fn is_attribution(self) -> bool {
        matches!(self.role(), KeyRole::Voice | KeyRole::Bulletin | KeyRole::Attribution)
    }

    /// Whether it belongs to one word alone, and is never mixed from those of several voices.
    pub fn is_of_one_account(self) -> bool {
        self.is_attribution() || self.role() == KeyRole::Remark
    }

    /// Whether two voices may be unable to be both right about it.
    pub fn may_contest(self) -> bool {
        matches!(self.role(), KeyRole::Fact | KeyRole::Denial)
    }
}

/// A set of keys, as small as two numbers.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Keys([u128; 2]);

const _: () = assert!(Key::ALL.len() <= 2 * u128::BITS as usize, "every key has a bit of a set");

/// Which of the numbers of a set has a key, and its bit there.
fn bit(key: Key) -> (usize, u128) {
    let n = key as usize;
    (n / u128::BITS as usize, 1 << (n % u128::BITS as usize))
}

impl Keys {
    /// The set that holds no key.
    pub const NONE: Keys = Keys([0; 2]);

    /// Puts a key into the set; one that is there already stays.
    pub fn insert(&mut self, key: Key) {
        let (n, bit) = bit(key);
        self.0[n] |= bit;
    }

    /// Whether the key is in the set.
    pub fn contains(&self, key: &Key) -> bool {
        let (n, bit) = bit(*key);
        self.0[n] & bit != 0
    }

    /// Whether no key is in the set.
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 2]
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
