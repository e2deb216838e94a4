//! Lines as people type them, told word by word.

use proptest::prelude::*;

use super::*;
use crate::{
    format::{edit, load, typed::typed},
    model::{Day, Scenario},
};

const IDLIB: &str = include_str!("../../../scenarios/idlib-2020.toml");

fn idlib() -> Scenario {
    load(IDLIB.as_bytes(), "idlib").scenario.unwrap()
}

fn read_in(scenario: &Scenario, line: &str) -> OneLine {
    read(line, &Typing::new(scenario, "2020-08-14".parse::<Day>().unwrap()))
}

/// `words → key value` a piece.
fn told(line: &str) -> Vec<String> {
    let read = read_in(&idlib(), line);
    let each = read.pieces.iter().map(|piece| {
        let words = &line[piece.span.start..piece.span.end];
        match &piece.sense {
            Sense::Table(table, name) => format!("{words} → {}", table.plural_of(name, 2)),
            Sense::Said { key, understood, remark } => {
                let remark = remark.as_ref().map(|remark| format!(" ({remark})"));
                let remark = remark.unwrap_or_default();
                format!("{words} → {} {}{remark}", key.name(), typed(&understood.value))
            }
            Sense::Unread(why) => format!("{words} ✗ {}", why.message),
        }
    });
    each.collect()
}

#[test]
fn a_source_stands_for_itself_once() {
    let told_of = |line: &str| told(line).pop().unwrap();
    assert_eq!(told_of("14 jul ied ariha sohr"), "sohr → source sohr");
    assert_eq!(told_of("14 jul ied ariha mod-russia B2"), "B2 → credibility 2");
    // Where a name is wanted besides, it is that first.
    assert_eq!(told("statement 14 jul zakharova mfa-russia")[2], "zakharova → speaker zakharova");
    assert!(told_of("14 jul ied ariha src sohr sofrep").contains("✗"), "one is enough");
}

#[test]
fn another_voice_says_the_same_line_without_what_it_is_of() {
    let scenario = idlib();
    let typing = Typing::new(&scenario, "2020-08-14".parse::<Day>().unwrap());
    let line = "src sohr B2 killed=3 note=\"two houses\" published 14 jul";
    let read = read_account(line, Table::Attack, &typing);
    let told = read.pieces.iter().map(|piece| match &piece.sense {
        Sense::Said { key, understood, .. } => {
            format!("{} {}", key.name(), typed(&understood.value))
        }
        other => format!("{other:?}"),
    });
    let wanted =
        ["source sohr", "credibility 2", "killed 3", "note two houses", "published 2020-07-14"];
    assert_eq!(told.collect::<Vec<_>>(), wanted);
    // It bears no id of its own.
    let read = read_account("src sohr id x", Table::Attack, &typing);
    assert_eq!(read.unread().count(), 2);
}

#[test]
fn a_key_may_be_joined_to_its_value() {
    let line = "14 jul ied ariha killed=3 injured russia=2 turkey=several src=sohr";
    let told = told(line);
    assert_eq!(told[3], "killed=3 → killed 3");
    assert_eq!(told[4], "injured russia=2 turkey=several → injured russia=2 turkey=several");
    assert_eq!(told[5], "src=sohr → source sohr");
    // Names of one's own may be called as keys are.
    let line = "tally 14 jul of x count 5 by_kind killed=3 injured=2 src desk";
    assert!(
        self::told(line).iter().any(|it| it.starts_with("by_kind killed=3 injured=2 → by_kind"))
    );
}

#[test]
fn a_line_names_the_table_by_either_word() {
    assert_eq!(told("incident 14 jul ied ariha src sohr")[0], "incident → incidents");
    assert_eq!(told("14 jul ied attack ariha src sohr")[2], "attack → attacks");
    let draft = |line: &str| read_in(&idlib(), line).draft().unwrap();
    assert_eq!(draft("Incident 14 jul ied src sohr").table_name, "incident");
    assert_eq!(draft("14 jul ied src sohr").table_name, "attack");
}

