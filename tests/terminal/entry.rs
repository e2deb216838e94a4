//! A report comes in: it is entered, seen in list, timeline and file, undone, saved; beside an
//! editor on the same file, through a crash, and where nothing may be changed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::harness::{AT_ONCE, Board, Case, IDLIB, PATIENCE, Start, save_by_renaming};

const LINE: &str = "14 jul 08:50 ied ariha on russia,turkey injured russia=3 turkey=several \
                    by unknown src sohr";
const WRITTEN: &str = "\
[[attack]]
id = \"attack-2020-07-14-ariha\"
date = 2020-07-14T08:50:00
kind = \"ied\"
by = [\"unknown\"]
on = [\"russia\", \"turkey\"]
place = \"ariha\"
injured = { russia = 3, turkey = \"several\" }
source = \"sohr\"
published = 2020-08-14
";

fn text(case: &Case) -> String {
    fs::read_to_string(case.path()).unwrap_or_default() // it may be gone
}

/// Waits until the file says something.
#[track_caller]
fn says(board: &mut Board, case: &Case, wanted: &str) {
    becomes(board, case, wanted, |text| text.contains(wanted));
}

/// Waits until the file is this text, byte for byte.
#[track_caller]
fn is(board: &mut Board, case: &Case, wanted: &str) {
    becomes(board, case, "byte for byte what it was", |text| text == wanted);
}

#[track_caller]
fn becomes(board: &mut Board, case: &Case, what: &str, request: impl Fn(&str) -> bool) {
    let until = Instant::now() + PATIENCE;
    while !request(&text(case)) {
        assert!(
            Instant::now() < until,
            "the file was never: {what}; on screen:
{}",
            board.text()
        );
        board.read_for(Duration::from_millis(10));
    }
}

/// The lines that only the second text has.
fn new_lines(before: &str, after: &str) -> Vec<String> {
    let mut old: Vec<&str> = before.lines().collect();
    let is_new = |line: &&str| match old.iter().position(|known| known == line) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    };
    after.lines().filter(is_new).map(str::to_owned).collect()
}

#[test]
fn an_attack_is_entered_seen_saved_and_undone() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2");
    board.focus_is("2 Attacks");
    board.keys("i");
    board.sees("In one line");
    board.keys(LINE);
    board.sees("injured: Russia 3, Turkey several");
    board.keys("\r");
    board.sees("added: IED near Ariha, 14 Jul");
    board.sees("1 unsaved");
    board.selection_is("14 Jul"); // it is the one that is selected
    board.selection_is("≥5");
    assert_eq!(text(&case), IDLIB, "nothing is saved yet");

    board.keys("w");
    board.sees("saved ");
    board.sees_no_more("unsaved");
    let saved = text(&case);
    assert!(saved.contains(WRITTEN), "{saved}");
    assert_eq!(new_lines(IDLIB, &saved).join("\n"), WRITTEN);
    // Its place, its kind and its day are those of an attack on file: they are told to be one.
    board.keys("5");
    board.focus_is("Timeline");
    board.sees("3 attacks (2 before)");

    board.keys("u");
    board.sees("undone: added: IED near Ariha, 14 Jul");
    board.sees("1 unsaved");
    board.keys("\x12"); // Ctrl-R
    board.sees("done again: added: IED near Ariha, 14 Jul");
    board.sees_no_more("unsaved");
    board.keys("uw");
    board.sees("saved ");
    is(&mut board, &case, IDLIB);
    board.keys("q");
    board.exit_status(AT_ONCE);
}

#[test]
fn a_form_is_filled_in_with_a_new_source_on_the_way() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2a");
    board.sees("New attack");
    board.keys("dron\x0e"); // Ctrl-N completes
    board.sees("drone");
    board.keys("\x06source\rfree voice\x0f"); // Ctrl-F to a key, Ctrl-O for a new source
    board.sees("New source");
    board.sees("free-voice");
    board.keys("\x06kind\rmedia\x13");
    board.sees_no_more("New source");
    board.sees("free-voice");
    board.keys("\x13"); // Ctrl-S
    board.sees("added: Drone");
    board.keys("w");
    says(&mut board, &case, "source = \"free-voice\"");
    let new = new_lines(IDLIB, &text(&case)).join("\n");
    let wanted = "[[source]]\nid = \"free-voice\"\nname = \"free voice\"\nkind = \"media\"";
    assert!(new.contains(wanted), "{new}");
    assert!(new.contains("kind = \"drone\"\nsource = \"free-voice\""), "{new}");
}

