//! The board without a terminal: what it shows, and what holds whatever is pressed.

mod clocks;
mod common;
mod differences;
mod laws;
mod made;
mod moved;
mod panels;

/// The scenario that the snapshots show.
const IDLIB: &str = include_str!("../../scenarios/idlib-2020.toml");
