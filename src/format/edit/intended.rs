//! What a file must say after an edit, and whether it does: the change meant and no other.

use std::collections::HashMap;

use super::{Draft, Edit, Fields, Target};
use crate::{
    format::{
        alone::KnownIds,
        made_up,
        reader::Loaded,
        tables::{Field, Shape, TableForm, Voiced},
    },
    model::{
        Entry, Id, Key, Problem, Record, Refusal, Scenario, Severity, Spot, Table, Word, WordsLeft,
    },
};

/// Refuses an edit that makes `check` find an error that it did not find before.
pub fn no_new_error(before: &Loaded, after: &Loaded) -> Result<(), Refusal> {
    match news(before, after, Severity::Error).next() {
        Some(problem) => Err(Refusal::from(problem)),
        None => Ok(()),
    }
}

/// The problems of one severity that only the second reading has.
pub fn news<'a>(
    before: &Loaded,
    after: &'a Loaded,
    severity: Severity,
) -> impl Iterator<Item = &'a Problem> {
    let mut known: HashMap<(&str, String), usize> = HashMap::new();
    for problem in before.problems.iter().filter(|problem| problem.severity == severity) {
        *known.entry((problem.code, problem.message.to_string())).or_default() += 1;
    }
    after.problems.iter().filter(move |problem| problem.severity == severity).filter(
        move |problem| {
            let left = known.get_mut(&(problem.code, problem.message.to_string()));
            match left.filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    false
                }
                None => true,
            }
        },
    )
}

/// Whether two scenarios say the same but for the records named, wherever it all stands.
pub fn same_but(a: &Scenario, b: &Scenario, touched: &[(Table, Id)]) -> bool {
    let kept = |record: &&Record| {
        let inside = |(_, id): &(Table, Id)| record.parent.as_ref() == Some(id);
        !touched.iter().any(|it| *it == (record.table, record.id.clone()) || inside(it))
    };
    let of = |scenario: &Scenario| -> Vec<Record> {
        written(scenario).into_iter().filter(|record| kept(&record)).collect()
    };
    says_the_same(a, of(a), b, of(b))
}

/// The records as they stand in the file: without what bulletins say for their words.
pub fn written(scenario: &Scenario) -> Vec<Record> {
    let mut records = scenario.records().to_vec();
    records.iter_mut().flat_map(|record| &mut record.words).for_each(Word::leave_inherited);
    records
}

/// Whether a scenario says what was intended; then the records that go by another id there than
/// was intended, since theirs is made up.
pub fn held(
    before: &Scenario,
    wanted: Vec<Record>,
    after: &Scenario,
) -> Option<Vec<(Target, Target)>> {
    let said = written(after);
    let ids = |records: &[Record]| in_order(records.to_vec()).iter().map(Target::of).collect();
    let (meant, now): (Vec<Target>, Vec<Target>) = (ids(&wanted), ids(&said));
    let renamed = || meant.into_iter().zip(now).filter(|(meant, now)| meant != now).collect();
    says_the_same(before, wanted, after, said).then(renamed)
}

fn says_the_same(a: &Scenario, left: Vec<Record>, b: &Scenario, right: Vec<Record>) -> bool {
    let placeless = |records| in_order(records).into_iter().map(placeless).collect::<Vec<_>>();
    a.header == b.header && a.left_out == b.left_out && placeless(left) == placeless(right)
}

/// Table by table; what stands inside others, by what it stands in: their order in the file says
/// nothing.
fn in_order(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(|record| (record.table, record.parent.clone()));
    records
}

/// A record wherever it stands. An id that was made up is no word of the file.
fn placeless(mut record: Record) -> Record {
    record.spot = Spot::default();
    record.table_name = record.table.name();
    if record.id_made_up {
        record.id = Id::desk();
    }
    for word in &mut record.words {
        word.spot = Spot::default();
        word.entries.iter_mut().for_each(|entry| entry.spot = Spot::default());
    }
    record
}

/// The records of a scenario with an edit made.
pub fn with(
    mut records: Vec<Record>,
    edit: &Edit,
    names: &KnownIds,
) -> Result<Vec<Record>, Refusal> {
    let at = |target: &Target, records: &[Record]| {
        let is = |record: &Record| record.table == target.table && record.id == target.id;
        records.iter().position(is).ok_or_else(|| target.missing())
    };
    match edit {
        Edit::AddRecord(draft) => records.extend(records_of(draft, draft.parent.as_ref(), names)?),
        Edit::AddAccount { record, fields } => {
            let n = at(record, &records)?;
            records[n].words.push(account_of(record.table, fields, names)?);
        }
        Edit::SetKey { record, word, key, value } => {
            let n = at(record, &records)?;
            let field = field_of(record.table, *key, *word > 0)?;
            let entry = match value {
                Some(value) => Some(entry_of(field, value, names)?),
                None => None,
            };
            let record = &mut records[n];
            if *key == Key::Id {
                let id = entry.as_ref().and_then(|entry| entry.value.as_id());
                let id = id.ok_or_else(|| Refusal::new("a record keeps its id", ""))?;
                (record.id, record.id_made_up) = (id.clone(), false);
            }
            let Some(word) = record.words.get_mut(*word) else {
                return Err(Refusal::new("there is no such account", ""));
            };
            word.entries.retain(|entry| entry.key != *key);
            word.entries.extend(entry);
            sort(&mut word.entries, TableForm::of(record.table).fields());
        }
        Edit::RemoveRecord { record } => {
            at(record, &records)?;
            let is_it = |other: &Record| other.table == record.table && other.id == record.id;
            let inside = |other: &Record| {
                !record.table.has_own_ids() && other.parent.as_ref() == Some(&record.id)
            };
            records.retain(|other| !is_it(other) && !inside(other));
        }
        Edit::RemoveAccount { record, word } => {
            let n = at(record, &records)?;
            if *word == 0 || *word >= records[n].words.len() {
                return Err(Refusal::new("there is no such account", ""));
            }
            records[n].words.remove(*word);
        }
    }
    Ok(records)
}

