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
    assert_eq!(heard(&[b"\x1b[", &[b'1'; 200], b"q"]), ["q"]);
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
    let alphabet = b"\x1b\x1b[[O<;:0123456789Mm~uRABZ?\x03\xc3\xe2\x82\xacq";
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
