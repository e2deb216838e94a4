//! What a lineage knows after readings, what its file holds, and the laws of merging.

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::model::later;

fn day(n: i64) -> Day {
    later("2026-09-01".parse().expect("a day"), n).expect("near")
}

const BEGUN: i32 = 737_000;

/// Events as (id, what it says, day, country and kind).
fn held(events: &[(u64, u32, i32, (&str, &str))]) -> HeldRows {
    let mut rows: Vec<HeldRow> = (0u32..)
        .zip(events)
        .map(|(row, (id, fingerprint, day, _))| HeldRow {
            id: *id,
            row,
            fingerprint: *fingerprint,
            day: BEGUN + day,
            stratum: row,
        })
        .collect();
    rows.sort();
    rows.dedup_by_key(|row| row.id);
    let stratum = |(_, _, _, (country, kind)): &(u64, u32, i32, (&str, &str))| Stratum {
        country: (*country).to_owned(),
        kind: (*kind).to_owned(),
    };
    HeldRows::in_order(rows, events.iter().map(stratum).collect())
}

fn said(killed: u64) -> Option<PastRow> {
    Some(PastRow { best: Some(killed), place: "Ariha \"south\"\n".into(), ..PastRow::default() })
}

const IED: (&str, &str) = ("Syria", "ied");
const SHELLS: (&str, &str) = ("Syria", "shelling");
const TURKEY: (&str, &str) = ("Turkey", "ied");

/// Three readings a week apart: 3 is new, 2 changed, then 1 is gone.
fn three() -> Lineage {
    let mut lineage = Lineage::default();
    let first = held(&[(1, 10, 0, IED), (2, 20, 5, IED), (9, 90, 3, TURKEY)]);
    let taken = lineage.take(&first, day(0), 0xa, |_, _| None).expect("taken");
    assert_eq!(taken, Taken { new: 3, ..Taken::default() });
    let second = held(&[(1, 10, 0, IED), (2, 21, 5, IED), (3, 30, 8, IED), (9, 90, 3, TURKEY)]);
    let taken = lineage.take(&second, day(7), 0xb, |id, _| said(id)).expect("taken");
    assert_eq!(taken, Taken { new: 1, changed: 1, ..Taken::default() });
    // Without Turkey: of that nothing is known any more.
    let third = held(&[(2, 21, 5, IED), (3, 30, 8, IED), (4, 40, 0, IED)]);
    let taken = lineage.take(&third, day(14), 0xc, |id, _| said(id)).expect("taken");
    assert_eq!(taken, Taken { new: 1, gone: 1, outside: 1, ..Taken::default() });
    lineage
}

#[test]
fn every_event_has_the_readings_between_which_it_came_and_went() {
    let lineage = three();
    let within = |after: Option<i64>, by: i64| SeenWithin { after: after.map(day), by: day(by) };
    let event = |id: u64| lineage.event(id).expect("it was told");
    assert_eq!((event(1).first, event(1).gone), (within(None, 0), Some(within(Some(7), 14))));
    // Its day is after all that the first reading covers: that one says nothing of it.
    assert_eq!(event(3).first, within(None, 7));
    assert_eq!(event(4).first, within(Some(7), 14));
    assert_eq!((event(9).gone, event(9).changes), (None, 0));
    assert_eq!(lineage.event(5), None);
    let was = |killed| EventState::Was(said(killed).map(Box::new));
    let told = |after, by, state| EventStep { seen: within(after, by), state };
    assert_eq!(lineage.steps(2), [told(None, 0, was(2)), told(Some(0), 7, EventState::Told)]);
    assert_eq!(lineage.steps(1), [told(None, 0, was(1)), told(Some(7), 14, EventState::Gone)]);
    let unsteady: Vec<u64> = lineage.unsteady().map(|event| event.id).collect();
    assert_eq!(unsteady, [1, 2]);
}

#[test]
fn an_event_that_comes_back_is_told_again() {
    let mut lineage = three();
    let back = held(&[(1, 10, 0, IED), (2, 20, 5, IED), (3, 30, 8, IED), (4, 40, 0, IED)]);
    let taken = lineage.take(&back, day(20), 0xd, |id, _| said(100 + id)).expect("taken");
    assert_eq!(taken, Taken { changed: 1, back: 1, outside: 1, ..Taken::default() });
    let states = |id: u64| lineage.steps(id).into_iter().map(|step| step.state);
    let was = |killed| EventState::Was(said(killed).map(Box::new));
    assert_eq!(states(1).collect::<Vec<_>>(), [was(1), EventState::Gone, EventState::Told]);
    // Back to what it said at first.
    assert_eq!(states(2).collect::<Vec<_>>(), [was(2), was(102), EventState::Told]);
    assert_eq!(lineage.event(1).map(|event| (event.gone, event.changes)), Some((None, 2)));
}

