//! What is set for good: shown, checked, and a file to start from.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::{
    Outcome,
    arguments::{Changing, CheckFormat, ConfigOrder, Looks, RowFormat},
    output::{in_colour, print, print_json},
    settings::feed_memory_flag,
};
use crate::{
    look::counted,
    model::{PointNotation, Refusal},
    panel::{Front, describe},
    report,
    runtime::{
        config::{self, ConfigOption, ReadConfig},
        files::shown,
    },
};

pub(super) fn config(order: ConfigOrder) -> Outcome {
    match order {
        ConfigOrder::Show { looks, changing, coordinates, format } => {
            show(&looks, &changing, coordinates, format)
        }
        ConfigOrder::Path => print(&format!("{}\n", shown(&path()?)), 0),
        ConfigOrder::Template => print(&template(), 0),
        ConfigOrder::Check { file, format, looks } => {
            let path = file.map_or_else(path, Ok)?;
            if !path.exists() {
                return Err(Refusal::new(
                    format!("{} is not there", shown(&path)),
                    "nothing is set; `sitboard config template` prints a file to start from",
                ));
            }
            let read = config::read_file(&path)?;
            check(&shown(&path).to_string(), &read, format, in_colour(&looks))
        }
    }
}

/// A file to start from.
pub(super) fn template() -> String {
    let front = Front::default();
    config::template(|command| describe(command.row(), &front).into_owned())
}

fn path() -> Result<std::path::PathBuf, Refusal> {
    config::path().ok_or_else(|| {
        Refusal::new("no folder is named for settings", "XDG_CONFIG_HOME or HOME names one")
    })
}

/// Everything that holds and where it comes from; what cannot be read is refused.
fn show(
    looks: &Looks,
    changing: &Changing,
    coordinates: Option<PointNotation>,
    format: RowFormat,
) -> Outcome {
    let config = config::read().and_then(ReadConfig::whole)?;
    let quoted = |word: &str| format!("\"{word}\"");
    let flags = |option: &ConfigOption| match option.name {
        "theme" => looks.theme.map(|theme| quoted(theme.name())),
        "color" => looks.color.map(|colour| quoted(colour.name())),
        "glyphs" => looks.glyphs.map(|glyphs| quoted(glyphs.name())),
        "bidi" => looks.bidi.map(|bidi| quoted(bidi.name())),
        "coordinates" => coordinates.map(|notation| quoted(notation.name())),
        "mouse" => changing.mouse.map(|is_on| is_on.to_string()),
        "ring" => changing.ring.map(|ring| quoted(ring.name())),
        "autosave" => changing.autosave.map(|is_on| is_on.to_string()),
        "read_only" => changing.read_only.map(|is_on| is_on.to_string()),
        "feed_memory_mib" => feed_memory_flag().map(|mib| mib.to_string()),
        _ => None,
    };
    let held = config::show(&config, flags);
    if format == RowFormat::Json {
        let row = |held: &config::Held| json!({ "name": held.name, "value": held.value, "from": held.from });
        return print_json(&Json::Array(held.iter().map(row).collect()), 0);
    }
    let width = held.iter().map(|held| held.name.len() + held.value.chars().count()).max();
    let width = width.unwrap_or(0).min(48) + 3;
    let mut text = String::new();
    for held in held {
        let line = format!("{} = {}", held.name, held.value);
        let _ = writeln!(text, "{line:<width$}  # {}", held.from); // into a string
    }
    print(&text, 0)
}

fn check(file: &str, read: &ReadConfig, format: CheckFormat, colour: bool) -> Outcome {
    let problems = read.problems.iter();
    let code = i32::from(!read.problems.is_empty());
    if format == CheckFormat::Json {
        let problems = problems.map(|problem| report::problem_json(file, problem));
        return print_json(&Json::Array(problems.collect()), code);
    }
    let mut text: String =
        problems.map(|problem| report::problem_text(file, problem, colour)).collect();
    let _ = writeln!(text, "{file}: {}", counted(read.problems.len(), "error")); // into a string
    print(&text, code)
}
