//! How often, of feeds made by lot, the band of a window holds what came in the end.
//!
//! `SIMULATED_RUNS=2000 cargo test --release --test still_to_come coverage -- --ignored --nocapture`
//! prints the coverage table, and that of changed delays.

mod on_a_board;
mod worlds;

use sitboard::board::{ReportingDelay, StillToCome};
use worlds::{PLAIN, Telling, World, day, worlds};

/// What became of the bands of one question.
#[derive(Clone, Copy, Default, Debug)]
struct Held {
    runs: f64,
    drawn: f64,
    held: f64,
    below: f64,
    width: f64,
    outstanding: f64,
    changed: f64,
}

/// The windows that are asked for: how many days, and how old the youngest of them is.
const WINDOWS: [(i32, i32); 10] =
    [(1, 3), (1, 7), (1, 14), (1, 28), (7, 3), (7, 7), (7, 14), (7, 28), (28, 1), (28, 3)];

fn ask(world: &World, runs: u64) -> Vec<((i32, i32), Held)> {
    let mut all: Vec<((i32, i32), Held)> = WINDOWS.map(|window| (window, Held::default())).into();
    for seed in 0..runs {
        let made = world.make(seed);
        let delay = ReportingDelay::known_on(&made.readings, day(made.last));
        let counted = delay.counting(&made.readings.rows);
        for ((length, age), held) in &mut all {
            let window = made.last - *age - *length + 1..=made.last - *age;
            let days = day(*window.start())..=day(*window.end());
            held.runs += 1.0;
            match counted.still_to_come(days) {
                StillToCome::Band(band) => {
                    let end =
                        made.in_the_end.iter().filter(|day| window.contains(day)).count() as u64;
                    held.drawn += 1.0;
                    held.held += f64::from(u8::from((band.low..=band.high).contains(&end)));
                    held.below += f64::from(u8::from(end < band.low));
                    held.width += (band.high - band.low) as f64;
                    held.outstanding += (end as f64 - band.so_far as f64).abs();
                }
                StillToCome::DelayChanged(_) => held.changed += 1.0,
                StillToCome::TooLittleKnown(_) => {}
            }
        }
    }
    all
}

#[test]
fn a_changed_delay_is_found_and_told_which_way() {
    let change = |slower: (f64, i32), seed| {
        let made = World { slower, ..PLAIN }.make(seed);
        let delay = ReportingDelay::known_on(&made.readings, day(made.last));
        match delay.counting(&[]).still_to_come(day(made.last)..=day(made.last)) {
            StillToCome::DelayChanged(change) => Some(change.is_longer),
            _ => None,
        }
    };
    for seed in 5..7 {
        assert_eq!(change((2.0, 21), seed), Some(true));
        assert_eq!(change((0.5, 21), seed), Some(false));
        assert_eq!(change((1.0, 0), seed), None);
    }
}

#[test]
fn withdrawals_and_new_days_lower_a_band() {
    let withdrawn = World { withdrawn: 0.3, rate: 40.0, ..PLAIN }.make(3);
    let window = day(withdrawn.last - 26)..=day(withdrawn.last - 20);
    let delay = ReportingDelay::known_on(&withdrawn.readings, day(withdrawn.last));
    let StillToCome::Band(band) = delay.counting(&withdrawn.readings.rows).still_to_come(window)
    else {
        panic!("no band")
    };
    assert!(band.low < band.so_far && band.high < band.so_far, "{band}");
    let plain = World { rate: 40.0, ..PLAIN };
    let width = |world: World| {
        let made = world.make(4);
        let delay = ReportingDelay::known_on(&made.readings, day(made.last));
        let window = day(made.last - 28)..=day(made.last - 28);
        match delay.counting(&made.readings.rows).still_to_come(window) {
            StillToCome::Band(band) => band.high - band.low,
            other => panic!("{other}"),
        }
    };
    assert!(width(World { redated: 0.2, ..plain }) > width(plain));
}

/// A small part of what the ignored `coverage` does in full.
#[test]
fn bands_hold_what_came_about_four_times_in_five() {
    let clusters = World { cluster: 3.0, rate: 6.0, every: 7, ..PLAIN };
    let weekly = World { telling: Telling::Weekly, median: 3.0, ..PLAIN };
    for (world, runs) in [(PLAIN, 6), (clusters, 6), (weekly, 5)] {
        let all = ask(&world, runs).into_iter().map(|(_, held)| held);
        let (held, drawn) = all.fold((0.0, 0.0), |(h, d), of| (h + of.held, d + of.drawn));
        let coverage = held / drawn;
        assert!((0.7..=0.97).contains(&coverage), "{}: {coverage}", world.name);
        assert!(drawn > runs as f64 * 5.0);
    }
}

#[test]
#[ignore = "takes minutes: the coverage table"]
fn coverage() {
    let runs =
        std::env::var("SIMULATED_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(2000);
    let only = std::env::var("SIMULATED_WORLD").unwrap_or_default();
    println!(
        "| world | days | age | runs | drawn | coverage | below | above | width | to come | changed |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for world in worlds().iter().filter(|world| world.name.contains(&only)) {
        for ((length, age), held) in ask(world, runs) {
            let part = |count: f64| 100.0 * count / held.drawn.max(1.0);
            let (covers, below) = (part(held.held), part(held.below));
            let outstanding = held.outstanding / held.drawn.max(1.0);
            let (least, most) = if outstanding >= 20.0 { (75.0, 85.0) } else { (78.0, 100.0) };
            let mark =
                if held.drawn < 50.0 || (least..=most).contains(&covers) { "" } else { " !" };
            println!(
                "| {} | {length} | {age} | {} | {:.0} % | {covers:.1}{mark} | {below:.1} | {:.1} | {:.1} | {outstanding:.1} | {:.1} % |",
                world.name,
                held.runs,
                100.0 * held.drawn / held.runs,
                100.0 - covers - below,
                held.width / held.drawn.max(1.0),
                100.0 * held.changed / held.runs,
            );
        }
    }
}

#[test]
#[ignore = "measures the machine"]
fn runtime() {
    for every in [1, 7] {
        let made = World { rate: 84.0, every, ..PLAIN }.make(0);
        let begun = std::time::Instant::now();
        let delay = ReportingDelay::known_on(&made.readings, day(made.last));
        let known = begun.elapsed();
        let counted = delay.counting(&made.readings.rows);
        let all = begun.elapsed();
        let band = counted.still_to_come(day(made.last - 28)..=day(made.last - 1));
        let rows = made.readings.rows.len();
        let one = begun.elapsed() - all;
        println!(
            "{rows} rows, every {every} d: delay {known:?}, rows {:?}, band {one:?}: {band}",
            all - known
        );
    }
}
