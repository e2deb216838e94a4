//! Rows of feeds: not one by one, but how many are in sight on both sides, and of how many killed
//! they tell. Both sides are told from the same reading, each with its rows as they stood then.

use super::{Change, ChangeKind, Telling, ToldValue};
use crate::{
    board::{Board, FeedFile, InWindow, Query, VisibleRows},
    look::counted,
    model::{Class, FeedUse, Table},
};

/// Of each feed that the newer board has: what is in sight now and was not then, class by class.
pub(super) fn rows(before: &Board, after: &Board) -> Vec<Change> {
    let mut changes = Vec::new();
    for joins in FeedUse::ALL {
        let Some(now) = after.all_visible_rows(*joins) else { continue };
        let all = Query::default();
        let feeds = after.read.known_then(&after.index, before.clock);
        let then = VisibleRows::of(
            &feeds,
            &after.index,
            &all,
            *joins,
            before.clock,
            None,
            after.zones_then(),
        );
        for feed in now.feeds() {
            let mut counts: Vec<(&str, InWindow, InWindow)> = Vec::new();
            match joins {
                FeedUse::Attacks => counts.extend(Class::ALL.iter().copied().map(|class| {
                    (class.rows_plural(), then.total(feed, class), now.total(feed, class))
                })),
                // Figures stand one for another: they are counted, never summed.
                FeedUse::Displacement => {
                    counts.push(("figures", of_all(&then, feed), of_all(now, feed)));
                }
            }
            let other = counts.into_iter().filter(|(_, then, now)| then != now);
            changes.extend(other.filter_map(|(name, then, now)| {
                Some(Change {
                    heading: name.to_owned(),
                    ..change(before, after, feed, [then, now])?
                })
            }));
        }
    }
    changes
}

/// What is told of a feed's rows before and after.
fn change(before: &Board, after: &Board, feed: usize, told: [InWindow; 2]) -> Option<Change> {
    let file = after.feeds.files.get(feed)?;
    let newer = after.feeds.record(&after.index, feed)?;
    let spot = Some(after.record(newer).spot);
    let [then, now] = told.map(|told| match told.possible.rows {
        0 => Telling::default(),
        _ => Telling {
            told: ToldValue::Rows(told),
            text: in_words(file, told),
            spot,
            ..Telling::default()
        },
    });
    Some(Change {
        kind: ChangeKind::FeedRows,
        table: Table::Feed,
        id: file.id.clone(),
        heading: String::new(),
        older: before.scenario().position(&file.id),
        newer: Some(newer),
        key: None,
        before: then,
        after: now,
    })
}

fn of_all(feed_rows: &VisibleRows, feed: usize) -> InWindow {
    let of_class = |class: &Class| feed_rows.total(feed, *class);
    Class::ALL.iter().map(of_class).fold(InWindow::default(), InWindow::plus)
}

fn in_words(file: &FeedFile, told: InWindow) -> String {
    let rows = told.rows().high.and_then(|high| usize::try_from(high).ok()).unwrap_or(0);
    let rows = match told.rows() {
        bounds if bounds.low == rows as u64 => counted(rows, file.unit()),
        bounds => format!("{bounds} {}s", file.unit()),
    };
    match file.reading.joins {
        FeedUse::Attacks => format!("{rows}, killed {}", told.people()),
        FeedUse::Displacement => rows,
    }
}
