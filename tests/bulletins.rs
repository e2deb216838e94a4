//! Bulletins: what rests on one says what it would say written out, wherever it is asked, and what
//! is written back keeps to the bulletin.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
    sync::Arc,
};

use proptest::prelude::*;
use serde_json::Value as Json;
use sitboard::{
    app::{App, Message, Opening, Place, update},
    board::{Board, Clock, Index, Knowledge, LoadedFile, Query, Register},
    command::parse_keys,
    format::edit::{Edit, Target, apply},
    look::Theme,
    model::{Entry, Id, Key, Record, Scenario, Table, Value, Word},
    panel::Panel,
    report::{FrameFormat, frame, render, rows_json},
    runtime::headless,
};

const HEAD: &str = r#"format = 1

[scenario]
id = "made"
title = "Made"

[[source]]
id = "mod"
name = "Ministry of Defence"
kind = "party"
reliability = "B"
actor = "russia"
every_days = 1

[[source]]
id = "agency"
name = "An agency"
kind = "media"

[[source]]
id = "mission"
name = "The Mission"
kind = "monitor"

[[actor]]
id = "russia"
name = "Russia"
kind = "state"
role = "signatory"

[[agreement]]
id = "peace"
name = "The peace"
signed = 2021-02-01
source = "mission"
clause = [{ id = "cessation", kind = "cessation", text = "All fire stops." }]
"#;

/// The bulletins of the tests: id, and the keys that others take over.
const BULLETINS: [(&str, &str); 3] = [
    (
        "no-91",
        "source = \"mod\"\npublished = 2021-02-08\ncredibility = 2\nurl = \"https://example.org/91\"\n",
    ),
    ("agency-9", "source = \"agency\"\nciting = \"mission\"\npublished = 2021-02-09\n"),
    ("desk-10", "source = \"desk\"\npublished = { before = 2021-02-12 }\ncredibility = 6\n"),
];

fn bulletins() -> String {
    // Each covers a day: else `check` would note of those on which nothing rests that they are empty.
    let day = "covers = 2021-02-07\n";
    let covers = [&format!("{day}looked_for = [\"attack\", \"patrol\"]\n"), day, day];
    let each = BULLETINS.iter().zip(covers).map(|((id, said), covers)| {
        format!("\n[[bulletin]]\nid = \"{id}\"\n{said}ref = \"No. {id}\"\n{covers}")
    });
    each.collect()
}

fn load(text: &str) -> Arc<Index> {
    let loaded = LoadedFile::read(text.as_bytes(), "made");
    let index = loaded.index.unwrap_or_else(|| panic!("{:?}", loaded.problems));
    assert!(index.scenario.left_out.is_empty(), "{:?}\n{text}", loaded.problems);
    index
}

fn find<'s>(scenario: &'s Scenario, id: &str) -> &'s Record {
    scenario.find(&Id::new(id).unwrap()).unwrap_or_else(|| panic!("no {id}"))
}

// ---------------------------------------------------------------------- the same written out

/// A word that rests on a bulletin, or says all itself: which bulletin, and which keys it says of
/// its own.
#[derive(Clone, Debug)]
struct Resting {
    bulletin: Option<usize>,
    own: [bool; 4],
    facts: u8,
}

/// A record with its accounts.
#[derive(Clone, Debug)]
struct Told {
    kind: u8,
    day: u32,
    words: Vec<Resting>,
}

fn resting() -> impl Strategy<Value = Resting> {
    let own = proptest::array::uniform4(proptest::bool::weighted(0.2));
    (proptest::option::weighted(0.8, 0..BULLETINS.len()), own, 0u8..4)
        .prop_map(|(bulletin, own, facts)| Resting { bulletin, own, facts })
}

fn told() -> impl Strategy<Value = Vec<Told>> {
    let words = proptest::collection::vec(resting(), 1..4);
    let record = (0u8..4, 3u32..11, words).prop_map(|(kind, day, words)| Told { kind, day, words });
    proptest::collection::vec(record, 1..9)
}

