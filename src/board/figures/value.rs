//! How much a figure says, and in which words.

use crate::{
    board::{DayRun, Level, Measured, Share, Verdict},
    look::{at_least, range},
    model::Bounds,
};

/// How much.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum FigureValue {
    /// What a list holds, certain to possible. A list never proves a zero.
    Listed(Bounds),
    /// A count as somebody gives it: its zero is a zero.
    Told(Bounds),
    /// Days, at least and at most.
    Days(Bounds),
    /// A part of a whole, in per cent.
    Share(Share),
    /// How near a tripwire is, and how near it may be.
    Level(Level, Option<Level>),
    /// Whether two windows differ by more than chance.
    Verdict(Verdict),
    /// So many of so many, certain to possible.
    Of(Bounds, Bounds),
    /// Something measured, to so many decimals, and its unit.
    Measured(Measured, usize, &'static str),
}

/// What a figure is called, in three lengths; the dates of its window stand in the longest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Labels {
    /// For a cell.
    pub short: String,
    /// For a summary.
    pub middle: String,
    /// For a page.
    pub long: String,
}

impl Labels {
    /// One name in all lengths.
    pub fn one(name: impl Into<String>) -> Labels {
        let name = name.into();
        Labels { short: name.clone(), middle: name.clone(), long: name }
    }
}

impl FigureValue {
    /// In words. Of a list that holds nothing, whether anybody reported at all in `days`.
    pub fn text(&self, days: Option<&DayRun>) -> String {
        match self {
            FigureValue::Listed(count) if count.high == Some(0) => match days {
                Some(days) if days.reported == 0 => "no reports".to_owned(),
                _ => "none known".to_owned(),
            },
            FigureValue::Listed(count) | FigureValue::Told(count) => count.to_string(),
            FigureValue::Days(days) if *days == Bounds::new(1, 1) => "1 day".to_owned(),
            FigureValue::Days(days) => format!("{days} days"),
            FigureValue::Share(Share { low: Some(low), high: Some(high), .. }) if low == high => {
                format!("{low} %")
            }
            FigureValue::Share(Share { low: Some(low), high: Some(high), .. }) => {
                format!("{low}–{high} %")
            }
            FigureValue::Share(Share { low: Some(low), high: None, .. }) => {
                format!("at least {low} %")
            }
            FigureValue::Share(Share { low: None, high: Some(high), .. }) => {
                format!("at most {high} %")
            }
            FigureValue::Share(Share { low: None, high: None, .. }) => "not known".to_owned(),
            FigureValue::Level(level, may_be) => match may_be {
                Some(may_be) => format!("{}, perhaps {}", level.word(), may_be.word()),
                None => level.word().to_owned(),
            },
            FigureValue::Verdict(verdict) => verdict.words().to_owned(),
            FigureValue::Of(part, whole) => format!("{part} of {whole}"),
            FigureValue::Measured(Measured { least, most: Some(most) }, decimals, unit) => {
                format!("{}{unit}", range(*least, *most, *decimals))
            }
            FigureValue::Measured(Measured { least, most: None }, decimals, unit) => {
                format!("{} or more{unit}", at_least(*least, *decimals))
            }
        }
    }

    /// From certain to possible, where it counts something.
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            FigureValue::Listed(count)
            | FigureValue::Told(count)
            | FigureValue::Days(count)
            | FigureValue::Of(count, _) => Some(*count),
            FigureValue::Share(_)
            | FigureValue::Level(..)
            | FigureValue::Verdict(_)
            | FigureValue::Measured(..) => None,
        }
    }
}
