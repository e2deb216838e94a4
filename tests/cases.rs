//! Small files of the kinds that real feeds come in, invented, each with what is right of it.

use std::path::{Path, PathBuf};

use sitboard::{
    feed::{FaultKind, Identity, Wanted},
    model::FeedKind,
    runtime::feeds::{self, FeedContents},
};

#[path = "cases/counted.rs"]
mod counted;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(name)
}

/// What a file is read as, of itself.
fn read(name: &str) -> FeedContents {
    feeds::read(&case(name), &Wanted::default(), &mut |_| true).unwrap()
}

/// What a command says of a case, and its exit code.
fn said(words: &[&str]) -> (String, Option<i32>) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(words)
        .current_dir(case(""))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code())
}

#[test]
fn an_id_met_again_counts_once_and_the_newest_word_stands() {
    for (name, kept, killed, earlier) in [
        ("same-id-twice/acled-dup.csv", 2, 6, vec![(1, 2)]),
        ("same-id-twice/acled-monadic.csv", 2, 12, vec![(1, 2), (3, 4)]),
    ] {
        let rows = read(name).rows;
        assert_eq!((rows.kept(), rows.sums().best), (kept, Some(killed)), "{name}");
        let listed = rows.faults.listed();
        let met = listed.iter().filter(|fault| fault.kind == FaultKind::IdMetBefore);
        let places: Vec<_> = met.map(|fault| (fault.row, fault.line)).collect();
        assert_eq!(places, earlier, "{name}");
    }
    let rows = read("same-id-twice/acled-dup.csv").rows;
    assert_eq!(rows.earlier_rows(), [0], "the revision stands, though it is not the last row");
    assert_eq!(rows.identity(0), rows.identity(2));
    assert_ne!(rows.fingerprint(0), rows.fingerprint(2));
    assert!(matches!(rows.identity(1), Some(Identity::Id(_))));
    let (board, _) = said(&["show", "attacks", "--hindsight", "same-id-twice/dup.toml"]);
    assert!(board.contains("f 2 rows") && board.contains("killed: 4"), "{board}");
    assert!(!board.contains("killed: 10"), "{board}");
}

#[test]
fn parts_of_one_round_stand_each_as_a_part() {
    let rows = read("parts-of-one-round/dtm-min.csv").rows;
    let part = |n: usize| (rows.deaths(n).best.unwrap(), rows.sort(n).unwrap().part.to_string());
    let parts: Vec<_> = (0..rows.len()).map(part).collect();
    let wanted = [(900_000, "Conflict"), (40_000, "Insecurity"), (5_000, "Natural disaster")];
    assert_eq!(parts, wanted.map(|(count, part)| (count, part.to_owned())));
    assert_ne!(rows.identity(0), rows.identity(1));
    let (shown, _) =
        said(&["show", "displacement", "--hindsight", "parts-of-one-round/dtm-min.toml"]);
    for (figure, part) in wanted {
        let row = shown.lines().find(|line| line.contains(&format!("figure: {figure};")));
        assert!(row.is_some_and(|row| row.contains(part)), "{figure} {part}: {shown}");
    }
}

/// Two districts with towns of one name, two causes, two rounds, flows of two months, and a
/// district as a whole.
#[test]
fn figures_stand_by_place_part_and_period() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "\
#operation,#adm1,#adm2,#loc+name,#affected+idps,#affected+idps+new,#date+reported,#cause+name,#cause+code
Op,North,East,Newtown,100,,2020-05-31,Conflict,C
Op,North,East,Newtown,120,,2020-06-30,Conflict,C
Op,North,West,Newtown,300,,2020-06-30,Conflict,C
Op,North,West,Newtown,30,,2020-06-30,Flood,F
Op,North,West,,900,,2020-06-30,,
Op,North,East,,,10,2020-05-31,,
Op,North,East,,,20,2020-06-30,,
";
    std::fs::write(folder.path().join("f.csv"), rows).unwrap();
    let scenario = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2020-12-31\n\
        [[feed]]\nid = \"f\"\nkind = \"hxl\"\npath = \"f.csv\"\nas = \"displacement\"\n";
    let file = folder.path().join("x.toml");
    std::fs::write(&file, scenario).unwrap();
    let words = ["show", "displacement", "--hindsight", file.to_str().unwrap()];
    let (shown, _) = said(&words);
    let figures = shown.lines().filter_map(|line| line.split_once("figure: "));
    let figures: Vec<&str> = figures.filter_map(|(_, rest)| rest.split(';').next()).collect();
    assert_eq!(figures, ["300", "120", "30", "900", "20", "10"], "{shown}");
}