#[test]
fn what_says_nothing_of_events_leaves_all_as_it_was() {
    let before = three();
    let refused = |events: &[(u64, u32, i32, (&str, &str))], on: i64, hash: u128| {
        let mut lineage = before.clone();
        let why = lineage.take(&held(events), day(on), hash, |_, _| None).expect_err("refused");
        assert_eq!(lineage, before);
        why
    };
    let all = [(2, 21, 5, IED), (3, 30, 8, IED), (4, 40, 0, IED)];
    assert_eq!(refused(&all, 15, 0xc), NotTaken::Same);
    assert_eq!(refused(&all, 15, 0xa), NotTaken::Older(day(0)));
    assert_eq!(refused(&all, 13, 0xe), NotTaken::BeforeLast(day(14)));
    assert_eq!(refused(&[], 15, 0xe), NotTaken::Empty);
    let older = NotTaken::EndsEarlier { last: BEGUN + 5, before: BEGUN + 8 };
    assert_eq!(refused(&[(1, 10, 0, IED), (2, 20, 5, IED)], 15, 0xe), older);
}

#[test]
fn the_same_file_there_again_is_a_reading_that_found_nothing() {
    let mut lineage = three();
    assert_eq!(lineage.take_again(day(14)), Err(NotTaken::Same), "not on a later day");
    assert_eq!(lineage.take_again(day(21)), Ok(Taken::default()));
    let days: Vec<Day> = lineage.readings().iter().map(|reading| reading.day).collect();
    assert_eq!(days, [day(0), day(7), day(14), day(21)]);
    assert_eq!([2, 3].map(|n| lineage.brought_nothing(n)), [false, true]);
    // What is new after it was not told by then.
    let next = held(&[(2, 21, 5, IED), (3, 30, 8, IED), (4, 40, 0, IED), (5, 50, 6, IED)]);
    lineage.take(&next, day(28), 0xe, |_, _| None).expect("taken");
    let first = lineage.event(5).map(|event| event.first);
    assert_eq!(first, Some(SeenWithin { after: Some(day(21)), by: day(28) }));
    let text = lineage.to_text();
    assert!(text.contains(&format!("\nagain 3 {} 0\n", day(21))), "{text}");
    assert_eq!(Lineage::from_text(&text), Ok(lineage.clone()));
    assert_eq!(three().merged(&lineage), lineage);
    assert_eq!(lineage.merged(&three()), lineage);
}

#[test]
fn a_part_of_the_file_is_no_withdrawal() {
    let all: Vec<_> = (0..40).map(|id| (id, 1, id as i32, IED)).collect();
    let mut lineage = Lineage::default();
    lineage.take(&held(&all), day(0), 1, |_, _| None).expect("taken");
    let part: Vec<_> = all.iter().filter(|(id, ..)| id % 3 == 0).copied().collect();
    let why = lineage.clone().take(&held(&part), day(1), 2, |_, _| None);
    assert_eq!(why, Err(NotTaken::Part { missing: 26, of: 40 }));
    // A window that moves on covers less and is no part.
    let later: Vec<_> = (30..50).map(|id| (id, 1, id as i32, IED)).collect();
    let taken = lineage.take(&held(&later), day(1), 2, |_, _| None);
    assert_eq!(taken, Ok(Taken { new: 10, outside: 30, ..Taken::default() }));
}

#[test]
fn a_kind_that_a_reading_has_none_of_is_outside() {
    let mut lineage = Lineage::default();
    let both = held(&[(1, 1, 0, IED), (2, 2, 1, SHELLS), (3, 3, 2, TURKEY), (4, 4, 3, IED)]);
    lineage.take(&both, day(0), 1, |_, _| None).expect("taken");
    let of_one = held(&[(1, 1, 0, IED), (4, 4, 3, IED)]);
    let taken = lineage.clone().take(&of_one, day(1), 2, |_, _| None);
    assert_eq!(taken, Ok(Taken { outside: 2, ..Taken::default() }));
    // Shelling and Turkey are both there, and so is what was told of both together.
    let of_both = held(&[(4, 4, 3, IED), (5, 5, 0, ("Turkey", "shelling")), (2, 2, 1, SHELLS)]);
    let taken = lineage.take(&of_both, day(1), 2, |_, _| None);
    assert_eq!(taken, Ok(Taken { new: 1, gone: 2, ..Taken::default() }));
}

