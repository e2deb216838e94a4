//! What an indicator reads, and when it may say that it is quiet.

use super::*;
use crate::board::made;

/// Attacks on single days of July 2020, a bulletin of no violations for each day from June to
/// August, and one indicator over seven days.
fn board(counts: &str, more: &str, day: &str) -> Board {
    let bulletin = |day: Day| {
        format!("[[tally]]\ndate = {day}\nof = \"violations\"\ncount = 0\nsource = \"s\"\n")
    };
    let first: Day = "2020-06-20".parse().unwrap();
    let seen: String = first.iter_days().take(72).map(bulletin).collect();
    unseen(counts, &format!("{seen}{more}"), day)
}

/// The same without the bulletins.
fn unseen(counts: &str, more: &str, day: &str) -> Board {
    let attack = |day: u32| {
        format!(
            "[[attack]]\nid = \"a{day}\"\ndate = 2020-07-{day:02}\nkind = \"ied\"\nsource = \"s\"\n"
        )
    };
    let attacks: String = [2, 10, 12].map(attack).concat();
    let indicator = format!(
        "[[indicator]]\nid = \"i\"\nname = \"Attacks\"\ncounts = '{counts}'\n\
         window_days = 7\nwatch = 1\nalarm = 2\n"
    );
    made::board(&format!("{attacks}{more}{indicator}"), day)
}

fn read(counts: &str, more: &str, day: &str) -> IndicatorReading {
    Indicator::all(&board(counts, more, day)).remove(0).reading.unwrap()
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().unwrap())
}

#[test]
fn a_level_has_held_since_the_day_it_was_reached() {
    let told = |on: &str| {
        let reading = read("attack", "", on);
        (reading.level, reading.since)
    };
    assert_eq!(
        told("2020-07-01"),
        (Level::Quiet, day("2020-06-23")),
        "four of seven days are seen from then on"
    );
    assert_eq!(told("2020-07-02"), (Level::Watch, day("2020-07-02")));
    assert_eq!(told("2020-07-08"), (Level::Watch, day("2020-07-02")));
    assert_eq!(told("2020-07-09"), (Level::Quiet, day("2020-07-09")));
    assert_eq!(told("2020-07-11"), (Level::Watch, day("2020-07-10")));
    assert_eq!(told("2020-07-16"), (Level::Alarm, day("2020-07-12")));
    assert_eq!(told("2020-07-17"), (Level::Watch, day("2020-07-17")), "one has left the window");
    assert_eq!(told("2020-08-30"), (Level::Quiet, day("2020-07-19")));
}

#[test]
fn what_nobody_reports_of_is_not_quiet() {
    let told = |counts: &str, more: &str, on: &str| {
        let reading = Indicator::all(&unseen(counts, more, on)).remove(0).reading.unwrap();
        (reading.level, reading.level_in_words(), reading.since)
    };
    let none = |level, words: &str| (level, words.to_owned(), None);
    let blind = none(Level::NoReports, "no reports");
    assert_eq!(told("attack", "", "2020-07-09"), blind);
    assert_eq!(told("attack", "", "2020-07-12").0, Level::Alarm, "two are two");
    let bulletin = |day: u32| {
        format!(
            "[[tally]]\ndate = 2020-07-{day:02}\nof = \"violations\"\ncount = 4\nsource = \"s\"\n"
        )
    };
    let three = [20, 21, 22].map(bulletin).concat();
    let little = none(Level::TooLittleSeen, "too little seen: 3 of 7 days");
    assert_eq!(told("attack", &three, "2020-07-23"), little);
    assert_eq!(told("class:obstruction", &three, "2020-07-23"), blind, "of another class");
    assert_eq!(told("event", &three, "2020-07-23"), blind, "nobody counts events");
    let four = [20, 21, 22, 24].map(bulletin).concat();
    let quiet = (Level::Quiet, "quiet".to_owned(), day("2020-07-24"));
    assert_eq!(told("attack", &four, "2020-07-24"), quiet);
    assert_eq!(told("attack", &four, "2020-07-29").1, "too little seen: 1 of 7 days");
}

