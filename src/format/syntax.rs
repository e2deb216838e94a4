//! What the TOML parser could not read: which errors break the file and which cost one value.

use toml_parser::{
    ParseError, Source,
    lexer::TokenKind,
    parser::{Event, EventKind, parse_document},
};

use super::{
    odd_signs,
    source::{Problems, SourceText},
};
use crate::model::{Clean, Severity, Span};

/// The parser's errors, told apart.
pub struct Syntax {
    /// Values that could not be read; each costs its own record.
    pub bad_values: Vec<Span>,
    /// Whether the structure itself is broken, so that what the parser made of it is invented.
    pub broken: bool,
}

/// Reports the parser's errors: all structural ones, or else all bad values.
pub fn report(source: &SourceText, errors: &[toml::de::Error], problems: &mut Problems) -> Syntax {
    if errors.is_empty() {
        return Syntax { bad_values: Vec::new(), broken: false };
    }
    let scalars = scalars(source.text);
    let in_scalar = |error: &toml::de::Error| {
        let at = error.span()?;
        let n = scalars.partition_point(|scalar| scalar.end < at.start);
        let scalar =
            scalars.get(n).filter(|scalar| scalar.start <= at.start && at.end <= scalar.end)?;
        (!is_structural(error.message()) && !swallows(source.slice(*scalar))).then_some(*scalar)
    };
    // The quotes that open a text without end, rather than the end of the file that it runs into.
    let swallowing = |span: Span| {
        let last =
            scalars.last().filter(|last| last.start <= span.start && span.end <= last.end)?;
        let end = last.start + 3;
        swallows(source.slice(*last)).then_some(Span { start: last.start, end })
    };
    let (values, structural): (Vec<_>, Vec<_>) =
        errors.iter().partition(|error| in_scalar(error).is_some());
    let broken = !structural.is_empty();
    // What stands behind a bracket that nothing closes is only wrong because of it.
    let open = unclosed(source.text).filter(|_| broken);
    let before = |error: &&&toml::de::Error| match (open, error.span()) {
        (Some(open), Some(at)) => at.start < open.start,
        (open, _) => open.is_none(),
    };
    if let Some(span) = open {
        let (what, close) = if source.slice(span) == "[" { ("list", "]") } else { ("table", "}") };
        problems.push(Severity::Error, || {
            let message = format!("this {what} is never closed");
            let hint = Some(format!("close it with {close}").into());
            source.problem(Severity::Error, "syntax", span, message, hint)
        });
    }
    let markers = odd_signs::merge_markers(source.text);
    for marker in &markers {
        problems.push(Severity::Error, || {
            let message = "a merge left this line: two versions stand between its markers";
            let hint = "keep one of the two, and take the lines with the markers out";
            source.problem(Severity::Error, "syntax", *marker, message, Some(hint.into()))
        });
    }
    let is_marked = |error: &&&toml::de::Error| {
        let at = error.span().map_or(0, |at| at.start);
        markers.iter().any(|marker| (marker.start..=marker.end).contains(&at))
    };
    let told = |error: &&&toml::de::Error| before(error) && !is_marked(error);
    for error in if broken { &structural } else { &values }.iter().filter(told) {
        let span =
            error.span().map_or(Span::default(), |span| Span { start: span.start, end: span.end });
        let span = in_scalar(error).or_else(|| swallowing(span)).unwrap_or(span);
        let written = source.slice(span);
        let odd = odd_signs::told(written).map(|(said, hint)| (said.into(), Some(hint.into())));
        let (message, hint) = odd.unwrap_or_else(|| words(error.message(), written, broken));
        let code = if broken { "syntax" } else { "bad-value" };
        problems
            .push(Severity::Error, || source.problem(Severity::Error, code, span, message, hint));
    }
    let mut bad_values: Vec<Span> = values.iter().filter_map(|error| in_scalar(error)).collect();
    bad_values.sort_unstable();
    Syntax { bad_values, broken }
}

/// Text in three quotes that nothing closes: all that follows is in it.
fn swallows(written: &str) -> bool {
    ["\"\"\"", "'''"].iter().any(|quotes| {
        written.starts_with(quotes) && (written.len() < 6 || !written.ends_with(quotes))
    })
}

/// Messages about how values stand together, wherever their place is.
fn is_structural(message: &str) -> bool {
    [
        "duplicate key",
        "unclosed",
        "extra ",
        "missing comma",
        "missing assignment",
        "unexpected key",
        "unexpected content",
        "cannot extend",
        "cannot recurse",
        "recursion",
    ]
    .iter()
    .any(|start| message.starts_with(start))
}

/// The single values of the text, as the parser tells them apart.
fn scalars(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut receiver = |event: Event| {
        if event.kind() == EventKind::Scalar {
            spans.push(Span { start: event.span().start(), end: event.span().end() });
        }
    };
    parse_document(&Source::new(text).lex().into_vec(), &mut receiver, &mut |_: ParseError| {});
    spans
}

