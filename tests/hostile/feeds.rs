//! What is hostile in an event file, in what is added from one line or from JSON, and on both sides of
//! a comparison.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use super::{
    assert_every_command_is_harmless, assert_harmless, naughty, run,
    scenario::{quoted, scenario},
    texts,
};

/// A cell as RFC 4180 quotes it.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// An event file whose every name is hostile, those of most of its columns too.
fn events(naughty: &[String]) -> String {
    let mut text = texts(naughty, 0);
    let mut cell = move || cell(&text());
    let odd: Vec<String> = (0..4).map(|_| cell()).collect();
    let mut out =
        format!("id,date,kind,a,b,place,area,killed,source,published,{}\n", odd.join(","));
    for n in 0..naughty.len() / 6 {
        let day = match n % 9 {
            0 => cell(),
            n => format!("2020-08-0{n}"),
        };
        let killed = if n % 7 == 0 { cell() } else { n.to_string() };
        let names: Vec<String> = (0..10).map(|_| cell()).collect();
        let [id, kind, a, b, place, area, source, published, more, last] = &names[..] else {
            panic!("ten were made");
        };
        out += &format!(
            "{id},{day},{kind},{a},{b},{place},{area},{killed},{source},{published},{more},{last}\n"
        );
    }
    out
}

#[test]
fn an_event_file_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let naughty = naughty();
    for name in ["f.csv", "\u{1b}]0;owned\u{7}\u{202e}\n.csv"] {
        let file = folder.path().join(name);
        fs::write(&file, events(&naughty)).unwrap();
        for order in [
            &["feed", "--all"][..],
            &["feed", "--format", "json"],
            &["feed", "--kind", "hxl"],
            &["feed", "--column", "place=\u{1b}[2J"],
            &["import"],
            &["import", "--dry-run"],
            &["import", "--most", "1"],
            &["import", "--since", "\u{1b}[2J"],
            &["import", "--text", "x"],
        ] {
            let (out, errors) = run(&file, order);
            assert_harmless(&out, &format!("{order:?}"));
            assert_harmless(&errors, &format!("{order:?}, messages"));
        }
        let records = run(&file, &["import"]).0.matches("\n[[attack]]\n").count();
        assert!(records > 30, "rows are read: {records}");
    }
    let board = format!(
        "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2020-08-14\n\
         [[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"attacks\"\nlicence = {}\n",
        quoted("\u{1b}[2J")
    );
    let file = folder.path().join("x.toml");
    fs::write(&file, board).unwrap();
    assert_every_command_is_harmless(&file);
}

/// Runs `add` on a scenario with this on its standard input.
fn added(file: &Path, words: &[&str], input: &str) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .arg("add")
        .arg(file)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes()); // it may not read
    let output = child.wait_with_output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{words:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn what_is_added_and_what_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let naughty = naughty();
    let (file, other) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
    fs::write(&file, scenario(texts(&naughty, 0))).unwrap();
    fs::write(&other, scenario(texts(&naughty, 77))).unwrap();
    for format in ["text", "json"] {
        let (out, errors) = run(&file, &["diff", other.to_str().unwrap(), "--format", format]);
        assert!(out.len() > 1000, "much changed");
        assert_harmless(&out, "diff");
        assert_harmless(&errors, "diff, messages");
    }
    let (before, _) = run(&file, &["check", "--color", "never"]);
    let odd = naughty.iter().filter(|text| !text.contains('\0'));
    for text in odd.step_by(5) {
        let json = serde_json::json!([{ text: text, "date": text, "source": text, "note": text }]);
        for (words, input) in [
            (vec!["--", text], ""),
            (vec!["--", "14", "aug", "ied", "p", "src", text], ""),
            (vec!["--", "14", "aug", "ied", "p", "src", "s", "note", text], ""),
            (vec!["--json", "attack"], &json.to_string()),
            (vec!["--json"], text),
        ] {
            let (out, errors) = added(&file, &words, input);
            assert_harmless(&out, &format!("add {words:?}"));
            assert_harmless(&errors, &format!("add {words:?}, messages"));
        }
    }
    // Whatever was added, no error came into the file by it.
    let (out, _) = run(&file, &["check", "--color", "never"]);
    let errors =
        |out: &str| out.matches("\nerror[").count() + usize::from(out.starts_with("error["));
    assert_eq!(errors(&out), errors(&before), "{out}");
}
