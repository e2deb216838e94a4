//! Many rows: what is kept of each is small, and what it takes in memory counts as theirs does.

use std::{fmt::Write as _, fs};

use super::{Bench, scenario};

fn write(bench: &Bench, rows: usize) {
    fs::write(bench.path("s.toml"), scenario("acled", "lineage = true\n")).unwrap();
    let mut text =
        "event_id_cnty,event_date,event_type,actor1,country,location,fatalities\n".to_owned();
    for n in 0..rows {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        let _ = writeln!(text, "SYR{n},2020-{month:02}-{day:02},Battles,A,Syria,Ariha,{}", n % 9);
    }
    fs::write(bench.path("f.csv"), text).unwrap();
}

#[test]
fn an_event_that_never_changed_takes_twenty_four_bytes_at_most() {
    let bench = Bench::new();
    write(&bench, 100_000);
    assert!(bench.read().ends_with("; 100000 new"));
    let bytes = fs::metadata(bench.path("s.f.lineage")).unwrap().len();
    println!("100,000 events: {bytes} bytes, {} an event", bytes as f64 / 100_000.0);
    assert!(bytes <= 24 * 100_000, "{bytes}");
    // The same file downloaded again takes a line.
    bench.days_ago(1);
    assert!(bench.read().ends_with("; nothing changed"));
    assert!(fs::metadata(bench.path("s.f.lineage")).unwrap().len() < bytes + 40);
}

#[test]
fn what_is_known_from_reading_to_reading_is_of_the_memory_of_feeds() {
    let bench = Bench::new();
    write(&bench, 350_000);
    fs::create_dir_all(bench.path("config/sitboard")).unwrap();
    fs::write(bench.path("config/sitboard/config.toml"), "feed_memory_mib = 64\n").unwrap();
    let (code, told, said) = bench.run(&["check", "s.toml"]);
    assert_eq!((code, said.as_str()), (0, ""), "{told}");
    let words = "its readings are not kept: no memory is left for what is known of its rows";
    assert!(told.contains(words), "{told}");
    assert!(told.contains("350000 rows, 350000 kept"), "{told}");
    assert!(!bench.path("s.f.lineage").exists());
}
