//! What leaves the board: tables, workbooks, maps and pages, each read by a reader of its format; and
//! what may not be published, which is in none of them.

use std::{
    collections::BTreeSet,
    fs,
    io::Cursor,
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;
use sitboard::panel::Panel;

const IDLIB: &str = "scenarios/idlib-2020.toml";

struct Answer {
    code: i32,
    out: Vec<u8>,
    said: String,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }
}

fn answer(arguments: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("XDG_STATE_HOME", std::env::temp_dir().join("sitboard-leaving-state"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    Answer { code: output.status.code().unwrap(), out: output.stdout, said }
}

fn told(arguments: &[&str]) -> Answer {
    let answer = answer(arguments);
    assert_eq!(answer.code, 0, "{arguments:?}: {}", answer.said);
    answer
}

/// Whether a program is installed; where it is not, a test says what it did not look at.
fn is_there(program: &str) -> bool {
    let found = std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    });
    if !found {
        eprintln!("not looked at: {program} is not there");
    }
    found
}

// ---------------------------------------------------------------------- tables

fn csv_rows(text: &str, between: u8) -> (Vec<String>, Vec<csv::StringRecord>) {
    let mut reader = csv::ReaderBuilder::new().delimiter(between).from_reader(text.as_bytes());
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (head, reader.records().collect::<Result<_, _>>().unwrap())
}

#[test]
fn a_table_says_what_the_board_does_and_keeps_apart_what_is_vague() {
    let text = told(&["show", "attacks", "--format", "csv", IDLIB]).text();
    let (head, rows) = csv_rows(&text, b',');
    let json: Vec<Json> =
        serde_json::from_str(&told(&["show", "attacks", "--format", "json", IDLIB]).text())
            .unwrap();
    assert_eq!(rows.len(), json.len());
    let at = |name: &str| head.iter().position(|column| column == name).expect(name);
    let row = rows.iter().find(|row| &row[at("id")] == "ied-14jul").unwrap();
    let cell = |name: &str| row[at(name)].to_owned();
    assert_eq!((cell("date_from"), cell("date_to")), ("2020-07-14".into(), "2020-07-14".into()));
    assert_eq!((cell("latitude"), cell("longitude")), ("35.812335".into(), "36.610978".into()));
    assert_eq!((cell("killed_from"), cell("killed_to")), ("0".into(), "0".into()));
    // Nobody says how many at most.
    assert_eq!((cell("injured_from"), cell("injured_to")), ("5".into(), String::new()));
    assert_eq!(cell("injured"), "Russia 3, Turkey several");
    assert_eq!((cell("grade"), cell("contested")), ("B2".into(), "kind".into()));
    assert_eq!(cell("handling"), "TLP:CLEAR");
    assert!(cell("file").starts_with("scenarios/idlib-2020.toml:"), "{}", cell("file"));
    assert!(cell("url").starts_with("https://"), "{}", cell("url"));
    let vague = rows.iter().find(|row| &row[at("id")] == "strikes-akrad").unwrap();
    assert_eq!(&vague[at("date")], "last week (3–13 Aug)");
    assert_eq!((&vague[at("date_from")], &vague[at("date_to")]), ("2020-08-03", "2020-08-13"));
    assert_eq!(&vague[at("latitude")], "", "only where a point is said");
    let tabs = told(&["show", "attacks", "--format", "tsv", IDLIB]).text();
    assert_eq!(csv_rows(&tabs, b'\t'), (head, rows));
}

#[test]
fn every_panel_is_a_table_in_every_form() {
    for panel in Panel::ALL {
        let name = panel.name();
        let text = told(&["show", name, "--format", "csv", IDLIB]).text();
        if !text.is_empty() {
            let (head, rows) = csv_rows(&text, b',');
            let names: BTreeSet<&String> = head.iter().collect();
            assert_eq!(names.len(), head.len(), "{name}: {head:?}");
            assert!(rows.iter().all(|row| row.len() == head.len()), "{name}");
        }
        let table = told(&["show", name, "--format", "md", IDLIB]).text();
        let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        assert!(lines.iter().all(|line| cells(line) == cells(lines[0])), "{name}: {table}");
    }
    let refused = answer(&["show", "overview", "--format", "csv", IDLIB]);
    assert_eq!((refused.code, refused.out.len()), (2, 0));
    assert!(refused.said.contains("the overview has no rows"), "{}", refused.said);
}

