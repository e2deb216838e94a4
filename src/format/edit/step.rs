//! One edit after another as splices of the text, each against the text that the last one left.

use super::{
    Draft, Edit, Fields, Target,
    gained::gained,
    layout,
    outline::Outline,
    place::Home,
    splice::{Splice, splice},
};
use crate::{
    format::{reader::load, source::SourceText, typed::evidence},
    model::{Evidence, Key, Owner, Record, Refusal, Scenario, Table},
};

const MARK: &str = "\u{feff}";

/// The text with all edits made; and the splice that did it, when it was a single one.
pub fn all(text: &str, edits: &[Edit]) -> Result<(String, Option<Splice>), Refusal> {
    let (mark, body) = text.strip_prefix(MARK).map_or(("", text), |body| (MARK, body));
    let (mut body, mut only) = (body.to_owned(), None);
    let mut edits = edits.to_vec();
    let mut rest = edits.as_mut_slice();
    let mut steps = 0;
    while !rest.is_empty() {
        // New records stand behind those that are there, so that many are added at once.
        let drafts: Vec<&Draft> = rest.iter().map_while(new_record).collect();
        let run = drafts.len();
        let outline = Outline::of(&body);
        let splices =
            if run > 0 { add_records(&outline, &drafts)? } else { one(&outline, &rest[0])? };
        let after = splice(&body, &splices).ok_or_else(tangled)?;
        only = match splices.as_slice() {
            [single] if steps == 0 => Some(single.clone()),
            _ => None,
        };
        if let [Edit::SetKey { record, .. }, later @ ..] = &mut *rest {
            follow(record, later, &body, &after);
        }
        body = after;
        rest = &mut rest[run.max(1)..];
        steps += 1;
    }
    let only = only.filter(|_| steps == 1).map(|mut only| {
        only.at.start += mark.len();
        only.at.end += mark.len();
        only
    });
    Ok((format!("{mark}{body}"), only))
}

/// An id that is made up follows the keys that it is made from: later edits of the same record
/// must know it by its new one.
fn follow(record: &Target, later: &mut [Edit], before: &str, after: &str) {
    if !later.iter().any(|edit| edit.record() == Some(record)) {
        return;
    }
    let (before, after) = (load(before.as_bytes(), ""), load(after.as_bytes(), ""));
    let (Some(before), Some(after)) = (&before.scenario, &after.scenario) else { return };
    let same = |it: &Record| it.id == record.id && it.id_made_up;
    let Some(n) = before.table(record.table).iter().position(same) else { return };
    let Some(now) = after.table(record.table).get(n).map(Target::of) else { return };
    later
        .iter_mut()
        .filter(|edit| edit.record() == Some(record))
        .for_each(|edit| edit.redirect(now.clone()));
}

fn tangled() -> Refusal {
    Refusal::new("a remark stands in the midst of what would change", "change it in an editor")
}

fn new_record(edit: &Edit) -> Option<&Draft> {
    match edit {
        Edit::AddRecord(draft) if draft.parent.is_none() => Some(draft),
        _ => None,
    }
}

fn one(outline: &Outline, edit: &Edit) -> Result<Vec<Splice>, Refusal> {
    let loaded = load(outline.text.as_bytes(), "");
    let Some(scenario) = &loaded.scenario else { return Err(tangled()) };
    match edit {
        Edit::AddRecord(draft) => {
            let (Some(Owner { table, key, .. }), Some(id)) =
                (draft.table.owner(), draft.parent.clone())
            else {
                return Err(tangled());
            };
            let home = home(outline, scenario, &Target { table, id }, 0)?;
            let order = names_of(table, false);
            Ok(add_to(outline, home, &order, key.name(), ListEntry::Draft(draft)))
        }
        Edit::AddAccount { record, fields } => {
            let home = home(outline, scenario, record, 0)?;
            Ok(add_to(
                outline,
                home,
                &names_of(record.table, false),
                "account",
                ListEntry::Account(record.table, fields),
            ))
        }
        Edit::SetKey { record, word, key, value } => {
            let home = home(outline, scenario, record, *word)?;
            let said = record.find(scenario).and_then(|record| record.words.get(*word));
            if let (Key::Evidence, Some(value), Some(said)) = (*key, value, said)
                && let Some(file) = gained((outline, home), scenario, said, value)
            {
                let order = names_of(record.table, *word > 0);
                return Ok(add_to(outline, home, &order, key.name(), ListEntry::File(&file)));
            }
            let order = names_of(record.table, *word > 0);
            set(outline, home, &order, *key, value.as_deref()).ok_or_else(tangled)
        }
        Edit::RemoveRecord { record } => remove(outline, scenario, record, 0),
        Edit::RemoveAccount { record, word } => remove(outline, scenario, record, *word),
    }
}

fn names_of(table: Table, is_account: bool) -> Vec<&'static str> {
    layout::order(table, is_account).into_iter().map(|field| field.key.name()).collect()
}

