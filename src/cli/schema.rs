//! `schema`: what a scenario is, and what commands print for scripts, as JSON Schema.

use super::{Outcome, arguments::told_names, output::print_json};
use crate::{format, report};

/// The schema of the scenario format, or of what a command prints.
pub(super) fn schema(output: Option<&[String]>) -> Outcome {
    let Some(words) = output else { return print_json(&format::schema(), 0) };
    let name = words.join(" ");
    let schema = report::output_schema(&name).ok_or_else(|| {
        let names = report::output_names();
        told_names(&name, "output for scripts", names.iter().map(String::as_str).collect())
    })?;
    print_json(&schema, 0)
}
