//! The filter language, one for the board, the command line and tripwires.
//!
//! Terms are joined by *and*. A bare word matches any text; a bare name of a table names the kind
//! of record; `key:value` and `key>number` ask for one key; `-` negates; quotes group. A number
//! matches where the bounds of the record make it certain.

mod completions;
mod parse;
mod rows;

pub use completions::completions;
pub use rows::rows_named;
mod matching;

use super::{Board, Stands};
use crate::model::{
    ActorRole, Class, Clean, Day, Id, Key, LeastGrade, Measure, PatrolOutcome, RecordIx, Refusal,
    Scenario, State, Table, Term, Vocabulary, clean,
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
    Word(Key, &'static [&'static Vocabulary]),
    Actor(&'static [Key]),
    Place,
    Patrol,
    Voice,
    Class,
    Since,
    Until,
    Number(Key),
    Kilometres(Measured),
    Zone(Stands),
    Grade,
    Is,
    Feed,
    Reference(Key),
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
    key("class", Takes::Class, "attack, obstruction or other: class:attack"),
    key(
        "outcome",
        Takes::Word(Key::Outcome, &[&PatrolOutcome::WORDS]),
        "how a patrol went: outcome:cut-short",
    ),
    key(
        "measure",
        Takes::Word(Key::Measure, &[&Measure::WORDS]),
        "what a figure measures: measure:returned",
    ),
    key("role", Takes::Word(Key::Role, &[&ActorRole::WORDS]), "an actor's role: role:signatory"),
    key(
        "status",
        Takes::Word(Key::Is, &[&State::WORDS]),
        "where something stands: status:suspended",
    ),
    key("actor", Takes::Actor(&[]), "who has any part in it: actor:hts"),
    key("by", Takes::Actor(&[Key::By, Key::Speaker]), "by whom, or who speaks: by:russia"),
    key("on", Takes::Actor(&[Key::On, Key::Against]), "against whom: on:turkey"),
    key("place", Takes::Place, "there or in a part of it: place:ariha"),
    key("patrol", Takes::Patrol, "any, none, unknown, or a patrol's id: patrol:any"),
    key("clause", Takes::Reference(Key::Clause), "held against a clause: clause:cessation"),
    key("voice", Takes::Voice, "a source, or a kind of source, speaks: voice:un"),
    key("feed", Takes::Feed, "rows of that feed: feed:ged"),
    key("since", Takes::Since, "on that day or later: since:2020-06"),
    key("until", Takes::Until, "on that day or earlier: until:2020-07-14"),
    key("killed", Takes::Number(Key::Killed), "killed>2"),
    key("injured", Takes::Number(Key::Injured), "injured>=3"),
    key("count", Takes::Number(Key::Count), "people or violations counted: count>100000"),
    key(
        "km",
        Takes::Kilometres(Measured::Km),
        "reported kilometres, else those from the nearest route: km<3",
    ),
    key(
        "chainage",
        Takes::Kilometres(Measured::Chainage),
        "kilometres along the nearest route from its first point: chainage:17-25",
    ),
    key(
        "in",
        Takes::Zone(Stands::Inside),
        "certainly inside a corridor, or inside that of a clause: in:corridor",
    ),
    key(
        "out",
        Takes::Zone(Stands::Outside),
        "certainly outside; what is too near to the edge is neither: out:corridor",
    ),
    key("number", Takes::Number(Key::Number), "in any voice's ledger: number:22"),
    key("grade", Takes::Grade, "a voice of at least this grade; F and 6 have no rank: grade>=C2"),
    key(
        "is",
        Takes::Is,
        "contested, attacked, pending, withdrawn, assumed or to-check: is:contested",
    ),
];

