//! What people type becomes the TOML of a value, and back: dates, counts and names in every form
//! that is understood, and for what is not the same words that `check` has.

mod back;
mod completions;
mod day;
mod drafts;
pub(super) mod evidence;
mod names;
mod pairs;
mod promised;
mod record;
mod when;

pub use back::typed;
pub use completions::Completion;
use day::DayReading;
pub use day::{DAY_FORMS, SeenFrom, typed_day};
pub use drafts::{draft_of, fields_of, toml_of};
pub use names::NameIndex;
pub use record::{IdTyped, names_record, record_named};

use std::{collections::HashMap, sync::Arc};

use super::{
    alone::{KnownIds, ReadValue},
    edit::Fields,
    tables::{Field, PEOPLE, Shape, TableForm},
};
use crate::model::{
    Day, Decimal, Id, Key, KindTable, OF_WHICH, Record, Refusal, Scenario, Table, Value,
    Vocabulary, When, fold,
};

/// What typed text is read against: the names of a scenario, the day that is looked at, which days
/// without a year are seen from, and the calendar's, which `today` and `yesterday` are.
pub struct Typing<'s> {
    scenario: &'s Scenario,
    seen_from: SeenFrom,
    known: Arc<NameIndex>,
    /// Those of the scenario, and those that were added.
    names: Arc<KnownIds>,
}

/// A value as it was typed, understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Understood {
    /// What stands in the file for it.
    pub toml: String,
    /// The value that it is read as.
    pub value: Value,
    /// What `check` would warn of.
    pub warnings: Vec<Refusal>,
}

/// What was typed last, which a new record begins with. The desk's own word is none that is said
/// again unasked.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Last {
    /// The source given last; `None` before the first record.
    pub source: Option<Id>,
    /// The place given last; `None` before the first record.
    pub place: Option<Id>,
    /// The bulletin that new words rest on until it is left; `None` where each stands for itself.
    pub bulletin: Option<Id>,
}

impl Last {
    /// Takes note of an entry.
    pub fn typed(&mut self, source: Option<Id>, place: Option<Id>) {
        self.source = source.filter(|source| !source.is_desk()).or(self.source.take());
        self.place = place.or(self.place.take());
    }

    /// Takes note of what was written: a bulletin is written for what rests on it.
    pub fn wrote(&mut self, table: Table, id: Option<Id>) {
        if table == Table::Bulletin {
            self.bulletin = id.or(self.bulletin.take());
        }
    }
}

impl<'s> Typing<'s> {
    /// Reads what is typed against the ids of a scenario, and days as told from two days.
    pub fn new(scenario: &'s Scenario, seen_from: impl Into<SeenFrom>) -> Self {
        Typing::known(scenario, seen_from, Arc::new(NameIndex::of(scenario)))
    }

    /// The same with the names of the scenario, which were found before.
    pub fn known(
        scenario: &'s Scenario,
        seen_from: impl Into<SeenFrom>,
        known: Arc<NameIndex>,
    ) -> Self {
        let names = Arc::clone(&known.ids);
        Typing { scenario, seen_from: seen_from.into(), known, names }
    }

    /// The scenario whose ids may be typed.
    pub(super) fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// Why a day that is typed cannot be; `None` of one that can, and of what is no day.
    pub fn impossible_day(&self, typed: &str) -> Option<Refusal> {
        let Typing { scenario, seen_from, .. } = *self;
        DayReading { scenario, seen_from, may_lead_out: false }.impossible(typed)
    }

    /// One more id that may be referred to: of a record that is about to be written.
    pub fn add(&mut self, table: Table, id: &Id) {
        Arc::make_mut(&mut self.names).add(table, id);
    }

