//! Stories: views of the board in order, each with a paragraph. The keys of a view are the words by
//! which views are kept.

use super::{HANDLING, NAME, PRIVATE, SENTENCE, Shape, TITLE, TableForm, Voiced, may, must};
use crate::model::{Key, PanelName, Table};

/// What a step may select.
const LISTED: &[Table] = &[
    Table::Actor,
    Table::Place,
    Table::Route,
    Table::Zone,
    Table::Agreement,
    Table::Clause,
    Table::Status,
    Table::Amendment,
    Table::Patrol,
    Table::Attack,
    Table::Displacement,
    Table::Event,
    Table::Statement,
    Table::Assessment,
    Table::Tally,
    Table::Restriction,
    Table::Weapon,
    Table::Handover,
    Table::Indicator,
];

pub(super) const STORY: TableForm = TableForm {
    table: Table::Story,
    doc: "Views of the board in order, each with a paragraph: played on the board, and told on a page \
          with its pictures by `sitboard story`.",
    voiced: Voiced::No,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(Key::Title, Shape::Text(TITLE), "what it is called"),
        PRIVATE,
        HANDLING,
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
        may(Key::Step, Shape::Nested(Table::Step), "its steps, each a [[story.step]]"),
    ],
};

pub(super) const STEP: TableForm = TableForm {
    table: Table::Step,
    doc: "One step of a story, written below it: what is told, and the view that shows it. A key of \
          the view that is left out is as the board opens.",
    voiced: Voiced::No,
    own: &[
        must(Key::Title, Shape::Text(TITLE), "what stands above its paragraph"),
        must(
            Key::Text,
            Shape::Text(4 * SENTENCE),
            "what is told, in the author's own words; a blank line begins a paragraph",
        ),
        may(Key::Panel, Shape::Term(&PanelName::WORDS), "the panel that has the keys"),
        may(Key::Zoomed, Shape::Flag, "true: it stands over the whole board"),
        may(Key::AsOf, Shape::When, "the day to look at"),
        may(
            Key::Known,
            Shape::WhenOr(&["hindsight"]),
            "the day whose knowledge counts, or hindsight: all that was ever told",
        ),
        may(Key::Filter, Shape::Text(SENTENCE), "in the board's filter language"),
        may(
            Key::Without,
            Shape::Text(SENTENCE),
            "sources, kinds of source and feeds that are put aside: sofrep,un",
        ),
        may(Key::Least, Shape::Text(NAME), "the grade below which words are put aside: B, or B3"),
        may(
            Key::Sort,
            Shape::Text(NAME),
            "the column that the panel is sorted by, as it stands above it; -date the other way round",
        ),
        may(Key::Selected, Shape::Reference(LISTED, &[]), "the record that is selected"),
        may(Key::WindowDays, Shape::Integer(7, 28), "days of a window of tempo: 7, 14 or 28"),
        may(
            Key::Timeline,
            Shape::Text(NAME),
            "the days of the timeline, in the words that stand above it",
        ),
    ],
};
