//! Rows of feeds that somebody revised or took back between two days, field by field, where the
//! scenario has the readings kept.

use super::{Change, ChangeKind, Telling, ToldValue};
use crate::{
    board::{Board, Revision, RowRevision, ToldLast},
    model::Table,
};

/// What readings after the one day and up to the other found otherwise. In hindsight all is known on
/// both days, and nothing was revised in between.
pub(super) fn rows(before: &Board, after: &Board) -> Vec<Change> {
    let (Some(then), Some(now)) = (before.clock.known_by(), after.clock.known_by()) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (feed, file) in after.feeds.files.iter().enumerate() {
        let is_meant = |revision: &RowRevision| then < revision.seen.by && revision.seen.by <= now;
        for revision in file.revisions().into_iter().filter(is_meant) {
            let told = in_words(&revision).into_iter();
            changes.extend(told.filter_map(|told| change(before, after, feed, told)));
        }
    }
    changes
}

/// A heading with what stood before and what stands after.
type ToldRevision = (String, String, String);

fn in_words(RowRevision { called, what, .. }: &RowRevision) -> Vec<ToldRevision> {
    let plain = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    match what {
        Revision::Fields(fields) => fields
            .iter()
            .map(|of| (format!("revised: {called}, {}", of.field), plain(&of.old), plain(&of.new)))
            .collect(),
        Revision::Unkept => {
            let heading = format!("revised: {called}");
            vec![(heading, "an earlier value that was not kept".into(), "as it is".into())]
        }
        Revision::Gone(told) => {
            let was = told.map(ToldLast::words).filter(|words| !words.is_empty());
            let was = was.unwrap_or_else(|| "told".to_owned());
            vec![(format!("withdrawn: {called}"), was, "gone".into())]
        }
        Revision::Back => {
            vec![(format!("told again: {called}"), "gone".into(), "told".into())]
        }
    }
}

fn change(before: &Board, after: &Board, feed: usize, told: ToldRevision) -> Option<Change> {
    let file = after.feeds.files.get(feed)?;
    let newer = after.feeds.record(&after.index, feed)?;
    let spot = Some(after.record(newer).spot);
    let (heading, old, new) = told;
    let telling = |text: String| {
        let text = crate::model::clean(&text);
        Telling { told: ToldValue::Field(text.clone()), text, spot, ..Telling::default() }
    };
    Some(Change {
        kind: ChangeKind::FeedRows,
        table: Table::Feed,
        id: file.id.clone(),
        heading,
        older: before.scenario().position(&file.id),
        newer: Some(newer),
        key: None,
        before: telling(old),
        after: telling(new),
    })
}