/// A scenario with one feed of kind `csv`, in a folder with its file; what a command says of it.
fn said_of(file: &[u8], feed: &str, words: &[&str]) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("f.csv"), file).unwrap();
    let scenario = format!(
        "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2020-12-31\n\
         [[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"attacks\"\n{feed}"
    );
    let path = folder.path().join("x.toml");
    std::fs::write(&path, scenario).unwrap();
    said(&[words, &[path.to_str().unwrap()]].concat())
}

fn wanted(columns: &[(&str, &str)]) -> Wanted {
    let columns = columns.iter().map(|(ours, theirs)| ((*ours).into(), (*theirs).into()));
    Wanted { kind: Some(FeedKind::Csv), columns: columns.collect(), ..Wanted::default() }
}

fn read_as(name: &str, wanted: &Wanted) -> FeedContents {
    feeds::read(&case(name), wanted, &mut |_| true).unwrap()
}

/// The days of the rows, each by its place: `2020-07-14`, or from the first to the last.
fn days(contents: &FeedContents) -> Vec<(String, String)> {
    let rows = &contents.rows;
    let day = |n: usize| {
        let (first, last) = rows.span(n).unwrap().interval().closed().unwrap();
        let days = if first == last { first.to_string() } else { format!("{first}/{last}") };
        (rows.site(n).unwrap().name.to_string(), days)
    };
    (0..rows.len()).map(day).collect()
}

#[test]
fn a_whole_column_decides_on_day_and_month() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("order.csv");
    let mut text = String::from(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,location,latitude,\
         longitude,fatalities,notes\n",
    );
    for n in 0..3000 {
        let (id, day, note) = (n + 1, n / 100 + 1, "x".repeat(380));
        text += &format!(
            "UKR{id},{day:02}/04/2023,Battles,Armed clash,A,B,Ukraine,Bakhmut,48.59,38.0,0,{note}\n"
        );
    }
    std::fs::write(&file, text).unwrap();
    let contents = feeds::read(&file, &Wanted::default(), &mut |_| true).unwrap();
    let in_april = |n: usize| {
        let (first, last) = contents.rows.span(n).unwrap().interval().closed().unwrap();
        first == last && first.to_string().starts_with("2023-04-")
    };
    assert_eq!(contents.rows.len(), 3000);
    assert!((0..3000).all(in_april));
    assert_eq!(contents.rows.faults.total(), 0);
    assert!(contents.reading.dialect.is_settled_late);
    let words = contents.reading.dialect.words();
    assert!(words.contains("day before month · read twice"), "{words}");
}

