//! What a careful reader notes about the sources themselves. A finding names the record and both
//! values; it never drops a record and never fails a check.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Datelike, Weekday};

use super::{
    Board, Clock, Disagreement, Finding, Index, Knowledge, Ledger, Query, bulletin_audit,
    contest::exclude, full_day, ledger::NumberedPatrols, runs,
};
use crate::format::typed::typed;
use crate::model::{
    Bounds, Clean, Count, Day, Entry, Id, IncidentKind, Key, Measure, Part, Record, RecordIx,
    Scenario, State, Table, Value, Word,
};

/// How many times faster than before a series may run before it is worth a look.
const PACE: f64 = 5.0;

/// One series in time: the day a figure holds on, the figure, its record.
type Points<'a> = Vec<(Day, u64, &'a Record)>;

/// Every finding about the sources of a scenario, in no particular order.
pub fn audit(index: &Arc<Index>) -> Vec<Finding> {
    let scenario = &index.scenario;
    let mut found = Vec::new();
    for record in scenario.records() {
        found.extend(unlikely_weekdays(record));
        found.extend(better_a_restriction(record));
        found.extend(confirmed_alone(record));
        found.extend(rests_on_nothing(record));
        found.extend(says_two_things(scenario, record));
        found.extend(among_above_total(record));
    }
    for record in scenario.table(Table::Tally) {
        for word in &record.words {
            let breakdowns = [Key::ByPlace, Key::ByKind].into_iter();
            let above = |key| parts_above_total(scenario, record, word, key);
            found.extend(breakdowns.filter_map(above));
        }
    }
    found.extend(unused_kinds(scenario));
    found.extend(super::place_audit::same_codes(scenario));
    found.extend(bulletin_audit::findings(index));
    found.extend(falling_series(scenario));
    found.extend(sudden_pace(scenario));
    found.extend(numbering(scenario));
    found.extend(status_disagrees(index));
    found.extend(super::audit_agreed::findings(scenario));
    found.extend(super::track::findings(index));
    found
}

/// A refused passage that stands among the incidents, where its table says more of it.
fn better_a_restriction(record: &Record) -> Option<Finding> {
    let entry = record.own().entry(Key::Kind)?;
    let is_denied = entry.value.term() == Some(IncidentKind::MovementDenied);
    let hint = "what a [[restriction]] says besides: for how long, for what reason, how it ended";
    is_denied.then(|| {
        let message = format!("{} tells of a refused passage as an incident", record.id);
        Finding::note("movement-denied", entry, message, hint)
    })
}

/// Kinds of one's own that no record is of.
fn unused_kinds(scenario: &Scenario) -> Vec<Finding> {
    let entries = scenario.records().iter().flat_map(|record| &record.words);
    let entries = entries.flat_map(|word| &word.entries);
    let used: BTreeSet<&Id> = entries
        .filter_map(|entry| match &entry.value {
            Value::Kind(kind) => Some(&kind.id),
            _ => None,
        })
        .collect();
    let finding = |kind: &Record| {
        let entry = kind.own().entry(Key::Id)?;
        let message = format!("no record is of the kind `{}`", kind.id);
        let hint = "write it as the `kind` of a record, or leave it out";
        (!used.contains(&kind.id)).then(|| Finding::note("unused-kind", entry, message, hint))
    };
    // What cannot be of use is told of as an error.
    let is_first = |kind: &&Record| scenario.kind(&kind.id).is_some_and(|it| it.spot == kind.spot);
    let listed = |kind: &&Record| IncidentKind::from_word(kind.id.as_str()).is_none();
    let kinds = scenario.table(Table::Kind).iter().filter(is_first).filter(listed);
    kinds.filter_map(finding).collect()
}

