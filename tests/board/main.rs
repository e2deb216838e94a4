//! The board without a terminal: what it shows, and what holds whatever is pressed.

mod acts;
mod agreed;
mod agreement;
mod any_ceasefire;
mod clocks;
mod common;
mod copied;
mod days;
mod differences;
mod entry;
mod feeds;
mod figures;
mod files;
mod first_acts;
mod first_hour;
mod forms;
mod front;
mod goals;
mod histories;
mod hostile;
mod incidents;
mod laws;
mod legend;
mod made;
mod map;
mod mission;
mod moved;
mod pages;
mod panels;
mod pickers;
mod picture;
mod reading;
mod silence;
mod stranger;
mod sums;
mod time;
mod today;
mod typed_ahead;
mod waits;
mod whole;
mod words;

/// The scenario that the snapshots show.
const IDLIB: &str = include_str!("../../scenarios/idlib-2020.toml");
const DONBAS: &str = include_str!("../../scenarios/donbas-2020.toml");
const HODEIDAH: &str = include_str!("../../scenarios/hodeidah-2018.toml");
const SYRIA: &str = include_str!("../../scenarios/syria-2016.toml");
