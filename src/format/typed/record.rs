//! The record that is meant by what somebody types: its id, what it is called, or, where nothing is
//! changed by it, how its id begins.

use super::names::called;
use crate::{
    format::suggest,
    model::{Record, Refusal, Scenario, Table, fold},
};

/// What lets an id be told from a word of another meaning: `record:patrols`.
const ANY: &str = "record";
/// Candidates that are named where several are meant.
const NAMED: usize = 6;

/// How much of an id must be typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdTyped {
    /// All of it: something is changed by it.
    Whole,
    /// As much as no other begins with.
    OrItsStart,
}

/// Whether a text can only be meant as a record: `record:ID`, `source:ID`.
pub fn names_record(typed: &str) -> bool {
    let table = |(table, _): (&str, &str)| table == ANY || Table::from_name(table).is_some();
    typed.split_once(':').is_some_and(table)
}

/// The record that is meant, of those that `fits` takes: by its id, else by what it is called, else
/// by how its id begins. A table before it, as in `source:sohr`, tells apart what shares an id.
pub fn record_named<'s>(
    scenario: &'s Scenario,
    typed: &str,
    how: IdTyped,
    fits: impl Fn(&Record) -> bool,
) -> Result<&'s Record, Refusal> {
    let (table, wanted) = match typed.split_once(':') {
        Some((ANY, id)) => (None, id),
        Some((table, id)) => match Table::from_name(table) {
            Some(table) => (Some(table), id),
            None => (None, typed),
        },
        None => (None, typed),
    };
    let wanted = wanted.trim();
    let is_of_table = |record: &&Record| {
        record.table != Table::Scenario && table.is_none_or(|table| record.table == table)
    };
    let all = || scenario.records().iter().filter(is_of_table).filter(|record| fits(record));
    let by_id: Vec<&Record> = all().filter(|record| record.id.as_str() == wanted).collect();
    let folded = fold(wanted);
    let is_called = |record: &&Record| called(record).any(|name| fold(name) == folded);
    let begins = |record: &&Record| record.id.as_str().starts_with(wanted);
    let found = [
        by_id,
        all().filter(is_called).collect(),
        match how {
            IdTyped::OrItsStart if !wanted.is_empty() => all().filter(begins).collect(),
            _ => Vec::new(),
        },
    ];
    let found = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    match found[..] {
        [] => Err(unknown(wanted, all())),
        [only] => Ok(only),
        _ => {
            let is_one_id = found.iter().all(|record| record.id == found[0].id);
            let name = |record: &&Record| match is_one_id {
                true => format!("{}:{}", record.table.name(), record.id),
                false => record.id.to_string(),
            };
            let names: Vec<String> = found.iter().take(NAMED).map(name).collect();
            let more = found.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let what = if is_one_id { "have the id" } else { "may be meant by" };
            Err(Refusal::new(
                format!("{} records {what} `{wanted}`", found.len()),
                &format!("one of: {}{more}", names.join(", ")),
            ))
        }
    }
}

fn unknown<'s>(wanted: &str, all: impl Iterator<Item = &'s Record>) -> Refusal {
    let ids: Vec<&str> = all.map(|record| record.id.as_str()).collect();
    // Who typed how several begin meant one of them.
    let begin: Vec<&str> =
        ids.iter().copied().filter(|id| !wanted.is_empty() && id.starts_with(wanted)).collect();
    let hint = match begin[..] {
        [] => Some(match suggest::nearest(wanted, ids) {
            Some(near) => format!("did you mean `{near}`?").into(),
            None => "`sitboard list TABLE` lists those of a table".into(),
        }),
        _ => {
            let named: Vec<&str> = begin.into_iter().take(NAMED).collect();
            Some(format!("write the whole id: {}", named.join(", ")).into())
        }
    };
    Refusal::hinted(format!("no record is called `{wanted}`"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::load;

    const TEXT: &str = "format = 1\n[scenario]\nid = \"t\"\ntitle = \"T\"\n\
        [[source]]\nid = \"mod\"\nname = \"Ministry\"\nkind = \"party\"\n\
        [[actor]]\nid = \"mod\"\nname = \"The Army\"\nkind = \"state-force\"\n\
        [[bulletin]]\nid = \"b-91\"\nref = \"No. 91\"\nsource = \"mod\"\npublished = 2020-07-01\n\
        [[event]]\nid = \"talks-one\"\ndate = 2020-07-01\nkind = \"x\"\nwhat = \"A.\"\nsource = \"mod\"\n\
        [[event]]\nid = \"talks-two\"\ndate = 2020-07-01\nkind = \"x\"\nwhat = \"B.\"\nsource = \"mod\"\n";

    fn named(typed: &str, how: IdTyped) -> Result<String, String> {
        let loaded = load(TEXT.as_bytes(), "t");
        let scenario = loaded.scenario.expect("loads");
        let found = record_named(&scenario, typed, how, |_| true);
        let told = |record: &Record| format!("{} {}", record.table.name(), record.id);
        found.map(told).map_err(|why| why.to_string())
    }

    #[test]
    fn a_record_is_found_by_what_people_call_it() {
        use IdTyped::{OrItsStart, Whole};
        assert_eq!(named("talks-one", Whole).unwrap(), "event talks-one");
        assert_eq!(named("record:talks-one", Whole).unwrap(), "event talks-one");
        assert_eq!(named("the army", Whole).unwrap(), "actor mod");
        assert_eq!(named("No. 91", Whole).unwrap(), "bulletin b-91");
        assert_eq!(named("source:mod", Whole).unwrap(), "source mod");
        assert_eq!(named("talks-t", OrItsStart).unwrap(), "event talks-two");
        assert_eq!(
            named("talks-t", Whole).unwrap_err(),
            "no record is called `talks-t`; write the whole id: talks-two"
        );
        assert_eq!(
            named("talks", OrItsStart).unwrap_err(),
            "2 records may be meant by `talks`; one of: talks-one, talks-two"
        );
        assert_eq!(
            named("mod", Whole).unwrap_err(),
            "2 records have the id `mod`; one of: source:mod, actor:mod"
        );
        assert_eq!(
            named("talks-onne", Whole).unwrap_err(),
            "no record is called `talks-onne`; did you mean `talks-one`?"
        );
        assert!(named("", OrItsStart).is_err());
        assert!(names_record("record:patrols") && names_record("source:sohr"));
        assert!(!names_record("patrols") && !names_record("nothing:x"));
    }
}
