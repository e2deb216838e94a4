//! What is refused before it can hurt: files too large, too many tokens, nesting, endless strings.
//! Measured on the lexer's tokens, before any tree is built.

use toml_parser::{
    ErrorSink, ParseError, Source, Span as TokenSpan,
    decoder::Encoding,
    lexer::TokenKind,
    parser::{Event, EventKind, EventReceiver, ValidateWhitespace, parse_document},
};

use super::source::SourceText;
use crate::model::{Code, Problem, Severity, Span};

/// Bytes of a scenario file.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Records of a scenario file.
pub const MOST_RECORDS: usize = 50_000;
/// Tokens of a scenario file. The parser keeps 48 bytes for each beside the tree, so that as many
/// stay below 256 MB; they are some 14,000 records with all their keys and an account, or 50,000
/// short ones.
pub const MOST_TOKENS: usize = 2_500_000;
/// Values of a scenario file (`=`): each becomes a node of the tree and an entry of a record.
pub const MOST_VALUES: usize = 300_000;
/// Places that are no TOML: each costs the tree as much as a record.
pub const MOST_ERRORS: usize = 10_000;
/// Brackets within brackets, and dots in a key.
pub const MOST_NESTING: usize = 16;
/// Bytes of one string.
pub const MOST_STRING: usize = 64 * 1024;

const FEED: &str = "big event files belong beside the scenario, as a [[feed]]";

/// The file as a whole is too large; nothing of it is looked at.
pub fn too_large() -> Problem {
    let message = format!("the file is larger than {} MiB", MOST_BYTES >> 20);
    let nowhere = Span::default();
    SourceText::new("").problem(Severity::Error, "too-large", nowhere, message, Some(FEED.into()))
}

/// The first limit that the text passes, if any.
pub fn passed(source: &SourceText) -> Option<Problem> {
    let refuse = |code: Code, start: usize, end: usize, message: String, hint: &str| {
        let span = Span { start, end };
        Some(source.problem(Severity::Error, code, span, message, Some(hint.into())))
    };
    let (mut tokens, mut values, mut depth, mut records) = (0, 0, 0usize, 0);
    let (mut tables, mut dots) = (0, 0);
    // Whether the line has opened no more than brackets: `[[` there begins a record.
    let mut fresh = true;
    let mut previous = TokenKind::Newline;
    for token in Source::new(source.text).lex() {
        let (start, end) = (token.span().start(), token.span().end());
        tokens += 1;
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                depth += 1;
                tables += usize::from(fresh && depth == 1);
                if depth > MOST_NESTING {
                    let message = format!("nested more than {MOST_NESTING} deep");
                    return refuse(
                        "too-deep",
                        start,
                        end,
                        message,
                        "no key of the format nests this deep; a bracket may not be closed",
                    );
                }
                if fresh && depth == 2 && previous == TokenKind::LeftSquareBracket {
                    records += 1;
                }
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1)
            }
            TokenKind::Equals => values += 1,
            TokenKind::Dot => {
                dots += 1;
                if dots > MOST_NESTING {
                    let message = format!("a key of more than {MOST_NESTING} parts");
                    let hint = "no key of the format nests this deep";
                    return refuse("too-deep", start, end, message, hint);
                }
            }
            TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString
                if end - start > MOST_STRING =>
            {
                let message = format!("a string of more than {} KiB", MOST_STRING >> 10);
                return refuse(
                    "too-long",
                    start,
                    start + 1,
                    message,
                    "a closing quote may be missing; long texts belong in a file of their own",
                );
            }
            _ => {}
        }
        if tokens > MOST_TOKENS || values > MOST_VALUES {
            let message = "more tokens than any scenario needs".to_owned();
            return refuse("too-many-tokens", start, end, message, FEED);
        }
        if tables > MOST_TABLES {
            let message = "more tables than any scenario needs".to_owned();
            return refuse("too-many-tokens", start, end, message, FEED);
        }
        if records > MOST_RECORDS {
            let message = format!("more than {MOST_RECORDS} records");
            return refuse("too-many-records", start, end, message, FEED);
        }
        fresh = match token.kind() {
            TokenKind::Newline => depth == 0,
            TokenKind::Whitespace | TokenKind::LeftSquareBracket => fresh,
            _ => false,
        };
        if matches!(token.kind(), TokenKind::Newline | TokenKind::Equals | TokenKind::Comma) {
            dots = 0;
        }
        previous = token.kind();
    }
    // Fewer tokens cannot hold more errors than there is room for.
    if tokens > HARMLESS { too_many_errors(source) } else { None }
}

/// Tables of a scenario file, of whatever name: each is a tree of its own.
const MOST_TABLES: usize = 150_000;

/// Tokens whose errors, were each of them one, fit into memory beside the tree.
const HARMLESS: usize = 700_000;

/// Refuses what is hardly TOML at all: the parser would keep every error beside the tree.
fn too_many_errors(source: &SourceText) -> Option<Problem> {
    let toml = Source::new(source.text);
    let (mut count, mut first) = (0, None);
    let mut errors = |error: ParseError| {
        count += 1;
        first.get_or_insert(error.unexpected().map_or(0, |span| span.start()));
    };
    let mut values = Values(toml);
    let mut receiver = ValidateWhitespace::new(&mut values, toml);
    parse_document(&toml.lex().into_vec(), &mut receiver, &mut errors);
    (count > MOST_ERRORS).then(|| {
        let at = first.unwrap_or(0);
        let message = format!("{count} places from here on cannot be read: this is no scenario");
        let span = Span { start: at, end: at + 1 };
        let hint = Some("is this the file you meant?".into());
        source.problem(Severity::Error, "too-many-errors", span, message, hint)
    })
}

/// Tries every single value and keeps none.
struct Values<'a>(Source<'a>);

impl EventReceiver for Values<'_> {
    fn scalar(&mut self, span: TokenSpan, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        let event = Event::new_unchecked(EventKind::Scalar, kind, span);
        if let Some(raw) = self.0.get(event) {
            let _kind = raw.decode_scalar(&mut (), error);
        }
    }

    fn simple_key(&mut self, span: TokenSpan, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        let event = Event::new_unchecked(EventKind::SimpleKey, kind, span);
        if let Some(raw) = self.0.get(event) {
            raw.decode_key(&mut (), error);
        }
    }
}
