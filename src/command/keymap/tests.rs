//! Keys in their contexts.

use super::*;
use crate::command::rows_in;

fn chord(name: &str) -> Chord {
    Chord::parse(name).unwrap()
}

#[test]
fn in_every_context_a_key_asks_for_one_command() {
    let keymap = Keymap::default();
    assert_eq!((keymap.clashes(), keymap.unheard()), (vec![], vec![]));
    for context in Context::ALL {
        for row in rows_in(context) {
            for chord in row.chords() {
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
fn a_slip_of_alt_or_control_is_overlooked_unless_a_key_has_it() {
    let left = (Command::Left, vec![chord("A-h"), chord("C-Up")]);
    let keymap = Keymap::with([left]);
    let asked = |name| keymap.command(Context::Board, chord(name));
    assert_eq!((asked("A-h"), asked("C-Up")), (Some(Command::Left), Some(Command::Left)));
    assert_eq!((asked("A-j"), asked("A-Enter")), (Some(Command::Down), Some(Command::Open)));
    assert_eq!(asked("C-j"), None, "a letter with Control is another key");
    // Where text is typed, only a key that is bound with Alt is no letter.
    let keymap = Keymap::with([(Command::DeleteWord, vec![chord("A-w")])]);
    let typed = |name| keymap.pressed(Context::Form, chord(name));
    assert_eq!(typed("A-w"), Pressed::Command(Command::DeleteWord));
    assert_eq!((typed("A-j"), typed("w")), (Pressed::Letter('j'), Pressed::Letter('w')));
}

#[test]
fn a_context_may_have_keys_of_its_own() {
    let bound = |command, context, name| Binding {
        command,
        context: Some(context),
        chords: vec![chord(name)],
    };
    let keymap = Keymap::new(&[
        bound(Command::Help, Context::List, "F10"),
        bound(Command::Back, Context::Detail, "Left"),
        bound(Command::DeleteWord, Context::Form, "C-g"),
    ]);
    let asked = |context, name| keymap.command(context, chord(name));
    assert_eq!(asked(Context::List, "F10"), Some(Command::Help));
    assert_eq!((asked(Context::List, "?"), asked(Context::Board, "F10")), (None, None));
    assert_eq!(asked(Context::Board, "?"), Some(Command::Help));
    assert_eq!(asked(Context::Detail, "Left"), Some(Command::Back));
    assert_eq!(
        (asked(Context::Detail, "BS"), asked(Context::Tour, "Left")),
        (None, Some(Command::Back))
    );
    assert_eq!(asked(Context::Board, "BS"), Some(Command::Back));
    assert_eq!(asked(Context::Form, "C-g"), Some(Command::DeleteWord));
    assert_eq!(
        (asked(Context::Form, "C-w"), asked(Context::Line, "C-w")),
        (None, Some(Command::DeleteWord))
    );
    assert_eq!(keymap.key_in(Context::List, Command::Help), "F10");
    assert_eq!(keymap.key_in(Context::Board, Command::Help), "?");
}

#[test]
fn two_commands_with_one_key_clash_and_so_does_the_first_of_two() {
    fn bound(command: Command, name: &str) -> (Command, Vec<Chord>) {
        (command, vec![chord(name)])
    }
    let clashes = |bindings: &[(Command, &str)]| {
        let bindings = bindings.iter().map(|(command, name)| bound(*command, name));
        let clashes = Keymap::with(bindings).clashes();
        let told = |clash: &KeyClash| {
            let (one, other) = (clash.one, clash.other);
            format!(
                "{:?} {:?}: {} {}, {} {}",
                clash.context,
                one.0,
                one.1,
                other.0.kebab(),
                other.1,
                clashes.len()
            )
        };
        clashes.first().map(told)
    };
    assert_eq!(clashes(&[]), None);
    let same = clashes(&[(Command::Reload, "j")]);
    assert_eq!(same.as_deref(), Some("Board Down: j reload, j 1"));
    let longer = clashes(&[(Command::Reload, "g r")]);
    assert_eq!(longer.as_deref(), Some("Board Reload: g r first, g 1"));
    // In a form a letter is typed, whatever it asks for elsewhere.
    assert_eq!(clashes(&[(Command::PageDown, "m")]), Some("Tour PageDown: m tour-on, m 2".into()));
    let no_way = Keymap::with([bound(Command::Escape, "Q")]).unheard();
    let forms = no_way.iter().map(|way| way.context).collect::<Vec<_>>();
    assert!(forms.contains(&Context::Form) && !forms.contains(&Context::Board), "{forms:?}");
    let none = Keymap::with([(Command::Quit, Vec::new())]).unheard();
    assert_eq!(none, [MissingWayOut { context: Context::Board, command: Command::Quit }]);
}

#[test]
fn other_keys_are_heard_and_named_in_place_of_the_tables() {
    let keymap = Keymap::with([(Command::Reload, vec![chord("C-g"), chord("gr")])]);
    assert_eq!(keymap.command(Context::Board, chord("C-g")), Some(Command::Reload));
    assert_eq!(keymap.command(Context::Board, chord("r")), None);
    assert_eq!(keymap.keys(Command::Reload), "Ctrl-G, g r");
    let g = Keystroke::parse("g").unwrap();
    assert_eq!(keymap.first(Context::Board, g), Some(g));
    assert_eq!(keymap.first(Context::Form, g), None);
    assert_eq!(Keymap::default().first(Context::Board, g), None);
    let r = Keystroke::parse("r").unwrap();
    assert_eq!(keymap.following(Context::Board, g), [(r, Command::Reload)]);
    let doc = keymap.named(Command::StopReading.row().doc.unwrap_or_default());
    assert_eq!(doc, "stop reading the files of feeds; Ctrl-G begins again");
}