fn workbook(arguments: &[&str]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(told(arguments).out)).unwrap()
}

#[test]
fn a_workbook_has_a_sheet_for_each_table_and_says_what_it_is_of() {
    let arguments = ["export", "--format", "xlsx", "--filter", "since:2020-03-01", IDLIB];
    let mut book = workbook(&arguments);
    let names = book.sheet_names();
    for name in ["About", "patrols", "attacks", "sources", "places", "agreements"] {
        assert!(names.iter().any(|sheet| sheet == name), "{names:?}");
    }
    let about = book.worksheet_range("About").unwrap();
    let about: Vec<(String, String)> =
        about.rows().map(|row| (row[0].to_string(), row[1].to_string())).collect();
    for (what, text) in [
        ("Scenario", "Idlib: joint patrols on the M4 (idlib-2020)"),
        ("Day", "Fri 14 Aug 2020"),
        ("Clock", "known then"),
        ("Filter", "since:2020-03-01"),
        ("Handling", "TLP:CLEAR"),
    ] {
        assert!(about.contains(&(what.into(), text.into())), "{what}: {about:?}");
    }
    let sheet = book.worksheet_range("attacks").unwrap();
    let head: Vec<String> = sheet.rows().next().unwrap().iter().map(Data::to_string).collect();
    let at = |name: &str| head.iter().position(|column| column == name).expect(name);
    let row = sheet.rows().find(|row| row[at("id")] == "ied-14jul").unwrap();
    let Data::DateTime(day) = &row[at("date_from")] else { panic!("{row:?}") };
    assert_eq!(day.to_ymd_hms_milli(), (2020, 7, 14, 0, 0, 0, 0));
    assert_eq!(row[at("latitude")], Data::Float(35.812335));
    assert_eq!(row[at("injured_from")], Data::Float(5.0));
    for name in &names {
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
    // A head that stays in sight, and the same bytes again.
    let bytes = told(&arguments).out;
    assert_eq!(bytes, told(&arguments).out);
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(
        &mut parts.by_name("xl/worksheets/sheet2.xml").unwrap(),
        &mut xml,
    )
    .unwrap();
    assert!(xml.contains("state=\"frozen\"") && xml.contains("<cols>"), "{}", &xml[..400]);
}

// ---------------------------------------------------------------------- maps

fn exported(format: &str, folder: &Path, more: &[&str]) -> PathBuf {
    let path = folder.join(format!("board.{format}"));
    fs::write(&path, told(&[&["export", "--format", format], more].concat()).out).unwrap();
    path
}

#[test]
fn globes_read_what_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let path = exported("kml", folder.path(), &[IDLIB]);
    let text = fs::read_to_string(&path).unwrap();
    let kml = roxmltree::Document::parse(&text).unwrap();
    let of = |name: &str| {
        kml.descendants()
            .filter(|node| node.has_tag_name(("http://www.opengis.net/kml/2.2", name)))
            .count()
    };
    assert!(of("Point") > 3 && of("LineString") > 3 && of("Polygon") > 0, "{text}");
    let geojson = fs::read_to_string(exported("geojson", folder.path(), &[IDLIB])).unwrap();
    let geojson: Json = serde_json::from_str(&geojson).unwrap();
    assert_eq!(of("Placemark"), geojson["features"].as_array().unwrap().len());
    // The schema has the parts of a placemark in one order.
    for mark in kml.descendants().filter(|node| node.tag_name().name() == "Placemark") {
        let order = ["name", "description", "TimeSpan", "ExtendedData"];
        let parts: Vec<&str> = mark
            .children()
            .filter(|node| node.is_element())
            .map(|node| node.tag_name().name())
            .collect();
        let places = parts.iter().map(|part| order.iter().position(|it| it == part).unwrap_or(9));
        assert!(places.is_sorted(), "{parts:?}");
    }
    if is_there("ogrinfo") {
        let read = Command::new("ogrinfo").args(["-al", "-ro"]).arg(&path).output().unwrap();
        let read = String::from_utf8(read.stdout).unwrap();
        assert!(
            read.contains("Feature Count: 49") && read.contains("POINT Z")
                || read.contains("POINT ("),
            "{read}"
        );
        assert!(read.contains("LINESTRING") && read.contains("POLYGON"), "{read}");
    }
}