/// New records of any tables: behind the last of their kind, or at the end of the list that holds
/// them, or at the end of the file.
fn add_records(outline: &Outline, drafts: &[&Draft]) -> Result<Vec<Splice>, Refusal> {
    let mut tables: Vec<Table> = Vec::new();
    for draft in drafts {
        match draft.table {
            Table::Scenario => return Err(Refusal::new("a file has one scenario", "")),
            table => match table.owner() {
                Some(owner) => return Err(Refusal::new(owner.words(table), "say in which")),
                None if !tables.contains(&table) => tables.push(table),
                None => {}
            },
        }
    }
    // At the end of the file, what has its like there stands before what has none.
    tables.sort_by_key(|table| outline.records(*table).is_empty());
    let above = Home::Section(0, &outline.sections[0]);
    let mut splices = Vec::new();
    for table in tables {
        let drafts = drafts.iter().filter(|draft| draft.table == table);
        let behind = outline.records(table).last().copied();
        let above_all = table.names().find_map(|name| above.giving(name).first().copied());
        match (behind, above_all) {
            (None, Some(pair)) => {
                let entries: Vec<String> = drafts.map(|draft| draft.in_one_line()).collect();
                let list = &above.pairs()[pair].value;
                splices.extend(outline.add_entries(list, false, &entries));
            }
            _ => {
                let section = |draft: &&Draft| {
                    let header = format!("[[{}]]", draft.table_name);
                    std::iter::once(header).chain(draft.lines()).collect()
                };
                let sections: Vec<Vec<String>> = drafts.map(section).collect();
                splices.extend(outline.add_sections(behind, &sections));
            }
        }
    }
    Ok(splices)
}

/// What is put into a list inside a record.
enum ListEntry<'d> {
    Draft(&'d Draft),
    Account(Table, &'d Fields),
    File(&'d Evidence),
}

impl ListEntry<'_> {
    fn lines(&self) -> Vec<String> {
        match self {
            ListEntry::Draft(draft) => draft.lines(),
            ListEntry::Account(table, fields) => layout::account_lines(*table, fields),
            ListEntry::File(file) => evidence::file_lines(file),
        }
    }

    fn in_one_line(&self) -> String {
        match self {
            ListEntry::Draft(draft) => draft.in_one_line(),
            ListEntry::Account(table, fields) => layout::account_in_one_line(*table, fields),
            ListEntry::File(file) => evidence::file_toml(file),
        }
    }
}

/// Puts an entry at the end of a list inside a record, however the list is written; a list that
/// is missing is made.
fn add_to(
    outline: &Outline,
    home: Home,
    order: &[&str],
    key: &str,
    entry: ListEntry,
) -> Vec<Splice> {
    if let Home::Section(n, section) = home {
        let depth = section.path.len() + 1;
        let mut below = outline.below_for(n, key);
        below.retain(|n| outline.sections[*n].path.len() == depth);
        if let Some(last) = below.last() {
            let header = outline.sections[*last].header;
            let mut lines = vec![outline.text[header.start..header.end].to_owned()];
            lines.extend(entry.lines());
            return outline.add_sections(Some(*last), &[lines]);
        }
    }
    let in_braces = matches!(home, Home::Braces(_));
    let entry = entry.in_one_line();
    match home.giving(key).first() {
        Some(pair) => outline.add_entries(&home.pairs()[*pair].value, in_braces, &[entry]),
        None => {
            let list = if in_braces { format!("[ {entry} ]") } else { format!("[\n  {entry},\n]") };
            vec![outline.add_pair(home, order, key, &list)]
        }
    }
}

/// Gives a key another value, adds it, or takes it away. `None` when a remark is in the way.
fn set(
    outline: &Outline,
    home: Home,
    order: &[&str],
    key: Key,
    value: Option<&str>,
) -> Option<Vec<Splice>> {
    let name = key.name();
    let pairs = home.giving(name);
    let below = match home {
        Home::Section(n, _) => outline.below_for(n, name),
        Home::Braces(_) => Vec::new(),
    };
    let at = |n: usize| &home.pairs()[n];
    let mut splices: Vec<Splice> = below
        .iter()
        .filter(|n| !below.iter().any(|outer| outline.below(*outer).contains(n)))
        .flat_map(|n| outline.remove_section(*n))
        .collect();
    match (value, pairs.as_slice()) {
        (Some(value), [only]) if at(*only).names.len() == 1 => {
            splices.push(Splice::replace(at(*only).value.span, value.to_owned()));
        }
        (Some(value), [first, rest @ ..]) => {
            // Written with dots: the first of them becomes the whole.
            let span = crate::model::Span { start: at(*first).start, end: at(*first).end() };
            splices.push(Splice::replace(span, format!("{name} = {value}")));
            splices.extend(outline.remove_pairs(home, rest)?);
        }
        (Some(value), []) => splices.push(outline.add_pair(home, order, name, value)),
        (None, pairs) => splices.extend(outline.remove_pairs(home, pairs)?),
    }
    Some(splices)
}

fn remove(
    outline: &Outline,
    scenario: &Scenario,
    target: &Target,
    word: usize,
) -> Result<Vec<Splice>, Refusal> {
    let at = byte(outline, scenario, target, word)?;
    match outline.home(at) {
        Some(Home::Section(n, _)) => Ok(outline.remove_section(n)),
        Some(Home::Braces(_)) => {
            outline.item(at).and_then(|item| outline.remove_item(item)).ok_or_else(tangled)
        }
        None => Err(tangled()),
    }
}

/// The table that holds a word's keys.
fn home<'o>(
    outline: &'o Outline,
    scenario: &Scenario,
    target: &Target,
    word: usize,
) -> Result<Home<'o>, Refusal> {
    outline.home(byte(outline, scenario, target, word)?).ok_or_else(tangled)
}

/// Where a word begins in the text.
fn byte(
    outline: &Outline,
    scenario: &Scenario,
    target: &Target,
    word: usize,
) -> Result<usize, Refusal> {
    let record: &Record = target.find(scenario).ok_or_else(|| target.missing())?;
    let word = record.words.get(word);
    let word = word.ok_or_else(|| Refusal::new("there is no such account", ""))?;
    Ok(SourceText::new(outline.text).offset(word.spot))
}
