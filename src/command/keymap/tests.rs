//! Keys in their contexts.

use super::*;
use crate::command::rows_in;

fn chord(name: &str) -> Chord {
    Chord::parse(name).unwrap()
}

#[test]
fn in_every_context_a_key_asks_for_one_command() {
    let keymap = Keymap::default();
    for context in Context::ALL {
        let mut seen = HashMap::new();
        for row in rows_in(context) {
            for chord in row.chords() {
                let before = seen.insert(chord, row.name);
                assert_eq!(before, None, "{context:?}: {chord} asks for {} too", row.name);
                assert_eq!(keymap.command(context, chord), Some(row.command), "{context:?}");
            }
        }
    }
}

#[test]
fn every_command_can_be_asked_for() {
    for row in COMMANDS {
        let reached = |chord: Chord| {
            Context::ALL
                .into_iter()
                .any(|context| Keymap::default().command(context, chord) == Some(row.command))
        };
        // A panel may be gone to by its name alone.
        let is_found_by_name = matches!(row.command, Command::GoTo(_));
        let has_key = row.chords().next().is_some() || is_found_by_name;
        assert!(row.chords().all(reached) && has_key, "{}", row.name);
    }
}

#[test]
fn a_key_means_what_the_context_makes_of_it() {
    let keymap = Keymap::default();
    let asked = |context, name| keymap.command(context, chord(name));
    assert_eq!(asked(Context::Board, "Enter"), Some(Command::Open));
    assert_eq!(asked(Context::Detail, "Enter"), Some(Command::Open));
    assert_eq!(asked(Context::Form, "Enter"), Some(Command::FinishLine));
    assert_eq!(asked(Context::Form, "C-w"), Some(Command::DeleteWord));
    assert_eq!(asked(Context::List, "u"), None, "nothing is undone under a list");
    assert_eq!(asked(Context::Question, "C-c"), Some(Command::Interrupt));
    assert_eq!(keymap.pressed(Context::Form, chord("u")), Pressed::Letter('u'));
    assert_eq!(keymap.pressed(Context::Question, chord("u")), Pressed::Nothing);
}

#[test]
fn while_text_is_typed_a_slip_of_shift_is_overlooked() {
    let keymap = Keymap::default();
    assert_eq!(keymap.command(Context::Prompt, chord("S-Up")), Some(Command::EarlierTyped));
    assert_eq!(keymap.command(Context::Board, chord("S-Up")), Some(Command::PanUp));
}

#[test]
fn other_keys_are_heard_and_named_in_place_of_the_tables() {
    let keymap = Keymap::with([(Command::Reload, vec![chord("C-g"), chord("gr")])]);
    assert_eq!(keymap.command(Context::Board, chord("C-g")), Some(Command::Reload));
    assert_eq!(keymap.command(Context::Board, chord("r")), None);
    assert_eq!(keymap.keys(Command::Reload), "Ctrl-G, g r");
    assert!(keymap.is_prefix(chord("g")) && !Keymap::default().is_prefix(chord("g")));
    let doc = keymap.named(Command::StopReading.row().doc.unwrap_or_default());
    assert_eq!(doc, "stop reading the files of feeds; Ctrl-G begins again");
}
