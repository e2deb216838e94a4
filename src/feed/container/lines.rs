//! Lines of what was unpacked, and where these stand in the original.

use serde::{Deserialize, Serialize};

/// On which line of the original each line of the unpacked table stands. Only where the two move
/// apart is noted; without any note they are the same.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct LineMap(Vec<(u64, u64)>);

impl LineMap {
    /// Takes note that a line, later than all before, stands on that line of the original.
    pub fn push(&mut self, line: u64, original: u64) {
        if self.original(line) != original {
            self.0.push((line, original));
        }
    }

    /// Where a line of the unpacked table stands in the original.
    pub fn original(&self, line: u64) -> u64 {
        let after = self.0.partition_point(|(from, _)| *from <= line);
        match after.checked_sub(1).and_then(|n| self.0.get(n)) {
            Some((from, original)) => original.saturating_add(line - from),
            None => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_move_apart_are_found_again() {
        let mut lines = LineMap::default();
        for (line, original) in [(1, 1), (2, 2), (3, 7), (4, 8), (9, 9), (10, 10)] {
            lines.push(line, original);
        }
        assert_eq!(lines.0, [(3, 7), (9, 9)], "only where they move apart");
        let originals: Vec<u64> = (1..=10).map(|line| lines.original(line)).collect();
        assert_eq!(originals, [1, 2, 7, 8, 9, 10, 11, 12, 9, 10]);
    }
}
