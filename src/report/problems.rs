//! Problems for people and for scripts.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde_json::{Value as Json, json};

use crate::{
    model::{Problem, Severity},
    panel::json_keys::{JsonForm, JsonKey, always, perhaps},
};

/// A problem with its line, a caret under the place, and a hint.
pub fn problem_text(file: &str, problem: &Problem, colour: bool) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    // The renderer gets one cleaned line, never the file: it would index all of it each time.
    let byte = |chars: usize| {
        problem.line.char_indices().nth(chars).map_or(problem.line.len(), |(at, _)| at)
    };
    let caret = byte(problem.caret.0)..byte(problem.caret.1);
    let place = format!("{file}:{}:{}", problem.spot.line, problem.spot.column);
    let snippet = Snippet::source(&*problem.line)
        .line_start(problem.spot.line as usize)
        .annotation(AnnotationKind::Primary.span(caret));
    let title = level.primary_title(format!("{place}: {}", problem.message)).id(problem.code);
    let mut group = Group::with_title(title).element(snippet);
    if let Some(hint) = &problem.hint {
        group = group.element(Level::HELP.message(&**hint));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    text.push('\n');
    text
}

/// What a problem has.
pub const PROBLEM_KEYS: &[JsonKey] = &[
    always("file", JsonForm::Text, "the file"),
    always("line", JsonForm::Whole, "the line, from 1"),
    always("column", JsonForm::Whole, "the column, from 1, in characters"),
    always("severity", JsonForm::Words(&["error", "warning", "note"]), "how much it matters"),
    always("code", JsonForm::Text, "its sort"),
    always("message", JsonForm::Text, "what is wrong"),
    perhaps("hint", JsonForm::Text, "what to write instead"),
];

/// `{file, line, column, severity, code, message, hint}`
pub fn problem_json(file: &str, problem: &Problem) -> Json {
    json!({
        "file": file,
        "line": problem.spot.line,
        "column": problem.spot.column,
        "severity": problem.severity.word(),
        "code": problem.code,
        "message": &*problem.message,
        "hint": problem.hint.as_deref(),
    })
}
