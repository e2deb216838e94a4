//! `report`: the morning page.

use super::{
    Narrowed, Outcome, arguments::PageFormatArg, diff::not_later, each_board, print, refused, today,
};
use crate::{
    board::typed_day,
    report::{self, Morning},
};

pub(super) fn morning(
    narrowed: &Narrowed,
    since: Option<&str>,
    days: i64,
    format: PageFormatArg,
    appendix: bool,
) -> Outcome {
    let mut troubled = false;
    let format = match format {
        PageFormatArg::Md => report::PageFormat::Markdown,
        PageFormatArg::Text => report::PageFormat::Text,
    };
    let mut pages = Vec::new();
    for (board, loaded, place) in each_board(narrowed, &mut troubled)? {
        let since = match since {
            Some(text) => {
                let day = typed_day(text, board.scenario(), board.clock, today());
                not_later(day.map_err(refused("day"))?, board.clock)?
            }
            None => report::default_since(board.clock.as_of),
        };
        let morning = Morning { loaded: &loaded, place: &place, since, days, format, appendix };
        pages.push(report::morning(&board, &morning));
    }
    print(&pages.join("\n"), if troubled { 2 } else { 0 })
}
