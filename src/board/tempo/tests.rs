//! Windows held against each other, and runs of reported days.

use super::*;
use crate::board::{Clock, Knowledge, Verdict, made};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// `2–3 in 28 days, 10 reported`
fn told(counted: WindowCount) -> String {
    let WindowCount { days, incidents, .. } = counted;
    format!("{} in {} days, {} reported", incidents.count, days.days(), days.reported)
}

fn spell(stretch: Option<DayRun>) -> String {
    let told = |s: DayRun| format!("{} to {}, {} reported", s.first, s.last, s.reported);
    stretch.map_or("none".to_owned(), told)
}

fn attack(id: &str, keys: &str) -> String {
    format!("[[attack]]\nid = \"{id}\"\nkind = \"ied\"\nsource = \"s\"\n{keys}\n")
}

fn patrol(day: u32) -> String {
    format!(
        "[[patrol]]\nid = \"p{day}\"\ndate = 2020-07-{day:02}\noutcome = \"completed\"\nsource = \"s\"\n"
    )
}

/// A bulletin that counts so many violations on a day of July.
fn bulletin(day: u32, count: u32) -> String {
    format!(
        "[[tally]]\ndate = 2020-07-{day:02}\nof = \"violations\"\ncount = {count}\nsource = \"s\"\n"
    )
}

#[test]
fn windows_cycle_from_the_shortest() {
    assert_eq!(Window::default().days(), 28);
    let cycle = Window::ALL.iter().map(|window| window.next().days()).collect::<Vec<_>>();
    assert_eq!(cycle, [14, 28, 7]);
    assert_eq!(Window::of_days(14), Some(Window::Fortnight));
    assert_eq!(Window::of_days(10), None);
}

#[test]
fn idlib_on_the_day_of_the_article() {
    let tempo = Tempo::of(&made::idlib("2020-08-14"), Window::FourWeeks);
    let [attacks, on_patrols, others, obstructions, patrols] = &tempo.paces[..] else {
        panic!("five lines")
    };
    // Bulletins of 19, 25, 26, 27 and 30 July, patrols of 22 July and 12 August; before them
    // bulletins of 24 June and 5 July, patrols of 1, 7 and 14 July.
    assert_eq!(told(attacks.now), "3 in 28 days, 7 reported");
    assert_eq!(told(attacks.before), "2 in 28 days, 5 reported");
    assert_eq!(told(on_patrols.now), "0 in 28 days, 7 reported");
    assert_eq!(told(on_patrols.before), "1 in 28 days, 5 reported", "14 July");
    assert_eq!(told(others.now), "3 in 28 days, 7 reported");
    assert_eq!(told(others.before), "1 in 28 days, 5 reported", "11 July");
    assert_eq!(attacks.now.incidents.open, 2, "two have no beginning");
    assert_eq!(attacks.now.tested, Bounds::new(0, 2), "3–13 August may have been the 12th");
    assert_eq!(attacks.before.tested, Bounds::new(1, 1), "14 July, but not the 11th");
    assert_eq!(attacks.since_last, Some(Bounds::new(1, 4)), "3–13 August, and the 10th");
    assert_eq!(spell(attacks.quiet), "2020-07-22 to 2020-07-22, 1 reported");
    let change = attacks.change.unwrap();
    assert_eq!(change.verdict, Verdict::TooLittleSeen);
    assert_eq!(change.unseen.unwrap().to_string(), "too little seen: 7 of 28 days");
    assert_eq!(told(obstructions.now), "0 in 28 days, 2 reported");
    assert_eq!(obstructions.change.unwrap().verdict, Verdict::TooLittleSeen);
    assert_eq!(told(patrols.now), "2 in 28 days, 0 reported", "24 since mid-March say of no day");
    assert_eq!(told(patrols.before), "3 in 28 days, 0 reported");
    assert_eq!(patrols.since_last, Some(Bounds::new(2, 2)), "12 August");
    assert_eq!(patrols.change, None, "patrols run to a plan");
    let AttackedPatrols { now, before, change } = tempo.attacked;
    assert_eq!((now.attacked, now.spared), (Bounds::ZERO, Bounds::new(2, 2)));
    assert_eq!((before.attacked, before.spared), (Bounds::new(1, 1), Bounds::new(2, 2)));
    assert_eq!(change.verdict, Verdict::TooLittleSeen);
}

#[test]
fn where_nobody_reports_for_months_nothing_is_quiet() {
    let tempo = Tempo::of(&made::idlib("2021-08-14"), Window::FourWeeks);
    let attacks = &tempo.paces[0];
    assert_eq!(told(attacks.now), "0 in 28 days, 0 reported");
    let change = attacks.change.unwrap();
    assert_eq!(change.verdict, Verdict::NoReports);
    assert_eq!(change.unseen.unwrap().to_string(), "no reports");
    assert_eq!(spell(attacks.quiet), "2020-07-22 to 2020-07-22, 1 reported");
    assert_eq!(tempo.attacked.change.verdict, Verdict::NoReports);
}

#[test]
fn a_window_nobody_reported_from_is_compared_with_nothing() {
    let vague = "date = { from = 2020-07-01, to = 2020-07-05 }\npublished = 2020-07-20";
    let board = made::board(&attack("a", vague), "2020-07-12");
    let pace = Tempo::of(&board, Window::Week).paces.remove(0);
    assert_eq!(told(pace.now), "0 in 7 days, 0 reported");
    assert_eq!(pace.change.unwrap().verdict, Verdict::NoReports);
    assert_eq!((pace.since_last, pace.quiet), (None, None));
}

