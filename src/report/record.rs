//! One record as a page of plain words, or for scripts: every voice on it, what is shown and why,
//! what is contested, what it refers to and what refers to it.

use serde_json::{Value as Json, json};

use super::{rows::row_json, speech::spoken};
use crate::{
    board::{Board, full_day, human},
    look::counted,
    model::{Clean, Evidence, Id, Key, Record, RecordIx, Value, Word},
    panel::{
        Object,
        detail::{self, Link, LinkGroup, Why},
        json_keys::{JsonForm, JsonKey, TEXTS, always, perhaps},
    },
};

/// Columns that no line has: nothing is broken.
const UNBROKEN: usize = 1 << 16;

/// A record as a page of plain words.
pub fn record_text(board: &Board, n: RecordIx, file: &str) -> String {
    let record = board.record(n);
    let day = full_day(board.clock.as_of);
    let mut page = vec![
        format!("{} ({})", board.brief(record), record.id),
        format!("{}, {file}:{}", record.table_name, record.spot.line),
        format!("{day}, {}", board.clock.words()),
    ];
    page.extend(board.handling().map(|mark| format!("Handling: {mark}")));
    if let Some(names) = board.without() {
        page.push(format!("as if these had not spoken: {names}"));
    }
    let said: Vec<usize> =
        (0..record.words.len()).filter(|at| board.is_said(&record.words[*at])).collect();
    if said.is_empty() {
        page.push(String::new());
        let first = record.became_known().map(|known| full_day(known.day));
        let first = first.map(|day| format!("; its first word is of {day}")).unwrap_or_default();
        page.push(format!("Nothing of it is known on this day{first}."));
    }
    let derived = detail::derived(board, n, UNBROKEN);
    let derived = derived.iter().map(spoken).collect();
    section(&mut page, "What the board makes of it", derived);
    if !said.is_empty() {
        section(&mut page, "What is shown, and why", shown(board, n, &said));
        let voices = said.iter().map(|at| voice(board, record, *at));
        section(&mut page, &counted(said.len(), "word"), voices.collect());
    }
    for group in detail::groups(board, n) {
        let title = capital(group.title);
        let lines = group.links.iter().map(|link| reference(board, link)).collect();
        section(&mut page, &title, lines);
    }
    let files = board.evidence(record).map(|(word, file)| evidence(board, word, file));
    section(&mut page, "Evidence", files.collect());
    page.join("\n") + "\n"
}

/// A heading with its lines, a point each; nothing where there are none.
fn section(page: &mut Vec<String>, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    page.extend([String::new(), title.to_owned()]);
    page.extend(lines.into_iter().map(|line| format!("- {line}")));
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// Each key with the value that the board shows, whose it is, and what others say instead.
fn shown(board: &Board, n: RecordIx, said: &[usize]) -> Vec<String> {
    let record = board.record(n);
    let words: Vec<&Word> = said.iter().map(|at| &record.words[*at]).collect();
    let contested = board.contested(n);
    let facts = detail::keys(record, &words).into_iter().filter(|key| key.is_fact());
    let line = |key: Key| {
        let name = detail::label(record.table, key);
        let Some(shown) = board.shown(record, key) else {
            let value = board.displayed(record, key);
            return match value {
                Some(value) => format!("{name}: {} (withdrawn)", board.in_words(key, value)),
                None => format!("{name}: cannot be read"),
            };
        };
        let value = board.in_words(key, shown.value);
        let why = why(board, record, key).map(|why| why.words(board, record));
        let why = why.map(|why| format!("; {why}")).unwrap_or_default();
        let others = others(board, record, key);
        let mark = if contested.contains(&key) { " (contested)" } else { "" };
        format!("{name}: {value}{mark}{why}{others}")
    };
    facts.map(line).collect()
}

/// What others say than what is shown.
fn others(board: &Board, record: &Record, key: Key) -> String {
    let Some(shown) = board.shown(record, key) else { return String::new() };
    let voices = board.voices(record, key).into_iter();
    let others = voices.filter(|said| said.word != shown.word && said.value != shown.value);
    let others = others.map(|said| {
        let voice = record.words[said.word].voice();
        let voice = voice.map_or("the file", |voice| board.voice_name(voice));
        format!("; {voice}: {}", board.in_words(key, said.value))
    });
    others.collect()
}

/// Why a value is the one that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum WhyShown {
    /// Nobody else says anything of it.
    Alone(usize),
    /// The desk judged so.
    Desk(usize),
    /// It is what the record's own voice says, now.
    Own(usize),
    /// The record's own voice says nothing of it: of the others the latest.
    Latest(usize),
}

