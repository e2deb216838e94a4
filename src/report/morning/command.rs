//! The command that makes a page again.

use super::{Morning, WINDOW, default_since};
use crate::{
    app::Place,
    board::{Board, Knowledge},
    look::width,
    model::{Without, clean},
    report::sheet::PageFormat,
};

/// Its lines, for a shell, in so many columns.
pub(super) fn command(board: &Board, page_of: &Morning, columns: usize) -> Vec<String> {
    command_lines(&words(board, page_of), columns)
}

/// The command that makes the page again, word by word, as a shell takes them.
fn words(board: &Board, page_of: &Morning) -> Vec<String> {
    let mut words = vec!["sitboard".to_owned(), "report".to_owned()];
    match page_of.place {
        Place::File(path) => words.push(quoted(&path.to_string_lossy())),
        Place::Embedded(..) => {
            words.push(format!("--scenario {}", board.scenario().header.id));
        }
        Place::Input(_) | Place::Piped(..) => words.push("-".to_owned()),
    }
    words.push(format!("--as-of {}", board.clock.as_of));
    match board.clock.knowledge {
        Knowledge::Then => {}
        Knowledge::By(day) => words.push(format!("--known-by {day}")),
        Knowledge::Hindsight => words.push("--hindsight".to_owned()),
    }
    let without = board.scenario().without.as_ref();
    words.extend(without.into_iter().flat_map(Without::flags));
    if page_of.since != default_since(board.clock.as_of) {
        words.push(format!("--since {}", page_of.since));
    }
    if page_of.days != WINDOW {
        words.push(format!("--days {}", page_of.days));
    }
    if page_of.format != PageFormat::Markdown {
        words.push(format!("--format {}", page_of.format.name()));
    }
    if page_of.appendix {
        words.push("--appendix".to_owned());
    }
    words
}

/// A word as a shell takes it: in single quotes where it is not plain.
pub(in crate::report) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return clean(word);
    }
    format!("'{}'", clean(word).replace('\'', "'\\''"))
}

/// A command over several lines, each of which a shell joins with the next.
fn command_lines(words: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        let room = columns.saturating_sub(2);
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) => {
                line.push_str(" \\");
                lines.push(format!("  {word}"));
            }
            None => lines.push(word.clone()),
        }
    }
    lines
}
