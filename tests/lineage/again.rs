//! How often a feed is downloaded: the same file again is a reading, and one that is not read is late.

use std::fs;

use super::{Bench, Download, scenario};
use sitboard::model::later;

impl Bench {
    fn summary(&self, as_of: &str, clock: &[&str]) -> String {
        let words = ["show", "attacks", "s.toml", "--as-of", as_of];
        let (code, told, said) = self.run(&[&words[..], clock].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        told.split("\n\n").next().unwrap().to_owned()
    }
}

#[test]
fn the_same_file_downloaded_again_is_a_reading_and_looked_at_again_is_none() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    // Written before it was read last: nobody asked the source again.
    let kept = bench.kept();
    assert!(bench.read().contains("f.csv: 1 reading on "));
    assert_eq!(bench.kept(), kept);
    let first = bench.days_ago(30);
    let told = bench.read();
    assert!(told.contains(&format!("f.csv: 2 readings from {first} to ")), "{told}");
    assert!(told.ends_with("; nothing changed"), "{told}");
    let lineage = bench.lineage();
    let second = lineage.readings()[1].day;
    assert_eq!((second, lineage.readings()[1].rows), (later(first, 30).unwrap(), 699));
    assert!(lineage.brought_nothing(1));
    let told = bench.summary(&second.to_string(), &[]);
    assert!(told.contains("nothing changed"), "{told}");
    assert!(bench.read().contains("f.csv: 2 readings from "), "once a day");
}

#[test]
fn a_feed_that_is_not_read_in_time_is_late_and_tells_no_zero() {
    let bench = Bench::new();
    let of = |more: &str| scenario("ucdp-ged", &format!("lineage = true\n{more}"));
    fs::write(bench.path("s.toml"), of("every_days = 7\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    let read = bench.lineage().readings()[0].day;
    let on = |days: i64| bench.summary(&later(read, days).unwrap().to_string(), &[]);
    assert!(!on(7).contains("due every"), "{}", on(7));
    assert!(on(8).contains(", 8 days ago; due every 7 days"), "{}", on(8));
    // It tells of days up to its last row: of those after it nothing is reported.
    assert!(on(8).contains("attacks, 28 days: no reports"), "{}", on(8));
    assert!(on(-1).contains("f was not read yet: as it was first read, "), "{}", on(-1));
    fs::write(bench.path("s.toml"), of("")).unwrap();
    assert!(!on(80).contains("due every"), "{}", on(80));
}
