//! What is refused before it can hurt: files too large, too many tokens, nesting, endless strings.
//! Measured on the lexer's tokens, before any tree is built.

use toml_parser::{Source, lexer::TokenKind};

use super::source::SourceText;
use crate::model::{Code, Problem, Severity, Span};

/// Bytes of a scenario file.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Records of a scenario file.
pub const MOST_RECORDS: usize = 50_000;
/// Tokens of a scenario file: 50,000 full records with their spaces and line ends have some two
/// million, and the tree of as many stays below 256 MB.
pub const MOST_TOKENS: usize = 2_500_000;
/// Values of a scenario file (`=`): each becomes a node of the tree.
pub const MOST_VALUES: usize = 800_000;
/// Brackets within brackets.
pub const MOST_NESTING: usize = 16;
/// Bytes of one string.
pub const MOST_STRING: usize = 64 * 1024;

/// The first limit that the text passes, if any.
pub fn passed(source: &SourceText) -> Option<Problem> {
    let refuse = |code: Code, start: usize, end: usize, message: String, hint: &str| {
        let span = Span { start, end };
        Some(source.problem(Severity::Error, code, span, message, Some(hint.into())))
    };
    if source.text.len() > MOST_BYTES {
        let message = format!("the file is larger than {} MiB", MOST_BYTES >> 20);
        return refuse(
            "too-large",
            0,
            0,
            message,
            "big event files belong beside the scenario, as a [[feed]]",
        );
    }
    let (mut tokens, mut values, mut depth, mut records) = (0, 0, 0usize, 0);
    // Whether the line has opened no more than brackets: `[[` there begins a record.
    let mut fresh = true;
    let mut previous = TokenKind::Newline;
    for token in Source::new(source.text).lex() {
        let (start, end) = (token.span().start(), token.span().end());
        tokens += 1;
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                depth += 1;
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
            return refuse(
                "too-many-tokens",
                start,
                end,
                message,
                "big event files belong beside the scenario, as a [[feed]]",
            );
        }
        if records > MOST_RECORDS {
            let message = format!("more than {MOST_RECORDS} records");
            return refuse(
                "too-many-records",
                start,
                end,
                message,
                "big event files belong beside the scenario, as a [[feed]]",
            );
        }
        fresh = match token.kind() {
            TokenKind::Newline => depth == 0,
            TokenKind::Whitespace | TokenKind::LeftSquareBracket => fresh,
            _ => false,
        };
        previous = token.kind();
    }
    None
}
