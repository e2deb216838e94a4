//! One small file, said again in other ways and on other days.

use std::sync::Arc;

use super::{Differences, ToldValue};
use crate::{
    board::{Board, Clock, Index, LoadedFile, Query},
    model::{Id, Key},
};

const BEFORE: &str = r#"
format = 1
[scenario]
id = "x"
title = "A truce"

[[source]]
id = "ministry"
name = "Ministry"
kind = "party"
reliability = "C"

[[source]]
id = "agency"
name = "Agency"
kind = "media"

[[place]]
id = "town"
name = "Town"

[[attack]]
id = "mine"
date = 2020-07-01
kind = "ied"
place = "town"
killed = 1
source = "ministry"
published = 2020-07-01
credibility = 3
account = [
  { source = "agency", published = 2020-07-02, killed = "several" },
]

[[attack]]
date = 2020-07-03
kind = "shelling"
place = "town"
source = "agency"

[[attack]]
date = 2020-07-03
kind = "drone"
place = "town"
source = "ministry"

[[status]]
id = "running"
of = "patrols"
is = "running"
since = 2020-07-01
source = "ministry"
"#;

fn index(text: &str) -> Arc<Index> {
    let loaded = LoadedFile::read(text.as_bytes(), "x");
    let faults: Vec<String> = loaded
        .problems
        .iter()
        .filter(|p| p.code != "no-id")
        .map(|p| p.message.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    loaded.index.unwrap()
}

fn lines(differences: &Differences) -> Vec<String> {
    let line = |change: &super::Change| {
        format!("{} {}: {}", change.kind.name(), change.id, change.words())
    };
    differences.changes.iter().map(line).collect()
}

/// What changes between files when one stretch of the text is replaced.
#[track_caller]
fn rewritten(from: &str, to: &str) -> Vec<String> {
    assert_eq!(BEFORE.matches(from).count(), 1, "{from}");
    lines(&Differences::between_files(&index(BEFORE), &index(&BEFORE.replace(from, to))))
}

fn board(text: &str, day: &str) -> Board {
    Board::new(index(text), Clock::then(day.parse().unwrap()), Query::default())
}

/// What changes between two days of a file.
fn passed(text: &str, from: &str, to: &str) -> Vec<String> {
    let before = board(text, from);
    let clock = Clock::then(to.parse().unwrap());
    let after = Board::new(before.index.clone(), clock, Query::default());
    lines(&Differences::between_boards(&before, &after))
}

// ---------------------------------------------------------------------- files

#[test]
fn a_key_is_revised_in_one_voice() {
    assert_eq!(
        rewritten("killed = 1", "killed = 2\ndamage = \"a lorry\""),
        [
            "revised mine: killed: 1 → 2 (Ministry C3)",
            "revised mine: damage: not stated → a lorry (Ministry C3)",
        ]
    );
    assert_eq!(
        rewritten("place = \"town\"\nkilled", "killed"),
        ["revised mine: place: Town → not stated (Ministry C3)"]
    );
    assert_eq!(
        rewritten("killed = \"several\"", "killed = 4"),
        ["revised mine: killed: several → 4 (Agency)"]
    );
}

#[test]
fn grades_and_withdrawals_have_kinds_of_their_own() {
    assert_eq!(
        rewritten("credibility = 3", "credibility = 2"),
        ["regraded mine: Ministry C3 → Ministry C2"]
    );
    assert_eq!(
        rewritten("reliability = \"C\"", "reliability = \"B\""),
        ["regraded ministry: reliability: C → B"]
    );
    assert_eq!(
        rewritten("killed = \"several\"", "killed = \"several\", withdrawn = 2020-07-05"),
        ["withdrawn mine: Agency, withdrawn 5 Jul"]
    );
}

#[test]
fn words_come_and_go() {
    assert_eq!(
        rewritten(
            "killed = \"several\" },",
            "killed = \"several\" },\n  { source = \"desk\", killed = 2, note = \"x\" },"
        ),
        ["said mine: desk: killed 2"]
    );
    assert_eq!(
        rewritten("{ source = \"agency\", published = 2020-07-02, killed = \"several\" },", ""),
        ["unsaid mine: Agency: killed several"]
    );
}

#[test]
fn records_come_and_go_and_the_place_in_the_file_does_not_matter() {
    let status = &BEFORE[BEFORE.find("[[status]]").unwrap()..];
    let moved = format!("{}\n{}", BEFORE.replace(status, ""), "");
    let moved = moved
        .replace("[[source]]\nid = \"agency\"", &format!("{status}\n[[source]]\nid = \"agency\""));
    assert_eq!(lines(&Differences::between_files(&index(BEFORE), &index(&moved))), [""; 0]);
    let without = BEFORE.replace(status, "");
    assert_eq!(
        lines(&Differences::between_files(&index(BEFORE), &index(&without))),
        [
            "removed running: Patrols running since 1 Jul (Ministry C–)",
            "moved running: Patrols: running since Wed 1 Jul 2020 (Ministry C–) → not stated",
        ]
    );
    assert_eq!(
        lines(&Differences::between_files(&index(&without), &index(BEFORE))),
        [
            "added running: Patrols running since 1 Jul (Ministry C–)",
            "moved running: Patrols: not stated → running since Wed 1 Jul 2020 (Ministry C–)",
        ]
    );
}

#[test]
fn made_up_ids_do_not_hang_on_the_order_of_the_file() {
    let drone = "kind = \"drone\"\nplace = \"town\"\nsource = \"ministry\"";
    let shelling = "kind = \"shelling\"\nplace = \"town\"\nsource = \"agency\"";
    let swapped = BEFORE.replace(drone, "@").replace(shelling, drone).replace('@', shelling);
    assert_ne!(swapped, BEFORE);
    let (before, after) = (index(BEFORE), index(&swapped));
    assert!(Differences::between_files(&before, &after).is_empty());
    // The id that `check` offers, taken over by the author.
    assert_eq!(
        rewritten(
            "[[attack]]\ndate = 2020-07-03\nkind = \"shelling\"",
            "[[attack]]\nid = \"attack-2020-07-03-town\"\ndate = 2020-07-03\nkind = \"shelling\""
        ),
        [""; 0]
    );
}

#[test]
fn accounts_in_another_order_say_so() {
    let two = BEFORE.replace("account = [", "account = [\n  { source = \"desk\", killed = 2 },");
    let turned = BEFORE.replace(
        "killed = \"several\" },",
        "killed = \"several\" },\n  { source = \"desk\", killed = 2 },",
    );
    assert_eq!(
        lines(&Differences::between_files(&index(&two), &index(&turned))),
        ["revised mine: account: desk, Agency → Agency, desk"]
    );
}

#[test]
fn the_header_is_compared_like_a_record() {
    assert_eq!(
        rewritten(
            "id = \"x\"\ntitle = \"A truce\"",
            "id = \"y\"\ntitle = \"A peace\"\nday_ends = \"19:30\""
        ),
        [
            "revised y: title: A truce → A peace",
            "revised y: day_ends: 24:00 → 19:30",
            "revised y: id: x → y",
        ]
    );
}

#[test]
fn a_change_carries_its_values_and_its_place() {
    let after = index(&BEFORE.replace("killed = 1", "killed = 2"));
    let differences = Differences::between_files(&index(BEFORE), &after);
    let [change] = differences.changes.as_slice() else { panic!("{differences:?}") };
    let mine = after.scenario.position(&Id::new("mine").unwrap()).unwrap();
    assert_eq!(
        (change.older, change.newer, change.key),
        (Some(mine), Some(mine), Some(Key::Killed))
    );
    assert_eq!(differences.touched().into_iter().collect::<Vec<_>>(), [mine]);
    let ToldValue::Value(value) = &change.after.told else { panic!("{change:?}") };
    assert_eq!(value.as_count().unwrap().best, Some(2));
    assert_eq!(change.after.spot.unwrap().line, 27);
    assert_eq!(change.after.voices[0].grade.to_string(), "C3");
}

// ---------------------------------------------------------------------- days

#[test]
fn a_day_brings_records_words_and_statuses() {
    assert_eq!(
        passed(BEFORE, "2020-07-01", "2020-07-03"),
        [
            "said mine: Agency: killed several",
            "contested mine: killed: 1 (Ministry C3) ≠ several (Agency)",
            "added attack-2020-07-03-town: Shelling in Town, 3 Jul (Agency)",
            "added attack-2020-07-03-town-2: Drones in Town, 3 Jul (Ministry C–)",
        ]
    );
    assert_eq!(
        passed(BEFORE, "2020-06-30", "2020-07-01"),
        [
            "added running: Patrols running since 1 Jul (Ministry C–)",
            "moved running: Patrols: not stated → running since Wed 1 Jul 2020 (Ministry C–)",
            "added mine: IED in Town, 1 Jul (Ministry C3)",
        ]
    );
    assert_eq!(passed(BEFORE, "2020-07-04", "2020-08-04"), [""; 0]);
}

/// The file with one more account.
fn with_account(account: &str) -> String {
    BEFORE.replace(
        "killed = \"several\" },",
        &format!("killed = \"several\" }},\n  {{ {account} }},"),
    )
}

#[test]
fn a_later_word_of_the_same_voice_is_a_correction() {
    let text = with_account("source = \"ministry\", published = 2020-07-05, killed = 3");
    assert_eq!(
        passed(&text, "2020-07-04", "2020-07-05"),
        [
            "corrected mine: killed: 1 (Ministry C3) → 3 (Ministry C–)",
            "settled mine: killed: 1 (Ministry C3) ≠ several (Agency) → 3 (Ministry C–), several (Agency)",
        ]
    );
    // What nobody had told of comes with the word that tells it.
    let text = with_account(
        "source = \"ministry\", published = 2020-07-05, killed = 3, damage = \"a lorry\"",
    );
    assert_eq!(
        passed(&text, "2020-07-04", "2020-07-05")[..2],
        [
            "said mine: Ministry C–: killed 3, damage a lorry",
            "corrected mine: killed: 1 (Ministry C3) → 3 (Ministry C–)",
        ]
    );
}

#[test]
fn another_voices_word_that_shows_revises_the_key() {
    let text = with_account("source = \"desk\", published = 2020-07-05, killed = 2");
    assert_eq!(
        passed(&text, "2020-07-04", "2020-07-05"),
        ["said mine: desk: killed 2", "revised mine: killed: 1 (Ministry C3) → 2 (desk)",]
    );
}

#[test]
fn a_word_taken_back_counts_no_more() {
    let text = BEFORE.replace("credibility = 3", "credibility = 3\nwithdrawn = 2020-07-06");
    assert_eq!(
        passed(&text, "2020-07-05", "2020-07-06"),
        [
            "withdrawn mine: Ministry C3, withdrawn 6 Jul",
            "revised mine: killed: 1 (Ministry C3) → several (Agency)",
            "settled mine: killed: 1 (Ministry C3) ≠ several (Agency) → several (Agency)",
        ]
    );
}

#[test]
fn a_later_word_on_the_same_matter_can_regrade_it() {
    let text = with_account("source = \"ministry\", published = 2020-07-05, credibility = 2");
    assert_eq!(
        passed(&text, "2020-07-04", "2020-07-05"),
        ["said mine: Ministry C2: speaks of it", "regraded mine: Ministry C3 → Ministry C2",]
    );
    // Graded on another matter: no word is regraded.
    let text = with_account(
        "source = \"ministry\", published = 2020-07-05, damage = \"a lorry\", credibility = 2",
    );
    assert_eq!(
        passed(&text, "2020-07-04", "2020-07-05"),
        ["said mine: Ministry C2: damage a lorry"]
    );
}

#[test]
fn a_later_status_moves_what_it_is_about() {
    let text = format!(
        "{BEFORE}\n[[status]]\nid = \"halt\"\nof = \"patrols\"\nis = \"suspended\"\nwords = \"halted\"\nsince = 2020-07-08\nsource = \"agency\"\n"
    );
    assert_eq!(
        passed(&text, "2020-07-07", "2020-07-08"),
        [
            "added halt: Patrols suspended since 8 Jul (Agency)",
            "moved halt: Patrols: running since Wed 1 Jul 2020 (Ministry C–) → suspended (“halted”) since Wed 8 Jul 2020 (Agency)",
        ]
    );
}

#[test]
fn two_readings_on_two_days_are_told_as_a_reader_sees_them() {
    // The account of the agency shows nowhere; the desk's note is no matter of the board.
    let text = BEFORE
        .replace("killed = \"several\"", "killed = 4")
        .replace("kind = \"drone\"", "kind = \"drone\"\nkilled = 1")
        .replace("killed = 1\nsource", "killed = 1\nnote = \"x\"\nsource");
    let differences =
        Differences::between_boards(&board(BEFORE, "2020-07-03"), &board(&text, "2020-07-04"));
    assert_eq!(
        lines(&differences),
        [
            "revised mine: killed: several → 4 (Agency)",
            "revised attack-2020-07-03-town-2: killed: not stated → 1 (Ministry C–)",
        ]
    );
    let told_late = BEFORE.replace("published = 2020-07-02", "published = 2020-07-09");
    let back =
        Differences::between_boards(&board(BEFORE, "2020-07-03"), &board(&told_late, "2020-07-03"));
    assert_eq!(
        lines(&back),
        [
            "unsaid mine: Agency: killed several",
            "settled mine: killed: 1 (Ministry C3) ≠ several (Agency) → 1 (Ministry C3)",
        ]
    );
}

#[test]
fn back_in_time_everything_is_undone() {
    assert_eq!(
        passed(BEFORE, "2020-07-03", "2020-07-01"),
        [
            "unsaid mine: Agency: killed several",
            "settled mine: killed: 1 (Ministry C3) ≠ several (Agency) → 1 (Ministry C3)",
            "removed attack-2020-07-03-town: Shelling in Town, 3 Jul (Agency)",
            "removed attack-2020-07-03-town-2: Drones in Town, 3 Jul (Ministry C–)",
        ]
    );
}
