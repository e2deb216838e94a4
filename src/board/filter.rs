//! The filter language, one for the board, the command line and tripwires.
//!
//! Terms are joined by *and*. A bare word matches any text; a bare name of a table names the kind
//! of record; `key:value` and `key>number` ask for one key; `-` negates; quotes group. A number
//! matches where the bounds of the record make it certain.

use super::{Board, Visibility, fold};
use crate::{
    format::hint,
    model::{
        ActorKind, AttackKind, Bounds, Class, ClauseKind, Clean, Credibility, Day, FeedKind, Id,
        Key, Measure, Outcome, Record, Reliability, Role, Scenario, SourceKind, StatementKind,
        Status, Table, Value,
    },
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
    Word(Key, &'static [&'static crate::model::Vocabulary]),
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

/// Why a filter cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilterError {
    pub message: Clean,
    pub hint: Option<Clean>,
}

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
    pub fn parse(text: &str, scenario: &Scenario) -> Result<Query, FilterError> {
        let terms = split(text)?.into_iter().map(|word| term(&word, scenario));
        Ok(Query { text: text.trim().into(), terms: terms.collect::<Result<_, _>>()? })
    }

    pub fn matches(&self, board: &Board, n: usize) -> bool {
        self.terms.iter().all(|term| term.test.holds(board, n) != term.negated)
    }
}

/// A word of the filter; quotes are gone, but are remembered.
struct Lexeme {
    text: String,
    quoted: bool,
    negated: bool,
}

fn split(text: &str) -> Result<Vec<Lexeme>, FilterError> {
    let mut words: Vec<Lexeme> = Vec::new();
    let mut word: Option<Lexeme> = None;
    let mut in_quotes = false;
    for c in text.chars() {
        match c {
            '"' => {
                in_quotes = !in_quotes;
                let word = word.get_or_insert(Lexeme {
                    text: String::new(),
                    quoted: true,
                    negated: false,
                });
                word.quoted |= word.text.is_empty();
            }
            c if c.is_whitespace() && !in_quotes => words.extend(word.take()),
            '-' if word.is_none() => {
                word = Some(Lexeme { text: String::new(), quoted: false, negated: true })
            }
            c => word
                .get_or_insert(Lexeme { text: String::new(), quoted: false, negated: false })
                .text
                .push(c),
        }
    }
    if in_quotes {
        return Err(error("a quote is not closed", Some("close it with \"")));
    }
    words.extend(word);
    if words.iter().any(|word| word.text.is_empty()) {
        return Err(error(
            "nothing to look for here",
            Some("write a word after - or between the quotes"),
        ));
    }
    Ok(words)
}

fn error(message: impl Into<Clean>, hint: Option<&str>) -> FilterError {
    FilterError { message: message.into(), hint: hint.map(Clean::from) }
}

fn term(word: &Lexeme, scenario: &Scenario) -> Result<Term, FilterError> {
    let test = match key_and_value(word) {
        Some((name, comparison, value)) => {
            let Some(key) = KEYS.iter().find(|key| key.name == name) else {
                let hint = hint(name, KEYS.iter().map(|key| key.name));
                return Err(FilterError {
                    message: format!("the filter has no key `{name}`").into(),
                    hint,
                });
            };
            test(key, comparison, value, scenario)?
        }
        None => match Table::from_name(&word.text).filter(|_| !word.quoted) {
            Some(table) => Test::Table(table),
            None => Test::Text(fold(&word.text)),
        },
    };
    Ok(Term { negated: word.negated, test })
}

fn key_and_value(word: &Lexeme) -> Option<(&str, Comparison, &str)> {
    let at = word.text.find([':', '>', '<', '=']).filter(|at| *at > 0 && !word.quoted)?;
    let (name, rest) = word.text.split_at(at);
    let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let (sign, comparison) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    is_name.then_some((name, *comparison, &rest[sign.len()..]))
}

