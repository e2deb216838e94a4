//! A form: one line for each key of a record or an account, in the order of the format, each read
//! as it is typed. A form can lie on another: a new source is made while its word is typed.

use crate::{
    app::{App, Input},
    board::points_of_towns,
    command::{Command, Pressed},
    format::{
        Field, Shape, TableForm,
        edit::{Draft, Fields, Target},
        typed::{Completion, Typing, Understood},
    },
    model::{Clean, Id, Key, Refusal, Table, Value},
};

/// What a form writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Writes {
    /// A new record; a tie stands inside its actor, a clause inside its agreement.
    Record {
        /// The table that the record goes into.
        table: Table,
        /// The actor or agreement that the record stands inside; `None` in tables that stand alone.
        parent: Option<Id>,
    },
    /// Another voice on a record.
    Account(Target),
    /// One word of a record as it stands: 0 is its own.
    Word(Target, usize),
}

/// A form that is being filled in.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    /// What it makes or changes when it is accepted.
    pub writes: Writes,
    /// One line for each key that can be typed, in the order of the format.
    pub lines: Vec<FormLine>,
    /// The line with the cursor, by position.
    pub at: usize,
    /// The first line in sight.
    pub top: usize,
    /// Records that were made on the way, to be written before it.
    pub new: Vec<Draft>,
    /// The form that it lies on, which waits for its record.
    pub under: Option<Box<Form>>,
    /// Whether leaving was asked about.
    pub asks: bool,
    /// Whether it was said that it is written with what the last entry had: the next time it is.
    pub agrees: bool,
    /// Why it was not taken.
    pub refused: Option<Clean>,
    /// The name of a key whose line is looked for.
    pub sought: Option<Input>,
    /// The completion that stands in the line.
    walked: Option<usize>,
}

/// One key of a form.
#[derive(Clone, PartialEq, Debug)]
pub struct FormLine {
    /// What the format declares of the key: its name, shape and whether it is required.
    pub field: &'static Field,
    /// What is typed, with its cursor.
    pub input: Input,
    /// What stood there at first.
    first: String,
    /// Whether nobody typed it: the day, or what the last entry had. It is drawn so, and typing
    /// takes its place.
    pub is_default: bool,
    /// What is typed as it is understood, or what is wrong with it; `None` of an empty line.
    pub reading: Option<Result<Understood, Refusal>>,
    /// What may be meant, the likeliest first.
    pub completions: Vec<Completion>,
}

impl Writes {
    /// The table of the record that is made or changed.
    pub fn table(&self) -> Table {
        match self {
            Writes::Record { table, .. } => *table,
            Writes::Account(target) | Writes::Word(target, _) => target.table,
        }
    }

    /// The title of the form's box.
    pub fn title(&self, app: &App) -> String {
        match self {
            Writes::Record { table, parent: None } => {
                let scenario = app.board().map(|board| board.scenario());
                let name = scenario.and_then(|scenario| scenario.table_name(*table));
                format!("New {}", name.unwrap_or(table.name()))
            }
            Writes::Record { table, parent: Some(parent) } => {
                let owner =
                    table.owner().map(|owner| Target { table: owner.table, id: parent.clone() });
                let owner = owner.map_or_else(|| parent.to_string(), |owner| app.called(&owner));
                format!("New {}: {owner}", table.name())
            }
            Writes::Account(target) => format!("Another voice: {}", app.called(target)),
            Writes::Word(target, 0) => format!("Change: {}", app.called(target)),
            Writes::Word(target, word) => {
                let account = app.account_called(target, *word);
                format!("Change the {account}: {}", app.called(target))
            }
        }
    }

    fn is_account(&self) -> bool {
        matches!(self, Writes::Account(_) | Writes::Word(_, 1..))
    }