#[test]
fn receivers_read_what_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let path = exported("gpx", folder.path(), &[IDLIB]);
    let text = fs::read_to_string(&path).unwrap();
    let gpx = roxmltree::Document::parse(&text).unwrap();
    let parts: Vec<&str> = gpx
        .root_element()
        .children()
        .filter(|node| node.is_element())
        .map(|node| node.tag_name().name())
        .collect();
    let order = ["metadata", "wpt", "rte", "trk"];
    assert!(parts.iter().map(|part| order.iter().position(|it| it == part)).is_sorted());
    let inner = ["name", "desc", "src", "link", "type", "trkseg"];
    for node in gpx.descendants().filter(|node| ["wpt", "trk"].contains(&node.tag_name().name())) {
        let parts = node.children().filter(|node| node.is_element());
        let places: Vec<Option<usize>> =
            parts.map(|part| inner.iter().position(|it| *it == part.tag_name().name())).collect();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
    }
    // Our own reader, as of a track beside a scenario.
    let read = sitboard::board::track::TrackFile::read(text.as_bytes());
    assert!(read.is_ok(), "{read:?}");
    for (program, arguments) in [
        ("ogrinfo", &["-al", "-so", "-ro"][..]),
        ("gpsbabel", &["-i", "gpx", "-o", "unicsv", "-F", "-", "-f"]),
    ] {
        if is_there(program) {
            let read = Command::new(program).args(arguments).arg(&path).output().unwrap();
            assert!(read.status.success(), "{program}: {}", String::from_utf8_lossy(&read.stderr));
            assert!(!read.stdout.is_empty(), "{program}");
        }
    }
}

#[test]
fn a_feature_tells_tolls_voices_and_grade() {
    let text = told(&["export", IDLIB]).text();
    let collection: Json = serde_json::from_str(&text).unwrap();
    let features = collection["features"].as_array().unwrap();
    let ied = &features.iter().find(|feature| feature["id"] == "ied-14jul").unwrap()["properties"];
    assert_eq!((&ied["killed"]["from"], &ied["killed"]["to"]), (&0.into(), &0.into()));
    assert_eq!(ied["injured"]["from"], 5);
    assert!(ied["injured"]["to"].is_null());
    assert_eq!(ied["injured"]["words"], "Russia 3, Turkey several");
    assert_eq!((&ied["grade"], &ied["contested"][0]), (&"B2".into(), &"kind".into()));
    let voices = ied["voices"].as_array().unwrap();
    assert_eq!(voices[0]["voice"], "mod-russia");
    assert!(voices.len() > 3 && voices[3]["grade"] == "E4", "{voices:?}");
}

// ---------------------------------------------------------------------- what may be published

const PUBLISHED: &str = r#"format = 1
[scenario]
id = "open"
title = "Patrols near Qabasin"
timezone = "UTC"
open_at = 2024-01-09
handling = "TLP:CLEAR"

[[source]]
id = "monitor"
name = "The Monitor"
kind = "monitor"

[[source]]
id = "abu-zahra"
name = "Abu Zahra"
kind = "analyst"
mask = true
url = "https://abu-zahra.example/"

[[actor]]
id = "lions-of-north"
name = "Lions of the North"
short = "LotN"
aliases = ["Usud al-Shamal"]
kind = "armed-group"
mask = true

[[place]]
id = "qabasin"
name = "Qabasin"
mask = true
at = { lat = 36.43217, lon = 37.56789, precision_km = 1 }