fn test(
    key: &FilterKey,
    comparison: Comparison,
    value: &str,
    scenario: &Scenario,
) -> Result<Test, FilterError> {
    if value.is_empty() {
        return Err(error(format!("`{}` needs a value", key.name), Some(key.doc)));
    }
    if comparison != Comparison::Equal && !matches!(key.takes, Takes::Number(_) | Takes::Grade) {
        return Err(error(format!("`{}` is asked with a colon", key.name), Some(key.doc)));
    }
    let unknown = |what: &str, known: Vec<&str>| {
        let message = format!("`{value}` is no {what}").into();
        let hint = if known.is_empty() { Some(key.doc.into()) } else { hint(value, known) };
        FilterError { message, hint }
    };
    let folded = fold(value);
    let day = || crate::format::read_day(value).ok_or_else(|| unknown("day", Vec::new()));
    let bearers = |table: Table| -> Vec<Id> {
        let named = |record: &&Record| record.id.as_str() == value || is_called(record, &folded);
        scenario.table(table).iter().filter(named).map(|record| record.id.clone()).collect()
    };
    let ids = |table: Table| {
        scenario.table(table).iter().map(|record| record.id.as_str()).collect::<Vec<_>>()
    };
    Ok(match key.takes {
        Takes::Text => Test::Text(folded),
        Takes::Kind => {
            let known = kinds(scenario);
            if !known.contains(&value) {
                return Err(unknown("kind", known));
            }
            Test::Kind(value.to_owned())
        }
        Takes::Word(key, lists) => {
            let known = || lists.iter().flat_map(|list| list.words).map(|(word, _)| *word);
            if !known().any(|word| word == value) {
                return Err(unknown(lists[0].name, known().collect()));
            }
            Test::Word(key, value.to_owned())
        }
        Takes::Actor(keys) => {
            let mut actors = bearers(Table::Actor);
            actors.extend(Id::new(value).filter(|id| id.as_str() == "unknown"));
            if actors.is_empty() {
                return Err(unknown("actor", ids(Table::Actor)));
            }
            Test::Actors(actors, keys)
        }
        Takes::Place => {
            let places = bearers(Table::Place);
            if places.is_empty() {
                return Err(unknown("place", ids(Table::Place)));
            }
            Test::Places(places)
        }
        Takes::Patrol => match value {
            "any" => Test::Patrol(None),
            "none" => Test::NoPatrol,
            id => {
                let patrol = Id::new(id).filter(|id| {
                    scenario.find(id).is_some_and(|record| record.table == Table::Patrol)
                });
                Test::Patrol(Some(patrol.ok_or_else(|| unknown("patrol", ids(Table::Patrol)))?))
            }
        },
        Takes::Voice => {
            let of_kind = |record: &&Record| record.term(Key::Kind) == Some(value);
            let mut voices: Vec<Id> = scenario
                .table(Table::Source)
                .iter()
                .filter(of_kind)
                .map(|record| record.id.clone())
                .collect();
            voices.extend(bearers(Table::Source));
            voices.extend(Id::new(value).filter(Id::is_desk));
            if voices.is_empty() && SourceKind::from_word(value).is_none() {
                return Err(unknown("voice", ids(Table::Source)));
            }
            Test::Voices(voices)
        }
        Takes::Class => {
            let known = || Class::ALL.iter().map(|class| class.word());
            Test::Class(Class::from_word(value).ok_or_else(|| unknown("class", known().collect()))?)
        }
        Takes::Since => Test::Since(day()?.0),
        Takes::Until => Test::Until(day()?.1),
        Takes::Number(key) => {
            let number = value.parse().map_err(|_| unknown("whole number", Vec::new()))?;
            Test::Number(key, comparison, number)
        }
        Takes::Grade => {
            let grade = || {
                let mut marks = value.chars();
                let reliability = Reliability::new(&marks.next()?.to_string())?;
                let credibility = match marks.next() {
                    Some(mark) => Some(Credibility::new(mark.to_digit(10)?.into())?),
                    None => None,
                };
                let ranked =
                    reliability.mark() != 'F' && credibility.is_none_or(|mark| mark.mark() != '6');
                (ranked && marks.next().is_none() && comparison == Comparison::AtLeast)
                    .then_some((reliability, credibility))
            };
            let (reliability, credibility) =
                grade().ok_or_else(|| unknown("least grade", Vec::new()))?;
            Test::Grade(reliability, credibility)
        }
        Takes::Is => match IS.iter().find(|state| **state == value) {
            Some(state) => Test::Is(state),
            None => return Err(unknown("state", IS.to_vec())),
        },
        Takes::Reference(key) => {
            let clause = Id::new(value).filter(|id| scenario.find(id).is_some());
            Test::Reference(key, clause.ok_or_else(|| unknown("clause", ids(Table::Clause)))?)
        }
    })
}

