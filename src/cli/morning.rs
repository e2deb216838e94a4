//! `report`: the morning page.

use super::{
    Narrowed, Outcome, arguments::PageFormatArg, diff::not_later, each_board, opening, print,
    refused, settings::memory, today,
};
use crate::{
    app::{App, Place, show_alone},
    board::{Board, typed_day},
    look::Theme,
    model::Refusal,
    panel::Panel,
    report::{self, CorridorPart, HtmlPicture, Morning},
    runtime::headless,
};

/// Columns and rows of a panel that is drawn from its cells.
const CELLS: (u16, u16) = (132, 30);

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
        PageFormatArg::Html => report::PageFormat::Html,
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
        pages.push(match format {
            report::PageFormat::Html => {
                let pictures = pictures(&board, &place, narrowed);
                report::html_page(&board, &morning, &pictures)
            }
            _ => report::morning(&board, &morning),
        });
    }
    if format == report::PageFormat::Html && pages.len() > 1 {
        let hint = "--scenario ID or one path chooses it".into();
        return Err(Refusal::hinted("a page of HTML is of one scenario", Some(hint)));
    }
    print(&pages.join("\n"), if troubled { 2 } else { 0 })
}

/// What is drawn of a board: its map, its corridor, its timeline, each on light and dark ground.
fn pictures(board: &Board, place: &Place, narrowed: &Narrowed) -> Vec<HtmlPicture> {
    let on_both = |title: &str, draw: &mut dyn FnMut(Theme) -> Option<String>| {
        let (light, dark) = (draw(Theme::Light)?, draw(Theme::Terminal)?);
        Some(HtmlPicture { title: title.to_owned(), light, dark })
    };
    let alone = |panel: Panel, draw: fn(&App, Panel) -> Option<String>| {
        let mut app =
            App::new(vec![place.clone()], CELLS, Theme::Light, opening(narrowed, today()));
        let start = app.start();
        headless::settle_within(&mut app, start, memory());
        let shows = show_alone(&mut app, panel);
        headless::settle_within(&mut app, shows, memory());
        on_both(panel.title(), &mut |theme| {
            app.theme = theme;
            draw(&app, panel)
        })
    };
    let map = alone(Panel::Map, |app, _| report::map_picture(app));
    let timeline = alone(Panel::Timeline, report::panel_picture);
    let parts = [
        (CorridorPart::Strip, "The route, and what patrols saw of it"),
        (CorridorPart::Chart, "Patrols day by day, along the route"),
    ];
    let corridor = parts.into_iter().filter_map(|(part, title)| {
        on_both(title, &mut |theme| report::corridor_picture(board, part, theme))
    });
    map.into_iter().chain(corridor).chain(timeline).collect()
}
