//! Delays of feeds made by hand, whose shares are known.

use super::{delay::DelayFit, triangle::day, *};

const START: i32 = 737_000;

/// A day so many days after the first reading.
fn on(days: i32) -> Day {
    day(START + days)
}

/// Readings at regular intervals, the first on day 0.
fn read(every: usize, last: i32) -> Vec<Day> {
    (0..=last).step_by(every).map(on).collect()
}

/// A row as the readings have it that was told on a day.
fn row(days: &[Day], event: i32, told: i32) -> Option<SeenRow> {
    let by = days.partition_point(|&day| day < on(told));
    let after = by.checked_sub(1).map(|before| days[before]);
    let seen = BetweenReadings { after, by: *days.get(by)? };
    Some(SeenRow { event: on(event), seen, gone: None, redated: None })
}

/// Ten events a day, told so many days late.
fn feed(days: Vec<Day>, last: i32, delays: [i32; 10]) -> FeedReadings {
    let rows = (-30..=last).flat_map(|event| delays.map(|delay| (event, event + delay)));
    let rows = rows.filter_map(|(event, told)| row(&days, event, told)).collect();
    FeedReadings { days, rows, every_days: None }
}

/// Half of them after two days, eight after five, all after nine.
const DELAYS: [i32; 10] = [0, 1, 2, 2, 2, 4, 4, 5, 7, 9];

fn asked(feed: &FeedReadings, as_of: i32, window: RangeInclusive<i32>) -> StillToCome {
    let days = on(*window.start())..=on(*window.end());
    ReportingDelay::known_on(feed, on(as_of)).counting(&feed.rows).still_to_come(days)
}

fn band(feed: &FeedReadings, as_of: i32, window: RangeInclusive<i32>) -> PredictionBand {
    match asked(feed, as_of, window) {
        StillToCome::Band(band) => band,
        other => panic!("{other}"),
    }
}

fn fitted(feed: &FeedReadings, as_of: i32) -> DelayFit {
    ReportingDelay::known_on(feed, on(as_of)).known.unwrap().fit.clone()
}

#[test]
fn a_daily_reading_gives_each_share_exactly() {
    let delay = fitted(&feed(read(1, 90), 90, DELAYS), 90).delay;
    let shares = [-1, 0, 1, 2, 3, 4, 5, 8, 9, 400].map(|age| delay.share(age));
    for (share, wanted) in
        shares.into_iter().zip([0.0, 0.1, 0.2, 0.5, 0.5, 0.7, 0.8, 0.9, 1.0, 1.0])
    {
        assert!((share - wanted).abs() < 1e-9, "{share} is not {wanted}");
    }
}

#[test]
fn a_weekly_reading_gives_them_all_the_same() {
    let delay = fitted(&feed(read(7, 119), 119, DELAYS), 119).delay;
    for (age, wanted) in [(0, 0.1), (2, 0.5), (4, 0.7), (5, 0.8), (8, 0.9), (9, 1.0)] {
        let share = delay.share(age);
        assert!((share - wanted).abs() < 0.02, "{share} at {age} is not {wanted}");
    }
}

#[test]
fn a_band_holds_what_the_delays_leave_to_come() {
    let feed = feed(read(1, 90), 90, DELAYS);
    let one_day = band(&feed, 90, 87..=87);
    assert_eq!((one_day.so_far, one_day.low, one_day.high), (5, 7, 15));
    let week = band(&feed, 90, 81..=87);
    assert_eq!(week.so_far, 5 + 7 + 8 + 8 + 9 + 9 + 10);
    assert!((week.low..=week.high).contains(&70) && week.high < 85, "{week}");
    let older = band(&feed, 90, 60..=66);
    assert_eq!((older.so_far, older.low, older.high), (70, 70, 70));
    assert!(older.is_settled() && !week.is_settled());
}

#[test]
fn a_band_is_told_in_one_sentence() {
    let band = PredictionBand { so_far: 12, low: 15, high: 21 };
    assert_eq!(band.to_string(), "12 so far; by this source's delays 15–21 in the end");
    let even = StillToCome::Band(PredictionBand { high: 15, ..band });
    assert_eq!(even.to_string(), "12 so far; by this source's delays 15 in the end");
}

#[test]
fn fewer_is_said_only_above_the_band() {
    let band = StillToCome::Band(PredictionBand { so_far: 12, low: 15, high: 21 });
    assert!(band.allows_fewer_than(22) && !band.allows_fewer_than(21));
    let unknown = StillToCome::TooLittleKnown(TooLittleKnown::NeverRead);
    assert!(!unknown.allows_fewer_than(1000));
    let changed = DelayChange { since: on(0), is_longer: true };
    assert!(!StillToCome::DelayChanged(changed).allows_fewer_than(1000));
}

#[test]
fn rows_of_the_first_reading_tell_of_no_delay() {
    let mut feed = feed(read(1, 90), 90, DELAYS);
    let fitted_before = fitted(&feed, 90).delay;
    feed.rows.extend((-400..0).flat_map(|event| row(&feed.days, event, event + 1)));
    assert_eq!(fitted(&feed, 90).delay, fitted_before);
    assert_eq!(band(&feed, 90, -100..=-91).so_far, 10, "but they count");
}