#[test]
fn what_is_typed_is_checked_and_not_lost_by_a_slip() {
    let mut board = Board::idlib();
    board.keys("2a");
    board.sees("New attack");
    board.keys("bomb");
    board.sees("is no kind of incident; one of: beating");
    board.keys("\x13");
    board.sees("is no"); // in the words of `check`
    board.keys("\x1b");
    board.sees("Esc once more leaves without writing what was typed");
    board.keys("\x15shelling\x13");
    board.sees("`source` is needed");
    board.keys("\x1b\x1b");
    board.sees_no_more("New attack");
}

#[test]
fn another_source_says_four_injured() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2");
    board.focus_is("2 Attacks");
    board.keys("A");
    board.sees("Another voice: Airstrike near Jabal al-Akrad, last week");
    board.keys("sohr\x06inj\r4\x13");
    board.sees("another voice: Airstrike near Jabal al-Akrad, last week");
    board.keys("w");
    says(&mut board, &case, "  { source = \"sohr\", published = 2020-08-14, injured = 4 },");
    let added = new_lines(IDLIB, &text(&case));
    assert_eq!(added.len(), 3, "{added:?}"); // the list, the account, its end

    // The account is withdrawn on a day, then removed; the record stays as it was.
    board.keys("\rl");
    board.sees("Detail");
    board.keys("x");
    board.sees("withdrawn on: 2020-08-14");
    board.keys("\r");
    board.sees("takes its word back: Airstrike near Jabal al-Akrad");
    board.keys("w");
    says(&mut board, &case, "injured = 4, withdrawn = 2020-08-14 },");
    board.keys("\x1b[3~"); // Del
    board.sees("Remove the account of SOHR");
    board.keys("y");
    board.sees("account of SOHR removed: Airstrike");
    board.keys("w");
    is(&mut board, &case, IDLIB);
}

#[test]
fn a_record_is_changed_duplicated_and_removed() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2e");
    board.sees("Change: Airstrike near Jabal al-Akrad, last week");
    board.keys("\x06note\r\x15Seen again.\x13");
    board.sees("changed: Airstrike near");
    board.keys("yd");
    board.sees("New attack");
    board.keys("\x06note\r");
    board.sees("Seen again.");
    board.keys("\x13");
    board.sees("added: Airstrike near Jabal al-Akrad");
    board.sees("2 unsaved");
    board.sees("3 of 19");
    board.keys("\x1b[3~");
    board.sees("with all that is said of it?");
    board.keys("y");
    board.sees("removed: Airstrike near Jabal al-Akrad");
    board.keys("uuu");
    board.sees("undone: changed: Airstrike near Jabal al-Akrad, last week");
    board.sees_no_more("unsaved");
    assert_eq!(text(&case), IDLIB);
}

#[test]
fn what_somebody_else_wrote_elsewhere_is_kept() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys(format!("i{LINE}\r"));
    board.sees("added: IED near Ariha, 14 Jul");
    let theirs = IDLIB.replacen("title = \"Idlib", "title = \"In Idlib", 1);
    assert_ne!(theirs, IDLIB);
    case.save(&theirs);
    board.sees("the file was changed outside; 1 change of yours on top of it");
    board.sees("In Idlib");
    board.sees("1 unsaved");
    board.keys("w");
    says(&mut board, &case, WRITTEN);
    assert!(text(&case).contains("title = \"In Idlib"));
    // Undone, ours goes and theirs stays.
    board.keys("u");
    board.sees("undone: ");
    board.keys("w");
    is(&mut board, &case, &theirs);
}