#[test]
fn an_encoding_a_point_and_quotes_are_told_by_the_whole_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.csv");
    let read = |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        feeds::read(&file, &Wanted { kind: Some(FeedKind::Csv), ..Wanted::default() }, &mut |_| {
            true
        })
        .unwrap()
    };
    let row = |place: &[u8], killed: &str| {
        [b"2020-07-14,ied,", place, b",", killed.as_bytes(), b"\n"].concat()
    };
    let many = row(b"Ariha", "1").repeat(30_000);
    let header = b"date,kind,place,killed\n".to_vec();
    let late = [header.clone(), many.clone(), row(b"Ma\x92arrat", "1.000")].concat();
    let contents = read(&late);
    assert_eq!(contents.reading.dialect.encoding.name(), "windows-1252");
    assert_eq!(contents.rows.faults.total(), 0, "{:?}", contents.rows.faults);
    assert_eq!(contents.rows.site(30_000).unwrap().name.as_str(), "Ma’arrat");
    assert_eq!(contents.rows.sums().best, Some(31_000), "plain numbers beside it: a thousand");
    let zeros = [header.clone(), row(b"A", "1.000"), row(b"B", "2.0")].concat();
    assert_eq!(read(&zeros).rows.sums().best, Some(3), "decimals beside it: one");
    let alone = [header, row(b"A", "1.000")].concat();
    let contents = read(&alone);
    assert_eq!(contents.rows.faults.of(FaultKind::BadNumber), 1, "nobody can say");
    let tabs = b"date\tkind\tplace\tkilled\n".to_vec();
    let tab_rows = b"2020-07-14\tied\tAriha\t1\n".repeat(20_000);
    let open = b"2020-07-15\tied\t\"Idlib\t1\n2020-07-16\tied\tIdlib\"\t1\n";
    let contents = read(&[tabs, tab_rows, open.to_vec()].concat());
    assert_eq!((contents.rows.records, contents.rows.len()), (20_002, 20_002));
    assert!(!contents.reading.dialect.has_quotes && contents.reading.dialect.is_settled_late);
    assert_eq!(contents.rows.site(20_000).unwrap().name.as_str(), "\"Idlib");
}

#[test]
fn dates_are_read_in_every_form_that_means_one_day() {
    let columns = [("date", "date"), ("kind", "kind"), ("killed", "killed"), ("place", "place")];
    let contents = read_as("dates-unread/dates.csv", &wanted(&columns));
    let read = days(&contents);
    let july = |n: usize| (format!("p{n}"), "2020-07-14".to_owned());
    let numbers = (0..=4).chain(6..=11).chain(17..=19).chain([21, 22, 24, 25]).chain(28..=29);
    for n in numbers.chain(31..=36).chain([41]) {
        assert!(read.contains(&july(n)), "p{n}: {read:?}");
    }
    // Of the last it is said that it may have been meant for a day.
    for n in [13, 14, 20] {
        assert!(read.contains(&(format!("p{n}"), "2020-07-01/2020-07-31".to_owned())), "p{n}");
    }
    for n in [26, 27] {
        assert!(read.contains(&(format!("p{n}"), "2020-09-14".to_owned())), "p{n}");
    }
    // A serial among others, seconds, other calendars, either end a year, words about it.
    for n in [5, 12, 15, 16, 23, 30, 37, 38, 39, 40] {
        assert!(read.iter().all(|(name, _)| *name != format!("p{n}")), "p{n}: {read:?}");
    }
    let doubts = [FaultKind::ShortYear, FaultKind::EitherYear];
    assert_eq!(doubts.map(|kind| contents.rows.faults.of(kind)), [1, 1]);
    let am = read_as("dates-unread/ampm.csv", &wanted(&columns));
    assert_eq!(
        days(&am).into_iter().map(|(_, day)| day).collect::<Vec<_>>(),
        ["2020-07-14", "2020-07-15"]
    );
    let gdelt = wanted(&[("date", "SQLDATE"), ("place", "ActionGeo_FullName")]);
    let gdelt = read_as("dates-unread/gdelt.csv", &gdelt);
    assert_eq!(gdelt.rows.len(), 2);
    assert_eq!(days(&read_as("dates-unread/utc.csv", &wanted(&columns)))[0].1, "2020-07-14");
}