#[test]
fn two_readings_of_one_day_follow_each_other_as_they_were_read() {
    let mut lineage = Lineage::default();
    lineage.take(&held(&[(1, 1, 0, IED)]), day(0), 0xf, |_, _| None).expect("taken");
    lineage.take(&held(&[(1, 2, 0, IED)]), day(0), 0x1, |_, _| said(3)).expect("taken");
    let hashes: Vec<u128> = lineage.readings().iter().map(|reading| reading.hash).collect();
    assert_eq!(hashes, [0xf, 0x1]);
    let states: Vec<EventState> = lineage.steps(1).into_iter().map(|step| step.state).collect();
    assert_eq!(states, [EventState::Was(said(3).map(Box::new)), EventState::Told]);
    assert_eq!(
        lineage.take(&held(&[(1, 2, 0, IED)]), day(1), 0x1, |_, _| None),
        Err(NotTaken::Same)
    );
}

#[test]
fn what_two_machines_read_bounds_first_seen_from_both_sides() {
    let (mut one, mut other) = (Lineage::default(), Lineage::default());
    let (without, with) =
        ([(1, 1, 0, IED), (2, 1, 9, IED)], [(1, 1, 0, IED), (2, 1, 9, IED), (3, 1, 4, IED)]);
    one.take(&held(&without), day(0), 1, |_, _| None).expect("taken");
    one.take(&held(&with), day(10), 3, |_, _| None).expect("taken");
    other.take(&held(&without), day(6), 2, |_, _| None).expect("taken");
    other.take(&held(&with), day(12), 4, |_, _| None).expect("taken");
    let first = |lineage: &Lineage| lineage.event(3).expect("told").first;
    assert_eq!(first(&one), SeenWithin { after: Some(day(0)), by: day(10) });
    assert_eq!(first(&other), SeenWithin { after: Some(day(6)), by: day(12) });
    assert_eq!(first(&one.merged(&other)), SeenWithin { after: Some(day(6)), by: day(10) });
    assert_eq!(one.merged(&other).readings().len(), 4);
}

#[test]
fn a_file_that_was_damaged_is_refused_with_its_line() {
    let lineage = three();
    let text = lineage.to_text();
    assert_eq!(Lineage::from_text(&text).expect("whole"), lineage);
    let why = |text: &str| Lineage::from_text(text).expect_err("damaged").to_string();
    let body = &text[..text.rfind("end ").expect("an end")];
    for (damaged, words) in [
        (String::new(), "line 1 of the lineage is damaged: no lineage of a feed"),
        (text.replace("lineage 1", "lineage 2"), "another version of sitboard"),
        (text[..text.len() / 2].to_owned(), "the end of the file is missing"),
        (text.replacen("Turkey", "Türkey", 1), "the sum is not that of the lines above it"),
        (Lineage::sealed(body.replace("gone 2", "gone 9")), "is damaged: `gone 9 1 0"),
        (
            Lineage::sealed(body.replace("reading 1", "reading 7")),
            "line 5 of the lineage is damaged: `reading 7",
        ),
        (Lineage::sealed(format!("{body}<<<<<<< ours\n")), "is damaged: `<<<<<<< ours`"),
        (Lineage::sealed(body.replace("first 1 0\n", "first 0 0\n")), "a line out of its place"),
    ] {
        assert!(why(&damaged).contains(words), "{}", why(&damaged));
        assert!(why(&damaged).ends_with("move it away to begin anew"), "{}", why(&damaged));
    }
}

