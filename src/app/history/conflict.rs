//! Records that were changed here and by somebody else: what of them is contested, and what becomes
//! of it.

use std::{collections::HashMap, error::Error, fmt};

use crate::{
    format::edit::Target,
    model::{Clean, Key, Reason, Record, Refusal, Spot},
};

/// What becomes of something that both changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Our change is made, over theirs.
    Ours,
    /// Theirs stays, and our change is given up.
    Theirs,
    /// Both stand, as records of their own.
    Both,
}

/// What of a record both changed. A word has the number that it had before our changes, 0 being the
/// record's own; accounts that we added are counted on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClashPart {
    /// Whether it stands, and which record of the file it is.
    Record,
    /// Whether an account stands.
    Word(usize),
    /// What a word says of a key.
    Key(usize, Key),
    /// A change of ours that cannot be made any more, by its position among our changes.
    Change(usize),
}

/// What was chosen of each part that both changed.
pub type Choices = HashMap<(Target, ClashPart), Choice>;

/// A part of a record that both changed.
#[derive(Clone, PartialEq, Debug)]
pub struct ContestedPart {
    /// What of the record.
    pub part: ClashPart,
    /// What may become of it, what keeps ours first.
    pub offers: &'static [Choice],
    /// What is to be known of it, where the versions do not say it.
    pub why: Option<Clean>,
}

/// A record that was changed here and by somebody else.
#[derive(Clone, PartialEq, Debug)]
pub struct Clash {
    /// Under the name that it had before our changes.
    pub record: Target,
    /// What was done here first.
    pub name: Clean,
    /// As it was before our changes; `None` where it was made since.
    pub base: Option<Record>,
    /// As it is after all our changes; `None` where it was removed.
    pub ours: Option<Record>,
    /// As somebody else left it; `None` where they removed it.
    pub theirs: Option<Record>,
    /// Which words of the three versions are one, by the number that [`ClashPart`] has for it; behind
    /// them those that only they have.
    pub words: Vec<WordVersions>,
    /// In the order in which they are shown; one at least.
    pub parts: Vec<ContestedPart>,
}

/// Where a word stands in the versions of a record, 0 being the record's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WordVersions {
    /// Before our changes.
    pub base: Option<usize>,
    /// After them.
    pub ours: Option<usize>,
    /// As somebody else left it.
    pub theirs: Option<usize>,
}

impl Clash {
    /// What was chosen of a part.
    pub fn choice(&self, part: ClashPart, choices: &Choices) -> Option<Choice> {
        choices.get(&(self.record.clone(), part)).copied()
    }

    /// Whether a choice of another part answers for this one.
    pub fn is_moot(&self, part: ClashPart, choices: &Choices) -> bool {
        let gives_up = |part: ClashPart| {
            matches!(self.choice(part, choices), Some(Choice::Theirs | Choice::Both))
        };
        match part {
            ClashPart::Record => false,
            ClashPart::Change(_) | ClashPart::Word(_) => gives_up(ClashPart::Record),
            ClashPart::Key(word, _) => {
                gives_up(ClashPart::Record) || gives_up(ClashPart::Word(word))
            }
        }
    }

    /// The parts of which nothing is chosen yet, as positions in [`Clash::parts`].
    pub fn open<'a>(&'a self, choices: &'a Choices) -> impl Iterator<Item = usize> + 'a {
        let is_open = |part| self.choice(part, choices).is_none() && !self.is_moot(part, choices);
        self.parts.iter().enumerate().filter(move |(_, it)| is_open(it.part)).map(|(n, _)| n)
    }
}

/// Why a transaction was not done. The text is as it was.
#[derive(Clone, PartialEq, Debug)]
pub enum Rejection {
    /// The change cannot be made, whoever else changed the file.
    Refused(Refusal),
    /// Somebody else changed the same records.
    Clashes(Vec<Clash>),
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Rejection {
        Rejection::Refused(refusal)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rejection::Refused(refusal) => refusal.fmt(f),
            Rejection::Clashes(_) => f.write_str("somebody else changed the same records"),
        }
    }
}

impl Error for Rejection {}

impl Reason for Rejection {
    fn message(&self) -> Clean {
        match self {
            Rejection::Refused(refusal) => refusal.message.clone(),
            Rejection::Clashes(_) => self.to_string().into(),
        }
    }

    fn hint(&self) -> Option<Clean> {
        match self {
            Rejection::Refused(refusal) => refusal.hint.clone(),
            Rejection::Clashes(_) => None,
        }
    }

    fn spot(&self) -> Option<Spot> {
        match self {
            Rejection::Refused(refusal) => refusal.spot,
            Rejection::Clashes(_) => None,
        }
    }
}
