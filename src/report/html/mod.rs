//! The morning page as one file of HTML to be sent, printed and signed: its sentences with numbered
//! citations, pictures, the tables of the front. It stands alone: no script, nothing fetched, no
//! element and no style that a text of the scenario made.

mod pictures;
mod style;
mod tables;

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

pub use pictures::HtmlPicture;
pub(super) use pictures::figures;

use super::{escape::Markup, morning::html_body};
use crate::{board::Board, report::Morning};

/// The page of a board, with these pictures between its sentences and its tables. Of rows of feeds
/// each table has the latest.
pub fn html_page(board: &Board, page_of: &Morning, pictures: &[HtmlPicture]) -> String {
    let besides = figures(pictures) + &tables::front(board);
    let body = html_body(board, page_of, besides);
    let title = format!("{}, {}", board.scenario().header.title, board.clock.as_of);
    document(&title, &body, board.handling().as_deref())
}

/// The page of this title around a body that is HTML already, to be handled so.
pub(super) fn document(title: &str, body: &str, handling: Option<&str>) -> String {
    let style = style::style(handling);
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"sitboard {}\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n\
         </body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        Markup(title),
    )
}
