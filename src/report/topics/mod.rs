//! What is to be known beyond the screen, topic by topic: the pages of `src/reference`, in which what
//! the program knows itself stands as it is now.

mod plain;

pub use plain::plain_page;

use crate::{
    board::FILTER_KEYS,
    command::key_table,
    panel::{Front, describe, page_table},
};

/// A page of the reference.
#[derive(Debug)]
pub struct HelpTopic {
    /// By which it is asked for; its file is called so.
    pub name: &'static str,
    /// In Markdown, its title first.
    page: &'static str,
}

macro_rules! topics {
    ($($name:literal),+ $(,)?) => {
        /// Every page, in the order in which they are listed.
        pub const TOPICS: &[HelpTopic] = &[$(HelpTopic {
            name: $name,
            page: include_str!(concat!("../../reference/", $name, ".md")),
        }),+];
    };
}

topics![
    "keys",
    "filter",
    "clocks",
    "pages",
    "map",
    "figures",
    "tempo",
    "writing",
    "settings",
    "feeds",
    "format",
    "commands",
    "publishing",
];

impl HelpTopic {
    /// What the page is of.
    pub fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or_default();
        first.trim_start_matches('#').trim()
    }

    /// The page in Markdown, with the keys that hold.
    pub fn markdown(&self) -> String {
        with_generated(self.page)
    }
}

/// A page in which each part that the program knows itself is as it is now: `<!-- keys: generated -->`
/// begins one, `<!-- /keys -->` ends it.
fn with_generated(page: &str) -> String {
    let mut page = page.to_owned();
    for name in ["keys", "filter", "pages"] {
        let (open, close) = (format!("<!-- {name}: generated -->\n"), format!("<!-- /{name} -->"));
        let found = page.split_once(&open).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(&close)?;
            Some(format!("{before}{open}{}{close}{after}", generated(name)))
        });
        page = found.unwrap_or(page);
    }
    page
}

fn generated(name: &str) -> String {
    match name {
        "keys" => key_table(|row| describe(row, &Front::default())),
        "filter" => filter_table(),
        _ => page_table(),
    }
}

fn filter_table() -> String {
    let mut table = String::from("| filter key | what it asks |\n| --- | --- |\n");
    for key in FILTER_KEYS {
        table.push_str(&format!("| `{}` | {} |\n", key.name, key.doc));
    }
    table
}
