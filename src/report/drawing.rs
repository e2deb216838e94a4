//! What pictures that are drawn from geometry rather than from cells have in common: colours, the
//! head of the page, text that cannot become markup. They stand alone: no script, no font.

use std::fmt::{Arguments, Write};

use super::escape::Markup;
use crate::{
    board::Board,
    look::{Bars, Palette, Rgb, Role, Theme},
};

/// Pixels across.
pub const WIDE: f64 = 1200.0;

/// A picture in SVG while it is drawn.
pub struct Drawing {
    pub palette: &'static Palette,
    out: String,
}

/// The roles whose bars may be hatched, and in which direction: degrees from upright.
const HATCHES: [(Role, &str, i32); 2] = [(Role::Bar, "hatch", 45), (Role::Dim, "back-hatch", -45)];

impl Drawing {
    /// Begins a page so high, with the scenario's title, a line below it, and its handling.
    pub fn begin(board: &Board, height: f64, below: &str, theme: Theme) -> Drawing {
        let (header, palette) = (&board.scenario().header, theme.palette());
        let title = Markup(&header.title);
        let mut drawing = Drawing { palette, out: String::new() };
        drawing.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {WIDE} {height:.0}\" role=\"img\">\n<title>{title}</title>\n\
             <rect width=\"{WIDE}\" height=\"{height:.0}\" fill=\"{}\"/>\n\
             <g font-family=\"'Inter','Segoe UI','Helvetica Neue','DejaVu Sans',sans-serif\" \
             font-size=\"13\">",
            palette.paper
        ));
        let bold = " font-size=\"18\" font-weight=\"600\"";
        drawing.text((24.0, 28.0), &header.title, Role::Plain, bold);
        drawing.text((24.0, 49.0), below, Role::Dim, "");
        if let Some(handling) = board.handling() {
            drawing.text((WIDE - 24.0, 28.0), &handling, Role::Dim, " text-anchor=\"end\"");
        }
        let left_out = &board.scenario().left_out;
        if !left_out.is_empty() {
            let words = format!("left out, could not be read: {left_out}");
            drawing.text((WIDE - 24.0, 49.0), &words, Role::Severe, " text-anchor=\"end\"");
        }
        drawing
    }

    /// A line of shapes, which hold numbers and words of the program alone: text of a file goes
    /// through [`Drawing::text`] and [`Drawing::titled`].
    pub fn put(&mut self, line: Arguments) {
        let _ = self.out.write_fmt(line); // writing into a string cannot fail
        self.out.push('\n');
    }

    /// A shape, given without its closing `/>`, that says this to whoever points at it.
    pub fn titled(&mut self, shape: Arguments, title: &str) {
        let shape = shape.to_string();
        let name = shape.trim_start_matches('<').split(' ').next().unwrap_or_default();
        self.put(format_args!("{shape}><title>{}</title></{name}>", Markup(title)));
    }

    pub fn colour(&self, role: Role) -> Rgb {
        self.palette.ink(role).rgb
    }

    /// The stroke of a role, so many pixels wide where it tells by its hue alone.
    pub fn stroke(&self, role: Role, width: f64) -> String {
        let (ink, colour) = (self.palette.ink(role), self.colour(role));
        let width = width * ink.weight;
        if width == 1.0 {
            return format!("stroke=\"{colour}\""); // as SVG has it
        }
        format!("stroke=\"{colour}\" stroke-width=\"{width}\"")
    }

    /// The stroke of an outline that is whole, or has the dashes of its role.
    pub fn outline(&self, role: Role, width: f64) -> String {
        let dash = self.palette.ink(role).dash;
        let dash = dash.map(|dash| format!(" stroke-dasharray=\"{dash}\"")).unwrap_or_default();
        self.stroke(role, width) + &dash
    }

    /// The fill of an area that lets through what lies below it.
    pub fn shade(&self, role: Role, opacity: &str) -> String {
        format!("fill=\"{}\" fill-opacity=\"{opacity}\"", self.colour(role))
    }

    /// Defines the hatches of [`Drawing::uncertain`], in a theme that has them.
    pub fn hatches(&mut self) {
        if self.palette.bars == Bars::Shaded {
            return;
        }
        for (role, id, turn) in HATCHES {
            let colour = self.colour(role);
            self.put(format_args!(
                "<pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate({turn})\"><path d=\"M3 0v6\" stroke=\"{colour}\" \
                 stroke-width=\"1.5\"/></pattern>"
            ));
        }
    }

    /// The fill of a bar of what only may be, so opaque where it is shaded.
    pub fn uncertain(&self, role: Role, opacity: &str) -> String {
        let hatch = HATCHES.iter().find(|hatch| hatch.0 == role);
        match hatch.filter(|_| self.palette.bars == Bars::Hatched) {
            Some((_, id, _)) => format!("fill=\"url(#{id})\""),
            None => self.shade(role, opacity),
        }
    }

    pub fn text(&mut self, (x, y): (f64, f64), text: &str, role: Role, more: &str) {
        let (text, ink) = (Markup(text), self.palette.ink(role));
        let bold = if ink.weight > 1.0 { " font-weight=\"700\"" } else { "" };
        self.put(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{}\"{bold}{more}>{text}</text>",
            ink.rgb
        ));
    }

    /// Text that a rim of paper keeps readable over a line.
    pub fn rimmed(&mut self, at: (f64, f64), text: &str, role: Role, more: &str) {
        let rim = format!(
            " paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"3\" stroke-opacity=\"0.8\"{more}",
            self.palette.paper
        );
        self.text(at, text, role, &rim);
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
