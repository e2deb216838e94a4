//! Laws of edits: whatever stands in a file, an edit and its undo are nothing.

use proptest::prelude::*;

use super::*;
use crate::format::tables::{Field, Shape};

const FILES: &[&str] = &[
    include_str!("../../../scenarios/idlib-2020.toml"),
    include_str!("../../../scenarios/donbas-2020.toml"),
    include_str!("../../../scenarios/hodeidah-2018.toml"),
    include_str!("../../../tests/data/valid/counts.toml"),
    include_str!("../../../tests/data/valid/dates.toml"),
    include_str!("../../../tests/data/valid/every-key.toml"),
    include_str!("../../../tests/data/valid/line-ends.toml"),
    include_str!("../../../tests/data/valid/minimal.toml"),
    include_str!("../../../tests/data/valid/places.toml"),
    include_str!("../../../tests/data/valid/shapes.toml"),
];

const ONE_FILE: &str = "[{ file = \"evidence/a.jpg\", sha256 = \"\
    00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\", kind = \"photo\" }]";
const TWO_FILES: &str = "[{ file = \"evidence/a.jpg\", sha256 = \"\
    00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\", kind = \"photo\" }, \
    { file = \"b.pdf\", sha256 = \"\
    ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100\", kind = \"document\", \
    taken = 2020-07-14, private = true }]";

/// A file as other editors would have saved it.
fn saved(text: &str, crlf: bool, mark: bool, end: bool) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = if end { text } else { text.trim_end().to_owned() };
    let text = if crlf { text.replace('\n', "\r\n") } else { text };
    if mark { format!("\u{feff}{text}") } else { text }
}

/// Something that a shape may take, in TOML.
fn any_value(field: &Field, scenario: &Scenario, pick: usize) -> Option<String> {
    let one_of = |texts: &[&str]| Some(texts[pick % texts.len()].to_owned());
    let id_in = |tables: &[Table]| {
        let mut ids = tables.iter().flat_map(|table| scenario.table(*table));
        let count = ids.clone().count().max(1);
        let found = ids.nth(pick % count).filter(|record| !record.id_made_up);
        found.map(|record| format!("\"{}\"", record.id))
    };
    match field.shape {
        Shape::When => one_of(&["2020-07-14", "\"2020-06\"", "{ before = 2020-08-14 }"]),
        Shape::WhenOr(words) => Some(format!("\"{}\"", words[pick % words.len()])),
        Shape::CountOfWhich => one_of(&["3", "{ total = 3, children = 1 }"]),
        Shape::Count | Shape::CountByActor => {
            one_of(&["3", "\"several\"", "{ low = 1, high = 2 }"])
        }
        Shape::Text(_) | Shape::TextOrKind(..) => {
            one_of(&["\"a \\\"word\\\" # and = more\"", "'it was so'", "\"ä\\n\""])
        }
        Shape::Pcode => one_of(&["\"SY0703\""]),
        Shape::Link => one_of(&["\"https://example.org/#a,b\""]),
        Shape::Texts => one_of(&["[\"one\", 'two']", "[]"]),
        Shape::Terms(words) => {
            let word = |n: usize| format!("\"{}\"", words.words[n % words.words.len()].0);
            Some(format!("[{}, {}]", word(pick), word(pick + 1)))
        }
        Shape::Term(words) | Shape::TermOrKind(words, _) => {
            Some(format!("\"{}\"", words.words[pick % words.words.len()].0))
        }
        Shape::Reference(to, also) => id_in(to).or_else(|| Some(format!("\"{}\"", also.first()?))),
        Shape::References(to, _) => Some(format!("[{}]", id_in(to)?)),
        Shape::Number(..) => one_of(&["12.5", "7"]),
        Shape::Integer(..) => one_of(&["1", "6"]),
        Shape::Flag => one_of(&["true", "false"]),
        Shape::Point => {
            one_of(&["{ lat = 35.8, lon = 36.6, precision_km = 5 }", "{ mgrs = \"37S BV 84 65\" }"])
        }
        Shape::Codes => one_of(&["{ pax = \"2020-1\" }"]),
        Shape::Promise => one_of(&["{ count = 600, of = \"aid trucks\", per = \"day\" }"]),
        Shape::Evidence => one_of(&[ONE_FILE, TWO_FILES]),
        Shape::ByName | Shape::ByPlace => one_of(&["{ a = 1, \"b c\" = \"several\" }"]),
        _ => None,
    }
}

fn any_edit(scenario: &Scenario, pick: [usize; 4]) -> Edit {
    let [kind, which, key, value] = pick;
    let record = &scenario.records()[which % scenario.records().len()];
    let target = Target::of(record);
    let word = key % record.words.len();
    let fields: Vec<&Field> = TableForm::of(record.table).fields().collect();
    match kind % 8 {
        0 => {
            let own = fields.iter().enumerate().filter_map(|(n, field)| {
                let value = match field.key {
                    Key::Id => format!("\"new-{value}\""),
                    _ if !field.required && (n + value) % 3 > 0 => return None,
                    _ => any_value(field, scenario, value)?,
                };
                Some((field.key, value))
            });
            let draft = Draft::new(record.table, own.collect());
            Edit::AddRecord(Draft { parent: record.parent.clone(), ..draft })
        }
        1 | 2 => {
            let said = fields.iter().enumerate().filter_map(|(n, field)| {
                let wanted = field.key == Key::Source || (n + value) % 5 == 0;
                let may = ![Key::Id, Key::Account].contains(&field.key);
                Some((field.key, any_value(field, scenario, value).filter(|_| wanted && may)?))
            });
            Edit::AddAccount { fields: said.collect(), record: target }
        }
        3 => Edit::RemoveRecord { record: target },
        4 => Edit::RemoveAccount { record: target, word },
        5 => {
            let entries = &record.words[word].entries;
            let key = entries[value % entries.len()].key; // often one that is required
            Edit::SetKey { record: target, word, key, value: None }
        }
        _ => {
            let field = fields[key % fields.len()];
            let value = any_value(field, scenario, value);
            Edit::SetKey { record: target, word, key: field.key, value }
        }
    }
}