    /// Reads what was typed for a key of a table.
    pub fn read(&self, table: Table, key: Key, typed: &str) -> Result<Understood, Refusal> {
        let field = TableForm::of(table).fields().find(|field| field.key == key);
        let Some(field) = field else {
            let what = format!("{} have no key `{}`", table.plural(2), key.name());
            return Err(Refusal::new(what, ""));
        };
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Refusal::new("nothing is typed", field.doc));
        }
        let toml = self.toml(field, typed)?;
        let ReadValue { value, warnings } = self.names.read(field.shape, &toml)?;
        Ok(Understood { toml, value, warnings })
    }

    /// As `read`, for a guess: nothing is looked for that could be said of what it is not.
    pub fn guess(&self, table: Table, key: Key, typed: &str) -> Option<Understood> {
        let field = TableForm::of(table).fields().find(|field| field.key == key)?;
        let may_be = match field.shape {
            _ if typed.starts_with(['{', '[']) => true,
            Shape::Reference(to, also) => self.is_name(typed, to, also),
            Shape::References(to, also) => {
                pairs::list(typed).iter().all(|name| self.is_name(name, to, also))
            }
            Shape::CountByActor | Shape::ByActor if typed.contains('=') => {
                let pairs = pairs::pairs(typed, "").unwrap_or_default();
                pairs.iter().all(|(name, _)| self.is_name(name, &[Table::Actor], PEOPLE))
            }
            _ => true,
        };
        if may_be { self.read(table, key, typed).ok() } else { None }
    }

    /// What a new record begins with, as typed text: the day that is looked at, the day on which it
    /// was said, the last source, the last place. An account has its own source and day only.
    pub fn defaults(&self, table: Table, is_account: bool, last: &Last) -> Vec<(Key, String)> {
        let form = TableForm::of(table);
        let has = |key: Key| form.fields().any(|field| field.key == key);
        // Of another scenario's entries nothing is taken over.
        let text = |id: &Option<Id>| {
            id.as_ref().filter(|id| self.names.has(id.as_str())).map(Id::to_string)
        };
        let place = last.place.as_ref().filter(|_| !is_account).cloned();
        let as_of = self.seen_from.as_of.to_string();
        let published = Some(self.published(None, false).to_string());
        // The bulletin says who speaks, and when.
        let chosen = last.bulletin.as_ref();
        let is_known = |id: &&Id| self.names.is_taken(Table::Bulletin, id) && has(Key::Bulletin);
        let bulletin = chosen.filter(is_known).map(Id::to_string);
        let stands_alone = bulletin.is_none();
        [
            (table.date_key(), Some(as_of).filter(|_| !is_account)),
            (Key::Bulletin, bulletin),
            (Key::Published, published.filter(|_| stands_alone)),
            (Key::Place, text(&place)),
            (Key::Source, text(&last.source).filter(|_| stands_alone)),
        ]
        .into_iter()
        .filter(|(key, _)| has(*key))
        .filter_map(|(key, text)| Some((key, text?)))
        .collect()
    }

    /// The day on which a voice is taken to speak where nobody types one: today, or the day that is
    /// looked at, where that is past. Nobody tells what is still to come, but for what is planned.
    pub fn published(&self, date: Option<&When>, is_planned: bool) -> Day {
        let SeenFrom { as_of, today } = self.seen_from;
        let said = as_of.min(today);
        let end = date.and_then(|date| date.latest.or(date.earliest)).filter(|_| !is_planned);
        end.map_or(said, |end| said.max(end.min(today)))
    }

    /// The TOML that is meant. What is wrong with it the reader says, in the words of `check`.
    fn toml(&self, field: &Field, typed: &str) -> Result<String, Refusal> {
        let is_words = matches!(
            field.shape,
            Shape::Text(_)
                | Shape::TextOrKind(..)
                | Shape::Link
                | Shape::Id
                | Shape::Zone
                | Shape::Cutoff
        );
        if typed.starts_with(['{', '[']) && !is_words {
            return Ok(typed.to_owned()); // as it stands in a file
        }
        match field.shape {
            Shape::WhenOr(words) if words.contains(&typed) => Ok(quote(typed)),
            Shape::When | Shape::WhenOr(_) => when::when(typed, self.scenario, self.seen_from),
            Shape::Count => Ok(count(typed)),
            Shape::CountByActor | Shape::ByActor if typed.contains('=') => self.by_actor(typed),
            Shape::CountByActor => Ok(count(typed)),
            Shape::CountOfWhich if typed.contains('=') => {
                let counts = pairs::pairs(&pairs::with_total(typed), "write 10 children=2")?;
                let each = |(name, value): (String, String)| (name, count(&value));
                Ok(pairs::table(counts.into_iter().map(each)))
            }
            Shape::CountOfWhich => Ok(count(typed)),
            Shape::ByActor => Err(Refusal::new(
                format!("`{typed}` names nobody"),
                "write russia=3 turkey=several",
            )),
            Shape::ByPlace | Shape::ByName => {
                let counts = pairs::pairs(typed, "write explosions=3 \"small arms\"=several")?;
                let each = |(name, value): (String, String)| (name, count(&value));
                Ok(pairs::table(counts.into_iter().map(each)))
            }
            Shape::Columns => {
                let columns = pairs::pairs(typed, COLUMNS)?;
                let each = |(name, column): (String, String)| (name, quote(&column));
                Ok(pairs::table(columns.into_iter().map(each)))
            }
            Shape::Codes => {
                let codes = pairs::pairs(typed, "write pax=2020-1 eth_prio=4.2")?;
                let each = |(name, code): (String, String)| (name, quote(&code));
                Ok(pairs::table(codes.into_iter().map(each)))
            }
            Shape::Promise => promised::toml(typed),
            Shape::Evidence => {
                evidence::toml(typed, |typed| when::when(typed, self.scenario, self.seen_from))
            }
            Shape::Term(words) => Ok(quote(term(words, typed).unwrap_or(typed))),
            Shape::TermOrKind(words, of) => {
                let own = || self.own_kind(typed, of).map(Id::as_str);
                Ok(quote(term(words, typed).or_else(own).unwrap_or(typed)))
            }
            Shape::TextOrKind(_, of) => {
                Ok(quote(self.own_kind(typed, of).map_or(typed, Id::as_str)))
            }
            Shape::Terms(words) => {
                let word = |typed: &String| quote(term(words, typed).unwrap_or(typed));
                let terms: Vec<String> = pairs::list(typed).iter().map(word).collect();
                Ok(format!("[{}]", terms.join(", ")))
            }
            Shape::Reference(to, also) => Ok(quote(self.resolve(typed, to, also)?.as_str())),
            Shape::References(to, also) => {
                let ids = pairs::list(typed).into_iter().map(|name| self.resolve(&name, to, also));
                let ids =
                    ids.map(|id| id.map(|id| quote(id.as_str()))).collect::<Result<Vec<_>, _>>()?;
                Ok(format!("[{}]", ids.join(", ")))
            }
            Shape::Texts => {
                let texts: Vec<String> =
                    pairs::list(typed).iter().map(|text| quote(text)).collect();
                Ok(format!("[{}]", texts.join(", ")))
            }
            Shape::Number(..) | Shape::Integer(..) => Ok(number(typed)),
            Shape::Flag => Ok(match &*fold(typed) {
                "yes" | "y" | "true" => "true".to_owned(),
                "no" | "n" | "false" => "false".to_owned(),
                _ => quote(typed),
            }),
            Shape::Point => pairs::point(typed),
            Shape::Path | Shape::Ring => pairs::path(typed),
            Shape::Rings => pairs::rings(typed),
            Shape::Corridor => self.corridor(typed, "along"),
            Shape::Along => self.corridor(typed, "route"),
            Shape::Within => self.within(typed),
            Shape::Around => self.around(typed),
            Shape::Pcode => Ok(quote(&typed.trim().to_ascii_uppercase())),
            Shape::Text(_) | Shape::Link | Shape::Id | Shape::Zone | Shape::Cutoff => {
                Ok(quote(typed))
            }
            Shape::Nested(_) | Shape::Accounts => Err(Refusal::new(
                format!("`{}` is a list of tables", field.key.name()),
                "its entries are added one by one",
            )),
        }
    }

    /// The kind of one's own that is meant, by its id or its name, without regard to case.
    pub(super) fn own_kind(&self, typed: &str, of: KindTable) -> Option<&'s Id> {
        let wanted = fold(typed.trim());
        let mut kinds = self.scenario.table(Table::Kind).iter();
        let is_meant = |kind: &&Record| {
            let is_called = kind.text(Key::Name).is_some_and(|name| fold(name) == wanted);
            kind.term(Key::Table) == Some(of) && (is_called || kind.id.as_str() == wanted)
        };
        kinds.find(is_meant).map(|kind| &kind.id)
    }

    fn by_actor(&self, typed: &str) -> Result<String, Refusal> {
        let form = "write russia=3 turkey=several, or civilians=23 civilians.children=2";
        let mut counts: Vec<(String, String)> = Vec::new();
        let mut among: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for (name, value) in pairs::pairs(typed, form)? {
            let value = count(&value);
            if let Some((whose, part)) = name.split_once('.') {
                let whose = self.resolve(whose, &[Table::Actor], PEOPLE)?.to_string();
                if !counts.iter().any(|(name, _)| *name == whose) {
                    counts.push((whose.clone(), String::new()));
                }
                among.entry(whose).or_default().push((part.to_owned(), value));
            } else if OF_WHICH.contains(&&*name) {
                counts.push((name, value));
            } else {
                let id = self.resolve(&name, &[Table::Actor], PEOPLE)?.to_string();
                match counts.iter_mut().find(|(name, _)| *name == id) {
                    Some((_, total)) if total.is_empty() => *total = value,
                    _ => counts.push((id, value)),
                }
            }
        }
        let whole = |(name, value): (String, String)| {
            let Some(parts) = among.remove(&name) else { return (name, value) };
            let total = Some(("total".to_owned(), value)).filter(|(_, total)| !total.is_empty());
            (name, pairs::table(total.into_iter().chain(parts)))
        };
        Ok(pairs::table(counts.into_iter().map(whole)))
    }

    /// `m4 north=6 south=6`, `m4 both=6`.
    fn corridor(&self, typed: &str, key: &str) -> Result<String, Refusal> {
        const FORM: &str = "write m4 north=6 south=6, or m4 both=6";
        let (route, widths) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
        let along = quote(self.resolve(route, &[Table::Route], &[])?.as_str());
        let widths = pairs::pairs(widths, FORM)?.into_iter();
        let side = |name: &str| format!("{}_km", name.trim_end_matches("_km"));
        let widths = widths.map(|(name, width)| (side(&name), number(&width)));
        Ok(pairs::table(std::iter::once((key.to_owned(), along)).chain(widths)))
    }

    /// `50 km of m4`, `50 m4`; `perhaps 50 km of m4` also takes what only may be that near.
    fn within(&self, typed: &str) -> Result<String, Refusal> {
        let (perhaps, typed) = match typed.trim().strip_prefix("perhaps ") {
            Some(typed) => (true, typed.trim_start()),
            None => (false, typed),
        };
        let (km, of) = distance(typed);
        let of = quote(self.resolve(of, &[Table::Route, Table::Place], &[])?.as_str());
        let possible = perhaps.then(|| ("possible".to_owned(), "true".to_owned()));
        let pairs = [("km".to_owned(), km), ("of".to_owned(), of)].into_iter();
        Ok(pairs::table(pairs.chain(possible)))
    }

    /// `5 km of tadif`, `5 tadif`.
    fn around(&self, typed: &str) -> Result<String, Refusal> {
        let (km, place) = distance(typed);
        let place = quote(self.resolve(place, &[Table::Place], &[])?.as_str());
        Ok(pairs::table([("place".to_owned(), place), ("km".to_owned(), km)].into_iter()))
    }
}

