//! The versions of a record that was changed here and by somebody else, side by side, key by key.

use crate::{
    app::{Choice, Choices, Clash, ClashPart, WordVersions},
    command::Command,
    format::{TableForm, typed::typed},
    look::{Align, Phrase, Role, wrap},
    model::{Key, Record},
};

/// A line of the versions.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// What it says.
    pub phrase: Phrase,
    /// The contested part that it belongs to, by its position in the clash.
    pub part: Option<usize>,
}

/// Cells of the column of keys, and before it of the mark of what was chosen.
const KEYS: usize = 15;
const MARK: usize = 2;

/// The lines of a clash, at most `cells` wide.
pub fn lines(clash: &Clash, choices: &Choices, cells: usize) -> Vec<VersionLine> {
    let each = cells.saturating_sub(MARK + KEYS + 3) / 3;
    let mut table = VersionTable { clash, choices, cells, each: each.max(1), lines: Vec::new() };
    let name = wrap(&clash.name, cells);
    name.into_iter().for_each(|line| table.line(Phrase::plain(line), None));
    table.line(Phrase::default(), None);
    table.row("", Role::Heading, ["before", "yours", "in the file"].map(String::from), None);
    table.whole();
    for (number, word) in clash.words.iter().enumerate() {
        table.word(number, *word);
    }
    table.lines
}

struct VersionTable<'a> {
    clash: &'a Clash,
    choices: &'a Choices,
    cells: usize,
    /// Cells of each version.
    each: usize,
    lines: Vec<VersionLine>,
}

impl VersionTable<'_> {
    fn line(&mut self, phrase: Phrase, part: Option<usize>) {
        self.lines.push(VersionLine { phrase, part });
    }

    /// The record as a whole, where it is contested or a change of it cannot be made.
    fn whole(&mut self) {
        let clash = self.clash;
        for (n, contested) in clash.parts.iter().enumerate() {
            match contested.part {
                ClashPart::Record => {
                    let [base, ours, theirs] = [&clash.base, &clash.ours, &clash.theirs];
                    let stands = |record: &Option<Record>, else_word: &str| match record {
                        Some(record) => record.id.to_string(),
                        None => else_word.to_owned(),
                    };
                    let was = stands(base, "not there");
                    let said = [was, stands(ours, "removed"), stands(theirs, "not there")];
                    let any = [base, ours, theirs].into_iter().flatten().next();
                    let name = any.map_or(clash.record.table.name(), |record| record.table_name);
                    self.row(name, Role::Contested, said, Some(n));
                }
                ClashPart::Change(_) => {
                    self.row("a change", Role::Contested, Default::default(), Some(n));
                }
                ClashPart::Word(_) | ClashPart::Key(..) => continue,
            }
            self.why(n);
        }
    }

    fn why(&mut self, n: usize) {
        let why = self.clash.parts[n].why.clone().unwrap_or_default();
        for line in wrap(&why, self.cells.saturating_sub(MARK).max(1)) {
            let line = Phrase::plain(" ".repeat(MARK)).and(line, Role::Warning);
            self.line(line, Some(n));
        }
    }

    /// What a word says in each version; all of it, whether it is contested or not.
    fn word(&mut self, number: usize, word: WordVersions) {
        let clash = self.clash;
        let records =
            [(&clash.base, word.base), (&clash.ours, word.ours), (&clash.theirs, word.theirs)];
        if number > 0 {
            let part = self.part(ClashPart::Word(number));
            let is_everywhere = records.iter().all(|(_, at)| at.is_some());
            let stands = records.map(|(_, at)| match at {
                Some(_) if is_everywhere => "",
                Some(_) => "stands",
                None => "not there",
            });
            let role = if part.is_some() { Role::Contested } else { Role::Dim };
            self.row(&format!("account {number}"), role, stands.map(String::from), part);
        }
        let form = TableForm::of(clash.record.table);
        for key in form.fields().map(|field| field.key) {
            let said = records.map(|(record, at)| said(record.as_ref(), at, key));
            if said.iter().all(Option::is_none) {
                continue;
            }
            let part = self.part(ClashPart::Key(number, key));
            let is_unchanged = said[0] == said[1] && said[1] == said[2];
            let role = match part {
                Some(_) => Role::Contested,
                None if is_unchanged => Role::Dim,
                None => Role::Plain,
            };
            let told = said.map(Option::unwrap_or_default);
            self.row(key.name(), role, told, part);
        }
    }

    fn part(&self, part: ClashPart) -> Option<usize> {
        self.clash.parts.iter().position(|it| it.part == part)
    }

    /// A row of the three versions, as high as its longest; contested ones are marked by the key of
    /// what was chosen.
    fn row(&mut self, head: &str, role: Role, said: [String; 3], part: Option<usize>) {
        let chosen = part.and_then(|n| self.clash.choice(self.clash.parts[n].part, self.choices));
        let is_moot =
            part.is_some_and(|n| self.clash.is_moot(self.clash.parts[n].part, self.choices));
        let mark = match (part, chosen) {
            (None, _) => Phrase::default(),
            (Some(_), None) if is_moot => Phrase::dim("-"),
            (Some(_), None) => Phrase::new("?", Role::Warning),
            (Some(_), Some(choice)) => Phrase::new(key_of(choice), Role::Key),
        };
        let kept = |column: usize| match (chosen, column) {
            (Some(Choice::Ours), 2) | (Some(Choice::Theirs), 1) => Role::Withdrawn,
            (_, 0) if role == Role::Contested => Role::Plain,
            _ => role,
        };
        let columns: Vec<Vec<Phrase>> = said
            .iter()
            .enumerate()
            .map(|(n, words)| {
                let lines = if words.is_empty() { Vec::new() } else { wrap(words, self.each) };
                lines.into_iter().map(|line| Phrase::new(line, kept(n))).collect()
            })
            .collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let says_of_all = said.iter().any(|words| !words.is_empty()) && role != Role::Heading;
        for at in 0..height {
            let (mark, head) =
                if at == 0 { (mark.clone(), Phrase::dim(head)) } else { Default::default() };
            let line = mark.fit(MARK, Align::Left).join(head.fit(KEYS, Align::Left));
            let line = columns.iter().zip(&said).fold(line, |line, (column, words)| {
                let is_unsaid = at == 0 && words.is_empty() && says_of_all;
                let unsaid = || if is_unsaid { Phrase::not_stated() } else { Phrase::default() };
                let cell = column.get(at).cloned().unwrap_or_else(unsaid);
                line.and(" ", Role::Plain).join(cell.fit(self.each, Align::Left))
            });
            self.line(line, part);
        }
    }
}

fn key_of(choice: Choice) -> String {
    match choice {
        Choice::Ours => Command::KeepOurs.key(),
        Choice::Theirs => Command::TakeTheirs.key(),
        Choice::Both => Command::KeepBoth.key(),
    }
}

/// What a word of a record says of a key, as it would be typed.
fn said(record: Option<&Record>, word: Option<usize>, key: Key) -> Option<String> {
    record?.words.get(word?)?.get(key).map(typed)
}
