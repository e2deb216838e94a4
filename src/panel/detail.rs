//! The detail of any record: every voice as a column, where it stands in the file, what it refers
//! to and what refers to it.

use std::{collections::HashSet, sync::Arc};

use super::said;
use crate::{
    board::{Around, Board, human},
    look::{Align, Phrase, Role, counted, glyph, wrap},
    model::{Clean, Key, Record, RecordIx, Table, Value, WebAddress, Word},
};

/// A line of the detail; a line with a link can be followed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DetailLine {
    /// The words of the line with their roles, fitted to the width that was asked for.
    pub phrase: Phrase,
    /// Position of its link among the record's links.
    pub link: Option<usize>,
    /// Where it leads on the web.
    pub address: Option<Arc<WebAddress>>,
}

/// A reference that can be followed: the record it leads to, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// Position of the record that Enter opens.
    pub to: RecordIx,
    /// Why it stands here.
    pub why: Why,
}

/// Why a reference stands in a detail.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// One of the two names the other in this key.
    Names(Key),
    /// It happened so many days after what the detail or the statement above is about.
    Around(i64),
    /// Somebody says or judges it of what the detail is the status of: its text stands below.
    SaidOf,
}

/// References that stand together under a title.
pub struct LinkGroup {
    /// What they have in common, in a few words.
    pub title: &'static str,
    /// At least one, in the order in which they are listed.
    pub links: Vec<Link>,
}

/// Cells of the column of keys, and at least of each voice.
const KEYS: usize = 15;
const VOICE: usize = 20;
const GAP: usize = 2;
/// References that a detail lists; the filter finds more.
const LINKS: usize = 200;
/// Days before and after a statement that its surroundings reach.
const AROUND: i64 = 7;

/// Every reference of a detail, in the order of its lines.
pub fn links(board: &Board, n: RecordIx) -> Vec<Link> {
    groups(board, n).into_iter().flat_map(|group| group.links).collect()
}

/// Every reference from and to a record, outward first, each record and key once; then what
/// happened around it, if it is something said, or around what it said, if it speaks.
pub fn groups(board: &Board, n: RecordIx) -> Vec<LinkGroup> {
    let record = board.record(n);
    let (mut outward, mut inward): (Vec<Link>, Vec<Link>) = (Vec::new(), Vec::new());
    let mut seen: HashSet<(RecordIx, Key)> = HashSet::new();
    let mut add = |to: Option<RecordIx>, key: Key, is_inward: bool| {
        let Some(to) = to.filter(|to| *to != n && board.is_visible(*to)) else { return };
        if seen.len() < LINKS && seen.insert((to, key)) {
            let links = if is_inward { &mut inward } else { &mut outward };
            links.push(Link { to, why: Why::Names(key) });
        }
    };
    if let Some(parent) = &record.parent {
        add(board.scenario().position(parent), Key::PartOf, false);
    }
    for word in record.words.iter().filter(|word| board.is_said(word)) {
        for entry in word.entries.iter().filter(|entry| entry.key != Key::Id) {
            for id in entry.value.ids() {
                add(board.scenario().position_named(entry.key, id), entry.key, false);
            }
        }
    }
    let named_apart = match record.table {
        Table::Source => Some(Key::Source),
        Table::Bulletin => Some(Key::Bulletin),
        _ => None,
    };
    match named_apart {
        Some(key) => {
            let naming = board.index.naming(record.table, &record.id).iter();
            naming.for_each(|from| add(Some(*from), key, true));
        }
        None => {
            board.index.referrers(&record.id).for_each(|(from, key)| add(Some(from), key, true))
        }
    }
    let mut groups = vec![
        LinkGroup { title: "refers to", links: outward },
        LinkGroup { title: "referred to by", links: inward },
    ];
    match record.table {
        // Why something stands so is what its reader came for: it goes before all else.
        Table::Status => {
            let group = |title, table| {
                let said = said::of_status(board, record, table).into_iter().take(LINKS / 10);
                let links = said.map(|to| Link { to, why: Why::SaidOf }).collect();
                LinkGroup { title, links }
            };
            let told =
                [group("said of it", Table::Statement), group("judged of it", Table::Assessment)];
            groups.splice(0..0, told);
        }
        Table::Statement => groups.push(LinkGroup { title: AROUND_IT, links: around(board, n) }),
        Table::Actor => {
            let said = board.statements_of(&record.id).into_iter().take(LINKS / 10);
            for statement in said {
                let link = Link { to: statement, why: Why::Names(Key::Speaker) };
                groups.push(LinkGroup { title: "said", links: vec![link] });
                groups.push(LinkGroup { title: AROUND_IT, links: around(board, statement) });
            }
        }
        _ => {}
    }
    groups.retain(|group| !group.links.is_empty());
    groups
}