/// A change of one record here, and another one of it outside.
fn clashing(case: &Case) -> Board {
    let mut board = case.board();
    board.keys("2e\x06place\r\x15ariha\x13");
    board.sees("changed: Airstrike near");
    let at = IDLIB.find("id = \"strikes-akrad\"").unwrap();
    let theirs = IDLIB[at..].replacen("place = \"akrad-town\"", "place = \"nayrab\"", 1);
    case.save(&format!("{}{theirs}", &IDLIB[..at]));
    board.sees("Changed here and outside");
    board.sees("akrad-town");
    board.sees("ariha");
    board.sees("nayrab");
    board
}

#[test]
fn both_versions_of_a_record_are_shown_and_one_is_chosen() {
    for (key, wanted) in [("o", "place = \"ariha\""), ("t", "place = \"nayrab\"")] {
        let case = Case::idlib();
        let mut board = clashing(&case);
        board.keys("\x1b");
        board.sees("not settled yet");
        board.sees("conflict");
        board.keys("w");
        board.sees("Changed here and outside");
        board.keys(key);
        board.sees("the file was changed outside");
        if key == "o" {
            board.keys("w");
        }
        becomes(&mut board, &case, wanted, |text| {
            let at = text.find("id = \"strikes-akrad\"").unwrap();
            text[at..at + 600].contains(wanted)
        });
    }
}

/// A form that was open while its record changed outside keeps what is typed: what only one side
/// touched is written over the new text, the rest is settled.
#[test]
fn a_form_over_a_record_that_changed_keeps_what_was_typed() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2e\x06place\r\x15ariha");
    let at = IDLIB.find("id = \"strikes-akrad\"").unwrap();
    let theirs = IDLIB[at..].replacen("place = \"akrad-town\"", "place = \"nayrab\"", 1);
    case.save(&format!("{}{theirs}", &IDLIB[..at]));
    board.sees("changed outside (place); what is typed stays: Airstrike near");
    board.keys("\x13");
    board.sees("Changed here and outside: Airstrike near");
    board.sees("nayrab");
    // Left for later, the form stands as it was typed.
    board.keys("\x1b");
    board.sees("not written");
    board.sees("ariha");
    board.keys("\x13");
    board.sees("Changed here and outside: Airstrike near");
    board.keys("o");
    board.sees("changed: Airstrike near");
    board.keys("w");
    becomes(&mut board, &case, "ours", |text| {
        let at = text.find("id = \"strikes-akrad\"").unwrap();
        text[at..at + 600].contains("place = \"ariha\"")
    });
    // Another key of it is no question.
    board.keys("e\x06note\r\x15Seen twice.");
    let now = text(&case).replacen("title = \"", "title = \"In ", 1);
    case.save(&now);
    board.sees("In Idlib");
    board.keys("\x13");
    board.sees("changed: Airstrike near");
}

#[test]
fn what_was_settled_can_be_undone() {
    let case = Case::idlib();
    let mut board = clashing(&case);
    board.keys("t");
    board.sees("the file was changed outside");
    board.sees_no_more("unsaved");
    board.keys("u");
    board.sees("undone: settled: Airstrike near Jabal al-Akrad");
    board.keys("w");
    becomes(&mut board, &case, "ours again", |text| {
        let at = text.find("id = \"strikes-akrad\"").unwrap();
        text[at..at + 600].contains("place = \"ariha\"")
    });
}

#[test]
fn leaving_asks_once_and_saves_or_discards() {
    for (key, is_saved) in [("w", true), ("d", false)] {
        let case = Case::idlib();
        let state = case.folder.path().join("state");
        let start = || case.start().env("XDG_STATE_HOME", state.to_str().unwrap());
        let mut board = start().ready();
        board.keys(format!("i{LINE}\r"));
        board.sees("1 unsaved");
        board.keys("q");
        board.sees("Not saved yet");
        board.keys("\x1b");
        board.sees_no_more("Not saved yet");
        board.keys("q");
        board.sees("1 change not saved");
        board.keys(key);
        if !is_saved {
            board.sees("1 change would be lost:");
            board.keys(key);
        }
        board.exit_status(AT_ONCE);
        assert_eq!(text(&case).contains(WRITTEN), is_saved);
        // What was discarded is not offered again.
        let mut again = start().ready();
        again.keys("2");
        again.focus_is("2 Attacks");
        assert!(!again.text().contains("did not come to its end"), "{}", again.text());
    }
}

