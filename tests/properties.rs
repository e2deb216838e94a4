//! Whatever the bytes, reading them ends without a panic, and what it says stays inside the file.

use proptest::prelude::*;
use sitboard::{board::LoadedFile, format::SourceText, report};

const SCENARIO: &str = include_str!("../scenarios/idlib-2020.toml");

fn read_and_check(bytes: &[u8]) {
    let loaded = LoadedFile::read(bytes, "file");
    let Ok(text) = std::str::from_utf8(bytes) else {
        assert_eq!(loaded.problems.len(), 1);
        assert_eq!(loaded.problems[0].code, "not-utf8");
        return;
    };
    let source = SourceText::new(text);
    let mut last = 0;
    for problem in &loaded.problems {
        assert!(last <= problem.span.start, "in file order");
        last = problem.span.start;
        assert!(problem.span.start <= source.text.len(), "inside the file: {:?}", problem.span);
        assert_eq!(source.spot(problem.span.start), problem.spot);
        let told = report::problem_text("FILE", problem, false);
        assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    }
    assert!(
        loaded.index.is_some() || !loaded.problems.is_empty(),
        "a file that does not load says why"
    );
}

/// A part of the scenario that begins at a line, so that single cases stay small and fast.
fn part() -> impl Strategy<Value = String> {
    let lines = SCENARIO.lines().count();
    (0..lines, 5..80usize).prop_map(|(from, count)| {
        let head = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n";
        let lines: Vec<&str> = SCENARIO.lines().skip(from).take(count).collect();
        format!("{head}{}\n", lines.join("\n"))
    })
}

/// What hands and programs leave behind: quotes, brackets, halves of values, other letters.
fn debris() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "\"",
            "\"\"\"",
            "'",
            "'''",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            "= =",
            ",",
            "\n",
            "\r",
            "\\",
            "#",
            ".",
            "-",
            "\u{feff}",
            "\0",
            "\u{1b}[2J",
            "\u{202e}",
            "2020-06",
            "2020-02-30",
            "1e999",
            "nan",
            "0x",
            "é",
            "عين",
            "[[attack]]\n",
            "account = [",
            "{ from = ",
            "id = \"\"",
            "killed = {",
            "date = 0000-00-00",
            "\n[attack.killed]\n",
            "\n[[attack.account]]\n",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_and_check(&bytes);
    }

    #[test]
    fn any_text(text in "[\\[\\]{}=\"'.,#\\-+:a-e0-9 \n\\\\]{0,200}") {
        read_and_check(text.as_bytes());
        read_and_check(format!("format = 1\n[scenario]\n{text}").as_bytes());
    }

    #[test]
    fn a_scenario_with_spans_put_in_left_out_or_exchanged(
        text in part(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..40usize, debris()), 1..6),
    ) {
        let mut text = text;
        for (at, length, debris) in changes {
            let from = floor(&text, at.index(text.len() + 1));
            let to = floor(&text, from + length).max(from);
            text.replace_range(from..to, &debris);
        }
        read_and_check(text.as_bytes());
    }

    #[test]
    fn a_scenario_cut_anywhere(at in 0..SCENARIO.len()) {
        read_and_check(&SCENARIO.as_bytes()[at.saturating_sub(4000)..at]);
    }
}

#[test]
fn the_whole_scenario_cut_at_many_places() {
    for at in (0..SCENARIO.len()).step_by(SCENARIO.len() / 12) {
        read_and_check(&SCENARIO.as_bytes()[..at]);
    }
}
