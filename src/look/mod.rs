//! How things look: roles and themes, glyphs, and text fitted to cells.

mod ansi;
mod ascii;
mod bar;
mod depth;
mod flow;
pub mod glyph;
mod glyphs;
mod marks;
mod own_theme;
mod palette;
mod phrase;
mod role;
mod rounded;
mod shorten;
mod span;
mod summary;
mod theme;
mod whole;
mod width;

pub use ansi::ansi;
pub use ascii::{all_in_ascii, in_ascii};
pub use bar::bar;
pub use depth::Depth;
pub use flow::Flow;
pub use glyphs::Glyphs;
pub use marks::{COLOURS, ColourMark, MARKS, MarkGroup, MarkMeaning, MarkedPart};
pub use own_theme::{LEAST_CONTRAST, read_theme};
pub use palette::{Bars, CellColours, Ink, Palette, Rgb};
pub use phrase::{Align, Phrase, Piece};
pub use role::Role;
pub use rounded::{at_least, at_most, range};
pub use shorten::{clause_of, shortened};
pub use span::span;
pub use summary::{Summary, SummaryLine, UNREAD};
pub use theme::{OwnTheme, Theme};
pub use width::{counted, fit, start, width, wrap, wrap_words};
