//! Tracks as the program reads them: files beside a scenario and none beyond its folder, what of them
//! leaves the desk, and how much memory a large one takes.

use std::{fmt::Write as _, fs, os::unix::fs::symlink, path::Path, process::Command, sync::Arc};

use serde_json::Value as Json;
use sitboard::{
    app::{App, Effect, Message, Opening, Place, update},
    command::parse_keys,
    format::edit::{Edit, Target, apply},
    look::Theme,
    model::{Key, Severity, Table},
    report::{FrameFormat, frame, render},
    runtime::{files, headless},
};

const LINE: &str = r#"{ "type": "LineString", "coordinates": [[0, 0], [0.03, 0], [0.06, 0]] }"#;

const HEAD: &str = r#"format = 1

[scenario]
id = "made"
title = "Made"

[[source]]
id = "s"
name = "The Monitor"
kind = "monitor"

[[place]]
id = "west"
name = "West"
at = { lat = 0.0, lon = 0.0 }

[[place]]
id = "east"
name = "East"
at = { lat = 0.0, lon = 0.2 }

[[route]]
id = "road"
name = "Road"
through = ["west", "east"]

"#;

fn patrol(id: &str, keys: &str) -> String {
    format!(
        "[[patrol]]\nid = \"{id}\"\ndate = 2020-07-14\nfrom = \"west\"\nto = \"east\"\n{keys}\n\
         outcome = \"completed\"\nsource = \"s\"\npublished = 2020-07-14\n\n"
    )
}

fn scenario(folder: &Path, patrols: &[String]) -> std::path::PathBuf {
    let path = folder.join("made.toml");
    fs::write(&path, format!("{HEAD}{}", patrols.concat())).unwrap();
    path
}

/// The errors that a scenario has, and how many of its tracks were read.
fn read(path: &Path) -> (Vec<String>, usize) {
    let loaded = files::load(&Place::File(path.into()), None);
    let loaded = loaded.unwrap_or_else(|_| panic!("it loads")).loaded;
    let errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let errors = errors.map(|problem| format!("{}: {}", problem.code, problem.message)).collect();
    let index = loaded.index.unwrap();
    let read = index.tracks.paths().filter(|path| matches!(index.tracks.get(path), Some(Ok(_))));
    (errors, read.count())
}

fn told(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .env("XDG_STATE_HOME", std::env::temp_dir().join("sitboard-tracks-state"))
        .output()
        .unwrap();
    assert!(output.status.code() < Some(2), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn tracks_are_read_from_in_and_below_the_folder_and_from_nowhere_else() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/line.geojson"), LINE).unwrap();
    fs::write(outside.path().join("line.geojson"), LINE).unwrap();
    symlink("data/line.geojson", folder.path().join("inside.geojson")).unwrap();
    symlink(outside.path().join("line.geojson"), folder.path().join("link.geojson")).unwrap();
    symlink(outside.path(), folder.path().join("far")).unwrap();
    let pipe = folder.path().join("pipe.gpx");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let paths = [
        "data/line.geojson",
        "inside.geojson",
        "link.geojson",
        "far/line.geojson",
        "../line.geojson",
        "gone.gpx",
        "pipe.gpx",
        ".",
    ];
    let patrols: Vec<String> = paths
        .iter()
        .enumerate()
        .map(|(n, path)| patrol(&format!("p{n}"), &format!("track = \"{path}\"")))
        .collect();
    let (errors, read) = read(&scenario(folder.path(), &patrols));
    assert_eq!(
        errors,
        [
            "path-outside: link.geojson is a link that leads out of the scenario's folder",
            "path-outside: far/line.geojson is a link that leads out of the scenario's folder",
            "path-outside: the file must lie in or below the scenario's folder",
            "no-track: there is no gone.gpx beside the scenario",
            "no-track: pipe.gpx cannot be read: it is a pipe, not a file",
            "no-track: . cannot be read: it is a folder, not a file",
        ]
    );
    assert_eq!(read, 2, "a link that stays in the folder may be followed");
}

#[test]
fn what_is_private_takes_its_track_along() {
    let folder = tempfile::tempdir().unwrap();
    // Off the road, where nothing else lies.
    let secret = r#"{ "type": "LineString", "coordinates": [[0.01, 0.012345], [0.03, 0.012345]] }"#;
    fs::write(folder.path().join("secret.geojson"), secret).unwrap();
    fs::write(folder.path().join("line.geojson"), LINE).unwrap();
    let account = "account = [{ source = \"desk\", private = true, track = \"secret.geojson\" }]";
    for patrols in [
        [
            patrol("open", "track = \"line.geojson\""),
            patrol("kept", "private = true\ntrack = \"secret.geojson\""),
        ],
        [patrol("open", "track = \"line.geojson\""), patrol("both", account)],
    ] {
        let path = scenario(folder.path(), &patrols);
        let path = path.to_str().unwrap();
        for way in [
            &["export", "--format", "geojson"][..],
            &["show", "patrols", "--format", "json"],
            &["show", "patrols"],
            &["show", "corridor", "--format", "json"],
            &["render", "--panel", "map", "--format", "svg"],
            &["render", "--panel", "chart", "--format", "svg"],
            &["render", "--panel", "patrols", "--size", "160x50"],
            &["render", "--keys", "1<Enter>", "--size", "160x50"],
            &["report", "--format", "md", "--appendix"],
            &["why", "reached-by-track:road"],
        ] {
            let ask = |more: &[&str]| {
                let day = ["--as-of", "2020-07-14", path];
                told(&[way, more, &day].concat())
            };
            let text = ask(&[]);
            assert!(!text.contains("secret") && !text.contains("0.012345"), "{way:?}:\n{text}");
            if way[0] == "export" {
                assert!(ask(&["--private"]).contains("0.012345"), "the flag brings it back");
                let all: Json = serde_json::from_str(&text).unwrap();
                let features = all["features"].as_array().unwrap();
                let tracks = features.iter().filter(|of| of["properties"]["table"] == "track");
                assert_eq!(tracks.count(), 1, "what is not private leaves");
            }
        }
        let picture = |more: &[&str]| {
            let size = ["render", "--panel", "map", "--format", "svg", "--as-of", "2020-07-14"];
            told(&[&size[..], more, &[path]].concat())
        };
        assert_ne!(picture(&[]), picture(&["--private"]), "its line is drawn for the desk alone");
    }
}

#[test]
fn a_track_that_changes_is_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = scenario(folder.path(), &[patrol("p", "track = \"t.geojson\"")]);
    let track = folder.path().join("t.geojson");
    fs::write(&track, LINE).unwrap();
    let mut app = App::new(vec![Place::File(path)], (120, 40), Theme::Mono, Opening::default());
    let effects = app.start();
    headless::settle(&mut app, effects);
    let seen = |app: &App| render(&frame(app), FrameFormat::Text, Theme::Mono);
    let measured = |app: &App| {
        let board = &app.board().unwrap();
        let patrol = board.shown_of(Table::Patrol).next().unwrap();
        board.track_along(patrol, 0).and_then(|along| along.in_words())
    };
    assert_eq!(measured(&app).as_deref(), Some("km 0–7"), "{}", seen(&app));
    fs::write(&track, LINE.replace("0.06", "0.07")).unwrap();
    let effects = update(&mut app, Message::FileChanged(track.clone()));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Load { .. })), "{effects:?}");
    headless::settle(&mut app, effects);
    assert_eq!(measured(&app).as_deref(), Some("km 0–8"));
    // Gone, it is told of; the patrol stays.
    fs::remove_file(&track).unwrap();
    let effects = update(&mut app, Message::FileGone(track));
    headless::settle(&mut app, effects);
    assert_eq!(measured(&app), None);
    assert_eq!(app.board().unwrap().shown_of(Table::Patrol).count(), 1);
}

