//! The boards of real ceasefires against the facts that they were written from: of each row of the
//! facts a table says where it stands on the board, or why it was left out. Every word can be gone
//! back to, every source is graded with a reason, and the audit finds what the sources contradict
//! themselves in, and nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use sitboard::{
    board::LoadedFile,
    model::{Key, Record, Scenario, Table, Word},
};

struct Shipped {
    name: &'static str,
    text: &'static str,
    /// `file,row,what,state,records,why`
    facts: &'static str,
    /// Rows of the facts that stand on the board, and rows that do not.
    rows: (usize, usize),
    /// What the sources contradict themselves in, by the finding's message.
    findings: &'static [&'static str],
    /// What the front says at its opening.
    front: &'static [&'static str],
}

const BOARDS: &[Shipped] = &[
    Shipped {
        name: "lebanon-2024",
        text: include_str!("../scenarios/lebanon-2024.toml"),
        facts: include_str!("data/boards/lebanon-2024.csv"),
        rows: (270, 351),
        findings: &[
            "the parts of nna-dead-26jan add up to 16, its total is 15",
            "the running figure falls from 4190 (war-dead-6feb) to 4109 (war-dead-18feb)",
        ],
        front: &["1 Incidents", "2 Events", "3 Displacement", "4 Restrictions"],
    },
    Shipped {
        name: "karabakh-2020",
        text: include_str!("../scenarios/karabakh-2020.toml"),
        facts: include_str!("data/boards/karabakh-2020.csv"),
        rows: (467, 160),
        findings: &[
            "the running figure falls from 73500 (items-18dec) to 22991 (items-9jan)",
            "mod-russia says two things of buildings-11jan on Mon 11 Jan 2021: running 710, and \
             running 618",
        ],
        front: &["1 Incidents", "2 Handovers", "3 Displacement", "4 Actors", "44 ≠ prisoners"],
    },
    Shipped {
        name: "gaza-2025",
        text: include_str!("../scenarios/gaza-2025.toml"),
        facts: include_str!("data/boards/gaza-2025.csv"),
        rows: (365, 88),
        findings: &[
            "moh-gaza says two things of strikes-18mar on Tue 18 Mar 2025: killed 404, and \
                     killed 413",
        ],
        front: &["1 Handovers", "2 Restrictions", "3 Incidents", "642 ≠ prisoners"],
    },
];

/// What the figures of the four oldest boards said before their repeated voices became bulletins:
/// of each board, day by day, every figure of the register.
const FIGURES_BEFORE: &str = include_str!("data/boards/figures.json");

/// Tables whose records somebody tells; the rest is what they name.
const TOLD: [Table; 14] = [
    Table::Amendment,
    Table::Status,
    Table::Patrol,
    Table::Attack,
    Table::Displacement,
    Table::Statement,
    Table::Event,
    Table::Assessment,
    Table::Tally,
    Table::Restriction,
    Table::Weapon,
    Table::Handover,
    Table::Agreement,
    Table::Tie,
];

fn scenario(board: &Shipped) -> Scenario {
    let file = LoadedFile::read(board.text.as_bytes(), board.name);
    (*file.index.expect("it opens").scenario).clone()
}

fn told(scenario: &Scenario) -> impl Iterator<Item = &Record> {
    TOLD.iter().flat_map(|table| scenario.table(*table))
}

#[test]
fn every_row_of_the_facts_stands_on_its_board_or_says_why_not() {
    for board in BOARDS {
        let scenario = scenario(board);
        let ids: BTreeSet<&str> =
            scenario.records().iter().map(|record| record.id.as_str()).collect();
        let mut rows = csv::Reader::from_reader(board.facts.as_bytes());
        let (mut used, mut left) = (0, 0);
        let mut seen = BTreeSet::new();
        for row in rows.records() {
            let row = row.unwrap();
            let [file, n, what, state, records, why] = std::array::from_fn(|at| row[at].to_owned());
            assert!(seen.insert((file.clone(), n.clone())), "{file} {n} stands twice");
            match state.as_str() {
                "used" => {
                    used += 1;
                    let named = records.split([' ', ';', ',']).filter(|id| !id.is_empty());
                    let strange: Vec<&str> = named.clone().filter(|id| !ids.contains(id)).collect();
                    assert!(named.count() > 0, "{file} {n} ({what}) names no record");
                    assert!(strange.is_empty(), "{}: {file} {n} names {strange:?}", board.name);
                }
                _ => {
                    left += 1;
                    assert!(!why.is_empty(), "{file} {n} ({what}) says no reason");
                }
            }
        }
        assert_eq!((used, left), board.rows, "{}", board.name);
    }
}

#[test]
fn every_word_can_be_gone_back_to_and_every_source_says_why_it_is_graded_so() {
    for board in BOARDS {
        let scenario = scenario(board);
        let records = told(&scenario).count();
        assert!((80..=160).contains(&records), "{}: {records} records", board.name);
        for source in scenario.table(Table::Source) {
            let has = |key: Key| source.get(key).is_some();
            assert!(has(Key::Reliability) && has(Key::Note), "{}: {}", board.name, source.id);
        }
        for record in told(&scenario) {
            let is_traced = |word: &Word| {
                let is_desk = word.source().is_some_and(|source| source.is_desk());
                is_desk || word.get(Key::Url).is_some() || word.get(Key::Bulletin).is_some()
            };
            assert!(record.words.iter().all(is_traced), "{}: {}", board.name, record.id);
        }
    }
}

fn sitboard(arguments: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_sitboard");
    let root = env!("CARGO_MANIFEST_DIR");
    let out = Command::new(program).current_dir(root).args(arguments).output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn the_audit_finds_what_the_sources_contradict_themselves_in_and_no_more() {
    for board in BOARDS {
        let path = format!("scenarios/{}.toml", board.name);
        let told = sitboard(&["check", "--format", "json", &path]);
        let found: serde_json::Value = serde_json::from_str(&told).unwrap();
        // That the world's map knows a town of some name is no fault of a source.
        let found = found.as_array().unwrap().iter().filter(|it| it["code"] != "no-point");
        let messages = found.map(|finding| {
            assert_eq!(finding["severity"], "note", "{}: {finding}", board.name);
            finding["message"].as_str().unwrap()
        });
        let messages = messages.collect::<Vec<_>>();
        assert_eq!(messages, board.findings, "{}", board.name);
    }
}

#[test]
fn each_opens_on_the_front_that_its_own_monitor_knows() {
    for board in BOARDS {
        let path = format!("scenarios/{}.toml", board.name);
        let front = sitboard(&["render", &path, "--size", "120x40"]);
        for words in board.front {
            assert!(front.contains(words), "{}: no {words}:\n{front}", board.name);
        }
    }
}

#[test]
fn the_oldest_boards_count_what_they_counted_before_they_had_bulletins() {
    type Figures = BTreeMap<String, String>;
    let boards: BTreeMap<String, BTreeMap<String, Figures>> =
        serde_json::from_str(FIGURES_BEFORE).unwrap();
    assert_eq!(boards.len(), 4);
    for (name, days) in &boards {
        let path = format!("scenarios/{name}.toml");
        for (day, before) in days {
            let printed = sitboard(&["why", &path, "--as-of", day, "--format", "json"]);
            let rows: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap();
            let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
            let now: Figures =
                rows.iter().map(|row| (text(row, "figure"), text(row, "text"))).collect();
            let other = |figure: &String| now.get(figure) != before.get(figure);
            let others: Vec<&String> = before.keys().filter(|figure| other(figure)).collect();
            assert!(others.is_empty(), "{name} on {day}: {others:?} of {now:#?}");
        }
    }
}