#[test]
fn a_board_that_was_killed_has_lost_nothing() {
    for signal in [Signal::KILL, Signal::TERM, Signal::HUP] {
        let case = Case::idlib();
        let state = case.folder.path().join("state");
        let start = || case.start().env("XDG_STATE_HOME", state.to_str().unwrap());
        let mut board = start().ready();
        board.keys(format!("2i{LINE}\r"));
        board.selection_is("≥5");
        board.keys("e\x06note\r\x15Three wounded.\x13");
        board.sees("2 unsaved");
        board.kill(signal);
        board.exit_status(AT_ONCE);
        assert_eq!(text(&case), IDLIB);

        let mut again = start().spawn();
        again.sees("Changes that were not saved");
        again.sees("added: IED near Ariha, 14 Jul");
        again.keys("y");
        again.sees("put back: 2 changes");
        again.sees("2 unsaved");
        again.keys("w");
        says(&mut again, &case, "note = \"Three wounded.\"");
        assert!(text(&case).contains(&WRITTEN.replace(
            "published = 2020-08-14\n",
            "published = 2020-08-14\nnote = \"Three wounded.\"\n"
        )));
        again.keys("q");
        again.exit_status(AT_ONCE);
        let mut last = start().spawn();
        last.sees("2 Attacks");
        last.keys("2");
        last.focus_is("2 Attacks");
        assert!(!last.text().contains("were not saved"), "{}", last.text());
    }
}

/// The keys came before the question: they were not meant for it.
#[test]
fn what_was_left_is_not_discarded_by_keys_typed_before_it_was_asked_about() {
    let case = Case::idlib();
    let state = case.folder.path().join("state");
    let start = || case.start().env("XDG_STATE_HOME", state.to_str().unwrap());
    let mut board = start().ready();
    board.keys(format!("i{LINE}\r"));
    board.sees("1 unsaved");
    board.kill(Signal::KILL);
    board.exit_status(AT_ONCE);
    for _ in 0..5 {
        // Typed while the board opens.
        let mut again = start().spawn();
        again.keys("dddddd");
        again.sees("Changes that were not saved");
        again.read_for(Duration::from_millis(20));
        assert!(!again.text().contains("discarded"), "{}", again.text());
        again.kill(Signal::KILL);
        again.exit_status(AT_ONCE);
    }
    let mut again = start().spawn();
    again.sees("Changes that were not saved");
    again.keys("d");
    again.sees("1 change would be lost:");
    again.keys("d");
    again.sees("discarded what was left; u brings it back");
    // Not even a kill loses it before the board is left.
    again.kill(Signal::KILL);
    again.exit_status(AT_ONCE);
    let mut again = start().spawn();
    again.sees("Changes that were not saved");
    again.keys("d");
    again.sees("1 change would be lost:");
    again.keys("d");
    again.sees("discarded what was left");
    again.keys("u");
    again.sees("Changes that were not saved");
    again.keys("y");
    again.sees("put back: 1 change");
    again.keys("w");
    says(&mut again, &case, WRITTEN);
}

#[test]
fn what_was_left_and_discarded_is_not_offered_again() {
    let case = Case::idlib();
    let state = case.folder.path().join("state");
    let start = || case.start().env("XDG_STATE_HOME", state.to_str().unwrap());
    let mut board = start().ready();
    board.keys(format!("i{LINE}\r"));
    board.sees("1 unsaved");
    board.kill(Signal::KILL);
    board.exit_status(AT_ONCE);
    let mut again = start().spawn();
    again.sees("Changes that were not saved");
    again.keys("d");
    again.sees("1 change would be lost:");
    again.keys("d");
    again.sees("discarded what was left");
    again.keys("q");
    assert_eq!(again.exit_status(AT_ONCE), 0);
    let mut last = start().ready();
    last.keys("2");
    last.focus_is("2 Attacks");
    assert!(!last.text().contains("were not saved"), "{}", last.text());
}