/// Why a value is shown; `None` of what nobody says, and of a plain fact of the file.
fn why(board: &Board, record: &Record, key: Key) -> Option<WhyShown> {
    let word = board.shown(record, key)?.word;
    let voice = record.words[word].voice()?;
    let voices = board.voices(record, key).len();
    Some(match () {
        () if voices < 2 => WhyShown::Alone(word),
        () if voice.is_desk() => WhyShown::Desk(word),
        () if record.own().voice() == Some(voice) => WhyShown::Own(word),
        () => WhyShown::Latest(word),
    })
}

impl WhyShown {
    fn word(self) -> usize {
        let (WhyShown::Alone(at) | WhyShown::Desk(at) | WhyShown::Own(at) | WhyShown::Latest(at)) =
            self;
        at
    }

    /// For scripts.
    fn name(self) -> &'static str {
        match self {
            WhyShown::Alone(_) => "alone",
            WhyShown::Desk(_) => "desk",
            WhyShown::Own(_) => "own",
            WhyShown::Latest(_) => "latest",
        }
    }

    fn words(self, board: &Board, record: &Record) -> String {
        let voice = record.words[self.word()].voice();
        let name = voice.map_or("the file", |voice| board.voice_name(voice));
        match self {
            WhyShown::Alone(_) => format!("{name}, and nobody else"),
            WhyShown::Desk(_) => format!("{name}, which judged so"),
            WhyShown::Own(0) => format!("{name}, the record's own source"),
            WhyShown::Own(_) => format!("{name}, the record's own source, by its later word"),
            WhyShown::Latest(_) => {
                format!("{name}, the latest of those who say so; the record's own source does not")
            }
        }
    }
}

/// One word: whose it is, how graded, of which day, where it stands, and what it says.
fn voice(board: &Board, record: &Record, at: usize) -> String {
    let word = &record.words[at];
    let mut head = Vec::new();
    match word.voice() {
        Some(voice) => {
            let via = word.get(Key::Citing).and(word.source());
            let via = via.map(|source| format!(" via {}", board.voice_name(source)));
            head.push(format!("{}{}", board.voice_name(voice), via.unwrap_or_default()));
            head.push(board.grade(word).to_string());
        }
        None => head.push("the file itself".to_owned()),
    }
    if let Some(known) = word.known() {
        let assumed = if known.assumed { " (assumed)" } else { "" };
        head.push(format!("{}{assumed}", full_day(known.day)));
    }
    head.push(format!("line {}", word.spot.line));
    if board.is_withdrawn(word) {
        head.push("withdrawn".to_owned());
    } else if detail::is_corrected(board, record, word) {
        head.push("corrected later".to_owned());
    }
    if let Some(bulletin) = board.scenario().bulletin_of(word).map(|n| board.record(n)) {
        let called = board.bulletin_called(bulletin);
        head.push(format!("in {called}, line {}", bulletin.spot.line));
    }
    let says = detail::keys(record, &[word]).into_iter().map(|key| {
        let name = detail::label(record.table, key);
        let value = word.get(key).map(|value| board.in_words(key, value));
        format!("{name}: {}", value.unwrap_or_else(|| "cannot be read".to_owned()))
    });
    let basis =
        word.get(Key::Basis).map(|basis| format!("basis: {}", board.in_words(Key::Basis, basis)));
    let says: Vec<String> = basis.into_iter().chain(says).collect();
    let url = word.get(Key::Url).and_then(Value::as_text);
    let url = url.map(|url| format!("\n  {url}")).unwrap_or_default();
    let says = if says.is_empty() { String::new() } else { format!("\n  {}", says.join("; ")) };
    format!("{}{says}{url}", head.join(", "))
}

/// A record that is referred to, or refers: in which key, what it is called, and its id.
fn reference(board: &Board, link: &Link) -> String {
    let record = board.record(link.to);
    let why = match link.why {
        Why::Names(key) => format!("{}: ", key.name().replace('_', " ")),
        Why::SaidOf => String::new(),
        Why::Around(_) => format!("{}: ", spoken(&detail::why(link.why)).trim_end_matches(':')),
    };
    format!("{why}{} ({})", board.brief(record), record.id)
}

