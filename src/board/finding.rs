//! What is found in a scenario as a whole.

use crate::model::{Clean, Code, Key, Severity, Spot};

/// One finding, at the key it is about.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    pub severity: Severity,
    pub code: Code,
    pub key: Key,
    pub spot: Spot,
    pub message: Clean,
    pub hint: Option<Clean>,
}
