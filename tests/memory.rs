//! Feeds made to fill memory: all of them together take what is set and no more, and what does not
//! fit is told.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

use sitboard::{
    app::{App, Opening, Place},
    look::Theme,
    report::{FrameFormat, frame, render},
    runtime::{feeds::FeedMemory, headless},
};

const HEAD: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\nopen_at = 2020-12-01\n";

/// Rows of which no two share a name.
fn names(rows: usize) -> String {
    let mut text = String::from("date,kind,place,lat,lon,killed,source,by,on\n");
    for n in 0..rows {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        let _ = writeln!(
            text,
            "2020-{month:02}-{day:02},shelling,Village number {n},35.{n:06},36.{n:06},{n},\
             Reporter {n},Group {n},Other {n}"
        );
    }
    text
}

/// A scenario with so many feeds, all of them one file.
fn scenario(folder: &Path, feeds: usize, rows: usize) {
    fs::write(folder.join("rows.csv"), names(rows)).unwrap();
    let feed = |n: usize| {
        format!("[[feed]]\nid = \"f{n}\"\nkind = \"csv\"\npath = \"rows.csv\"\nas = \"attacks\"\n")
    };
    let text: String = (0..feeds).map(feed).collect();
    fs::write(folder.join("s.toml"), format!("{HEAD}{text}")).unwrap();
    fs::create_dir(folder.join("sitboard")).unwrap();
    fs::write(folder.join("sitboard/config.toml"), "feed_memory_mib = 64\n").unwrap();
}

/// What a command says, and the most memory it took, in KiB; 0 where `time` is not installed.
fn run(folder: &Path, words: &[&str]) -> (Output, u64) {
    let output = Command::new("sh")
        .args(["-c", "/usr/bin/time -o time -f %M \"$@\"", "sh", env!("CARGO_BIN_EXE_sitboard")])
        .args(words)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder)
        .env("XDG_CACHE_HOME", folder)
        .output()
        .unwrap();
    let time = fs::read_to_string(folder.join("time")).unwrap_or_default();
    let peak = time.lines().last().and_then(|line| line.trim().parse().ok());
    (output, peak.unwrap_or(0))
}

#[test]
fn all_feeds_of_a_command_together_take_what_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    scenario(folder, 3, 80_000);
    for words in [
        &["feed", "rows.csv"][..],
        &["window", "s.toml"],
        &["export", "s.toml", "--allow"],
        &["check", "s.toml"],
    ] {
        let (output, peak) = run(folder, words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.contains("rows.csv: no memory is left for feeds: its first "), "{errors}");
        assert!(errors.contains("`feed_memory_mib` in the settings gives more"), "{errors}");
        assert_eq!(output.status.code(), Some(2), "what is told is not all: {words:?}");
        assert!(peak < 256 * 1024, "{peak} KiB for {words:?}");
        let text = String::from_utf8_lossy(&output.stdout);
        match words[0] {
            "check" => assert!(text.contains("warning[no-memory]: s.toml:"), "{text}"),
            "feed" => assert!(text.contains("rows"), "{text}"),
            _ => {}
        }
    }
}

#[test]
fn what_leaves_the_board_takes_no_more_memory_for_more_rows() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    scenario(folder, 1, 8_000);
    fs::write(folder.join("sitboard/config.toml"), "feed_memory_mib = 512\n").unwrap();
    let (_, usual) = run(folder, &["window", "s.toml", "--hindsight"]);
    for words in [
        &["export", "s.toml", "--allow"][..],
        &["export", "s.toml", "--allow", "--format", "kml"],
        &["export", "s.toml", "--allow", "--format", "gpx"],
        &["export", "s.toml", "--allow", "--format", "csv"],
        &["export", "s.toml", "--allow", "--format", "xlsx"],
        &["show", "attacks", "s.toml", "--format", "json"],
        &["show", "attacks", "s.toml", "--format", "csv"],
        &["show", "attacks", "s.toml", "--format", "md"],
    ] {
        let (output, peak) = run(folder, &[words, &["--hindsight"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.len() > 500_000, "{words:?}: {} bytes", output.stdout.len());
        // What a test keeps of the output is none of the program's.
        assert!(peak < usual + 12 * 1024, "{peak} KiB for {words:?}, {usual} for a window");
    }
}

fn words(app: &App) -> String {
    render(&frame(app), FrameFormat::Text, app.theme)
}

#[test]
fn a_board_says_which_feed_memory_did_not_suffice_for() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    scenario(folder, 2, 80_000);
    let open = |memory: &Arc<FeedMemory>| {
        let place = Place::File(folder.join("s.toml"));
        let mut app = App::new(vec![place], (160, 40), Theme::Terminal, Opening::default());
        let start = app.start();
        headless::settle_within(&mut app, start, memory);
        app
    };
    let memory = Arc::new(FeedMemory::of_mib(64));
    let app = open(&memory);
    let full = words(&app);
    let feeds = &app.open_scenario().unwrap().feeds;
    let rows: Vec<usize> = app
        .open_scenario()
        .unwrap()
        .read_feeds()
        .iter()
        .map(|file| {
            assert!(file.is_full && !file.is_whole);
            file.rows.len()
        })
        .collect();
    assert!(rows[0] > 10_000 && rows[0] < 80_000, "{rows:?}");
    assert_eq!(rows[1], 0, "the first took all there was");
    assert!(feeds.iter().all(|feed| !feed.is_under_way()), "nothing is read any more");
    assert!(full.contains(&format!("f0: memory full at {} rows", rows[0])), "{full}");
    assert!(full.contains("f1: memory full at 0 rows"), "{full}");
    // What a board held that is closed is there for the next.
    drop(app);
    let app = open(&memory);
    let again = app.open_scenario().unwrap().read_feeds();
    assert_eq!(again.iter().map(|file| file.rows.len()).collect::<Vec<_>>(), rows);
    let app = open(&Arc::default());
    assert!(!words(&app).contains("memory"), "{}", words(&app));
    assert!(app.open_scenario().unwrap().read_feeds().iter().all(|file| file.is_whole));
}
