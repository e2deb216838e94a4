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

/// The page of a board, whatever its filter: the command that it names has none.
pub fn morning(board: &Board, page_of: &Morning) -> String {
    let on = |clock: Clock| {
        Board::with_feeds(board.index.clone(), clock, Query::default(), board.read.clone())
    };
    let whole = on(board.clock);
    let before = on(Clock { as_of: page_of.since, ..board.clock });
    let mut page = sheet(&before, &whole, page_of);
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
fn sheet<'a>(before: &Board, board: &'a Board, page_of: &Morning) -> ReportPage<'a> {
    let columns = ReportPage::new(board, page_of.format).verbatim_columns();
    let windows = counted::CountedWindows::of(board, page_of.days);
    let sections = [
        stands::section(board, &windows.weeks),
        changed::section(before, board),
        counted::section(board, &windows, columns),
        contested::section(before, board),
        watched::silent(board),
        watched::watched(board),
        watched::to_check(board),
        ahead::next_days(board),
        ahead::comment(board),
    ];
    let laid_out = |shown: &[usize], appendix: bool| {
        let mut page = ReportPage::new(board, page_of.format);
        head::begin(&mut page, before, board);
        section::lay_out(&mut page, &sections, shown);
        sources::sources(board, &mut page, if appendix { BELOW } else { WITH });
        head::end(&mut page, board, &Morning { appendix, ..*page_of });
        page
    };
    // The sheet is the same with an appendix and without.
    let shown = section::fitted(&sections, |shown| laid_out(shown, false));
    laid_out(&shown, page_of.appendix)
}