#[test]
fn the_line_of_the_manual() {
    let line = "14 jul 08:50 ied ariha on russia,turkey injured russia=3 turkey=several by unknown \
                src mod-russia B2 url https://example.org/a";
    assert_eq!(
        told(line),
        [
            "14 jul 08:50 → date 2020-07-14 08:50",
            "ied → kind ied",
            "ariha → place ariha",
            "on russia,turkey → on russia,turkey",
            "injured russia=3 turkey=several → injured russia=3 turkey=several",
            "by unknown → by unknown",
            "src mod-russia → source mod-russia",
            "B2 → credibility 2",
            "url https://example.org/a → url https://example.org/a",
        ]
    );
    let read = read_in(&idlib(), line);
    assert_eq!(read.missing(), []);
    let edited = edit::apply(IDLIB, &[edit::Edit::AddRecord(read.draft().unwrap())]).unwrap();
    assert_eq!(
        edited.patch.inserted.trim(),
        "[[attack]]\nid = \"attack-2020-07-14-ariha\"\ndate = 2020-07-14T08:50:00\nkind = \"ied\"\n\
         by = [\"unknown\"]\non = [\"russia\", \"turkey\"]\nplace = \"ariha\"\n\
         injured = { russia = 3, turkey = \"several\" }\nsource = \"mod-russia\"\ncredibility = 2\n\
         url = \"https://example.org/a\""
    );
}

#[test]
fn the_kind_says_which_table_is_meant() {
    for (line, table) in [
        ("yesterday shelling ariha src sohr", Table::Attack),
        ("small arms 3d ago src sohr", Table::Attack),
        ("cut short 14 jul m4 from trumba to ariha src mod-russia", Table::Patrol),
        ("displaced about 1,000 idlib 14 jul src ocha", Table::Displacement),
        ("suspended patrols 13 aug src mfa-russia", Table::Status),
        ("13 aug zakharova announcement \"Patrols pause.\" src mfa-russia", Table::Statement),
        ("likely 14 aug \"They resume.\" src sofrep", Table::Assessment),
        ("event 13 aug kind convoy \"Lorries entered.\" src sohr", Table::Event),
        ("tally 13 aug of violations count 12 by osce src sohr", Table::Tally),
        ("tally 13 aug of land running 12.5 unit hectares since 1 mar src sohr", Table::Tally),
    ] {
        let read = read_in(&idlib(), line);
        assert_eq!(read.table, Some(table), "{line}: {:?}", told(line));
        if table != Table::Tally {
            assert_eq!(read.unread().count(), 0, "{line}: {:?}", told(line));
            assert_eq!(read.missing(), [], "{line}");
        }
    }
    assert_eq!(
        told("patrol completed 14 jul m4 number 20"),
        [
            "patrol → patrols",
            "completed → outcome completed",
            "14 jul → date 2020-07-14",
            "m4 → route m4",
            "number 20 → number 20",
        ]
    );
    assert_eq!(told("displaced about 1,000 idlib 14 jul")[1], "about 1,000 → count about 1,000");
}

#[test]
fn words_may_stand_in_any_order() {
    let said = |line: &str| {
        let read = read_in(&idlib(), line);
        assert_eq!(read.unread().count(), 0, "{line}: {:?}", told(line));
        assert_eq!(read.missing(), [], "{line}");
        let mut fields = read.draft().unwrap().fields;
        fields.sort();
        (read.table, fields)
    };
    let wanted = said("14 jul ied ariha src sohr on russia,turkey");
    for line in [
        "ied 14 jul ariha on russia,turkey src sohr",
        "ariha ied 14 jul src sohr on russia,turkey",
        "ariha 14 jul ied src sohr on russia,turkey",
        "src sohr on russia,turkey ariha 14 jul ied",
        "on russia,turkey 14 jul attack ied src sohr ariha",
        "14 jul ariha attack ied src sohr on russia,turkey",
        "src sohr kind ied 14 jul ariha on russia,turkey",
    ] {
        assert_eq!(said(line), wanted, "{line}");
    }
    assert_eq!(read_in(&idlib(), "running patrols 13 aug src sohr").table, Some(Table::Status));
    // A text of one's own says nothing of the kind.
    assert_eq!(read_in(&idlib(), "note a claim of ied src sohr").table, None);
    assert_eq!(read_in(&idlib(), "14 jul event kind convoy src sohr").table, Some(Table::Event));
}