/// Records that are typed or pasted in one go, some of them refused: none of their letters is a key
/// of the board, none runs into another, and those behind a refused one come when it is mended.
#[test]
fn several_records_in_one_burst() {
    let case = Case::idlib();
    let mut board = case.board();
    let good = |n: u32| format!("i{n} jul 08:50 ied ariha killed {n} src sohr\r");
    let line = |n: u32, rest: &str| format!("i{n} jul ied ariha killed {n}{rest}\r");
    board.keys([good(1), line(2, ""), good(3), line(4, " quit q q"), good(5)].concat());
    board.sees("source sohr, as last time: Enter once more writes it so");
    board.sees("2 jul ied ariha killed 2");
    board.sees("1 unsaved");
    board.keys(" src sohr\r");
    // The next that is refused, behind one that was written.
    board.sees("4 jul ied ariha killed 4 quit q q");
    board.sees("3 unsaved");
    board.keys("\x1b");
    board.sees("Esc once more leaves");
    board.keys("\x1b");
    board.sees_no_more("In one line");
    board.sees("what was typed ahead is not taken");
    board.keys("w");
    says(&mut board, &case, "killed = 3\n");
    let text = text(&case);
    for (n, is_there) in [(1, true), (2, true), (3, true), (4, false), (5, false)] {
        assert_eq!(text.contains(&format!("killed = {n}\nsource = \"sohr\"")), is_there, "{n}");
    }
    board.focus_is("1 Patrols");
}

/// More than the terminal hands out at once: a frame leaves in the middle of it, and yet nothing
/// of it is taken for what the frame showed.
#[test]
fn a_burst_longer_than_one_read() {
    let case = Case::idlib();
    let mut board = case.board();
    let blanks = " ".repeat(700);
    let good = |n: u32| format!("i{n} jul 08:50 ied{blanks}ariha killed {n} src sohr\r");
    let mut all = "i3 jul ied ariha\r".to_owned();
    (1..=9).for_each(|n| all.push_str(&good(n)));
    assert!(all.len() > 6000);
    board.flood(all.as_bytes());
    board.sees("still wanted: source");
    // What is typed before all of the flood was read is of the flood.
    board.read_for(Duration::from_millis(500));
    board.keys(" src sohr\r");
    let until = Instant::now() + 12 * PATIENCE;
    while !board.text().contains("10 unsaved") && Instant::now() < until {
        board.read_for(Duration::from_millis(50));
    }
    board.sees("10 unsaved");
    board.sees_no_more("In one line");
    board.focus_is("1 Patrols");
}

#[test]
fn with_autosave_every_change_is_in_the_file_at_once() {
    let case = Case::idlib();
    let path = case.path();
    let mut board = Start::board(&["--autosave", path.to_str().unwrap()]).ready();
    board.keys(format!("i{LINE}\r"));
    says(&mut board, &case, WRITTEN);
    board.sees_no_more("unsaved");
    board.keys("u");
    board.sees("saved ");
    is(&mut board, &case, IDLIB);
}

#[test]
fn nothing_is_changed_where_nothing_may_be() {
    let case = Case::idlib();
    let path = case.path();
    let mut board = Start::board(&["--read-only", path.to_str().unwrap()]).ready();
    board.sees("read-only");
    board.keys("i");
    board.sees("the board is read-only");
    // The setting does the same.
    let settings = case.folder.path().join("sitboard");
    fs::create_dir(&settings).unwrap();
    fs::write(settings.join("config.toml"), "read_only = true\n").unwrap();
    let folder = case.folder.path().to_str().unwrap().to_owned();
    let mut board = case.start().env("XDG_CONFIG_HOME", &folder).ready();
    board.keys("a");
    board.sees("the board is read-only");
    // What is part of the program has no file.
    let mut board =
        Start::program(&["sh", "-c", "cd / && exec \"$0\"", crate::harness::PROGRAM]).ready();
    board.keys("a");
    board.sees("this scenario is part of the program");
}

