//! `render`: the board as it would stand in a terminal.

use std::io::{self, IsTerminal, Write};

use super::{
    Outcome,
    arguments::{DrawnPart, FrameFormat, Looks, Narrowed},
    leaving::{self, stream},
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
    report::{self, Cast, KeyPace},
    runtime::{self, environment::ColourUse, headless, raster},
};

pub(super) fn render(
    narrowed: &Narrowed,
    size: (u16, u16),
    drawn: &Drawn,
    format: FrameFormat,
    keys: &str,
    looks: &Looks,
) -> Outcome {
    if format == FrameFormat::Png && io::stdout().is_terminal() {
        let hint = "send it to a file: > board.png";
        return Err(Refusal::new("a PNG is no text for a terminal", hint));
    }
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
        _ => match looks.color.unwrap_or_default() {
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
    let title = app.board().map_or("sitboard", |board| board.scenario().header.title.as_str());
    let mut cast = Cast::begin(title, size, theme);
    let mut record = |app: &App, pace| {
        if format == FrameFormat::Cast {
            let (cells, cursor) = report::frame_and_cursor(app);
            cast.frame(&cells, cursor, pace);
        }
    };
    record(&app, KeyPace::Asked);
    for key in keys {
        let was_typed = app.context().is_typed();
        let effects = update(&mut app, Message::Key(key.event()));
        let quits = headless::settle_within(&mut app, effects, memory());
        let is_typed = was_typed && app.context().is_typed();
        record(&app, if is_typed { KeyPace::Typed } else { KeyPace::Asked });
        if quits {
            break;
        }
    }
    let text = match format {
        FrameFormat::Text => cells(&app, report::FrameFormat::Text),
        FrameFormat::Ansi => cells(&app, report::FrameFormat::Ansi),
        FrameFormat::Html => cells(&app, report::FrameFormat::Html),
        FrameFormat::Svg => picture(&app, drawn)?,
        FrameFormat::Png => {
            let pixels = raster::png(&picture(&app, drawn)?)?;
            return stream(0, |out| out.write_all(&pixels));
        }
        FrameFormat::Cast => cast.finish(),
    };
    print(&text, 0)
}

fn cells(app: &App, format: report::FrameFormat) -> String {
    report::render(&report::frame(app), format, app.theme)
}

/// A part of the corridor and the map are drawn from their geometry, all else from cells.
fn picture(app: &App, drawn: Option<DrawnPart>) -> Result<String, Refusal> {
    if let (Some(DrawnPart::Part(part)), Some(board)) = (drawn, app.board()) {
        let picture = report::corridor_picture(board, part, app.theme);
        return picture.ok_or_else(|| Refusal::from("no route of this file can be drawn"));
    }
    let is_map = (drawn, app.focus) == (Some(DrawnPart::Panel(Panel::Map)), Panel::Map);
    let map = is_map.then(|| report::map_picture(app)).flatten();
    Ok(map.unwrap_or_else(|| cells(app, report::FrameFormat::Svg)))
}
