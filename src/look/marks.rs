//! The one table of marks: every sign that a board draws, and what it means where it stands. The
//! legend shows those of its rows that are on the screen.

use super::{Role, glyph};

/// Where a mark is looked for: one sign means one thing in a list and another on a map.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkedPart {
    /// The lists of the panels, what sums them up, and a detail.
    Lists,
    /// The cells before the first column of a list.
    Margin,
    /// Bars of figures: people, counts of voices.
    Bars,
    /// The timeline.
    Timeline,
    /// The corridor's strip and chart.
    Corridor,
    /// The map.
    Map,
}

/// A sign, and what it means.
#[derive(Debug)]
pub struct MarkMeaning {
    /// The signs that mean it, each one cell.
    pub signs: &'static [&'static str],
    /// The role that it is drawn in.
    pub role: Role,
    /// What it means.
    pub means: &'static str,
    /// What it is told with.
    pub group: MarkGroup,
    /// Where it means that.
    pub part: MarkedPart,
}

/// What a mark is told with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkGroup {
    /// How something went.
    States,
    /// How a number is told.
    Numbers,
    /// What to know before it is quoted.
    Caveats,
    /// Rows: which is selected, what changed.
    Rows,
    /// Bars of figures.
    Bars,
    /// The timeline.
    Timeline,
    /// The corridor.
    Corridor,
    /// The map.
    Map,
}

impl MarkGroup {
    /// Every group, in the order of the legend.
    pub const ALL: [MarkGroup; 8] = [
        MarkGroup::States,
        MarkGroup::Numbers,
        MarkGroup::Caveats,
        MarkGroup::Rows,
        MarkGroup::Bars,
        MarkGroup::Timeline,
        MarkGroup::Corridor,
        MarkGroup::Map,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            MarkGroup::States => "States",
            MarkGroup::Numbers => "Numbers",
            MarkGroup::Caveats => "Caveats",
            MarkGroup::Rows => "Rows",
            MarkGroup::Bars => "Bars",
            MarkGroup::Timeline => "Timeline",
            MarkGroup::Corridor => "Corridor",
            MarkGroup::Map => "Map",
        }
    }
}

macro_rules! marks {
    ($($group:ident in $part:ident { $([$($sign:expr),+] $role:ident $means:literal),+ $(,)? })+) => {
        /// Every mark, group by group.
        pub static MARKS: &[MarkMeaning] = &[$($(MarkMeaning {
            signs: &[$($sign),+],
            role: Role::$role,
            means: $means,
            group: MarkGroup::$group,
            part: MarkedPart::$part,
        }),+),+];
    };
}

