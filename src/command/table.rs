//! The one table of commands: what each does, its keys and where they ask for it, what it needs.
//! Keys, help, palette, footer, hints, messages and the reference's key table all read it.

use super::{Chord, Context};

macro_rules! commands {
    // Behind a semicolon stand the commands that go to a panel.
    ($($group:ident in $context:ident {
        $($name:ident $keys:literal $doc:literal $needs:ident $(also $($also:ident)+)?),+ $(,)?
        $(; $($goal:ident($panel:literal) $panel_keys:literal),+ $(,)?)?
    })+) => {
        /// What a user can want.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Command {
            /// To the panel that stands in a slot of the front, from 0.
            Slot(usize),
            /// To a panel, by its name on the command line.
            GoTo(&'static str),
            $($(#[doc = $doc] $name),+),+
        }

        /// Every command, in the order of the help.
        pub static COMMANDS: &[CommandRow] = &[$(
            $(CommandRow {
                command: Command::$name,
                name: stringify!($name),
                group: CommandGroup::$group,
                contexts: &[Context::$context $($(, Context::$also)+)?],
                keys: $keys,
                doc: Some($doc),
                needs: Needs::$needs,
            },)+
            $($(CommandRow {
                command: Command::$goal($panel),
                name: concat!(stringify!($goal), " ", $panel),
                group: CommandGroup::$group,
                contexts: &[Context::$context],
                keys: $panel_keys,
                doc: None,
                needs: Needs::Nothing,
            },)+)?
        )+];
    };
}

/// A row of the table: a command, the keys that ask for it and where, what it does.
#[derive(Debug)]
pub struct CommandRow {
    /// What runs when one of the keys is pressed or the name is chosen.
    pub command: Command,
    /// The command's own name, as the table writes it.
    pub name: &'static str,
    /// The part of the help that it is listed in.
    pub group: CommandGroup,
    /// Where its keys ask for it.
    pub contexts: &'static [Context],
    /// Keys separated by spaces, as `Chord::parse` reads them.
    keys: &'static str,
    /// What it does; a command's name in braces stands for the key of that command. `None` of a
    /// command that goes to a panel, which says so itself.
    pub doc: Option<&'static str>,
    /// What must be there for it to run; without it the board says why not.
    pub needs: Needs,
}

/// What must be there before a command can run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// It always runs.
    Nothing,
    /// A scenario that could be read.
    Board,
    /// Something that was searched for.
    Search,
    /// A filter that is set.
    Filter,
    /// A story of the scenario, and no tour over the board.
    Story,
    /// A selected record, or an open detail.
    Selection,
    /// An open detail.
    Detail,
    /// More than one scenario.
    Scenarios,
    /// A file, or else what can be read again.
    Source,
    /// At least one problem of the file.
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

/// A part of the help, and of the table of keys in the reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommandGroup {
    /// Which panel has the keys.
    Panels,
    /// From row to row and page to page.
    Moving,
    /// Zoom and place of the map's view.
    Map,
    /// Opening, searching, filtering and sorting records.
    Records,
    /// Entering and changing records, undoing, saving.
    Entry,
    /// The day that the board stands at, and playing through days.
    Time,
    /// Which open scenario is seen, and reading its files again.
    Scenarios,
    /// The whole board: morning page, help, palette, theme, leaving it.
    Board,
    /// Stories that the scenario tells.
    Stories,
    /// Being led over the board.
    Tour,
    /// Choosing from a list, or by name.
    Lists,
    /// Filling in a form, or a record in one line.
    Forms,
    /// The line below the board, for searches and filters.
    Prompts,
    /// Answers to a question, and which of two versions is kept.
    Questions,
    /// Moving and deleting within any text.
    Typing,
}

impl CommandGroup {
    /// Its heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            CommandGroup::Panels => "Panels",
            CommandGroup::Moving => "Moving",
            CommandGroup::Map => "The map",
            CommandGroup::Records => "Records",
            CommandGroup::Entry => "Entry",
            CommandGroup::Time => "Time",
            CommandGroup::Scenarios => "Scenarios",
            CommandGroup::Board => "The board",
            CommandGroup::Stories => "Stories",
            CommandGroup::Tour => "The tour",
            CommandGroup::Lists => "Lists and the palette",
            CommandGroup::Forms => "Forms and the one line",
            CommandGroup::Prompts => "Prompts",
            CommandGroup::Questions => "Questions and clashes",
            CommandGroup::Typing => "Typing",
        }
    }

    /// Whether the help and the reference list its keys; the others are named where they are of use.
    pub fn is_listed(self) -> bool {
        match self {
            CommandGroup::Panels
            | CommandGroup::Moving
            | CommandGroup::Map
            | CommandGroup::Records
            | CommandGroup::Entry
            | CommandGroup::Time
            | CommandGroup::Scenarios
            | CommandGroup::Board
            | CommandGroup::Stories => true,
            CommandGroup::Tour
            | CommandGroup::Lists
            | CommandGroup::Forms
            | CommandGroup::Prompts
            | CommandGroup::Questions
            | CommandGroup::Typing => false,
        }
    }
}

