//! The Idlib scenario against the article that it began with: a table of the article's facts, read
//! from the article alone, holds record, voice, words and vagueness; screens and commands print
//! them so.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Arc;

use sitboard::app::{App, Opening, Place};
use sitboard::board::{Board, Clock, LoadedFile, Query};
use sitboard::look::Theme;
use sitboard::model::{Id, Key, Record, Table, Value, Word};
use sitboard::report::{FrameFormat, frame, render};
use sitboard::runtime::headless;

const IDLIB: &str = include_str!("../scenarios/idlib-2020.toml");
const FACTS: &str = include_str!("data/idlib-article.txt");
const FACT_COUNT: usize = 29;
const SENTENCES: usize = 31;

/// One line of the table.
#[derive(Debug)]
struct Fact {
    number: usize,
    sentences: Vec<usize>,
    record: Id,
    page: Id,
    voice: Id,
    key: Key,
    /// Whether the page is silent and the board's own value is meant.
    is_shown: bool,
    value: &'static str,
    vague: &'static str,
}

fn facts() -> Vec<Fact> {
    let lines = FACTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let fact = |line: &'static str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, sentences, record, voice, key, value, vague] = cells[..] else {
            panic!("seven cells: {line}");
        };
        let (page, voice) = voice.split_once(" > ").unwrap();
        let key_name = key.trim_start_matches('=');
        Fact {
            number: number.parse().unwrap(),
            sentences: sentences.split(' ').map(|n| n.parse().unwrap()).collect(),
            record: Id::new(record).unwrap(),
            page: Id::new(page).unwrap(),
            voice: Id::new(voice).unwrap(),
            key: Key::from_name(key_name).unwrap_or_else(|| panic!("no key: {line}")),
            is_shown: key.starts_with('='),
            value,
            vague,
        }
    };
    lines.map(fact).collect()
}

/// The board on 14 August 2020, as known then.
fn board() -> Board {
    let index = LoadedFile::read(IDLIB.as_bytes(), "idlib").index.unwrap();
    Board::new(index, Clock::then("2020-08-14".parse().unwrap()), Query::default())
}

/// What a page says of a record in a voice: its account, or the record's own word.
fn word<'a>(record: &'a Record, fact: &Fact) -> &'a Word {
    let mut words = record
        .words
        .iter()
        .filter(|word| word.source() == Some(&fact.page) && word.voice() == Some(&fact.voice));
    words.next().unwrap_or_else(|| panic!("no such word: {fact:?}"))
}

/// A value as the table writes it, and how vague it is.
fn written(value: &Value) -> (String, String) {
    let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    let ends = |low: Option<String>, high: Option<String>| {
        format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default())
    };
    let plain = |text: String| (text, String::new());
    match value {
        Value::When(when) => {
            let days = |day: Option<sitboard::model::Day>| day.map(|day| day.to_string());
            let text = when.words.as_ref().unwrap_or(&when.written);
            (text.to_string(), ends(days(when.earliest), days(when.latest)))
        }
        Value::Count(count) => {
            let bounds = count.bounds();
            let low = (bounds.low > 0 || bounds.high.is_none()).then(|| bounds.low.to_string());
            (count.written.to_string(), ends(low, bounds.high.map(|n| n.to_string())))
        }
        Value::Counts(counts) => {
            let part = |part: &sitboard::model::Part| {
                format!("{}={}", part.name, part.count.as_ref().unwrap().written)
            };
            let bounds = counts.bounds();
            let text: Vec<String> = counts.parts.iter().map(part).collect();
            let low = Some(bounds.low.to_string());
            (text.join(" "), ends(low, bounds.high.map(|n| n.to_string())))
        }
        Value::Text(text) => plain(text.to_string()),
        Value::Id(id) => plain(id.to_string()),
        Value::Ids(list) => plain(ids(list)),
        Value::Term(term) => plain(term.word().to_owned()),
        Value::Integer(n) => plain(n.to_string()),
        other => panic!("not in the table: {other:?}"),
    }
}

