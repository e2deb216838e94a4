//! What counts for and against a clause, when it is overdue, and what contradicts it.

use super::{
    super::{Clock, Knowledge, LoadedFile, Query},
    *,
};

fn board(text: &str, day: &str, knowledge: Knowledge) -> Board {
    let index = LoadedFile::read(text.as_bytes(), "x").index.unwrap();
    Board::new(index, Clock { as_of: day.parse().unwrap(), knowledge }, Query::default())
}

fn idlib(day: &str, knowledge: Knowledge) -> Board {
    board(include_str!("../../../scenarios/idlib-2020.toml"), day, knowledge)
}

fn told(board: &Board) -> Vec<String> {
    let mut told = Vec::new();
    for agreement in Compliance::all(board) {
        for clause in &agreement.clauses {
            let id = &board.record(clause.record).id;
            let (against, kept) = (clause.against, clause.kept);
            told.push(format!("{id}: {against} against, {kept} for"));
        }
        for party in agreement.breaches {
            let named = party.named.iter().map(|named| {
                let verb = match named.naming {
                    Naming::Claims => "claims",
                    Naming::Blames => "blames for",
                    Naming::Attributes => "names in",
                };
                format!("{} {verb} {}", named.voice, board.record(named.record).id)
            });
            let named: Vec<String> = named.collect();
            told.push(format!("{}: {}; {}", party.actor, party.count, named.join(", ")));
        }
    }
    told
}

#[test]
fn idlib_clause_by_clause() {
    assert_eq!(
        told(&idlib("2020-07-14", Knowledge::Then))[..5],
        [
            "cessation: 6 against, 0 for",
            "corridor: 0 against, 0 for",
            "joint-patrols: 3–4 against, 15–16 for",
            "russia: 0; ",
            "turkey: 0; ",
        ]
    );
    // Two pairs of incidents may be one each; on 23 March the parties differ on the outcome.
    let later = [
        "cessation: 10–12 against, 0 for",
        "corridor: 0 against, 0 for",
        "joint-patrols: 3–4 against, 17–18 for",
        "russia: 1; sofrep names in strikes-akrad",
        "turkey: 0; ",
    ];
    assert_eq!(told(&idlib("2020-08-14", Knowledge::Then))[..5], later);
    assert_eq!(told(&idlib("2020-08-14", Knowledge::Hindsight))[..5], later);
    // Who is no party is named as well: those who claim, and whom a voice has only a name for.
    let others = told(&idlib("2020-07-14", Knowledge::Then)).split_off(5);
    for named in [
        "khattab: 1; khattab-media claims ied-14jul",
        "militants: 1; mod-russia names in drones-11jul",
    ] {
        assert!(others.iter().any(|other| other == named), "{named}: {others:?}");
    }
}

#[test]
fn a_clause_stands_where_its_latest_status_has_it_and_its_deadline_runs() {
    let patrols = |day: &str| {
        let board = idlib(day, Knowledge::Then);
        let clause = Compliance::all(&board)[0].clauses[2].clone();
        assert_eq!(clause.kind, Some(ClauseKind::Patrols));
        let is = clause.standing.map(|standing| standing.is.word());
        (is, clause.deadline.unwrap().due.map(|due| due.to_string()))
    };
    assert_eq!(patrols("2020-03-06"), (None, Some("9 days left".into())));
    assert_eq!(patrols("2020-03-15"), (Some("partly-met"), None));
    assert_eq!(patrols("2020-07-22"), (Some("met"), None));
    assert_eq!(patrols("2020-08-14"), (Some("partly-met"), None));
    assert_eq!(Compliance::all(&idlib("2020-03-04", Knowledge::Then)), [], "not agreed yet");
}

/// An agreement of north and south, and incidents told by five voices.
const MADE: &str = r#"
format = 1
scenario = { id = "made", title = "Made" }
source = [
  { id = "press", name = "Press", kind = "media" },
  { id = "monitor", name = "Monitor", kind = "monitor" },
  { id = "brigade-channel", name = "Channel", kind = "armed-group", actor = "brigade" },
]
actor = [
  { id = "north", name = "North", kind = "state" },
  { id = "south", name = "South", kind = "state" },
  { id = "brigade", name = "Brigade", kind = "armed-group", part_of = "south" },
]
[[agreement]]
id = "truce"
name = "Truce"
signed = 2020-01-01
parties = ["north", "south"]
source = "press"
clause = [{ id = "fire", kind = "cessation", text = "No fire." }, { id = "roads", kind = "access", text = "Open roads." }]
"#;

fn made(attacks: &str) -> Vec<String> {
    told(&board(&format!("{MADE}{attacks}"), "2020-12-31", Knowledge::Then))
}