#[test]
fn dates_of_other_languages_serials_parts_and_named_forms() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.csv");
    let read = |text: &str, wanted: Wanted| {
        std::fs::write(&file, text).unwrap();
        let contents = feeds::read(&file, &wanted, &mut |_| true).unwrap();
        days(&contents).into_iter().map(|(_, day)| day).collect::<Vec<_>>()
    };
    let csv = || Wanted { kind: Some(FeedKind::Csv), ..Wanted::default() };
    for cell in [
        "14 juillet 2020",
        "14 juil. 2020",
        "14 de julio de 2020",
        "14 يوليو 2020",
        "14 تموز 2020",
        "١٤ تموز ٢٠٢٠",
        "14 июля 2020 г.",
        "14 июл 2020",
        "14 липня 2020 р.",
        "14 Temmuz 2020",
        "14 TEM 2020",
        "Tuesday 14 July 2020 10:00",
        "2020年7月14日",
        "14.07.2020",
        "20200714",
    ] {
        assert_eq!(read(&format!("date,kind\n{cell},ied\n"), csv()), ["2020-07-14"], "{cell}");
    }
    for cell in ["14 août 2020", "14 aout 2020", "14 آب 2020", "14 Ağustos 2020", "14 серпня 2020"]
    {
        assert_eq!(read(&format!("date,kind\n{cell},ied\n"), csv()), ["2020-08-14"], "{cell}");
    }
    assert_eq!(read("date,kind\n14 كانون الثاني 2020,ied\n", csv()), ["2020-01-14"]);
    assert_eq!(read("date,kind\n1er mars 2020,ied\n", csv()), ["2020-03-01"]);
    assert_eq!(read("date,kind\n44026,ied\n44027.5,ied\n", csv()), ["2020-07-14", "2020-07-15"]);
    assert!(
        read("date,kind\n44026,ied\n2020-07-14,ied\n", csv()).len() == 1,
        "no column of serials"
    );
    let parts = "year,month,day,kind\n2020,7,14,ied\n2020,July,,ied\n2020,,,ied\n";
    let days = ["2020-07-14", "2020-07-01/2020-07-31", "2020-01-01/2020-12-31"];
    assert_eq!(read(parts, csv()), days);
    let named = |form: &str| Wanted { date_format: Some(form.into()), ..csv() };
    assert_eq!(read("date,kind\n14|07|20,ied\n", named("%d|%m|%y")), ["2020-07-14"]);
    assert_eq!(read("date,kind\n20-07-14,ied\n", named("%y-%m-%d")), ["2020-07-14"]);
    assert_eq!(read("date,kind\n1594684800,ied\n", named("%s")), ["2020-07-14"]);
}

#[test]
fn points_and_counts_are_read_as_they_are_written() {
    let columns = ["date", "kind", "place", "lat", "lon"].map(|name| (name, name));
    let rows = read_as("decimal-comma-dms/coord.csv", &wanted(&columns)).rows;
    let at = |n: usize| rows.site(n).unwrap().at.map(|at| (at.lat, at.lon));
    let near = |n: usize| {
        at(n).is_some_and(|(lat, lon)| (lat - 35.8142).abs() < 1e-3 && (lon - 36.6106).abs() < 1e-3)
    };
    assert_eq!(rows.len(), 19);
    for n in [0, 1, 2, 3, 6, 7, 8, 10, 12, 13, 18] {
        assert!(near(n), "p{n}: {:?}", at(n));
    }
    for n in [5, 9, 11, 15, 16, 17] {
        assert_eq!(at(n), None, "p{n}");
    }
    assert_eq!((at(4), at(14)), (Some((36.6106, 35.8142)), Some((0.0, 36.6))));
}

#[test]
fn words_for_nothing_are_no_names() {
    let rows = read("missing-value-words/na.csv").rows;
    assert_eq!(rows.len(), 2);
    for n in 0..2 {
        let (site, parties) = (rows.site(n).unwrap(), rows.parties(n).unwrap());
        assert_eq!(
            (site.name.as_str(), site.country.as_str(), site.at),
            ("", "", None),
            "{site:?}"
        );
        assert_eq!((parties.a.as_str(), parties.b.as_str()), ("A", ""));
        assert_eq!(rows.deaths(n).best, None);
    }
    assert_eq!(rows.site(0).unwrap().area.as_str(), "Erongo");
    assert_eq!(rows.site(1).unwrap().area.as_str(), "");
    assert_eq!(rows.faults.total(), rows.faults.of(FaultKind::BadCode), "{:?}", rows.faults);
}

