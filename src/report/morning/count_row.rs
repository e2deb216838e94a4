//! A row of what was counted, and what stands in its cells besides numbers.

/// Behind a count of which nobody tells the upper end.
pub(super) const AT_LEAST: &str = "+";
/// Where a column has nothing to say of a row.
pub(super) const NOTHING: &str = "·";

/// A row before it is laid out.
pub(super) struct CountRow {
    pub name: String,
    pub cells: [Option<String>; 5],
    pub is_told: bool,
    /// 0 where it holds something of the windows for certain, 1 where it may, 2 where it does not.
    pub weight: usize,
}