#[test]
fn a_breach_is_a_partys_only_where_a_voice_names_it() {
    let told = made(
        r#"
[[attack]]
id = "claimed"
date = 2020-02-01
kind = "shelling"
by = "unknown"
clause = "fire"
source = "press"
account = [{ source = "brigade-channel", by = "brigade" }, { source = "monitor", by = "north" }]
[[attack]]
id = "named"
date = 2020-02-02
kind = "shelling"
by = ["south"]
clause = "fire"
source = "monitor"
[[attack]]
id = "no-clause"
date = 2020-02-03
kind = "shelling"
by = "north"
source = "monitor"
[[attack]]
id = "unnamed"
date = 2020-02-04
kind = "shelling"
clause = "fire"
source = "monitor"
[[attack]]
id = "blocked"
date = 2020-02-05
kind = "blockade"
by = "north"
clause = "roads"
source = "monitor"
[[patrol]]
id = "turned-back"
date = 2020-02-06
by = "north"
outcome = "cut-short"
clause = "roads"
source = "monitor"
"#,
    );
    let wanted = [
        "fire: 3 against, 0 for",
        "roads: 1 against, 0 for",
        "north: 0–1; monitor names in claimed",
        "south: 1–2; brigade-channel claims claimed, monitor names in named",
        "brigade: 0–1; brigade-channel claims claimed",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn what_a_voice_takes_back_or_tells_otherwise_is_no_certain_violation() {
    let told = made(
        r#"
[[attack]]
id = "taken-back"
date = 2020-02-01
kind = "ied"
clause = "fire"
source = "press"
withdrawn = 2020-02-10
[[attack]]
id = "not-yet-known"
date = 2020-02-02
kind = "ied"
source = "press"
account = [{ source = "monitor", published = 2021-01-01, clause = "fire" }]
[[attack]]
id = "another-kind"
date = 2020-02-03
kind = "ied"
clause = "fire"
source = "press"
account = [{ source = "monitor", kind = "other" }]
[[attack]]
id = "another-clause"
date = 2020-02-04
kind = "ied"
clause = "roads"
source = "press"
account = [{ source = "monitor", clause = "fire" }]
[[event]]
id = "meeting"
date = 2020-02-05
kind = "meeting"
what = "They met."
clause = "fire"
source = "press"
"#,
    );
    assert_eq!(told[..2], ["fire: 0–2 against, 0 for", "roads: 1 against, 0 for"]);
    let board = board(MADE, "2020-12-31", Knowledge::Then);
    assert_eq!(Compliance::all(&board)[0].clauses[0].bearings, []);
}

#[test]
fn every_record_that_names_the_clause_is_listed_with_its_way() {
    let board = idlib("2020-08-14", Knowledge::Then);
    let clause = &Compliance::all(&board)[0].clauses[2];
    let way = |id: &str| {
        let n = board.scenario().position(&Id::new(id).unwrap());
        let bearing = clause.bearings.iter().find(|bearing| Some(bearing.record) == n).unwrap();
        (bearing.way, bearing.is_certain)
    };
    assert_eq!(way("patrol-12aug"), (Way::For, true));
    assert_eq!(way("patrol-14jul"), (Way::Against, true), "by the desk");
    assert_eq!(way("patrol-23mar"), (Way::Against, false), "the other party: completed");
    assert_eq!(way("patrol-16jun").0, Way::Names, "nobody says how it went");
    assert_eq!(way("blockade-15mar").0, Way::Names, "an obstruction");
    let newest = board.record(clause.bearings[0].record);
    assert_eq!(newest.id.as_str(), "patrol-12aug", "the sit-ins began in March");
}

#[test]
fn evidence_is_told_with_where_it_lies_and_counts_all_the_same() {
    let board = idlib("2020-08-14", Knowledge::Then);
    let compliance = Compliance::all(&board);
    let of = |id: &str| {
        let clauses = compliance.iter().flat_map(|agreement| &agreement.clauses);
        clauses.into_iter().find(|clause| board.record(clause.record).id.as_str() == id).unwrap()
    };
    let stands = |id: &str| {
        let clause = of("cessation");
        let told = clause.bearings.iter().map(|bearing| {
            let stands = board.stands_to_clause(bearing.record, clause.record);
            (board.record(bearing.record).id.as_str(), stands)
        });
        told.into_iter().find(|(of, _)| *of == id)
    };
    assert_eq!(stands("ied-14jul"), Some(("ied-14jul", Some(Stands::Inside))));
    assert_eq!(stands("strikes-akrad"), Some(("strikes-akrad", None)), "a place without a point");
    assert_eq!(of("corridor").against.high, Some(0), "what lies in it is not held against it");
}

#[test]
fn only_a_voice_whose_own_account_names_the_clause_blames() {
    let told = made(
        r#"
[[attack]]
id = "linked-by-the-desk"
date = 2020-02-01
kind = "shelling"
by = "north"
clause = "fire"
source = "monitor"
[[attack]]
id = "held-against-it"
date = 2020-02-02
kind = "shelling"
source = "press"
account = [
  { source = "monitor", by = "north", clause = "fire" },
  { source = "press", by = "brigade" },
]
[[attack]]
id = "by-its-own-source-too"
date = 2020-02-03
kind = "shelling"
by = "north"
source = "press"
account = [{ source = "press", clause = "fire" }]
"#,
    );
    let wanted = [
        "north: 2–3; monitor names in linked-by-the-desk, monitor blames for held-against-it, \
         press blames for by-its-own-source-too",
        "south: 0–1; press names in held-against-it",
        "brigade: 0–1; press names in held-against-it",
    ];
    assert_eq!(told[2..], wanted);
}

#[test]
fn a_party_is_named_by_nobody_only_where_no_count_and_no_statement_names_it() {
    let syria = |day: &str| {
        let text = include_str!("../../../scenarios/syria-2016.toml");
        let board = board(text, day, Knowledge::Then);
        let breaches = Compliance::all(&board).remove(0).breaches;
        let found = breaches.into_iter().map(|one| {
            let mention = |one: &Mention| format!("{} by {}", board.record(one.record).id, one.by);
            let elsewhere: Vec<String> = one.elsewhere(&board).iter().map(mention).collect();
            format!("{}: {}", one.actor, elsewhere.join(", "))
        });
        found.collect::<Vec<_>>()
    };
    assert_eq!(syria("2016-02-27"), ["russia: ", "usa: "]);
    // A count and a statement, neither of which is linked to a clause.
    let named = ["russia: snhr-day2 by snhr, hnc-29feb by hnc", "usa: "];
    assert_eq!(syria("2016-03-11"), named);
}
