//! Files that a scenario names: they lie beside it, or below.

use super::ValueReading;
use crate::model::{Clean, Span};

/// Whether a path as the scenario gives it names anything but a file in or below its folder.
pub fn leads_outside(path: &str) -> bool {
    path.starts_with(['/', '\\'])
        || path.contains(':')
        || path.split(['/', '\\']).any(|part| part == "..")
}

impl ValueReading<'_> {
    /// That a file is named which does not lie beside the scenario.
    pub fn outside_folder(&mut self, span: Span, example: &str) {
        self.error(
            "path-outside",
            span,
            "the file must lie in or below the scenario's folder",
            Some(Clean::from(format!("write a path such as {example}"))),
        );
    }
}
