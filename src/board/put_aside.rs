//! Voices that are put aside, as they are typed.

use super::{Board, Feeds};
use crate::{
    format,
    model::{Id, Refusal, Scenario, SourceKind, Table, Without},
};

/// Reads a list such as `sofrep, un`: sources, kinds of source, feeds.
///
/// # Errors
///
/// What the file does not know is refused, with what may be meant.
pub fn put_aside(list: &str, scenario: &Scenario) -> Result<Without, Refusal> {
    let mut without = Without::default();
    let is_voice = |id: &Id| {
        let is_feed = scenario.find(id).is_some_and(|record| record.table == Table::Feed);
        scenario.source(id).is_some() || is_feed
    };
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match (Id::new(name).filter(is_voice), SourceKind::from_word(name)) {
            (Some(voice), _) => {
                if !without.names(&voice) {
                    without.voices.push(voice);
                }
            }
            (None, Some(kind)) => {
                if !without.kinds.contains(&kind) {
                    without.kinds.push(kind);
                }
            }
            (None, None) => return Err(unknown(name, scenario)),
        }
    }
    Ok(without)
}

impl Board {
    /// The same board in all voices; `None` where none is put aside.
    pub fn in_all_voices(&self) -> Option<Board> {
        let index = self.index.in_all_voices.clone()?;
        let feeds = Feeds::new(&index, &self.read.files).into();
        let board = Board::with_feeds(index, self.clock, self.query.clone(), feeds);
        Some(Board { window: self.window, span: self.span, ..board })
    }

    /// Whose words are put aside, by name: `SOFREP, every un source`; `None` where everybody speaks.
    pub fn without(&self) -> Option<String> {
        let without = self.scenario().without.as_ref()?;
        Some(self.scenario().names_of(without))
    }
}

fn unknown(name: &str, scenario: &Scenario) -> Refusal {
    let of = |table: Table| scenario.table(table).iter().map(|record| record.id.as_str());
    let kinds = SourceKind::ALL.iter().map(|kind| kind.word());
    let known = of(Table::Source).chain(of(Table::Feed)).chain(kinds);
    let message = format!("no source, kind of source or feed of this file is called `{name}`");
    Refusal::hinted(message, format::hint(name, known.collect::<Vec<&str>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Board, Dated, Visibility, made},
        model::{Class, Key},
    };

    const RECORDS: &str = r#"
[[source]]
id = "a"
name = "Outlet A"
kind = "media"
reliability = "C"

[[source]]
id = "b"
name = "Mission B"
kind = "un"
reliability = "B"

[[patrol]]
id = "p"
date = 2020-07-02
outcome = "completed"
source = "b"
published = 2020-07-02

[[attack]]
id = "two-voices"
date = 2020-07-02
kind = "ied"
killed = 1
patrol = "p"
note = "The desk's own remark."
source = "a"
published = 2020-07-03
account = [{ source = "b", published = 2020-07-04, kind = "ied", killed = 3 }]

[[attack]]
id = "carried"
date = 2020-07-05
kind = "rpg"
source = "a"
citing = "b"
published = 2020-07-06
"#;

    fn board(list: &str, least: Option<&str>) -> Board {
        let board = made::board(RECORDS, "2020-07-10");
        let without = put_aside(list, board.scenario()).unwrap();
        let least = least.and_then(crate::model::LeastGrade::parse);
        let index = board.index.without(&Without { least, ..without });
        Board::new(index.into(), board.clock, board.query.clone())
    }

    fn attacks(board: &Board) -> String {
        board.counted(Dated::Incidents(Class::Attack)).to_string()
    }

    #[test]
    fn what_nobody_left_says_is_gone_and_the_rest_stays_in_their_words() {
        let without = board("a", None);
        assert_eq!(attacks(&without), "1–2", "the day of one is told by nobody left");
        let n = without.scenario().position(&Id::new("two-voices").unwrap()).unwrap();
        let record = without.record(n);
        let shown =
            |key: Key| without.shown(record, key).map(|said| without.in_words(key, said.value));
        assert_eq!(shown(Key::Killed).as_deref(), Some("3"));
        assert_eq!(shown(Key::Note).as_deref(), Some("The desk's own remark."));
        assert!(without.contested(n).is_empty());
        assert_eq!(without.hits(&Id::new("p").unwrap()), [n], "which patrol is the desk's to say");
        assert_eq!(without.visibility(n), Visibility::Pending);
        assert_eq!(without.date_of(n).unwrap().earliest, None);
        assert_eq!(without.date_of(n).unwrap().latest.unwrap().to_string(), "2020-07-04");
        assert_eq!(without.voice_name(without.leading(record).voice().unwrap()), "Mission B");
        assert_eq!(&*without.scenario().header.title, "WITHOUT Outlet A: Made");
    }

    #[test]
    fn a_voice_is_the_one_that_is_cited() {
        assert_eq!(attacks(&board("b", None)), "1", "what A carries of B is B's");
        assert_eq!(attacks(&board("un", None)), "1");
        assert_eq!(attacks(&board("a,un", None)), "0");
        assert_eq!(attacks(&board("", Some("B"))), "1–2");
        assert_eq!(attacks(&board("", Some("B3"))), "0", "no word here has a credibility");
    }

    #[test]
    fn an_unknown_voice_is_refused_with_what_may_be_meant() {
        let scenario = made::board(RECORDS, "2020-07-10");
        let refused = put_aside("medai", scenario.scenario()).unwrap_err();
        assert!(refused.to_string().contains("did you mean `media`?"), "{refused}");
    }
}