/// What `in:` calls all corridors together.
const ANY_ZONE: &str = "corridor";
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
    Word(Key, Term),
    /// Any of these actors, in any of these keys; no key at all is any part.
    Actors(Vec<Id>, &'static [Key]),
    Places(Vec<Id>),
    Patrol(Option<Id>),
    NoPatrol,
    Voices(Vec<Id>),
    Class(Class),
    Since(Day),
    Until(Day),
    Number(Key, Operator, u64),
    Kilometres(Measured, DistanceAsked),
    /// Any corridor, or that of a clause.
    Zone(Option<Id>, Stands),
    Grade(LeastGrade),
    Is(RecordQuality),
    /// Rows of a feed: no record is one.
    Feed(Id),
    Reference(Key, Id),
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
        let terms = parse::split(&text)?.into_iter().map(|word| parse::term(&word, scenario));
        let terms = terms.collect::<Result<_, _>>()?;
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

    fn asks(&self, is_asked: impl Fn(&Test) -> bool) -> bool {
        self.terms.iter().any(|term| !term.negated && is_asked(&term.test))
    }

    /// Whether a record passes every term, by what the board shows of it.
    pub fn matches(&self, board: &Board, n: RecordIx) -> bool {
        self.terms.iter().all(|term| term.test.holds(board, n) != term.negated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bounds;
    use crate::{
        board::{Clock, Index},
        format,
    };
    use std::sync::Arc;

    fn board(query: &str) -> Result<Board, Refusal> {
        let text = include_str!("../../../scenarios/idlib-2020.toml");
        let scenario = Arc::new(format::load(text.as_bytes(), "idlib").scenario.unwrap());
        let query = Query::parse(query, &scenario)?;
        let clock = Clock::then("2020-08-14".parse().unwrap());
        Ok(Board::new(Arc::new(Index::new(scenario)), clock, query))
    }

    fn found(query: &str, table: Table) -> Vec<String> {
        let board = board(query).unwrap();
        board.shown_of(table).map(|n| board.record(n).id.to_string()).collect()
    }

    #[test]
    fn words_fold_case_and_marks() {
        assert!(found("hayat", Table::Actor).contains(&"hts".to_owned()));
        assert!(found("\"tahrir al-sham\"", Table::Actor).contains(&"hts".to_owned()));
        assert_eq!(found("zzzz", Table::Actor), Vec::<String>::new());
    }

    #[test]
    fn keys_ask_of_one_key() {
        assert!(
            found("kind:vbied", Table::Attack).contains(&"ied-14jul".to_owned()),
            "any voice's kind"
        );
        assert!(found("attack patrol:any class:attack", Table::Patrol).is_empty());
        assert!(found("is:attacked", Table::Patrol).contains(&"patrol-14jul".to_owned()));
        let all = found("", Table::Patrol).len();
        let since = found("since:2020-07", Table::Patrol).len();
        let before = found("-since:2020-07", Table::Patrol).len();
        assert!(since > 0 && before > 0 && since + before == all);
        assert!(
            found("by:russia", Table::Statement).iter().any(|id| id.contains("zakharova")),
            "members speak for the whole"
        );
    }

    #[test]
    fn a_query_knows_what_it_asks_for() {
        let of_idlib = |query: &str| board(query).unwrap().query;
        assert!(!of_idlib("attack patrol:any").asks_for_class());
        assert!(!of_idlib("attack -kind:ied -class:other").asks_for_class(), "left out, not asked");
        assert!(of_idlib("class:obstruction").asks_for_class());
        assert!(of_idlib("attack kind:blockade").asks_for_class());
        assert!(of_idlib("tally violations").asks_for(Table::Tally));
        assert!(!of_idlib("-tally \"tally\"").asks_for(Table::Tally));
        assert_eq!(of_idlib("kind:ied attack").table(), Some(Table::Attack));
        assert_eq!(of_idlib("-attack kind:ied").table(), None);
    }

    #[test]
    fn numbers_match_only_what_is_certain() {
        let certain = Bounds { low: 5, high: None };
        assert!(Operator::Over.holds(certain, 4) && !Operator::Over.holds(certain, 5));
        assert!(!Operator::AtMost.holds(certain, 100) && !Operator::Equal.holds(certain, 5));
    }

    /// A road along the equator with 6 km to its north and 10 to its south, and attacks beside it.
    fn beside_a_road(query: &str) -> Vec<String> {
        let attack = |id: &str, at: &str| {
            format!(
                "[[attack]]\nid = \"{id}\"\ndate = 2020-01-01\nkind = \"ied\"\nsource = \"s\"\n{at}\n"
            )
        };
        let records = [
            "[[route]]\nid = \"r\"\nname = \"R\"\npath = [[0, 10], [0, 11]]\nprecision_km = 1\n\
             [[agreement]]\nid = \"p\"\nname = \"P\"\nsigned = 2019-01-01\nsource = \"s\"\n\
             clause = [ { id = \"z\", kind = \"corridor\", text = \"T\", \
             corridor = { along = \"r\", north_km = 6, south_km = 10 } } ]\n"
                .to_owned(),
            attack("inside", "at = { lat = 0.02, lon = 10.2 }"), // 2.2 km north, 22.3 km along
            attack("vague", "at = { lat = 0.02, lon = 10.2, precision_km = 5 }"),
            attack("edge", "at = { lat = 0.05, lon = 10.2 }"), // 5.5 km
            attack("south", "at = { lat = -0.05, lon = 10.5 }"),
            attack("outside", "at = { lat = 0.1, lon = 10.5 }"), // 11.1 km
            attack("nowhere", ""),
            "[[patrol]]\nid = \"run\"\ndate = 2020-01-01\noutcome = \"completed\"\nkm = 18.5\n\
             source = \"s\"\n"
                .to_owned(),
        ];
        let board = crate::board::made::board(&records.concat(), "2020-02-01");
        let query = Query::parse(query, board.scenario()).unwrap();
        let found = [Table::Patrol, Table::Attack].map(|table| board.scenario().span(table));
        let found = found.into_iter().flatten().filter(|n| query.matches(&board, *n));
        found.map(|n| board.record(n).id.to_string()).collect()
    }

    #[test]
    fn what_is_too_near_to_the_edge_is_neither_inside_nor_outside() {
        assert_eq!(beside_a_road("in:corridor"), ["inside", "south"]);
        assert_eq!(beside_a_road("in:z"), ["inside", "south"]);
        assert_eq!(beside_a_road("out:corridor"), ["outside"]);
        let neither = beside_a_road("attack -in:corridor -out:corridor");
        assert_eq!(neither, ["vague", "edge", "nowhere"]);
    }

    #[test]
    fn kilometres_are_held_against_both_ends_of_what_is_known() {
        assert_eq!(beside_a_road("attack km<4"), ["inside"]);
        assert_eq!(beside_a_road("km<=9"), ["inside", "vague", "edge", "south"]);
        assert_eq!(beside_a_road("attack km>4"), ["edge", "south", "outside"]);
        assert_eq!(beside_a_road("km>15"), ["run"], "a patrol's own are the reported ones");
        assert_eq!(beside_a_road("km:18-19"), ["run"]);
        assert_eq!(beside_a_road("km:19"), ["run"], "in whole kilometres");
    }

    #[test]
    fn chainage_is_as_precise_as_the_point() {
        assert_eq!(beside_a_road("chainage:20-25"), ["inside", "edge"]);
        assert_eq!(beside_a_road("chainage:17-28"), ["inside", "vague", "edge"]);
        assert_eq!(beside_a_road("chainage:28-17 in:corridor"), ["inside"]);
        assert_eq!(beside_a_road("chainage>=50.5"), ["south", "outside"]);
        assert_eq!(
            found("chainage:17-25 attack", Table::Attack),
            found("chainage>=17 chainage<=25", Table::Attack)
        );
        assert!(found("in:corridor", Table::Attack).contains(&"ied-14jul".to_owned()));
    }

    #[test]
    fn what_is_typed_is_asked_for_as_it_is_shown() {
        let typed = board("x\u{4}y \u{2028} -z").unwrap().query;
        assert_eq!(board(typed.text()).unwrap().query, typed);
        assert!(!typed.text().contains('\u{4}'));
    }

    #[test]
    fn what_cannot_be_read_is_an_error_with_a_hint() {
        let said = |query: &str| {
            let error = board(query).unwrap_err();
            format!("{} / {}", error.message, error.hint.unwrap_or_default())
        };
        assert_eq!(said("kid:ied"), "the filter has no key `kid` / did you mean `kind`?");
        assert_eq!(said("kind:iedd"), "`iedd` is no kind / did you mean `ied`?");
        assert_eq!(said("actor:hst"), "`hst` is no actor / did you mean `hts`?");
        assert_eq!(said("killed>many"), "`many` is no whole number / killed>2");
        assert!(said("grade>=F6").starts_with("`F6` is no least grade"));
        assert!(said("\"open").starts_with("a quote is not closed"));
        assert!(said("kind:").starts_with("`kind` needs a value"));
        assert!(said("km<near").starts_with("`near` is no distance in kilometres / reported"));
        assert!(said("chainage>17-25").starts_with("`17-25` is no distance in kilometres"));
        assert!(said("chainage:-3").starts_with("`-3` is no distance in kilometres"));
        assert!(said("km<1e999").starts_with("`1e999` is no distance"));
        assert_eq!(said("in:corridors"), "`corridors` is no corridor / did you mean `corridor`?");
        assert_eq!(said("in:nowhere"), "`nowhere` is no corridor / one of: corridor");
        assert!(said("in<corridor").starts_with("`in` is asked with a colon"));
        assert!(said("kind>ied").starts_with("`kind` is asked with a colon"));
    }
}