const OWN: [(&str, &str); 4] = [
    ("source", "source = \"mission\""),
    ("published", "published = 2021-02-10"),
    ("credibility", "credibility = 4"),
    ("citing", "citing = \"agency\""),
];

impl Resting {
    /// What it says of who speaks, `key = value` each; written out or by its bulletin.
    fn voice(&self, is_written_out: bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let said = |n: usize| self.own[n] || n == 0 && self.bulletin.is_none();
        lines.extend(OWN.iter().enumerate().filter(|(n, _)| said(*n)).map(|(_, it)| it.1.into()));
        let Some((id, of_bulletin)) = self.bulletin.map(|n| BULLETINS[n]) else { return lines };
        if !is_written_out {
            lines.push(format!("bulletin = \"{id}\""));
            return lines;
        }
        for line in of_bulletin.lines() {
            let key = line.split_once(" = ").unwrap().0;
            let is_own = OWN.iter().enumerate().any(|(n, (own, _))| *own == key && said(n));
            lines.extend((!is_own).then(|| line.to_owned()));
        }
        lines
    }

    fn facts(&self, kind: u8) -> Vec<String> {
        let line = match (kind, self.facts) {
            (0, n) => format!("killed = {n}"),
            (1, 0) => "outcome = \"completed\"".to_owned(),
            (1, _) => "outcome = \"cut-short\"".to_owned(),
            (2, n) => format!("count = {n}"),
            (_, n) => format!("what = \"It happened, {n}.\""),
        };
        vec![line]
    }
}

fn written(told: &[Told], is_written_out: bool) -> String {
    let record = |(n, it): (usize, &Told)| {
        let (table, more) = match it.kind {
            0 => ("attack", "kind = \"ied\"\nclause = \"cessation\"\nby = \"russia\"\n"),
            1 => ("patrol", "by = [\"russia\"]\n"),
            2 => ("tally", "of = \"violations\"\n"),
            _ => ("event", "kind = \"convoy\"\n"),
        };
        let [own, accounts @ ..] = it.words.as_slice() else { unreachable!("one at least") };
        let mut lines = own.facts(it.kind);
        lines.extend(own.voice(is_written_out));
        let account = |word: &Resting| {
            let keys = [word.voice(is_written_out), word.facts(it.kind)].concat();
            format!("  {{ {} }},\n", keys.join(", "))
        };
        let accounts: String = accounts.iter().map(account).collect();
        format!(
            "\n[[{table}]]\nid = \"r-{n}\"\ndate = 2021-02-{:02}\n{more}{}\naccount = [\n{accounts}]\n",
            it.day,
            lines.join("\n"),
        )
    };
    let records: String = told.iter().enumerate().map(record).collect();
    format!("{HEAD}{}{records}", bulletins())
}

/// A word wherever it stands, but for the bulletin that it names.
fn said(word: &Word) -> Vec<(Key, Value)> {
    let said = word.entries.iter().filter(|entry| entry.key != Key::Bulletin);
    said.map(|entry: &Entry| (entry.key, entry.value.clone())).collect()
}

fn boards(index: &Arc<Index>) -> Vec<Board> {
    let days = ["2021-02-07", "2021-02-09", "2021-02-12"].map(|day| day.parse().unwrap());
    let clocks = days.into_iter().flat_map(|as_of| {
        [Knowledge::Then, Knowledge::Hindsight].map(|knowledge| Clock { as_of, knowledge })
    });
    clocks.map(|clock| Board::new(index.clone(), clock, Query::default())).collect()
}

fn figures(board: &Board) -> Vec<(String, String)> {
    // What rests on a bulletin is counted of what names it.
    let is_of_bulletins = |name: &str| name.starts_with("resting-on");
    let figures = Register::new(board).all().into_iter();
    let figures = figures.filter(|figure| !is_of_bulletins(&figure.name()));
    figures.map(|figure| (figure.name(), figure.text())).collect()
}

