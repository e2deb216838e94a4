//! Days in words: dates as written, shortened where nothing is lost; ages.

use chrono::Datelike;

use crate::model::{Bounds, Clean, Day, MONTHS, When};

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `Aug`
pub fn month_name(day: Day) -> &'static str {
    MONTHS[day.month0() as usize]
}

/// `14 Aug`
pub fn day_month(day: Day) -> String {
    format!("{} {}", day.day(), month_name(day))
}

/// `Mon 10 Aug`
pub fn weekday_month(day: Day) -> String {
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    format!("{weekday} {}", day_month(day))
}

/// Whether words name a day of the week and no more, as `Monday` does: which one, only who counts
/// back can say.
pub fn is_weekday(words: &str) -> bool {
    let bare = words.trim().trim_start_matches("on ").trim_start_matches("last ");
    let small = bare.to_lowercase();
    small.ends_with("day")
        && WEEKDAYS.iter().any(|day| small.starts_with(&day.to_lowercase()))
        && small.chars().all(char::is_alphabetic)
}

/// `Fri 14 Aug 2020`
pub fn full_day(day: Day) -> String {
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    format!("{weekday} {} {} {}", day.day(), month_name(day), day.year())
}

/// A date with all that it is: weekday and year of each of its days, its time, its words.
pub fn in_full(when: &When) -> String {
    let days = match (when.earliest, when.latest) {
        (Some(first), Some(last)) if first == last => match when.moment {
            Some(moment) => format!("{} {}", full_day(moment.date()), moment.format("%H:%M")),
            None => full_day(first),
        },
        (Some(first), Some(last)) => format!("{} to {}", full_day(first), full_day(last)),
        (None, Some(last)) => {
            format!("before {}", full_day(crate::model::later(last, 1).unwrap_or(last)))
        }
        (Some(first), None) => {
            format!("after {}", full_day(crate::model::later(first, -1).unwrap_or(first)))
        }
        (None, None) => when.written.to_string(),
    };
    when.words.as_ref().map_or_else(|| days.clone(), |words| format!("{days}, “{words}”"))
}

/// Days for which words such as `last week` are read as they were meant.
const WORDS_HOLD: i64 = 14;

/// The author's words for a date, while they read true on `context`: half a year later `last week`
/// is another week, and what is counted `since mid-March` up to a later day is not counted yet.
pub fn in_own_words(when: &When, context: Day) -> Option<&Clean> {
    let is_near = |last: Day| (0..=WORDS_HOLD).contains(&(context - last).num_days());
    let holds = when.latest.is_none_or(is_near);
    when.words.as_ref().filter(|_| holds)
}

/// The date as its author wrote it: the words where there are words that still hold, else the
/// interval itself. The year is left out where it is the year of `context`.
pub fn human(when: &When, context: Day) -> Clean {
    if let Some(words) = in_own_words(when, context) {
        return words.clone();
    }
    let with_year = |day: Day, text: String| {
        if day.year() == context.year() { text } else { format!("{text} {}", day.year()) }
    };
    let whole = |day: Day| with_year(day, day_month(day));
    let text = match (when.earliest, when.latest) {
        (Some(first), Some(last)) if first == last => match when.moment {
            Some(moment) => format!("{} {}", whole(moment.date()), moment.format("%H:%M")),
            None => whole(first),
        },
        (Some(first), Some(last)) => interval(first, last, &with_year),
        (None, Some(last)) => format!("by {}", whole(last)),
        (Some(first), None) => {
            format!("after {}", whole(crate::model::later(first, -1).unwrap_or(first)))
        }
        (None, None) => when.written.to_string(),
    };
    text.into()
}

fn interval(first: Day, last: Day, with_year: &dyn Fn(Day, String) -> String) -> String {
    let ends_month = crate::model::later(last, 1).is_none_or(|next| next.day() == 1);
    if first.day() == 1 && ends_month && first.year() == last.year() {
        if first.month() == last.month() {
            return with_year(first, month_name(first).to_owned());
        }
        if first.month() == 1 && last.month() == 12 {
            return first.year().to_string();
        }
    }
    if first.year() != last.year() {
        return format!(
            "{} {}–{} {}",
            day_month(first),
            first.year(),
            day_month(last),
            last.year()
        );
    }
    if first.month() == last.month() {
        return with_year(first, format!("{}–{}", first.day(), day_month(last)));
    }
    with_year(first, format!("{}–{}", day_month(first), day_month(last)))
}

