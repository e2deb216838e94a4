//! From typed text to terms: every word that cannot be read is an error with a hint.

use super::{
    super::fold, ANY, AreaAsked, AskedCase, AskedKind, Condition, DistanceAsked, FilterKey, IS,
    KEYS, Operator, Refusal, SIGNS, Sureness, Takes, Test,
};
use crate::{
    format::{TABLES, hint, read_day},
    model::{
        Basis, Class, Clean, ClosedWord, Id, IncidentKind, Key, KindTable, LeastGrade, Record,
        RecordIx, Scenario, SourceKind, Table, Term, Value, Vocabulary,
    },
};

/// A word of the filter; quotes are gone, but are remembered.
pub(super) struct Lexeme {
    text: String,
    quoted: bool,
    negated: bool,
}

pub(super) fn split(text: &str) -> Result<Vec<Lexeme>, Refusal> {
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
            '-' | '!' if word.is_none() => {
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

/// The terms of a query. Terms beside each other must all hold, so that a word which joins two that ask
/// for a key is refused rather than looked for.
pub(super) fn terms(words: &[Lexeme], scenario: &Scenario) -> Result<Vec<Condition>, Refusal> {
    for three in words.windows(3) {
        let [before, joint, after] = three else { continue };
        let joins = !joint.quoted && !joint.negated;
        let asks = |word: &Lexeme| key_and_value(word).is_some();
        if !joins || !asks(before) && !asks(after) {
            continue;
        }
        let hint = match joint.text.to_ascii_lowercase().as_str() {
            "or" => "all terms must hold: ask for one at a time, or quote the word to look for it",
            "and" => {
                "leave it out: terms beside each other must all hold; quoted, it is looked for"
            }
            _ => continue,
        };
        return Err(error(format!("no `{}` joins two terms", joint.text), Some(hint)));
    }
    words.iter().map(|word| term(word, scenario)).collect()
}

fn error(message: impl Into<Clean>, hint: Option<&str>) -> Refusal {
    Refusal::hinted(message, hint.map(Clean::from))
}

fn term(word: &Lexeme, scenario: &Scenario) -> Result<Condition, Refusal> {
    let test = match key_and_value(word) {
        Some((name, sureness, comparison, value)) => {
            let Some(key) = KEYS.iter().find(|key| key.name.eq_ignore_ascii_case(name)) else {
                let hint = hint(name, KEYS.iter().map(|key| key.name));
                return Err(Refusal::hinted(format!("the filter has no key `{name}`"), hint));
            };
            // The sign may stand behind the value as well: `km<3?`.
            let has_two = matches!(
                key.takes,
                Takes::Number(_)
                    | Takes::Kilometres(_)
                    | Takes::Area(_)
                    | Takes::Place
                    | Takes::Pcode
            );
            let (value, sureness) = match value.strip_suffix('?').filter(|_| has_two) {
                Some(value) => (value, Sureness::Possible),
                None => (value, sureness),
            };
            let test = test(key, comparison, value, scenario)?;
            match sureness {
                Sureness::Certain => test,
                Sureness::Possible => possible(test, key)?,
            }
        }
        None => match Table::from_name(&word.text).filter(|_| !word.quoted) {
            Some(table) => Test::Table(table),
            None => Test::Text(fold(&word.text)),
        },
    };
    Ok(Condition { negated: word.negated, test })
}

/// The same asked of what may be; errs where a key has no two readings.
fn possible(test: Test, key: &FilterKey) -> Result<Test, Refusal> {
    let no_reading = || error(format!("`{}` has no reading with ?", key.name), Some(key.doc));
    test.read_as(Sureness::Possible).ok_or_else(no_reading)
}

fn key_and_value(word: &Lexeme) -> Option<(&str, Sureness, Operator, &str)> {
    let at = word.text.find([':', '>', '<', '=']).filter(|at| *at > 0 && !word.quoted)?;
    let (name, rest) = word.text.split_at(at);
    let (name, sureness) = match name.strip_suffix('?') {
        Some(name) => (name, Sureness::Possible),
        None => (name, Sureness::Certain),
    };
    let is_name = name.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    let (sign, comparison) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
    is_name.then_some((name, sureness, *comparison, &rest[sign.len()..]))
}

fn test(
    key: &FilterKey,
    comparison: Operator,
    value: &str,
    scenario: &Scenario,
) -> Result<Test, Refusal> {
    if value.is_empty() {
        return Err(error(format!("`{}` needs a value", key.name), Some(key.doc)));
    }
    let is_number = matches!(key.takes, Takes::Number(_) | Takes::Kilometres(_) | Takes::Grade);
    if comparison != Operator::Equal && !is_number {
        return Err(error(format!("`{}` is asked with a colon", key.name), Some(key.doc)));
    }
    // Closed words and ids are written small; grades are not.
    let small = value.to_lowercase();
    let value = if matches!(key.takes, Takes::Grade) { value } else { small.as_str() };
    let unknown = |what: &str, known: Vec<&str>| {
        let message = format!("`{value}` is no {what}");
        let hint = if known.is_empty() { Some(key.doc.into()) } else { hint(value, known) };
        Refusal::hinted(message, hint)
    };
    let folded = fold(value);
    let day = || read_day(value).ok_or_else(|| unknown("day", Vec::new()));
    let bearers = |table: Table| -> Vec<Id> {
        // An id is meant alone; anything else is part of a name.
        let all = scenario.table(table);
        let is_id = |record: &&Record| record.id.as_str() == value;
        match all.iter().find(is_id) {
            Some(record) => vec![record.id.clone()],
            None => {
                let called = all.iter().filter(|record| is_called(record, &folded));
                called.map(|record| record.id.clone()).collect()
            }
        }
    };
    let ids = |table: Table| {
        scenario.table(table).iter().map(|record| record.id.as_str()).collect::<Vec<_>>()
    };
    Ok(match key.takes {
        Takes::Text => Test::Text(folded),
        Takes::Kind => {
            let known = kinds(scenario);
            if !known.iter().any(|kind| fold(kind) == folded) {
                return Err(unknown("kind", known));
            }
            let terms: Vec<Term> = kind_lists().filter_map(|list| (list.term)(&folded)).collect();
            let listed = terms.iter().filter_map(|term| IncidentKind::of(*term));
            let listed = listed.map(IncidentKind::class);
            let own = own_kinds(scenario).filter(|kind| {
                kind.term(Key::Table) == Some(KindTable::Incident)
                    && (kind.id.as_str() == folded || fold(kind.heading()) == folded)
            });
            let classes = listed.chain(own.filter_map(|kind| kind.term(Key::Class))).collect();
            Test::Kind(AskedKind { terms, classes, folded })
        }
        Takes::Word(lists) => {
            let known = lists.iter().flat_map(|(_, list)| list.words).map(|(word, _)| *word);
            let found = |(key, list): &(Key, &Vocabulary)| Some((*key, (list.term)(value)?));
            let words: Vec<(Key, Term)> = lists.iter().filter_map(found).collect();
            if words.is_empty() {
                return Err(unknown(lists[0].1.name, known.collect()));
            }
            Test::Word(words)
        }
        Takes::Actor(keys) => {
            let mut actors = bearers(Table::Actor);
            actors.extend(Id::new(value).filter(|id| id.is_unknown() || id.is_people()));
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
            Test::Places(places, Sureness::Certain)
        }
        Takes::Pcode => {
            let wanted = fold(value);
            let begins = |record: &&Record| {
                record.text(Key::Pcode).is_some_and(|code| fold(code).starts_with(&wanted))
            };
            let places = scenario.table(Table::Place).iter();
            let found: Vec<Id> = places.clone().filter(begins).map(|it| it.id.clone()).collect();
            if found.is_empty() || wanted.is_empty() {
                let known = places.filter_map(|place| place.text(Key::Pcode)).map(|it| it.as_str());
                return Err(unknown("code of a place", known.collect()));
            }
            Test::Places(found, Sureness::Certain)
        }
        Takes::Patrol => match value {
            "any" => Test::Patrol(None),
            "none" => Test::NoPatrol,
            id => {
                let patrol = Id::new(id).filter(|id| {
                    id.is_unknown()
                        || scenario.find(id).is_some_and(|record| record.table == Table::Patrol)
                });
                Test::Patrol(Some(patrol.ok_or_else(|| unknown("patrol", ids(Table::Patrol)))?))
            }
        },
        Takes::Voice => {
            let of_kind =
                |record: &&Record| record.term(Key::Kind).map(SourceKind::word) == Some(value);
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
            Test::Number(key, comparison, number, Sureness::Certain)
        }
        Takes::Kilometres(measured) => {
            let reach = reach(comparison, value);
            let reach = reach.ok_or_else(|| unknown(DISTANCE, Vec::new()))?;
            Test::Kilometres(measured, reach, Sureness::Certain)
        }
        Takes::Area(stands) => {
            let draws =
                |clause: &&Record| clause.get(Key::Corridor).or(clause.get(Key::Zone)).is_some();
            let clauses: Vec<&Record> =
                scenario.table(Table::Clause).iter().filter(draws).collect();
            let is_named = |word: &str| match word {
                "corridor" => clauses.iter().any(|clause| clause.get(Key::Corridor).is_some()),
                _ => !scenario.table(Table::Zone).is_empty(),
            };
            let words: Vec<&(&str, AreaAsked)> =
                ANY.iter().filter(|(word, _)| is_named(word)).collect();
            let of_clause = clauses.iter().find(|clause| clause.id.as_str() == value);
            let asked = match (words.iter().find(|(word, _)| *word == value), of_clause) {
                (Some((_, any)), _) => any.clone(),
                (None, Some(clause)) => AreaAsked::Of(drawn_by(scenario, clause)),
                (None, None) => {
                    let zones = bearers(Table::Zone);
                    AreaAsked::Of(zones.iter().filter_map(|id| scenario.position(id)).collect())
                }
            };
            if words.is_empty() && clauses.is_empty() {
                return Err(error(
                    "no clause of this file has a corridor, and it has no zone",
                    None,
                ));
            } else if asked == AreaAsked::Of(Vec::new()) {
                let clauses = clauses.iter().map(|clause| clause.id.as_str());
                let clauses = clauses.filter(|id| ANY.iter().all(|(word, _)| word != id));
                let known = words.iter().map(|(word, _)| *word).chain(clauses);
                let known = known.chain(ids(Table::Zone)).collect();
                let what = if is_named("zone") { "zone or corridor" } else { "corridor" };
                return Err(unknown(what, known));
            }
            Test::Area(asked, stands, Sureness::Certain)
        }
        Takes::Grade => {
            let least = LeastGrade::parse(value).filter(|_| comparison == Operator::AtLeast);
            Test::Grade(least.ok_or_else(|| unknown("least grade", Vec::new()))?)
        }
        Takes::Is => {
            let state = IS.iter().find(|(word, _)| *word == value);
            let known = || IS.iter().map(|(word, _)| *word).collect();
            Test::Is(state.ok_or_else(|| unknown("state", known()))?.1)
        }
        Takes::Feed => {
            let feed = Id::new(value)
                .filter(|id| scenario.find(id).is_some_and(|record| record.table == Table::Feed));
            Test::Feed(feed.ok_or_else(|| unknown("feed", ids(Table::Feed)))?)
        }
        Takes::Basis => {
            let known = || Basis::ALL.iter().map(|basis| basis.word()).collect();
            let basis = Basis::from_word(value).ok_or_else(|| unknown("basis", known()))?;
            Test::Basis(Term::Basis(basis))
        }
        Takes::Serial => Test::Serial(folded),
        Takes::Handling => Test::Handling(folded),
        Takes::Bulletin => {
            let of = |id: &Id| scenario.position_in(Table::Bulletin, id).is_some();
            let bulletin = Id::new(value).filter(of);
            Test::Bulletin(bulletin.ok_or_else(|| unknown("bulletin", ids(Table::Bulletin)))?)
        }
        Takes::Phase => {
            Test::Phase(value.parse().map_err(|_| unknown("whole number", Vec::new()))?)
        }
        Takes::Case => {
            let known = || AskedCase::words().collect();
            Test::Case(AskedCase::from_word(value).ok_or_else(|| unknown("case", known()))?)
        }
        Takes::Reference(key) => {
            let clause = Id::new(value).filter(|id| scenario.find(id).is_some());
            Test::Reference(key, clause.ok_or_else(|| unknown("clause", ids(Table::Clause)))?)
        }
    })
}

const DISTANCE: &str = "distance in kilometres";

/// One distance, or with a colon from one to another.
fn reach(comparison: Operator, text: &str) -> Option<DistanceAsked> {
    let km = |text: &str| {
        let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        text.parse().ok().filter(|km: &f64| is_plain && km.is_finite())
    };
    match text.split_once('-') {
        Some((from, to)) if comparison == Operator::Equal => {
            let (from, to) = (km(from)?, km(to)?);
            Some(DistanceAsked::From(from.min(to), from.max(to)))
        }
        _ => Some(DistanceAsked::Compared(comparison, km(text)?)),
    }
}

/// The closed lists that a record's kind may be of.
fn kind_lists() -> impl Iterator<Item = &'static Vocabulary> {
    let fields = TABLES.iter().flat_map(|form| form.own).filter(|field| field.key == Key::Kind);
    fields.filter_map(|field| field.shape.words())
}

/// The records that declare kinds of one's own.
fn own_kinds(scenario: &Scenario) -> impl Iterator<Item = &Record> {
    scenario.table(Table::Kind).iter()
}

/// Every kind that a record of this scenario may have.
pub(super) fn kinds(scenario: &Scenario) -> Vec<&str> {
    let closed = kind_lists().flat_map(|list| list.words).map(|(word, _)| *word);
    let free = scenario.records().iter().filter_map(|record| record.text(Key::Kind));
    let own = own_kinds(scenario).flat_map(|kind| [kind.id.as_str(), kind.heading()]);
    let mut kinds: Vec<&str> = closed.chain(free.map(|text| &**text)).chain(own).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// What a clause draws: its own corridor, else the zone that it names.
fn drawn_by(scenario: &Scenario, clause: &Record) -> Vec<RecordIx> {
    let own = clause.get(Key::Corridor).and_then(|_| scenario.position(&clause.id));
    let zone = || scenario.position(clause.id_of(Key::Zone)?);
    own.or_else(zone).into_iter().collect()
}

/// Whether a record goes by a name that holds `folded`.
fn is_called(record: &Record, folded: &str) -> bool {
    let mut names =
        [Key::Name, Key::Short, Key::Pcode].into_iter().filter_map(|key| record.text(key));
    let alias = match record.get(Key::Aliases) {
        Some(Value::Texts(aliases)) => aliases.iter().any(|alias| fold(alias).contains(folded)),
        _ => false,
    };
    alias || names.any(|name| fold(name).contains(folded))
}
