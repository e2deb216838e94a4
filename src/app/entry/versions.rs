//! Both versions of a record that was changed here and by somebody else, side by side, key by key.

use crate::{
    app::Clash,
    format::{TableForm, typed::typed},
    look::{Align, Phrase, Role, wrap},
    model::{Key, Record},
};

/// Cells of the column of keys.
const KEYS: usize = 15;

/// The lines of a clash, at most `cells` wide.
pub fn lines(clash: &Clash, cells: usize) -> Vec<Phrase> {
    let mut lines: Vec<Phrase> = wrap(&clash.name, cells).into_iter().map(Phrase::plain).collect();
    if let Some(why) = &clash.why {
        lines.extend(wrap(why, cells).into_iter().map(|line| Phrase::new(line, Role::Severe)));
        lines.push(Phrase::dim("it can only be given up here"));
        return lines;
    }
    lines.push(Phrase::default());
    let each = cells.saturating_sub(KEYS + 4) / 3;
    let cell = |words: &str, role: Role| -> Vec<Phrase> {
        wrap(words, each.max(1)).into_iter().map(|line| Phrase::new(line, role)).collect()
    };
    let mut row = |key: &str, columns: [Vec<Phrase>; 3]| {
        let height = columns.iter().map(Vec::len).max().unwrap_or(1).max(1);
        for at in 0..height {
            let head = if at == 0 { Phrase::dim(key) } else { Phrase::default() };
            lines.push(columns.iter().fold(head.fit(KEYS, Align::Left), |line, column| {
                let part = column.get(at).cloned().unwrap_or_default();
                line.and(" ", Role::Plain).join(part.fit(each, Align::Left))
            }));
        }
    };
    let heads = [("before", &clash.base), ("yours", &clash.ours), ("in the file", &clash.theirs)];
    let title = |(name, record): (&str, &Option<Record>)| {
        let words = if record.is_none() { format!("{name}: removed") } else { name.to_owned() };
        cell(&words, Role::Heading)
    };
    row("", heads.map(title));
    let records = [&clash.base, &clash.ours, &clash.theirs];
    let most = records.iter().filter_map(|record| Some(record.as_ref()?.words.len())).max();
    let form = TableForm::of(clash.record.table);
    let keys: Vec<Key> = form.fields().map(|field| field.key).collect();
    for word in 0..most.unwrap_or(0) {
        if word > 0 {
            row(&format!("account {word}"), [Vec::new(), Vec::new(), Vec::new()]);
        }
        for key in &keys {
            let said = records.map(|record| word_in_version(record.as_ref(), word, *key));
            if said.iter().all(Option::is_none) {
                continue;
            }
            let is_same = said[1] == said[2];
            let [base, ours, theirs] = said;
            let text = |said: Option<String>, is_new: bool| match said {
                Some(words) if is_new && !is_same => cell(&words, Role::Contested),
                Some(words) => cell(&words, Role::Plain),
                None => vec![Phrase::not_stated()],
            };
            let (mine, others) = (ours != base, theirs != base);
            row(key.name(), [text(base, false), text(ours, mine), text(theirs, others)]);
        }
    }
    lines
}

/// What a word of a record says of a key, as it would be typed.
fn word_in_version(record: Option<&Record>, word: usize, key: Key) -> Option<String> {
    record?.words.get(word)?.get(key).map(typed)
}
