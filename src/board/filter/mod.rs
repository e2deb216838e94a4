//! The filter language, one for the board, the command line and tripwires.
//!
//! Terms are joined by *and*. A bare word matches any text; a bare name of a table names the kind
//! of record; `key:value` and `key>number` ask for one key; `-` negates; quotes group.
//!
//! What is vague has two readings. A number, a distance or a corridor is asked for as certain, and
//! with `?` behind the key or the value as possible: `killed>2` is surely more than two, `killed?>2`
//! may be, also where nobody says how many. A place is asked for where a voice names it, with `?` also where one names only a whole
//! that it is part of. A negation is of the same reading: `-km<3` is surely not within three
//! kilometres, `-km?<3` perhaps not; of what says nothing of it nothing is sure, and all may be.
//! Dates have one reading and are asked for as possible; what is surely later than June is
//! `-until:2020-06`.

mod agreed;
mod completions;
mod negation;
mod parse;
mod rows;

pub use completions::completions;
pub use rows::rows_named;
mod matching;

use self::agreed::AskedCase;
use super::{Area, Board, Index, ReportArea, Stands};
use crate::model::{
    ActorRole, Class, Clean, Day, HandoverOutcome, Id, Key, LeastGrade, Measure, PatrolOutcome,
    RecordIx, Refusal, RestrictionOutcome, Scenario, State, Table, Term, Vocabulary, WeaponStatus,
    clean,
};

/// A key of the language: its name, what it takes, what it asks.
#[derive(Debug)]
pub struct FilterKey {
    pub name: &'static str,
    takes: Takes,
    pub doc: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Takes {
    Text,
    Kind,
    Word(&'static [(Key, &'static Vocabulary)]),
    Actor(&'static [Key]),
    Place,
    Pcode,
    Patrol,
    Voice,
    Class,
    Since,
    Until,
    Number(Key),
    Kilometres(Measured),
    Area(Stands),
    Grade,
    Is,
    Feed,
    Reference(Key),
    Basis,
    Serial,
    Handling,
    Bulletin,
    Phase,
    Case,
}

/// Which kilometres are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Measured {
    /// Those that were reported of the record; of one that reports none, those from the nearest
    /// route.
    Km,
    /// Along the nearest route.
    Chainage,
}

const fn key(name: &'static str, takes: Takes, doc: &'static str) -> FilterKey {
    FilterKey { name, takes, doc }
}

