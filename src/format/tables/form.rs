//! What a table, its keys and what they take are declared by.

use crate::model::{INHERITED, Key, KindTable, Table, Vocabulary};

/// One table of the format.
#[derive(Debug)]
pub struct TableForm {
    /// The table that is declared.
    pub table: Table,
    /// What the reference says of it.
    pub doc: &'static str,
    /// The table's own keys, in the format's order.
    pub own: &'static [Field],
    /// Whether its records have a voice and accounts.
    pub voiced: Voiced,
}

/// How far a table's records are the word of somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voiced {
    /// A plain fact of the file, without a voice.
    No,
    /// It has a voice, and other voices stand in its `account` list.
    WithAccounts,
    /// It has a voice and no accounts: a tie between actors.
    Alone,
}

/// One key of a table.
#[derive(Debug)]
pub struct Field {
    /// The key that is declared.
    pub key: Key,
    /// What may stand as its value.
    pub shape: Shape,
    /// Whether a record without it is an error.
    pub required: bool,
    /// The key that may stand in its place, where one may.
    pub or: Option<Key>,
    /// What the reference says of it.
    pub doc: &'static str,
}

impl Field {
    /// Whether a word that says these keys needs this one: a bulletin stands for the voice, and some
    /// keys for each other.
    pub fn is_needed(&self, says: impl Fn(Key) -> bool) -> bool {
        let is_inherited = INHERITED.contains(&self.key) && says(Key::Bulletin);
        self.required && !is_inherited && !self.or.is_some_and(says)
    }

    /// Whether a record needs it: by itself, or as the list of what stands inside it.
    pub fn must_stand(&self) -> bool {
        let is_needed = |inner: Table| inner.owner().is_some_and(|owner| owner.is_needed);
        self.required || matches!(self.shape, Shape::Nested(inner) if is_needed(inner))
    }

    /// What a record needs: `count`, or `count` or `running`.
    pub fn needs(&self) -> String {
        let or = self.or.map(|or| format!(" or `{}`", or.name())).unwrap_or_default();
        format!("`{}`{or}", self.key.name())
    }
}

/// A field is its one declaration.
impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// The id of the record itself.
    Id,
    /// One line of text, at most so many characters before a warning.
    Text(usize),
    /// A list of texts of one line each.
    Texts,
    /// The code of a place in the lists of humanitarian agencies.
    Pcode,
    /// A web address.
    Link,
    /// A date or an interval of days, exact or as vague as the source.
    When,
    /// A date as above, or one of these words.
    WhenOr(&'static [&'static str]),
    /// A number, a range, or an estimate with its ends.
    Count,
    /// A count, or a count for each actor.
    CountByActor,
    /// A count, or a count with who is among them, by whatever names the source gives.
    CountOfWhich,
    /// A count for each actor, by id.
    ByActor,
    /// A count for each place, by id.
    ByPlace,
    /// A count for each name, whatever the source divides by.
    ByName,
    /// One word of a closed list.
    Term(&'static Vocabulary),
    /// One word of a closed list, or a kind of one's own that such a record may be of.
    TermOrKind(&'static Vocabulary, KindTable),
    /// One line of text of so many characters, or a kind of one's own that such a record may be of.
    TextOrKind(usize, KindTable),
    /// A list of words of a closed list.
    Terms(&'static Vocabulary),
    /// A reference to a record of one of these tables, or one of these words.
    Reference(&'static [Table], &'static [&'static str]),
    /// A list of references or words, of the same sort as one.
    References(&'static [Table], &'static [&'static str]),
    /// A decimal number in this range.
    Number(f64, f64),
    /// A whole number in this range.
    Integer(i64, i64),
    /// `true` or `false`.
    Flag,
    /// Latitude and longitude, and how far off they may be.
    Point,
    /// Points of a route, in its order.
    Path,
    /// Points of a ring, in its order.
    Ring,
    /// An outer ring, and the holes in it.
    Rings,
    /// How many kilometres round which place.
    Around,
    /// Which route, and how many kilometres on which side of it.
    Along,
    /// Along which route, and how wide on which side.
    Corridor,
    /// How many kilometres of which place or route.
    Within,
    /// Names of other lists, each with its code.
    Codes,
    /// Our keys with the columns of a feed's file.
    Columns,
    /// How many of what are promised, how often, and what counts towards it.
    Promise,
    /// Files that bear it out, each with its hash.
    Evidence,
    /// A time zone by its IANA name.
    Zone,
    /// A time of day at which the reporting day ends.
    Cutoff,
    /// A list of records of another table.
    Nested(Table),
    /// What other voices say of the record.
    Accounts,
}

impl Shape {
    /// The closed list of which one word is taken, whatever else may be.
    pub fn words(self) -> Option<&'static Vocabulary> {
        match self {
            Shape::Term(words) | Shape::TermOrKind(words, _) => Some(words),
            _ => None,
        }
    }

    /// The records whose kinds of one's own are taken; `None` where none are.
    pub fn kinds_of(self) -> Option<KindTable> {
        match self {
            Shape::TermOrKind(_, of) | Shape::TextOrKind(_, of) => Some(of),
            _ => None,
        }
    }

    /// Whether names of one's own stand before `=` in what is typed for it.
    pub fn names_its_own(self) -> bool {
        matches!(
            self,
            Shape::ByPlace
                | Shape::ByName
                | Shape::CountOfWhich
                | Shape::Columns
                | Shape::Codes
                | Shape::Promise
                | Shape::Evidence
        )
    }

    /// Whether several names with `=` may be typed for it, of one's own or of actors.
    pub fn takes_pairs(self) -> bool {
        let sides = matches!(self, Shape::Corridor | Shape::Along | Shape::Within | Shape::Around);
        let by_actor = matches!(self, Shape::CountByActor | Shape::ByActor);
        self.names_its_own() || by_actor || sides
    }

    /// How long a text of one's own may be; `None` where none is taken.
    pub fn text(self) -> Option<usize> {
        match self {
            Shape::Text(most) | Shape::TextOrKind(most, _) => Some(most),
            _ => None,
        }
    }
}

/// The keys of the small tables that values are written as.
pub const WHEN_KEYS: &[&str] = &["on", "from", "to", "before", "after", "words"];
pub const COUNT_KEYS: &[&str] = &["low", "best", "high", "words"];
pub const POINT_KEYS: &[&str] = &["lat", "lon", "mgrs", "precision_km"];
pub const CORRIDOR_KEYS: &[&str] =
    &["along", "north_km", "south_km", "east_km", "west_km", "both_km"];
pub const AROUND_KEYS: &[&str] = &["place", "km"];
pub const ALONG_KEYS: &[&str] = &["route", "north_km", "south_km", "east_km", "west_km", "both_km"];
pub const PROMISE_KEYS: &[&str] = &["count", "of", "per", "counts"];
pub const EVIDENCE_KEYS: &[&str] =
    &["file", "sha256", "kind", "by", "taken", "url", "archived", "private", "note"];
pub const WITHIN_KEYS: &[&str] = &["km", "of", "possible"];
/// What a count by actor may name besides actors.
pub const PEOPLE: &[&str] = &["civilians", "combatants", "others", "total"];
/// Who may be hit besides actors.
pub const HIT: &[&str] = &["unknown", "civilians", "combatants", "others"];