/// The rows of a panel for scripts, but for what names a bulletin and where a record stands.
fn json(board: &Board, panel: Panel) -> Vec<Json> {
    fn bare(value: &mut Json) {
        match value {
            Json::Object(keys) => {
                ["bulletin", "line"].iter().for_each(|key| drop(keys.remove(*key)));
                keys.values_mut().for_each(bare);
            }
            Json::Array(values) => values.iter_mut().for_each(bare),
            _ => {}
        }
    }
    let mut rows = rows_json(board, panel, "made.toml");
    rows.iter_mut().for_each(bare);
    let is_of_bulletins =
        |row: &Json| row["figure"].as_str().is_some_and(|figure| figure.starts_with("resting-on"));
    rows.retain(|row| !is_of_bulletins(row));
    // Bulletins name what rests on them: that is what differs.
    if panel == Panel::Bulletins { Vec::new() } else { rows }
}

fn screen(text: &str, size: (u16, u16)) -> String {
    let place = vec![Place::Input(text.as_bytes().into())];
    let mut app = App::new(place, size, Theme::Terminal, Opening::default());
    let effects = app.start();
    headless::settle(&mut app, effects);
    render(&frame(&app), FrameFormat::Text, app.theme)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_rests_on_a_bulletin_is_the_same_written_out(told in told()) {
        let texts = [false, true].map(|is_written_out| written(&told, is_written_out));
        let [resting, out] = texts.each_ref().map(|text| load(text));
        for (a, b) in resting.scenario.records().iter().zip(out.scenario.records()) {
            prop_assert_eq!((a.table, &a.id), (b.table, &b.id));
            prop_assert_eq!(a.words.len(), b.words.len());
            for (a, b) in a.words.iter().zip(&b.words) {
                prop_assert_eq!(said(a), said(b));
                prop_assert_eq!((a.known(), a.withdrawn()), (b.known(), b.withdrawn()));
            }
        }
        for (a, b) in boards(&resting).iter().zip(boards(&out)) {
            for (n, record) in a.scenario().numbered() {
                prop_assert_eq!(a.visibility(n), b.visibility(n), "{}", record.id);
                prop_assert_eq!(a.contested(n), b.contested(n), "{}", record.id);
            }
            prop_assert_eq!(figures(a), figures(&b));
            for panel in Panel::ALL {
                prop_assert_eq!(json(a, panel), json(&b, panel), "{}", panel.name());
            }
        }
        let screens = texts.each_ref().map(|text| screen(text, (120, 40)));
        prop_assert_eq!(&screens[0], &screens[1]);
    }
}

// ---------------------------------------------------------------------- what is written

const ONE: &str = r#"
[[event]]   # the flight
id = "flight"
date = 2021-02-08
kind = "flight"
what = "A drone."
bulletin = "no-91" # by its number
account = [{ bulletin = "agency-9", what = "A plane." }]
"#;

fn one() -> String {
    format!("{HEAD}{}{ONE}", bulletins())
}

fn set(table: Table, id: &str, key: Key, value: Option<&str>) -> Edit {
    let record = Target { table, id: Id::new(id).unwrap() };
    Edit::SetKey { record, word: 0, key, value: value.map(str::to_owned) }
}

/// The text after an edit, which is undone and redone on the way.
#[track_caller]
fn edited(edit: Edit) -> String {
    let before = one();
    let edited = apply(&before, &[edit]).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(edited.patch.undo(&edited.text).as_deref(), Some(&*before));
    assert_eq!(edited.patch.redo(&before).as_deref(), Some(&*edited.text));
    edited.text
}

fn known(text: &str, word: usize) -> String {
    find(&load(text).scenario, "flight").words[word].known().unwrap().day.to_string()
}

#[test]
fn a_record_says_of_its_own_what_is_changed_in_it() {
    let text = edited(set(Table::Event, "flight", Key::Published, Some("2021-02-11")));
    let wanted = one().replace(
        "bulletin = \"no-91\" # by its number\n",
        "bulletin = \"no-91\" # by its number\npublished = 2021-02-11\n",
    );
    assert_eq!(text, wanted);
    assert_eq!((known(&text, 0).as_str(), known(&text, 1).as_str()), ("2021-02-11", "2021-02-09"));
    // And back again: it takes over what the bulletin says.
    let back = apply(&text, &[set(Table::Event, "flight", Key::Published, None)]).unwrap().text;
    assert_eq!(back, one());
}

