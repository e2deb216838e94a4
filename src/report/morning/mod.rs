//! The morning page: one sheet to send before the first meeting, in plain sentences with numbered
//! citations, and an appendix with everything. The same input gives the same bytes, and the page
//! says how to make it again.

mod ahead;
mod alone;
mod amended;
mod appendix;
mod changed;
mod cited_text;
mod command;
mod contested;
mod count_row;
mod counted;
mod harmed;
mod head;
mod naming;
mod reason;
mod revised;
mod section;
mod sources;
mod stands;
mod watched;

use section::SheetSection;

use super::sheet::{PageFormat, ReportPage};
use crate::{
    app::Place,
    board::{Board, Clock, LoadedFile, Query},
    model::{Day, later},
};
pub(super) use command::quoted;

/// What the page is made of, besides the board.
pub struct Morning<'a> {
    /// The scenario with its problems and feeds.
    pub loaded: &'a LoadedFile,
    /// Where it was read from.
    pub place: &'a Place,
    /// What changed is told from this day on.
    pub since: Day,
    /// Days of the shorter window.
    pub days: i64,
    /// Markdown or plain text.
    pub format: PageFormat,
    /// Whether everything stands behind the sheet.
    pub appendix: bool,
}

/// Days of the shorter window when nothing else is asked for.
pub const WINDOW: i64 = 7;

/// The day from which a page tells what changed, when none is named: the day before.
pub fn default_since(as_of: Day) -> Day {
    later(as_of, -1).unwrap_or(as_of)
}

/// The page of a board, whatever its filter: the command that it names has none. As HTML it is what
/// [`super::html_page`] puts into a page of its own.
pub fn morning(board: &Board, page_of: &Morning) -> String {
    composed(board, page_of, "")
}

/// The page as HTML, with this between its sentences and its sources.
pub fn html_body(board: &Board, page_of: &Morning, besides: String) -> String {
    composed(board, &Morning { format: PageFormat::Html, ..*page_of }, &besides)
}

fn composed(board: &Board, page_of: &Morning, besides: &str) -> String {
    let on = |clock: Clock| {
        Board::with_feeds(board.index.clone(), clock, Query::default(), board.read.clone())
    };
    let whole = on(board.clock);
    let before = on(Clock { as_of: page_of.since, ..board.clock });
    let mut page = sheet(&before, &whole, page_of, besides);
    if page_of.appendix {
        appendix::appendix(&mut page, &before, &whole, page_of);
        head::hash(&mut page, page_of);
    }
    page.finish()
}

/// Where everything else stands.
const BELOW: &str = "Addresses, all records: in the appendix below.";
const WITH: &str = "Addresses, all records: --appendix.";

/// The sheet alone.
fn sheet<'a>(before: &Board, board: &'a Board, page_of: &Morning, besides: &str) -> ReportPage<'a> {
    let windows = counted::CountedWindows::of(board, page_of.days);
    let sections_in = |format: PageFormat| {
        let columns = ReportPage::new(board, format).verbatim_columns();
        [
            stands::section(board, &windows.weeks),
            changed::section(before, board),
            counted::section(board, &windows, columns, format),
            contested::section(before, board),
            watched::silent(board),
            watched::watched(board),
            watched::to_check(board),
            ahead::next_days(board),
            ahead::comment(board),
        ]
    };
    let laid_out = |sections: &[SheetSection], format: PageFormat, shown: &[usize], appendix| {
        let mut page = ReportPage::new(board, format);
        head::begin(&mut page, before, board);
        section::lay_out(&mut page, sections, shown);
        match format {
            PageFormat::Html => {
                page.put_html(besides);
                sources::listed(board, &mut page, page_of);
            }
            _ => sources::sources(board, &mut page, if appendix { BELOW } else { WITH }),
        }
        head::end(&mut page, board, &Morning { appendix, ..*page_of });
        page
    };
    let format = page_of.format;
    let is_html = format == PageFormat::Html;
    // HTML has no lines, and shows what a sheet of lines does.
    let in_lines = if is_html { PageFormat::Text } else { format };
    let sections = sections_in(in_lines);
    // The sheet is the same with an appendix and without.
    let shown = section::fitted(&sections, |shown| laid_out(&sections, in_lines, shown, false));
    let sections = if is_html { sections_in(format) } else { sections };
    laid_out(&sections, format, &shown, page_of.appendix)
}
