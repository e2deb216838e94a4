//! `check`: what is wrong with scenario files.

use serde_json::Value as Json;

use super::{
    Outcome,
    arguments::{CheckFormat, Looks, Scenarios},
    meant::every,
    output::{in_colour, print, print_json, say},
    reading::read,
};
use crate::{
    board::LoadedFile,
    look::counted,
    model::{Problem, Severity},
    report, runtime,
};

/// Reads each scenario that is meant and tells what is wrong with it; with `evidence` also each file
/// of evidence, which is read for no other reason.
pub(super) fn check(
    scenarios: &Scenarios,
    (audit, evidence): (bool, bool),
    format: CheckFormat,
    looks: &Looks,
) -> Outcome {
    let (mut troubled, mut found_errors) = (false, false);
    let (mut text, mut json) = (String::new(), Vec::new());
    let colour = in_colour(looks);
    for place in every(scenarios)? {
        let Some(mut loaded) = read(&place, &mut troubled) else { continue };
        let verified = evidence.then(|| runtime::evidence::check(&place, &mut loaded));
        let file = place.name();
        // An audit is of what the sources say.
        if !audit {
            loaded.tell_of_towns();
        }
        let told = |problem: &&Problem| !audit || problem.severity == Severity::Note;
        for problem in loaded.problems.iter().filter(told) {
            match format {
                CheckFormat::Human => text.push_str(&report::problem_text(&file, problem, colour)),
                CheckFormat::Json => json.push(report::problem_json(&file, problem)),
            }
        }
        let errors = loaded.count(Severity::Error);
        found_errors |= errors > 0;
        if format == CheckFormat::Human {
            text.push_str(&verdict(&file, &loaded, verified));
        } else if let Some(verified) = verified {
            say(&format!("{file}: {}", verified_in_words(verified)));
        }
    }
    let code = if troubled { 2 } else { i32::from(found_errors) };
    match format {
        CheckFormat::Human => print(&text, code),
        CheckFormat::Json => print_json(&Json::Array(json), code),
    }
}

/// One line on a file: what it holds and what was found.
fn verdict(file: &str, loaded: &LoadedFile, verified: Option<usize>) -> String {
    let verified = verified.map(|n| format!("; {}", verified_in_words(n))).unwrap_or_default();
    let found =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
            .map(|(severity, word)| counted(loaded.count(severity), word))
            .join(", ");
    match &loaded.index {
        Some(index) => {
            let scenario = &index.scenario;
            let left = if !scenario.left_out.is_empty() {
                format!(", {} left out", scenario.left_out)
            } else {
                String::new()
            };
            let records = counted(scenario.records().len(), "record");
            format!("{file}: {records}{left}; {found}{verified}\n")
        }
        None => format!("{file}: does not load; {found}\n"),
    }
}

fn verified_in_words(verified: usize) -> String {
    format!("{} of evidence verified", counted(verified, "file"))
}