#[test]
fn a_short_key_is_none_within_a_word_of_a_list() {
    for status in ["in violation", "in storage"] {
        let line = format!("weapon 14 jul {status} in ariha count 6 what tanks src sohr");
        let told = told(&line);
        assert_eq!(told[2], format!("{status} → status {}", status.replace(' ', "-")), "{told:?}");
        assert_eq!(told[3], "in ariha → place ariha", "{told:?}");
    }
}

#[test]
fn a_place_alone_is_where_a_patrol_got_to() {
    let patrol = told("completed 12 aug ariha m4 src mod-russia");
    assert!(patrol.contains(&"ariha → to ariha".to_owned()), "{patrol:?}");
    assert!(patrol.contains(&"m4 → route m4".to_owned()), "{patrol:?}");
    let both = told("12 aug completed from trumba ariha src mod-russia");
    assert!(both.contains(&"ariha → to ariha".to_owned()), "{both:?}");
}

#[test]
fn the_example_is_of_the_scenario_itself() {
    let of = |text: &str| {
        let scenario = load(text.as_bytes(), "x").scenario.unwrap();
        let day = scenario.last_day().unwrap_or_default();
        let typing = Typing::new(&scenario, day);
        let line = example(&typing);
        let read = read(&line, &typing);
        assert_eq!((read.unread().count(), read.missing()), (0, Vec::new()), "{line}");
        line
    };
    let donbas = of(include_str!("../../../scenarios/donbas-2020.toml"));
    assert!(donbas.starts_with("tally ") && donbas.contains(" src osce"), "{donbas}");
    assert!(of(IDLIB).contains(" src "), "{}", of(IDLIB));
    assert_ne!(of(IDLIB), of(include_str!("../../../scenarios/hodeidah-2018.toml")));
    let header = "format = 1\nscenario = { id = \"x\", title = \"X\" }\n";
    assert_eq!(of(header), "today ied src desk");
    let source = "[[source]]\nid = \"radio\"\nname = \"R\"\nkind = \"media\"\n";
    assert_eq!(of(&format!("{header}{source}")), "today ied src radio");
}

#[test]
fn what_was_typed_is_never_offered() {
    let hint = |line: &str| {
        let read = read_in(&idlib(), line);
        let (_, why) = read.unread().next().unwrap();
        format!("{}; {}", why.message, why.hint.clone().unwrap_or_default())
    };
    let twice = hint("14 jul ied drone ariha src sohr");
    assert_eq!(twice, "`drone`: `kind` is told already; one is too many");
    assert_eq!(
        hint("14 jul ied ariha nayrab src sohr"),
        "`nayrab`: `place` is told already; one is too many"
    );
    assert_eq!(
        hint("31 feb ied src sohr"),
        "`31 feb`: there is no such day; Feb has 29 days at most"
    );
}