    /// The keys that it can write, in the format's order; of an account first whose it is.
    fn fields(&self) -> Vec<&'static Field> {
        let is_account = self.is_account();
        let is_listed = |field: &&'static Field| {
            let is_own_id = is_account && field.key == Key::Id;
            !is_own_id && !matches!(field.shape, Shape::Nested(_) | Shape::Accounts)
        };
        let fields = TableForm::of(self.table()).fields().filter(is_listed);
        if !is_account {
            return fields.collect();
        }
        let (mut voice, rest): (Vec<_>, Vec<_>) =
            fields.partition(|field| field.key.is_attribution());
        voice.extend(rest);
        voice
    }
}

impl Form {
    /// A form with what it starts from, key by key.
    pub fn new(writes: Writes, first: &[(Key, String)], typing: &Typing) -> Form {
        let line = |field: &'static Field| {
            let typed = first.iter().find(|(key, _)| *key == field.key);
            let first = typed.map(|(_, typed)| typed.clone()).unwrap_or_default();
            let input = Input::new(&first);
            let (reading, completions) = (None, Vec::new());
            FormLine { field, input, first, is_default: false, reading, completions }
        };
        let lines = writes.fields().into_iter().map(line).collect();
        let (new, under) = (Vec::new(), None);
        let mut form = Form {
            writes,
            lines,
            at: 0,
            top: 0,
            new,
            under,
            asks: false,
            agrees: false,
            refused: None,
            sought: None,
            walked: None,
        };
        (0..form.lines.len()).for_each(|n| form.read(n, typing));
        // The first key that is still wanted has the cursor; of another voice, who speaks.
        let wanted = |line: &FormLine| form.is_required(line) && line.is_empty();
        let wanted = form.lines.iter().position(wanted);
        let speaks = |line: &FormLine| {
            let names_voice = matches!(line.field.key, Key::Bulletin | Key::Source);
            names_voice && !line.is_empty()
        };
        let is_another = matches!(form.writes, Writes::Account(_));
        let voice = form.lines.iter().position(|line| line.field.key == Key::Source);
        let voice = voice.filter(|_| is_another && !form.lines.iter().any(speaks));
        form.at = wanted.or(voice).unwrap_or(0);
        form
    }

    /// The same with lines that were filled by nobody's hand.
    pub fn with_defaults(mut self, keys: &[Key]) -> Form {
        for line in self.lines.iter_mut().filter(|line| keys.contains(&line.field.key)) {
            line.is_default = !line.is_empty();
        }
        self
    }

    /// What stands in it only because the last entry had it; nothing once that was agreed to.
    pub fn taken_over(&self) -> Vec<String> {
        let of_last = |line: &&FormLine| {
            line.is_default && matches!(line.field.key, Key::Source | Key::Place)
        };
        let lines = self.lines.iter().filter(of_last).filter(|_| !self.agrees);
        lines.map(|line| format!("{} {}", line.field.key.name(), line.input.text())).collect()
    }

    /// Takes away what the last entry left in the line, else in all lines.
    pub fn clear_defaults(&mut self, typing: &Typing) {
        let of_last = |line: &FormLine| matches!(line.field.key, Key::Source | Key::Place);
        let is_here = self.line().is_some_and(|line| line.is_default);
        for n in 0..self.lines.len() {
            let line = &mut self.lines[n];
            let is_meant = if is_here { n == self.at } else { of_last(line) };
            if line.is_default && is_meant {
                (line.input, line.is_default) = (Input::default(), false);
                self.read(n, typing);
            }
        }
    }

    /// A day of publication that nobody typed follows the date that is typed.
    fn follow_date(&mut self, typing: &Typing) {
        let read =
            |line: &FormLine| line.reading.as_ref()?.as_ref().ok().map(|it| it.value.clone());
        let of = |key: Key| self.lines.iter().find(|line| line.field.key == key).and_then(read);
        let date = of(self.writes.table().date_key());
        let is_planned =
            matches!(of(Key::Outcome), Some(Value::Term(term)) if term.word() == "planned");
        let day = typing.published(date.as_ref().and_then(Value::as_when), is_planned).to_string();
        let is_it = |line: &FormLine| line.field.key == Key::Published && line.is_default;
        let Some(n) = self.lines.iter().position(is_it) else { return };
        let line = &mut self.lines[n];
        (line.input, line.first) = (Input::new(&day), day);
        self.read(n, typing);
    }

    /// Whether a line must be filled in; of an account only its source is required.
    pub fn is_required(&self, line: &FormLine) -> bool {
        let says = |key: Key| self.lines.iter().any(|it| it.field.key == key && !it.is_empty());
        match self.writes.is_account() {
            true => line.field.key == Key::Source && !says(Key::Bulletin),
            false => line.field.is_needed(says),
        }
    }

    /// What its lines are read against: the names of the board, and those made on the way.
    pub fn typing<'s>(&self, typing: Typing<'s>) -> Typing<'s> {
        let mut typing = typing;
        let mut form = Some(self);
        while let Some(each) = form {
            for draft in &each.new {
                draft.id().into_iter().for_each(|id| typing.add(draft.table, &id));
            }
            form = each.under.as_deref();
        }
        typing
    }

    /// Reads a line as it is typed now.
    fn read(&mut self, n: usize, typing: &Typing) {
        let table = self.writes.table();
        let named_towns = self.named_towns(n);
        let Some(line) = self.lines.get_mut(n) else { return };
        let typed = line.input.text().trim();
        let key = line.field.key;
        line.reading = (!typed.is_empty()).then(|| typing.read(table, key, typed));
        if self.walked.is_none() {
            line.completions = typing.completions(table, key, typed);
        }
        if let Some(towns) = named_towns.filter(|_| typed.is_empty() && self.walked.is_none()) {
            line.completions = towns;
        }
        (self.asks, self.agrees) = (false, false);
        self.refused = None;
    }

    /// The points of the towns that bear a place's name, for its line of the point.
    fn named_towns(&self, n: usize) -> Option<Vec<Completion>> {
        let of_key = |key: Key| self.lines.iter().find(|line| line.field.key == key);
        let is_point = self.lines.get(n).is_some_and(|line| line.field.key == Key::At);
        let name = of_key(Key::Name).filter(|_| is_point && self.writes.table() == Table::Place)?;
        let offer = |(insert, which): (String, String)| {
            let label = format!("{insert}  {which}");
            Completion { insert, label }
        };
        Some(points_of_towns(name.input.text(), &[]).into_iter().map(offer).collect())
    }

    /// Reads the line of the point anew where a place's name is another.
    fn follow_name(&mut self, at: usize, typing: &Typing) {
        let is_name = self.lines.get(at).is_some_and(|line| line.field.key == Key::Name);
        let point = self.lines.iter().position(|line| line.field.key == Key::At);
        if let Some(point) = point.filter(|_| is_name && self.writes.table() == Table::Place) {
            self.read(point, typing);
        }
    }

    /// Reads every line anew: the names have changed.
    pub fn read_all(&mut self, typing: &Typing) {
        (0..self.lines.len()).for_each(|n| self.read(n, typing));
    }

    /// Types a key into the line; false when it means nothing there.
    pub fn edit(&mut self, pressed: Pressed, typing: &Typing) -> bool {
        let at = self.at;
        let is_typed = self.lines.get_mut(at).is_some_and(|line| line.edit(pressed));
        if is_typed {
            self.walked = None;
            self.read(at, typing);
            self.follow_name(at, typing);
            if self.lines[at].field.key != Key::Published {
                self.follow_date(typing);
            }
        }
        is_typed
    }

    /// Types text at the cursor of the current line, and reads that line anew; false where the line
    /// is too long to take all of it.
    pub fn insert(&mut self, text: &str, typing: &Typing) -> bool {
        let at = self.at;
        let is_whole = self.lines.get_mut(at).is_none_or(|line| {
            if std::mem::take(&mut line.is_default) {
                line.input = Input::default();
            }
            line.input.insert(text)
        });
        self.walked = None;
        self.read(at, typing);
        self.follow_name(at, typing);
        self.follow_date(typing);
        is_whole
    }

    /// Puts the next of what may be meant into the line, or the one before.
    pub fn complete(&mut self, on: bool, typing: &Typing) {
        let at = self.at;
        let Some(line) = self.lines.get_mut(at).filter(|line| !line.completions.is_empty()) else {
            return;
        };
        let count = line.completions.len();
        let next = match self.walked {
            None if on => 0,
            None => count - 1,
            Some(n) if on => (n + 1) % count,
            Some(n) => (n + count - 1) % count,
        };
        line.input = Input::new(&line.completions[next].insert);
        line.is_default = false;
        self.walked = Some(next);
        self.read(at, typing);
    }

    /// The completion that stands in the line, if one was chosen.
    pub fn walked(&self) -> Option<usize> {
        self.walked
    }

    /// Goes to a line; `height` of them are in sight.
    pub fn go(&mut self, at: usize, height: usize) {
        self.at = at.min(self.lines.len().saturating_sub(1));
        self.walked = None;
        self.scroll(height);
    }

    /// Moves just so far that the current line is among `height` visible ones.
    pub fn scroll(&mut self, height: usize) {
        let height = height.max(1);
        self.top = self.top.clamp((self.at + 1).saturating_sub(height), self.at);
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    /// The line with the cursor; `None` of a form without lines.
    pub fn line(&self) -> Option<&FormLine> {
        self.lines.get(self.at)
    }

    /// Whether leaving it would lose anything that was typed.
    pub fn is_touched(&self) -> bool {
        !self.new.is_empty() || self.lines.iter().any(FormLine::is_touched)
    }

    /// What it says, as TOML, key by key; or the first line that cannot be written.
    pub fn fields(&self) -> Result<Fields, usize> {
        let mut fields = Vec::new();
        for (n, line) in self.lines.iter().enumerate() {
            match &line.reading {
                Some(Ok(understood)) => fields.push((line.field.key, understood.toml.clone())),
                Some(Err(_)) => return Err(n),
                None if self.is_required(line) => return Err(n),
                None => {}
            }
        }
        Ok(fields)
    }

    /// The keys that are no longer what they were: each with its new TOML, `None` where it is gone.
    pub fn changes(&self) -> Result<Vec<(Key, Option<String>)>, usize> {
        self.fields()?;
        let changed = self.lines.iter().filter(|line| line.is_touched());
        Ok(changed.map(|line| (line.field.key, line.toml().map(str::to_owned))).collect())
    }

    /// The id that a line names.
    pub fn id(&self, key: Key) -> Option<Id> {
        let line = self.lines.iter().find(|line| line.field.key == key)?;
        match &line.reading.as_ref()?.as_ref().ok()?.value {
            Value::Id(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// What is said of a line that must not be empty.
    pub fn fault(&self, n: usize) -> Clean {
        let name = self.lines.get(n).map_or("", |line| line.field.key.name());
        format!("`{name}` is needed").into()
    }
}

impl FormLine {
    /// Whether nothing is typed in it but blanks.
    pub fn is_empty(&self) -> bool {
        self.input.text().trim().is_empty()
    }

    /// The tables that it refers to.
    pub fn refers_to(&self) -> &'static [Table] {
        match self.field.shape {
            Shape::Reference(to, _) | Shape::References(to, _) => to,
            Shape::CountByActor | Shape::ByActor => &[Table::Actor],
            _ => &[],
        }
    }

    /// Edits what is typed; what nobody typed goes at the first letter, and at the first deletion.
    fn edit(&mut self, pressed: Pressed) -> bool {
        let mut input = self.input.clone();
        let is_replaced = matches!(
            pressed,
            Pressed::Letter(_)
                | Pressed::Command(
                    Command::DeleteBack
                        | Command::DeleteForward
                        | Command::DeleteWord
                        | Command::DeleteToStart
                        | Command::DeleteToEnd
                )
        );
        if self.is_default && is_replaced {
            input = Input::default();
        }
        let is_typed = input.edit(pressed);
        if is_typed {
            (self.input, self.is_default) = (input, false);
        }
        is_typed
    }

    fn toml(&self) -> Option<&str> {
        self.reading.as_ref()?.as_ref().ok().map(|understood| &*understood.toml)
    }

    fn is_touched(&self) -> bool {
        self.input.text().trim() != self.first.trim()
    }
}
