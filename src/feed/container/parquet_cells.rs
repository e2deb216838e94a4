//! Values of Parquet as text: days, moments and decimal numbers as their columns say.

use std::{fmt::Display, io::Write};

use chrono::{DateTime, Timelike};
use memchr::memmem::Finder;
use parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit},
    schema::types::ColumnDescriptor,
};

/// What the values of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueForm {
    /// What they seem to be.
    Plain,
    /// Whole numbers without a sign.
    Unsigned,
    /// Days since 1970.
    Day,
    /// Moments since 1970, so many to a second; whether they are of UTC.
    Moment(i64, bool),
    /// Digits, of which so many stand behind the point.
    Decimal(usize),
}

impl ValueForm {
    /// The form of a column; `None` for one whose values are lists or parts of others.
    pub fn of(column: &ColumnDescriptor) -> Option<ValueForm> {
        if column.max_rep_level() > 0 {
            return None;
        }
        let scale = |scale: i32| ValueForm::Decimal(scale.clamp(0, 38).try_into().unwrap_or(0));
        Some(match column.logical_type_ref() {
            Some(LogicalType::Date) => ValueForm::Day,
            Some(LogicalType::Decimal(decimal)) => scale(decimal.scale),
            Some(LogicalType::Timestamp(time)) => {
                let a_second = match time.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => 1_000_000_000,
                };
                ValueForm::Moment(a_second, time.is_adjusted_to_u_t_c)
            }
            Some(LogicalType::Integer(whole)) if !whole.is_signed => ValueForm::Unsigned,
            _ => match column.converted_type() {
                ConvertedType::DATE => ValueForm::Day,
                ConvertedType::DECIMAL => scale(column.type_scale()),
                ConvertedType::TIMESTAMP_MILLIS => ValueForm::Moment(1_000, true),
                ConvertedType::TIMESTAMP_MICROS => ValueForm::Moment(1_000_000, true),
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64 => ValueForm::Unsigned,
                _ => ValueForm::Plain,
            },
        })
    }
}

/// Texts of a column, one behind the other.
#[derive(Default)]
pub struct ColumnText {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Values that are no text.
    pub lost: u64,
}

impl ColumnText {
    /// Bytes of all of them together.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// One of them.
    pub fn get(&self, n: usize) -> &[u8] {
        let start = n.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(n).copied().unwrap_or(self.text.len());
        self.text.get(start.unwrap_or(0)..end).unwrap_or_default()
    }

    /// Which of them hold some text.
    pub fn rows_with(&self, finder: &Finder) -> impl Iterator<Item = usize> {
        let hits = finder.find_iter(&self.text).map(|at| (at, at + finder.needle().len()));
        let rows = hits.map(|(at, end)| (self.ends.partition_point(|other| *other <= at), end));
        // Two texts that stand side by side hold nothing together.
        let is_within = |(row, end): &(usize, usize)| self.ends.get(*row).is_some_and(|n| end <= n);
        rows.filter(is_within).map(|(row, _)| row).collect::<Vec<_>>().into_iter()
    }

    /// Ends a text.
    pub fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Adds a value as it shows itself.
    pub fn show(&mut self, value: &impl Display) {
        let _ = write!(self.text, "{value}"); // memory cannot fail
    }

    /// Adds a number; what is none is nothing.
    pub fn real(&mut self, value: f64, shown: &impl Display) {
        if value.is_finite() {
            self.show(shown);
        }
    }

    /// Adds a whole number in the form of its column.
    pub fn whole(&mut self, value: i64, form: ValueForm) {
        match form {
            ValueForm::Plain => self.show(&value),
            ValueForm::Unsigned => match u32::try_from(value.cast_unsigned() >> 32) {
                // A negative number of 32 bits was widened with its sign.
                Ok(u32::MAX) => self.show(&(value as u32)),
                _ => self.show(&value.cast_unsigned()),
            },
            ValueForm::Day => {
                let second = value.saturating_mul(86_400);
                match DateTime::from_timestamp(second, 0) {
                    Some(day) => self.show(&day.date_naive()),
                    None => self.lost += 1,
                }
            }
            ValueForm::Moment(a_second, is_utc) => {
                let parts = value.rem_euclid(a_second) * (1_000_000_000 / a_second);
                self.moment(value.div_euclid(a_second), parts, is_utc);
            }
            ValueForm::Decimal(scale) => self.decimal(i128::from(value), scale),
        }
    }

