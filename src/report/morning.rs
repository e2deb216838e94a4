//! The morning page: one page to send before the first meeting. Every figure has its citation, and
//! the page says how to make it again; the same input gives the same bytes.

use super::{
    sheet::{PageFormat, ReportPage},
    window::{left_out_words, window_lines},
};
use crate::{
    app::Place,
    board::{
        Board, Clock, Differences, Disagreement, Figure, Indicator, Knowledge, LastAttack, Level,
        LoadedFile, Matter, Query, Register, Silence, Stance, Standing, StandingOf, ToCheck,
        WindowTable, bounds, capitalized, differences::ChangeKind, full_day, human, in_days,
    },
    model::{Bounds, Day, RecordIx, Without, clean, later},
};

/// What the page is made of, besides the board.
pub struct Morning<'a> {
    /// The scenario with its problems and feeds.
    pub loaded: &'a LoadedFile,
    /// Where it was read from.
    pub place: &'a Place,
    /// What changed is told from this day on.
    pub since: Day,
    /// Days of the window table.
    pub days: i64,
    /// Markdown or plain text.
    pub format: PageFormat,
}

/// Points of a list that a page has room for; the rest is counted.
const MOST: usize = 12;
/// Days of the window table when nothing else is asked for.
pub const WINDOW: i64 = 7;

/// The day from which a page tells what changed, when none is named: the day before.
pub fn default_since(as_of: Day) -> Day {
    later(as_of, -1).unwrap_or(as_of)
}

/// The page of a board, whatever its filter: the command that it names has none.
pub fn morning(board: &Board, page_of: &Morning) -> String {
    let whole =
        Board::with_feeds(board.index.clone(), board.clock, Query::default(), board.feeds.clone());
    let board = if board.query.is_empty() { board } else { &whole };
    let mut page = ReportPage::new(board, page_of.format);
    head(&mut page, board);
    standing(&mut page, board);
    changed(&mut page, board, page_of.since);
    window(&mut page, board, page_of.days);
    contested(&mut page, board);
    silence(&mut page, board);
    indicators(&mut page, board);
    to_check(&mut page, board);
    page.heading("Sources");
    page.citations(&page_of.place.name());
    for (n, terms, rows) in super::feed_terms(board) {
        let (file, rows) = (&board.feeds.files[n], crate::look::counted(rows, "row"));
        let cite = &terms.cite;
        page.point(&format!(
            "{} ({}, {rows}): {cite}. Licence: {}.",
            file.id, file.path, terms.licence
        ));
    }
    figures(&mut page, board);
    foot(&mut page, board, page_of);
    page.finish()
}

fn head(page: &mut ReportPage, board: &Board) {
    let header = &board.scenario().header;
    page.title(&header.title);
    let day = board.clock.as_of;
    let since = board.day_in_words(day).map(|day| format!(", {day}")).unwrap_or_default();
    page.paragraph(&format!("As of {}{since}, {}.", full_day(day), board.clock.words()));
    if let Some(handling) = &header.handling {
        page.paragraph(&format!("Handling: {handling}."));
    }
    if let Some(words) = left_out_words(board) {
        page.gap();
        page.paragraph(&words);
    }
}

fn standing(page: &mut ReportPage, board: &Board) {
    page.heading("Where it stands");
    let agreement = board
        .agreement()
        .map(|(agreement, standing)| (format!("Agreement ({})", agreement.heading()), standing));
    for (name, standing) in agreement
        .into_iter()
        .chain([("Patrols".to_owned(), Standing::of(board, StandingOf::Patrols))])
    {
        match standing {
            Some(standing) => {
                let marks = page.cite_record(standing.record);
                page.point(&format!("{name}: {standing}{marks}."));
            }
            None => page.point(&format!("{name}: not stated.")),
        }
    }
    let last = LastAttack::of(board);
    let records: Vec<RecordIx> =
        last.attack.iter().chain(&last.since).chain(&last.perhaps).copied().collect();
    let marks = page.cite_all(&records);
    let words = capitalized(&last.in_words(board.clock.as_of));
    page.point(&format!("{words}{marks}."));
    if let Some((since, record)) = board.last_patrol() {
        let marks = page.cite_record(record);
        let when = human(&board.days_ago(Bounds::new(since, since)), board.clock.as_of);
        page.point(&format!("Last reported patrol: {when}{marks}."));
    }
    for found in Disagreement::all(board) {
        let marks = page.cite_all(&[found.patrol, found.status]);
        page.point(&format!("{}{marks}.", found.in_words(board)));
    }
}