#[test]
fn the_key_goes_into_the_file_and_remarks_stay() {
    let folder = tempfile::tempdir().unwrap();
    let with = patrol("p", "track = \"a.geojson\"   # from the receiver");
    let path = scenario(folder.path(), &[with]);
    fs::write(folder.path().join("a.geojson"), LINE).unwrap();
    let loaded = files::load(&Place::File(path.clone()), None).unwrap_or_else(|_| panic!()).loaded;
    let record = loaded.index.as_ref().unwrap().scenario.table(Table::Patrol)[0].id.clone();
    let edit = Edit::SetKey {
        record: Target { table: Table::Patrol, id: record },
        word: 0,
        key: Key::Track,
        value: Some("\"b.gpx\"".into()),
    };
    let text = fs::read_to_string(&path).unwrap();
    let edited = apply(&text, &[edit]).unwrap();
    assert_eq!(edited.text, text.replace("\"a.geojson\"", "\"b.gpx\""));
    assert!(told(&["format"]).contains("track"));
}

#[test]
fn a_million_points_take_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("<gpx><trk><trkseg>\n");
    for n in 0..1_000_000_u32 {
        let lon = f64::from(n) * 0.000_000_2;
        let second = n / 20;
        writeln!(
            text,
            "<trkpt lat=\"0.0\" lon=\"{lon:.7}\"><time>2020-07-14T{:02}:{:02}:{:02}Z</time></trkpt>",
            second / 3600, second / 60 % 60, second % 60
        )
        .unwrap();
    }
    text.push_str("</trkseg></trk></gpx>\n");
    assert!(text.len() > 60 << 20);
    fs::write(folder.path().join("t.gpx"), Arc::<str>::from(text).as_bytes()).unwrap();
    let path = scenario(folder.path(), &[patrol("p", "track = \"t.gpx\"")]);
    let script = "/usr/bin/time -f %M \"$@\" >/dev/null";
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_sitboard"), "check"])
        .arg(&path)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    // Where `time` is not installed there is nothing to hold against the limit.
    let Some(peak) = errors.lines().last().and_then(|line| line.trim().parse::<u64>().ok()) else {
        return;
    };
    assert!(peak < 64 * 1024, "{peak} KiB");
}

/// Screens with tracks: the corridor with its strip and chart, a detail, the patrol log.
#[test]
fn screens_with_tracks() {
    let place = Place::File("tests/data/invalid/track-reach.toml".into());
    for (width, height) in [(80, 24), (120, 40)] {
        let mut told = String::new();
        for keys in ["9", "1", "1<Enter>", "1jj<Enter>"] {
            let mut app =
                App::new(vec![place.clone()], (width, height), Theme::Mono, Opening::default());
            let effects = app.start();
            headless::settle(&mut app, effects);
            for chord in parse_keys(keys).unwrap() {
                let effects = update(&mut app, Message::Key(chord.event()));
                headless::settle(&mut app, effects);
            }
            let screen = render(&frame(&app), FrameFormat::Text, Theme::Mono);
            writeln!(told, "{keys}\n{screen}").unwrap();
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("tracks-{width}x{height}"), told);
        });
    }
}