    /// Adds a moment; one at midnight is the day alone, unless it is of UTC.
    pub fn moment(&mut self, second: i64, nanosecond: i64, is_utc: bool) {
        let nanosecond = u32::try_from(nanosecond).unwrap_or_default();
        let Some(moment) = DateTime::from_timestamp(second, nanosecond) else {
            self.lost += 1;
            return;
        };
        let day = moment.date_naive();
        self.show(&day);
        if is_utc || moment.num_seconds_from_midnight() > 0 {
            let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
            let _ = write!(self.text, "T{hour:02}:{minute:02}:{second:02}");
            self.text.extend_from_slice(if is_utc { b"Z" } else { b"" });
        }
    }

    /// Adds text, or the digits of a decimal number.
    pub fn bytes(&mut self, bytes: &[u8], form: ValueForm) {
        match form {
            ValueForm::Decimal(scale) if bytes.len() <= 16 => {
                let sign = if bytes.first().is_some_and(|first| *first > 127) { 0xff } else { 0 };
                let mut whole = [sign; 16];
                whole[16 - bytes.len()..].copy_from_slice(bytes);
                self.decimal(i128::from_be_bytes(whole), scale);
            }
            ValueForm::Plain if std::str::from_utf8(bytes).is_ok() => self.text.extend(bytes),
            _ => self.lost += 1,
        }
    }

    fn decimal(&mut self, value: i128, scale: usize) {
        let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
        let (whole, part) = digits.split_at(digits.len() - scale);
        let sign = if value < 0 { "-" } else { "" };
        let part = part.trim_end_matches('0');
        let point = if part.is_empty() { "" } else { "." };
        let _ = write!(self.text, "{sign}{whole}{point}{part}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(add: impl Fn(&mut ColumnText)) -> String {
        let mut text = ColumnText::default();
        add(&mut text);
        text.end();
        String::from_utf8(text.get(0).to_vec()).expect("text")
    }

    #[test]
    fn values_are_written_as_their_column_says() {
        for (value, form, text) in [
            (-7, ValueForm::Plain, "-7"),
            (-1, ValueForm::Unsigned, "4294967295"),
            (18_263, ValueForm::Day, "2020-01-02"),
            (-1, ValueForm::Day, "1969-12-31"),
            (1_577_923_200_000, ValueForm::Moment(1_000, false), "2020-01-02"),
            (1_577_923_200_000, ValueForm::Moment(1_000, true), "2020-01-02T00:00:00Z"),
            (1_577_926_861_500_000, ValueForm::Moment(1_000_000, false), "2020-01-02T01:01:01"),
            (-1, ValueForm::Moment(1_000, false), "1969-12-31T23:59:59"),
            (358_142, ValueForm::Decimal(4), "35.8142"),
            (-500, ValueForm::Decimal(2), "-5"),
            (7, ValueForm::Decimal(3), "0.007"),
            (i64::MAX, ValueForm::Day, ""),
        ] {
            assert_eq!(shown(|to| to.whole(value, form)), text, "{form:?}");
        }
        assert_eq!(shown(|to| to.bytes(&[0xff, 0x85], ValueForm::Decimal(1))), "-12.3");
        assert_eq!(shown(|to| to.bytes(&[0xff], ValueForm::Plain)), "");
        assert_eq!(shown(|to| to.real(f64::NAN, &f64::NAN)), "");
        assert_eq!(shown(|to| to.real(f64::from(35.8f32), &35.8f32)), "35.8");
    }
}