#[test]
fn the_file_is_plain_and_grows_at_few_places() {
    let text = three().to_text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..3],
        ["sitboard lineage 1", "stratum 0 \"Syria\" \"ied\"", "stratum 1 \"Turkey\" \"ied\""]
    );
    let reading =
        "reading 2 2026-09-15 0 0000000000000000000000000000000c 2018-11-02 2018-11-10 3 0";
    assert_eq!(lines[5], reading);
    let was = lines.iter().find(|line| line.starts_with("was 0 ----------1 ")).expect("kept");
    assert!(was.ends_with(r#"{"place":"Ariha \"south\"\n","best":2}"#), "{was}");
    // What another reading adds stands beside what was there.
    let mut grown = three();
    let more = held(&[(2, 21, 5, IED), (3, 30, 8, IED), (4, 40, 0, IED), (7, 70, 9, IED)]);
    grown.take(&more, day(30), 0xe, |_, _| None).expect("taken");
    let grown = grown.to_text();
    let is_kept = |line: &&&str| grown.lines().any(|other| other == **line);
    assert_eq!(lines.iter().filter(|line| !is_kept(line)).count(), 1); // the sum
    assert_eq!(grown.lines().count(), lines.len() + 3); // a reading, what it found first
}

#[test]
fn a_million_events_that_never_change_take_at_most_24_bytes_each() {
    let strata: Vec<Stratum> = (0..30)
        .map(|n| Stratum {
            country: format!("Country {}", n / 6),
            kind: format!("Kind of event {}", n % 6),
        })
        .collect();
    let mut state = 1u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state ^ state >> 31
    };
    let mut rows: Vec<HeldRow> = (0..1_000_000)
        .map(|row| HeldRow {
            id: random(),
            row,
            fingerprint: random() as u32,
            day: BEGUN + (row / 300) as i32,
            stratum: row % 30,
        })
        .collect();
    rows.sort();
    let mut lineage = Lineage::default();
    // Each reading with what is new.
    for week in [0, 9i64] {
        let upto = BEGUN + (week as i32 + 1) * 334;
        let upto: Vec<HeldRow> = rows.iter().filter(|row| row.day < upto).copied().collect();
        let held = HeldRows::in_order(upto, strata.clone());
        lineage.take(&held, day(7 * week), week as u128, |_, _| None).expect("taken");
    }
    let text = lineage.to_text();
    let each = text.len() as f64 / 1e6;
    assert!((22.0..22.1).contains(&each), "{each}");
    assert_eq!(lineage.sightings.len(), 1_000_000);
    assert_eq!(size_of::<Sighting>(), 24);
}

/// A reading by its day, its hash, and its events as (id, what it says, day, stratum).
type AnyReading = (i64, u8, Vec<(u64, u32, i32, usize)>);

/// Readings of few events, so that all of it happens: changes, returns, gaps, the same file twice.
fn readings() -> impl Strategy<Value = Vec<AnyReading>> {
    let event = (0u64..8, 0u32..3, 0i32..6, 0usize..4);
    vec((0i64..20, 0u8..6, vec(event, 0..8)), 0..6)
}

fn read(mut readings: Vec<AnyReading>) -> Lineage {
    readings.sort_by_key(|(day, ..)| *day);
    let strata = [IED, SHELLS, TURKEY, ("", "x y\" \u{1b}")];
    let mut lineage = Lineage::default();
    for (on, hash, events) in readings {
        let events = events.iter().map(|(id, said, day, n)| (*id, *said, *day, strata[*n]));
        let held = held(&events.collect::<Vec<_>>());
        let _ = lineage.take(&held, day(on), hash.into(), |id, _| said((id + u64::from(hash)) % 5));
    }
    lineage
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn merging_again_adds_nothing_and_no_order_matters(a in readings(), b in readings(), c in readings()) {
        let (a, b, c) = (read(a), read(b), read(c));
        prop_assert_eq!(a.merged(&a), a.clone());
        prop_assert_eq!(a.merged(&Lineage::default()), a.clone());
        prop_assert_eq!(a.merged(&b), b.merged(&a));
        prop_assert_eq!(a.merged(&b).merged(&b), a.merged(&b));
        prop_assert_eq!(a.merged(&b).merged(&c), a.merged(&b.merged(&c)));
    }

    #[test]
    fn no_merge_makes_first_seen_later_or_loses_a_reading(a in readings(), b in readings()) {
        let (a, b) = (read(a), read(b));
        let both = a.merged(&b);
        for one in [&a, &b] {
            for event in one.events() {
                let merged = both.event(event.id).expect("kept");
                prop_assert!(merged.first.by <= event.first.by);
                prop_assert!(merged.first.after < Some(merged.first.by));
            }
            let is_kept = |of: &PastReading| {
                both.readings().iter().any(|one| (one.day, one.hash) == (of.day, of.hash))
            };
            prop_assert!(one.readings().iter().all(is_kept));
        }
    }

    #[test]
    fn the_file_gives_back_what_was_written(a in readings(), b in readings()) {
        let lineage = read(a).merged(&read(b));
        prop_assert_eq!(Lineage::from_text(&lineage.to_text()).expect("whole"), lineage);
    }

    #[test]
    fn no_text_is_taken_for_a_lineage_that_is_none(text in "(sitboard lineage 1\n)?([a-z]{2,8} [0-9 ]{0,9}\n){0,4}") {
        if let Ok(lineage) = Lineage::from_text(&text) {
            prop_assert_eq!(lineage.to_text(), text);
        }
    }
}
