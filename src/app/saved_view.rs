//! How a board is looked at, in words that outlast the board: page, day, clock, filter, voices put
//! aside, order, selection.

use serde::{Deserialize, Serialize};

use crate::{
    board::day_month,
    model::{Clean, Day},
    panel::Panel,
};

/// A view under the name that it was given.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct NamedView {
    /// What it is called.
    pub name: Clean,
    /// The view.
    pub view: SavedView,
}

/// The views of a scenario that are kept.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct KeptViews {
    /// Those that were given a name, in the order in which they were.
    #[serde(default)]
    pub named: Vec<NamedView>,
    /// The one that the board was left in; `None` where that was as it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<SavedView>,
}

impl KeptViews {
    /// Entries of their list, of which the first is how the board opens.
    pub fn listed(&self) -> usize {
        1 + self.named.len()
    }

    /// The view of a name.
    pub fn find(&self, name: &str) -> Option<&SavedView> {
        self.named.iter().find(|named| *named.name == *name).map(|named| &named.view)
    }

    /// Gives a view a name, in the place of the one that had it; without a view, nothing has the name
    /// any more.
    pub fn set(&mut self, name: &Clean, view: Option<SavedView>) {
        let at = self.named.iter().position(|named| named.name == *name);
        match (at, view) {
            (Some(at), Some(view)) => self.named[at].view = view,
            (None, Some(view)) => self.named.push(NamedView { name: name.clone(), view }),
            (Some(at), None) => drop(self.named.remove(at)),
            (None, None) => {}
        }
    }
}

/// How an open scenario is looked at. What is left out is as the board opens.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(default)]
pub struct SavedView {
    /// The panel that has the keys, by name.
    pub(super) panel: String,
    #[serde(skip_serializing_if = "is_not")]
    pub(super) zoomed: bool,
    /// The day that is looked at; `None` for the one that the scenario opens on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) as_of: Option<String>,
    /// `hindsight`, or the day whose knowledge counts; `None` for that of the day looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) known: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) filter: String,
    /// Voices that are put aside, as `--without` takes them, and the least grade.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) without: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) least: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sorts: Vec<SavedSort>,
    /// The record that is selected in the panel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) selected: Option<SavedRecord>,
    /// Days of a window of tempo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) window_days: Option<i64>,
    /// The days of the timeline, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timeline: Option<String>,
}

/// How a panel is sorted.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub(super) struct SavedSort {
    pub panel: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    pub reversed: bool,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub(super) struct SavedRecord {
    pub id: String,
    /// Its table, where that has ids of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
}

fn is_not(flag: &bool) -> bool {
    !flag
}

impl SavedView {
    /// Whether it is no other than how the board opens, with whatever is selected on the front.
    pub fn is_plain(&self) -> bool {
        let opened = SavedView { panel: Panel::default().name().to_owned(), ..Default::default() };
        SavedView { selected: None, ..self.clone() } == opened
    }

    /// The panel that has the keys.
    pub(super) fn panel(&self) -> Panel {
        Panel::from_name(&self.panel).unwrap_or_default()
    }

    /// What it shows, in a few words: `attacks, 14 Jul, in hindsight, kind:ied`.
    pub fn in_words(&self) -> String {
        let day = |text: &String| text.parse::<Day>().map_or(text.clone(), day_month);
        let known = self.known.as_ref().map(|known| match known.as_str() {
            HINDSIGHT => "in hindsight".to_owned(),
            _ => format!("known by {}", day(known)),
        });
        let parts = [
            Some(self.panel.clone()),
            self.as_of.as_ref().map(day),
            known,
            Some(self.filter.clone()),
            Some(&self.without).filter(|text| !text.is_empty()).map(|it| format!("without {it}")),
            self.least.as_ref().map(|least| format!("from grade {least}")),
        ];
        let parts: Vec<String> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// What `known` says of all that was ever told.
pub(super) const HINDSIGHT: &str = "hindsight";
