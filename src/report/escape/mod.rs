//! Text as it must stand in what leaves the board: one escaper for each format. Whoever writes a page,
//! a picture or a table hands over text as it is read, and these alone make it safe to stand there.
//! JSON, and GeoJSON with it, is escaped by its own library.

mod csv;
mod markdown;
mod markup;

pub use csv::CsvLines;
pub use markdown::{markdown_address, markdown_lines};
pub use markup::Markup;