[[place]]
id = "ridge"
name = "The ridge"
at = { lat = 35.81234, lon = 36.61098, precision_km = 5 }

[[place]]
id = "ford"
name = "The ford"
at = { lat = 35.7, lon = 36.3, precision_km = 5 }

[[route]]
id = "road"
name = "The road"
through = ["ford", "ridge"]

[[patrol]]
id = "patrol-qabasin-1"
date = 2024-01-03
outcome = "completed"
route = "road"
from = "ford"
to = "ridge"
source = "monitor"
published = 2024-01-03

[[attack]]
id = "shelling-qabasin"
date = 2024-01-05
kind = "shelling"
by = "lions-of-north"
place = "ridge"
killed = { lions-of-north = 2, civilians = 1 }
damage = "A post of the lions of the north near QABASIN"
note = "DESKONLY of the desk"
verify = "DESKONLY to be checked"
owner = "DESKONLY owner"
url = "https://example.org/news/lions-of-the-north-shell"
source = "abu-zahra"
published = 2024-01-05
evidence = [{ file = "evidence/DESKONLY.jpg", sha256 = "1111111111111111111111111111111111111111111111111111111111111111", kind = "photo", by = "DESKONLY maker" }]

[[attack]]
id = "exact"
date = 2024-01-06
kind = "ied"
at = { lat = 35.912345, lon = 36.498765, precision_km = 5 }
source = "monitor"
published = 2024-01-06

[[attack]]
id = "kept"
date = 2024-01-07
kind = "ied"
damage = "KEPTBACK for some"
handling = "TLP:AMBER"
source = "monitor"
published = 2024-01-07

[[attack]]
id = "community"
date = 2024-01-07
kind = "ied"
damage = "KEPTBACK for the community"
handling = "TLP:GREEN"
source = "monitor"
published = 2024-01-07

[[statement]]
id = "said"
date = 2024-01-08
speaker = "lions-of-north"
kind = "claim"
says = "LotN (Usud al-Shamal) holds Qabasin, says Abu Zahra"
source = "monitor"
published = 2024-01-08

[[indicator]]
name = "Attacks by the Lions of the North"
counts = "attack by:lions-of-north"
window_days = 7
watch = 1
alarm = 3

[[story]]
id = "told"
title = "How the Lions of the North came to Qabasin"

[[story.step]]
title = "Usud al-Shamal"
text = """
Abu Zahra tells of the lions of the north.

A second paragraph on LotN."""
panel = "attacks"
filter = "by:lions-of-north"
selected = "shelling-qabasin"

[[story.step]]
title = "Without Abu Zahra"
text = "As if he had not spoken."
panel = "statements"
without = "abu-zahra"

[[story.step]]
title = "What some may know"
text = "KEPTBACK: it shows what is kept."
panel = "attacks"
selected = "kept"

[[story]]
id = "closed-story"
title = "KEPTBACK"
handling = "TLP:AMBER"
step = [{ title = "KEPTBACK", text = "KEPTBACK" }]

[[feed]]
id = "rows"
kind = "csv"
path = "rows.csv"
as = "attacks"
licence = "CC-BY-4.0"

[[feed]]
id = "closed"
kind = "csv"
path = "closed.csv"
as = "attacks"
"#;

const ROWS: &str =
    "date,kind,place,lat,lon,killed\n2024-01-04,shelling,Open field,35.123456,36.654321,2\n";
const CLOSED: &str =
    "date,kind,place,lat,lon,killed\n2024-01-04,KEPTBACK,Closed field,35.5,36.5,2\n";

/// What none of it may hold: masked names in any case, more digits than the precision bears, what is
/// marked, the desk's remarks.
const FORBIDDEN: [&str; 19] = [
    "qabasin",
    "lions of the north",
    "lions-of",
    "lotn",
    "usud",
    "abu zahra",
    "abu-zahra",
    "36.43",
    "37.56",
    "35.81",
    "36.61",
    "35.91",
    "36.49",
    "35.12345",
    "36.65432",
    "keptback",
    "deskonly",
    "closed field",
    "11111111",
];