#[test]
fn a_bulletin_that_is_changed_moves_all_that_rests_on_it() {
    let text = edited(set(Table::Bulletin, "no-91", Key::Published, Some("2021-02-20")));
    assert_eq!(text, one().replace("published = 2021-02-08\n", "published = 2021-02-20\n"));
    assert_eq!((known(&text, 0).as_str(), known(&text, 1).as_str()), ("2021-02-20", "2021-02-09"));
    let other = edited(set(Table::Event, "flight", Key::Bulletin, Some("\"agency-9\"")));
    assert_eq!(other, one().replace("bulletin = \"no-91\"", "bulletin = \"agency-9\""));
    assert_eq!(find(&load(&other).scenario, "flight").own().voice().unwrap().as_str(), "mission");
}

#[test]
fn nothing_loses_its_voice() {
    let refused = |edit: Edit| apply(&one(), &[edit]).unwrap_err().message.to_string();
    let record = Target { table: Table::Bulletin, id: Id::new("no-91").unwrap() };
    assert_eq!(refused(Edit::RemoveRecord { record }), "`flight` refers to `no-91`");
    let bare = set(Table::Event, "flight", Key::Bulletin, None);
    assert_eq!(refused(bare), "an event needs `source`");
    // What only the bulletin says of its source is nobody's reference but the bulletin's.
    let record = Target { table: Table::Source, id: Id::new("agency").unwrap() };
    assert_eq!(refused(Edit::RemoveRecord { record }), "`agency-9` refers to `agency`");
}

#[test]
fn a_bulletin_may_bear_the_id_of_another_record() {
    let text = format!(
        "{}\n[[event]]\nid = \"no-91\"\ndate = 2021-02-08\nkind = \"x\"\nwhat = \"x\"\nbulletin = \"no-91\"\n",
        one()
    );
    let index = load(&text);
    assert_eq!(find(&index.scenario, "no-91").table, Table::Event);
    let rests_on = index.scenario.bulletin_of(find(&index.scenario, "no-91").own()).unwrap();
    assert_eq!(index.scenario.record(rests_on).table, Table::Bulletin);
}

#[test]
fn a_value_that_cannot_be_read_is_not_taken_over() {
    let text = one().replace(
        "bulletin = \"no-91\" # by its number\n",
        "bulletin = \"no-91\"\npublished = \"soon\"\n",
    );
    let loaded = LoadedFile::read(text.as_bytes(), "made");
    let scenario = &loaded.index.unwrap().scenario;
    let own = find(scenario, "flight").own();
    assert!(own.unread().contains(&Key::Published) && own.get(Key::Published).is_none());
    assert_eq!(own.source().unwrap().as_str(), "mod");
}

// ---------------------------------------------------------------------- entering

/// Runs the program in a folder with the board of one record; exit code, output and text after.
fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.toml");
    fs::write(&path, one()).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .current_dir(folder.path())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let after = fs::read_to_string(&path).unwrap();
    let new = after.replacen(&one(), "", 1).trim().to_owned();
    (output.status.code().unwrap(), told.concat(), new)
}

