//! Invented rows in the shape of an ACLED file, the same every time: the newest first, most places
//! and groups seldom and some often, notes of some four hundred bytes with quotes and line ends.

use std::io::Write;

const HEADER: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,\
admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

const EVENTS: [(&str, &str); 6] = [
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Violence against civilians", "Attack"),
    ("Protests", "Peaceful protest"),
    ("Strategic developments", "Looting/property destruction"),
];

/// Days that the rows lie on, up to the end of 2025.
const DAYS: usize = 8 * 365;

/// A number that only looks like chance; a row says its own in its note.
pub fn chance(n: usize) -> usize {
    let n = (n as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (n ^ (n >> 31)) as usize
}

fn day(back: usize) -> String {
    let last = chrono::NaiveDate::from_ymd_opt(2025, 12, 31).expect("a day");
    last.checked_sub_days(chrono::Days::new(back as u64)).expect("a day").to_string()
}

/// The place of a row: its number, latitude and longitude. Of two thousand places the first are the
/// most used.
pub fn place(n: usize) -> (usize, f64, f64) {
    let place = (chance(n * 7 + 3) % 2_000).min(chance(n * 11 + 5) % 2_000);
    let at = |by: usize| (chance(place + by) % 40_000) as f64 / 10_000.0;
    (place, 33.0 + at(1), 36.0 + at(9))
}

/// Writes so many rows, each at the place that it is given.
pub fn write(to: &mut impl Write, rows: usize, place: impl Fn(usize) -> (usize, f64, f64)) {
    writeln!(to, "{HEADER}").expect("room");
    for n in 0..rows {
        let chance = chance(n);
        let date = day(n * DAYS / rows.max(1));
        let (event, sub) = EVENTS[chance % EVENTS.len()];
        let (group, other) = (chance / 7 % 40, chance / 11 % 60);
        let (place, lat, lon) = place(n);
        let killed = if chance.is_multiple_of(5) { chance / 13 % 9 } else { 0 };
        let exact = if chance % 20 < 17 { 1 } else { 2 + chance % 2 };
        let sign = if chance.is_multiple_of(67) { "\n" } else { " " };
        writeln!(
            to,
            "SYR{n},{date},{},{exact},Political violence,{event},{sub},Armed group {group},,Rebel group,\
             Armed group {other},,State forces,Rebel group-State forces,,760,Middle East,Syria,Area {},District {},,\
             Place {place},{lat:.4},{lon:.4},{},\"Monitor {}; Agency {}\",National,\"On {date}, the two groups \
             exchanged fire near place {place}, with \"\"heavy weapons\"\" by one account.{sign}The number of the \
             wounded is not known; houses, a school and a clinic were damaged, and families left for the next town. \
             Another report has it a day later, number {chance}.\",{killed},,{}",
            &date[..4], place % 14, place % 60, 1 + chance % 3, chance % 9, chance % 31, 1_700_000_000 + n
        )
        .expect("room");
    }
    to.flush().expect("room");
}
