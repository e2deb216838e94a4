//! Whole-program tests: a board in a pseudo-terminal is used, broken off, and looked at afterwards.

mod chaos;
mod endings;
mod entry;
mod faults;
mod harness;
mod input;
mod kept;
mod kills;
mod network;
mod opening;
mod reload;
mod time;
mod usage;