/// Sequence is not cause: the title claims no more than that.
const AROUND_IT: &str = "around it, 7 days before and after";

/// What certainly happened in the days before and after a record.
fn around(board: &Board, n: RecordIx) -> Vec<Link> {
    let Some(date) = board.date(board.record(n)) else { return Vec::new() };
    let around = Around::of(board, &date, AROUND);
    let link = |to: &RecordIx| {
        let when = board.date(board.record(*to))?;
        let (first, last) = (date.earliest?, date.latest?);
        let days = if when.latest? < first {
            (when.latest? - first).num_days()
        } else {
            (when.earliest? - last).num_days().max(0)
        };
        Some(Link { to: *to, why: Why::Around(days) })
    };
    let near = [&around.before, &around.same, &around.after].into_iter().flatten();
    near.filter(|to| **to != n).filter_map(link).collect()
}

/// Voices that speak of a record by now.
pub fn voice_count(board: &Board, n: RecordIx) -> usize {
    let record = board.record(n);
    record.words.iter().filter(|word| board.is_said(word)).count()
}

/// The detail as lines of at most `cells` cells. `first_voice` is the voice that is
/// chosen; as many before it are passed over, for when there are more than fit side by side.
pub fn lines(
    board: &Board,
    n: RecordIx,
    file: &str,
    cells: usize,
    first_voice: usize,
) -> Vec<DetailLine> {
    let record = board.record(n);
    let mut lines: Vec<DetailLine> = Vec::new();
    let mut say = |phrase: Phrase| lines.push(unlinked(phrase));
    for heading in wrap(&board.brief(record), cells).into_iter().take(4) {
        say(Phrase::new(heading, Role::Title));
    }
    say(Phrase::dim(format!("{} {} · {file}:{}", record.table_name, record.id, record.spot.line)));
    derived(board, n, cells).into_iter().for_each(&mut say);
    said::ties(board, record, cells).into_iter().for_each(&mut say);
    say(Phrase::default());
    grid(board, n, cells, first_voice).into_iter().for_each(&mut say);
    let mut at = 0;
    for group in groups(board, n) {
        lines.push(DetailLine::default());
        lines.push(unlinked(Phrase::new(group.title, Role::Heading)));
        for link in &group.links {
            let phrase = link_line(board, link, cells);
            lines.push(DetailLine { phrase, link: Some(at), address: None });
            if link.why == Why::SaidOf {
                lines.extend(said::in_full(board, link.to, cells).into_iter().map(unlinked));
            }
            at += 1;
        }
    }
    if at >= LINKS {
        let words = "… and more: the filter finds them all";
        lines.push(unlinked(Phrase::dim(words)));
    }
    lines.extend(super::evidence::in_detail(board, record, cells).into_iter().map(unlinked));
    lines.extend(addresses(board, record, cells));
    lines
}

