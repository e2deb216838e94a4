//! The files that bear a record out, in its detail.

use crate::{
    board::{Board, human},
    command::Command,
    look::{Align, Phrase, Role, wrap},
    model::{Evidence, Record, Word},
};

/// What comes before the lines of one file that do not begin it.
const INDENT: &str = "  ";

/// The list of a record's files, with its heading; empty where it has none.
pub(super) fn in_detail(board: &Board, record: &Record, cells: usize) -> Vec<Phrase> {
    let files = board.evidence(record);
    let mut lines: Vec<Phrase> =
        files.flat_map(|(word, file)| lines(board, (word, file), cells)).collect();
    if !lines.is_empty() {
        let key = format!("  {} opens one, after a question", Command::PutAside.key());
        let heading = Phrase::new("evidence", Role::Heading).and(key, Role::Dim);
        lines.splice(0..0, [Phrase::default(), heading.fit(cells, Align::Left)]);
    }
    lines
}

/// One file: what it is and its name, then who made it, when, the first digits of its hash and whose
/// word it bears out; its remark and its addresses below.
fn lines(board: &Board, (word, file): (&Word, &Evidence), cells: usize) -> Vec<Phrase> {
    let role = if board.is_withdrawn(word) { Role::Withdrawn } else { Role::Plain };
    let name = Phrase::dim(format!("{} ", file.kind.word())).and(file.file.as_str(), role);
    let name = if file.is_private { name.and("  private", Role::Warning) } else { name };
    let by = file.by.as_ref().map(|by| format!("by {by}"));
    let taken = file.taken.as_ref().map(|when| format!("taken {}", human(when, board.clock.as_of)));
    let hash = Some(format!("hash {}…", file.first_digits()));
    let voice = word.voice().map(|voice| format!("with the word of {}", board.voice_name(voice)));
    let said: Vec<String> = [by, taken, hash, voice].into_iter().flatten().collect();
    let room = cells.saturating_sub(INDENT.len()).max(1);
    let below = |text: &str| wrap(text, room);
    let mut lines: Vec<Phrase> = name.broken(cells.max(1));
    let url = file.url.as_ref().map(|url| format!("found at {url}"));
    let archived = file.archived.as_ref().map(|url| format!("archived at {url}"));
    let note = file.note.as_ref().map(ToString::to_string);
    let all = [Some(said.join(" · ")), note, url, archived].into_iter().flatten();
    let all = all.flat_map(|text| below(&text));
    lines.extend(all.map(|line| Phrase::dim(format!("{INDENT}{line}"))));
    lines
}
