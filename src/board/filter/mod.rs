//! The filter language, one for the board, the command line and tripwires.
//!
//! Terms are joined by *and*. A bare word matches any text; a bare name of a table names the kind
//! of record; `key:value` and `key>number` ask for one key; `-` negates; quotes group. A number
//! matches where the bounds of the record make it certain.

mod parse;
mod test;

use super::Board;
use crate::model::{
    Class, Clean, Credibility, Day, Id, Key, Measure, Outcome, Reliability, Role, Scenario, Status,
    Table, Unreadable, Vocabulary,
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
    Grade,
    Is,
    Reference(Key),
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
        Takes::Word(Key::Outcome, &[&Outcome::WORDS]),
        "how a patrol went: outcome:cut-short",
    ),
    key(
        "measure",
        Takes::Word(Key::Measure, &[&Measure::WORDS]),
        "what a figure measures: measure:returned",
    ),
    key("role", Takes::Word(Key::Role, &[&Role::WORDS]), "an actor's role: role:signatory"),
    key(
        "status",
        Takes::Word(Key::Is, &[&Status::WORDS]),
        "where something stands: status:suspended",
    ),
    key("actor", Takes::Actor(&[]), "who has any part in it: actor:hts"),
    key("by", Takes::Actor(&[Key::By, Key::Speaker]), "by whom, or who speaks: by:russia"),
    key("on", Takes::Actor(&[Key::On, Key::Against]), "against whom: on:turkey"),
    key("place", Takes::Place, "there or in a part of it: place:ariha"),
    key("patrol", Takes::Patrol, "any, none, or a patrol's id: patrol:any"),
    key("clause", Takes::Reference(Key::Clause), "held against a clause: clause:cessation"),
    key("voice", Takes::Voice, "a source, or a kind of source, speaks: voice:un"),
    key("since", Takes::Since, "on that day or later: since:2020-06"),
    key("until", Takes::Until, "on that day or earlier: until:2020-07-14"),
    key("killed", Takes::Number(Key::Killed), "killed>2"),
    key("injured", Takes::Number(Key::Injured), "injured>=3"),
    key("count", Takes::Number(Key::Count), "people or violations counted: count>100000"),
    key("km", Takes::Number(Key::Km), "reported kilometres: km>=60"),
    key("number", Takes::Number(Key::Number), "in any voice's ledger: number:22"),
    key("grade", Takes::Grade, "a voice of at least this grade; F and 6 have no rank: grade>=C2"),
    key(
        "is",
        Takes::Is,
        "contested, attacked, pending, withdrawn, assumed or to-check: is:contested",
    ),
];

const IS: &[&str] = &["contested", "attacked", "pending", "withdrawn", "assumed", "to-check"];

/// A filter, ready to be asked of records.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Query {
    text: Clean,
    terms: Vec<Term>,
}

#[derive(Clone, PartialEq, Debug)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Clone, PartialEq, Debug)]
enum Test {
    Text(String),
    Table(Table),
    Kind(String),
    Word(Key, String),
    /// Any of these actors, in any of these keys; no key at all is any part.
    Actors(Vec<Id>, &'static [Key]),
    Places(Vec<Id>),
    Patrol(Option<Id>),
    NoPatrol,
    Voices(Vec<Id>),
    Class(Class),
    Since(Day),
    Until(Day),
    Number(Key, Comparison, u64),
    Grade(Reliability, Option<Credibility>),
    Is(&'static str),
    Reference(Key, Id),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comparison {
    Equal,
    Over,
    AtLeast,
    Under,
    AtMost,
}

/// What stands between a key and its value, longest first.
const SIGNS: &[(&str, Comparison)] = &[
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    (">", Comparison::Over),
    ("<", Comparison::Under),
    (":", Comparison::Equal),
    ("=", Comparison::Equal),
];

impl Query {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Reads a filter against a scenario: values that name nothing in it are errors.
    pub fn parse(text: &str, scenario: &Scenario) -> Result<Query, Unreadable> {
        let terms = parse::split(text)?.into_iter().map(|word| parse::term(&word, scenario));
        Ok(Query { text: text.trim().into(), terms: terms.collect::<Result<_, _>>()? })
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

    pub fn matches(&self, board: &Board, n: usize) -> bool {
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

    fn board(query: &str) -> Result<Board, Unreadable> {
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
        assert!(Comparison::Over.holds(certain, 4) && !Comparison::Over.holds(certain, 5));
        assert!(!Comparison::AtMost.holds(certain, 100) && !Comparison::Equal.holds(certain, 5));
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
        assert!(said("kind>ied").starts_with("`kind` is asked with a colon"));
    }
}
