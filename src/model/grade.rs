//! The Admiralty scale: a source's reliability beside a word's credibility, never blended.

use std::fmt;

use super::Reliability;

/// Credibility of one word, 1 (confirmed) to 5 (improbable); 6 cannot be judged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Credibility(u8);

impl Reliability {
    /// Whether this is at least as reliable as `least`. F has no rank: it never is.
    pub fn at_least(self, least: Reliability) -> bool {
        self != Reliability::F && least != Reliability::F && self <= least
    }
}

impl Credibility {
    /// A mark from 1 (confirmed) to 6 (cannot be judged); `None` for any other number.
    pub fn new(mark: i64) -> Option<Self> {
        (1..=6).contains(&mark).then_some(Credibility(mark as u8))
    }

    /// The digit that stands for it, `'1'` to `'6'`.
    pub fn mark(self) -> char {
        (b'0' + self.0) as char
    }

    /// Whether this is at least as credible as `least`. 6 has no rank: it never is.
    pub fn at_least(self, least: Credibility) -> bool {
        self.0 != 6 && least.0 != 6 && self.0 <= least.0
    }
}

/// Two marks side by side; `–` where one is missing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Grade {
    /// How far the source is trusted, A to F; `None` where nobody graded it.
    pub reliability: Option<Reliability>,
    /// How far this report of it is believed, 1 to 6; `None` where nobody graded it.
    pub credibility: Option<Credibility>,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reliability = self.reliability.map_or("–", Reliability::word);
        let credibility = self.credibility.map_or('–', Credibility::mark);
        write!(f, "{reliability}{credibility}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_cannot_be_judged_have_no_rank() {
        let of = |mark| Reliability::from_word(mark).unwrap();
        assert!(of("A").at_least(of("C")));
        assert!(!of("D").at_least(of("C")));
        assert!(!of("F").at_least(of("F")) && !of("F").at_least(of("E")));
        let six = Credibility::new(6).unwrap();
        assert!(!six.at_least(six));
    }

    #[test]
    fn a_grade_is_two_marks() {
        assert_eq!(Grade::default().to_string(), "––");
        let grade = Grade { reliability: Some(Reliability::B), credibility: Credibility::new(2) };
        assert_eq!(grade.to_string(), "B2");
    }
}
