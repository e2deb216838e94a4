//! How things look: roles and themes, glyphs, and text fitted to cells.

mod bar;
mod flow;
pub mod glyph;
mod glyphs;
mod marks;
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

pub use bar::bar;
pub use flow::Flow;
pub use glyphs::Glyphs;
pub use marks::{COLOURS, ColourMark, MARKS, MarkGroup, MarkMeaning, MarkedPart};
pub use palette::{Bars, CellColours, Ink, Palette, Rgb};
pub use phrase::{Align, Phrase, Piece};
pub use role::Role;
pub use rounded::{at_least, at_most, range};
pub use shorten::{clause_of, shortened};
pub use span::span;
pub use summary::{Summary, SummaryLine, UNREAD};
pub use theme::Theme;
pub use width::{counted, fit, start, width, wrap, wrap_words};