#[test]
fn every_fact_of_the_article_is_on_the_board_in_its_voice_and_as_vague() {
    let board = board();
    let mut wrong = Vec::new();
    for fact in facts() {
        let record = board.scenario().find(&fact.record);
        let record = record.unwrap_or_else(|| panic!("no such record: {fact:?}"));
        let said = word(record, &fact);
        assert!(board.counts(said), "known on 14 August: {fact:?}");
        let value = match fact.is_shown {
            true => board.displayed(record, fact.key),
            false => said.get(fact.key),
        };
        let found = value.map(written).unwrap_or_default();
        if found != (fact.value.to_owned(), fact.vague.to_owned()) {
            wrong.push(format!("{} {} {:?}: {found:?}", fact.number, fact.record, fact.key));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_every_fact_and_every_sentence() {
    let facts = facts();
    let numbers: BTreeSet<usize> = facts.iter().map(|fact| fact.number).collect();
    assert_eq!(numbers, (1..=FACT_COUNT).collect());
    let sentences: BTreeSet<usize> = facts.iter().flat_map(|fact| fact.sentences.clone()).collect();
    assert_eq!(sentences, (1..=SENTENCES).collect());
}

/// The article is not the project's to print: what may stand in quotes as its words is in the table.
#[test]
fn the_article_is_quoted_only_where_it_says_so() {
    let board = board();
    let of_words = facts().into_iter().filter(|fact| fact.key == Key::Words);
    let quotes: BTreeSet<(Id, &str)> = of_words.map(|fact| (fact.record, fact.value)).collect();
    for record in board.scenario().records() {
        for word in record
            .words
            .iter()
            .filter(|word| word.source().is_some_and(|source| source.as_str() == "sofrep"))
        {
            let Some(words) = word.get(Key::Words).and_then(Value::as_text) else { continue };
            let quote = (record.id.clone(), words.as_str());
            assert!(quotes.contains(&quote), "“{words}” of {} is in no article", record.id);
        }
    }
    assert!(!IDLIB.contains("tenuous but holding"));
}

#[test]
fn the_article_blames_nobody_for_a_clause_and_ties_nobody_to_turkey() {
    let board = board();
    for record in board.scenario().records() {
        for word in record.accounts() {
            let is_of_it = word.source().is_some_and(|source| source.as_str() == "sofrep");
            assert!(!is_of_it || word.get(Key::Clause).is_none(), "{}", record.id);
        }
        let turkey = |key| record.id_of(key).is_some_and(|id| id.as_str() == "turkey");
        assert!(record.table != Table::Tie || !turkey(Key::To), "{} is a belief", record.id);
        assert!(
            record.table != Table::Statement || !turkey(Key::Speaker),
            "{}: no statement of Turkey is cited",
            record.id
        );
    }
}

#[test]
fn one_speaker_has_two_labels() {
    let board = board();
    for name in ["radicals", "terrorists"] {
        let label = board.scenario().find(&Id::new(name).unwrap()).unwrap();
        assert_eq!(label.text(Key::Name).map(|name| name.as_str()), Some(name));
        assert!(board.is_label(&label.id));
    }
    assert!(board.is_label(&Id::new("iranian-proxies").unwrap()));
    assert!(!board.is_label(&Id::new("us-coalition").unwrap()));
}

/// On the day itself it was said that the patrol ran; that it was cut short, a week later.
#[test]
fn the_patrol_of_8_april_is_known_by_what_was_said_then() {
    let outcome = |day: &str| {
        let board = board().moved(Clock::then(day.parse().unwrap()));
        let n = board.scenario().position(&Id::new("patrol-8apr").unwrap()).unwrap();
        let known = board.record(n).became_known().unwrap();
        assert_eq!((known.day.to_string().as_str(), known.assumed), ("2020-04-08", false));
        board.is_visible(n).then(|| board.outcome_of(n).unwrap().word())
    };
    assert_eq!(outcome("2020-04-07"), None);
    assert_eq!(outcome("2020-04-08"), Some("unknown"));
    assert_eq!(outcome("2020-04-14"), Some("unknown"));
    assert_eq!(outcome("2020-04-15"), Some("cut-short"));
}

/// What is said anew of a source's words leaves its grades as they are.
#[test]
fn sources_keep_their_grades() {
    let board = board();
    let mut by_grade: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for source in board.scenario().table(Table::Source) {
        let grade = source.get(Key::Reliability).and_then(Value::word).unwrap();
        by_grade.entry(grade.to_owned()).or_default().push(source.id.as_str());
    }
    let wanted = [
        ("B", "mod-turkey mod-russia mfa-russia ocha"),
        (
            "C",
            "sofrep sohr rcg apa aram ark-news c4defence hurriyet jesr-press memo new-arab npa-syria \
             qasioun syria-tv syrian-observer the-national",
        ),
        ("D", "almasdar daily-sabah isw-news southfront sputnik"),
        ("E", "khattab-media uprooted"),
        ("F", "regional-analysts cdhrvta nef2 syrializm umm-news worldnewsclick"),
    ];
    let found: Vec<(&str, String)> =
        by_grade.iter().map(|(grade, ids)| (grade.as_str(), ids.join(" "))).collect();
    assert_eq!(found, wanted.map(|(grade, ids)| (grade, ids.to_owned())));
    let credibility = |record: &str, word: usize| {
        let record = board.scenario().find(&Id::new(record).unwrap()).unwrap();
        record.words[word].get(Key::Credibility).cloned()
    };
    assert_eq!(credibility("golani-backing", 0), Some(Value::Integer(3)), "of the belief");
    let of_14jul: Vec<_> = (0..5).map(|word| credibility("ied-14jul", word)).collect();
    let marks = [Some(2), Some(2), None, Some(4), None].map(|mark| mark.map(Value::Integer));
    assert_eq!(of_14jul, marks);
}

// ---------------------------------------------------------------------- as it is printed

fn show(view: &str) -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/idlib-2020.toml");
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(["show", view, file, "--as-of", "2020-08-14"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Of what `show` prints the paragraph of a record, which is led by what the record is called.
fn told<'a>(text: &'a str, id: &str) -> &'a str {
    let index = LoadedFile::read(IDLIB.as_bytes(), "idlib").index.unwrap();
    let clock = Clock::then("2020-08-14".parse().unwrap());
    let board = Board::new(index, clock, Query::default());
    let head = board.brief(board.scenario().find(&Id::new(id).unwrap()).unwrap());
    text.lines().find(|line| line.starts_with(&head)).unwrap_or_else(|| panic!("{id}: {text}"))
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no “{part}” in: {text}");
    }
}

#[test]
fn commands_print_the_article() {
    let events = show("events");
    let convoy = "A large Turkish convoy with armour and supplies crosses into Idlib.";
    let sohr = "voice: SOHR";
    holds(told(&events, "convoy-aug"), &["kind: convoy", convoy, "“a large convoy”", sohr]);
    holds(
        told(&events, "clashes-m4"),
        &["“some dangerous clashes on the highway”", "voice: SOFREP"],
    );
    holds(&show("timeline"), &[convoy.trim_end_matches('.')]);
    holds(
        told(&show("actors"), "hts"),
        &["designated by United States, and others “a terrorist organization” (SOFREP C–)"],
    );
    let assessments = show("assessments");
    holds(told(&assessments, "precedent"), &["“may prove to be a dangerous precedent”"]);
    holds(
        told(&assessments, "iraq-likeness"),
        &["about: US-led coalition in Iraq, “Iranian proxy militias”"],
    );
    holds(told(&assessments, "golani-backing"), &["assessor: regional analysts (unnamed)"]);
    holds(told(&assessments, "turkey-wish"), &["about: Turkey", "assessor: SOFREP"]);
    let attacks = show("attacks");
    holds(told(&attacks, "attack-18jun"), &["on: Russia, Turkey", "patrol: unknown"]);
    holds(told(&attacks, "blockade-m4"), &["date: 15–31 Mar", "begun right after the patrols"]);
    let attacked = "attacked: 3 of them; last reported 14 Jul; 1 more attack, patrol not told\n";
    holds(
        &show("patrols"),
        &[attacked, "told: SOFREP counts 24 joint patrols (since mid-March)\n"],
    );
    // SOFREP tells of both; that they bear on a clause is the desk's word.
    let agreement = show("agreement");
    let deal = agreement.lines().find(|line| line.contains("record: The deal reached on 5 March"));
    holds(deal.unwrap(), &["6 km to its north", "says SOFREP", "held by: the desk"]);
    holds(told(&events, "corridor-5mar"), &["6 km to its north", "voice: SOFREP"]);
    holds(told(&events, "patrols-agreed"), &["to patrol the M4 together", "voice: SOFREP"]);
}

fn screen(size: (u16, u16), keys: &str) -> String {
    let place = Place::Input(Arc::from(IDLIB.as_bytes()));
    let mut app = App::new(vec![place], size, Theme::Terminal, Opening::default());
    let effects = app.start();
    headless::settle(&mut app, effects);
    for key in keys.chars() {
        let key = crossterm::event::KeyCode::Char(key).into();
        let effects = sitboard::app::update(&mut app, sitboard::app::Message::Key(key));
        headless::settle(&mut app, effects);
    }
    render(&frame(&app), FrameFormat::Text, app.theme)
}

#[test]
fn the_front_counts_24_patrols_and_an_attack_on_an_unknown_one() {
    for size in [(120, 40), (200, 60)] {
        let screen = screen(size, "");
        holds(&screen, &["counted ", "Turkey (TR) 24, Russia (RU) 22, SOFREP 24"]);
        holds(&screen, &["attacked ", "3 of them ✕; 1 more attack, patrol not told"]);
    }
    holds(&screen((80, 24), "z"), &["counted   Turkey (TR) 24, Russia (RU) 22, SOFREP 24"]);
}

#[test]
fn the_reason_of_the_halt_is_one_key_from_the_header() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let screen = screen(size, "P");
        holds(&screen, &["temporarily suspended", "halted, due to militant", "Zakharova's reason"]);
        holds(&screen, &["said of it"]);
    }
    let large = screen((120, 40), "P");
    holds(&large, &["→ Thursday  zakharova-halt  Maria Zakharova", "“radicals” (SOFREP)"]);
    let again = screen((80, 24), "PP");
    holds(&again, &["continues to hold", "→ Thursday  zakharova-condition  Maria Zakharova"]);
}