/// Every key of the language; help and errors read this list.
pub static KEYS: &[FilterKey] = &[
    key("text", Takes::Text, "words anywhere in the record: text:convoy"),
    key("kind", Takes::Kind, "the kind, in any voice: kind:ied"),
    key("class", Takes::Class, "attack, obstruction, activity, hazard or other: class:attack"),
    key(
        "outcome",
        Takes::Word(&[
            (Key::Outcome, &PatrolOutcome::WORDS),
            (Key::Outcome, &HandoverOutcome::WORDS),
            (Key::Outcome, &RestrictionOutcome::WORDS),
        ]),
        "how a patrol or a handover went, what came of a restriction: outcome:cut-short",
    ),
    key(
        "measure",
        Takes::Word(&[(Key::Measure, &Measure::WORDS)]),
        "what a figure measures: measure:returned",
    ),
    key("role", Takes::Word(&[(Key::Role, &ActorRole::WORDS)]), "an actor's role: role:signatory"),
    key(
        "status",
        Takes::Word(&[(Key::Is, &State::WORDS), (Key::Status, &WeaponStatus::WORDS)]),
        "where something stands, weapons too: status:suspended",
    ),
    key("actor", Takes::Actor(&[]), "who has any part in it: actor:hts"),
    key("by", Takes::Actor(&[Key::By, Key::Speaker]), "by whom, or who speaks: by:russia"),
    key(
        "on",
        Takes::Actor(&[Key::On, Key::Against]),
        "against whom: on:turkey; on:civilians also rows of feeds that say so",
    ),
    key(
        "place",
        Takes::Place,
        "there or in a part of it, in any voice: place:ariha; place?:ariha also where only a whole \
         that it is part of is named; surely elsewhere: -place:ariha; perhaps: -place?:ariha",
    ),
    key(
        "pcode",
        Takes::Pcode,
        "at a place whose code is that or begins so, or in a part of it, as place: asks: pcode:SY0703",
    ),
    key("patrol", Takes::Patrol, "any, none, unknown, or a patrol's id: patrol:any"),
    key("clause", Takes::Reference(Key::Clause), "held against a clause: clause:cessation"),
    key("phase", Takes::Phase, "a clause of that phase, or what names one: phase:1"),
    key(
        "case",
        Takes::Case,
        "an incident with a case: case:any, case:open, or one that stands so, case:attributed",
    ),
    key("voice", Takes::Voice, "a source, or a kind of source, speaks: voice:un"),
    key("basis", Takes::Basis, "how a voice knows of it: basis:uav"),
    key("ref", Takes::Serial, "the issuer's serial, of the word or its bulletin: ref:91"),
    key("bulletin", Takes::Bulletin, "a voice rests on that bulletin: bulletin:rpk-2021-02-08"),
    key(
        "handling",
        Takes::Handling,
        "to be handled so, by its own mark or else the scenario's: handling:red",
    ),
    key("feed", Takes::Feed, "rows of that feed: feed:ged"),
    key(
        "since",
        Takes::Since,
        "may be on that day or later: since:2020-06; surely: -until:2020-05",
    ),
    key(
        "until",
        Takes::Until,
        "may be on that day or earlier: until:2020-07-14; surely: -since:2020-07-15",
    ),
    key(
        "killed",
        Takes::Number(Key::Killed),
        "surely, as shown: killed>2; may be, in any voice: killed?>2; surely not, in any: -killed>2; \
         perhaps not: -killed?>2",
    ),
    key("injured", Takes::Number(Key::Injured), "likewise: injured>=3, injured?>=3"),
    key("missing", Takes::Number(Key::Missing), "likewise: missing>0"),
    key("detained", Takes::Number(Key::Detained), "likewise: detained>0"),
    key(
        "running",
        Takes::Number(Key::Running),
        "what a body counts so far, likewise: running>1000",
    ),
    key(
        "count",
        Takes::Number(Key::Count),
        "people or violations counted, likewise: count>100000, count?>100000",
    ),
    key(
        "km",
        Takes::Kilometres(Measured::Km),
        "reported kilometres, else those from the nearest route: surely km<3, may be km?<3 or km<3?; surely \
         not -km<3, perhaps not -km?<3",
    ),
    key(
        "chainage",
        Takes::Kilometres(Measured::Chainage),
        "kilometres along the nearest route from its first point: chainage:17-25, may be chainage?:17-25",
    ),
    key(
        "in",
        Takes::Area(Stands::Inside),
        "certainly inside a zone, as it was on the day, or a corridor: in:south-of-litani, in:corridor; \
         may be inside: in?:corridor; certainly not: -in:corridor; perhaps not: -in?:corridor",
    ),
    key(
        "out",
        Takes::Area(Stands::Outside),
        "certainly outside: out:south-of-litani, out:corridor; what is too near to the edge is neither, and both in?: and out?:",
    ),
    key("number", Takes::Number(Key::Number), "in any voice's ledger: number:22"),
    key("grade", Takes::Grade, "a voice of at least this grade; F and 6 have no rank: grade>=C2"),
    key(
        "is",
        Takes::Is,
        "contested, attacked, pending, withdrawn, assumed or to-check: is:contested",
    ),
];

/// What `in:` calls all corridors together, and all zones.
const ANY: [(&str, AreaAsked); 2] =
    [("corridor", AreaAsked::AnyCorridor), ("zone", AreaAsked::AnyZone)];
const IS: &[(&str, RecordQuality)] = &[
    ("contested", RecordQuality::Contested),
    ("attacked", RecordQuality::Attacked),
    ("pending", RecordQuality::Pending),
    ("withdrawn", RecordQuality::Withdrawn),
    ("assumed", RecordQuality::Assumed),
    ("to-check", RecordQuality::ToCheck),
];

/// What a record can be found to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum RecordQuality {
    Contested,
    Attacked,
    Pending,
    Withdrawn,
    /// Known from a day that nobody told.
    Assumed,
    ToCheck,
}

/// A filter, ready to be asked of records.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Query {
    text: Clean,
    terms: Vec<Condition>,
}