/// A breakdown whose parts add up to more than the total of the same word.
fn parts_above_total(
    scenario: &Scenario,
    record: &Record,
    word: &Word,
    key: Key,
) -> Option<Finding> {
    let total = [Key::Count, Key::Running].into_iter().find_map(|key| word.get(key)?.as_count());
    let total = total?.high?;
    let entry = word.entry(key)?;
    let Value::Counts(counts) = &entry.value else { return None };
    let listed: u64 = scenario.outermost(counts).map(|part| part.bounds().low).sum();
    let message = format!("the parts of {} add up to {listed}, its total is {total}", record.id);
    let hint = "kept as printed: the source contradicts itself";
    (listed > total).then(|| Finding::note("parts-above-total", entry, message, hint))
}

/// Those who are told to be among the victims, of whom there are more than victims.
fn among_above_total(record: &Record) -> Vec<Finding> {
    let above = |entry: &Entry, name: &str, part: &Part, most: Bounds| {
        let (listed, total) = (part.bounds().low, most.high?);
        let message = format!("{} counts {listed} {} among {total}{name}", record.id, part.name);
        let hint = "kept as printed: the source contradicts itself";
        (listed > total).then(|| Finding::note("parts-above-total", entry, message, hint))
    };
    let mut found = Vec::new();
    for entry in record.words.iter().flat_map(|word| &word.entries) {
        let Value::Counts(counts) = &entry.value else { continue };
        let whole = counts.total().map(Count::bounds).unwrap_or_default();
        let of_all = counts.of_which.iter().filter_map(|part| above(entry, "", part, whole));
        found.extend(of_all.collect::<Vec<_>>());
        for victims in &counts.parts {
            let Some(total) = victims.count.as_ref().map(Count::bounds) else { continue };
            let name = format!(" {}", victims.name);
            let among = victims.of_which.iter();
            found.extend(among.filter_map(|part| above(entry, &name, part, total)));
        }
    }
    found
}

/// A weekday in the author's words that its date does not have.
fn unlikely_weekdays(record: &Record) -> Vec<Finding> {
    const WEEKDAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let unlikely = |entry: &Entry| {
        let when = entry.value.as_when()?;
        let (words, day) = (when.words.as_ref()?, when.day()?);
        let said = words.to_lowercase();
        let (_, named) = WEEKDAYS.iter().find(|(name, _)| said.contains(name))?;
        let message = format!("{} says “{words}”; its date is {}", record.id, full_day(day));
        let hint = "one of the two is a slip; both are kept";
        (*named != day.weekday()).then(|| Finding::note("weekday", entry, message, hint))
    };
    record.words.iter().flat_map(|word| &word.entries).filter_map(unlikely).collect()
}

/// Credibility 1 means confirmed by others: it needs a second voice.
fn confirmed_alone(record: &Record) -> Option<Finding> {
    if record.table == Table::Bulletin {
        return None; // it grades what rests on it
    }
    let first = record.words.iter().find_map(|word| {
        word.entry(Key::Credibility).filter(|entry| entry.value == Value::Integer(1))
    })?;
    let voice = record.own().voice();
    let alone = record.words.iter().all(|word| word.voice() == voice);
    let message = format!("{} is graded as confirmed by others, and nobody else speaks", record.id);
    alone.then(|| {
        Finding::note("confirmed-alone", first, message, "name the second voice as an account")
    })
}

fn rests_on_nothing(record: &Record) -> Option<Finding> {
    if record.table != Table::Assessment || !record.ids_of(Key::RestsOn).is_empty() {
        return None;
    }
    let entry = record.own().entry(Key::Judgement)?;
    let message = format!("{} rests on no record", record.id);
    Some(Finding::note(
        "rests-on-nothing",
        entry,
        message,
        "rests_on names what a judgement rests on",
    ))
}

