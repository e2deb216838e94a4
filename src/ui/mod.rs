//! The frame: header, panels, detail, what lies on top, footer. Draws what is there and derives
//! nothing; every rectangle comes from the plan.

mod canvas;
mod changes;
mod detail;
mod dots;
mod entry;
mod following;
mod footer;
mod form;
mod greeting;
mod header;
mod legend;
mod map;
mod map_legend;
mod overlays;
mod panels;
mod problems;
mod story;
mod strokes;
mod tour;
mod typing;
mod views;

use std::sync::Arc;

use ratatui::Frame;

use crate::{
    app::{App, Plan},
    command::{Command, Context},
    look::{Glyphs, Phrase, Role, all_in_ascii},
    model::WebAddress,
};

/// Draws the whole board.
pub fn draw(app: &App, frame: &mut Frame) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, app.theme.base());
    draw_parts(app, frame);
    if app.glyphs == Glyphs::Ascii {
        all_in_ascii(frame.buffer_mut());
    }
}

/// Cells of one row of the screen that lead to an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScreenLink {
    /// The column of the first of them.
    pub x: u16,
    /// Their row.
    pub y: u16,
    /// How many they are.
    pub width: u16,
    /// Where they lead.
    pub address: Arc<WebAddress>,
}

/// Every address of the web that is in sight.
pub fn links(app: &App, (width, height): (u16, u16)) -> Vec<ScreenLink> {
    let plan = Plan::of((width, height), app);
    plan.detail.map(|area| detail::links(app, area)).unwrap_or_default()
}

fn draw_parts(app: &App, frame: &mut Frame) {
    let area = frame.area();
    let plan = Plan::of((area.width, area.height), app);
    let (theme, puts_in_order) = (app.theme, app.puts_in_order);
    let canvas = &mut canvas::Canvas { buffer: frame.buffer_mut(), theme, puts_in_order };
    if plan.too_small {
        let words = format!("needs 40×12, is {}×{}", area.width, area.height);
        canvas.line(area.x, area.y, area.width, &Phrase::plain(words));
        return;
    }
    header::draw(app, &plan, canvas);
    if app.open_scenario().is_none_or(|open| open.index().is_none()) {
        problems::draw_body(app, plan.body, canvas);
    }
    for panel in &plan.panels {
        panels::draw(app, panel, canvas);
    }
    if let Some(area) = plan.detail {
        detail::draw(app, area, canvas);
    }
    greeting::draw(app, &plan, canvas);
    tour::draw(app, &plan, canvas);
    story::draw(app, &plan, canvas);
    let on_top = overlays::draw(app, &plan, canvas);
    following::draw(app, &plan, canvas);
    let cursor = footer::draw(app, &plan, canvas).or(on_top);
    if let Some((x, y)) = cursor {
        frame.set_cursor_position((x, y));
    }
}

/// The key of a command and what it does, for footers and titles.
fn hint(command: Command, words: &str) -> Phrase {
    Phrase::new(command.key(), Role::Key).and(format!(" {words}"), Role::Dim)
}

/// The same where a command is pressed in a place of its own.
fn hint_in(context: Context, command: Command, words: &str) -> Phrase {
    Phrase::new(command.key_in(context), Role::Key).and(format!(" {words}"), Role::Dim)
}