/// Whether the edit was made; what must hold then, holds.
fn law(text: &str, edit: Edit) -> bool {
    let Ok(edited) = apply(text, std::slice::from_ref(&edit)) else { return false };
    let Edited { text: after, patch, touched, .. } = edited;
    assert_eq!(patch.undo(&after).as_deref(), Some(text), "{edit:?}");
    assert_eq!(patch.redo(text).as_deref(), Some(&*after), "{edit:?}");
    assert_eq!(patch.inverse().undo(text).as_deref(), Some(&*after), "{edit:?}");
    assert_eq!(after.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
    assert_eq!(after.ends_with('\n'), text.ends_with('\n'), "{edit:?}");
    let lone = |text: &str| text.replace("\r\n", "").contains('\n');
    assert_eq!(lone(&after), lone(text), "line ends: {edit:?}");
    let lines: Vec<&str> = text.lines().collect();
    let kept = after.lines().filter(|line| lines.contains(line)).count();
    if matches!(edit, Edit::AddRecord(_)) {
        assert_eq!(kept.min(lines.len()), lines.len(), "no line is lost: {edit:?}");
    }
    let moved = patch.rebase(&after).unwrap_or_else(|refusal| panic!("{refusal:?} {edit:?}"));
    assert_eq!(moved.undo(&after).as_deref(), Some(text), "found again: {edit:?}");
    let now = load(after.as_bytes(), "").scenario.unwrap();
    if let Edit::AddRecord(draft) = &edit {
        let record = touched[0].record.find(&now).unwrap();
        assert_eq!(record.own().written().count(), draft.fields.len(), "{draft:?}");
        for (key, value) in &draft.fields {
            let read = KnownIds::of(&now)
                .read(TableForm::of(draft.table).field(key.name()).unwrap().shape, value);
            assert_eq!(record.get(*key), Some(&read.unwrap().value));
        }
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_and_its_undo_are_nothing(
        file in 0..FILES.len(),
        form in any::<(bool, bool, bool)>(),
        pick in any::<[u16; 4]>(),
    ) {
        let text = saved(FILES[file], form.0, form.1, form.2);
        let scenario = load(text.as_bytes(), "").scenario.unwrap();
        if !scenario.records().is_empty() {
            law(&text, any_edit(&scenario, pick.map(usize::from)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Files that are half broken are edited as well, or left alone.
    #[test]
    fn whatever_stands_in_the_file(
        file in 3..FILES.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..8usize, debris()), 1..4),
        form in any::<(bool, bool, bool)>(),
        pick in any::<[u16; 4]>(),
    ) {
        let mut text = saved(FILES[file], form.0, form.1, form.2);
        for (at, length, debris) in changes {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n));
            let from = floor(at.index(text.len() + 1)).unwrap_or(0);
            let to = floor(from + length).unwrap_or(from).max(from);
            text.replace_range(from..to, debris);
        }
        if let Some(scenario) = load(text.as_bytes(), "").scenario.filter(|it| !it.records().is_empty()) {
            let edit = any_edit(&scenario, pick.map(usize::from));
            if let Ok(edited) = apply(&text, std::slice::from_ref(&edit)) {
                prop_assert_eq!(edited.patch.undo(&edited.text), Some(text.clone()), "{:?}", edit);
            }
        }
    }
}

fn debris() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "\n",
        "\r",
        "\r\n",
        " ",
        "\t",
        "#",
        "# a remark\n",
        "\n# a remark\n\n",
        ",",
        "{}",
        "[]",
        "\"",
        "[[attack]]\n",
        "\n[attack.killed]\n",
        "\n[[attack.account]]\nsource = \"desk\"\n",
        "é",
        "account = []\n",
        "\"\"\"",
        "'",
        "at.lat = 1\n",
        "\u{feff}",
    ])
}

#[test]
fn every_record_of_the_small_files_can_be_changed() {
    let (mut made, mut all) = (0, 0);
    for (n, file) in FILES[3..].iter().enumerate() {
        let forms =
            [saved(file, n % 2 == 0, n % 2 == 0, true), saved(file, n % 2 == 1, false, true)];
        let scenario = load(forms[0].as_bytes(), "").scenario.unwrap();
        for n in 0..scenario.records().len() {
            for kind in 0..8 {
                let edit = any_edit(&scenario, [kind, n, n + kind * 3, n * 5 + kind]);
                all += 1;
                made += usize::from(law(&forms[n % 2], edit));
            }
        }
    }
    assert!(made * 5 > all * 2, "{made} of {all} were made");
}