commands! {
    Panels in Board {
        NextPanel "Tab" "next panel" Nothing,
        PreviousPanel "S-Tab" "previous panel" Nothing;
        Slot(0) "1",
        Slot(1) "2",
        Slot(2) "3",
        Slot(3) "4",
        GoTo("patrols") ";p",
        GoTo("attacks") ";a",
        GoTo("displacement") ";d",
        GoTo("actors") ";n",
        GoTo("timeline") "5 ;t",
        GoTo("accounts") "6 ;o",
        GoTo("agreement") "7 ;g",
        GoTo("map") "8 ;m",
        GoTo("ledgers") "L ;l",
        GoTo("corridor") "9 ;k",
        GoTo("zones") "J ;z",
        GoTo("statements") "V ;s",
        GoTo("events") "H ;e",
        GoTo("restrictions") ";r",
        GoTo("handovers") ";h",
        GoTo("weapons") ";w",
        GoTo("cases") ";c",
        GoTo("assessments") "0 ;j",
        GoTo("bulletins") ";b",
        GoTo("indicators") "I ;i",
        GoTo("window") "M ;x",
        GoTo("to-check") "v ;v",
        GoTo("figures") "C ;f",
        GoTo("why") "Y ;y",
        GoTo("without") "U ;u",
    }
    Panels in Board {
        Zoom "z" "one panel over the whole board, with more columns" Board,
        ToFront "b" "a page to the front, in the place of the panel that had the keys before; there, the panel of the scenario back in its place" Board,
    }
    Moving in Board {
        Down "j Down" "down" Nothing also List Versions,
        Up "k Up" "up" Nothing also List Versions,
        Left "h Left" "panel or voice to the left; on the map, each way to the nearest mark" Nothing,
        Right "l Right" "panel or voice to the right" Nothing,
        Whole "Space" "a clause of the agreement closed, or open again; on the map, all of it; in the corridor, the next route" Board,
        NextRow ")" "the next row; on the map, also of those on one spot" Board also List Versions,
        PreviousRow "(" "the row before" Board also List Versions,
        First "g Home" "first row" Nothing also List Versions,
        Last "G End" "last row" Nothing also List Versions,
        PageDown "PageDown" "a page down" Nothing also List Versions Palette Form,
        PageUp "PageUp" "a page up" Nothing also List Versions Palette Form,
        HalfPageDown "C-d" "half a page down" Nothing also List Versions,
        HalfPageUp "C-u" "half a page up" Nothing also List Versions,
    }
    Map in Board {
        Closer "+ =" "the map closer" Board,
        Farther "-" "the map from farther off" Board,
        CentreMap "c" "the selected record in the middle of the map" Selection,
        PanLeft "S-Left" "the map a little to the west" Board,
        PanRight "S-Right" "the map a little to the east" Board,
        PanUp "S-Up" "the map a little to the north" Board,
        PanDown "S-Down" "the map a little to the south" Board,
    }
    Records in Board {
        Open "Enter" "every voice on the selected record; follow a reference" Selection,
        StandingDetail "P" "what the header says of the patrols: whose word, why, what is said of it; again, of the agreement" Board,
        Back "BS" "back to where the reference was followed" Detail,
        Escape "Esc" "close what lies on top, then the page, the filter, the zoom" Nothing also Anywhere,
        Search "/" "search in this panel, or in the help" Board also List,
        SearchNext "n" "next hit" Search,
        SearchPrevious "N" "previous hit" Search,
        Filter "f" "filter the board" Board,
        ClearFilter "F F9" "no filter" Filter,
        Sort "s" "sort by the next column" Board,
        SortReverse "S" "sort the other way round" Board,
        KeepView "Q" "keep how the board is looked at under a name: page, day, clock, filter, order, selection" Board,
        Views "'" "the views that are kept; the first is how the board opens" Board also List,
        PutAside "O" "put voices aside: sources, kinds of source, all below a grade; none of them, all speak; in a detail, open a file of evidence or a link, after a question" Board,
    }
    Records in Board {
        CopyRow "yy" "copy the selected row in words" Selection,
        CopyCitation "yc" "copy its citation: what is said, voice, grade, day, address" Selection,
        CopyId "yi" "copy its id" Selection,
        CopyView "yv" "copy the command that tells what this panel tells" Board,
        CopyCsv "yt" "copy the rows of this panel as CSV" Board,
        CopyMarkdown "ym" "copy them in Markdown" Board,
    }
    Entry in Board {
        AddRecord "a" "add a record of this panel's kind; {Palette} add chooses another" Change,
        AddLine "i" "add a record in one line" Change,
        ChooseBulletin "B" "the bulletin that new records rest on, by its id or serial; none of it, each stands for itself" Change,
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
    Time in Board {
        NextChange "." "to the next day on which something happened or became known" Board,
        PreviousChange "," "to the previous one" Board,
        NextDay ">" "a day on" Board,
        PreviousDay "<" "a day back" Board,
        NextWeek "} C-Right" "a week on" Board,
        PreviousWeek "{ C-Left" "a week back" Board,
        GoToDay "t" "to a day: 2020-07-14, 14 jul, mon, yesterday, 3d ago, D+100, moscow-protocol+7d, today, last" Board,
        LastDay "T" "to the last day in the file" Board,
        Play "p" "play day by day: {Closer} faster, {Farther} slower, {Play} pauses, any other key stops" Board,
        Window "W" "the next window of tempo: 7, 14, 28 days" Board,
        Stretch "Z F6" "the days of the timeline: since the agreement, the last ones, all of the file" Board,
        Changes "d" "what changed since the baseline, by default the day before" Board also List,
        Baseline "D F4" "the baseline: a day, 7d ago (moves along), closed (when you closed this board), or a file" Board also List,
        Hindsight "K" "known then, or in hindsight" Board,
    }
    Scenarios in Board {
        Scenarios "o" "choose a scenario" Nothing also List,
        PreviousScenario "[ F7" "previous scenario" Scenarios,
        NextScenario "] F8" "next scenario" Scenarios,
        Reload "r F5" "read the file again" Source,
        StopReading "X" "stop reading the files of feeds; {Reload} begins again" Reading,
        Problems "!" "problems of the file, notes on its sources" Problems also List,
    }
    Board in Board {
        MorningPage "R" "the morning page: read it, then save it" Board also List,
        Help "? F1" "this help; again, the marks on the screen" Nothing also List,
        Palette ":" "every command and every record, by name" Nothing,
        Mouse "F2" "mouse on or off; off, the terminal's own selection works" Nothing,
        Theme "F3" "next theme" Nothing,
        Redraw "C-l" "draw the screen anew" Nothing,
        Suspend "C-z" "to the shell; fg comes back" Nothing,
        Quit "q" "quit" Nothing also List,
        Interrupt "C-c" "quit at once" Nothing also Anywhere,
    }
    Stories in Board {
        Stories ";q" "a story of the scenario: views in order, each with what it shows" Story,
    }
    Stories in Story {
        NextStep "m" "on in the story: the rest of its words, then the next step" Nothing,
        PreviousStep "C-b" "back in the story" Nothing,
    }
    Tour in Tour {
        TourOn "m" "do what the tour asks for, and go on" Nothing,
    }
    Lists in List {
        Choose "Enter" "open what is chosen; of the page that is read, save it" Nothing also Palette,
        SaveReport "s C-s" "save the page that is read" Nothing,
        ForgetView "Del" "forget a view that is kept" Nothing,
        ToggleAppendix "a" "the morning page with its appendix, or the sheet alone" Nothing,
    }
    Lists in Palette {
        NextEntry "Down C-n Tab" "the next entry of the palette" Nothing,
        PreviousEntry "Up C-p S-Tab" "the entry before" Nothing,
    }
    Forms in Form {
        WriteRecord "C-s" "write what is typed" Nothing also Line,
        FinishLine "Enter" "the next line; from the last one, write" Nothing also Line,
        NextLine "Tab Down" "the next line" Nothing,
        PreviousLine "S-Tab Up" "the line before" Nothing,
        NextCompletion "C-n" "the next of what may be meant" Nothing,
        PreviousCompletion "C-p" "the one before" Nothing,
        FindLine "C-f" "to the line of a key, by its name" Nothing,
        NewReferenced "C-o" "make the source, place or actor that the line names" Nothing also Line,
        ClearDefaults "C-x" "leave out what the last entry left: its source, its place" Nothing also Line,
        OtherAccount "C-t" "the next of the record's accounts" Nothing,
    }
    Prompts in Prompt {
        Accept "Enter" "take what is typed" Nothing,
        CompleteFilter "Tab" "complete the last word of a filter; again, in the next way" Nothing,
        CompleteFilterBack "S-Tab" "complete it in the way before" Nothing,
        EarlierTyped "Up" "what was typed here before" Nothing,
        LaterTyped "Down" "what was typed after that" Nothing,
    }
    Questions in Question {
        Confirm "y" "yes" Nothing,
        NextFile "Tab" "another of several files" Nothing,
        SaveAndQuit "w" "save all changes and quit" Nothing,
        DiscardChanges "d" "discard the changes" Nothing,
    }
    Questions in Versions {
        KeepOurs "o" "yours, of what both changed" Nothing,
        TakeTheirs "t" "what the file says of it" Nothing,
        KeepBoth "b" "both, as two records" Nothing,
        KeepAllOurs "O" "yours, of all that is open of the record" Nothing,
        TakeAllTheirs "T" "what the file says of all that is open of it" Nothing,
        NextVersions "Tab" "the next record that both changed" Nothing,
        PreviousVersions "S-Tab" "the one before" Nothing,
    }
    Typing in Text {
        CursorLeft "Left" "the cursor to the left" Nothing,
        CursorRight "Right" "the cursor to the right" Nothing,
        LineStart "Home C-a" "the cursor to the beginning" Nothing,
        LineEnd "End C-e" "the cursor to the end" Nothing,
        DeleteBack "BS C-h" "delete what stands before the cursor" Nothing,
        DeleteForward "Del" "delete what stands under the cursor" Nothing,
        DeleteWord "C-w" "delete the word before the cursor" Nothing,
        DeleteToStart "C-u" "delete all before the cursor" Nothing,
        DeleteToEnd "C-k" "delete all from the cursor on" Nothing,
    }
}

impl Command {
    /// Its row of the table.
    pub fn row(self) -> &'static CommandRow {
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The command that the table calls so.
    pub fn named(name: &str) -> Option<Command> {
        COMMANDS.iter().find(|row| row.name == name).map(|row| row.command)
    }

    /// Its name in a file of settings and in the palette: `next-panel`, `go-to-map`, `slot-1`.
    pub fn kebab(self) -> String {
        if let Command::Slot(slot) = self {
            return format!("slot-{}", slot + 1);
        }
        let mut kebab = String::new();
        for letter in self.row().name.chars() {
            match letter {
                ' ' => kebab.push('-'),
                letter if letter.is_ascii_uppercase() => {
                    if !kebab.is_empty() {
                        kebab.push('-');
                    }
                    kebab.push(letter.to_ascii_lowercase());
                }
                letter => kebab.push(letter),
            }
        }
        kebab
    }

    /// The command of that name.
    pub fn from_kebab(name: &str) -> Option<Command> {
        COMMANDS.iter().map(|row| row.command).find(|command| command.kebab() == name)
    }
}

impl CommandRow {
    /// The keys that it has where nobody chose others.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.split(' ').filter_map(Chord::parse)
    }

    /// Whether its keys ask for it in a context, or in one that the context falls back to.
    pub fn is_in(&self, context: Context) -> bool {
        context.with_fallbacks().any(|context| self.contexts.contains(&context))
    }
}

/// Every row whose keys work in a context, those of the contexts it falls back to included.
pub fn rows_in(context: Context) -> impl Iterator<Item = &'static CommandRow> {
    COMMANDS.iter().filter(move |row| row.is_in(context))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_in_small_letters() {
        for (command, name) in [
            (Command::NextPanel, "next-panel"),
            (Command::Slot(0), "slot-1"),
            (Command::GoTo("to-check"), "go-to-to-check"),
            (Command::Quit, "quit"),
        ] {
            assert_eq!(command.kebab(), name);
        }
    }

    #[test]
    fn every_row_can_be_read() {
        for row in COMMANDS {
            let keys = row.keys.split_whitespace().count();
            assert_eq!(keys, row.chords().count(), "{}: unreadable key", row.name);
            assert_eq!(Command::named(row.name), Some(row.command));
            assert_eq!(Command::from_kebab(&row.command.kebab()), Some(row.command));
            for name in row
                .doc
                .unwrap_or_default()
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
            {
                assert!(Command::named(name).is_some(), "{}: no command {name}", row.name);
            }
        }
    }
}
