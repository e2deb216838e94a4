//! Words that a mission has of its own.

use super::{NAME, SENTENCE, Shape, TableForm, Voiced, may, must};
use crate::model::{Class, Key, KindTable, Table};

pub(super) const KIND: TableForm = TableForm {
    table: Table::Kind,
    doc: "A kind of one's own. Kinds have ids of their own, apart from all others.",
    voiced: Voiced::No,
    own: &[
        must(Key::Id, Shape::Id, "the word that records write as their kind"),
        must(Key::Name, Shape::Text(NAME), "how it is read"),
        must(Key::Class, Shape::Term(&Class::WORDS), "on which line incidents of it are counted"),
        must(Key::Table, Shape::Term(&KindTable::WORDS), "whose kind it may be"),
        may(
            Key::Codes,
            Shape::Codes,
            "what other lists call it: { acled = \"…\", mission = \"4.2\" }",
        ),
        may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    ],
};