#[test]
fn attacks_on_patrols_stand_beside_the_patrols_that_ran() {
    let patrol = |day: u32| {
        format!("[[patrol]]\ndate = 2020-07-{day:02}\noutcome = \"completed\"\nsource = \"s\"\n")
    };
    let patrols = [19, 21, 23].map(patrol).concat();
    let read = |counts: &str| {
        Indicator::all(&unseen(counts, &patrols, "2020-07-24")).remove(0).reading.unwrap()
    };
    let reading = read("attack patrol:any");
    assert_eq!((reading.ran, reading.days.n), (Some(Bounds::new(3, 3)), 3));
    assert_eq!(reading.level, Level::TooLittleSeen);
    assert_eq!(read("attack").ran, None);
}

#[test]
fn what_is_only_possible_may_make_a_higher_level() {
    let vague = "[[attack]]\nid = \"v\"\ndate = \"2020-06\"\npublished = 2020-07-02\nkind = \"rpg\"\nsource = \"s\"\n";
    let reading = read("attack", vague, "2020-07-03");
    assert_eq!((reading.value.count.to_string(), reading.level), ("1–2".into(), Level::Watch));
    assert_eq!(reading.may_be, Some(Level::Alarm));
    assert_eq!(reading.records.len(), 2);
    assert_eq!(read("attack", "", "2020-07-03").may_be, None);
}

#[test]
fn what_is_no_attack_counts_only_when_asked_for() {
    let more = "[[attack]]\nid = \"b\"\ndate = 2020-07-02\nkind = \"blockade\"\nsource = \"s\"\n\
                [[tally]]\nid = \"t\"\ndate = 2020-07-02\nof = \"violations\"\ncount = 9\nsource = \"s\"\n";
    let count = |counts: &str| {
        let reading = Indicator::all(&unseen(counts, more, "2020-07-03")).remove(0).reading;
        reading.unwrap().value.count.to_string()
    };
    assert_eq!(count("attack"), "1");
    assert_eq!(count("since:2020-07-01"), "1", "neither the blockade nor the tally");
    assert_eq!(count("class:obstruction"), "1");
    assert_eq!(count("kind:blockade"), "1");
    assert_eq!(count("tally"), "1");
    assert_eq!(count("attack -kind:ied"), "0");
}

#[test]
fn an_unreadable_filter_is_told_and_no_other_suffers() {
    let more = "[[indicator]]\nid = \"j\"\nname = \"Wrong\"\ncounts = \"kid:ied\"\n\
                window_days = 7\nwatch = 0\nalarm = 1\n";
    let indicators = Indicator::all(&board("attack", more, "2020-07-02"));
    let wrong = indicators[0].reading.as_ref().unwrap_err();
    assert_eq!(&*wrong.message, "the filter has no key `kid`");
    let highest = highest(&indicators).unwrap();
    assert_eq!((&*highest.name, highest.level()), ("Attacks", Some(Level::Watch)));
}

#[test]
fn attacks_on_patrols_in_idlib() {
    let reading = Indicator::all(&made::idlib("2020-08-14")).remove(0).reading.unwrap();
    assert_eq!(
        (reading.first, reading.last),
        (day("2020-07-18").unwrap(), day("2020-08-14").unwrap())
    );
    assert_eq!((reading.level, reading.since), (Level::TooLittleSeen, None));
    assert_eq!(reading.level_in_words(), "too little seen: 7 of 28 days");
    assert_eq!(reading.ran, Some(Bounds::new(2, 2)), "22 July and 12 August");
    let reading = Indicator::all(&made::idlib("2021-08-14")).remove(0).reading.unwrap();
    assert_eq!((reading.level_in_words().as_str(), reading.since), ("no reports", None));
    let reading = Indicator::all(&made::idlib("2020-08-25")).remove(0).reading.unwrap();
    assert_eq!((reading.level, reading.since), (Level::Alarm, day("2020-08-25")));
    assert_eq!(reading.records.len(), 2, "17 and 25 August");
}
