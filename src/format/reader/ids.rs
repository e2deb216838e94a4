//! Which ids a file gives, and to what.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ReadAs, Reader, items};
use crate::{
    format::{
        tables::{Shape, TABLES},
        values::{IdBearer, article, span_of},
    },
    model::{RESERVED, Span, Table},
};

impl Reader<'_> {
    /// Every id of the file, before anything refers to one.
    pub(super) fn collect_ids(&mut self, document: &DeTable) {
        let mut claims = Vec::new();
        let mut claim = |of: ReadAs, table: &DeTable| {
            let node = table.get("id");
            let id = node.and_then(|node| Some((of, node.get_ref().as_str()?, span_of(node))));
            claims.extend(id.map(|(of, text, span)| (span, of, text.to_owned())));
        };
        for form in TABLES.iter().filter(|form| form.is_list()) {
            if form.table == Table::Kind {
                continue; // they are collected with what they mean
            }
            for (name, (table, _)) in items(document, form) {
                claim(ReadAs { form, name }, table);
                for field in form.own {
                    let Shape::Nested(inner) = field.shape else { continue };
                    let list = table.get(field.key.name()).map(Spanned::get_ref);
                    let Some(DeValue::Array(records)) = list else { continue };
                    for record in records.iter() {
                        if let DeValue::Table(record) = record.get_ref() {
                            claim(ReadAs::of(inner), record);
                        }
                    }
                }
            }
        }
        claims.sort_unstable_by_key(|(span, ..)| *span); // the first in the file has it
        claims.into_iter().for_each(|(span, of, text)| self.claim_id(of, text, span));
    }

    fn claim_id(&mut self, of: ReadAs, text: String, span: Span) {
        let ReadAs { form, name } = of;
        let (table, bearer) = (form.table, IdBearer { table: form.table, name, span });
        // Naming the desk is allowed: it is a source like any other then.
        if RESERVED.contains(&&*text) && !(table == Table::Source && text == "desk") {
            self.reading.error(
                "reserved-id",
                span,
                format!("`{text}` has a meaning of its own"),
                Some("choose another id".into()),
            );
            return;
        }
        // The first to bear an id keeps it, so that what refers to it means what it meant before.
        let taken = if table.has_own_ids() {
            let ids = self.reading.apart.to_mut().entry(table).or_default();
            let taken = ids.get(&text).map(|span| IdBearer { span: *span, ..bearer });
            ids.entry(text.clone()).or_insert(span);
            taken
        } else {
            let taken = self.reading.ids.get(&text).copied();
            self.reading.ids.to_mut().entry(text.clone()).or_insert(bearer);
            taken
        };
        if let Some(IdBearer { name, span: first, .. }) = taken {
            let line = self.reading.source.spot(first.start).line;
            self.reading.error(
                "duplicate-id",
                span,
                format!("the id `{text}` is taken already"),
                Some(format!("{} {name} has it in line {line}", article(name)).into()),
            );
        }
    }
}
