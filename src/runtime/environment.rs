//! What the environment says about colour.

use std::env;

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
