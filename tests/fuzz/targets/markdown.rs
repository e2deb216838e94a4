//! Text of a file in the Markdown that is sent: a parser finds the text again and nothing that it
//! made.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use sitboard::{model::Clean, report::markdown_lines};

fuzz_target!(|text: &str| {
    let text = Clean::new(text);
    let page = markdown_lines(&format!("before {text} after"), 72).join("\n");
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut read = String::new();
    for event in Parser::new_ext(&page, options) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            // An address stands in code, where no reader makes a link of it.
            Event::Text(part) | Event::Code(part) => read.push_str(&part),
            Event::SoftBreak => read.push(' '),
            other => panic!("{other:?} of {page:?}"),
        }
    }
    // A joiner that comes to stand at the end of a piece is shown as a mark.
    let is_joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}' | '\u{fffd}');
    let words = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace() && !is_joiner(*c)).collect()
    };
    assert_eq!(words(&read), words(&format!("before {text} after")));
});
