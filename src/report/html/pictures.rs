//! Pictures of the board within the page: in the colours of paper, and of a dark screen where that is
//! preferred. As images they hold no element of the page.

use std::fmt::Write;

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::report::escape::Markup;

/// A picture in SVG.
pub struct HtmlPicture {
    /// What it shows.
    pub title: String,
    /// On light paper.
    pub light: String,
    /// On a dark screen.
    pub dark: String,
}

/// The pictures below one another.
pub(in crate::report) fn figures(pictures: &[HtmlPicture]) -> String {
    let mut out = String::new();
    for picture in pictures {
        let address =
            |svg: &str| format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg));
        let title = Markup(&picture.title);
        let _ = write!(
            out,
            "<figure>\n<picture>\n<source media=\"screen and (prefers-color-scheme: dark)\" \
             srcset=\"{}\">\n<img alt=\"{title}\" src=\"{}\">\n</picture>\n\
             <figcaption>{title}</figcaption>\n</figure>\n",
            address(&picture.dark),
            address(&picture.light),
        );
    }
    out
}