/// How long before today a day lies, in full and in short: `18 days ago` and `18 d ago`, from two
/// months on in whole months, from two years on in whole years. `None` of today and what follows it.
pub fn ago(day: Day, today: Day) -> Option<[String; 2]> {
    let days = u32::try_from((today - day).num_days()).ok().filter(|days| *days > 0)?;
    let years = today.years_since(day).unwrap_or(0);
    let turned = u32::from(today.day() < day.day());
    let months = (years * 12) + (12 + today.month() - day.month() - turned) % 12;
    let (many, unit, short) = match () {
        () if days < 60 => (days, "day", "d"),
        () if months < 24 => (months, "month", "mo"),
        () => (years, "year", "y"),
    };
    let plural = if many == 1 { "" } else { "s" };
    Some([format!("{many} {unit}{plural} ago"), format!("{many} {short} ago")])
}

/// How many days there are from `first` to `last`, both included.
pub fn days_in(first: Day, last: Day) -> u64 {
    u64::try_from((last - first).num_days() + 1).unwrap_or(0)
}

/// `1 day`, `2–3 days`, `at least 2 days`.
pub fn in_days(days: Bounds) -> String {
    let is_one = days.low == 1 && days.high.is_none_or(|high| high == 1);
    format!("{days} {}", if is_one { "day" } else { "days" })
}

/// Whole days from the end of `when` to `day`: `119 d`; nothing when its end is open or later.
pub fn age(when: &When, day: Day) -> Option<i64> {
    let days = (day - when.latest?).num_days();
    (days >= 0).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(first: &str, last: &str) -> When {
        When { latest: last.parse().ok(), ..When::on(first.parse().unwrap()) }
    }

    #[test]
    fn dates_lose_no_more_than_the_year_of_the_board() {
        let context = "2020-08-14".parse().unwrap();
        let of = |first, last| human(&when(first, last), context).to_string();
        assert_eq!(of("2020-07-14", "2020-07-14"), "14 Jul");
        assert_eq!(of("2021-03-05", "2021-03-05"), "5 Mar 2021");
        assert_eq!(of("2020-06-01", "2020-06-30"), "Jun");
        assert_eq!(of("2019-02-01", "2019-02-28"), "Feb 2019");
        assert_eq!(of("2020-01-01", "2020-12-31"), "2020");
        assert_eq!(of("2020-08-07", "2020-08-13"), "7–13 Aug");
        assert_eq!(of("2020-03-15", "2020-08-13"), "15 Mar–13 Aug");
        let open = When { earliest: None, ..when("2020-08-13", "2020-08-13") };
        assert_eq!(human(&open, context).to_string(), "by 13 Aug");
        let open = When { latest: None, ..when("2020-03-06", "2020-03-06") };
        assert_eq!(human(&open, context).to_string(), "after 5 Mar");
    }

    #[test]
    fn the_authors_words_stand_before_any_date() {
        let vague = When { words: Some("last week".into()), ..when("2020-08-03", "2020-08-13") };
        let on = |day: &str| human(&vague, day.parse().unwrap()).to_string();
        assert_eq!([on("2020-08-14"), on("2020-08-27")], ["last week", "last week"]);
        assert_eq!(on("2020-08-28"), "3–13 Aug", "another week than the last");
        assert_eq!(on("2021-04-27"), "3–13 Aug 2020");
        assert_eq!(on("2020-08-10"), "3–13 Aug", "it was not last week then");
        let open = When { latest: None, ..vague.clone() };
        assert_eq!(human(&open, "2021-04-27".parse().unwrap()).to_string(), "last week");
    }

    #[test]
    fn how_long_ago_a_day_was_is_told_in_whole_units() {
        let today: Day = "2026-11-29".parse().unwrap();
        let of = |day: &str| ago(day.parse().unwrap(), today);
        assert_eq!(of("2026-11-29"), None);
        assert_eq!(of("2026-12-24"), None);
        let of = |day: &str| of(day).unwrap().join(", ");
        assert_eq!(of("2026-11-28"), "1 day ago, 1 d ago");
        assert_eq!(of("2026-11-11"), "18 days ago, 18 d ago");
        assert_eq!(of("2026-10-01"), "59 days ago, 59 d ago");
        assert_eq!(of("2026-09-30"), "1 month ago, 1 mo ago");
        assert_eq!(of("2026-03-30"), "7 months ago, 7 mo ago");
        assert_eq!(of("2025-12-31"), "10 months ago, 10 mo ago");
        assert_eq!(of("2024-11-30"), "23 months ago, 23 mo ago");
        assert_eq!(of("2020-08-14"), "6 years ago, 6 y ago");
    }

    #[test]
    fn a_full_day_names_its_weekday() {
        assert_eq!(full_day("2020-08-14".parse().unwrap()), "Fri 14 Aug 2020");
    }
}