/// The bracket or brace of a value that nothing closes, so that it swallows all that follows.
fn unclosed(text: &str) -> Option<Span> {
    let (mut open, mut value_next) = (Vec::new(), false);
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                // `[` where no value is due opens a table header, which ends with its line.
                let in_value = value_next || open.last().is_some_and(|(_, value)| *value);
                let span = Span { start: token.span().start(), end: token.span().end() };
                open.push((span, in_value));
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                open.pop();
            }
            TokenKind::Newline => open.retain(|(_, value)| *value),
            TokenKind::Whitespace => continue,
            _ => {}
        }
        value_next = token.kind() == TokenKind::Equals;
    }
    open.iter().find(|(_, value)| *value).map(|(span, _)| *span)
}

/// The parser's words in ours, with a hint for what people usually meant.
fn words(message: &str, written: &str, broken: bool) -> (Clean, Option<Clean>) {
    let hint = |text: String| Some(Clean::from(text));
    if message.contains("escape") {
        return (
            "a `\\` in double quotes begins an escape, and this is none".into(),
            hint("write \\\\ for a backslash, or put the text in 'single quotes'".to_owned()),
        );
    }
    if is_year_and_month(written) {
        return ("a month needs quotes".into(), hint(format!("write \"{written}\"")));
    }
    if !broken && written.starts_with(|c: char| c.is_ascii_digit()) && written.contains('-') {
        return (
            format!("`{written}` is no date that exists").into(),
            hint("dates are YYYY-MM-DD".to_owned()),
        );
    }
    if swallows(written) {
        let close = format!("close it with {}", &written[..3]);
        return ("this text is never closed".into(), hint(close));
    }
    if written.trim().is_empty() && message.starts_with("string values must be quoted") {
        return (
            "nothing stands after `=`".into(),
            hint("write a value, or leave the key out".to_owned()),
        );
    }
    if ["true", "false"].contains(&&*written.to_lowercase()) {
        return (
            format!("`{written}` is written in small letters").into(),
            hint(format!("write {}", written.to_lowercase())),
        );
    }
    let quoted = written.starts_with(['"', '\'']);
    let said = match message {
        "duplicate key" => "this key stands twice in one table".to_owned(),
        m if m.starts_with("string values must be quoted") => {
            format!("`{written}` is no number and no date; text needs quotes")
        }
        m if m.contains("invalid basic string") || m.contains("invalid literal string") => {
            if quoted && (written.len() == 1 || !written.ends_with(&written[..1])) {
                "this text has no closing quote".to_owned()
            } else {
                "this text has a character that must be escaped".to_owned()
            }
        }
        m if m.starts_with("unexpected leading zero") => "a number begins with no 0".to_owned(),
        m if m.starts_with("invalid float") || m.starts_with("invalid integer") => {
            format!("`{written}` is no number and no date")
        }
        m if m.starts_with("key with no value") => "no `=` stands after this key".to_owned(),
        m if m.starts_with("invalid unquoted key") => {
            "a key has letters, digits, `-` and `_` only".to_owned()
        }
        m if m.starts_with("unexpected key or value") => {
            "more stands here than one value".to_owned()
        }
        other => other.to_owned(),
    };
    let hint = match message {
        m if m.starts_with("string values must be quoted") => hint(format!("write \"{written}\"")),
        "duplicate key" => hint(
            "a record begins with [[name]] in two brackets; a key may stand once in each"
                .to_owned(),
        ),
        m if m.starts_with("unclosed array table") => {
            hint("a record begins with [[name]]".to_owned())
        }
        m if m.starts_with("unclosed array") => hint("close the list with ]".to_owned()),
        m if m.starts_with("unclosed inline table") => hint("close it with }".to_owned()),
        m if m.starts_with("unexpected leading zero") => {
            hint(format!("write {}", written.trim_start_matches('0')))
        }
        m if m.starts_with("invalid float") || m.starts_with("invalid integer") => {
            hint("numbers are 12 or 12.5, dates are 2020-07-14".to_owned())
        }
        m if m.starts_with("missing comma") => hint("separate with commas".to_owned()),
        m if m.starts_with("extra `=`") => hint("one = between key and value".to_owned()),
        m if m.starts_with("key with no value") => {
            hint("write key = value; a key is one word".to_owned())
        }
        m if m.starts_with("invalid basic string") && quoted => {
            hint(format!("close it with {}", &written[..1]))
        }
        m if m.starts_with("unexpected key or value") => {
            hint("one key and one value on a line; remarks begin with #".to_owned())
        }
        _ => hint(
            if broken {
                "what follows cannot be trusted until this is mended"
            } else {
                "only this record is left out"
            }
            .to_owned(),
        ),
    };
    (said.into(), hint)
}

fn is_year_and_month(written: &str) -> bool {
    let bytes = written.as_bytes();
    bytes.len() == 7
        && bytes[4] == b'-'
        && bytes.iter().enumerate().all(|(n, b)| n == 4 || b.is_ascii_digit())
}
