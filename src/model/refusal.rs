//! Why something is refused: what is wrong, where, and what to do instead. Every error of the library
//! answers these three.

use std::{error::Error, fmt};

use super::{Clean, Problem, Spot};

/// An error that can be told to a reader.
pub trait Reason: Error {
    /// What is wrong, in one sentence.
    fn message(&self) -> Clean {
        self.to_string().into()
    }

    /// What to do instead; `None` if there is nothing to say.
    fn hint(&self) -> Option<Clean> {
        None
    }

    /// Where in the text it is; `None` if in no one place.
    fn spot(&self) -> Option<Spot> {
        None
    }
}

/// Why something cannot be done or read, and what to do or write instead. As text it is both in one
/// line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is wrong.
    pub message: Clean,
    /// What to do or write instead; `None` where there is nothing to be done.
    pub hint: Option<Clean>,
    /// Where the trouble stands, or would stand, in the text that was refused.
    pub spot: Option<Spot>,
}

impl Refusal {
    /// An empty hint is none.
    pub fn new(message: impl Into<Clean>, hint: &str) -> Self {
        Refusal::hinted(message, (!hint.is_empty()).then(|| hint.into()))
    }

    /// A refusal whose hint may be missing, and which stands at no place in the text.
    pub fn hinted(message: impl Into<Clean>, hint: Option<Clean>) -> Self {
        Refusal { message: message.into(), hint, spot: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.hint {
            Some(hint) => write!(f, "{}; {hint}", self.message),
            None => self.message.fmt(f),
        }
    }
}

impl Error for Refusal {}

impl Reason for Refusal {
    fn message(&self) -> Clean {
        self.message.clone()
    }

    fn hint(&self) -> Option<Clean> {
        self.hint.clone()
    }

    fn spot(&self) -> Option<Spot> {
        self.spot
    }
}

impl From<&str> for Refusal {
    fn from(message: &str) -> Self {
        Refusal::hinted(message, None)
    }
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Refusal::hinted(message, None)
    }
}

impl From<&Problem> for Refusal {
    fn from(problem: &Problem) -> Self {
        let Problem { message, hint, spot, .. } = problem;
        Refusal { message: message.clone(), hint: hint.clone(), spot: Some(*spot) }
    }
}