/// Where each voice can be read, in full: an address has no room in a column.
fn addresses(board: &Board, record: &Record, cells: usize) -> Vec<DetailLine> {
    let mut lines = Vec::new();
    for word in record.words.iter().filter(|word| board.is_said(word)) {
        let Some(url) = word.get(Key::Url).and_then(Value::as_text) else { continue };
        if lines.is_empty() {
            lines.push(DetailLine::default());
            lines.push(unlinked(Phrase::new("where it can be read", Role::Heading)));
        }
        let voice = word.source().map_or("", |source| board.voice_name(source));
        let head = if voice.is_empty() { String::new() } else { format!("{voice}: ") };
        let text = wrap(&format!("{head}{url}"), cells);
        let address = WebAddress::parse(url).ok().map(Arc::new);
        lines.extend(text.into_iter().map(|line| DetailLine {
            phrase: Phrase::plain(line),
            link: None,
            address: address.clone(),
        }));
    }
    lines
}

/// The addresses of a record, each once: of its voices, of its evidence, and of copies that archives keep.
pub fn web_addresses<'a>(board: &'a Board, record: &'a Record) -> Vec<&'a Clean> {
    let mut all: Vec<&Clean> = Vec::new();
    let said = record.words.iter().filter(|word| board.is_said(word));
    let said = said.filter_map(|word| word.get(Key::Url).and_then(Value::as_text));
    let evidence = board.evidence(record);
    let files = evidence.into_iter().flat_map(|(_, file)| [&file.url, &file.archived]);
    for address in said.chain(files.flatten()) {
        if !all.contains(&address) {
            all.push(address);
        }
    }
    all
}

/// A line that cannot be followed.
fn unlinked(phrase: Phrase) -> DetailLine {
    DetailLine { phrase, link: None, address: None }
}

fn link_line(board: &Board, link: &Link, cells: usize) -> Phrase {
    let record = board.record(link.to);
    let date = board
        .written_date(record)
        .map(|date| format!("{}  ", human(date, board.clock.as_of)))
        .unwrap_or_default();
    let heading = if link.why == Why::SaidOf {
        format!("  {}", said::by_whom(board, record))
    } else {
        format!("  {}", board.what(record))
    };
    Phrase::new(format!("{} ", glyph::LINK), Role::Link)
        .join(why(link.why))
        .and(date, Role::Plain)
        .and(record.id.as_str(), Role::Link)
        .and(heading, Role::Plain)
        .fit(cells, Align::Left)
}

/// Why a reference stands there, before what it leads to.
pub fn why(why: Why) -> Phrase {
    match why {
        Why::Names(key) => Phrase::dim(format!("{}: ", key.name())),
        Why::SaidOf => Phrase::default(),
        Why::Around(0) => Phrase::dim("same day: "),
        Why::Around(days) => {
            let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
            let which = if days < 0 { "before" } else { "later" };
            Phrase::dim(format!("{} {which}: ", counted(count, "day")))
        }
    }
}