fn changed(page: &mut ReportPage, board: &Board, since: Day) {
    page.heading(&format!("What changed since {}", full_day(since)));
    let clock = Clock { as_of: since, ..board.clock };
    let before =
        Board::with_feeds(board.index.clone(), clock, Query::default(), board.feeds.clone());
    let differences = Differences::between_boards(&before, board);
    if differences.is_empty() {
        page.paragraph("Nothing.");
    }
    for kind in ChangeKind::ALL {
        let changes: Vec<_> = differences.of(kind).collect();
        if changes.is_empty() {
            continue;
        }
        page.gap();
        page.paragraph(&format!("{} ({}):", kind.title(), changes.len()));
        for change in changes.iter().take(MOST) {
            let marks = change.newer.map(|n| {
                let word = change.after.voices.first().map(|voice| voice.word);
                match word {
                    Some(word) => page.cite(n, word),
                    None => page.cite_record(n),
                }
            });
            let marks = marks.unwrap_or_default();
            page.point(&format!(
                "{} {}: {}{marks}",
                change.table.name(),
                change.id,
                change.words()
            ));
        }
        if changes.len() > MOST {
            page.point(&format!("and {} more, which sitboard diff lists", changes.len() - MOST));
        }
    }
}

fn window(page: &mut ReportPage, board: &Board, days: i64) {
    let mut table = WindowTable::of(board, days);
    table.rows.retain(|row| row.is_total() || row.count.is_some() || row.previous.is_some());
    let span = match days {
        1 => full_day(table.last),
        _ => format!("{} to {}", full_day(table.first), full_day(table.last)),
    };
    page.heading(&format!("Counted, {span}"));
    page.paragraph(
        "Incidents and bulletins are never added together. No report is not zero; a range goes \
         from what is certain to what is possible.",
    );
    let columns = page.verbatim_columns();
    let lines = window_lines(board, &table, columns, &mut |rows| {
        // The total rests on all that its parts rest on.
        rows.first().map(|row| page.cite_all(&row.records)).unwrap_or_default()
    });
    page.verbatim(lines);
}

/// Contested figures first, as ranges over all voices; then what else they differ on.
fn contested(page: &mut ReportPage, board: &Board) {
    page.heading("Contested");
    let matters: Vec<Matter> =
        Matter::all(board).into_iter().filter(|matter| matter.is_contested).collect();
    if matters.is_empty() {
        page.paragraph("No voice contests another.");
    }
    let (figures, others): (Vec<&Matter>, Vec<&Matter>) =
        matters.iter().partition(|matter| range(board, matter).is_some());
    for matter in figures.iter().chain(&others).take(MOST) {
        let record = board.record(matter.record);
        let range = range(board, matter).map(|range| format!(" {range}")).unwrap_or_default();
        let told: Vec<String> = matter
            .accounts
            .iter()
            .filter(|account| matches!(account.stance, Stance::Says | Stance::Denies))
            .map(|account| {
                let word = &record.words[account.word];
                let voice = word.voice().map_or("the file", |voice| board.voice_name(voice));
                let mark = page.cite(matter.record, account.word);
                match (account.stance, word.get(matter.key)) {
                    (Stance::Denies, _) | (_, None) => {
                        format!("{voice} {}{mark}", account.stance.word())
                    }
                    (_, Some(value)) => {
                        format!("{} by {voice}{mark}", board.in_words(matter.key, value))
                    }
                }
            })
            .collect();
        page.point(&format!("{} of {}{range}: {}", matter.key.name(), record.id, told.join("; ")));
    }
    if matters.len() > MOST {
        page.point(&format!(
            "and {} more, which sitboard show accounts lists",
            matters.len() - MOST
        ));
    }
}

/// From the lowest to the highest that any voice gives.
fn range(board: &Board, matter: &Matter) -> Option<Bounds> {
    let record = board.record(matter.record);
    let said = matter.accounts.iter().filter(|account| account.stance == Stance::Says);
    let ranges = said.filter_map(|account| bounds(record.words[account.word].get(matter.key)?));
    ranges.reduce(|a, b| Bounds {
        low: a.low.min(b.low),
        high: a.high.zip(b.high).map(|(a, b)| a.max(b)),
    })
}

fn silence(page: &mut ReportPage, board: &Board) {
    page.heading("Silent sources");
    let silences = Silence::all(board);
    if silences.is_empty() {
        page.paragraph("No source is expected to report every so often.");
    }
    for silence in &silences {
        let mark = page.cite(silence.source, 0);
        page.point(&format!("{}{mark}", silent(board, silence)));
    }
}

fn silent(board: &Board, silence: &Silence) -> String {
    let name = board.voice_name(&board.record(silence.source).id);
    let every = match silence.every_days {
        1 => "day".to_owned(),
        days => format!("{days} days"),
    };
    let Some((days, known)) = silence.days.zip(silence.last) else {
        return format!("{name}: not heard on this board yet; expected every {every}");
    };
    let assumed = if known.assumed { " (assumed)" } else { "" };
    let day = full_day(known.day);
    if silence.is_overdue() {
        let days = u64::try_from(days).unwrap_or(0);
        let days = in_days(Bounds::new(days, days));
        format!(
            "{name}: silent on this board for {days}, since {day}{assumed}; expected every {every}"
        )
    } else {
        format!("{name}: heard on {day}{assumed}, in time")
    }
}

