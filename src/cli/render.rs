//! `render`: the board as it would stand in a terminal.

use super::{
    Outcome,
    arguments::{DrawnPart, FrameFormat, Looks, Narrowed},
    leaving,
    meant::one_opened,
    output::{print, theme_of},
    reading::{opened, opening, read},
    routed::Drawn,
    settings::{memory, today},
};
use crate::{
    app::{App, Message, ScenarioIx, show_alone, update},
    command::parse_keys,
    model::Refusal,
    panel::Panel,
    report,
    runtime::{self, environment::ColourUse, headless},
};

pub(super) fn render(
    narrowed: &Narrowed,
    size: (u16, u16),
    drawn: &Drawn,
    format: FrameFormat,
    keys: &str,
    looks: &Looks,
) -> Outcome {
    let keys = parse_keys(keys)?;
    let (places, first) = one_opened(&narrowed.scenarios)?;
    let opening = opening(narrowed, today());
    if let Some(place) = places.get(first)
        && let Some(loaded) = read(place, &mut false)
    {
        let loaded = leaving::seen(loaded, &opening, &place.name())?;
        opened(&loaded, &opening)?; // an unreadable filter is trouble, not a footnote on a frame
    }
    let colour = match format {
        FrameFormat::Text => false,
        FrameFormat::Ansi | FrameFormat::Svg => match looks.color.unwrap_or_default() {
            ColourUse::Always => true,
            ColourUse::Never => false,
            ColourUse::Auto => runtime::environment::wants_colour().unwrap_or(true),
        },
    };
    let theme = theme_of(looks, colour);
    let mut app = App::new(places, size, theme, opening);
    app.current = ScenarioIx::new(first);
    app.glyphs = looks.glyphs.unwrap_or_default();
    let start = app.start();
    headless::settle_within(&mut app, start, memory());
    let along = drawn.along(&mut app)?;
    headless::settle_within(&mut app, along, memory());
    let drawn = drawn.panel;
    if let Some(panel) = drawn.map(DrawnPart::panel) {
        let effects = show_alone(&mut app, panel);
        headless::settle_within(&mut app, effects, memory());
    }
    for key in keys {
        let effects = update(&mut app, Message::Key(key.event()));
        if headless::settle_within(&mut app, effects, memory()) {
            break;
        }
    }
    if let (FrameFormat::Svg, Some(DrawnPart::Part(part)), Some(board)) =
        (format, drawn, app.board())
    {
        let Some(picture) = report::corridor_picture(board, part, app.theme) else {
            return Err(Refusal::from("no route of this file can be drawn"));
        };
        return print(&picture, 0);
    }
    if (format, drawn, app.focus)
        == (FrameFormat::Svg, Some(DrawnPart::Panel(Panel::Map)), Panel::Map)
        && let Some(picture) = report::map_picture(&app)
    {
        return print(&picture, 0); // from the geometry rather than from cells
    }
    let format = match format {
        FrameFormat::Text => report::FrameFormat::Text,
        FrameFormat::Ansi => report::FrameFormat::Ansi,
        FrameFormat::Svg => report::FrameFormat::Svg,
    };
    print(&report::render(&report::frame(&app), format, app.theme), 0)
}