#[test]
fn a_hard_link_is_asked_about_and_a_lost_file_written_anew() {
    let case = Case::idlib();
    let other = case.folder.path().join("other.toml");
    fs::set_permissions(case.path(), fs::Permissions::from_mode(0o640)).unwrap();
    fs::hard_link(case.path(), &other).unwrap();
    let mut board = case.board();
    board.keys("i");
    board.sees("the file has another name");
    board.keys(format!("{LINE}\rw"));
    board.sees("Save all the same?");
    board.keys("y");
    says(&mut board, &case, WRITTEN);
    assert_eq!(fs::read_to_string(&other).unwrap(), IDLIB);
    board.sees("saved ");

    board.keys("2e\x06note\r\x15Again.\x13");
    board.sees("1 unsaved");
    fs::remove_file(case.path()).unwrap();
    board.sees("is gone");
    board.keys("w");
    board.sees("was moved or removed");
    board.keys("y");
    board.sees("saved ");
    board.sees_no_more("unsaved");
    says(&mut board, &case, "Again.");
    // As it was but for its text, and with nothing beside it.
    assert_eq!(fs::metadata(case.path()).unwrap().permissions().mode() & 0o7777, 0o640);
    let names = fs::read_dir(case.folder.path()).unwrap();
    let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.len() == 2, "{names:?}");
}

#[test]
fn the_editor_opens_at_the_record_and_what_it_wrote_is_shown() {
    let case = Case::idlib();
    let editor = case.folder.path().join("edit");
    let called = case.folder.path().join("called");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > {}\nsed -i 's/title = \"Idlib/title = \"Edited/' \"$2\"\n",
        called.display()
    );
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut board = case.start().env("VISUAL", editor.to_str().unwrap()).ready();
    board.keys("2E");
    board.sees("Edited: joint patrols");
    let line = IDLIB.lines().position(|line| line == "id = \"strikes-akrad\"").unwrap();
    let wanted = format!("+{line}\n{}\n", case.path().display());
    assert_eq!(fs::read_to_string(&called).unwrap(), wanted);
    board.keys("j");
    board.focus_is("2 Attacks"); // the keys are the board's again
}

/// Boards beside other programs on one file: nobody's line is lost.
#[test]
fn a_board_an_editor_sed_and_git_on_one_file() {
    let case = Case::idlib();
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git")
            .current_dir(case.folder.path())
            .args(["-c", "user.name=t", "-c", "user.email=t@localhost"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "as it was"]);
    git(&["checkout", "-qb", "theirs"]);
    let path = case.path();
    fs::write(&path, IDLIB.replacen("title = \"Idlib", "title = \"Branched", 1)).unwrap();
    git(&["commit", "-qam", "another title"]);
    git(&["checkout", "-q", "main"]);

    let mut board = case.board();
    board.keys(format!("i{LINE}\r"));
    board.sees("1 unsaved");
    git(&["checkout", "-q", "theirs"]);
    board.sees("Branched");
    board.keys("w");
    says(&mut board, &case, WRITTEN);
    assert!(text(&case).contains("Branched"));
    let sed = std::process::Command::new("sed")
        .args(["-i", "s/Branched/Streamed/"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(sed.success());
    board.sees("Streamed");
    board.keys("2e\x06note\r\x15Ours.\x13");
    board.sees("1 unsaved");
    save_by_renaming(&path, &text(&case).replacen("Streamed", "Renamed", 1));
    board.sees("Renamed");
    board.keys("w");
    says(&mut board, &case, "note = \"Ours.\"");
    let both = text(&case);
    assert!(both.contains("Renamed") && both.contains("id = \"attack-2020-07-14-ariha\""));
    let check = std::process::Command::new(crate::harness::PROGRAM)
        .arg("check")
        .arg(Path::new(&path))
        .status();
    assert!(check.unwrap().success());
}
