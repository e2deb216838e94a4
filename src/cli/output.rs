//! What a command prints: data on stdout, messages on stderr, and how both look.

use std::io::{self, IsTerminal, Write};

use serde_json::Value as Json;

use super::{Outcome, arguments::Looks, leaving::stream, settings};
use crate::{
    look::{Depth, Theme},
    model::clean,
    runtime::{self, environment::ColourUse, terminal_kind::TerminalKind},
};

/// Prints to stdout; somebody who has read enough is no trouble.
pub(super) fn print(text: &str, code: i32) -> Outcome {
    stream(code, |out| out.write_all(text.as_bytes()))
}

/// Prints what scripts read. A key that is not said is absent: none is null, but the geometry of a
/// feature that has none, which GeoJSON wants to be said.
pub(super) fn print_json(json: &Json, code: i32) -> Outcome {
    let mut json = json.clone();
    leave_out_nulls(&mut json);
    let json = &json;
    // Only maps with other keys than strings, and they have none, could fail to serialise.
    let text = serde_json::to_string_pretty(json).unwrap_or_default();
    print(&(text + "\n"), code)
}

pub(super) fn leave_out_nulls(json: &mut Json) {
    match json {
        Json::Object(keys) => {
            let is_feature = keys.get("type").is_some_and(|of| of == "Feature");
            keys.retain(|key, value| !value.is_null() || is_feature && key == "geometry");
            keys.values_mut().for_each(leave_out_nulls);
        }
        Json::Array(items) => items.iter_mut().for_each(leave_out_nulls),
        _ => {}
    }
}

pub(super) fn say(words: &str) {
    let _ = writeln!(io::stderr(), "sitboard: {}", clean(words));
}

/// Colour: the flag, then the settings, then NO_COLOR, then CLICOLOR_FORCE or FORCE_COLOR, then the
/// terminal.
pub(super) fn in_colour(looks: &Looks) -> bool {
    wants_colour(looks, settings::colour_use())
}

/// The same where the settings say this.
pub(super) fn wants_colour(looks: &Looks, set: Option<ColourUse>) -> bool {
    match looks.color.or(set).unwrap_or_default() {
        ColourUse::Always => true,
        ColourUse::Never => false,
        ColourUse::Auto => {
            let has_colours = || TerminalKind::here().depth != Depth::None;
            runtime::environment::wants_colour()
                .unwrap_or_else(|| io::stdout().is_terminal() && has_colours())
        }
    }
}

/// The theme: the flag, else mono where colour is not wanted.
pub(super) fn theme_of(looks: &Looks, colour: bool) -> Theme {
    let chosen = looks.theme.unwrap_or_default();
    if colour { chosen } else { Theme::Mono }
}
