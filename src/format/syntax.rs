//! What the TOML parser could not read: which errors break the file and which cost one value.

use toml_parser::{Source, lexer::TokenKind};

use super::source::{Problems, SourceText};
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
        (!is_structural(error.message())).then_some(*scalar)
    };
    let (values, structural): (Vec<_>, Vec<_>) =
        errors.iter().partition(|error| in_scalar(error).is_some());
    let broken = !structural.is_empty();
    for error in if broken { &structural } else { &values } {
        let span =
            error.span().map_or(Span::default(), |span| Span { start: span.start, end: span.end });
        let span = in_scalar(error).unwrap_or(span);
        let (message, hint) = words(error.message(), source.slice(span), broken);
        let code = if broken { "syntax" } else { "bad-value" };
        problems.push(source.problem(Severity::Error, code, span, message, hint));
    }
    let bad_values = values.iter().filter_map(|error| in_scalar(error)).collect();
    Syntax { bad_values, broken }
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

/// The single values of the text: strings and bare words that stand where a value may.
fn scalars(text: &str) -> Vec<Span> {
    let (mut spans, mut open) = (Vec::new(), Vec::new());
    let (mut value_next, mut line_open) = (false, true);
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Equals => value_next = true,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                // `[` where no value is due opens a table header, not an array.
                let is_array =
                    token.kind() == TokenKind::LeftSquareBracket && (value_next || !line_open);
                open.push(is_array);
                value_next = is_array;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                open.pop();
                value_next = false;
            }
            TokenKind::Comma => value_next = open.last().copied().unwrap_or(false),
            TokenKind::Newline => {
                value_next = open.last().copied().unwrap_or(false);
                line_open = open.is_empty();
                continue;
            }
            TokenKind::Whitespace | TokenKind::Comment => continue,
            // Parts of one value, such as the two halves of `20.5.1`, are one stretch.
            TokenKind::Atom
            | TokenKind::Dot
            | TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString => {
                let (start, end) = (token.span().start(), token.span().end());
                match spans.last_mut() {
                    Some(Span { end: last, .. }) if *last == start => *last = end,
                    _ if value_next => spans.push(Span { start, end }),
                    _ => {}
                }
            }
            TokenKind::Eof => break,
        }
        line_open = false;
    }
    spans
}

/// The parser's words in ours, with a hint for what people usually meant.
fn words(message: &str, written: &str, broken: bool) -> (Clean, Option<Clean>) {
    let hint = |text: String| Some(Clean::from(text));
    if is_year_and_month(written) {
        return ("a month needs quotes".into(), hint(format!("write \"{written}\"")));
    }
    if !broken && written.starts_with(|c: char| c.is_ascii_digit()) && written.contains('-') {
        return (
            format!("`{written}` is no date that exists").into(),
            hint("dates are YYYY-MM-DD".to_owned()),
        );
    }
    let said = match message {
        "duplicate key" => "this key stands twice in one table".to_owned(),
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
        m if m.contains("missing closing quote") || m.contains("missing escaped") => {
            hint("close the string with \"".to_owned())
        }
        m if m.starts_with("missing comma") => hint("separate with commas".to_owned()),
        m if m.contains("escape") => {
            hint("write \\\\ for a backslash, or put the text in 'single quotes'".to_owned())
        }
        m if m.starts_with("extra `=`") => hint("one = between key and value".to_owned()),
        m if m.starts_with("key with no value") => hint("write key = value".to_owned()),
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
