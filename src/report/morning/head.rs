//! The head of a sheet (what it is of, its period and its cut-off, who issues it) and its foot (how
//! to make it again).

use chrono::Datelike;

use super::{Morning, command::command};
use crate::{
    board::{Board, Knowledge, full_day},
    look::width,
    model::Day,
    report::{
        sheet::{COLUMNS, PageFormat, ReportPage},
        window::left_out_words,
    },
};

/// Title and handling, period and cut-off, issuer; what is left out of all figures.
pub(super) fn begin(page: &mut ReportPage, before: &Board, board: &Board) {
    let header = &board.scenario().header;
    let handling = board.handling();
    match handling.as_deref().filter(|mark| width(&header.title) + 2 + width(mark) <= COLUMNS) {
        Some(mark) if page.format() == PageFormat::Text => {
            let gap = COLUMNS - width(&header.title) - width(mark);
            page.verbatim_below([format!("{}{}{mark}", header.title, " ".repeat(gap))]);
        }
        // The masthead of a page of HTML has it.
        _ if page.format() == PageFormat::Html => page.top(&header.title),
        _ => {
            page.top(&header.title);
            handling.into_iter().for_each(|mark| page.paragraph(&format!("Handling: {mark}.")));
        }
    }
    let day = board.clock.as_of;
    let known = match board.clock.knowledge {
        Knowledge::Then => "as known then".to_owned(),
        Knowledge::By(day) => format!("as known by {}", full_day(day)),
        Knowledge::Hindsight => "in hindsight, with all that was told later".to_owned(),
    };
    let (hour, minute) = (header.day_ends / 60, header.day_ends % 60);
    page.paragraph(&format!(
        "{}, {known}; cut-off {hour:02}:{minute:02} {}.",
        period(before.clock.as_of, day),
        header.timezone
    ));
    let issued = header.issued_by.as_ref().map(|by| format!("Issued by {by}."));
    let contact = header.contact.as_ref().map(|at| format!("Contact: {at}."));
    let told: Vec<String> = issued.into_iter().chain(contact).collect();
    if !told.is_empty() {
        page.paragraph(&told.join(" "));
    }
    if let Some(names) = board.without() {
        page.paragraph(&format!("WITHOUT {names}: as if they had not spoken."));
    }
    left_out_words(board).into_iter().for_each(|words| page.paragraph(&words));
}

/// The days of the page: `Thu 13 to Fri 14 Aug 2020`. Of a page that begins on its own day that is
/// said: it has nothing to compare.
fn period(first: Day, last: Day) -> String {
    let whole = full_day(last);
    if first == last {
        return format!("{whole} alone");
    }
    let first_in_full = full_day(first);
    let is_same = (first.year(), first.month()) == (last.year(), last.month());
    let short = format!("{} {}", first_in_full.split(' ').next().unwrap_or_default(), first.day());
    format!("{} to {whole}", if is_same { short } else { first_in_full })
}

/// The command that makes the page again.
pub(super) fn end(page: &mut ReportPage, board: &Board, page_of: &Morning) {
    const LABEL: &str = "Made by: ";
    match page.format() {
        PageFormat::Text => {
            let mut lines = command(board, page_of, COLUMNS - width(LABEL));
            lines[0].insert_str(0, LABEL);
            page.verbatim_below(lines);
        }
        PageFormat::Markdown | PageFormat::Html => {
            page.paragraph(LABEL.trim_end());
            page.verbatim(command(board, page_of, page.verbatim_columns()));
        }
    }
}

/// The hash of the file, and the program that read it.
pub(super) fn hash(page: &mut ReportPage, page_of: &Morning) {
    page.heading("How this page was made");
    let version = env!("CARGO_PKG_VERSION");
    page.paragraph(&format!(
        "By sitboard {version}, from {} with the SHA-256:",
        page_of.place.name()
    ));
    page.verbatim([page_of.loaded.digest.to_string()]);
}
