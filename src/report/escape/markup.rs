//! Text between the tags of a picture, and in the double quotes of an attribute.

use std::fmt::{self, Display, Formatter, Write};

/// Text that can become no markup wherever it stands in a picture.
#[derive(Clone, Copy, Debug)]
pub struct Markup<'a>(pub &'a str);

impl Display for Markup<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // XML has no way to write these, and a line end in an attribute would be lost.
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    f.write_char('\u{fffd}')?
                }
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_parser_reads_back_what_was_put_in(text in any::<String>()) {
            let shown = crate::model::clean(&text);
            let xml = format!("<a b=\"{0}\">{0}</a>", Markup(&shown));
            let read = roxmltree::Document::parse(&xml).unwrap();
            let node = read.root_element();
            prop_assert_eq!(read.descendants().filter(roxmltree::Node::is_element).count(), 1);
            prop_assert_eq!(node.text().unwrap_or_default(), &*shown);
            prop_assert_eq!(node.attribute("b"), Some(&*shown));
        }

        #[test]
        fn even_unclean_text_stays_well_formed(text in any::<String>()) {
            let xml = format!("<a b=\"{0}\">{0}</a>", Markup(&text));
            prop_assert!(roxmltree::Document::parse(&xml).is_ok(), "{:?}", xml);
        }
    }
}
