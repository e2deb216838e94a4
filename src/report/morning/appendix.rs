//! The appendix of a morning page: everything, with ids, addresses and the lines of the file.

use super::Morning;
use crate::{
    board::{
        Board, Differences, Disagreement, Figure, Indicator, LastAttack, Level, Matter, Register,
        Silence, Stance, Standing, StandingOf, ToCheck, WindowTable, bounds, capitalized,
        differences::ChangeKind, full_day, human, in_days,
    },
    model::{Bounds, RecordIx},
    report::{
        sheet::ReportPage,
        window::{left_out_words, window_lines},
    },
};

/// Everything that a board tells, on a page that goes on from its sheet.
pub(super) fn appendix(page: &mut ReportPage, before: &Board, board: &Board, page_of: &Morning) {
    page.gap();
    head(page, board);
    standing(page, board);
    changed(page, before, board);
    window(page, board, page_of.days);
    contested(page, board);
    silence(page, board);
    indicators(page, board);
    to_check(page, board);
    records(page, board);
    page.heading("Sources of the appendix");
    page.citations(&page_of.place.name());
    for (n, terms, rows) in crate::report::feed_terms(board) {
        let (file, rows) = (&board.feeds.files[n], crate::look::counted(rows, "row"));
        let cite = &terms.cite;
        page.point(&format!(
            "{} ({}, {rows}): {cite}. Licence: {}.",
            file.id, file.path, terms.licence
        ));
    }
    figures(page, board);
}

fn head(page: &mut ReportPage, board: &Board) {
    let header = &board.scenario().header;
    page.title(&format!("Appendix: {}", header.title));
    let day = board.clock.as_of;
    let since = board.day_in_words(day).map(|day| format!(", {day}")).unwrap_or_default();
    page.paragraph(&format!("As of {}{since}, {}.", full_day(day), board.clock.words()));
    if let Some(handling) = board.handling() {
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

fn changed(page: &mut ReportPage, before: &Board, board: &Board) {
    page.heading(&format!("What changed since {}", full_day(before.clock.as_of)));
    let differences = Differences::between_boards(before, board);
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
        for change in changes {
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
    for matter in figures.iter().chain(&others) {
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

/// Every record in sight, table by table, with every word that was said of it by now.
fn records(page: &mut ReportPage, board: &Board) {
    page.heading("Every record");
    for n in board.scenario().all().filter(|n| board.is_visible(*n)) {
        let record = board.record(n);
        let said = (0..record.words.len()).filter(|word| board.is_said(&record.words[*word]));
        let marks: String = said.map(|word| page.cite(n, word)).collect();
        let withdrawn = if board.is_all_withdrawn(record) { ", withdrawn" } else { "" };
        let (table, words) = (record.table_name, board.brief(record));
        page.point(&format!("{table} {}: {words}{withdrawn}{marks}", record.id));
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
