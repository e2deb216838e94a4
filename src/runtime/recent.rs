//! The commands that were chosen last in the palette, kept in the reader's own state folder. What
//! cannot be read again is as good as never kept.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::why::{shown, why};
use super::{opening, private, save};
use crate::command::Command;
use crate::model::Refusal;

/// The form of what is kept; another one is not read.
const FORM: u32 = 1;
/// The longest file that is read, in bytes.
const LONGEST: usize = 16 * 1024;
const FILE: &str = "commands.recent";

#[derive(Serialize, Deserialize)]
struct KeptCommands {
    sitboard_recent: u32,
    /// By their names, the latest first.
    commands: Vec<String>,
}

/// The folder in which they are kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recent {
    folder: PathBuf,
}

impl Recent {
    /// The reader's own; `None` where the environment names no place for it.
    pub fn of_reader() -> Option<Recent> {
        private::folder().map(|folder| Recent { folder })
    }

    /// The commands of the runs before, the latest first; none where none are kept.
    pub fn read(&self) -> Vec<Command> {
        let kept = opening::read(&self.folder.join(FILE), LONGEST).ok();
        let kept: Option<KeptCommands> = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
        let kept = kept.filter(|kept| kept.sitboard_recent == FORM);
        let names = kept.map(|kept| kept.commands).unwrap_or_default();
        names.iter().filter_map(|name| Command::from_kebab(name)).collect()
    }

    /// Keeps them in the place of those before.
    pub fn write(&self, commands: &[Command]) -> Result<(), Refusal> {
        let commands = commands.iter().map(|command| command.kebab()).collect();
        let kept = KeptCommands { sitboard_recent: FORM, commands };
        let kept = serde_json::to_vec(&kept).map_err(|error| Refusal::from(error.to_string()))?;
        private::open_folder(&self.folder)
            .map_err(|error| format!("{}: {}", shown(&self.folder), why(&error)))?;
        save::put(&self.folder.join(FILE), &[&kept, b"\n"]).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_chosen_last_is_there_in_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Recent { folder: folder.path().join("state/sitboard") };
        assert_eq!(recent.read(), []);
        let commands = [Command::Theme, Command::Slot(1), Command::GoTo("map")];
        recent.write(&commands).unwrap();
        assert_eq!(recent.read(), commands);
        recent.write(&commands[1..]).unwrap();
        assert_eq!(recent.read(), commands[1..]);
        let other = r#"{"sitboard_recent":1,"commands":["theme","gone","<b>"]}"#;
        fs::write(recent.folder.join(FILE), other).unwrap();
        assert_eq!(recent.read(), [Command::Theme], "a name that is none any more is passed over");
        fs::write(recent.folder.join(FILE), "no JSON").unwrap();
        assert_eq!(recent.read(), []);
    }
}