/// Every kind that a record of this scenario may have.
fn kinds(scenario: &Scenario) -> Vec<&str> {
    let lists = [
        &AttackKind::WORDS,
        &StatementKind::WORDS,
        &ActorKind::WORDS,
        &SourceKind::WORDS,
        &ClauseKind::WORDS,
        &FeedKind::WORDS,
    ];
    let closed = lists.into_iter().flat_map(|list| list.words).map(|(word, _)| *word);
    let free = scenario
        .table(Table::Event)
        .iter()
        .filter_map(|record| record.text(Key::Kind))
        .map(|text| &**text);
    let mut kinds: Vec<&str> = closed.chain(free).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Whether a record goes by a name that holds `folded`.
fn is_called(record: &Record, folded: &str) -> bool {
    let mut names = [Key::Name, Key::Short].into_iter().filter_map(|key| record.text(key));
    let alias = match record.get(Key::Aliases) {
        Some(Value::Texts(aliases)) => aliases.iter().any(|alias| fold(alias).contains(folded)),
        _ => false,
    };
    alias || names.any(|name| fold(name).contains(folded))
}

impl Test {
    fn holds(&self, board: &Board, n: usize) -> bool {
        let record = board.record(n);
        let scenario = board.scenario();
        let any_id = |keys: &[Key], test: &dyn Fn(&Id) -> bool| {
            keys.iter().any(|key| {
                board.voices(record, *key).iter().any(|said| said.value.ids().iter().any(test))
            })
        };
        match self {
            Test::Text(text) => board.index.haystack(n).contains(text.as_str()),
            Test::Table(table) => record.table == *table,
            Test::Kind(kind) => board.voices(record, Key::Kind).iter().any(|said| match said.value {
                Value::Term(word) => word == kind,
                Value::Text(text) => **text == **kind,
                _ => false,
            }),
            Test::Word(key, word) => board.shown_term(record, *key) == Some(word),
            Test::Actors(actors, []) => actors.iter().any(|actor| record.id == *actor || board.mentions(n, actor)),
            Test::Actors(actors, keys) => any_id(keys, &|id| actors.iter().any(|actor| scenario.is_part_of(id, actor))),
            Test::Places(places) => {
                places.contains(&record.id)
                    || any_id(&[Key::Place, Key::From, Key::To], &|id| places.iter().any(|place| scenario.is_part_of(id, place)))
            }
            Test::Patrol(None) => board.shown_id(record, Key::Patrol).is_some(),
            Test::Patrol(Some(patrol)) => record.id == *patrol || board.shown_id(record, Key::Patrol) == Some(patrol),
            Test::NoPatrol => board.shown_id(record, Key::Patrol).is_none(),
            Test::Voices(voices) => record.words.iter().any(|word| {
                board.counts(record, word) && word.voice().is_some_and(|voice| voices.contains(voice))
            }),
            Test::Class(class) => record.table == Table::Attack && board.class(record) == Some(*class),
            Test::Since(day) => board.date(record).is_some_and(|date| date.latest.is_none_or(|latest| latest >= *day)),
            Test::Until(day) => board.date(record).is_some_and(|date| date.earliest.is_none_or(|earliest| earliest <= *day)),
            Test::Number(Key::Number, comparison, number) => board.voices(record, Key::Number).iter().any(|said| {
                matches!(said.value, Value::Integer(n) if u64::try_from(*n).is_ok_and(|n| comparison.holds(Bounds::new(n, n), *number)))
            }),
            Test::Number(key, comparison, number) => board.shown(record, *key).is_some_and(|said| match said.value {
                Value::Count(count) => comparison.holds(count.bounds(), *number),
                Value::Counts(counts) => comparison.holds(counts.bounds(), *number),
                Value::Number(km) => {
                    let whole = km.value as u64; // kilometres reported with a fraction lie between two whole ones
                    let above = if km.value > whole as f64 { whole + 1 } else { whole };
                    comparison.holds(Bounds::new(whole, above), *number)
                }
                _ => false,
            }),
            Test::Grade(reliability, credibility) => record.words.iter().any(|word| {
                let grade = board.grade(word);
                board.counts(record, word)
                    && grade.reliability.is_some_and(|mark| mark.at_least(*reliability))
                    && credibility.is_none_or(|least| grade.credibility.is_some_and(|mark| mark.at_least(least)))
            }),
            Test::Is("contested") => !board.contested(n).is_empty(),
            Test::Is("attacked") => record.table == Table::Patrol && !board.hits(&record.id).is_empty(),
            Test::Is("pending") => board.visibility(n) == Visibility::Pending,
            Test::Is("withdrawn") => record.words.iter().any(|word| board.is_said(record, word) && board.is_withdrawn(word)),
            Test::Is("assumed") => board.became_known(record).is_some_and(|known| known.assumed),
            Test::Is(_) => record.get(Key::Verify).is_some(),
            Test::Reference(key, id) => record.id == *id || board.shown_id(record, *key) == Some(id),
        }
    }
}

impl Comparison {
    /// Whether every number within the bounds compares so.
    fn holds(self, bounds: Bounds, number: u64) -> bool {
        let high_is = |test: &dyn Fn(u64) -> bool| bounds.high.is_some_and(test);
        match self {
            Comparison::Equal => bounds.low == number && high_is(&|high| high == number),
            Comparison::Over => bounds.low > number,
            Comparison::AtLeast => bounds.low >= number,
            Comparison::Under => high_is(&|high| high < number),
            Comparison::AtMost => high_is(&|high| high <= number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Clock, Index},
        format,
    };
    use std::sync::Arc;

    fn board(query: &str) -> Result<Board, FilterError> {
        let text = include_str!("../../scenarios/idlib-2020.toml");
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