/// Two words of one voice that cannot both be true and were said on one day: neither corrects the
/// other.
fn says_two_things(scenario: &Scenario, record: &Record) -> Vec<Finding> {
    let mut found = Vec::new();
    for (n, word) in record.words.iter().enumerate() {
        let is_of_it = |other: &&Word| {
            let days = other.known().zip(word.known());
            other.voice() == word.voice()
                && days.is_some_and(|(other, known)| other.day == known.day)
                && other.withdrawn().is_none()
                && word.withdrawn().is_none()
        };
        for other in record.words[..n].iter().filter(is_of_it) {
            let differs = |entry: &&Entry| {
                let key = entry.key;
                let value = other.get(key).filter(|_| key.may_contest());
                value.is_some_and(|value| exclude(scenario, value, &entry.value))
            };
            let voice = word.voice().map_or("", |voice| scenario.name(voice));
            let day = word.known().map(|known| full_day(known.day)).unwrap_or_default();
            found.extend(word.entries.iter().filter(differs).filter_map(|entry| {
                let key = entry.key.name();
                let (first, then) = (typed(other.get(entry.key)?), typed(&entry.value));
                let message = format!(
                    "{voice} says two things of {} on {day}: {key} {first}, and {key} {then}",
                    record.id
                );
                let hint = "one is a slip; a correction bears the day on which it was made";
                Some(Finding::note("one-voice-two-words", entry, message, hint))
            }));
        }
    }
    found
}

/// A cumulative figure below the one printed before it.
fn falling_series(scenario: &Scenario) -> Vec<Finding> {
    type Series<'a> = (Option<&'a Id>, &'a Clean, Option<&'a Clean>, Option<&'a Clean>);
    let mut series: BTreeMap<Series, Points> = BTreeMap::new();
    for record in scenario.table(Table::Tally) {
        let day = record.date().and_then(|date| date.latest);
        let running = record.count(Key::Running).and_then(|count| count.best);
        if let (Some(day), Some(running), Some(of)) = (day, running, record.text(Key::Of)) {
            // In another unit, or from another day on, it counts something else.
            let since = record.get(Key::Since).and_then(Value::as_when).map(|since| &since.written);
            let series_of = (record.id_of(Key::By), of, record.text(Key::Unit), since);
            series.entry(series_of).or_default().push((day, running, record));
        }
    }
    let mut found = Vec::new();
    for mut points in series.into_values() {
        points.sort_by_key(|(day, ..)| *day);
        for pair in points.windows(2) {
            let [(_, before, earlier), (_, now, record)] = pair else { continue };
            let Some(entry) = record.own().entry(Key::Running).filter(|_| now < before) else {
                continue;
            };
            let message = format!(
                "the running figure falls from {before} ({}) to {now} ({})",
                earlier.id, record.id
            );
            found.push(Finding::note(
                "running-falls",
                entry,
                message,
                "a correction, or another count",
            ));
        }
    }
    found
}

/// One voice's cumulative returns that suddenly run much faster than before.
fn sudden_pace(scenario: &Scenario) -> Vec<Finding> {
    let mut series: BTreeMap<(&Id, &str), Points> = BTreeMap::new();
    let returned = |record: &&Record| record.term(Key::Measure) == Some(Measure::Returned);
    for record in scenario.table(Table::Displacement).iter().filter(returned) {
        let day = record.date().and_then(|date| date.latest);
        let count = record.count(Key::Count).and_then(|count| count.central());
        let of = record.text(Key::Of).map_or("", |of| of);
        if let (Some(day), Some(count), Some(voice)) = (day, count, record.own().voice()) {
            series.entry((voice, of)).or_default().push((day, count, record));
        }
    }
    let pace = |a: &(Day, u64, &Record), b: &(Day, u64, &Record)| {
        let days = (b.0 - a.0).num_days();
        (days > 0 && b.1 >= a.1).then(|| (b.1 - a.1) as f64 / days as f64)
    };
    let mut found = Vec::new();
    for mut points in series.into_values() {
        points.sort_by_key(|(day, ..)| *day);
        for three in points.windows(3) {
            let [a, b, c] = three else { continue };
            let (Some(before), Some(now)) = (pace(a, b), pace(b, c)) else { continue };
            let Some(entry) = c.2.own().entry(Key::Count) else { continue };
            if before > 0.0 && now > PACE * before {
                let message = format!(
                    "from {} ({}) to {} ({}): {now:.0} a day, against {before:.0} a day before",
                    b.1, b.2.id, c.1, c.2.id
                );
                found.push(Finding::note(
                    "sudden-pace",
                    entry,
                    message,
                    "another definition, or a slip",
                ));
            }
        }
    }
    found
}