#[test]
fn added_on_the_command_line_a_record_rests_on_the_bulletin() {
    let line = ["add", "board.toml", "--bulletin", "no-91", "--as-of", "2021-02-09"];
    let event = ["event", "8 feb", "kind", "flight", "what", "A second drone."];
    let (code, told, new) = run(&[&line[..], &event].concat(), "");
    assert_eq!(code, 0, "{told}");
    assert_eq!(
        new,
        "[[event]]\nid = \"event-2021-02-08\"\ndate = 2021-02-08\nkind = \"flight\"\n\
         what = \"A second drone.\"\nbulletin = \"no-91\""
    );
    // By its serial, in the line itself, and as JSON.
    let serial =
        ["add", "board.toml", "--bulletin", "No. agency-9", "8", "feb", "ied", "killed", "0"];
    assert!(run(&serial, "").2.ends_with("killed = 0\nbulletin = \"agency-9\""));
    let (_, told, new) = run(&["add", "board.toml", "8 feb ied no-91"], "");
    assert!(new.ends_with("kind = \"ied\"\nbulletin = \"no-91\""), "{told}");
    let json = r#"[{ "date": "2021-02-08", "kind": "ied" },
                   { "date": "2021-02-08", "kind": "rpg", "source": "agency" }]"#;
    let (_, told, new) =
        run(&["add", "board.toml", "attack", "--json", "--bulletin", "no-91"], json);
    assert!(new.contains("kind = \"ied\"\nbulletin = \"no-91\"\n"), "{told}");
    assert!(new.contains("kind = \"rpg\"\nsource = \"agency\"\npublished = "), "{new}");
    // Who is named speaks for himself.
    let (_, told, new) = run(&[&line[..], &["8", "feb", "ied", "src", "agency"]].concat(), "");
    assert!(new.contains("source = \"agency\"") && !new.contains("bulletin"), "{told}{new}");
    let (code, told, _) = run(&["add", "board.toml", "--bulletin", "no-19", "8", "feb", "ied"], "");
    assert_eq!(code, 1);
    assert!(told.contains("no bulletin is called `no-19`; did you mean `no-91`?"), "{told}");
}

#[test]
fn a_bulletin_of_five_records_is_written_down_by_add() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("board.toml"), HEAD).unwrap();
    let lines = [
        "bulletin id no-92 source mod published 2021-02-09 ref \"No. 92\" covers 2021-02-08",
        "--bulletin no-92 event 2021-02-08 kind flight what \"A drone over the line.\"",
        "--bulletin no-92 attack 2021-02-08 ied killed 0",
        "--bulletin no-92 patrol 2021-02-08 completed by russia",
        "--bulletin no-92 tally 2021-02-08 of violations count 0",
        "--bulletin no-92 event 2021-02-08 kind demining what \"A road was cleared.\"",
    ];
    for line in lines {
        let words = line.split('"').enumerate().flat_map(|(n, part)| match n % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .current_dir(folder.path())
            .args(["add", "board.toml"])
            .args(words)
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = fs::read_to_string(folder.path().join("board.toml")).unwrap();
    assert_eq!(text.matches("bulletin = \"no-92\"").count(), 5, "{text}");
    assert_eq!(text.matches("source = \"mod\"").count(), 1, "{text}");
}

/// A board on a file, so that it can be changed; it is there for as long as the folder is.
fn board(size: (u16, u16), keys: &str) -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.toml");
    fs::write(&path, one()).unwrap();
    let opening = Opening { today: "2021-02-14".parse().unwrap(), ..Opening::default() };
    let mut app = App::new(vec![Place::File(path)], size, Theme::Terminal, opening);
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, keys);
    (folder, app)
}

fn press(app: &mut App, keys: &str) {
    for chord in parse_keys(keys).unwrap() {
        let effects = update(app, Message::Key(chord.event()));
        headless::settle(app, effects);
    }
}

fn seen(app: &App) -> String {
    render(&frame(app), FrameFormat::Text, app.theme)
}

