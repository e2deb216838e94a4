//! Every glyph the board draws, in one place. None ever comes from a file.

/// Before the row that is selected.
pub const SELECTED: &str = "▸";
/// Before a row that changed since the last key.
pub const CHANGED: &str = "+";
/// Before a row that names the selected actor.
pub const MENTIONED: &str = "•";
/// Voices that cannot all be right.
pub const CONTESTED: &str = "≠";
/// An attack, on a patrol among others.
pub const ATTACKED: &str = "✕";
/// In place of a value that nobody states.
pub const NOT_STATED: &str = "·";
/// Behind a date that may lie after the day that is looked at.
pub const PENDING: &str = "?";
/// A day from which something counts that is assumed, since nobody dates it.
pub const ASSUMED: &str = "~";
/// Behind days that stand for words which have no room.
pub const IN_WORDS: &str = "”";
/// From one record to another, or along a route.
pub const LINK: &str = "→";
/// A row under which others stand.
pub const PARENT: &str = "▾";

/// A patrol that went the whole way.
pub const COMPLETED: &str = "●";
/// A patrol that turned back on its way.
pub const CUT_SHORT: &str = "◐";
/// A patrol that is announced.
pub const PLANNED: &str = "○";
/// A patrol that was called off.
pub const CANCELLED: &str = "⊘";
/// A patrol of which nobody says how it ended.
pub const UNKNOWN: &str = "?";

/// The certain part of a bar.
pub const BAR_FULL: &str = "█";
/// The last cell of a bar, from nothing to seven eighths.
pub const BAR_PART: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// What it may reach beyond that.
pub const BAR_UNCERTAIN: &str = "▒";
/// A bar whose upper end nobody knows.
pub const BAR_OPEN: &str = "┄";

/// The best figure of a range on an axis.
pub const POINT: &str = "●";
/// Its lower end.
pub const FROM: &str = "├";
/// What lies between its ends; the line of a route.
pub const BETWEEN: &str = "─";
/// Its upper end.
pub const TO: &str = "┤";

/// Columns of the timeline, from little to much.
pub const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The day that is looked at.
pub const CURSOR: &str = "│";
/// The head of that line.
pub const CURSOR_HEAD: &str = "▼";
/// What a patrol covered of a route.
pub const COVERED: &str = "━";
/// What it covered by its track, of which nothing is reported.
pub const BY_TRACK: &str = "═";
/// What it covered by its track and by what is reported.
pub const BY_BOTH: &str = "≡";
/// Its far end, where it went on along the route.
pub const ONWARD: &str = "▶";
/// Its far end, where it went back along the route.
pub const BACKWARD: &str = "◀";
/// A stretch that no patrol is known to have reached.
pub const UNSEEN: &str = "░";
/// A place on the route.
pub const STOP: &str = "┬";
/// How long an obstruction stood.
pub const TAIL: &str = "╎";
/// Something within a span of days, nobody knows when.
pub const SPAN: &str = "┄";
/// The first day of a status.
pub const CHANGE: &str = "◆";
/// The days through which a status lasts.
pub const LASTS: &str = "─";

/// Quarters of a cell: upper left, upper right, lower left, lower right in the lowest bits.
pub const QUARTERS: [char; 16] =
    [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

/// An event on the map; each sign with one that every terminal has.
pub const EVENT: (&str, &str) = ("□", "e");
/// A displacement figure.
pub const DISPLACEMENT: (&str, &str) = ("◉", "d");
/// Somebody kept from moving.
pub const RESTRICTION: (&str, &str) = ("⊣", "]");
/// Weapons that were seen, or missed.
pub const WEAPON: (&str, &str) = ("╤", "W");
/// A handover.
pub const HANDOVER: (&str, &str) = ("⇄", "=");
/// A place of the scenario.
pub const PLACE: (&str, &str) = ("∘", "o");
/// A town of the basemap.
pub const TOWN: (&str, &str) = ("·", ".");
/// A capital.
pub const CAPITAL: (&str, &str) = ("⊙", "@");
/// A scale bar: its left end, its middle, its right end.
pub const SCALE: [(&str, &str); 3] = [("├", "|"), ("─", "-"), ("┤", "|")];
/// Beside the scale bar: which way north is.
pub const NORTH: (&str, &str) = ("↑", "^");
/// Between the map and its list.
pub const BESIDE: (&str, &str) = ("│", "|");
