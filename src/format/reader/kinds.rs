//! Kinds of one's own, read before the records that are of them.

use std::sync::Arc;

use toml::{Spanned, de::DeTable};

use super::{Reader, article, items};
use crate::{
    format::{
        tables::TableForm,
        values::{KnownKind, span_of},
    },
    model::{Class, Clean, Id, KindTable, OwnKind, RESERVED, Table},
};

impl Reader<'_> {
    /// Every kind that the file declares. One that is not whole is told of where it is read, and no
    /// record is of it.
    pub(super) fn collect_kinds(&mut self, document: &DeTable) {
        for (_, (table, _)) in items(document, TableForm::of(Table::Kind)) {
            let text = |key: &str| table.get(key).map(Spanned::get_ref).and_then(|it| it.as_str());
            let Some((id, span)) =
                table.get("id").and_then(|node| Some((node.get_ref().as_str()?, span_of(node))))
            else {
                continue;
            };
            let of = text("table").and_then(KindTable::from_word);
            if let Some((message, hint)) = self.why_not_kind(id, of) {
                self.reading.error("kind-taken", span, message, Some(hint.into()));
                continue;
            }
            let own = (|| {
                let class = Class::from_word(text("class")?)?;
                let kind = OwnKind { id: Id::new(id)?, name: Clean::from(text("name")?), class };
                Some(KnownKind { kind: Arc::new(kind), of: Some(of?), span })
            })();
            if let Some(own) = own {
                self.reading.kinds.to_mut().insert(id.to_owned(), own);
            }
        }
    }

    /// Why a kind cannot go by this id, and what to do.
    fn why_not_kind(&self, id: &str, of: Option<KindTable>) -> Option<(String, String)> {
        let other = || "choose another id".to_owned();
        if let Some(first) = self.reading.kinds.get(id) {
            let line = self.reading.source.spot(first.span.start).line;
            let hint = format!("{} kind has it in line {line}", article("kind"));
            return Some((format!("the kind `{id}` is declared already"), hint));
        }
        if RESERVED.contains(&id) {
            return Some((format!("`{id}` has a meaning of its own"), other()));
        }
        let listed = of.and_then(KindTable::words);
        let is_listed = listed.is_some_and(|words| (words.term)(id).is_some());
        is_listed.then(|| (format!("the format has a kind `{id}` already"), other()))
    }
}
