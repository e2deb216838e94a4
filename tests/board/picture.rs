//! A frame as text, to be pinned: what stands on the screen, and what each cell means.

use ratatui::{buffer::Cell, style::Color};
use sitboard::{app::App, look::Role, report::frame};

/// The frame, then the same frame with a letter for the role of each cell.
pub fn picture(app: &App) -> String {
    let meaning = |cell: &Cell| match cell.fg {
        _ if cell.symbol() == " " => ' ',
        Color::Indexed(0) | Color::Reset => '.',
        Color::Indexed(n) => letter(n),
        _ => '!',
    };
    let roles = lines(app, |line, cell| line.push(meaning(cell)));
    let used = |role: &&Role| **role != Role::Plain && roles.contains(letter(**role as u8));
    let legend: Vec<String> = Role::ALL
        .iter()
        .filter(used)
        .map(|role| format!("{} {role:?}", letter(*role as u8)))
        .collect();
    format!("{}\n{roles}\n{}\n", words(app), legend.join(", "))
}

/// The frame without its roles.
pub fn words(app: &App) -> String {
    lines(app, |line, cell| line.push_str(cell.symbol()))
}

fn lines(app: &App, put: impl Fn(&mut String, &Cell)) -> String {
    let buffer = frame(app);
    let width = usize::from(buffer.area.width).max(1);
    let line = |cells: &[Cell]| {
        let mut line = String::new();
        cells.iter().for_each(|cell| put(&mut line, cell));
        format!("{}\n", line.trim_end())
    };
    buffer.content().chunks(width).map(line).collect()
}

fn letter(n: u8) -> char {
    char::from(b'a' + n)
}
