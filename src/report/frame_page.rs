//! A frame of cells as a page for a browser: text that can be found, copied and read out, each sign at
//! its own cells. It stands alone: no script, nothing fetched, no element that a text made.

use std::fmt::Write;

use base64::{Engine, prelude::BASE64_STANDARD};
use ratatui::{
    buffer::{Buffer, Cell},
    style::Modifier,
};
use sha2::{Digest, Sha256};

use super::{
    cells::{lines, span},
    escape::Markup,
};
use crate::look::{CellColours, Palette, Theme};

/// How cells of a style are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Face {
    colours: CellColours,
    modifier: Modifier,
}

impl Face {
    fn of(cell: &Cell, palette: &Palette) -> Face {
        let drawn =
            Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        Face { colours: palette.cell(cell.style()), modifier: cell.modifier & drawn }
    }

    fn rules(self) -> String {
        let mut rules = String::new();
        if let Some(colour) = self.colours.text {
            let _ = write!(rules, "color:{colour};");
        }
        if let Some(colour) = self.colours.ground {
            let _ = write!(rules, "background:{colour};");
        }
        for (modifier, rule) in [
            (Modifier::BOLD, "font-weight:bold;"),
            (Modifier::ITALIC, "font-style:italic;"),
            (Modifier::UNDERLINED, "text-decoration-line:underline;"),
            (Modifier::CROSSED_OUT, "text-decoration-line:line-through;"),
        ] {
            if self.modifier.contains(modifier) {
                rules.push_str(rule);
            }
        }
        rules
    }
}

/// The page of a frame, in the theme's colours; its first line is its title.
pub fn frame_page(buffer: &Buffer, theme: Theme) -> String {
    let palette = theme.palette();
    let mut faces: Vec<Face> = vec![Face::of(&Cell::EMPTY, palette)]; // the first is drawn as the page is
    let (mut body, mut title) = (String::new(), String::new());
    for (n, cells) in lines(buffer).enumerate() {
        if n == 0 {
            let words = cells.iter().map(|(_, cell)| cell.symbol()).collect::<String>();
            title = words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let mut open = 0;
        for (_, cell) in &cells {
            let face = Face::of(cell, palette);
            let n = faces.iter().position(|known| *known == face).unwrap_or_else(|| {
                faces.push(face);
                faces.len() - 1
            });
            if n != open {
                body.push_str(if open > 0 { "</span>" } else { "" });
                if n > 0 {
                    let _ = write!(body, "<span class=\"s{n}\">");
                }
                open = n;
            }
            put(&mut body, cell.symbol());
        }
        body.push_str(if open > 0 { "</span>\n" } else { "\n" });
    }
    let style = style(&faces, palette);
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n<pre>\n{body}</pre>\n</body>\n\
         </html>\n",
        Markup(&title),
    )
}

/// A sign of a cell. What fonts may draw wider or narrower than its cells is held to them.
fn put(body: &mut String, symbol: &str) {
    let is_plain = |c: char| c.is_ascii() || c < '\u{530}' && c.is_alphabetic();
    let _ = match (symbol.chars().all(is_plain), span(symbol)) {
        (true, _) => write!(body, "{}", Markup(symbol)),
        (false, 1) => write!(body, "<i>{}</i>", Markup(symbol)),
        (false, _) => write!(body, "<b>{}</b>", Markup(symbol)),
    };
}

fn style(faces: &[Face], palette: &Palette) -> String {
    let mut style = format!(
        "body{{margin:0;background:{};color:{}}}\
         pre{{margin:1em;font:14px/1.3 'DejaVu Sans Mono',Menlo,'Cascadia Mono',Consolas,\
         'Liberation Mono',monospace}}\
         i,b{{display:inline-block;width:1ch;height:1.3em;vertical-align:top;text-align:center;\
         white-space:nowrap;font-style:inherit;font-weight:inherit}}b{{width:2ch}}",
        palette.paper, palette.text
    );
    for (n, face) in faces.iter().enumerate().skip(1) {
        let _ = write!(style, ".s{n}{{{}}}", face.rules());
    }
    style
}
