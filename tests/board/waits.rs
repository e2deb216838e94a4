//! No key and no paste makes the board wait, however long what is typed and however many names
//! there are.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use sitboard::{
    app::{App, Message, Overlay, update},
    board::LoadedFile,
    command::parse_keys,
    runtime::headless,
};

use super::{common::press, files::file_boards};

/// What one key may take; the library without optimisation is many times as slow.
const MOST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 100 });
/// Nearly as many as a file may have records.
const NAMES: usize = if cfg!(debug_assertions) { 20_000 } else { 49_000 };

/// A file with so many places, and as many names.
fn many_names(count: usize) -> String {
    let mut text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"T\"\nopen_at = 2020-07-14\n\
                    [[source]]\nid = \"sohr\"\nname = \"Observatory\"\nkind = \"media\"\n\
                    [[attack]]\nid = \"first\"\ndate = 2020-07-14\nkind = \"ied\"\nsource = \"sohr\"\n\
                    place = \"place-000001\"\n"
        .to_owned();
    for n in 0..count {
        let _ = write!(text, "[[place]]\nid = \"place-{n:06}\"\nname = \"Ḥalab al-Jadīda {n}\"\n");
    }
    text
}

/// What this thread has worked so far: a machine that is busy with something else makes no key
/// slower. Where the system does not say it, the time that has passed.
fn worked(begun: Instant) -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|said| said.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// The longest that any of some keys took, and which.
fn slowest(app: &mut App, keys: &str) -> (Duration, String) {
    let (mut worst, begun) = ((Duration::ZERO, String::new()), Instant::now());
    for chord in parse_keys(keys).unwrap() {
        let before = worked(begun);
        let effects = update(app, Message::Key(chord.event()));
        worst = worst.max((worked(begun) - before, chord.to_string()));
        headless::settle(app, effects);
    }
    worst
}

fn pasted(app: &mut App, text: &str) -> Duration {
    let begun = Instant::now();
    let before = worked(begun);
    let effects = update(app, Message::Paste(text.to_owned()));
    let took = worked(begun) - before;
    headless::settle(app, effects);
    took
}

#[test]
fn no_key_waits_for_many_names() {
    let (_folder, mut app) = file_boards(&[&many_names(NAMES)], (100, 30));
    app.board().unwrap().index.warm(); // as a worker does once the board stands
    let mut wrong = Vec::new();
    let mut hold = |what: &str, (took, key): (Duration, String)| {
        println!("{what}: {took:?} for {key}");
        if took > MOST {
            wrong.push(format!("{what}: {took:?} for {key}"));
        }
    };
    let loose = "i14 jul 08:50 ied halab al-jadida 77 on nobody here known src sohr B2";
    hold("one line", slowest(&mut app, loose));
    hold("one line, slips", slowest(&mut app, " plcae-000123 place-00012x place src place by"));
    press(&mut app, "<Esc><Esc>");
    hold(
        "a form",
        slowest(&mut app, "2a<C-f>place<Enter>halab al<C-n><C-n><C-p> 7<C-u>place-0001"),
    );
    press(&mut app, "<Esc><Esc>");
    hold("a form of a record", slowest(&mut app, "2e<C-f>place<Enter><C-u>zzz place<BS><BS>"));
    press(&mut app, "<Esc><Esc>");
    hold("the palette", slowest(&mut app, ":halab zzz<C-w>99999<Down><Esc>"));
    hold("a filter", slowest(&mut app, "fplace:p<Tab><Tab><S-Tab><C-u>place:place-000077<Enter>F"));
    hold("a search", slowest(&mut app, "1/jadida 99<Enter>nN"));
    hold("a day", slowest(&mut app, "tplace-000001+3d<Enter><Esc>"));
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_paste_waits_however_long() {
    let (_folder, mut app) = file_boards(&[&many_names(NAMES)], (100, 30));
    app.board().unwrap().index.warm();
    let mut wrong = Vec::new();
    let texts = [
        "14 jul ied ".to_owned() + &"halab ".repeat(170_000),
        "x".repeat(1_000_000),
        "é\u{301}\u{200d}".repeat(20_000),
        "14 jul ied src sohr note ".to_owned() + &"place place-00x ".repeat(7_000),
        "\u{1b}[2J\u{e000}".repeat(30_000),
    ];
    for opens in ["i", "2a", "2a<C-f>place<Enter>", "f", "/", "t", "D", ":"] {
        for text in &texts {
            press(&mut app, opens);
            let took = pasted(&mut app, text);
            let told = app.notice.as_ref().map(|notice| notice.words.to_string());
            assert!(
                told.as_deref()
                    .is_some_and(|told| told.starts_with("a line has at most 1000 letters")),
                "{opens}: {told:?}"
            );
            let (key, _) = slowest(&mut app, "a<Left>b<BS><End>");
            let name: String = text.chars().take(12).collect();
            println!("{opens} {name:?}: {took:?}, then {key:?} for a key");
            if took.max(key) > MOST {
                wrong.push(format!("{opens} {name:?}: {took:?}, then {key:?}"));
            }
            press(&mut app, "<Esc><Esc>");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A field of the file may be far longer than what can be typed.
#[test]
fn a_long_value_is_edited_without_waiting() {
    let note = "words of a long note ".repeat(2_500);
    let text = many_names(10).replace("place = \"place-000001\"", &format!("note = \"{note}\""));
    let loaded = LoadedFile::read(text.as_bytes(), "x");
    assert!(loaded.index.is_some(), "{:?}", loaded.problems);
    let (_folder, mut app) = file_boards(&[&text], (100, 30));
    let (took, key) = slowest(&mut app, "2e<C-f>note<Enter><End>!<Left><Left>?<Home><Right>");
    println!("a note of 50 kB: {took:?} for {key}");
    assert!(took < MOST, "{took:?} for {key}");
    assert!(matches!(app.overlay, Some(Overlay::Form(_))));
}
