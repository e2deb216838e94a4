//! Rows of feeds: not one by one, but how many are in sight on both sides, and of how many killed they
//! tell. Both sides are told from the rows as they were read last.

use super::{Change, Kind, Telling, Told};
use crate::{
    board::{Board, Fed, InWindow, Query},
    look::counted,
    model::{Class, FeedUse, Table},
};

const CLASSES: [(Class, &str); 3] =
    [(Class::Attack, "attacks"), (Class::Obstruction, "obstructions"), (Class::Other, "other")];

/// Of each feed that the newer board has: what is in sight now and was not then, class by class.
pub(super) fn rows(before: &Board, after: &Board) -> Vec<Change> {
    let joined = FeedUse::ALL.iter().filter_map(|joins| Some((*joins, after.fed_whole(*joins)?)));
    let changes = joined.flat_map(|(joins, now)| {
        let all = Query::default();
        let then = Fed::of(&after.feeds, &after.index, &all, joins, before.clock, None);
        let of_feed = move |feed: usize| -> Vec<Change> {
            let change = |heading: &str, then: InWindow, now: InWindow| {
                let file = after.feeds.files.get(feed).filter(|_| then != now)?;
                let newer = after.feeds.record(&after.index, feed)?;
                let spot = Some(after.record(newer).spot);
                let tell = |told: InWindow| match told.possible.rows {
                    0 => Telling::default(),
                    _ => Telling {
                        told: Told::Rows(told),
                        text: in_words(joins, told),
                        spot,
                        ..Telling::default()
                    },
                };
                Some(Change {
                    kind: Kind::Fed,
                    table: Table::Feed,
                    id: file.id.clone(),
                    heading: heading.to_owned(),
                    older: before.scenario().position(&file.id),
                    newer: Some(newer),
                    key: None,
                    before: tell(then),
                    after: tell(now),
                })
            };
            match joins {
                FeedUse::Attacks => CLASSES
                    .iter()
                    .filter_map(|(class, name)| {
                        change(name, then.total(feed, *class), now.total(feed, *class))
                    })
                    .collect(),
                // Figures stand one for another: they are counted, never summed.
                FeedUse::Displacement => {
                    change("figures", of_all(&then, feed), of_all(now, feed)).into_iter().collect()
                }
            }
        };
        now.feeds().flat_map(of_feed).collect::<Vec<_>>()
    });
    changes.collect()
}

fn of_all(fed: &Fed, feed: usize) -> InWindow {
    let of_class = |class: &Class| fed.total(feed, *class);
    Class::ALL.iter().map(of_class).fold(InWindow::default(), InWindow::plus)
}

fn in_words(joins: FeedUse, told: InWindow) -> String {
    let rows = told.rows().high.and_then(|high| usize::try_from(high).ok()).unwrap_or(0);
    let rows = match told.rows() {
        bounds if bounds.low == rows as u64 => counted(rows, "row"),
        bounds => format!("{bounds} rows"),
    };
    match joins {
        FeedUse::Attacks => format!("{rows}, killed {}", told.best()),
        FeedUse::Displacement => rows,
    }
}
