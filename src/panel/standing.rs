//! Where something stands, in one way everywhere: the words, the age of an old word, and a role that
//! promises no more than was said.

use crate::{
    board::{Board, Level, Standing, StandingOf},
    look::{Phrase, Role, glyph},
    model::{Key, RecordIx, State, Term},
};

/// How much is said of where something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StandingForm {
    /// The status with the words used.
    Full,
    /// The words used, which stand for the status where they contain it.
    InWords,
    /// The status, since when, and how long ago that was said.
    Since,
    /// The status, since when or how long ago it was said.
    Bare,
    /// As short as can be: the status, and how long ago it stood so where it is old.
    Terse,
}

/// What a status means as it was said. An old word has no colour of its own, and what is contested
/// or hedged is not plainly good.
pub fn role(standing: &Standing) -> Role {
    let is_plain = !standing.is_contested && !standing.is_hedged;
    match Role::of(standing.is) {
        _ if standing.age.is_some() => Role::Stale,
        Role::Good if !is_plain => Role::Plain,
        role => role,
    }
}

/// What a level means to whoever watches.
pub fn role_of_level(level: Level) -> Role {
    match level {
        Level::Quiet => Role::Good,
        Level::TooLittleSeen | Level::NoReports => Role::Stale,
        Level::Watch => Role::Warning,
        Level::Alarm => Role::Severe,
    }
}

/// The role of one status of several: of the latest as above; what was superseded is not good now.
pub fn role_of_status(board: &Board, n: RecordIx, is: State) -> Role {
    let of = board.record(n).id_of(Key::Of).map(StandingOf::from);
    let latest = of.and_then(|of| Standing::of(board, of)).filter(|latest| latest.record == n);
    match (latest, Role::of(is)) {
        (Some(standing), _) => role(&standing),
        (None, Role::Good) => Role::Plain,
        (None, role) => role,
    }
}

/// The status with what voices differ on, since when where that is asked for, and its age where it
/// is old.
pub fn told(standing: &Standing, form: StandingForm, since: Option<&str>) -> Phrase {
    let is = Term::State(standing.is).spoken();
    let (is, role) = (is.as_ref(), role(standing));
    let has_words = matches!(form, StandingForm::Full | StandingForm::InWords);
    let phrase = match standing.words.as_ref().filter(|_| has_words) {
        Some(said) if form == StandingForm::InWords && said.contains(is) => {
            Phrase::new(format!("“{said}”"), role)
        }
        Some(said) => Phrase::new(is, role).and(format!(" (“{said}”)"), Role::Plain),
        None => Phrase::new(is, role),
    };
    let contested = |phrase: Phrase, yes: bool| {
        if yes { phrase.and(format!(" {}", glyph::CONTESTED), Role::Contested) } else { phrase }
    };
    let phrase = contested(phrase, standing.is_contested);
    let phrase = match since {
        Some(since) => {
            contested(phrase.and(format!(" {since}"), Role::Plain), standing.since_contested)
        }
        None => phrase,
    };
    let age = standing.age.map(|age| match form {
        StandingForm::Terse => format!(" {}", age.in_brief()),
        StandingForm::Bare => format!(", said {}", age.in_brief()),
        StandingForm::Full | StandingForm::InWords | StandingForm::Since => {
            format!(", {}", age.in_words())
        }
    });
    phrase.and(age.unwrap_or_default(), Role::Stale)
}

/// The fullest form that fits so many cells; the age is never what is cut.
pub fn fitted(standing: &Standing, cells: usize) -> Phrase {
    use StandingForm::{Bare, Full, InWords, Since, Terse};
    let forms = [Full, InWords, Since, Bare, Terse].map(|form| told(standing, form, None));
    let aged = standing.age.map(|age| Phrase::new(format!("said {}", age.in_brief()), Role::Stale));
    let bare = Phrase::new(Term::State(standing.is).spoken(), role(standing));
    let fits = |phrase: &Phrase| phrase.width() <= cells;
    forms.into_iter().chain(aged).find(fits).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding() -> Standing {
        Standing {
            record: RecordIx::new(0),
            is: State::Holding,
            words: Some("tenuous but holding".into()),
            since: None,
            is_contested: false,
            since_contested: false,
            is_hedged: false,
            last_said: None,
            age: None,
        }
    }

    fn old() -> Standing {
        let (last_said, as_of) = ("2020-08-14".parse().unwrap(), "2021-04-27".parse().unwrap());
        Standing { age: Some(crate::board::StandingAge { last_said, as_of }), ..holding() }
    }

    #[test]
    fn only_what_is_fresh_plain_and_agreed_is_good() {
        assert_eq!(role(&holding()), Role::Good);
        assert_eq!(role(&Standing { is_hedged: true, ..holding() }), Role::Plain);
        assert_eq!(role(&Standing { is_contested: true, ..holding() }), Role::Plain);
        assert_eq!(role(&old()), Role::Stale);
        let suspended = Standing { is: State::Suspended, is_hedged: true, ..holding() };
        assert_eq!(role(&suspended), Role::Warning);
    }

    #[test]
    fn an_old_word_keeps_its_age_in_every_room() {
        assert_eq!(
            fitted(&old(), 60).text(),
            "holding (“tenuous but holding”), last said 8 months ago"
        );
        let in_words = told(&old(), StandingForm::InWords, Some("since March")).text();
        assert_eq!(in_words, "“tenuous but holding” since March, last said 8 months ago");
        assert_eq!(fitted(&old(), 40).text(), "holding, last said 8 months ago");
        assert_eq!(fitted(&old(), 24).text(), "holding, said 8 mo ago");
        assert_eq!(fitted(&holding(), 24).text(), "“tenuous but holding”");
        assert_eq!(fitted(&old(), 18).text(), "holding 8 mo ago");
        assert_eq!(fitted(&old(), 14).text(), "said 8 mo ago");
        for cells in 0..60 {
            let phrase = fitted(&old(), cells);
            assert_eq!(phrase.pieces[0].role, Role::Stale, "{cells}");
            assert!(phrase.pieces.iter().all(|piece| piece.role != Role::Good), "{cells}");
        }
    }
}