fn evidence(board: &Board, word: &Word, file: &Evidence) -> String {
    let said = [
        file.is_private.then(|| "private".to_owned()),
        file.by.as_ref().map(|by| format!("by {by}")),
        file.taken.as_ref().map(|when| format!("taken {}", human(when, board.clock.as_of))),
        Some(format!("hash {}…", file.first_digits())),
        word.voice().map(|voice| format!("with the word of {}", board.voice_name(voice))),
        file.note.as_ref().map(Clean::to_string),
        file.url.as_ref().map(|url| format!("found at {url}")),
        file.archived.as_ref().map(|url| format!("archived at {url}")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    format!("{} {}, {}", file.kind.word(), file.file, said.join(", "))
}

/// What the page of a record has for scripts besides what a row of its table has.
pub const RECORD_KEYS: &[JsonKey] = &[
    always("table_name", JsonForm::Text, "its table"),
    always("called", JsonForm::Text, "what it is called"),
    always(
        "shown",
        JsonForm::ByName(&JsonForm::One(&[
            always("voice", JsonForm::Text, "the id of the source whose word it is"),
            always("line", JsonForm::Whole, "where that stands in the file"),
            always(
                "why",
                JsonForm::Words(&["alone", "desk", "own", "latest"]),
                "nobody else says of it; the desk judged so; the record's own source; the latest \
                 of the others",
            ),
        ])),
        "for each key why its value is the one that is shown",
    ),
    always(
        "references",
        JsonForm::Many(&JsonForm::One(&[
            always("group", JsonForm::Text, "why it stands there"),
            perhaps("key", JsonForm::Text, "the key in which one names the other"),
            perhaps("days", JsonForm::Whole, "how many days later it was"),
            always("table", JsonForm::Text, "its table"),
            always("id", JsonForm::Text, "its id"),
            always("called", JsonForm::Text, "what it is called"),
        ])),
        "what it refers to, what refers to it, what was around it",
    ),
    always("told", TEXTS, "what the board makes of it, in words"),
    always("as_of", JsonForm::Day, "the day that is looked at"),
    always("clock", JsonForm::Text, "with which knowledge"),
];

/// The same for scripts: what a row of a panel has, what it is called, why each value is shown, and
/// its references.
pub fn record_json(board: &Board, n: RecordIx, file: &str) -> Json {
    let record = board.record(n);
    let Json::Object(row) = row_json(board, n, file) else { return Json::Null };
    let mut page = Object::new();
    // A kind says in its `table` of which records it is.
    page.insert("table_name".into(), json!(record.table.name()));
    page.insert("called".into(), json!(board.brief(record)));
    page.extend(row);
    let said: Vec<&Word> = record.words.iter().filter(|word| board.is_said(word)).collect();
    let facts = detail::keys(record, &said).into_iter().filter(|key| key.is_fact());
    let shown = facts.filter_map(|key| {
        let why = why(board, record, key)?;
        let word = &record.words[why.word()];
        let mut of = Object::new();
        of.insert("voice".into(), json!(word.voice().map_or("", Id::as_str)));
        of.insert("line".into(), json!(word.spot.line));
        of.insert("why".into(), json!(why.name()));
        Some((key.name().to_owned(), Json::Object(of)))
    });
    page.insert("shown".into(), Json::Object(shown.collect()));
    let groups = detail::groups(board, n);
    let references = groups.iter().flat_map(|group| references_json(board, group));
    page.insert("references".into(), references.collect());
    let told = detail::derived(board, n, UNBROKEN);
    page.insert("told".into(), told.iter().map(spoken).map(Json::from).collect());
    page.insert("as_of".into(), json!(board.clock.as_of.to_string()));
    page.insert("clock".into(), json!(board.clock.words()));
    Json::Object(page)
}

fn references_json(board: &Board, group: &LinkGroup) -> Vec<Json> {
    let row = |link: &Link| {
        let record = board.record(link.to);
        let mut row = Object::new();
        row.insert("group".into(), json!(group.title));
        match link.why {
            Why::Names(key) => row.insert("key".into(), json!(key.name())),
            Why::Around(days) => row.insert("days".into(), json!(days)),
            Why::SaidOf => None,
        };
        row.insert("table".into(), json!(record.table.name()));
        row.insert("id".into(), json!(record.id.as_str()));
        row.insert("called".into(), json!(board.brief(record)));
        Json::Object(row)
    };
    group.links.iter().map(row).collect()
}