/// What the board works out of the record, apart from what the file says.
pub fn derived(board: &Board, n: RecordIx, cells: usize) -> Vec<Phrase> {
    let record = board.record(n);
    let mut lines = Vec::new();
    if record.table == Table::Attack {
        let held = board.holders(n).into_iter().map(|(clause, by)| {
            Phrase::plain(format!("held against {} by {by}", clause.in_words()))
        });
        lines.extend(held);
    }
    let hits = board.hits(&record.id);
    if record.table == Table::Patrol && !hits.is_empty() {
        let hits: Vec<String> = hits.iter().map(|n| board.brief(board.record(*n))).collect();
        lines.push(Phrase::new(
            format!("{} attacked: {}", glyph::ATTACKED, hits.join("; ")),
            Role::Severe,
        ));
    }
    lines.extend(super::track::in_detail(board, n));
    if let Some(case) = crate::board::Case::of(board, n) {
        lines.push(Phrase::dim("case: ").join(super::cases::in_words(board, &case)));
    }
    lines.extend(super::agreement::as_it_stands(board, n));
    lines.extend(
        board
            .own_handling(n)
            .map(|mark| Phrase::dim("handling: ").and(mark.to_string(), Role::Warning)),
    );
    if board.visibility(n) == crate::board::Visibility::Pending {
        lines.push(Phrase::new("pending: it may not have happened yet on this day", Role::Stale));
    }
    lines.extend(super::zones::in_detail(board, n));
    if let Some(known) = record.became_known() {
        let day = crate::board::day_month(known.day);
        let is_unread = record.words.iter().any(|word| word.unread().contains(&Key::Published));
        let assumed = match known.assumed {
            true if is_unread => " (assumed: the day of its publication is unreadable)",
            true => " (assumed: nobody says when it was published)",
            false => "",
        };
        lines.push(Phrase::dim(format!(
            "known from {day} {}{assumed}",
            chrono::Datelike::year(&known.day)
        )));
    }
    lines.extend(board.bulletin_coverage(record).map(Phrase::dim));
    let later = record.words.iter().filter(|word| !board.is_said(word)).count();
    if later > 0 {
        let word = if later == 1 { "word is" } else { "words are" };
        lines.push(Phrase::dim(format!("{later} later {word} not known yet")));
    }
    lines.into_iter().flat_map(|line| line.broken(cells.max(1))).collect()
}

/// Keys down, voices across.
fn grid(board: &Board, n: RecordIx, cells: usize, first_voice: usize) -> Vec<Phrase> {
    let record = board.record(n);
    let said: Vec<&Word> = record.words.iter().filter(|word| board.is_said(word)).collect();
    let room = cells.saturating_sub(KEYS + GAP);
    let fitting = ((room + GAP) / (VOICE + GAP)).clamp(1, said.len().max(1));
    let chosen = first_voice.min(said.len().saturating_sub(1));
    let first = chosen.min(said.len().saturating_sub(fitting));
    let shown = &said[first..(first + fitting).min(said.len())];
    let each = (room + GAP) / fitting.max(1) - GAP.min((room + GAP) / fitting.max(1));
    let mut lines = Vec::new();
    let row = |head: Phrase, columns: Vec<Vec<Phrase>>| -> Vec<Phrase> {
        let height = columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let line = |at: usize| {
            let head = if at == 0 { head.clone() } else { Phrase::default() };
            columns.iter().fold(head.fit(KEYS, Align::Left), |line, column| {
                let cell = column.get(at).cloned().unwrap_or_default();
                line.and(" ".repeat(GAP), Role::Plain).join(cell.fit(each, Align::Left))
            })
        };
        (0..height).map(line).collect()
    };
    let has_voices = record.own().voice().is_some();
    if has_voices {
        let more = if said.len() > fitting {
            format!("{}–{} of {}", first + 1, first + shown.len(), said.len())
        } else {
            "voice".to_owned()
        };
        lines.extend(row(
            Phrase::dim(more),
            shown
                .iter()
                .map(|word| {
                    let is_chosen = said.len() > 1 && std::ptr::eq(*word, said[chosen]);
                    heads(board, record, word, is_chosen, each)
                })
                .collect(),
        ));
    }
    let contested = board.contested(n);
    for key in keys(record, &said) {
        let mark = if contested.contains(&key) {
            (glyph::CONTESTED, Role::Contested)
        } else {
            (" ", Role::Plain)
        };
        let name = label(record.table, key);
        let head = Phrase::new(mark.0, mark.1).and(" ", Role::Plain).and(name, Role::Dim);
        let column = |word: &&Word| -> Vec<Phrase> {
            let Some(value) = word.get(key) else {
                let is_unread = word.unread().contains(&key);
                return vec![if is_unread { Phrase::unreadable() } else { Phrase::not_stated() }];
            };
            let role = if board.is_withdrawn(word) { Role::Withdrawn } else { Role::Plain };
            let text = board.in_words(key, value);
            wrap(&text, each).into_iter().map(|line| Phrase::new(line, role)).collect()
        };
        lines.extend(row(head, shown.iter().map(column).collect()));
    }
    if has_voices {
        let spot = |word: &&Word| vec![Phrase::dim(format!("line {}", word.spot.line))];
        lines.extend(row(Phrase::dim("  in the file"), shown.iter().map(spot).collect()));
    }
    lines
}

