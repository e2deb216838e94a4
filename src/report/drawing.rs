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

/// A fill that lets through what lies below it. ImageMagick knows no opacity but that of a colour,
/// which others do not know: those that read styles take the style.
pub fn shaded(colour: Rgb, opacity: &str) -> String {
    let [_, red, green, blue] = colour.0.to_be_bytes();
    format!(
        "style=\"fill:{colour};fill-opacity:{opacity}\" \
         fill=\"rgba({red},{green},{blue},{opacity})\""
    )
}

impl Drawing {
    /// Begins a page so high, of a scenario.
    pub fn begin(board: &Board, height: f64, theme: Theme) -> Drawing {
        let palette = theme.palette();
        let title = Markup(&board.scenario().header.title);
        let mut drawing = Drawing { palette, out: String::new() };
        drawing.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {WIDE} {height:.0}\" role=\"img\">\n<title>{title}</title>\n\
             <g style=\"font-family:Inter,'Segoe UI','Helvetica Neue','DejaVu Sans',sans-serif\" \
             font-family=\"DejaVu Sans\" font-size=\"13\" stroke=\"none\">",
        ));
        drawing.cover(0.0, height);
        drawing
    }

    /// The head of the page: the scenario's title, a line below it, and its handling.
    pub fn head(&mut self, board: &Board, below: &str) {
        let bold = " font-size=\"18\" font-weight=\"600\"";
        self.text((24.0, 28.0), &board.scenario().header.title, Role::Plain, bold);
        self.text((24.0, 49.0), below, Role::Dim, "");
        if let Some(handling) = board.handling() {
            self.text((WIDE - 24.0, 28.0), &handling, Role::Dim, " text-anchor=\"end\"");
        }
        let left_out = &board.scenario().left_out;
        if !left_out.is_empty() {
            let words = format!("left out, could not be read: {left_out}");
            self.text((WIDE - 24.0, 49.0), &words, Role::Severe, " text-anchor=\"end\"");
        }
    }

    /// Paper from edge to edge, over what is drawn there. It cuts what reaches beyond its place, as
    /// not every program does by a path that clips.
    pub fn cover(&mut self, top: f64, height: f64) {
        let paper = self.palette.paper;
        self.put(format_args!(
            "<rect y=\"{top}\" width=\"{WIDE}\" height=\"{height:.0}\" fill=\"{paper}\"/>"
        ));
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
        shaded(self.colour(role), opacity)
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

    /// A run of text, without blanks at its ends or several in a row: programs differ in what
    /// becomes of them.
    pub fn text(&mut self, (x, y): (f64, f64), text: &str, role: Role, more: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        let (text, ink) = (words.join(" "), self.palette.ink(role));
        let text = Markup(&text);
        let bold = if ink.weight > 1.0 { " font-weight=\"700\"" } else { "" };
        self.put(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{}\"{bold}{more}>{text}</text>",
            ink.rgb
        ));
    }

    /// Text that a rim of paper keeps readable over a line. The rim is a text of its own below it:
    /// not every program can draw the stroke first.
    pub fn rimmed(&mut self, at: (f64, f64), text: &str, role: Role, more: &str) {
        let rim = format!(
            " stroke=\"{}\" stroke-width=\"3\" stroke-opacity=\"0.8\" aria-hidden=\"true\"{more}",
            self.palette.paper
        );
        self.text(at, text, role, &rim);
        self.text(at, text, role, more);
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
