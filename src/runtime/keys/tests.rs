//! Keys as terminals send them, whole and broken.

use super::*;

fn heard(reads: &[&[u8]]) -> Vec<String> {
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    for read in reads {
        decoder.push(read, &mut events);
    }
    if decoder.patience().is_some() {
        decoder.settle(&mut events);
    }
    events.iter().map(name).collect()
}

fn name(event: &Event) -> String {
    match event {
        Event::Key(key) if key.modifiers.is_empty() => format!("{}", key.code),
        Event::Key(key) => format!("{}+{}", key.modifiers, key.code),
        Event::Mouse(mouse) => format!("{:?} {},{}", mouse.kind, mouse.column, mouse.row),
        Event::Paste(text) => format!("paste {text:?}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn keys_have_their_names() {
    for (bytes, expected) in [
        ("j", "j"),
        ("J", "Shift+J"),
        ("ظ", "ظ"),
        ("\r", "Enter"),
        ("\t", "Tab"),
        ("\x7f", "Backspace"),
        ("\x03", "Control+c"),
        ("\x1a", "Control+z"),
        ("\x00", "Control+Space"),
        ("\x1b", "Esc"),
        ("\x1bx", "Alt+x"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1b[A", "Up"),
        ("\x1bOB", "Down"),
        ("\x1b[1;5C", "Control+Right"),
        ("\x1b[5~", "Page Up"),
        ("\x1b[3;2~", "Shift+Del"),
        ("\x1b[Z", "Shift+Back Tab"),
        ("\x1b[15~", "F5"),
        ("\x1b[24~", "F12"),
        ("\x1bOP", "F1"),
        ("\x1b[[B", "F2"),
        ("\x1b[97;5u", "Control+a"),
        ("\x1b[27;6;13~", "Shift+Control+Enter"),
        ("\x1b[<0;5;3M", "Down(Left) 4,2"),
        ("\x1b[<0;5;3m", "Up(Left) 4,2"),
        ("\x1b[<65;1;1M", "ScrollDown 0,0"),
        ("\x1b[<32;2;2M", "Drag(Left) 1,1"),
        ("\x1b[<35;2;2M", "Moved 1,1"),
        ("\x1b[200~two\nlines\x1b[201~q", "paste \"two\\nlines\" q"),
    ] {
        assert_eq!(heard(&[bytes.as_bytes()]).join(" "), expected, "{bytes:?}");
        // Byte by byte, as over a slow line, it means the same.
        let bytewise: Vec<&[u8]> = bytes.as_bytes().chunks(1).collect();
        assert_eq!(heard(&bytewise).join(" "), expected, "{bytes:?} in pieces");
    }
}

#[test]
fn whatever_is_broken_the_next_key_is_heard() {
    for broken in [
        "\x1b[<0;0;0M",
        "\x1b[0;0R",
        "\x1b[<0;99999999999;1M",
        "\x1b[;;;;u",
        "\x1b[?1;2c",
        "\x1b[M\x20\x20\x20",
        "\x1b[201~",
        "\x1b[I",
        "\x1b[999~",
        "\x1b[<",
        "\x1b[1;",
        "\x1b[1;\x1b[1;",
    ] {
        let keys = heard(&[broken.as_bytes(), b"\x1b[B\x03"]);
        assert!(keys.ends_with(&["Down".into(), "Control+c".into()]), "{broken:?} became {keys:?}");
    }
    assert_eq!(heard(&[b"\xff\xc3\xe2\x82", b"q"]), ["q"]);
    // A sequence of any length ends with its letter.
    assert_eq!(heard(&[b"\x1b[", &[b'1'; 200], b"Aq"]), ["q"]);
    assert_eq!(heard(&[b"\x1b[", &[b'1'; 200], b"\x1b[A"]), ["Up"]);
    // What is left of a broken character is no control.
    assert_eq!(heard(&[b"\xe2\x9dq", b"\xc0\x9dq", b"\xf4\x9d\x9dq"]), ["q", "q", "q"]);
}

/// What terminals send that is no key: answers, with the ends that they have.
fn answers() -> Vec<Vec<u8>> {
    let strings = [
        ("P", "!|7E565445"),                          // DA3
        ("P", ">|XTerm(390)"),                        // XTVERSION
        ("P", "1$r0;38:2::1:2:3m"),                   // DECRQSS
        ("P", "1+r544e=787465726d"),                  // XTGETTCAP
        ("]", "4;1;rgb:cdcd/0000/0000"),              // a colour of the palette
        ("]", "10;rgb:ffff/ffff/ffff"),               // foreground
        ("]", "11;rgb:1e1e/1e1e/1e1e"),               // background
        ("]", "52;c;cXVpdCBkIHEgeSBkIQ=="),           // the clipboard
        ("]", "lÜber Jül’s ěšč 한국 \u{11c}\u{71c}"), // a title, with 0x9c inside its characters
        ("_", "Gi=31;OK"),                            // a picture of kitty
        ("^", "a private message: d y q"),
        ("X", "a string of any kind: :q"),
        ("]", ""),
    ];
    let mut all: Vec<Vec<u8>> = Vec::new();
    for (letter, text) in strings {
        let eight_bit = letter.as_bytes()[0] + 0x40;
        let begins = [vec![0x1b, eight_bit - 0x40], vec![eight_bit], vec![0xc2, eight_bit]];
        for begin in begins {
            for end in [&b"\x07"[..], b"\x1b\\", b"\x9c", b"\xc2\x9c"] {
                all.push([&begin[..], text.as_bytes(), end].concat());
            }
        }
    }
    let sequences = [
        "?62;1;2;6;7;8;9;15;18;21;22c", // DA1
        ">41;390;0c",                   // DA2
        "0n",                           // DSR
        "1;1R",                         // the place of the cursor
        "1;5R",                         // which looks like Ctrl and F3
        "?12;40;1R",                    // the same with its page
        "4;2$y",                        // DECRPM
        "?2026;2$y",                    // the same, private
        "?1u",                          // the flags of kitty's keyboard
        "?997;1n",                      // dark or light
        "8;24;80t",                     // the size
        "?1;0;256S",                    // sixel
        "I",                            // the focus
        "?1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;26;27;28;29;30c",
    ];
    for sequence in sequences {
        for begin in [&b"\x1b["[..], b"\x9b", b"\xc2\x9b"] {
            all.push([begin, sequence.as_bytes()].concat());
        }
    }
    all
}

#[test]
fn an_answer_of_the_terminal_is_no_key_wherever_it_is_split() {
    let (before, after) = ("jé\x1b[A한".as_bytes(), "kJ\x1bOB\u{1c}q\x1b[1;5C".as_bytes());
    let wanted = heard(&[before, after]);
    assert_eq!(wanted.len(), 10, "{wanted:?}");
    for answer in answers() {
        let whole = [before, &answer, after].concat();
        for at in 0..=whole.len() {
            assert_eq!(heard(&[&whole[..at], &whole[at..]]), wanted, "{answer:?} split at {at}");
        }
        let bytewise: Vec<&[u8]> = whole.chunks(1).collect();
        assert_eq!(heard(&bytewise), wanted, "{answer:?} in pieces");
    }
}

proptest::proptest! {
    #[test]
    fn answers_and_keys_in_any_pieces(
        picked in proptest::collection::vec(proptest::prelude::any::<proptest::sample::Index>(), 1..6),
        cuts in proptest::collection::vec(proptest::prelude::any::<proptest::sample::Index>(), 0..9),
    ) {
        let (all, keys) = (answers(), ["j", "ě", "\x1b[5~", "\r", "\x1bOA", "한"]);
        let (mut whole, mut alone) = (Vec::new(), Vec::new());
        for (n, index) in picked.iter().enumerate() {
            whole.extend_from_slice(keys[n].as_bytes());
            alone.extend_from_slice(keys[n].as_bytes());
            whole.extend_from_slice(&all[index.index(all.len())]);
        }
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(whole.len() + 1)).collect();
        cuts.extend([0, whole.len()]);
        cuts.sort_unstable();
        let parts: Vec<&[u8]> = cuts.windows(2).map(|cut| &whole[cut[0]..cut[1]]).collect();
        proptest::prop_assert_eq!(heard(&parts), heard(&[&alone]));
    }
}

#[test]
fn a_string_without_end_is_given_up_and_what_came_of_it_is_no_key() {
    for begin in [&b"\x1bP"[..], b"\x1b]", b"\x1b_", b"\x1b^", b"\x1bX", b"\x9d", b"\xc2\x90"] {
        // After a while of silence.
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.push(&[begin, b"52;c;dyq"].concat(), &mut events);
        assert_eq!(decoder.patience(), Some(Duration::from_millis(100)));
        decoder.settle(&mut events);
        assert!(events.is_empty() && decoder.patience().is_none(), "{events:?}");
        decoder.push(b"q", &mut events);
        assert_eq!(events.iter().map(name).collect::<Vec<_>>(), ["q"]);
        // By its length, however much more of it came at once.
        let long = [begin, &[b'd'; 5000]].concat();
        assert_eq!(heard(&[&long, b"q", b"d"]), ["q", "d"]);
        // A long one that has an end is passed over up to it.
        let clipboard = [&long[..], b"\x1b\\"].concat();
        let reads: Vec<&[u8]> = clipboard.chunks(4096).chain([&b"q"[..]]).collect();
        assert_eq!(heard(&reads), ["q"]);
        // Cut short by a key that begins with Esc, and by Ctrl-C alone.
        assert_eq!(heard(&[begin, b"0;t", b"\x1b[A"]), ["Up"]);
        assert_eq!(heard(&[begin, b"0;t", b"\x03"]), ["Control+c"]);
    }
    assert!(heard(&[b"\x1b]"]).is_empty(), "Alt alone makes no other key of a bracket");
}

#[test]
fn a_paste_without_end_is_capped_and_ctrl_c_ends_it() {
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    decoder.push(b"\x1b[200~", &mut events);
    for _ in 0..100 {
        decoder.push(&[b'x'; 4096], &mut events);
    }
    assert!(events.is_empty() && decoder.pending.len() < 8);
    decoder.push(b"\x03", &mut events);
    let [Event::Paste(text), Event::Key(key)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(
        (text.len(), key.code, key.modifiers),
        (PASTE_LIMIT, KeyCode::Char('c'), KeyModifiers::CONTROL)
    );
}

#[test]
fn any_bytes_in_any_pieces_are_survived() {
    // A small generator of bytes that look like sequences.
    let mut seed = 1u32;
    let mut next = |limit: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % limit
    };
    let alphabet =
        b"\x1b\x1b[[O<;:0123456789Mm~uRABZ?\x03\xc3\xe2\x82\xacqP]_\\\x07\x9b\x9c\x9d\xc2";
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    for _ in 0..100_000 {
        let read: Vec<u8> = (0..1 + next(9)).map(|_| alphabet[next(alphabet.len())]).collect();
        decoder.push(&read, &mut events);
        assert!(decoder.pending.len() < 2 * SEQUENCE_LIMIT);
        if next(20) == 0 && decoder.patience().is_some() {
            decoder.settle(&mut events);
            assert!(decoder.patience().is_none());
        }
    }
    assert!(events.len() > 10_000);
}
