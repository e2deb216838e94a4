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

/// A grade that is asked for at least: F and 6 have no rank, and what is not graded reaches none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeastGrade {
    reliability: Reliability,
    credibility: Option<Credibility>,
}

impl LeastGrade {
    /// From `B`, or `B3` where credibility is asked for too; `None` for F, 6 and what is no grade.
    pub fn parse(text: &str) -> Option<LeastGrade> {
        let mut marks = text.chars();
        let reliability = Reliability::from_word(marks.next()?.encode_utf8(&mut [0; 4]))?;
        let credibility = match marks.next() {
            Some(mark) => Some(Credibility::new(mark.to_digit(10)?.into())?),
            None => None,
        };
        let is_ranked = reliability != Reliability::F
            && credibility.is_none_or(|mark| mark.mark() != '6')
            && marks.next().is_none();
        is_ranked.then_some(LeastGrade { reliability, credibility })
    }

    /// Whether a grade is at least this one.
    pub fn is_reached_by(self, grade: Grade) -> bool {
        let is_reliable = grade.reliability.is_some_and(|mark| mark.at_least(self.reliability));
        let is_credible = self
            .credibility
            .is_none_or(|least| grade.credibility.is_some_and(|mark| mark.at_least(least)));
        is_reliable && is_credible
    }
}

/// `B3`
impl fmt::Display for LeastGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reliability.word())?;
        self.credibility.map_or(Ok(()), |mark| write!(f, "{}", mark.mark()))
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
    fn what_is_not_graded_reaches_no_least_grade() {
        let least = |text: &str| LeastGrade::parse(text).unwrap();
        let grade = |reliability: &str, mark: i64| Grade {
            reliability: Reliability::from_word(reliability),
            credibility: Credibility::new(mark),
        };
        assert!(least("B").is_reached_by(grade("B", 0)));
        assert!(
            !least("B").is_reached_by(grade("C", 1)) && !least("B").is_reached_by(grade("", 1))
        );
        assert!(
            least("B3").is_reached_by(grade("A", 3)) && !least("B3").is_reached_by(grade("A", 0))
        );
        assert_eq!(least("B3").to_string(), "B3");
        for wrong in ["", "F", "B6", "B33", "b", "G", "7"] {
            assert_eq!(LeastGrade::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_grade_is_two_marks() {
        assert_eq!(Grade::default().to_string(), "––");
        let grade = Grade { reliability: Some(Reliability::B), credibility: Credibility::new(2) };
        assert_eq!(grade.to_string(), "B2");
    }
}
