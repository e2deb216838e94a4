//! A short scenario to start from: commented, complete, and opens at once.

use super::load;
use crate::model::{Day, Id, Refusal, Severity};

/// The text that `sitboard new` writes: one record of each of the four panels, dated `today`.
///
/// # Errors
/// Where `check` would find one in it, as on a day that no board knows.
pub fn starter(stem: &str, today: Day) -> Result<String, Refusal> {
    let text = written(stem, today);
    let loaded = load(text.as_bytes(), stem);
    match loaded.problems.iter().find(|problem| problem.severity == Severity::Error) {
        Some(problem) => Err(Refusal { spot: None, ..Refusal::from(problem) }),
        None => Ok(text),
    }
}

fn written(stem: &str, today: Day) -> String {
    let id = Id::from_words(stem).map_or_else(|| "my-board".to_owned(), |id| id.to_string());
    let yesterday = crate::model::later(today, -1).unwrap_or(today);
    let signed = crate::model::later(today, -30).unwrap_or(today);
    format!(
        r#"# A scenario of your own. `sitboard format` prints every table and key.
# Check it with `sitboard check`, open it with `sitboard` and this file's name.
format = 1

[scenario]
id = "{id}"
title = "My board"
summary = "One paragraph: what this board is about."
timezone = "UTC"                 # days and the cut-off are local to it
day_ends = "24:00"               # the reporting cut-off
handling = "TLP:AMBER"           # printed in the header and on everything that leaves the board

# ---------------------------------------------------------------- who speaks
[[source]]
id = "first-source"
name = "A first source"
kind = "media"                   # party government monitor media ngo un armed-group analyst document
reliability = "C"                # A completely reliable … E unreliable, F cannot be judged

# ---------------------------------------------------------------- who acts
[[actor]]
id = "side-one"
name = "Side One"
kind = "state"
role = "signatory"

[[actor]]
id = "side-two"
name = "Side Two"
kind = "armed-group"
role = "signatory"

# ---------------------------------------------------------------- where
[[place]]
id = "the-town"
name = "The Town"

# ---------------------------------------------------------------- what was agreed
[[agreement]]
id = "ceasefire"
name = "The ceasefire"
signed = {signed}
parties = ["side-one", "side-two"]
source = "first-source"
published = {signed}
clause = [
  {{ id = "cessation", kind = "cessation", text = "All fire stops." }},
]

[[status]]
id = "ceasefire-holding"
of = "ceasefire"
is = "holding"
since = {signed}
source = "desk"                  # your own judgement is a voice like any other
published = {today}

# ---------------------------------------------------------------- what happened
[[patrol]]
id = "patrol-1"
date = {yesterday}
by = ["side-one", "side-two"]
to = "the-town"
outcome = "completed"            # planned completed cut-short cancelled unknown
source = "first-source"
published = {yesterday}
number = 1

[[attack]]
id = "shots-1"
date = {yesterday}
kind = "small-arms"
by = "unknown"
on = ["side-one"]
place = "the-town"
killed = 0                       # leave a key out when nobody states it: that is not zero
injured = "several"
source = "first-source"
published = {today}
account = [
  {{ source = "desk", published = {today}, injured = 3, note = "Counted from the pictures." }},
]

[[displacement]]
id = "displaced-1"
date = {today}
measure = "displaced"
count = "about 1,200"
place = "the-town"
source = "first-source"
published = {today}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_opens_without_a_problem() {
        let text = starter("My Board", "2026-02-28".parse().unwrap()).unwrap();
        let loaded = load(text.as_bytes(), "my-board");
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.scenario.unwrap().header.id.as_str(), "my-board");
    }

    #[test]
    fn a_clock_that_is_far_off_writes_nothing() {
        let refused = starter("a", "2971-01-01".parse().unwrap()).unwrap_err();
        assert_eq!(refused.to_string(), "a year outside 1900–2200; check the year");
    }
}
