//! A packed feed takes long to unpack: whoever does not want to wait stops it, and goes on.

use std::fs;
use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use crate::harness::{AT_ONCE, Case};

const SCENARIO: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\nopen_at = 2020-12-30\n\
    [[source]]\nid = \"a\"\nname = \"A\"\nkind = \"media\"\n\
    [[attack]]\nid = \"one\"\ndate = 2020-12-28\nkind = \"ied\"\nsource = \"a\"\n\
    [[feed]]\nid = \"f\"\nkind = \"acled\"\npath = \"big.csv.gz\"\nas = \"attacks\"\n";

/// Some two hundred megabytes of rows: one stretch of them many times over, each time packed anew.
fn big() -> Vec<u8> {
    let mut text = String::new();
    let mut number = 1u64;
    for n in 0..20_000 {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let place = number >> 33;
        text +=
            &format!("SYR{n},2020-03-04,Battles,Actor {place},Syria,Village {place},{}\n", n % 9);
    }
    let pack = |text: &str| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    let head = "event_id_cnty,event_date,event_type,actor1,country,location,fatalities\n";
    [pack(head), pack(&text).repeat(160)].concat()
}

#[test]
fn unpacking_is_stopped_by_a_key_and_leaves_a_board_that_is_used() {
    let case = Case::of("s.toml", SCENARIO);
    fs::write(case.folder.path().join("big.csv.gz"), big()).unwrap();
    let cache = case.folder.path().join("cache");
    let start = || case.start().env("XDG_CACHE_HOME", cache.to_str().unwrap());
    let mut board = start().spawn();
    board.sees("f: reading");
    board.keys("X");
    board.sees("stopped");
    board.sees("f: not read");
    // Nothing is left of what was begun, and nothing is unpacked any more.
    let unpacked = || fs::read_dir(cache.join("sitboard/unpacked")).map_or(0, Iterator::count);
    board.wait_for("nothing in the cache", |_| unpacked() == 0);
    board.keys("2");
    board.focus_is("2 Attacks");
    board.selection_is("IED");
    // It is begun again when it is asked for, and stopped again.
    board.keys("r");
    board.sees("f: reading");
    board.keys("X");
    board.sees("f: not read");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}
