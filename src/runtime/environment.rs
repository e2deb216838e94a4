//! What the environment says: about colour, and where state is kept.

use std::{env, ffi::OsString, path::PathBuf};

/// Whether to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColourUse {
    /// As the environment says, else on a terminal.
    #[default]
    Auto,
    /// Whatever the output is.
    Always,
    /// Nowhere.
    Never,
}

impl ColourUse {
    /// All of them.
    pub const ALL: [ColourUse; 3] = [ColourUse::Auto, ColourUse::Always, ColourUse::Never];

    /// Its word on the command line and in the settings.
    pub fn name(self) -> &'static str {
        match self {
            ColourUse::Auto => "auto",
            ColourUse::Always => "always",
            ColourUse::Never => "never",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<ColourUse> {
        ColourUse::ALL.into_iter().find(|colour| colour.name() == name)
    }
}

/// Whether colour is wanted, if the environment says: NO_COLOR, then CLICOLOR_FORCE or FORCE_COLOR.
pub fn wants_colour() -> Option<bool> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced =
        |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    if set("NO_COLOR") {
        return Some(false);
    }
    (forced("CLICOLOR_FORCE") || forced("FORCE_COLOR")).then_some(true)
}

/// The words that the program was started with, its own name first.
pub fn arguments() -> Vec<OsString> {
    env::args_os().collect()
}

/// The command of the reader's own editor: VISUAL, else EDITOR, else vi.
pub fn editor() -> String {
    let named = |name: &str| env::var(name).ok().filter(|command| !command.trim().is_empty());
    named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}

/// The time zone that is asked for, by name, path or rule: TZ.
pub fn time_zone() -> Option<String> {
    env::var_os("TZ").map(|name| name.to_string_lossy().into_owned())
}

/// The folder for what is kept between two runs, by the XDG Base Directory Specification:
/// XDG_STATE_HOME, else ~/.local/state. A relative path counts as none, as it says.
pub fn state_folder() -> Option<PathBuf> {
    state_folder_of(env::var_os("XDG_STATE_HOME"), env::var_os("HOME"))
}

/// The folder of what the reader has set, by the same: XDG_CONFIG_HOME, else ~/.config.
pub fn config_folder() -> Option<PathBuf> {
    absolute(env::var_os("XDG_CONFIG_HOME"))
        .or_else(|| Some(absolute(env::var_os("HOME"))?.join(".config")))
}

/// The folder of what can be made again, by the same: XDG_CACHE_HOME, else ~/.cache.
pub fn cache_folder() -> Option<PathBuf> {
    absolute(env::var_os("XDG_CACHE_HOME"))
        .or_else(|| Some(absolute(env::var_os("HOME"))?.join(".cache")))
}

fn state_folder_of(state: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    absolute(state).or_else(|| Some(absolute(home)?.join(".local/state")))
}

fn absolute(path: Option<OsString>) -> Option<PathBuf> {
    path.map(PathBuf::from).filter(|path| path.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_goes_where_the_specification_says() {
        let folder = |state: Option<&str>, home: Option<&str>| {
            let of = state_folder_of(state.map(OsString::from), home.map(OsString::from));
            of.map(|path| path.to_string_lossy().into_owned())
        };
        assert_eq!(folder(Some("/s"), Some("/h")).as_deref(), Some("/s"));
        for none in [None, Some(""), Some("relative")] {
            assert_eq!(folder(none, Some("/h")).as_deref(), Some("/h/.local/state"));
            assert_eq!(folder(none, None), None);
            assert_eq!(folder(none, Some("h")), None);
        }
    }
}
