//! Voices that are put aside, to see what rests on them.
//!
//! A voice is the one that is cited, else the source. The desk is never put aside, and plain facts
//! that nobody voices stay. A feed is a voice of its own, by its id.

use super::{Grade, Id, LeastGrade, SourceKind, Term};

/// Whose words are put aside; all that is named adds up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Without {
    /// Sources, and feeds.
    pub voices: Vec<Id>,
    /// Every source of these kinds.
    pub kinds: Vec<SourceKind>,
    /// Every word below this grade, and every one that is not graded so far.
    pub least: Option<LeastGrade>,
}

impl Without {
    /// Whether nobody is put aside.
    pub fn is_empty(&self) -> bool {
        self.voices.is_empty() && self.kinds.is_empty() && self.least.is_none()
    }

    /// In words, by the names of voices: `SOFREP, every un source, all below B3 or not graded`.
    pub fn words<'a>(&'a self, name: impl Fn(&'a Id) -> &'a str) -> String {
        let voices = self.voices.iter().map(|voice| name(voice).to_owned());
        let kinds = self
            .kinds
            .iter()
            .map(|kind| format!("every {} source", Term::SourceKind(*kind).spoken()));
        let least = self.least.map(|least| format!("all below {least} or not graded"));
        voices.chain(kinds).chain(least).collect::<Vec<_>>().join(", ")
    }

    /// As the command line takes them again: `--without sofrep,un --least B3`.
    pub fn flags(&self) -> Vec<String> {
        let voices = self.voices.iter().map(Id::to_string);
        let names: Vec<String> =
            voices.chain(self.kinds.iter().map(|kind| kind.word().to_owned())).collect();
        let without = (!names.is_empty()).then(|| format!("--without {}", names.join(",")));
        without.into_iter().chain(self.least.map(|least| format!("--least {least}"))).collect()
    }

    /// Whether a voice is put aside by its id.
    pub fn names(&self, voice: &Id) -> bool {
        self.voices.contains(voice)
    }

    /// Whether the rows of a feed are: a feed has no grade.
    pub(super) fn puts_feed_aside(&self, feed: &Id) -> bool {
        self.names(feed) || self.least.is_some()
    }

    /// Whether words of a voice are: by its id, by its kind of source, or by this grade of theirs.
    pub(super) fn puts_aside(&self, voice: &Id, kind: Option<SourceKind>, grade: Grade) -> bool {
        self.names(voice)
            || kind.is_some_and(|kind| self.kinds.contains(&kind))
            || self.least.is_some_and(|least| !least.is_reached_by(grade))
    }
}
