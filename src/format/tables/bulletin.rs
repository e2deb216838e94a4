//! A report that carries many facts, whose voice is typed once.

use super::{
    EVIDENCE, HANDLING, NAME, PRIVATE, SENTENCE, SOURCES, Shape, TableForm, Voiced, may, must,
};
use crate::model::{Key, Table, Topic};

/// What a bulletin may be confined to.
const AREAS: &[Table] = &[Table::Place, Table::Zone];

pub(super) const BULLETIN: TableForm = TableForm {
    table: Table::Bulletin,
    doc: "A report that carries many facts: `bulletin` in a record or an account stands for its \
          voice. Bulletins have ids of their own.",
    voiced: Voiced::No,
    own: &[
        must(Key::Id, Shape::Id, "its id"),
        must(
            Key::Source,
            Shape::Reference(SOURCES, &["desk"]),
            "who issues it: the id of a source, or desk",
        ),
        may(
            Key::Citing,
            Shape::Reference(SOURCES, &["desk"]),
            "whose word it carries: the voice is this one",
        ),
        must(Key::Published, Shape::When, "the day it was published"),
        may(
            Key::Credibility,
            Shape::Integer(1, 6),
            "1 confirmed … 5 improbable, 6 cannot be judged",
        ),
        may(Key::Url, Shape::Link, "where it can be read"),
        may(Key::Ref, Shape::Text(NAME), "the issuer's own serial: No. 91"),
        may(Key::Covers, Shape::When, "the days it reports on"),
        may(
            Key::Area,
            Shape::Reference(AREAS, &[]),
            "the place or zone it reports on; its days count as reported there and nowhere else",
        ),
        may(
            Key::LookedFor,
            Shape::Terms(&Topic::WORDS),
            "what it would have told: the days it covers count as reported for these",
        ),
        EVIDENCE,
        PRIVATE,
        HANDLING,
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};