#[test]
fn no_word_is_swallowed() {
    assert_eq!(
        told("14 jul ied arriha on rusia turkey src sohr"),
        [
            "14 jul → date 2020-07-14",
            "ied → kind ied",
            "arriha ✗ `arriha` is not understood",
            "on rusia turkey ✗ no actor is called `rusia turkey`",
            "src sohr → source sohr",
        ]
    );
    let scenario = idlib();
    let read = read_in(&scenario, "14 jul ied arriha src sohr");
    assert_eq!(read.draft(), None);
    let (_, why) = read.unread().next().unwrap();
    assert_eq!(why.hint.as_deref(), Some("did you mean `ariha`?"));
    assert_eq!(told("14 jul ied by")[2], "by ✗ nothing stands behind `by`");
    assert_eq!(told("14 jul ied src sohr src desk")[3], "src desk ✗ `source` stands twice");
    assert_eq!(told("14 jul ied 15 jul")[2], "15 ✗ `15` is not understood");
    assert_eq!(
        told("ied 14 jul killed lots of them")[2],
        "killed lots of them ✗ `lots of them` is no count"
    );
    assert_eq!(
        told("src sohr 14 jul"),
        ["src sohr 14 jul ✗ what is it: an attack, a patrol, a figure …?"]
    );
    assert_eq!(told("clause x")[0], "clause x ✗ clauses stand inside their agreement");
    assert_eq!(told("other 14 jul").len(), 1, "too vague to say which table");
    assert_eq!(told(""), [""; 0]);
    assert_eq!(read_in(&scenario, "ied src sohr").missing(), [Key::Date]);
}

#[test]
fn a_grade_is_of_the_word_and_of_its_source() {
    let grade = |line| told(line).last().unwrap().clone();
    assert_eq!(grade("ied 14 jul src sohr C3"), "C3 → credibility 3");
    assert_eq!(grade("ied 14 jul src sohr -3"), "-3 → credibility 3");
    assert_eq!(
        grade("ied 14 jul src sohr b3"),
        "b3 → credibility 3 (`sohr` is graded C in this file, not B; that stays)"
    );
    assert_eq!(
        grade("ied 14 jul src desk A1"),
        "A1 → credibility 1 (`desk` has no grade in this file; A is not kept)"
    );
    assert_eq!(grade("ied 14 jul src sohr G3"), "G3 ✗ `G3` is not understood");
}

#[test]
fn names_and_texts_of_several_words() {
    let line = "ied 14 jul in \"Jisr al-Shughur\" damage two lorries note \"on the way to Ariha\" src syrian observatory for human rights (uk-based)";
    assert_eq!(
        told("ied \"14 jul 08:50\" \"Khirbet al-Joz\" src sohr")[1..],
        [
            "\"14 jul 08:50\" → date 2020-07-14 08:50",
            "\"Khirbet al-Joz\" ✗ `Khirbet al-Joz` is not understood",
            "src sohr → source sohr"
        ],
        "as a shell hands it over"
    );
    let told = told(line);
    assert_eq!(told[3], "damage two lorries → damage two lorries");
    assert_eq!(told[4], "note \"on the way to Ariha\" → note on the way to Ariha");
    assert!(told[5].ends_with("→ source sohr"), "{}", told[5]);
}

proptest! {
    #[test]
    fn every_word_of_any_line_is_in_one_piece(
        words in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "ied", "14", "jul", "08:50", "ariha", "on", "russia,turkey", "injured", "russia=3",
                    "by", "unknown", "src", "sohr", "B2", "url", "https://a.b", "note", "\"a b\"",
                    "\"", "patrol", "cut", "short", "clause", "several", "2020", "killed", "-", "=", "D+1",
                ]).prop_map(str::to_owned),
                "\\PC{0,6}",
            ],
            0..14,
        ),
    ) {
        static SCENARIO: std::sync::OnceLock<Scenario> = std::sync::OnceLock::new();
        let line = words.join(" ");
        let read = read_in(SCENARIO.get_or_init(idlib), &line);
        let mut at = 0;
        for piece in &read.pieces {
            prop_assert!(line[at..piece.span.start].trim().is_empty(), "{:?}", read.pieces);
            prop_assert!(piece.span.end > piece.span.start);
            at = piece.span.end;
        }
        prop_assert!(line[at..].trim().is_empty(), "{line:?} {:?}", read.pieces);
    }
}