#[derive(Clone, PartialEq, Debug)]
struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Clone, PartialEq, Debug)]
enum Test {
    Text(String),
    Table(Table),
    Kind(AskedKind),
    Word(Vec<(Key, Term)>),
    /// Any of these actors, in any of these keys; no key at all is any part.
    Actors(Vec<Id>, &'static [Key]),
    Places(Vec<Id>, Sureness),
    Patrol(Option<Id>),
    NoPatrol,
    Voices(Vec<Id>),
    Class(Class),
    Since(Day),
    Until(Day),
    Number(Key, Operator, u64, Sureness),
    Kilometres(Measured, DistanceAsked, Sureness),
    /// Corridors or zones.
    Area(AreaAsked, Stands, Sureness),
    Grade(LeastGrade),
    Is(RecordQuality),
    /// Rows of a feed: no record is one.
    Feed(Id),
    Reference(Key, Id),
    /// A word that counts has this basis.
    Basis(Term),
    /// A serial with this folded text in it.
    Serial(String),
    /// A mark of how it is to be handled, with this folded text in it.
    Handling(String),
    /// A word that counts rests on this bulletin, or it is the bulletin.
    Bulletin(Id),
    /// A clause of a phase, or what names one.
    Phase(i64),
    /// An incident with a case.
    Case(AskedCase),
}

/// Corridors or zones that are asked for.
#[derive(Clone, PartialEq, Debug)]
enum AreaAsked {
    AnyCorridor,
    AnyZone,
    /// Those of these clauses, or these zones.
    Of(Vec<RecordIx>),
}

/// Which reading of something vague is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sureness {
    Certain,
    Possible,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operator {
    Equal,
    Over,
    AtLeast,
    Under,
    AtMost,
}

/// A kind that is asked for: the words of closed lists that are meant, and the folded text that an
/// event's own kind, or a row's, must be.
#[derive(Clone, PartialEq, Debug)]
struct AskedKind {
    terms: Vec<Term>,
    /// The classes of the incidents that it finds.
    classes: Vec<Class>,
    folded: String,
}

/// Kilometres that are asked for.
#[derive(Clone, Copy, PartialEq, Debug)]
enum DistanceAsked {
    Compared(Operator, f64),
    /// From here to there, both included.
    From(f64, f64),
}

/// What stands between a key and its value, longest first.
const SIGNS: &[(&str, Operator)] = &[
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    (">", Operator::Over),
    ("<", Operator::Under),
    (":", Operator::Equal),
    ("=", Operator::Equal),
];

impl AreaAsked {
    /// What of a file is asked for.
    fn all<'a>(&'a self, index: &'a Index) -> impl Iterator<Item = Area> + use<'a> {
        Area::all(index).filter(|area| match self {
            AreaAsked::AnyCorridor => matches!(area, Area::Corridor(_)),
            AreaAsked::AnyZone => matches!(area, Area::Zone(_)),
            AreaAsked::Of(records) => records.contains(&area.record(index)),
        })
    }
}

impl Query {
    /// The filter as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it asks for nothing, so that everything passes.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Reads a filter against a scenario: values that name nothing in it are errors.
    pub fn parse(text: &str, scenario: &Scenario) -> Result<Query, Refusal> {
        // Asked for is what is shown: of a file, too, nothing else is.
        let text = clean(text.trim());
        let terms = parse::terms(&parse::split(&text)?, scenario)?;
        Ok(Query { text: text.into(), terms })
    }

    /// Whether it names a class or a kind of incident itself; where it does not, incidents are
    /// counted of class *attack* only.
    pub fn asks_for_class(&self) -> bool {
        self.asks(|test| matches!(test, Test::Class(_) | Test::Kind(_)))
    }

    /// Whether it names this table.
    pub fn asks_for(&self, table: Table) -> bool {
        self.asks(|test| *test == Test::Table(table))
    }

    /// The table that all it finds is of, where it names one.
    pub(super) fn table(&self) -> Option<Table> {
        self.terms.iter().filter(|term| !term.negated).find_map(|term| match term.test {
            Test::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The classes of incidents that it names, by themselves or by a kind; none where it names none.
    pub(super) fn classes(&self) -> Vec<Class> {
        let asked = self.terms.iter().filter(|term| !term.negated);
        let classes = asked.flat_map(|term| match &term.test {
            Test::Class(class) => vec![*class],
            Test::Kind(kind) => kind.classes.clone(),
            _ => Vec::new(),
        });
        classes.collect()
    }

    /// Whether it asks for attacks on patrols.
    pub(super) fn asks_of_patrols(&self) -> bool {
        self.asks(|test| matches!(test, Test::Patrol(_)))
    }

    /// Where it looks: in a place, or in a corridor or a zone of those that there are.
    pub(super) fn area<'a>(&'a self, index: &'a Index) -> ReportArea<'a> {
        let asked = self.terms.iter().filter(|term| !term.negated);
        let area = asked.filter_map(|term| match &term.test {
            Test::Places(places, _) => {
                let holds_all =
                    |whole: &&Id| places.iter().all(|id| index.scenario.is_part_of(id, whole));
                places.iter().find(holds_all).or(places.first()).map(ReportArea::Place)
            }
            Test::Area(asked, Stands::Inside, _) => {
                asked.all(index).next().map(|area| area.reported(index))
            }
            _ => None,
        });
        area.into_iter().next().unwrap_or(ReportArea::Anywhere)
    }

    fn asks(&self, is_asked: impl Fn(&Test) -> bool) -> bool {
        self.terms.iter().any(|term| !term.negated && is_asked(&term.test))
    }

    /// Whether a record passes every term, by what the board shows of it.
    pub fn matches(&self, board: &Board, n: RecordIx) -> bool {
        self.terms.iter().all(|term| term.holds(board, n))
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