/// Numbers that a party's ledger skips, or gives to several patrols.
fn numbering(scenario: &Scenario) -> Vec<Finding> {
    let mut parties: BTreeMap<&Id, (NumberedPatrols, &Entry)> = BTreeMap::new();
    let mut inferred: Vec<(RecordIx, i64)> = Vec::new();
    let is_patrol = |n: &RecordIx| scenario.record(*n).is_patrol();
    for n in scenario.span(Table::Patrol).filter(is_patrol) {
        for word in &scenario.record(n).words {
            let (Some(entry), Some(voice)) = (word.entry(Key::Number), word.voice()) else {
                continue;
            };
            let Value::Integer(number) = entry.value else { continue };
            if voice.is_desk() {
                inferred.push((n, number));
            }
            let party = scenario.source(voice).and_then(|source| source.id_of(Key::Actor));
            let Some(party) = party else { continue };
            let (given, last) =
                parties.entry(party).or_insert_with(|| (NumberedPatrols::new(), entry));
            given.push((n, number));
            *last = entry;
        }
    }
    let ledger = |(party, (given, last)): (_, (_, _))| (Ledger::new(Id::clone(party), given), last);
    let mut ledgers: Vec<(Ledger, &Entry)> = parties.into_iter().map(ledger).collect();
    // A number that the desk inferred is no gap.
    for (n, number) in inferred {
        let open = ledgers.iter_mut().filter(|(ledger, _)| ledger.missing().contains(&number));
        open.for_each(|(ledger, _)| ledger.infer(n, number));
    }
    let mut found = Vec::new();
    for (ledger, last) in ledgers {
        let name = scenario.name(&ledger.party);
        let (missing, repeated) = (ledger.missing(), ledger.repeated());
        if !missing.is_empty() {
            let message =
                format!("{name} counts to {}; no patrol bears {}", ledger.count(), runs(&missing));
            found.push(Finding::note(
                "numbers-skipped",
                last,
                message,
                "not found is not the same as not run",
            ));
        }
        if !repeated.is_empty() {
            let borne = repeated.iter().map(|number| {
                let patrols = ledger.bearers(*number).map(|n| scenario.record(n).id.as_str());
                format!("{number} to {}", patrols.collect::<Vec<_>>().join(" and "))
            });
            let message = format!("{name} gives {}", borne.collect::<Vec<_>>().join(", "));
            found.push(Finding::note(
                "numbers-repeated",
                last,
                message,
                "two stages of one patrol, or a slip",
            ));
        }
    }
    found
}

/// Patrols that ran while the patrols stood suspended or ended, with all that was ever said.
fn status_disagrees(index: &Arc<Index>) -> Vec<Finding> {
    let stands_still = |word: &Word| {
        let is = word.get(Key::Is).and_then(Value::term::<State>);
        matches!(is, Some(State::Suspended | State::Ended))
    };
    let mut words = index.scenario.table(Table::Status).iter().flat_map(|record| &record.words);
    if !words.any(stands_still) {
        return Vec::new();
    }
    let clock = Clock { as_of: Day::MAX, knowledge: Knowledge::Hindsight };
    let board = Board::new(index.clone(), clock, Query::default());
    let finding = |found: super::Disagreement| {
        let entry = board.record(found.patrol).own().entry(Key::Outcome)?;
        let hint = "no source on file lifts it before";
        Some(Finding::note("status-disagrees", entry, found.in_words(&board), hint))
    };
    Disagreement::all(&board).into_iter().filter_map(finding).collect()
}