fn indicators(page: &mut ReportPage, board: &Board) {
    page.heading("Indicators");
    let indicators = Indicator::all(board);
    if indicators.is_empty() {
        page.paragraph("None is set.");
    }
    for indicator in &indicators {
        let mark = page.cite(indicator.record, 0);
        match &indicator.reading {
            Ok(reading) => {
                let marks = page.cite_all(&reading.records);
                let value = if reading.value.count.high == Some(0) {
                    "none known".to_owned()
                } else {
                    reading.value.count.to_string()
                };
                let ran = reading.ran.map(|ran| match (ran.low, ran.high) {
                    (_, Some(0)) => ", no patrol reported".to_owned(),
                    (1, Some(1)) => ", 1 patrol ran".to_owned(),
                    _ => format!(", {ran} patrols ran"),
                });
                let may_be =
                    reading.may_be.map(Level::word).map(|level| format!(", perhaps {level}"));
                let since = reading.since.map(|day| format!(" since {}", full_day(day)));
                page.point(&format!(
                    "{}: {}{}{}; {value} in {} days{}{marks} (watch {}, alarm {}){mark}",
                    indicator.name,
                    reading.level_in_words(),
                    may_be.unwrap_or_default(),
                    since.unwrap_or_default(),
                    indicator.window_days,
                    ran.unwrap_or_default(),
                    indicator.thresholds.watch,
                    indicator.thresholds.alarm,
                ));
            }
            Err(error) => {
                page.point(&format!("{}: cannot be read: {}{mark}", indicator.name, error.message))
            }
        }
    }
}

fn to_check(page: &mut ReportPage, board: &Board) {
    let checks = ToCheck::all(board);
    page.heading("To check today");
    if checks.is_empty() {
        page.paragraph("Nothing is marked to be checked.");
    }
    for check in &checks {
        let mark = page.cite(check.record, check.word);
        let what = board.verify(*check).unwrap_or_default();
        page.point(&format!("{}: {what}{mark}", board.record(check.record).id));
    }
}

/// What the page rests on, by the names that `sitboard why` takes.
const CITED: [&str; 12] = [
    "days-since-attack-on-patrol",
    "days-since-patrol",
    "attacks-in-window",
    "attacks-before",
    "patrols-in-window",
    "against",
    "told",
    "level",
    "silent",
    "contested",
    "to-check",
    "left-out",
];

/// The figures of the page, each by the name under which it can be asked about.
fn figures(page: &mut ReportPage, board: &Board) {
    let register = Register::new(board);
    let figures: Vec<Figure> = CITED.into_iter().flat_map(|id| register.of(id)).collect();
    page.heading("Figures, by the names that sitboard why takes");
    let told = figures.iter().map(|figure| format!("{}: {}", figure.name(), figure.text()));
    page.paragraph(&told.collect::<Vec<_>>().join("; "));
}

fn foot(page: &mut ReportPage, board: &Board, page_of: &Morning) {
    page.heading("How this page was made");
    page.paragraph(&format!("From {} with the SHA-256:", page_of.place.name()));
    page.verbatim([page_of.loaded.digest.to_string()]);
    if let Some(names) = board.without() {
        page.gap();
        page.paragraph(&format!("WITHOUT {names}: as if they had not spoken."));
    }
    page.gap();
    page.paragraph(&format!("By sitboard {}, with:", env!("CARGO_PKG_VERSION")));
    page.verbatim(command_lines(&command(board, page_of), page.verbatim_columns()));
}

/// The command that makes the page again, word by word, as a shell takes them.
fn command(board: &Board, page_of: &Morning) -> Vec<String> {
    let mut words = vec!["sitboard".to_owned(), "report".to_owned()];
    match page_of.place {
        Place::File(path) => words.push(quoted(&path.to_string_lossy())),
        Place::Embedded(..) => {
            words.push(format!("--scenario {}", board.scenario().header.id));
        }
        Place::Input(_) | Place::Piped(..) => words.push("-".to_owned()),
    }
    words.push(format!("--as-of {}", board.clock.as_of));
    match board.clock.knowledge {
        Knowledge::Then => {}
        Knowledge::By(day) => words.push(format!("--known-by {day}")),
        Knowledge::Hindsight => words.push("--hindsight".to_owned()),
    }
    let without = board.scenario().without.as_ref();
    words.extend(without.into_iter().flat_map(Without::flags));
    words.push(format!("--since {}", page_of.since));
    words.push(format!("--days {}", page_of.days));
    words.push(format!("--format {}", page_of.format.name()));
    words
}

/// A word as a shell takes it: in single quotes where it is not plain.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return clean(word);
    }
    format!("'{}'", clean(word).replace('\'', "'\\''"))
}

/// A command over several lines, each of which a shell joins with the next.
fn command_lines(words: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        let room = columns.saturating_sub(2);
        match lines.last_mut() {
            Some(line) if crate::look::width(line) + 1 + crate::look::width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) => {
                line.push_str(" \\");
                lines.push(format!("  {word}"));
            }
            None => lines.push(word.clone()),
        }
    }
    lines
}
