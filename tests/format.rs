//! What a valid file means: every table, every key and every form of a value is read, without a
//! problem, as the format's page says.

use std::{collections::BTreeSet, fs, path::PathBuf};

use sitboard::{
    board::LoadedFile,
    format::{self, Shape, TABLES},
    model::{Count, Id, Key, Record, Scenario, Severity, Table, Value, When},
};

fn data(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(data(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

fn valid(stem: &str) -> Scenario {
    let bytes = fs::read(data("tests/data/valid").join(stem).with_extension("toml")).unwrap();
    format::load(&bytes, stem).scenario.unwrap()
}

fn record<'a>(scenario: &'a Scenario, id: &str) -> &'a Record {
    scenario.find(&Id::new(id).unwrap()).unwrap_or_else(|| panic!("no {id}"))
}

/// Errors and warnings: notes are about the sources, and a valid file may have odd ones.
fn faults(loaded: &LoadedFile) -> Vec<String> {
    let faults = loaded.problems.iter().filter(|problem| problem.severity != Severity::Note);
    faults.map(|problem| problem.message.to_string()).collect()
}

#[test]
fn valid_files_have_no_problem_at_all() {
    for path in files("tests/data/valid") {
        let loaded = LoadedFile::read(&fs::read(&path).unwrap(), "file");
        assert_eq!(faults(&loaded), Vec::<String>::new(), "{}", path.display());
        assert!(loaded.index.unwrap().scenario.left_out.is_empty());
    }
}

/// A head, one source, and these records.
fn made(records: &str) -> format::Loaded {
    let head = "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n\
                [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n";
    format::load(format!("{head}{records}").as_bytes(), "made")
}

#[test]
fn incidents_and_attacks_are_one_list_in_file_order() {
    let record = |name: &str, id: &str| {
        format!("[[{name}]]\nid = \"{id}\"\ndate = 2024-12-01\nkind = \"ied\"\nsource = \"s\"\n")
    };
    let records = [record("incident", "c"), record("attack", "a"), record("incident", "b")];
    let loaded = made(&records.concat());
    assert_eq!(loaded.problems, []);
    let scenario = loaded.scenario.unwrap();
    let told = scenario.table(Table::Attack).iter();
    let told: Vec<_> = told.map(|record| (record.table_name, record.id.as_str())).collect();
    assert_eq!(told, [("incident", "c"), ("attack", "a"), ("incident", "b")]);
    assert_eq!(scenario.table_name(Table::Attack), Some("incident"));
}

#[test]
fn problems_speak_of_the_name_that_is_written() {
    let records = "[[incident]]\nid = \"a\"\ndate = 2024-12-01\nsource = \"s\"\n\
                   [[attack]]\nid = \"b\"\nkind = \"ied\"\nsource = \"s\"\n\
                   [[incident]]\nid = \"b\"\ndate = 2024-12-01\nkind = \"ied\"\nsource = \"s\"\nat_night = true\n\
                   [[incident]]\ndate = 2024-12-02\nkind = \"ied\"\non = \"a\"\nsource = \"s\"\n";
    let loaded = made(records);
    let told: Vec<&str> = loaded.problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(
        told,
        [
            "an incident needs `kind`",
            "an attack needs `date`",
            "the id `b` is taken already",
            "an incident has no key `at_night`",
            "this incident has no id; `incident-2024-12-02` was made up",
            "`a` is an incident, not an actor",
        ]
    );
    let hint = loaded.problems[2].hint.as_deref();
    assert_eq!(hint, Some("an attack has it in line 14"));
    let left_out = &loaded.scenario.unwrap().left_out;
    assert_eq!(left_out.to_string(), "1 attack, 1 incident");
}

#[test]
fn a_kind_of_ones_own_is_one_wherever_a_kind_may_stand() {
    let scenario = valid("lebanon-week");
    let kind = |id: &str| {
        let value = record(&scenario, id).get(Key::Kind).unwrap();
        let kind = value.kind().map(|kind| (kind.class().word(), kind.spoken().to_owned()));
        (value.word().map(str::to_owned), kind)
    };
    let curfew = ("activity", "Curfew announced".to_owned());
    assert_eq!(kind("curfew-27"), (Some("curfew".to_owned()), Some(curfew)));
    assert_eq!(kind("march-1").1.map(|(class, _)| class), Some("other"));
    assert_eq!(kind("overflight-28").1.map(|(class, _)| class), Some("activity"));
    assert_eq!(scenario.find(&Id::new("curfew").unwrap()), None, "its namespace is its own");
    assert!(scenario.kind(&Id::new("curfew").unwrap()).is_some());
}

#[test]
fn the_scenarios_of_the_program_have_no_error_and_no_warning() {
    for path in files("scenarios") {
        let loaded = LoadedFile::read(&fs::read(&path).unwrap(), "file");
        assert_eq!(loaded.faults(), 0, "{}: {:?}", path.display(), loaded.problems);
        assert_eq!(loaded.count(Severity::Error), 0);
    }
}

/// Written before the board was, beside the format's page: a file that loads today loads for ever.
#[test]
fn the_first_example_of_the_format_still_loads_whole() {
    for path in files("tests/data/examples") {
        let loaded = LoadedFile::read(&fs::read(&path).unwrap(), "file");
        assert_eq!(loaded.count(Severity::Error), 0, "{}: {:?}", path.display(), loaded.problems);
        assert!(loaded.index.unwrap().scenario.left_out.is_empty());
    }
}

/// A key that the declaration has, but that nothing reads, would be swallowed in silence.
#[test]
fn every_key_of_every_table_is_read_from_some_valid_file() {
    let scenarios: Vec<Scenario> = files("tests/data/valid")
        .iter()
        .map(|path| format::load(&fs::read(path).unwrap(), "file").scenario.unwrap())
        .collect();
    let records = || scenarios.iter().flat_map(Scenario::records);
    for form in TABLES.iter().filter(|form| form.table != Table::Scenario) {
        for field in form.fields() {
            let read = |record: &&Record| match field.shape {
                Shape::Accounts => !record.accounts().is_empty(),
                Shape::Nested(inner) => records()
                    .any(|part| part.table == inner && part.parent.as_ref() == Some(&record.id)),
                _ => record.words.iter().any(|word| word.get(field.key).is_some()),
            };
            // The keys that all words share are read by one and the same code.
            let shared = format::COMMON.iter().any(|common| common.key == field.key);
            let mut fitting = records().filter(|record| {
                shared && form.voiced == format::Voiced::WithAccounts || record.table == form.table
            });
            assert!(
                fitting.any(|record| read(&record)),
                "no valid file has `{}` in `{}`",
                field.key.name(),
                form.table.name()
            );
        }
    }
}

#[test]
fn the_scenario_table_is_read() {
    let header = valid("every-key").header;
    assert_eq!(header.id.as_str(), "every-key");
    assert_eq!(&*header.title, "Every key");
    assert!(header.summary.is_some());
    assert_eq!((&*header.timezone, header.day_ends), ("Asia/Damascus", 19 * 60 + 30));
    assert_eq!(header.open_at.unwrap().day().unwrap().to_string(), "2020-08-14");
    assert_eq!(&**header.handling.as_ref().unwrap(), "TLP:CLEAR");
    assert_eq!(&**header.issued_by.as_ref().unwrap(), "The desk of the mission");
    assert_eq!(&**header.contact.as_ref().unwrap(), "desk@example.org");
    let least = valid("minimal").header;
    assert_eq!((&*least.timezone, least.day_ends, least.open_at), ("UTC", 24 * 60, None));
    assert_eq!((least.issued_by, least.contact), (None, None));
}

fn span(when: &When) -> String {
    let end = |day: Option<sitboard::model::Day>| day.map_or("…".into(), |day| day.to_string());
    format!("{} {}", end(when.earliest), end(when.latest))
}

#[test]
fn dates_are_intervals_of_local_reporting_days() {
    let scenario = valid("dates");
    for (id, meaning) in [
        ("day", "2020-07-14 2020-07-14"),
        ("local", "2020-07-14 2020-07-14"),
        ("space", "2020-07-14 2020-07-14"),
        ("minutes", "2020-07-14 2020-07-14"),
        ("at-cut-off", "2020-07-14 2020-07-14"),
        ("past-cut-off", "2020-07-15 2020-07-15"),
        ("late", "2020-07-15 2020-07-15"),
        ("offset", "2020-07-14 2020-07-14"),
        ("zulu", "2020-07-15 2020-07-15"), // 01:30 of the 15th in Damascus
        ("far-offset", "2020-07-13 2020-07-13"), // 13:30 of the 13th in Damascus
        ("month", "2020-06-01 2020-06-30"),
        ("leap", "2020-02-01 2020-02-29"),
        ("year", "2020-01-01 2020-12-31"),
        ("span", "2020-08-07 2020-08-13"),
        ("vague-span", "2020-06-01 2020-08-31"),
        ("before", "… 2020-08-13"),
        ("after", "2020-03-06 …"),
        ("before-month", "… 2020-07-31"),
        ("after-month", "2020-03-01 …"),
        ("worded", "2020-06-10 2020-06-10"),
        ("worded-span", "2020-06-01 2020-06-10"),
        ("worded-open", "… 2020-06-09"),
        ("first", "1900-01-01 1900-01-01"),
        ("last", "2200-12-31 2200-12-31"),
    ] {
        assert_eq!(span(record(&scenario, id).date().unwrap()), meaning, "{id}");
    }
}

#[test]
fn dates_are_printed_as_they_were_written() {
    let scenario = valid("dates");
    for (id, printed) in [
        ("day", "2020-07-14"),
        ("local", "2020-07-14T08:50:00"),
        ("offset", "2020-07-14T08:50:00+03:00"),
        ("month", "2020-06"),
        ("span", "{ from = 2020-08-07, to = 2020-08-13 }"),
        ("worded", "Thursday 10 June"),
        ("worded-open", "some time ago"),
    ] {
        assert_eq!(record(&scenario, id).date().unwrap().to_string(), printed, "{id}");
    }
}

#[test]
fn counts_are_estimates_in_the_authors_words() {
    let scenario = valid("counts");
    let some = Some;
    for (id, low, best, high, printed) in [
        ("zero", some(0), some(0), some(0), "0"),
        ("three", some(3), some(3), some(3), "3"),
        ("grouped", some(1000), some(1000), some(1000), "1_000"),
        ("plus", some(7), some(7), some(7), "+7"),
        ("hex", some(31), some(31), some(31), "0x1F"),
        ("several", some(2), None, None, "several"),
        ("dozens", some(24), None, None, "dozens"),
        ("hundreds", some(200), None, None, "hundreds"),
        ("about", None, some(1_000_000), None, "about 1000000"),
        ("around", None, some(50), None, "around 50"),
        ("approximately", None, some(50), None, "approximately 50"),
        ("some", None, some(50), None, "some 50"),
        ("nearly", None, some(1_000_000), some(1_000_000), "nearly 1,000,000"),
        ("almost", None, some(1_000_000), some(1_000_000), "Almost 1 million"),
        // Strict bounds leave the named number out; the others hold it.
        ("more", some(200_001), None, None, "more than 200,000"),
        ("over", some(10), None, None, "over 9"),
        ("least", some(5), None, None, "at least 5"),
        ("no-fewer", some(5), None, None, "no fewer than 5"),
        ("no-less", some(5), None, None, "no less than 5"),
        ("fewer", None, None, some(49), "fewer than 50"),
        ("less", None, None, some(49), "less than 50"),
        ("under", None, None, some(49), "under 50"),
        ("up-to", None, None, some(9), "up to 9"),
        ("most", None, None, some(9), "at most 9"),
        ("no-more", None, None, some(9), "no more than 9"),
        ("range", some(2), None, some(5), "2-5"),
        ("en-dash", some(2), None, some(5), "2 – 5"),
        ("millions", some(2_000_000), None, some(5_000_000), "2-5 million"),
        ("none", some(0), None, None, "none reported"),
        ("not-known", None, None, None, "unknown"),
        ("quoted", some(12), some(12), some(12), "12"),
        ("thousand", some(3000), some(3000), some(3000), "3 thousand"),
        ("spaced", some(1_000_000), some(1_000_000), some(1_000_000), "1 000 000"),
        ("estimate", some(2), some(4), some(5), "four or so"),
        ("numbers", some(2), some(4), some(5), "4 (2–5)"),
        ("two-ends", some(2), None, some(5), "2–5"),
        ("low-end", some(2), None, None, "at least 2"),
        ("words-only", None, None, None, "a great many"),
        (
            "largest",
            some(1_000_000_000_000),
            some(1_000_000_000_000),
            some(1_000_000_000_000),
            "1000000000000",
        ),
    ] {
        let count: &Count = record(&scenario, id).count(Key::Count).unwrap();
        assert_eq!((count.low, count.best, count.high), (low, best, high), "{id}");
        assert_eq!(count.to_string(), printed, "{id}");
    }
}

/// The middle of a square is the point, and its size how far that may be off.
#[test]
fn points_are_read_as_squares_of_the_grid() {
    let scenario = valid("places");
    for (id, square, lat, lon, km) in [
        ("trumba", "37S BV", 35.6622, 36.2382, 100.0),
        ("nayrab", "37S BV 8 6", 35.8056, 36.6205, 10.0),
        ("ariha", "37S BV 84 65", 35.8100, 36.6149, 1.0),
        ("saraqib", "37S BV 841 659", 35.8140, 36.6109, 0.1),
        ("shots", "37S BV 8412 6597", 35.8142, 36.6106, 2.0),
    ] {
        let Some(Value::Point(point)) = record(&scenario, id).get(Key::At) else { panic!("{id}") };
        let read = format!("{:.4} {:.4}", point.lat, point.lon);
        assert_eq!(read, format!("{lat:.4} {lon:.4}"), "{id}");
        assert_eq!(point.precision_km, Some(km), "{id}");
        assert_eq!(point.grid.map(|square| square.to_string()).as_deref(), Some(square), "{id}");
    }
}

#[test]
fn values_of_every_other_shape_are_read() {
    let scenario = valid("every-key");
    let attack = record(&scenario, "ied-1");
    assert_eq!(attack.date().unwrap().moment.unwrap().to_string(), "2020-07-14 08:50:00");
    let Some(Value::Counts(injured)) = attack.get(Key::Injured) else { panic!("no counts") };
    let names: Vec<&str> = injured.parts.iter().map(|part| &*part.name).collect();
    assert_eq!(names, ["russia", "civilians", "combatants", "others", "total"]);
    assert_eq!(injured.total().unwrap().low, Some(6));
    assert_eq!(attack.count(Key::Killed).unwrap().high, Some(0), "an explicit zero");
    assert_eq!(attack.accounts().len(), 1);
    assert_eq!(attack.accounts()[0].source().unwrap().as_str(), "desk");
    assert_eq!(attack.own().voice().unwrap().as_str(), "agency", "the one that is cited");

    let Some(Value::Point(point)) = record(&scenario, "ariha").get(Key::At) else { panic!() };
    assert_eq!((point.lat, point.lon, point.precision_km), (35.8123, 36.611, Some(5.0)));
    let Some(Value::Path(path)) = record(&scenario, "line").get(Key::Path) else { panic!() };
    assert_eq!((path.len(), path[1].lon), (2, 38.0));
    assert_eq!(&*record(&scenario, "m4").number(Key::LengthKm).unwrap().written, "70.5");

    let sides = |id| match record(&scenario, id).get(Key::Corridor) {
        Some(Value::Corridor(corridor)) => corridor.sides.clone(),
        _ => panic!("{id} has no corridor"),
    };
    assert_eq!(sides("corridor"), [("north", 6.0), ("south", 6.5)]);
    assert_eq!(sides("zone"), [("east", 15.0), ("west", 15.0)]);
    assert_eq!(sides("belt"), [("both", 2.0)]);

    let Some(Value::Counts(places)) = record(&scenario, "bulletin").get(Key::ByPlace) else {
        panic!("no counts by place")
    };
    let bounds: Vec<u64> = places.parts.iter().map(|part| part.bounds().low).collect();
    assert_eq!(bounds, [112, 676], "a place's own total, not the sum of its kinds");
    let ids = |id, key| -> Vec<String> {
        record(&scenario, id).ids_of(key).iter().map(ToString::to_string).collect()
    };
    assert_eq!(ids("patrol-1", Key::By), ["russia", "unknown"]);
    assert_eq!(ids("ied-1", Key::By), ["unknown"], "one id is a list of one");
    assert_eq!(ids("said", Key::About), ["patrols", "patrol-1"]);
    assert_eq!(record(&scenario, "corridor").parent.as_ref().unwrap().as_str(), "protocol");
    assert_eq!(scenario.table(Table::Tie)[0].parent.as_ref().unwrap().as_str(), "russia");
}

#[test]
fn the_same_things_in_other_toml_are_the_same() {
    let scenario = valid("shapes");
    assert_eq!(
        (scenario.header.id.as_str(), &*scenario.header.title),
        ("shapes", "shapes in other words")
    );
    let attack = record(&scenario, "shots");
    assert_eq!(attack.accounts().len(), 2);
    assert_eq!(attack.accounts()[1].voice().unwrap().as_str(), "monitor");
    let Some(Value::Counts(killed)) = attack.get(Key::Killed) else { panic!("no counts") };
    assert_eq!(killed.parts.len(), 2);
    assert_eq!(&**attack.text(Key::Damage).unwrap(), "Two houses and a well.");
    assert!(attack.get(Key::At).is_some());
    assert_eq!(record(&scenario, "more-shots").get(Key::By), Some(&Value::Ids(vec![])));
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let bytes = fs::read(data("tests/data/valid/line-ends.toml")).unwrap();
    assert!(bytes.starts_with("\u{feff}".as_bytes()) && bytes.windows(2).any(|w| w == b"\r\n"));
    let text = String::from_utf8(bytes.clone()).unwrap();
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (with, without) = (format::load(&bytes, "file"), format::load(plain.as_bytes(), "file"));
    assert_eq!(with.scenario, without.scenario);
}

#[test]
fn a_table_alone_needs_no_more_than_its_required_keys() {
    for form in TABLES.iter().filter(|form| form.is_list()) {
        let written = |key: Key, shape: Shape| -> String {
            match shape {
                Shape::Id => "\"it\"".into(),
                Shape::When => "2020-07-14".into(),
                Shape::Count | Shape::CountByActor | Shape::CountOfWhich => "3".into(),
                Shape::Term(words) | Shape::TermOrKind(words, _) => {
                    format!("\"{}\"", words.words[0].0)
                }
                Shape::Integer(least, _) => least.to_string(),
                Shape::Reference(_, also) if key != Key::Source => format!("\"{}\"", also[0]),
                Shape::Reference(..) => "\"desk\"".into(),
                _ if key == Key::Counts => "\"attack\"".into(),
                _ => "\"text\"".into(),
            }
        };
        let mut text = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n".to_owned();
        let amended = form.table == Table::Amendment;
        if amended {
            text.push_str("[[actor]]\nid = \"party\"\nname = \"Party\"\nkind = \"state\"\n");
            text.push_str("[[agreement]]\nid = \"signed\"\nname = \"It\"\nsigned = 2020-07-01\n");
            text.push_str("parties = [\"party\"]\nsource = \"desk\"\n");
        }
        text.push_str(&format!("[[{}]]\n", form.table.name()));
        let mut keys = BTreeSet::new();
        for field in form.fields().filter(|field| field.required || field.key == Key::Id) {
            let value = match (form.table, field.key) {
                (Table::Status, Key::Is) => "\"running\"".into(),
                (Table::Amendment, Key::Of) => "\"signed\"".into(),
                _ => written(field.key, field.shape),
            };
            keys.insert(field.key);
            text.push_str(&format!("{} = {value}\n", field.key.name()));
        }
        if form.table == Table::Story {
            text.push_str("step = [{ title = \"T\", text = \"T\" }]\n");
        }
        if form.table == Table::Route {
            text.push_str("path = [[48.0, 37.5], [48.5, 38.0]]\n");
        }
        if form.table == Table::Zone {
            text.push_str("ring = [[48.0, 37.5], [48.5, 38.0], [48.0, 38.0]]\n");
        }
        if amended {
            text.push_str("until = 2020-08-01\n");
        }
        let loaded = LoadedFile::read(text.as_bytes(), "file");
        assert_eq!(faults(&loaded), Vec::<String>::new(), "{text}");
        let records = match form.table {
            Table::Amendment => 3,
            Table::Story => 2,
            _ => 1,
        };
        assert_eq!(loaded.index.unwrap().scenario.records().len(), records, "{text}");
    }
}