#[test]
fn one_day_of_many_records_is_no_surge() {
    let day = |n: u32| attack(&format!("d{n}"), &format!("date = 2020-07-{n:02}"));
    let hit = |n: u32| attack(&format!("h{n}"), "date = 2020-07-20\npatrol = \"p20\"");
    let seen = (8..22).map(|day| bulletin(day, 1));
    let records = (8..21).map(day).chain((0..9).map(hit)).chain(seen);
    let text = records.collect::<String>() + &patrol(20);
    let attacks = Tempo::of(&made::board(&text, "2020-07-22"), Window::Week).paces.remove(0);
    assert_eq!(told(attacks.now), "7 in 7 days, 7 reported", "nine records tell of one");
    assert_eq!(told(attacks.before), "7 in 7 days, 7 reported");
    assert_eq!(attacks.change.unwrap().verdict, Verdict::NoEvidence);
}

#[test]
fn only_incidents_on_days_that_something_else_reports_are_tested() {
    let day = |n: u32| attack(&format!("d{n}"), &format!("date = 2020-07-{n:02}"));
    let vague = attack("v", "date = { from = 2020-07-15, to = 2020-07-18 }");
    let seen = (1..=18).map(|day| bulletin(day, 1));
    let text = (8..=21).map(day).chain([vague]).chain(seen).collect::<String>();
    let attacks = Tempo::of(&made::board(&text, "2020-07-22"), Window::Week).paces.remove(0);
    assert_eq!(told(attacks.now), "8 in 7 days, 4 reported", "the 15th to the 18th");
    assert_eq!(attacks.now.tested, Bounds::new(5, 5));
    assert_eq!(attacks.before.tested, Bounds::new(7, 7));
    assert_eq!(attacks.change.unwrap().verdict, Verdict::NoEvidence, "5 in 4 d, 7 in 7 d");
}

#[test]
fn a_quiet_spell_ends_where_something_may_have_happened_or_nobody_reports() {
    let zeros = |days: std::ops::RangeInclusive<u32>| days.map(|day| bulletin(day, 0));
    let text = attack("a", "date = 2020-07-02")
        + &attack("b", "date = { from = 2020-07-08, to = 2020-07-20 }")
        + &attack("c", "date = { before = 2020-07-30 }");
    let quiet = |records: &str, on: &str| {
        spell(Tempo::of(&made::board(records, on), Window::Week).paces[0].quiet)
    };
    assert_eq!(quiet(&text, "2020-07-24"), "none", "nobody says that it was quiet");
    let seen = format!("{text}{}", zeros(1..=24).collect::<String>());
    assert_eq!(quiet(&seen, "2020-07-23"), "2020-07-03 to 2020-07-07, 5 reported");
    assert_eq!(quiet(&seen, "2020-07-24"), "2020-07-03 to 2020-07-07, 5 reported");
    let more = format!("{seen}{}", bulletin(25, 0));
    assert_eq!(quiet(&more, "2020-07-25"), "2020-07-21 to 2020-07-25, 5 reported", "the latest");
    assert_eq!(quiet(&seen, "2020-07-02"), "2020-07-01 to 2020-07-01, 1 reported");
    let gap = format!("{text}{}{}", zeros(1..=4).collect::<String>(), bulletin(6, 0));
    assert_eq!(quiet(&gap, "2020-07-24"), "2020-07-03 to 2020-07-04, 2 reported", "not the 5th");
    let some = format!("{text}{}{}", zeros(3..=5).collect::<String>(), bulletin(6, 9));
    assert_eq!(
        quiet(&some, "2020-07-24"),
        "2020-07-03 to 2020-07-05, 3 reported",
        "nine are not none"
    );
    let agreed = "[[agreement]]\nid = \"g\"\nname = \"G\"\nsigned = 2020-07-05\nsource = \"s\"\n";
    assert_eq!(
        quiet(&format!("{seen}{agreed}"), "2020-07-23"),
        "2020-07-21 to 2020-07-23, 3 reported",
        "from the day of the agreement"
    );
}

#[test]
fn a_window_ends_on_the_last_day_that_is_complete() {
    let text = attack("a", "date = 2020-07-14");
    let attacks = |clock: Clock| {
        let board = made::of_text(&made::text(&text), clock);
        told(Tempo::of(&board, Window::Week).paces[0].now)
    };
    let day = day("2020-07-14");
    assert_eq!(attacks(Clock::then(day)), "0 in 7 days, 0 reported", "bulletins come a day later");
    let hindsight = Clock { knowledge: Knowledge::Hindsight, ..Clock::then(day) };
    assert_eq!(attacks(hindsight), "1 in 7 days, 0 reported");
}

#[test]
fn attacks_on_patrols_are_held_against_patrols_that_ran() {
    let days = (1..=14).map(patrol).collect::<String>();
    let hits: String = (8..=14)
        .map(|n| attack(&format!("a{n}"), &format!("date = 2020-07-{n:02}\npatrol = \"p{n}\"")))
        .collect();
    let tempo = Tempo::of(&made::board(&format!("{days}{hits}"), "2020-07-15"), Window::Week);
    let AttackedPatrols { now, before, change } = tempo.attacked;
    assert_eq!((now.attacked, now.spared), (Bounds::new(7, 7), Bounds::ZERO));
    assert_eq!((before.attacked, before.spared), (Bounds::ZERO, Bounds::new(7, 7)));
    assert_eq!(change.verdict, Verdict::More);
    assert_eq!(now.days.first, day("2020-07-08"));
}
