//! The one declaration of the format: every table, its keys in order, what each takes and means.
//! The reader, the "did you mean" and the printed reference all read this list and no other.

mod agreed;
mod background;
mod bulletin;
mod form;
mod kinds;
mod mission;
mod reported;
mod story;
mod zones;

pub use form::{
    ALONG_KEYS, AROUND_KEYS, CORRIDOR_KEYS, COUNT_KEYS, EVIDENCE_KEYS, Field, HIT, PEOPLE,
    POINT_KEYS, PROMISE_KEYS, Shape, TableForm, Voiced, WHEN_KEYS, WITHIN_KEYS,
};

use crate::model::{Basis, Key, Table};

const SENTENCE: usize = 500;
const TITLE: usize = 80;
const NAME: usize = 80;
const HANDLING_MARK: usize = 40;

const ACTORS: &[Table] = &[Table::Actor];
const PLACES: &[Table] = &[Table::Place];
const ZONES: &[Table] = &[Table::Zone];
const SOURCES: &[Table] = &[Table::Source];
const UNKNOWN: &[&str] = &["unknown"];

const fn must(key: Key, shape: Shape, doc: &'static str) -> Field {
    Field { key, shape, required: true, or: None, doc }
}

/// A key that is needed unless `or` stands.
const fn must_or(key: Key, or: Key, shape: Shape, doc: &'static str) -> Field {
    Field { key, shape, required: true, or: Some(or), doc }
}

const fn may(key: Key, shape: Shape, doc: &'static str) -> Field {
    Field { key, shape, required: false, or: None, doc }
}

const OWN_ID: Field = may(
    Key::Id,
    Shape::Id,
    "its id, for references; made up from table, date and place if left out",
);
const OTHERS: Field = may(
    Key::Account,
    Shape::Accounts,
    "other voices: { source, published, any key of the record }",
);

const PRIVATE: Field = may(
    Key::Private,
    Shape::Flag,
    "true: it never leaves the desk, in no page, export or picture, unless --private says so",
);

const MASK: Field = may(
    Key::Mask,
    Shape::Flag,
    "true: what is published with --publish says of what kind it is, and nowhere what it is called",
);

const HANDLING: Field = may(
    Key::Handling,
    Shape::Text(HANDLING_MARK),
    "how this one may be handled, where not as the scenario says; what leaves the board bears the \
     strictest mark of all that the board shows",
);

const EVIDENCE: Field = may(
    Key::Evidence,
    Shape::Evidence,
    "files that bear it out: [{ file, sha256, kind, by, taken, url, archived, private, note }], of \
     which the first three are needed; `sitboard evidence add` writes it",
);

/// The keys that every word has, whoever speaks: the first are a tie's as well.
pub static COMMON: &[Field] = &[
    may(
        Key::Bulletin,
        Shape::Reference(&[Table::Bulletin], &[]),
        "the bulletin that says so: it stands for source citing published credibility url; what \
         the word says itself wins",
    ),
    must(
        Key::Source,
        Shape::Reference(SOURCES, &["desk"]),
        "who reports it: the id of a source, or desk; not needed behind a bulletin",
    ),
    may(
        Key::Citing,
        Shape::Reference(SOURCES, &["desk"]),
        "whose word the source carries: the voice is this one",
    ),
    may(Key::Published, Shape::When, "the day the voice said so"),
    may(Key::Credibility, Shape::Integer(1, 6), "1 confirmed … 5 improbable, 6 cannot be judged"),
    may(Key::Url, Shape::Link, "where it can be read"),
    may(Key::Ref, Shape::Text(NAME), "the issuer's own serial for it: No. 91"),
    may(Key::Basis, Shape::Term(&Basis::WORDS), "how the voice knows of it"),
    may(Key::Withdrawn, Shape::When, "the day the voice took it back"),
    may(Key::Note, Shape::Text(SENTENCE), "the author's own remark"),
    may(Key::Words, Shape::Text(SENTENCE), "the phrase used, where it matters"),
    may(Key::Verify, Shape::Text(SENTENCE), "what is still to be checked"),
    may(Key::VerifyBy, Shape::When, "the day by which it is to be checked"),
    may(Key::Owner, Shape::Text(NAME), "who of the desk checks it"),
    EVIDENCE,
    PRIVATE,
    HANDLING,
    may(
        Key::PerhapsSameAs,
        Shape::Reference(Table::SUBJECTS, &[]),
        "another record that may be the same: totals become a range",
    ),
    OTHERS,
];
/// How many of them a tie has.
pub const OF_A_TIE: usize = 11;

