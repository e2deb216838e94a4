//! Every glyph the board draws, in one place. None ever comes from a file.

pub const SELECTED: &str = "▸";
pub const CHANGED: &str = "+";
pub const MENTIONED: &str = "•";
pub const CONTESTED: &str = "≠";
pub const ATTACKED: &str = "✕";
pub const NOT_STATED: &str = "·";
pub const PENDING: &str = "?";
pub const ASSUMED: &str = "~";
pub const LINK: &str = "→";
pub const PARENT: &str = "▾";

pub const COMPLETED: &str = "●";
pub const CUT_SHORT: &str = "◐";
pub const PLANNED: &str = "○";
pub const CANCELLED: &str = "⊘";
pub const UNKNOWN: &str = "◌";

/// Certain part of a bar, what it may reach beyond that, and the empty rest.
pub const BAR_FULL: &str = "█";
pub const BAR_PART: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
pub const BAR_UNCERTAIN: &str = "▒";
pub const BAR_OPEN: &str = "┄";

/// A range on an axis.
pub const POINT: &str = "●";
pub const FROM: &str = "├";
pub const BETWEEN: &str = "─";
pub const TO: &str = "┤";

/// Columns of the timeline, from little to much; the day that is looked at; a status from its
/// first day on.
pub const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
pub const CURSOR: &str = "│";
pub const CURSOR_HEAD: &str = "▼";
/// What a patrol covered of a route, the way it went; what none is known to have reached; a place
/// on the route; how long an obstruction stood.
pub const COVERED: &str = "━";
pub const ONWARD: &str = "▶";
pub const BACKWARD: &str = "◀";
pub const UNSEEN: &str = "░";
pub const STOP: &str = "┬";
pub const TAIL: &str = "╎";
/// Something within a span of days, nobody knows when.
pub const SPAN: &str = "┄";
pub const CHANGE: &str = "◆";
pub const LASTS: &str = "─";

/// Quarters of a cell: upper left, upper right, lower left, lower right in the lowest bits.
pub const QUARTERS: [char; 16] =
    [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

/// An event, and a displacement figure.
pub const EVENT: (&str, &str) = ("□", "e");
pub const DISPLACEMENT: (&str, &str) = ("◉", "d");
/// A place of the scenario, a town of the basemap, a capital.
pub const PLACE: (&str, &str) = ("∘", "o");
pub const TOWN: (&str, &str) = ("·", ".");
pub const CAPITAL: (&str, &str) = ("⊙", "@");
/// A scale bar, and which way is up.
pub const SCALE: [(&str, &str); 3] = [("├", "|"), ("─", "-"), ("┤", "|")];
pub const NORTH: (&str, &str) = ("↑", "^");
/// Between the map and its list.
pub const BESIDE: (&str, &str) = ("│", "|");
