//! Every key of the table on the keyboards of the people who watch.

use crossterm::event::KeyCode;

use super::*;
use crate::command::{COMMANDS, Chord, CommandRow, Context, Keymap, Keystroke};

/// A keyboard: what its keys type without Shift and with it. What AltGr or a dead key makes is left
/// out: a blank stands there.
struct Keyboard {
    name: &'static str,
    rows: [&'static str; 2],
}

/// In the places of `PLACES`, the key left of Z last, where there is one.
const KEYBOARDS: [Keyboard; 5] = [
    Keyboard {
        name: "German",
        rows: [
            " 1234567890ß qwertzuiopü+#asdfghjklöäyxcvbnm,.-<",
            "°!\"§$%&/()=? QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_>",
        ],
    },
    Keyboard {
        name: "French",
        rows: [
            "²&é\"'(-è_çà)=azertyuiop $*qsdfghjklmùwxcvbn,;:!<",
            " 1234567890°+AZERTYUIOP £µQSDFGHJKLM%WXCVBN?./§>",
        ],
    },
    Keyboard {
        name: "Turkish",
        rows: [
            "\"1234567890*-qwertyuıopğü,asdfghjklşizxcvbnmöç.<",
            "é!'^+%&/()=?_QWERTYUIOPĞÜ;ASDFGHJKLŞİZXCVBNMÖÇ:>",
        ],
    },
    Keyboard { name: "Russian", rows: RUSSIAN },
    Keyboard { name: "Arabic", rows: ARABIC },
];

impl Keyboard {
    /// Whether one stroke types it, or types what stands in its place.
    fn types(&self, c: char) -> bool {
        let typed = self.rows.iter().flat_map(|row| row.chars());
        c == ' ' || typed.filter(|typed| *typed != ' ').any(|it| it == c || at_place(it) == Some(c))
    }

    /// Whether a key can be pressed: a key with a name is on every keyboard, and so is a letter with
    /// Control, which terminals tell by its place.
    fn has(&self, chord: Chord) -> bool {
        chord.strokes().all(|stroke| match stroke.code {
            KeyCode::Char(c) => stroke.control || self.types(c),
            _ => true,
        })
    }
}

#[test]
fn keyboards_have_every_place() {
    for Keyboard { name, rows } in KEYBOARDS {
        for (row, places) in rows.iter().zip(PLACES) {
            let extra = row.chars().count() - places.chars().count();
            assert!(extra <= 1, "{name}: {row}");
        }
    }
    assert_eq!("йХЖю٣؟هЇ\u{fefb}".chars().filter_map(at_place).collect::<String>(), "q{:.3?i}b");
    assert_eq!("qé.ß中".chars().find_map(at_place), None);
}

/// The keys that a keyboard lacks, each with the key that does the same there.
#[test]
fn every_default_key_has_a_way_on_every_keyboard() {
    let mut table = String::new();
    for keyboard in KEYBOARDS {
        for row in COMMANDS {
            let lacks = row.chords().filter(|chord| !keyboard.has(*chord));
            for chord in lacks {
                let twin = row.chords().find(|other| keyboard.has(*other));
                let twin = twin.map_or("nothing".to_owned(), |twin| twin.to_string());
                table += &format!("{:<8} {chord:<4} {twin:<10} {}\n", keyboard.name, row.name);
            }
        }
    }
    assert!(!table.contains("nothing"), "{table}");
    insta::assert_snapshot!(table);
}

#[test]
fn letters_of_other_scripts_ask_by_their_place_where_no_text_is_typed() {
    let keymap = Keymap::default();
    let typed = |c| Keystroke::plain(KeyCode::Char(c));
    let asked = |context, c| keymap.command(context, Chord::of(typed(c)));
    let table = |keys: &str| {
        let with_key = |row: &&CommandRow| row.chords().any(|chord| chord.to_string() == keys);
        let mut rows = COMMANDS.iter().filter(|row| row.is_in(Context::Board)).filter(with_key);
        rows.next().map(|row| row.command)
    };
    for (c, keys) in [('й', "q"), ('Д', "L"), ('ж', ";"), ('Ж', ":"), ('ض', "q"), ('؟', "?")]
    {
        let wanted = table(keys);
        let first = keymap.first(Context::Board, typed(c)).map(|first| first.to_string());
        assert_eq!(asked(Context::Board, c), wanted, "{c}");
        assert_eq!(first.as_deref(), (keys == ";").then_some(";"), "{c}");
        assert_eq!(asked(Context::Form, c), None, "{c}");
        assert_eq!(asked(Context::Prompt, c), None, "{c}");
    }
    // A control is no text.
    let control = Keystroke { control: true, ..typed('ц') };
    assert_eq!(
        keymap.command(Context::Form, Chord::of(control)),
        keymap.command(Context::Form, Chord::parse("C-w").unwrap())
    );
    assert!(keymap.command(Context::Form, Chord::of(control)).is_some());
    // Of two keys, either.
    let pair = Chord { first: Some(typed('ж')), stroke: typed('д') };
    assert_eq!(keymap.command(Context::Board, pair), table("; l"));
    assert!(table("; l").is_some());
}
