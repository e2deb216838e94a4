//! The board without a screen: problems, frames as text, and rows in plain words or JSON.

mod cast;
mod cell_shapes;
mod cells;
mod copied;
mod corridor_picture;
mod differences;
mod drawing;
mod escape;
mod features;
mod feed;
mod feed_differences;
mod feed_form;
mod frame;
mod frame_page;
mod frame_picture;
mod html;
mod html_blocks;
mod import;
mod listing;
mod map_picture;
mod morning;
mod outputs;
mod overview;
mod problems;
mod record;
mod roster;
mod rows;
mod sheet;
mod speech;
mod story;
mod table;
mod topics;
mod watched;
mod why;
mod window;

pub use crate::panel::feed_json::{feed_row_json, feed_terms};
pub use cast::{Cast, KeyPace};
pub use copied::{copied, too_long};
pub use corridor_picture::{CorridorPart, corridor_picture};
pub use differences::{ComparedSide, differences_json, differences_text};
#[cfg(fuzzing)]
pub use escape::markdown_lines;
pub use features::{
    FeatureSink, GeoJsonSink, Geometry, GpxSink, KmlSink, MapFeature, Pass, each_feature,
    unread_json,
};
pub use feed::{feed_json, feed_text, where_is};
pub use feed_differences::{
    FeedDifferences, FeedSide, LISTED_ROWS, feed_differences_json, feed_differences_text,
};
pub use feed_form::{feed_form_json, feed_form_text};
pub use frame::{
    Format as FrameFormat, board_picture, frame, frame_and_cursor, panel_picture, render,
};
pub use html::{HtmlPicture, html_page};
pub use import::{Imported, import};
pub use listing::{Listed, listing_json, listing_text};
pub use map_picture::map_picture;
pub use morning::{Morning, WINDOW, default_since, morning};
pub use outputs::{output_names, output_schema};
pub use overview::{overview_json, overview_text};
pub use problems::{problem_json, problem_text};
pub use record::{record_json, record_text};
pub use roster::{roster_json, roster_text};
pub use rows::{each_row_json, row_json, rows_json};
pub use sheet::PageFormat;
pub use speech::{panel_text, write_panel_text};
pub use story::{StoryStep, story_page};
pub use table::{
    BoardAbout, CsvSink, JsonArray, MarkdownSink, RowSink, TableCell, TableHead, WorkbookSink,
    about, all_tables, one_table, panel_table,
};
pub use topics::{HelpTopic, TOPICS, plain_page};
pub use watched::{watched_json, watched_line};
pub use why::{figures, why, without};
pub use window::{window_csv, window_csv_header, window_json, window_text};