#[test]
fn sixty_days_at_the_own_pace_are_wanted() {
    let few =
        |days, wanted| StillToCome::TooLittleKnown(TooLittleKnown::FewReadings { days, wanted });
    assert_eq!(asked(&feed(read(1, 59), 59, DELAYS), 59, 50..=50), few(59, 60));
    band(&feed(read(1, 60), 60, DELAYS), 60, 50..=50);
    assert_eq!(
        asked(&feed(read(30, 300), 300, DELAYS), 300, 270..=270),
        few(0, 60),
        "monthly downloads"
    );
    let tardy = feed(read(12, 120), 120, DELAYS);
    assert_eq!(asked(&tardy, 120, 100..=100), few(0, 60), "each time five days late");
    let monthly = FeedReadings { every_days: Some(30), ..feed(read(30, 300), 300, DELAYS) };
    band(&monthly, 300, 280..=290);
    let mut days = read(1, 100);
    days.retain(|&day| !(on(50)..on(70)).contains(&day));
    assert_eq!(asked(&feed(days, 100, DELAYS), 100, 90..=90), few(30, 60), "a gap of three weeks");
    let told_monthly = |event: i32| event + (-event).rem_euclid(30);
    let days = read(7, 119);
    let rows = (1..=119).filter_map(|event| row(&days, event, told_monthly(event))).collect();
    let feed = FeedReadings { days, rows, every_days: None };
    assert_eq!(asked(&feed, 119, 80..=80), few(91, 242), "told three times in them");
    let never = asked(&FeedReadings::default(), 60, 50..=50);
    assert_eq!(never, StillToCome::TooLittleKnown(TooLittleKnown::NeverRead));
}

#[test]
fn too_little_is_named_for_what_it_is() {
    let why = |feed: &FeedReadings, window| match asked(feed, 90, window) {
        StillToCome::TooLittleKnown(reason) => reason,
        other => panic!("{other}"),
    };
    let full = feed(read(1, 90), 90, DELAYS);
    assert_eq!(why(&full, 85..=91), TooLittleKnown::AfterLastReading { last: on(90) });
    let slow = feed(read(1, 90), 90, [8; 10]);
    assert_eq!(why(&slow, 87..=87), TooLittleKnown::TooEarly { told: 0 });
    let never_ends = feed(read(1, 90), 90, [1, 2, 3, 70, 71, 75, 75, 76, 74, 72]);
    assert_eq!(why(&never_ends, 60..=60), TooLittleKnown::NoEnd { after: 76 });
    let few =
        FeedReadings { rows: full.rows.iter().copied().step_by(50).collect(), ..full.clone() };
    assert!(matches!(why(&few, 80..=80), TooLittleKnown::FewRows { rows: 17..30, wanted: 30 }));
    let silent = FeedReadings {
        rows: full.rows.iter().filter_map(|row| row.known_by(on(75))).collect(),
        ..full
    };
    assert_eq!(why(&silent, 80..=80), TooLittleKnown::NothingNew { since: on(75) });
    assert_eq!(
        why(&silent, 80..=80).to_string(),
        "nothing new since 2019-01-16, longer than before"
    );
}

#[test]
fn a_feed_told_weekly_is_known_as_of_the_last_time() {
    let told = |event: i32| event + 2 + (-(event + 2)).rem_euclid(7);
    let days = read(1, 95);
    let rows = (-30..=95).flat_map(|event| [told(event); 3].map(|told| (event, told)));
    let rows = rows.filter_map(|(event, told)| row(&days, event, told)).collect();
    let feed = FeedReadings { days, rows, every_days: None };
    assert_eq!(
        band(&feed, 95, 83..=89),
        PredictionBand { so_far: 21, low: 21, high: 21 },
        "the 91st told all"
    );
    let last = TooLittleKnown::AfterLastReading { last: on(91) };
    assert_eq!(asked(&feed, 95, 86..=92), StillToCome::TooLittleKnown(last));
}

#[test]
fn a_filter_counts_its_own_rows_by_the_delays_of_all() {
    let feed = feed(read(1, 90), 90, DELAYS);
    let delay = ReportingDelay::known_on(&feed, on(90));
    let kept: Vec<SeenRow> = feed.rows.iter().copied().step_by(5).collect();
    let all = delay.counting(&feed.rows).still_to_come(on(80)..=on(87));
    let some = delay.counting(&kept).still_to_come(on(80)..=on(87));
    let (StillToCome::Band(all), StillToCome::Band(some)) = (all, some) else { panic!("no band") };
    assert!(some.so_far * 4 < all.so_far && some.high * 3 < all.high, "{some}, {all}");
    let none = delay.counting(&[]).still_to_come(on(80)..=on(84));
    assert!(matches!(none, StillToCome::Band(PredictionBand { so_far: 0, low: 0, .. })), "{none}");
}

#[test]
fn what_was_read_later_is_not_known() {
    let mut later = feed(read(1, 110), 110, DELAYS);
    let at = |n: i32| BetweenReadings { after: Some(on(n - 1)), by: on(n) };
    for (n, row) in later.rows.iter_mut().enumerate() {
        let seen = number(row.seen.by) - START;
        row.gone = (n % 9 == 0).then(|| at(seen + 12));
        let from = row.event - chrono::Days::new(2);
        row.redated = (n % 7 == 0).then(|| Redated { from, at: at(seen + 5) });
    }
    let then = FeedReadings {
        days: read(1, 90),
        rows: later.rows.iter().filter_map(|row| row.known_by(on(90))).collect(),
        every_days: None,
    };
    assert!(then.rows.len() < later.rows.len());
    let known = band(&then, 90, 80..=86);
    assert_eq!(band(&later, 90, 80..=86), known);
    assert_ne!(band(&later, 110, 80..=86), known);
    later.rows.reverse();
    later.days.reverse();
    assert_eq!(band(&later, 90, 80..=86), known, "no order matters");
}