fn published(folder: &Path) -> String {
    fs::write(folder.join("rows.csv"), ROWS).unwrap();
    fs::write(folder.join("closed.csv"), CLOSED).unwrap();
    let path = folder.join("open.toml");
    fs::write(&path, PUBLISHED).unwrap();
    path.to_str().unwrap().to_owned()
}

fn ways_out() -> Vec<Vec<&'static str>> {
    let mut ways: Vec<Vec<&str>> = Vec::new();
    for format in ["geojson", "kml", "gpx", "csv", "xlsx"] {
        ways.push(vec!["export", "--format", format]);
    }
    for panel in Panel::ALL {
        for format in ["text", "json", "csv", "md", "tsv"] {
            ways.push(vec!["show", panel.name(), "--format", format]);
        }
    }
    for format in ["text", "json"] {
        ways.push(vec!["show", "overview", "--format", format]);
    }
    for format in ["md", "text", "html"] {
        ways.push(vec!["report", "--format", format]);
        ways.push(vec!["report", "--appendix", "--since", "2024-01-01", "--format", format]);
    }
    for format in ["md", "text", "html"] {
        ways.push(vec!["story", "--story", "told", "--format", format]);
    }
    for part in ["map", "corridor", "strip", "chart", "timeline"] {
        ways.push(vec!["render", "--format", "svg", "--panel", part]);
    }
    for keys in ["", "2<Enter>", "1<Enter>"] {
        for format in ["text", "cast"] {
            ways.push(vec!["render", "--size", "160x50", "--keys", keys, "--format", format]);
        }
    }
    ways
}

/// All texts of an output, those within workbooks and pictures too.
fn texts(way: &[&str], out: &[u8]) -> String {
    if way.contains(&"xlsx") {
        let mut book = Xlsx::new(Cursor::new(out.to_vec())).unwrap();
        let sheets = book.worksheets();
        let cells = sheets.iter().flat_map(|(_, sheet)| sheet.rows().flatten());
        let names = sheets.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join("\n");
        return names + &cells.map(Data::to_string).collect::<Vec<_>>().join("\n");
    }
    let mut text = String::from_utf8(out.to_vec()).unwrap();
    let pictures: Vec<String> = text
        .split("data:image/svg+xml;base64,")
        .skip(1)
        .map(|rest| {
            let end = rest.find('"').unwrap();
            String::from_utf8(BASE64_STANDARD.decode(&rest[..end]).unwrap()).unwrap()
        })
        .collect();
    if let Some(page) = text.find("<!DOCTYPE html>").map(|_| text.clone()) {
        // Of the page itself what is between the pictures.
        let parts = page.split("data:image/svg+xml;base64,").map(|part| {
            part.find('"').filter(|_| !part.starts_with('<')).map_or(part, |end| &part[end..])
        });
        text = parts.collect::<Vec<_>>().join("\n");
        let style = (text.find("<style>").unwrap(), text.find("</style>").unwrap());
        text.replace_range(style.0..style.1, "");
        let hash = (text.find("sha256-").unwrap(), text.find("; img-src").unwrap());
        text.replace_range(hash.0..hash.1, "");
    }
    let words = pictures.iter().map(|picture| between_tags(picture));
    let own = if way.contains(&"svg") { between_tags(&text) } else { text };
    own + &words.collect::<Vec<_>>().join("\n")
}

