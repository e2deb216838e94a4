//! What a filter that is being typed may go on with: keys, then the values that a key takes.

use super::{ANY, AskedCase, IS, KEYS, Takes, parse::kinds};
use crate::model::{Basis, Class, Key, Record, Scenario, Table};

/// Ways in which a word may go on, at most.
const MOST: usize = 200;

/// The filter with its last word completed, in every way that there is. Empty where it is whole, or
/// nothing fits.
pub fn completions(text: &str, scenario: &Scenario) -> Vec<String> {
    // A blank may have several bytes.
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let before = &text[..text.len() - word.len()];
    let (sign, word) = match word.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", word),
    };
    let small = word.to_lowercase();
    let (key, typed) = match small.split_once(':') {
        Some((key, typed)) => (Some(key), typed.to_owned()),
        None => (None, small),
    };
    let words: Vec<String> = match key {
        None => {
            let keys = KEYS.iter().map(|key| format!("{}:", key.name));
            keys.chain(Table::ALL.iter().flat_map(|table| table.names()).map(str::to_owned))
                .collect()
        }
        Some(name) => {
            let base = name.strip_suffix('?').unwrap_or(name);
            let Some(key) = KEYS.iter().find(|key| key.name == base) else { return Vec::new() };
            let values = values(key.takes, scenario).into_iter();
            values.map(|value| format!("{name}:{value}")).collect()
        }
    };
    let wanted = key.map_or_else(|| typed.clone(), |key| format!("{key}:{typed}"));
    let fits = |word: &String| word.starts_with(&wanted) && *word != wanted;
    let mut fitting: Vec<String> = words.into_iter().filter(fits).collect();
    // A key before the table of the same name: it leads further.
    fitting.sort_unstable_by(|a, b| (!a.ends_with(':'), a).cmp(&(!b.ends_with(':'), b)));
    fitting.dedup();
    fitting.truncate(MOST);
    fitting.into_iter().map(|word| format!("{before}{sign}{word}")).collect()
}

fn values(takes: Takes, scenario: &Scenario) -> Vec<String> {
    let ids = |table: Table| -> Vec<String> {
        scenario.table(table).iter().map(|record| record.id.to_string()).collect()
    };
    let with = |words: &[&str], more: Vec<String>| -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).chain(more).collect()
    };
    match takes {
        Takes::Kind => {
            let words = kinds(scenario).into_iter();
            words.filter(|word| !word.contains(char::is_whitespace)).map(str::to_owned).collect()
        }
        Takes::Word(lists) => {
            let words = lists.iter().flat_map(|(_, list)| list.words);
            words.map(|(word, _)| (*word).to_owned()).collect()
        }
        Takes::Actor(_) => ids(Table::Actor),
        Takes::Place => ids(Table::Place),
        Takes::Pcode => {
            let codes = scenario.table(Table::Place).iter();
            codes.filter_map(|place| place.text(Key::Pcode)).map(ToString::to_string).collect()
        }
        Takes::Patrol => with(&["any", "none", "unknown"], ids(Table::Patrol)),
        Takes::Voice => ids(Table::Source),
        Takes::Class => Class::ALL.iter().map(|class| class.word().to_owned()).collect(),
        Takes::Area(_) => {
            let draws =
                |clause: &&Record| clause.get(Key::Corridor).or(clause.get(Key::Zone)).is_some();
            let clauses = scenario.table(Table::Clause).iter().filter(draws);
            let clauses = clauses.map(|clause| clause.id.to_string());
            with(&ANY.map(|(word, _)| word), clauses.chain(ids(Table::Zone)).collect())
        }
        Takes::Is => IS.iter().map(|(word, _)| (*word).to_owned()).collect(),
        Takes::Feed => ids(Table::Feed),
        Takes::Reference(_) => ids(Table::Clause),
        Takes::Basis => Basis::ALL.iter().map(|basis| basis.word().to_owned()).collect(),
        Takes::Bulletin => ids(Table::Bulletin),
        Takes::Case => with(&AskedCase::words().collect::<Vec<_>>(), Vec::new()),
        Takes::Serial
        | Takes::Handling
        | Takes::Text
        | Takes::Phase
        | Takes::Since
        | Takes::Until
        | Takes::Number(_)
        | Takes::Kilometres(_)
        | Takes::Grade => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    #[test]
    fn the_last_word_is_completed_by_keys_and_then_by_values() {
        let board = made::idlib("2020-08-14");
        let of = |text: &str| completions(text, board.scenario());
        assert_eq!(of("act"), ["actor:", "actor"]);
        assert_eq!(of("kind:ied pa"), ["kind:ied patrol:", "kind:ied patrol"]);
        assert!(of("actor:ht").contains(&"actor:hts".to_owned()));
        assert_eq!(of("-class:ob"), ["-class:obstruction"]);
        assert_eq!(of("kind:vb"), ["kind:vbied"]);
        assert_eq!(of("-in?:corr"), ["-in?:corridor"]);
        assert!(of("since:20").is_empty() && of("nothing:x").is_empty() && of("zzz").is_empty());
        assert!(!of("").is_empty());
        // A blank that no Space key makes.
        assert_eq!(of("kind:ied\u{a0}-clas"), ["kind:ied\u{a0}-class:"]);
        assert!(!of("x\u{3000}").is_empty());
    }
}