#[test]
fn windows_1252_and_any_named_encoding_are_read() {
    let columns = ["date", "kind", "killed", "place", "note"].map(|name| (name, name));
    let contents = read_as("windows-1252/cp1252.csv", &wanted(&columns));
    assert_eq!(contents.rows.site(0).unwrap().name.as_str(), "Ma’arrat Misrin");
    let cells = &feeds::rows_of(&case("windows-1252/cp1252.csv"), &contents, &[0]).unwrap()[0].1;
    assert_eq!(cells[4].text.as_str(), "the army’s convoy – “no losses” €");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.csv");
    let cyrillic: Vec<u8> =
        [b"date,kind,place\n2020-07-14,ied,", &[0xc4, 0xee, 0xed, 0xe5, 0xf6, 0xea][..], b"\n"]
            .concat();
    std::fs::write(&file, cyrillic).unwrap();
    let named = Wanted { encoding: Some("windows-1251".into()), ..wanted(&[]) };
    let contents = feeds::read(&file, &named, &mut |_| true).unwrap();
    assert_eq!(contents.rows.site(0).unwrap().name.as_str(), "Донецк");
    let no = Wanted { encoding: Some("klingon".into()), ..wanted(&[]) };
    assert!(feeds::read(&file, &no, &mut |_| true).is_err());
}

#[test]
fn what_is_no_table_is_told_for_what_it_is() {
    for (name, word) in [
        ("login.csv", "it is a web page"),
        ("x.csv", "it is a PDF"),
        ("x.kml", "it is KML"),
        ("lfs.csv", "`git lfs pull` fetches it"),
        ("err.csv", "tells of an error: error: invalid_grant"),
    ] {
        let (told, code) = said(&["feed", &format!("not-a-table/{name}")]);
        assert!(told.contains(word), "{name}: {told}");
        assert_eq!(code, Some(2), "{name}");
    }
}

#[test]
fn a_header_is_found_below_whatever_stands_above_it() {
    let dialect = |name: &str| read(name).reading.dialect.clone();
    let rows = read("lines-above-header/sep.csv").rows;
    assert_eq!((rows.len(), rows.sums().best), (1, Some(3)));
    assert_eq!(dialect("lines-above-header/sep.csv").kind, FeedKind::Acled);
    let rows = read("lines-above-header/sep2.csv").rows;
    assert_eq!((rows.len(), rows.sums().best), (1, Some(3)));
    let rows = read("lines-above-header/pre.csv").rows;
    assert_eq!((rows.len(), rows.sums().best, rows.left_out), (2, Some(4), 1));
    let fault = &rows.faults.listed()[0];
    assert_eq!((fault.kind, fault.row, fault.line), (FaultKind::BadDay, 3, 7));
    assert_eq!(dialect("lines-above-header/pre.csv").header_line, Some(4));
    let rows = read("lines-above-header/hash.csv").rows;
    assert_eq!((rows.len(), rows.sums().best), (1, Some(3)));
    let third = Wanted { header_line: Some(4), ..wanted(&[]) };
    assert_eq!(read_as("lines-above-header/pre.csv", &third).rows.len(), 2);
    let (told, code) = said(&["feed", "lines-above-header/pre.csv", "--header-line", "3"]);
    assert!(told.contains("no header stands on that line") && code == Some(2), "{told}");
}

#[test]
fn a_header_cell_of_two_lines_is_read_and_not_warned_of() {
    let (told, code) = said(&["check", "header-with-line-break/nl.toml"]);
    assert!(told.contains("1 row, 1 kept") && told.contains("0 errors, 0 warnings"), "{told}");
    assert_eq!(code, Some(0));
}

#[test]
fn between_tabs_a_quote_is_text() {
    let columns = [("date", "Event Date"), ("id", "Event ID"), ("area", "Province")];
    let rows = read_as("tab-without-quotes/icews.tab", &wanted(&columns)).rows;
    assert_eq!(rows.records, 3);
    assert_eq!(rows.site(0).unwrap().area.as_str(), "\"Idlib");
    // Where all quotes hold cells together, they do.
    let text = b"date\tkind\tplace\n2020-07-14\tied\t\"Ariha\tof \"\"old\"\"\"\n";
    let (told, _) = said_of(text, "", &["show", "attacks", "--hindsight"]);
    assert!(told.contains("of \"old\""), "{told}");
}