/// Every table of the format, in the order of its reference.
pub static TABLES: &[TableForm] = &[
    background::SCENARIO,
    background::SOURCE,
    bulletin::BULLETIN,
    background::ACTOR,
    background::TIE,
    background::PLACE,
    background::ROUTE,
    zones::ZONE,
    agreed::AGREEMENT,
    agreed::CLAUSE,
    agreed::STATUS,
    agreed::AMENDMENT,
    reported::PATROL,
    reported::ATTACK,
    reported::DISPLACEMENT,
    reported::EVENT,
    reported::STATEMENT,
    reported::ASSESSMENT,
    reported::TALLY,
    mission::RESTRICTION,
    mission::WEAPON,
    mission::HANDOVER,
    kinds::KIND,
    background::INDICATOR,
    background::LAYER,
    background::FEED,
    story::STORY,
    story::STEP,
];

impl TableForm {
    /// The declaration of a table.
    pub fn of(table: Table) -> &'static TableForm {
        TABLES.iter().find(|form| form.table == table).unwrap_or(&TABLES[0])
    }

    /// Every key a record of this table may have, in the format's order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let common = match self.voiced {
            Voiced::No => &COMMON[..0],
            Voiced::Alone => &COMMON[..OF_A_TIE],
            Voiced::WithAccounts => COMMON,
        };
        self.own.iter().chain(common)
    }

    /// Every key an account may carry: any of its record but `id` and `account`.
    pub fn account_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields().filter(|field| !matches!(field.key, Key::Id | Key::Account))
    }

    /// The table's key of this name; `None` where it takes no such key.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.key.name() == name)
    }

    /// Whether it stands in the file as `[[name]]`, rather than once or inside another record.
    pub fn is_list(&self) -> bool {
        self.table != Table::Scenario && self.table.owner().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_table_is_declared_once_and_every_key_is_used() {
        for table in Table::ALL {
            assert_eq!(TABLES.iter().filter(|form| form.table == *table).count(), 1, "{table:?}");
        }
        let used: BTreeSet<Key> =
            TABLES.iter().flat_map(TableForm::fields).map(|field| field.key).collect();
        let named: BTreeSet<Key> = Key::ALL.iter().copied().collect();
        assert_eq!(used, named);
    }

    #[test]
    fn what_stands_inside_a_record_is_a_key_of_its_owner() {
        let nested = TABLES.iter().flat_map(|form| {
            let inner = |field: &Field| match field.shape {
                Shape::Nested(inner) => Some((inner, form.table, field.key)),
                _ => None,
            };
            form.own.iter().filter_map(inner)
        });
        let owned = Table::ALL
            .iter()
            .filter_map(|table| table.owner().map(|owner| (*table, owner.table, owner.key)));
        assert_eq!(nested.collect::<BTreeSet<_>>(), owned.collect());
    }

    #[test]
    fn a_record_has_the_key_of_its_date() {
        for table in Table::IN_PERIOD {
            let date = TableForm::of(*table).field(table.date_key().name());
            assert!(date.is_some_and(|field| field.required), "{table:?}");
        }
    }

    #[test]
    fn a_table_has_each_key_once() {
        for form in TABLES {
            let keys: Vec<Key> = form.fields().map(|field| field.key).collect();
            let unique: BTreeSet<Key> = keys.iter().copied().collect();
            assert_eq!(keys.len(), unique.len(), "{:?}", form.table);
        }
    }
}
