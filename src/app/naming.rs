//! What a record is called in a sentence: by what it says, as everywhere on the board.

use super::App;
use crate::format::edit::Target;

impl App {
    /// A record by what it says, as the file has it now; one that is gone, as the board shows it.
    pub fn called(&self, target: &Target) -> String {
        let id = || target.id.to_string();
        let Some(board) = self.board() else { return id() };
        let index = self.open_scenario().and_then(|open| open.index());
        let now = index.and_then(|index| target.find(&index.scenario));
        let record = now.or_else(|| target.find(board.scenario()));
        record.map_or_else(id, |record| board.brief(record))
    }

    /// Whose word one of a record's accounts is: `account of SOFREP`.
    pub(super) fn account_called(&self, target: &Target, word: usize) -> String {
        let index = self.open_scenario().and_then(|open| open.index());
        let record = index.and_then(|index| target.find(&index.scenario));
        let voice = record.and_then(|record| record.words.get(word)?.voice());
        match voice.zip(self.board()) {
            Some((voice, board)) => format!("account of {}", board.voice_name(voice)),
            None => format!("account {word}"),
        }
    }
}