#[test]
fn event_data_with_a_row_of_tags_stays_event_data() {
    let contents = read("tag-row-under-header/hxlacled.csv");
    assert_eq!(contents.reading.dialect.kind, FeedKind::Acled);
    assert!(contents.reading.dialect.has_tags_below);
    let rows = contents.rows;
    assert_eq!((rows.records, rows.len(), rows.sums().best), (2, 2, Some(6)));
    assert!(contents.reading.dialect.words().contains("a row of HXL tags below it skipped"));
    // The same of UCDP.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("u.csv");
    let text = "id,type_of_violence,date_start,date_end,best,country\n\
                #event+code,#event+type,#date+start,#date+end,#affected+killed,#country\n\
                7,1,2020-07-14 00:00:00.000,2020-07-15 00:00:00.000,3,Syria\n";
    std::fs::write(&file, text).unwrap();
    let contents = feeds::read(&file, &Wanted::default(), &mut |_| true).unwrap();
    assert_eq!(contents.reading.dialect.kind, FeedKind::UcdpGed);
    assert_eq!((contents.rows.len(), contents.rows.sums().best), (1, Some(3)));
}

#[test]
fn tags_of_a_beginning_and_an_end_are_an_interval() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.csv");
    let text = "#operation,#date+end,#date+start,#affected+idps\nOp,2020-06-30,2020-06-01,10\n";
    std::fs::write(&file, text).unwrap();
    let contents = feeds::read(&file, &Wanted::default(), &mut |_| true).unwrap();
    assert_eq!(days(&contents)[0].1, "2020-06-01/2020-06-30");
}

#[test]
fn what_is_lost_is_told_as_loudly_as_it_is_much() {
    let check = |text: &str, feed: &str| said_of(text.as_bytes(), feed, &["check"]);
    let (told, code) = check("date,kind,killed\nsoon,ied,1\nlater,ied,2\n", "");
    assert!(told.contains("error[no-row-kept]") && told.contains("2 rows, 0 kept"), "{told}");
    assert!(told.contains("1 (line 2: “soon”), 2 (line 3: “later”)"), "{told}");
    assert_eq!(code, Some(1));
    let good = "2020-07-14,ied,1\n".repeat(19);
    let (told, _) = check(&format!("date,kind,killed\n{good}soon,ied,1\n"), "");
    assert!(told.contains("note[feed]") && told.contains("20 rows, 19 kept"), "{told}");
    let (told, _) = check(&format!("date,kind,killed\n{good}soon,ied,1\nlater,ied,1\n"), "");
    assert!(told.contains("warning[rows-left-out]") && told.contains("21 rows, 19 kept"), "{told}");
    let (told, _) = check(&format!("date,kind,killed\n{}", "2020-07-14,ied,some?\n".repeat(9)), "");
    assert!(told.contains("warning[bad-number]") && told.contains("(line 2: “some?”)"), "{told}");
    // The same number everywhere.
    let (told, _) = said_of(good.as_bytes(), "", &["check"]);
    assert!(told.contains("0 kept"), "{told}");
}

#[test]
fn two_columns_for_one_meaning_and_one_for_two_are_told() {
    let file = b"date,kind,killed,killed\n2020-07-14,ied,1,2\n";
    let (told, _) = said_of(file, "", &["check"]);
    assert!(told.contains("warning[two-columns]"), "{told}");
    assert!(told.contains("several columns are called `killed`"), "{told}");
    let columns =
        "columns = { date = \"date\", killed = \"killed\", high = \"killed\", count = \"kind\" }\n";
    let (told, _) = said_of(b"date,kind,killed\n2020-07-14,3,1\n", columns, &["check"]);
    assert!(told.contains("the column `killed` stands for both killed and high"), "{told}");
    assert!(told.contains("killed and count mean the same"), "{told}");
    let columns = "columns = { date = \"date\", lat = \"at\", lon = \"at\" }\n";
    let (told, _) = said_of(b"date,at\n2020-07-14,\"35.8, 36.6\"\n", columns, &["check"]);
    assert!(told.contains("0 warnings"), "both degrees may stand in one: {told}");
}

