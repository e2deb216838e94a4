//! The one table of commands. Keys, help, palette, footer and the README's key table all read it.

use super::Chord;

macro_rules! commands {
    ($($group:ident { $($name:ident $keys:literal $doc:literal),+ $(,)? })+) => {
        /// What a user can want.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Command { $($($name),+),+ }

        /// Every command, in the order of the help.
        pub static COMMANDS: &[Row] = &[$($(
            Row { command: Command::$name, group: Group::$group, keys: $keys, doc: $doc }
        ),+),+];
    };
}

/// A row of the table: a command, the keys that ask for it, what it does.
#[derive(Debug)]
pub struct Row {
    pub command: Command,
    pub group: Group,
    /// Keys separated by spaces, as `Chord::parse` reads them.
    keys: &'static str,
    pub doc: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    Panels,
    Moving,
    Records,
    Time,
    Scenarios,
    Board,
}

impl Group {
    pub fn title(self) -> &'static str {
        match self {
            Group::Panels => "Panels",
            Group::Moving => "Moving",
            Group::Records => "Records",
            Group::Time => "Time",
            Group::Scenarios => "Scenarios",
            Group::Board => "The board",
        }
    }
}

commands! {
    Panels {
        NextPanel "Tab" "next panel",
        PreviousPanel "S-Tab" "previous panel",
        PatrolLog "1" "patrol log",
        AttackList "2" "attack list",
        DisplacementGauge "3" "displacement gauge",
        ActorRoster "4" "actor roster",
        Timeline "5" "timeline; h and l move the day",
        Accounts "6" "rival accounts: every contested key, voice by voice",
        Agreement "7" "the agreement: clause by clause, for and against",
        Ledgers "8" "ledgers: each party's count beside the other's",
        Statements "9" "statements",
        Assessments "0" "assessments, apart from facts",
        Indicators "I" "indicators, and sources gone silent",
        WindowTable "M" "the window table: incidents and tallies against the window before",
        ToCheck "v" "what is still to be checked",
        Zoom "z" "one panel over the whole board, with more columns",
    }
    Moving {
        Down "j Down" "down",
        Up "k Up" "up",
        Left "h Left" "panel or voice to the left",
        Right "l Right" "panel or voice to the right",
        First "g Home" "first row",
        Last "G End" "last row",
        PageDown "PageDown" "a page down",
        PageUp "PageUp" "a page up",
        HalfPageDown "C-d" "half a page down",
        HalfPageUp "C-u" "half a page up",
    }
    Records {
        Open "Enter" "every voice on the selected record; follow a reference",
        Back "BS" "back to where the reference was followed",
        Escape "Esc" "close what lies on top, then the filter, then the zoom",
        Search "/" "search in this panel",
        SearchNext "n" "next hit",
        SearchPrevious "N" "previous hit",
        Filter "f" "filter the board",
        ClearFilter "F" "no filter",
        Sort "s" "sort by the next column",
        SortReverse "S" "sort the other way round",
    }
    Time {
        NextChange "." "to the next day on which something happened or became known",
        PreviousChange "," "to the previous one",
        NextDay ">" "a day on",
        PreviousDay "lt" "a day back",
        NextWeek "}" "a week on",
        PreviousWeek "{" "a week back",
        GoToDay "t" "to a day: 2020-07-14, 14 jul, 3d ago, D+100, moscow-protocol+7d, now",
        LastDay "T" "to the last day in the file",
        Play "p" "play day by day; any key stops",
        Window "W" "the next window of tempo: 7, 14, 28 days",
        Changes "d" "what changed since the baseline",
        Baseline "D" "the baseline: a day, last (when you closed this board), or a file",
        Hindsight "K" "known then, or in hindsight",
    }
    Scenarios {
        Scenarios "o" "choose a scenario",
        PreviousScenario "[" "previous scenario",
        NextScenario "]" "next scenario",
        Reload "r F5" "read the file again",
        Problems "!" "problems of the file, notes on its sources",
    }
    Board {
        MorningPage "R" "the morning page: read it, then save it",
        Help "? F1" "this help",
        Palette ":" "every command and every record, by name",
        Mouse "F2" "mouse on or off; off, the terminal's own selection works",
        Theme "F3" "next theme",
        Redraw "C-l" "draw the screen anew",
        Suspend "C-z" "to the shell; fg comes back",
        Quit "q" "quit",
        Interrupt "C-c" "quit at once",
    }
}

impl Command {
    pub fn row(self) -> &'static Row {
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The command that a key asks for.
    pub fn of(chord: Chord) -> Option<Command> {
        COMMANDS.iter().find(|row| row.chords().any(|known| known == chord)).map(|row| row.command)
    }
}

impl Row {
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.split(' ').filter_map(Chord::parse)
    }

    /// Its keys in words: `j, Down`.
    pub fn keys(&self) -> String {
        self.chords().map(|chord| chord.to_string()).collect::<Vec<_>>().join(", ")
    }

    /// Its first key.
    pub fn key(&self) -> String {
        self.chords().next().map(|chord| chord.to_string()).unwrap_or_default()
    }
}

/// The key table of the README, in Markdown.
pub fn key_table() -> String {
    let mut table = String::from("| key | what it does |\n| --- | --- |\n");
    for row in COMMANDS {
        let keys: Vec<String> = row.chords().map(|chord| format!("`{chord}`")).collect();
        table.push_str(&format!("| {} | {} |\n", keys.join(" "), row.doc));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_asks_for_one_command() {
        let mut seen = HashSet::new();
        for row in COMMANDS {
            assert_eq!(
                row.keys.split(' ').count(),
                row.chords().count(),
                "{:?}: unreadable key",
                row.command
            );
            for chord in row.chords() {
                assert!(seen.insert(chord), "{chord} stands twice");
                assert_eq!(Command::of(chord), Some(row.command));
            }
        }
    }
}