marks! {
    States in Lists {
        [glyph::COMPLETED] Good "completed",
        [glyph::CUT_SHORT] Warning "cut short",
        [glyph::PLANNED] Dim "planned",
        [glyph::CANCELLED] Stale "called off, or a way barred",
        [glyph::ATTACKED] Severe "attacked, or an attack",
        [glyph::CHANGE] Plain "here a status begins",
        ["⊟"] Warning "a blocked road",
    }
    Numbers in Lists {
        ["≥"] Plain "at least",
        ["≤"] Plain "at most",
        ["–"] Plain "from what is certain to what is possible",
        [glyph::NOT_STATED] Dim "no voice says; never zero",
        ["±"] Plain "more or less",
    }
    Caveats in Lists {
        [glyph::CONTESTED] Contested "voices cannot both be right",
        [glyph::ASSUMED] Stale "assumed or worked out by the desk; no source says it",
        [glyph::PENDING] Stale "not told, or perhaps after the day that is looked at",
        ["“"] Plain "somebody's words, quoted",
        ["”"] Plain "the source words it so",
        ["…"] Dim "more than there is room for",
    }
    Rows in Margin {
        [glyph::SELECTED] Plain "selected; below the list in words",
        [glyph::CHANGED] Changed "changed since the last key or the baseline",
        [glyph::MENTIONED] Mentioned "names the selected actor",
    }
    Rows in Lists {
        [glyph::PARENT] Dim "others stand under it",
        [glyph::LINK] Link "leads to another record",
        ["↑", "↓"] Dim "sorted by this column",
        ["›"] Dim "goes on there",
    }
    Bars in Bars {
        [glyph::BAR_FULL, "▏", "▎", "▍", "▌", "▋", "▊", "▉"] Bar "what is certain",
        [glyph::BAR_UNCERTAIN] BarUncertain "what is possible beyond it",
        [glyph::BAR_OPEN] BarUncertain "no upper end is told",
        [glyph::FROM, glyph::TO, glyph::POINT] Bar "a voice's range, its ends and its best figure",
    }
    Timeline in Timeline {
        ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] Bar "the higher, the more on that day",
        [glyph::SPAN] BarUncertain "on some day of these",
        [glyph::CHANGE] Plain "here a status begins, and lasts until the next",
        [glyph::CURSOR_HEAD, glyph::CURSOR] Key "the day that is looked at",
    }
    Corridor in Corridor {
        ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] Bar "the higher, the more patrols came so far",
        [glyph::BAR_OPEN] BarUncertain "as far as a patrol may have come",
        [glyph::UNSEEN] Stale "no patrol is known to have been there",
        [glyph::STOP] Dim "a place on the route",
        [glyph::COVERED] Bar "what a patrol covered",
        [glyph::BY_TRACK] Mentioned "what it covered by its track",
        [glyph::BY_BOTH] Mentioned "by its track and as reported",
        [glyph::ONWARD, glyph::BACKWARD] Bar "as far as it is known to have come",
        [glyph::MENTIONED] Plain "an incident that is no attack",
        [glyph::RESTRICTION.0] Warning "access was denied there",
        [glyph::POINT] Bar "where a patrol came to",
        [glyph::FROM] Bar "it set out here; how far it came is not told",
        [glyph::TAIL] Warning "how long a road was barred",
        [glyph::LASTS, "╌"] Plain "as long as the status lasts",
    }
    Map in Map {
        [glyph::PLACE.0] Plain "a place of this scenario",
        [glyph::TOWN.0] Dim "a town",
        [glyph::CAPITAL.0] Dim "a capital",
        [glyph::EVENT.0] Plain "an event",
        [glyph::DISPLACEMENT.0] Plain "a displacement figure",
        [glyph::RESTRICTION.0] Plain "somebody kept from moving",
        [glyph::WEAPON.0] Plain "weapons that were seen, or missed",
        [glyph::HANDOVER.0] Plain "a handover",
        [glyph::NORTH.0] Dim "north",
        [glyph::FROM, glyph::BETWEEN, glyph::TO] Dim "how long so many kilometres are",
        ["╌"] Dim "a border that is disputed or claimed",
        ["°"] Dim "degrees of latitude and longitude",
    }
}

/// A role by which words and marks stand out, and what it says.
#[derive(Debug)]
pub struct ColourMark {
    /// The role.
    pub role: Role,
    /// A word that is drawn so.
    pub sample: &'static str,
    /// What it says.
    pub means: &'static str,
}

/// What the colours say, the gravest first.
pub static COLOURS: &[ColourMark] = &[
    ColourMark { role: Role::Severe, sample: "grave", means: "attacked, broken, at alarm" },
    ColourMark { role: Role::Warning, sample: "warning", means: "partly, suspended, on watch" },
    ColourMark { role: Role::Good, sample: "good", means: "completed, held, met" },
    ColourMark { role: Role::Contested, sample: "contested", means: "voices differ" },
    ColourMark { role: Role::Stale, sample: "faint", means: "old, silent, assumed, not told" },
    ColourMark { role: Role::Label, sample: "“label”", means: "somebody's name for others" },
    ColourMark { role: Role::Withdrawn, sample: "withdrawn", means: "taken back by its voice" },
    ColourMark { role: Role::Changed, sample: "changed", means: "changed since" },
    ColourMark { role: Role::Link, sample: "link", means: "a reference to follow" },
    ColourMark { role: Role::Key, sample: "key", means: "a key to press" },
];

impl MarkMeaning {
    /// Whether a cell's text is one of its signs.
    pub fn is(&self, cell: &str) -> bool {
        self.signs.contains(&cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::width;

    #[test]
    fn a_sign_means_one_thing_in_one_part() {
        for (n, mark) in MARKS.iter().enumerate() {
            assert!(!mark.means.is_empty() && mark.signs.iter().all(|sign| width(sign) == 1));
            let others = MARKS.iter().skip(n + 1).filter(|other| other.part == mark.part);
            for other in others {
                assert!(!mark.signs.iter().any(|sign| other.is(sign)), "{}", mark.means);
            }
        }
    }
}