#[test]
fn copies_and_leavings_are_no_scenarios_of_their_own() {
    let (told, _) = said(&["list", "copies-in-the-folder/fold"]);
    let files = "fold/own (conflicted copy 2020-08-14).toml, \
                 copies-in-the-folder/fold/own.sync-conflict-20200814-101010-ABCDEF.toml, \
                 copies-in-the-folder/fold/own.toml; copies-in-the-folder/fold/own.toml opens";
    assert!(told.contains("own is the id of several files: copies-in-the-folder/"), "{told}");
    assert!(told.contains(files), "{told}");
    for left in ["/.", "~$", "#own", "toml~"] {
        assert!(!told.contains(left), "{left}: {told}");
    }
}

#[test]
fn odd_characters_and_marks_of_a_merge_are_named() {
    for (file, what, hint) in [
        ("nbsp", "U+00A0 no-break space stands here", "type a plain space instead"),
        ("smart", "U+201C left double quotation mark stands here", "write \"Ariha\""),
        ("merge", "a merge left this line", "keep one of the two"),
    ] {
        let (told, code) = said(&["check", &format!("hints-that-mislead/{file}.toml")]);
        assert!(told.contains(what) && told.contains(hint), "{file}: {told}");
        assert_eq!(code, Some(1), "{file}");
    }
    let (told, _) = said(&["check", "hints-that-mislead/merge.toml"]);
    assert!(!told.contains("no `=` stands"), "{told}");
}

#[test]
fn what_is_imported_checks_clean() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "year"] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .args(["import", &format!("import-then-check/{name}.csv")])
            .current_dir(case(""))
            .output()
            .unwrap();
        let made = folder.path().join("made.toml");
        std::fs::write(&made, output.stdout).unwrap();
        let (told, _) = said(&["check", made.to_str().unwrap()]);
        assert!(told.ends_with("0 errors, 0 warnings, 0 notes\n"), "{name}: {told}");
    }
}

#[test]
fn no_name_makes_a_link_or_picture_of_the_page() {
    let (page, _) = said(&["report", "markdown-in-names/f.toml", "--appendix"]);
    use pulldown_cmark::{Event, Parser, Tag};
    let made = Parser::new(&page).filter(|event| {
        matches!(
            event,
            Event::Start(Tag::Image { .. } | Tag::Link { .. })
                | Event::Html(_)
                | Event::InlineHtml(_)
        )
    });
    assert_eq!(made.count(), 0, "{page}");
}

#[test]
fn text_in_utf_16_is_read_with_a_mark_or_without() {
    for (name, encoding) in [
        ("utf-16/mark.csv", "UTF-16LE"),
        ("utf-16/no-mark.csv", "UTF-16LE"),
        ("utf-16/high-first.csv", "UTF-16BE"),
    ] {
        for said in [None, Some(encoding.to_lowercase()), Some("windows-1251".to_owned())] {
            let wanted = Wanted { encoding: said.as_deref().map(Into::into), ..Wanted::default() };
            let contents = feeds::read(&case(name), &wanted, &mut |_| true).unwrap();
            assert_eq!(contents.reading.dialect.encoding.name(), encoding, "{name} {said:?}");
            let rows = contents.rows;
            let of = |row: usize| {
                let (first, _) = rows.span(row).unwrap().interval().closed().unwrap();
                (first.to_string(), rows.site(row).unwrap().name.original().to_owned())
            };
            assert_eq!(of(0), ("2020-03-02".into(), "Ариха".into()), "{name}");
            assert_eq!(of(1), ("2020-03-14".into(), "Серакиб\nцентр".into()), "{name}");
            assert_eq!(rows.place_of(1), Some((2, 3)), "the line of the original");
            assert_eq!((rows.kept(), rows.sums().best, rows.faults.total()), (2, Some(4), 0));
        }
    }
    let (told, code) = said(&["feed", "utf-16/no-mark.csv"]);
    assert!(told.contains("packed: UTF-16LE › csv") && code == Some(0), "{told}");
    assert!(told.contains("delimiter ; · UTF-16LE"), "{told}");
    let wanted = Wanted { encoding: Some("utf-16be".into()), ..Wanted::default() };
    let refused = feeds::read(&case("same-id-twice/acled-dup.csv"), &wanted, &mut |_| true);
    let why = refused.err().map(|why| why.to_string()).unwrap_or_default();
    assert!(why.starts_with("it is not UTF-16BE; "), "{why}");
}