#[test]
fn on_the_board_a_bulletin_stays_chosen_until_it_is_left() {
    let (_folder, mut app) = board((120, 40), "t9 feb 2021<Enter>Bno-91<Enter>");
    assert!(seen(&app).contains("bulletin: No. no-91"), "{}", seen(&app));
    press(&mut app, "i8 feb ied killed 0");
    assert!(seen(&app).contains("bulletin: no-91"), "{}", seen(&app));
    press(&mut app, "<Enter>");
    press(&mut app, "ipatrol 8 feb 2021 completed<Enter>");
    let scenario = app.open_scenario().unwrap().index().unwrap().scenario.clone();
    let resting = |table: Table| {
        let own = scenario.table(table).last().unwrap().own();
        let written: Vec<Key> = own.written().map(|entry| entry.key).collect();
        assert!(written.contains(&Key::Bulletin) && !written.contains(&Key::Source), "{written:?}");
        own.known().unwrap().day.to_string()
    };
    assert_eq!(
        (resting(Table::Attack), resting(Table::Patrol)),
        ("2021-02-08".into(), "2021-02-08".into())
    );
    // A form begins with it, and it is left by an empty name.
    press(&mut app, "Ha");
    assert!(seen(&app).contains("no-91"), "{}", seen(&app));
    press(&mut app, "<Esc><Esc>B<C-u><Enter>");
    assert!(!seen(&app).contains("bulletin: No."), "{}", seen(&app));
    // One that is written here is chosen at once.
    press(&mut app, "ibulletin id no-93 source mod published 9 feb 2021 ref No.93<Enter>");
    assert!(seen(&app).contains("bulletin: No.93"), "{}", seen(&app));
}

// ---------------------------------------------------------------------- the panel and the detail

#[test]
fn the_panel_at_four_sizes() {
    for (width, height) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let (folder, app) = board((width, height), "t14 feb 2021<Enter>:bulletins<Enter>");
        insta::with_settings!({ omit_expression => true }, {
            let screen = seen(&app).replace(folder.path().to_str().unwrap(), "");
            insta::assert_snapshot!(format!("panel-{width}x{height}"), screen);
        });
    }
}

#[test]
fn the_detail_names_the_bulletin_and_leads_to_it() {
    let (_folder, mut app) = board((120, 40), "t14 feb 2021<Enter>H<Enter>");
    let detail = seen(&app);
    assert!(detail.contains("in No. no-91, line 38"), "{detail}");
    assert!(detail.contains("bulletin: "), "{detail}");
    press(&mut app, "j<Enter>");
    let bulletin = seen(&app);
    assert!(bulletin.contains("Ministry of Defence, No. no-91"), "{bulletin}");
    assert!(
        bulletin.contains("covers 7 Feb: reported of attacks, patrols, on the whole board"),
        "{bulletin}"
    );
    assert!(bulletin.contains("flight"), "its records: {bulletin}");
}

#[test]
fn filters_find_by_bulletin_serial_and_basis() {
    let text =
        one().replace("[{ bulletin = \"agency-9\"", "[{ bulletin = \"agency-9\", basis = \"uav\"");
    let index = load(&text);
    let found = |query: &str, table: Table| {
        let query = Query::parse(query, &index.scenario).unwrap();
        let clock = Clock::then("2021-02-14".parse().unwrap());
        Board::new(index.clone(), clock, query).shown_of(table).count()
    };
    for (query, events, bulletins) in [
        ("bulletin:no-91", 1, 1),
        ("bulletin:desk-10", 0, 1),
        ("ref:agency", 1, 1),
        ("\"no. no-91\"", 1, 1),
        ("basis:uav", 1, 0),
        ("basis:heard", 0, 0),
    ] {
        let told = (found(query, Table::Event), found(query, Table::Bulletin));
        assert_eq!(told, (events, bulletins), "{query}");
    }
    assert!(Query::parse("bulletin:no-9", &index.scenario).is_err());
}

#[test]
fn scripts_see_what_rests_on_a_bulletin() {
    let (_, told, _) = run(&["show", "bulletins", "--format", "json", "board.toml"], "");
    let bare: String = told.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(bare.contains("\"records\":[\"flight\"]"), "{told}");
    assert!(bare.contains("\"looked_for\":[\"attack\",\"patrol\"]"), "{told}");
    let (_, told, _) = run(&["show", "bulletins", "board.toml"], "");
    assert!(told.contains("No. no-91") && told.contains("Ministry of Defence"), "{told}");
    let (_, told, _) = run(&["why", "events", "board.toml"], "");
    assert!(told.contains("board.toml:64; in No. no-91, line 38"), "{told}");
}
