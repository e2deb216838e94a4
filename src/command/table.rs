//! The one table of commands: what each does, its keys, what it needs. Keys, help, palette, footer
//! and the README's key table all read it.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::Chord;

macro_rules! commands {
    ($($group:ident { $($name:ident $keys:literal $doc:literal $needs:ident),+ $(,)? })+) => {
        /// What a user can want.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Command { $($($name),+),+ }

        /// Every command, in the order of the help.
        pub static COMMANDS: &[Row] = &[$($(
            Row {
                command: Command::$name,
                group: Group::$group,
                keys: $keys,
                doc: $doc,
                needs: Needs::$needs,
            }
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
    pub needs: Needs,
}

/// What must be there before a command can run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    Nothing,
    Board,
    /// Something that was searched for.
    Search,
    Filter,
    /// A selected record, or an open detail.
    Selection,
    /// An open detail.
    Detail,
    /// More than one scenario.
    Scenarios,
    /// A file, or else what can be read again.
    Source,
    Problems,
    /// A feed that is being read.
    Reading,
    /// A file that can be changed.
    Change,
    /// That something may be changed at all.
    Editor,
    /// A file that can be changed, and a selected record.
    ChangeOf,
    /// A change that can be undone.
    Undo,
    /// A change that was undone.
    Redo,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    Panels,
    Moving,
    Map,
    Records,
    Entry,
    Time,
    Scenarios,
    Board,
}

impl Group {
    pub fn title(self) -> &'static str {
        match self {
            Group::Panels => "Panels",
            Group::Moving => "Moving",
            Group::Map => "The map",
            Group::Records => "Records",
            Group::Entry => "Entry",
            Group::Time => "Time",
            Group::Scenarios => "Scenarios",
            Group::Board => "The board",
        }
    }
}

commands! {
    Panels {
        NextPanel "Tab" "next panel" Nothing,
        PreviousPanel "S-Tab" "previous panel" Nothing,
        PatrolLog "1" "patrol log" Nothing,
        AttackList "2" "attack list" Nothing,
        DisplacementGauge "3" "displacement gauge" Nothing,
        ActorRoster "4" "actor roster" Nothing,
        Timeline "5" "timeline; h and l move the day" Nothing,
        Accounts "6" "rival accounts: every contested key, voice by voice" Nothing,
        Agreement "7" "the agreement: clause by clause, for and against" Nothing,
        Map "8" "the map: routes, corridors, what happened where" Nothing,
        Ledgers "L" "ledgers: each party's count beside the other's" Nothing,
        Corridor "9" "the corridor: how far patrols got, where they were hit, what is unseen" Nothing,
        Statements "V" "statements" Nothing,
        Assessments "0" "assessments, apart from facts" Nothing,
        Indicators "I" "indicators, and sources gone silent" Nothing,
        WindowTable "M" "the window table: incidents and tallies against the window before" Nothing,
        ToCheck "v" "what is still to be checked" Nothing,
        Zoom "z" "one panel over the whole board, with more columns" Board,
    }
    Moving {
        Down "j Down" "down" Nothing,
        Up "k Up" "up" Nothing,
        Left "h Left" "panel or voice to the left; on the map, each way to the nearest mark" Nothing,
        Right "l Right" "panel or voice to the right" Nothing,
        NextRow ")" "the next row; on the map, also of those on one spot" Board,
        PreviousRow "(" "the row before" Board,
        First "g Home" "first row" Nothing,
        Last "G End" "last row" Nothing,
        PageDown "PageDown" "a page down" Nothing,
        PageUp "PageUp" "a page up" Nothing,
        HalfPageDown "C-d" "half a page down" Nothing,
        HalfPageUp "C-u" "half a page up" Nothing,
    }
    Map {
        Closer "+ =" "the map closer" Board,
        Farther "-" "the map from farther off" Board,
        FitMap "Space" "all of the map" Board,
        CentreMap "c" "the selected record in the middle of the map" Selection,
        PanLeft "S-Left" "the map a little to the west" Board,
        PanRight "S-Right" "the map a little to the east" Board,
        PanUp "S-Up" "the map a little to the north" Board,
        PanDown "S-Down" "the map a little to the south" Board,
    }
    Records {
        Open "Enter" "every voice on the selected record; follow a reference" Selection,
        Back "BS" "back to where the reference was followed" Detail,
        Escape "Esc" "close what lies on top, then the page, the filter, the zoom" Nothing,
        Search "/" "search in this panel" Board,
        SearchNext "n" "next hit" Search,
        SearchPrevious "N" "previous hit" Search,
        Filter "f" "filter the board" Board,
        ClearFilter "F" "no filter" Filter,
        Sort "s" "sort by the next column" Board,
        SortReverse "S" "sort the other way round" Board,
    }
    Entry {
        AddRecord "a" "add a record of this panel's kind; : add chooses another" Change,
        AddLine "i" "add a record in one line" Change,
        AddAccount "A" "add an account: another voice on the selected record" ChangeOf,
        EditRecord "e" "change the selected record, or the voice chosen in its detail" ChangeOf,
        Duplicate "yd" "add a record that begins as the selected one" ChangeOf,
        Withdraw "x" "withdraw the selected account, on a day" ChangeOf,
        Remove "Del" "remove the selected record, or the account chosen in its detail" ChangeOf,
        Undo "u" "undo the last change" Undo,
        Redo "C-r" "make it again" Redo,
        SaveScenario "w" "save the changes into the file" Change,
        Editor "E" "open the file in $VISUAL or $EDITOR, at the record" Editor,
    }
    Time {
        NextChange "." "to the next day on which something happened or became known" Board,
        PreviousChange "," "to the previous one" Board,
        NextDay ">" "a day on" Board,
        PreviousDay "lt" "a day back" Board,
        NextWeek "}" "a week on" Board,
        PreviousWeek "{" "a week back" Board,
        GoToDay "t" "to a day: 2020-07-14, 14 jul, 3d ago, D+100, moscow-protocol+7d, now" Board,
        LastDay "T" "to the last day in the file" Board,
        Play "p" "play day by day; any key stops" Board,
        Window "W" "the next window of tempo: 7, 14, 28 days" Board,
        Changes "d" "what changed since the baseline" Board,
        Baseline "D" "the baseline: a day, last (when you closed this board), or a file" Board,
        Hindsight "K" "known then, or in hindsight" Board,
    }
    Scenarios {
        Scenarios "o" "choose a scenario" Nothing,
        PreviousScenario "[" "previous scenario" Scenarios,
        NextScenario "]" "next scenario" Scenarios,
        Reload "r F5" "read the file again" Source,
        StopReading "X" "stop reading the files of feeds; r begins again" Reading,
        Problems "!" "problems of the file, notes on its sources" Problems,
    }
    Board {
        MorningPage "R" "the morning page: read it, then save it" Board,
        Help "? F1" "this help" Nothing,
        Palette ":" "every command and every record, by name" Nothing,
        Mouse "F2" "mouse on or off; off, the terminal's own selection works" Nothing,
        Theme "F3" "next theme" Nothing,
        Redraw "C-l" "draw the screen anew" Nothing,
        Suspend "C-z" "to the shell; fg comes back" Nothing,
        Quit "q" "quit" Nothing,
        Interrupt "C-c" "quit at once" Nothing,
    }
}

/// Every key with what it asks for, read once: a paste without brackets may press thousands.
static KEYS: LazyLock<HashMap<Chord, Command>> = LazyLock::new(|| {
    COMMANDS.iter().flat_map(|row| row.chords().map(|chord| (chord, row.command))).collect()
});

/// The letters that are the first of two.
static PREFIXES: LazyLock<HashSet<char>> =
    LazyLock::new(|| KEYS.keys().filter_map(|chord| chord.after).collect());

impl Command {
    pub fn row(self) -> &'static Row {
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The command that a key asks for.
    pub fn of(chord: Chord) -> Option<Command> {
        KEYS.get(&chord).copied()
    }
}

impl Command {
    /// Whether a key is the first of two that ask for a command.
    pub fn is_prefix(chord: Chord) -> bool {
        chord.letter().is_some_and(|first| PREFIXES.contains(&first))
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
