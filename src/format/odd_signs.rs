//! Characters that only look like those that are meant, and what a merge leaves between two versions:
//! told for what they are.

use crate::model::Span;

/// A character, its name in Unicode, and what is to stand instead.
const ODD: &[(char, &str, &str)] = &[
    ('\u{a0}', "no-break space", " "),
    ('\u{2007}', "figure space", " "),
    ('\u{202f}', "narrow no-break space", " "),
    ('\u{3000}', "ideographic space", " "),
    ('\u{200b}', "zero width space", ""),
    ('\u{200c}', "zero width non-joiner", ""),
    ('\u{200d}', "zero width joiner", ""),
    ('\u{200e}', "left-to-right mark", ""),
    ('\u{200f}', "right-to-left mark", ""),
    ('\u{2060}', "word joiner", ""),
    ('\u{feff}', "zero width no-break space", ""),
    ('\u{ad}', "soft hyphen", ""),
    ('\u{201c}', "left double quotation mark", "\""),
    ('\u{201d}', "right double quotation mark", "\""),
    ('\u{201e}', "double low-9 quotation mark", "\""),
    ('\u{ab}', "left-pointing double angle quotation mark", "\""),
    ('\u{bb}', "right-pointing double angle quotation mark", "\""),
    ('\u{2033}', "double prime", "\""),
    ('\u{2018}', "left single quotation mark", "'"),
    ('\u{2019}', "right single quotation mark", "'"),
    ('\u{2013}', "en dash", "-"),
    ('\u{2014}', "em dash", "-"),
    ('\u{2212}', "minus sign", "-"),
    ('\u{ff1d}', "fullwidth equals sign", "="),
    ('\u{ff0c}', "fullwidth comma", ","),
    ('\u{60c}', "Arabic comma", ","),
];

/// What an odd character in something that cannot be read is, and what to write instead; `None`
/// where there is none, or where it stands in a text in quotes.
pub fn told(written: &str) -> Option<(String, String)> {
    if written.starts_with(['"', '\'']) {
        return None;
    }
    let odd = |c: char| ODD.iter().find(|(odd, ..)| *odd == c);
    let (c, name, instead) = written.chars().find_map(odd)?;
    let said = format!("U+{:04X} {name} stands here", u32::from(*c));
    let plain: String = written
        .chars()
        .map(|c| odd(c).map_or(c.to_string(), |(.., plain)| (*plain).to_owned()))
        .collect();
    let hint = match (plain.trim(), *instead) {
        ("", "") => "take it out".to_owned(),
        ("", _) => "type a plain space instead".to_owned(),
        (plain, _) => format!("write {plain}"),
    };
    Some((said, hint))
}

/// The lines that a merge wrote around two versions of some lines, in the order of the text; none
/// where it is no merge.
pub fn merge_markers(text: &str) -> Vec<Span> {
    let mut markers = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        let is_marker = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| {
            written
                .strip_prefix(marker)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        if is_marker {
            markers.push(Span { start: at, end: at + written.len() });
        }
        at += line.len();
    }
    let begins = markers.first().is_some_and(|first| text[first.start..].starts_with("<<<<<<<"));
    if begins { markers } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_named_and_texts_in_quotes_left_alone() {
        let nbsp = "U+00A0 no-break space stands here";
        assert_eq!(told("\u{a0}"), Some((nbsp.into(), "type a plain space instead".into())));
        let (said, hint) = told("“Ariha”").expect("odd quotes");
        assert_eq!(said, "U+201C left double quotation mark stands here");
        assert_eq!(hint, "write \"Ariha\"");
        assert_eq!(told("id\u{200b}").map(|(_, hint)| hint), Some("write id".into()));
        assert_eq!((told("\"“quoted”\""), told("plain")), (None, None));
    }

    #[test]
    fn only_a_merge_leaves_markers() {
        let text = "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n";
        assert_eq!(merge_markers(text).len(), 3);
        assert_eq!(merge_markers("=======\n"), []);
    }
}
