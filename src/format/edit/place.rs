//! Where a record, an account or a key stands in the outline of a file.

use super::outline::{Outline, OutlineNode, Pair, Section};
use crate::model::Table;

/// A table that holds keys: a section with its number, or a small table in braces.
#[derive(Clone, Copy)]
pub enum Home<'o> {
    Section(usize, &'o Section),
    Braces(&'o OutlineNode),
}

/// An entry of a list of small tables.
#[derive(Clone, Copy)]
pub struct ListItem<'o> {
    pub list: &'o OutlineNode,
    /// Its number in the list, from 0.
    pub n: usize,
    /// The key that holds the list, and the table that holds the key.
    pub pair: usize,
    pub home: Home<'o>,
}

impl<'o> Home<'o> {
    pub fn pairs(self) -> &'o [Pair] {
        match self {
            Home::Section(_, section) => &section.pairs,
            Home::Braces(node) => node.pairs(),
        }
    }

    /// The numbers of the pairs that give `key`: several when it is written with dots.
    pub fn giving(self, key: &str) -> Vec<usize> {
        let pairs = self.pairs().iter().enumerate();
        pairs.filter(|(_, pair)| pair.name() == key).map(|(n, _)| n).collect()
    }
}

impl ListItem<'_> {
    pub fn node(&self) -> &OutlineNode {
        &self.list.items()[self.n]
    }
}

impl Outline<'_> {
    /// The table that begins at a byte.
    pub fn home(&self, at: usize) -> Option<Home<'_>> {
        let mut sections = self.sections.iter().enumerate().skip(1);
        let section = sections.find(|(_, section)| section.header.start == at);
        match section {
            Some((n, section)) => Some(Home::Section(n, section)),
            None => self.item(at).map(|item| Home::Braces(&item.list.items()[item.n])),
        }
    }

    /// The entry of a list that begins at a byte.
    pub fn item(&self, at: usize) -> Option<ListItem<'_>> {
        let n = self.sections.iter().position(|section| section.end() > at)?;
        item_in(Home::Section(n, &self.sections[n]), at)
    }

    /// The sections that belong to a section: those below it by name, up to the next like it.
    pub fn below(&self, n: usize) -> Vec<usize> {
        let path = &self.sections[n].path;
        let later = self.sections.iter().enumerate().skip(n + 1);
        let belongs = later.take_while(|(_, section)| !path.starts_with(&section.path));
        belongs.filter(|(_, section)| section.path.starts_with(path)).map(|(n, _)| n).collect()
    }

    /// The sections below a section that hold one of its keys.
    pub fn below_for(&self, n: usize, key: &str) -> Vec<usize> {
        let depth = self.sections[n].path.len();
        let mut below = self.below(n);
        below.retain(|n| self.sections[*n].path.get(depth).is_some_and(|name| name == key));
        below
    }

    /// The sections of the records of one table, by whichever of its names.
    pub fn records(&self, table: Table) -> Vec<usize> {
        let sections = self.sections.iter().enumerate();
        let is_named = |path: &[String]| table.names().any(|name| path == [name]);
        let is_record = |section: &Section| section.is_item && is_named(&section.path);
        sections.filter(|(_, section)| is_record(section)).map(|(n, _)| n).collect()
    }
}

fn item_in<'o>(home: Home<'o>, at: usize) -> Option<ListItem<'o>> {
    let holds = |node: &OutlineNode| node.span.start <= at && at < node.span.end;
    let pair = home.pairs().iter().position(|pair| holds(&pair.value))?;
    let list = &home.pairs()[pair].value;
    let n = list.items().iter().position(holds)?;
    let node = &list.items()[n];
    if node.span.start == at {
        return Some(ListItem { list, n, pair, home });
    }
    item_in(Home::Braces(node), at)
}