/// What a key is called: who counts did not do it, and whom it counts against did not count.
pub fn label(table: Table, key: Key) -> &'static str {
    match (table, key) {
        (Table::Tally, Key::By) => "counted by",
        (Table::Tally, Key::Against) => "held against",
        (Table::Tally, Key::Running) => "counted so far",
        (Table::Tally, Key::Since) => "so far since",
        (Table::Patrol, Key::Outcome) => "how it went",
        _ => key.name(),
    }
}

/// A voice's name, grade, and when it said so.
fn heads(
    board: &Board,
    record: &Record,
    word: &Word,
    is_chosen: bool,
    cells: usize,
) -> Vec<Phrase> {
    let Some(voice) = word.voice() else { return vec![Phrase::dim("the file itself")] };
    // The one that is changed, withdrawn or removed when that is asked for.
    let role = if is_chosen { Role::Selected } else { Role::Heading };
    let name = wrap(board.voice_name(voice), cells).into_iter();
    let mut lines: Vec<Phrase> = name.map(|line| Phrase::new(line, role)).collect();
    let when = match word.known() {
        Some(known) if known.assumed => {
            format!("{}{} assumed", glyph::ASSUMED, crate::board::day_month(known.day))
        }
        Some(known) => crate::board::day_month(known.day),
        None => String::new(),
    };
    lines.push(Phrase::plain(board.grade(word).to_string()).and(format!("  {when}"), Role::Dim));
    if board.is_withdrawn(word) {
        lines.push(Phrase::new("withdrawn", Role::Warning));
    } else if is_corrected(board, record, word) {
        lines.push(Phrase::new("corrected later", Role::Stale));
    }
    if let Some(basis) = word.get(Key::Basis) {
        lines.push(Phrase::dim(format!("basis: {}", board.in_words(Key::Basis, basis))));
    }
    if let Some(bulletin) = board.scenario().bulletin_of(word).map(|n| board.record(n)) {
        let named = format!("in {}, line {}", board.bulletin_called(bulletin), bulletin.spot.line);
        lines.extend(wrap(&named, cells).into_iter().map(Phrase::dim));
    }
    if let (Some(source), true) = (word.source(), word.get(Key::Citing).is_some()) {
        lines.push(Phrase::dim(format!("via {}", board.voice_name(source))));
    }
    lines
}

/// Whether the same voice said something newer of a key of this word.
pub fn is_corrected(board: &Board, record: &Record, word: &Word) -> bool {
    let facts = word.entries.iter().filter(|entry| entry.key.is_fact());
    facts.into_iter().any(|entry| {
        let voices = board.voices(record, entry.key);
        let mine = voices.iter().find(|said| record.words[said.word].voice() == word.voice());
        mine.is_some_and(|said| {
            !std::ptr::eq(&record.words[said.word], word) && said.value != &entry.value
        })
    })
}

/// The keys that any of the words carries, in the format's order.
pub fn keys(record: &Record, said: &[&Word]) -> Vec<Key> {
    let form = crate::format::TableForm::of(record.table);
    let voiced = record.own().voice().is_some();
    let carried =
        |key: &Key| said.iter().any(|word| word.get(*key).is_some() || word.unread().contains(key));
    // It has a list of its own, unless it cannot be read.
    let is_listed =
        |key: Key| key == Key::Evidence && !said.iter().any(|word| word.unread().contains(&key));
    let is_hidden = |key: Key| {
        matches!(key, Key::Id | Key::Url) || is_listed(key) || (voiced && key.is_attribution())
    };
    form.fields().map(|field| field.key).filter(|key| !is_hidden(*key)).filter(carried).collect()
}