/// The kilometres of a distance, as TOML has them, and from what: `50 km of m4`, `50 m4`.
fn distance(typed: &str) -> (String, &str) {
    let (km, of) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let of = of.trim();
    let of = of.strip_prefix("km").unwrap_or(of).trim();
    let of = of.strip_prefix("of ").unwrap_or(of).trim();
    (number(km.trim_end_matches("km")), of)
}

/// What pairs are typed as.
const COLUMNS: &str = "write date=when kind=type";

/// Text in the double quotes of TOML.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            '\0'..='\u{1f}' | '\u{7f}' => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A key in quotes where it needs them.
pub fn quote_key(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(plain) { name.to_owned() } else { quote(name) }
}

/// A number bare, all else in the words that were typed.
fn count(typed: &str) -> String {
    let typed = typed.trim();
    if typed.starts_with('{') {
        return typed.to_owned();
    }
    let plain = typed.bytes().all(|b| b.is_ascii_digit());
    match typed.parse::<u64>() {
        Ok(n) if plain => n.to_string(),
        // Decimals stay as they are typed, without zeros before them: `12.50`.
        _ if Decimal::read(typed).is_some() && typed.contains('.') => number(typed),
        _ => quote(typed),
    }
}

/// A number bare; what is none goes in quotes, so that the reader says what is wrong with it.
fn number(typed: &str) -> String {
    let typed = typed.trim();
    let digits = typed.strip_prefix(['-', '+']).unwrap_or(typed);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.parse::<f64>().is_ok()
        && !digits.ends_with('.');
    if !is_number {
        return quote(typed);
    }
    // TOML has no zeros before a number.
    let sign = if typed.starts_with('-') { "-" } else { "" };
    let digits = digits.trim_start_matches('0');
    let zero = if digits.is_empty() || digits.starts_with('.') { "0" } else { "" };
    format!("{sign}{zero}{digits}")
}

/// The word of a closed list that is meant, without regard to case: `cut short`, `IED`.
pub fn term(words: &'static Vocabulary, typed: &str) -> Option<&'static str> {
    let wanted = typed.trim().to_lowercase().replace([' ', '_'], "-");
    let known = words.words.iter().map(|(word, _)| *word);
    known.into_iter().find(|word| word.eq_ignore_ascii_case(&wanted))
}

/// Typed texts as the fields of an edit; the first that cannot be read, with its key.
pub fn fields(
    typing: &Typing,
    table: Table,
    typed: &[(Key, String)],
) -> Result<Fields, (Key, Refusal)> {
    let read = |(key, text): &(Key, String)| {
        let understood = typing.read(table, *key, text).map_err(|error| (*key, error))?;
        Ok((*key, understood.toml))
    };
    typed.iter().filter(|(_, text)| !text.trim().is_empty()).map(read).collect()
}

#[cfg(test)]
mod tests;
