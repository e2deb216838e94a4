//! `why`: what a figure rests on, or the list of all figures.

use std::path::PathBuf;

use serde_json::Value as Json;

use super::{Narrowed, Outcome, RowFormat, each_board, print, print_json};
use crate::{report, runtime::files};

/// A first word that is a file or a folder is no figure: the list is asked for.
pub(super) fn why(figure: Option<&str>, mut narrowed: Narrowed, format: RowFormat) -> Outcome {
    let path = figure.filter(|word| files::is_there(word.as_ref()));
    narrowed.scenarios.paths.splice(0..0, path.map(PathBuf::from));
    let figure = figure.filter(|_| path.is_none());
    let mut troubled = false;
    let (mut text, mut json) = (Vec::new(), Vec::new());
    for (board, _, place) in each_board(&narrowed, &mut troubled)? {
        let (words, rows) = match figure {
            Some(name) => report::why(&board, name, &place.name())?,
            None => report::figures(&board, &place.name()),
        };
        text.push(words);
        json.extend(rows);
    }
    let code = if troubled { 2 } else { 0 };
    match format {
        RowFormat::Text => print(&text.join("\n"), code),
        RowFormat::Json => print_json(&Json::Array(json), code),
    }
}
