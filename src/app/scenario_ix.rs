//! Positions of open scenarios: a number of its own kind, so that it is never taken for another.

/// Position of an open scenario in the workspace, from 0. It stays the same as long as the board
/// stands, since none is closed before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ScenarioIx(u32);

impl ScenarioIx {
    /// The open scenario at a position; far fewer are open than there are numbers.
    pub fn new(position: usize) -> ScenarioIx {
        ScenarioIx(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// The position as a number, for lists with an entry for each open scenario.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
