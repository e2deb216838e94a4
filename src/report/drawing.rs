//! What pictures that are drawn from geometry rather than from cells have in common: colours, the
//! head of the page, text that cannot become markup. They stand alone: no script, no font.

use std::fmt::{Arguments, Write};

use super::frame::escaped;
use crate::{board::Board, look::Theme};

/// Pixels across.
pub const WIDE: f64 = 1200.0;

/// A picture in SVG while it is drawn.
pub struct Drawing {
    pub ink: &'static Ink,
    out: String,
}

pub struct Ink {
    pub paper: &'static str,
    pub text: &'static str,
    pub quiet: &'static str,
    pub line: &'static str,
    pub severe: &'static str,
    pub warning: &'static str,
    pub accent: &'static str,
}

const DARK: Ink = Ink {
    paper: "#15181c",
    text: "#d5d8dc",
    quiet: "#8b939c",
    line: "#454d56",
    severe: "#ee6b75",
    warning: "#e0b062",
    accent: "#62b6c8",
};

const LIGHT: Ink = Ink {
    paper: "#fbfbf9",
    text: "#1c2024",
    quiet: "#69717a",
    line: "#c3c7cc",
    severe: "#b00020",
    warning: "#8c5a00",
    accent: "#00698a",
};

impl Ink {
    pub fn of(theme: Theme) -> &'static Ink {
        if theme == Theme::Light { &LIGHT } else { &DARK }
    }
}

impl Drawing {
    /// Begins a page so high, with the scenario's title, a line below it, and its handling.
    pub fn begin(board: &Board, height: f64, below: &str, theme: Theme) -> Drawing {
        let (header, ink) = (&board.scenario().header, Ink::of(theme));
        let title = escaped(&header.title);
        let mut drawing = Drawing { ink, out: String::new() };
        drawing.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {WIDE} {height:.0}\" role=\"img\">\n<title>{title}</title>\n\
             <rect width=\"{WIDE}\" height=\"{height:.0}\" fill=\"{}\"/>\n\
             <g font-family=\"'Inter','Segoe UI','Helvetica Neue','DejaVu Sans',sans-serif\" \
             font-size=\"13\">",
            ink.paper
        ));
        let bold = " font-size=\"18\" font-weight=\"600\"";
        drawing.text((24.0, 28.0), &header.title, ink.text, bold);
        drawing.text((24.0, 49.0), below, ink.quiet, "");
        if let Some(handling) = &header.handling {
            drawing.text((WIDE - 24.0, 28.0), handling, ink.quiet, " text-anchor=\"end\"");
        }
        drawing
    }

    pub fn put(&mut self, line: Arguments) {
        let _ = self.out.write_fmt(line); // writing into a string cannot fail
        self.out.push('\n');
    }

    pub fn text(&mut self, (x, y): (f64, f64), text: &str, fill: &str, more: &str) {
        let text = escaped(text);
        self.put(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{fill}\"{more}>{text}</text>"
        ));
    }

    /// Text that a rim of paper keeps readable over a line.
    pub fn rimmed(&mut self, at: (f64, f64), text: &str, fill: &str, more: &str) {
        let rim = format!(
            " paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"3\" stroke-opacity=\"0.8\"{more}",
            self.ink.paper
        );
        self.text(at, text, fill, &rim);
    }

    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), style: &str) {
        self.put(format_args!(
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" fill=\"none\" {style}/>",
            from.0, from.1, to.0, to.1
        ));
    }

    pub fn end(mut self) -> String {
        self.out.push_str("</g>\n</svg>\n");
        self.out
    }
}