/// The records that a draft becomes: itself, and those that stand inside it.
fn records_of(
    draft: &Draft,
    parent: Option<&Id>,
    names: &KnownIds,
) -> Result<Vec<Record>, Refusal> {
    let form = TableForm::of(draft.table);
    let own = word_of(form.fields().collect(), draft.table, &draft.fields, names)?;
    let mut words = vec![own];
    if !draft.accounts.is_empty() && form.voiced != Voiced::WithAccounts {
        let name = draft.table.plural(2);
        return Err(Refusal::new(format!("{name} have no accounts"), ""));
    }
    for fields in &draft.accounts {
        words.push(account_of(draft.table, fields, names)?);
    }
    let given = words[0].get(Key::Id).and_then(|value| value.as_id()).cloned();
    let id_made_up = given.is_none();
    let id = given.unwrap_or_else(|| made_up::base(draft.table_name, &words[0], parent));
    let mut records = Vec::new();
    for inner in &draft.inner {
        let fits =
            |field: &Field| matches!(field.shape, Shape::Nested(table) if table == inner.table);
        if !form.own.iter().any(fits) {
            let (inner, outer) = (inner.table.plural(2), draft.table.plural(2));
            return Err(Refusal::new(format!("{inner} do not stand inside {outer}"), ""));
        }
        records.extend(records_of(inner, Some(&id), names)?);
    }
    let parent = parent.cloned();
    let spot = Spot::default();
    records.push(Record {
        table: draft.table,
        table_name: draft.table_name,
        id,
        id_made_up,
        parent,
        words,
        spot,
        left: WordsLeft::Own,
    });
    Ok(records)
}

/// The id that a draft would get from its table, date and place.
pub fn id_of(draft: &Draft, names: &KnownIds) -> Result<Id, Refusal> {
    let fields = TableForm::of(draft.table).fields().collect();
    let word = word_of(fields, draft.table, &draft.fields, names)?;
    Ok(made_up::base(draft.table_name, &word, draft.parent.as_ref()))
}

fn account_of(table: Table, fields: &Fields, names: &KnownIds) -> Result<Word, Refusal> {
    let form = TableForm::of(table);
    if form.voiced != Voiced::WithAccounts {
        return Err(Refusal::new(format!("{} have no accounts", table.plural(2)), ""));
    }
    if !fields.iter().any(|(key, _)| matches!(key, Key::Source | Key::Bulletin)) {
        return Err(Refusal::new("an account needs `source` or `bulletin`", "whose word is it?"));
    }
    word_of(form.account_fields().collect(), table, fields, names)
}

fn word_of(
    known: Vec<&'static Field>,
    table: Table,
    fields: &Fields,
    names: &KnownIds,
) -> Result<Word, Refusal> {
    let is_account = !known.iter().any(|field| field.key == Key::Id);
    let mut entries = Vec::new();
    for (n, (key, value)) in fields.iter().enumerate() {
        let field = field_of(table, *key, is_account && table != Table::Tie)?;
        if fields[..n].iter().any(|(other, _)| other == key) {
            return Err(Refusal::new(format!("`{}` stands twice", key.name()), ""));
        }
        entries.push(entry_of(field, value, names)?);
    }
    sort(&mut entries, known.into_iter());
    Ok(Word::new(entries, Spot::default()))
}

fn entry_of(field: &Field, value: &str, names: &KnownIds) -> Result<Entry, Refusal> {
    let read = names.read(field.shape, value).map_err(|unreadable| {
        let message = format!("{}: {}", field.key.name(), unreadable.message);
        Refusal::hinted(message, unreadable.hint)
    })?;
    Ok(Entry { key: field.key, value: read.value, spot: Spot::default() })
}

/// A key that a single value can be written to.
pub fn field_of(table: Table, key: Key, is_account: bool) -> Result<&'static Field, Refusal> {
    let form = TableForm::of(table);
    let field = form.fields().find(|field| field.key == key);
    let field = field.filter(|_| !is_account || ![Key::Id, Key::Account].contains(&key));
    match field {
        Some(field) if !matches!(field.shape, Shape::Accounts | Shape::Nested(_)) => Ok(field),
        Some(_) => {
            let what = format!("`{}` is a list of tables", key.name());
            Err(Refusal::new(what, "its entries are added and removed one by one"))
        }
        None => {
            let owner = if is_account { "accounts of " } else { "" };
            let name = table.plural(2);
            Err(Refusal::new(format!("{owner}{name} have no key `{}`", key.name()), ""))
        }
    }
}

fn sort(entries: &mut [Entry], order: impl Iterator<Item = &'static Field>) {
    let order: Vec<Key> = order.map(|field| field.key).collect();
    entries.sort_by_key(|entry| order.iter().position(|key| *key == entry.key));
}