/// Numbers of pictures are pixels: only what stands between tags is read there.
fn between_tags(picture: &str) -> String {
    let parts = picture.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_may_not_be_published_is_in_no_format() {
    let folder = tempfile::tempdir().unwrap();
    let file = published(folder.path());
    let mut shows = 0;
    for way in ways_out() {
        let out = answer(&[&way[..], &["--publish", &file]].concat());
        let is_none = out.said.contains("no route of this file can be drawn");
        assert!(out.code == 0 || is_none, "{way:?}: {}", out.said);
        let text = texts(&way, &out.out).replace(&file, "FILE").to_lowercase();
        for word in FORBIDDEN {
            if let Some(at) = text.find(word) {
                let near: String = text
                    .chars()
                    .skip(text[..at].chars().count().saturating_sub(80))
                    .take(200)
                    .collect();
                panic!("{way:?} tells {word}: {near}");
            }
        }
        let desk = answer(&[&way[..], &[file.as_str()]].concat());
        let desk = texts(&way, &desk.out).to_lowercase();
        shows += usize::from(FORBIDDEN.iter().any(|word| desk.contains(word)));
    }
    assert!(shows > 100, "without the flag it is there: {shows}");
}

#[test]
fn what_stays_behind_is_told_and_the_rest_stands() {
    let folder = tempfile::tempdir().unwrap();
    let file = published(folder.path());
    let out = told(&["export", "--publish", &file]);
    for words in [
        "2 words marked TLP:AMBER",
        "1 word marked TLP:GREEN",
        "all rows of closed (licence or handling)",
        "1 file of evidence",
        "3 names told by their kind",
        "points rounded to their precision",
    ] {
        assert!(out.said.contains(words), "{words}: {}", out.said);
    }
    let collection: Json = serde_json::from_str(&out.text()).unwrap();
    let features = collection["features"].as_array().unwrap();
    let exact = features.iter().find(|feature| feature["id"] == "exact").unwrap();
    assert_eq!(exact["geometry"]["coordinates"], serde_json::json!([36.5, 35.9]));
    assert_eq!(exact["properties"]["precision_km"], 13.0, "it was moved by up to 7.2 km");
    let table = ["show", "attacks", "--format", "csv", "--hindsight", "--publish", &file];
    let table = told(&table).text();
    let (head, rows) = csv_rows(&table, b',');
    let at = |name: &str| head.iter().position(|column| column == name).expect(name);
    let row = rows.iter().find(|row| row[at("id")].starts_with("shelling-")).unwrap();
    assert_eq!(&row[at("id")], "shelling-place-1");
    assert_eq!(&row[at("by")], "armed group");
    assert_eq!(&row[at("killed")], "armed group 2, civilians 1");
    assert_eq!(&row[at("damage")], "A post of the armed group near place");
    assert_eq!((&row[at("source")], &row[at("url")]), ("analyst", ""));
    let feed = rows.iter().find(|row| &row[at("feed")] == "rows").unwrap();
    assert_eq!((&feed[at("latitude")], &feed[at("longitude")]), ("35.1235", "36.6543"));
    let story = told(&["story", "--story", "told", "--format", "text", "--publish", &file]).text();
    assert!(story.contains("How the armed group came to place"), "{story}");
    assert!(story.contains("analyst tells of the armed group.\n\nA second paragraph"), "{story}");
    assert!(story.contains("1 of 2: armed group"), "what shows what is kept is kept too: {story}");
    assert!(!story.contains("does not hold"), "masked names are read as such: {story}");
    let indicator = told(&["show", "indicators", "--publish", &file]).text();
    assert!(indicator.contains("Attacks by the armed group"), "{indicator}");
    assert!(!indicator.contains("cannot be read"), "{indicator}");
}

#[test]
fn what_is_not_for_everybody_is_not_published_at_all() {
    let folder = tempfile::tempdir().unwrap();
    for mark in ["TLP:GREEN", "TLP:AMBER", "TLP:RED", "Mission only"] {
        let file = folder.path().join("x.toml");
        fs::write(&file, PUBLISHED.replace("TLP:CLEAR", mark)).unwrap();
        let file = file.to_str().unwrap();
        for way in [
            &["export"][..],
            &["export", "--format", "xlsx"],
            &["show", "attacks"],
            &["show", "overview"],
            &["report", "--format", "html"],
            &["render"],
        ] {
            let out = answer(&[way, &["--publish", file]].concat());
            assert_eq!((out.code, out.out.len()), (2, 0), "{way:?}: {}", out.said);
            assert!(out.said.contains(mark), "{way:?}: {}", out.said);
        }
    }
}
