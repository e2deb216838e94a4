//! Whole-program tests: a board in a pseudo-terminal is used, broken off, and looked at afterwards.

#[path = "../board/acts.rs"]
mod acts;
mod chaos;
mod endings;
mod entry;
mod evidence;
mod faults;
mod first_acts;
mod harness;
mod input;
mod kept;
mod kills;
mod links;
mod network;
mod opening;
mod reload;
mod right_to_left;
mod settings;
mod terminals;
mod time;
mod unpacking;
mod usage;
mod views;
