//! Typed values of every shape, and the way back from every value of every file.

use proptest::prelude::*;

use super::*;
use crate::{
    format::{COMMON, TABLES, load},
    model::Day,
};

const FILES: &[&str] = &[
    include_str!("../../../scenarios/idlib-2020.toml"),
    include_str!("../../../scenarios/donbas-2020.toml"),
    include_str!("../../../scenarios/hodeidah-2018.toml"),
    include_str!("../../../tests/data/valid/counts.toml"),
    include_str!("../../../tests/data/valid/dates.toml"),
    include_str!("../../../tests/data/valid/every-key.toml"),
    include_str!("../../../tests/data/valid/places.toml"),
    include_str!("../../../tests/data/valid/shapes.toml"),
];

fn idlib() -> Scenario {
    load(FILES[0].as_bytes(), "idlib").scenario.unwrap()
}

fn toml(table: Table, key: Key, typed: &str) -> Result<String, Refusal> {
    let scenario = idlib();
    let typing = Typing::new(&scenario, "2020-08-14".parse::<Day>().unwrap());
    typing.read(table, key, typed).map(|understood| understood.toml)
}

#[test]
fn values_as_people_type_them() {
    for (key, typed, wanted) in [
        (Key::Date, "14 jul 08:50", "2020-07-14T08:50:00"),
        (Key::Date, "Before 2020-07-14T08:50", "{ before = 2020-07-14T08:50 }"),
        (
            Key::Date,
            "2020-07-14T08:50 TO 2020-07-14T09:10",
            "{ from = 2020-07-14T08:50, to = 2020-07-14T09:10 }",
        ),
        (Key::Kind, "IED", "\"ied\""),
        (Key::Kind, "small arms", "\"small-arms\""),
        (Key::On, "russia,turkey", "[\"russia\", \"turkey\"]"),
        (Key::On, "RÚSSIA; Turkey", "[\"russia\", \"turkey\"]"),
        (Key::By, "unknown", "[\"unknown\"]"),
        (Key::By, "hayat tahrir al-sham", "[\"hts\"]"),
        (Key::Place, "Ariha", "\"ariha\""),
        (Key::Source, "sohr", "\"sohr\""),
        (Key::Source, "Desk", "\"desk\""),
        (Key::Killed, "0", "0"),
        (Key::Killed, "007", "7"),
        (Key::Killed, "several", "\"several\""),
        (Key::Killed, "2-5", "\"2-5\""),
        (Key::Killed, "about 1000", "\"about 1000\""),
        (Key::Injured, "russia=3 turkey=several", "{ russia = 3, turkey = \"several\" }"),
        (
            Key::Injured,
            "Russia = 3, turkey = about 5, civilians=1",
            "{ russia = 3, turkey = \"about 5\", civilians = 1 }",
        ),
        (Key::At, "35.8,36.6 ±5", "{ lat = 35.8, lon = 36.6, precision_km = 5 }"),
        (Key::At, "-35.80 036.6 +-5 km", "{ lat = -35.80, lon = 36.6, precision_km = 5 }"),
        (Key::At, "{ lat = 1, lon = 2 }", "{ lat = 1, lon = 2 }"),
        (Key::At, "37sbv841659", "{ mgrs = \"37S BV 841 659\" }"),
        (Key::At, "37S BV 84 65 ±5", "{ mgrs = \"37S BV 84 65\", precision_km = 5 }"),
        (Key::At, "zah 12 34", "{ mgrs = \"Z AH 12 34\" }"),
        (Key::Credibility, "2", "2"),
        (Key::Note, "a \"word\" \\ more", "\"a \\\"word\\\" \\\\ more\""),
        (Key::Note, "{ not a table", "\"{ not a table\""),
        (Key::Url, "https://example.org/a", "\"https://example.org/a\""),
    ] {
        assert_eq!(toml(Table::Attack, key, typed).as_deref(), Ok(wanted), "{typed}");
    }
    for (table, key, typed, wanted) in [
        (Table::Statement, Key::Denies, "yes", "true"),
        (Table::Source, Key::Reliability, "b", "\"B\""),
        (Table::Patrol, Key::Km, "18.5", "18.5"),
        (Table::Patrol, Key::Outcome, "Cut short", "\"cut-short\""),
        (Table::Actor, Key::Aliases, "HTS, \"Sham, the\"", "[\"HTS\", \"Sham, the\"]"),
        (
            Table::Clause,
            Key::Corridor,
            "m4 north=6 south=6",
            "{ along = \"m4\", north_km = 6, south_km = 6 }",
        ),
        (Table::Route, Key::Path, "35.8,36.6 35.9,36.7", "[[35.8, 36.6], [35.9, 36.7]]"),
        (
            Table::Zone,
            Key::Ring,
            "35.8,36.6 35.9,36.7 35.9,36.6",
            "[[35.8, 36.6], [35.9, 36.7], [35.9, 36.6]]",
        ),
        (
            Table::Zone,
            Key::Rings,
            "0,0 0,4 4,0; 1,1 1,2 2,1",
            "[[[0, 0], [0, 4], [4, 0]], [[1, 1], [1, 2], [2, 1]]]",
        ),
        (
            Table::Zone,
            Key::Along,
            "m4 north=6 south=6",
            "{ route = \"m4\", north_km = 6, south_km = 6 }",
        ),
        (Table::Zone, Key::Around, "5 km of Ariha", "{ place = \"ariha\", km = 5 }"),
        (Table::Feed, Key::Within, "50 km of M4", "{ km = 50, of = \"m4\" }"),
        (
            Table::Feed,
            Key::Within,
            "perhaps 3 km of m4",
            "{ km = 3, of = \"m4\", possible = true }",
        ),
        (Table::Tally, Key::Count, "012.50", "12.50"),
        (Table::Tally, Key::Running, "more than 2.1 thousand", "\"more than 2.1 thousand\""),
        (Table::Tally, Key::ByKind, "roads=1.5 fields=3", "{ roads = 1.5, fields = 3 }"),
        (
            Table::Tally,
            Key::ByKind,
            "explosion=16 \"small arms\"=3",
            "{ explosion = 16, \"small arms\" = 3 }",
        ),
        (Table::Feed, Key::Columns, "date=when kind=type", "{ date = \"when\", kind = \"type\" }"),
        (Table::Handover, Key::Count, "642 children=44", "{ total = 642, children = 44 }"),
        (Table::Handover, Key::Count, "about 90 women=69", "{ total = \"about 90\", women = 69 }"),
        (Table::Handover, Key::Count, "total=9 children=2", "{ total = 9, children = 2 }"),
    ] {
        assert_eq!(toml(table, key, typed).as_deref(), Ok(wanted), "{typed}");
    }
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_check() {
    let refused = |key, typed| toml(Table::Attack, key, typed).unwrap_err().message.to_string();
    assert_eq!(refused(Key::Date, "2020-02-30"), "`2020-02-30`: there is no such day");
    assert_eq!(refused(Key::Kind, "bomb"), "`bomb` is no kind of incident");
    assert_eq!(refused(Key::Killed, "lots"), "`lots` is no count");
    assert_eq!(refused(Key::Place, "nowhere"), "no place is called `nowhere`");
    assert_eq!(refused(Key::Place, "russia"), "`russia` is an actor, not a place");
    assert_eq!(refused(Key::Injured, "rusia=3"), "no actor is called `rusia`");
    assert_eq!(refused(Key::Injured, "russia="), "nothing stands behind `russia=`");
    assert_eq!(refused(Key::Injured, "three russia=3"), "`three` belongs to nothing");
    assert_eq!(refused(Key::Credibility, "7"), "7 is outside 1 to 6");
    assert_eq!(refused(Key::Credibility, "two"), "text stands where a whole number belongs");
    assert_eq!(refused(Key::At, "35.8"), "`35.8` is no point");
    assert_eq!(refused(Key::At, "95,36"), "95 is outside -90 to 90");
    assert_eq!(refused(Key::Outcome, "completed"), "attacks have no key `outcome`");
    assert_eq!(refused(Key::Account, "x"), "`account` is a list of tables");
    assert_eq!(refused(Key::Note, " "), "nothing is typed");
    let hint = toml(Table::Attack, Key::On, "turky").unwrap_err().hint;
    assert_eq!(hint.as_deref(), Some("did you mean `turkey`?"));
    let odd = idlib();
    let typing = Typing::new(&odd, "2020-08-14".parse::<Day>().unwrap());
    let link = typing.read(Table::Attack, Key::Url, "example.org").unwrap();
    assert_eq!(&*link.warnings[0].message, "this is no web address");
}

/// A value without the way it was written.
fn said(value: Value) -> Value {
    match value {
        Value::When(mut when) => {
            when.written = "".into();
            Value::When(when)
        }
        Value::Number(mut number) => {
            number.written = "".into();
            Value::Number(number)
        }
        other => other,
    }
}

#[test]
fn every_value_of_every_file_can_be_typed_again() {
    let mut typed_again = 0;
    for file in FILES {
        let scenario = load(file.as_bytes(), "").scenario.unwrap();
        let typing = Typing::new(&scenario, "2020-08-14".parse::<Day>().unwrap());
        for record in scenario.records() {
            for entry in record.words.iter().flat_map(|word| &word.entries) {
                let text = typed(&entry.value);
                let again = typing.read(record.table, entry.key, &text);
                let again = again.unwrap_or_else(|error| panic!("{text}: {error:?}"));
                assert_eq!(said(again.value), said(entry.value.clone()), "{text}");
                typed_again += 1;
            }
        }
    }
    assert!(typed_again > 2500, "{typed_again}");
}

#[test]
fn counts_by_name_that_have_no_short_form() {
    let scenario = idlib();
    let typing = Typing::new(&scenario, "2020-08-14".parse::<Day>().unwrap());
    for written in [
        "{ russia = { low = 1, high = 2 }, turkey = \"several\" }",
        "{ russia = { low = 1, words = \"a few\" } }",
        "{}",
    ] {
        let once = typing.read(Table::Attack, Key::Killed, written).unwrap();
        let again = typing.read(Table::Attack, Key::Killed, &typed(&once.value)).unwrap();
        assert_eq!(again.value, once.value, "{written}");
    }
}

#[test]
fn names_are_completed_by_all_that_they_are_called() {
    let scenario = idlib();
    let typing = Typing::new(&scenario, "2020-08-14".parse::<Day>().unwrap());
    let inserts = |table, key, typed| -> Vec<String> {
        let all = typing.completions(table, key, typed).into_iter();
        all.map(|completion| completion.insert).collect()
    };
    assert_eq!(inserts(Table::Attack, Key::Place, "ari")[0], "ariha");
    assert_eq!(inserts(Table::Attack, Key::On, "russia,TURK")[0], "russia,turkey");
    assert_eq!(inserts(Table::Attack, Key::By, "hayat")[0], "hts");
    assert_eq!(inserts(Table::Attack, Key::By, "unk"), ["unknown"]);
    assert_eq!(inserts(Table::Attack, Key::Injured, "russia=3 civ"), ["russia=3 civilians="]);
    assert_eq!(inserts(Table::Attack, Key::Injured, "russia=3 civilians=s"), [""; 0]);
    assert_eq!(inserts(Table::Attack, Key::Kind, "sm"), ["small-arms", "harassment"]);
    assert_eq!(inserts(Table::Attack, Key::Source, "defence")[0], "mod-turkey");
    assert_eq!(inserts(Table::Event, Key::Kind, "conv"), ["convoy"]);
    assert!(inserts(Table::Attack, Key::Place, "").len() > 20, "all of them");
    let label = &typing.completions(Table::Attack, Key::Place, "ariha")[0].label;
    assert_eq!(label, "ariha         Ariha");
}

#[test]
fn a_new_record_begins_with_the_day_and_what_was_typed_last() {
    let scenario = idlib();
    let typing = Typing::new(&scenario, "2020-08-14".parse::<Day>().unwrap());
    let last = Last { source: Id::new("sohr"), place: Id::new("ariha"), ..Last::default() };
    let text = |typed: Vec<(Key, String)>| {
        let all: Vec<String> =
            typed.iter().map(|(key, text)| format!("{}={text}", key.name())).collect();
        all.join(" ")
    };
    let of = |table, is_account| text(typing.defaults(table, is_account, &last));
    assert_eq!(
        of(Table::Attack, false),
        "date=2020-08-14 published=2020-08-14 place=ariha source=sohr"
    );
    assert_eq!(of(Table::Attack, true), "published=2020-08-14 source=sohr");
    assert_eq!(of(Table::Status, false), "since=2020-08-14 published=2020-08-14 source=sohr");
    assert_eq!(of(Table::Place, false), "");
    // What another scenario's last entry had is nobody's here, and the desk's word is not said again.
    let mut other = Last { source: Id::new("radio"), place: Id::new("nowhere"), ..Last::default() };
    let begins = |last: &Last| text(typing.defaults(Table::Attack, false, last));
    assert_eq!(begins(&other), "date=2020-08-14 published=2020-08-14");
    other.typed(Id::new("sohr"), None);
    other.typed(Some(Id::desk()), Id::new("ariha"));
    assert_eq!(other, last);
}

#[test]
fn a_voice_is_taken_to_speak_today_or_on_the_day_that_is_looked_at() {
    let scenario = idlib();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let said = |as_of: &str, today: &str, date: Option<&str>, is_planned: bool| {
        let seen_from = SeenFrom { as_of: day(as_of), today: day(today) };
        let date = date.map(|date| When::on(day(date)));
        Typing::new(&scenario, seen_from).published(date.as_ref(), is_planned).to_string()
    };
    let today = "2020-08-20";
    assert_eq!(said(today, today, Some("2020-08-14"), false), today);
    assert_eq!(said("2020-07-14", today, Some("2020-07-13"), false), "2020-07-14", "the past");
    assert_eq!(said("2020-07-14", today, Some("2020-07-20"), false), "2020-07-20", "not before it");
    assert_eq!(said(today, today, Some("2020-09-01"), false), today, "nobody knows it yet");
    assert_eq!(said("2020-07-14", today, Some("2020-07-20"), true), "2020-07-14", "a plan");
    assert_eq!(said("2021-01-01", today, None, false), today);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever is typed is understood or refused; what is understood stands for one value.
    #[test]
    fn anything_may_be_typed(
        table in 0..TABLES.len(),
        key in any::<prop::sample::Index>(),
        text in prop_oneof![
            "\\PC{0,20}",
            "[0-9a-z ,.:=\"±+{}\\[\\]\\\\-]{0,24}",
            "(before |after |until )?[0-9]{1,4}([-. /][0-9a-z]{1,4}){0,3}( \"[a-z ]*\")?",
        ],
    ) {
        static SCENARIO: std::sync::OnceLock<Scenario> = std::sync::OnceLock::new();
        let scenario = SCENARIO.get_or_init(idlib);
        let typing = Typing::new(scenario, "2020-08-14".parse::<Day>().unwrap());
        let table = TABLES[table].table;
        let fields: Vec<&Field> = TableForm::of(table).own.iter().chain(COMMON).collect();
        let key = fields[key.index(fields.len())].key;
        typing.completions(table, key, &text);
        if let Ok(understood) = typing.read(table, key, &text) {
            let again = typing.read(table, key, &typed(&understood.value));
            let again = again.map(|again| said(again.value));
            prop_assert_eq!(again, Ok(said(understood.value)), "{}", text);
        }
    }
}
