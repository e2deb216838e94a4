//! Text ⇄ model. One declaration of tables and keys (`tables`) drives the reader, the hints and
//! the printed reference; every problem carries line, column and caret.

mod alone;
mod days;
pub mod edit;
pub mod json;
mod layer;
mod limits;
mod made_up;
mod odd_signs;
pub mod one_line;
mod reader;
mod reference;
mod schema;
mod source;
mod starter;
mod suggest;
mod syntax;
mod tables;
mod track;
pub mod typed;
mod values;

pub use days::{Calendar, read_day};
pub use layer::{Features, features};
pub use limits::MOST_BYTES;
pub use made_up::free as free_id;
pub use reader::{Loaded, load};
pub use reference::reference;
pub use schema::{DIALECT, schema};
pub use source::SourceText;
pub use starter::starter;
pub use suggest::{hint, nearest};
pub use tables::{COMMON, Field, Shape, TABLES, TableForm, Voiced};
pub use track::{MOST_TRACK_BYTES, TrackForm, TrackPoint, TrackRead, TrackStep, track};
pub use typed::{DAY_FORMS, SeenFrom, typed_day};
pub use values::leads_outside;
