//! The one place where the clock is read: everything below is told what day it is.

use std::{
    path::Path,
    sync::LazyLock,
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use tz::{TimeZone, TimeZoneSettings};

use super::{environment, opening};
use crate::model::{Refusal, clean};

/// The longest description of a time zone that is read, in bytes; the longest known has four
/// thousand.
const MOST_BYTES: usize = 1 << 20;

/// Where the reader sits, and why that is not known.
static HERE: LazyLock<(TimeZone, Option<Refusal>)> = LazyLock::new(|| {
    let named = environment::time_zone();
    zone(named.as_deref()).map_or_else(|why| (TimeZone::utc(), Some(why)), |zone| (zone, None))
});

/// This moment. A machine whose clock is out of range gets 1 January 1970.
pub fn now() -> DateTime<Utc> {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .unwrap_or_default()
}

/// Today's date where the reader sits; where that is not known, in Greenwich.
pub fn today() -> NaiveDate {
    date(now(), &HERE.0)
}

/// The date, where the reader sits, of a moment in nanoseconds since 1970; `None` where it is out of
/// range.
pub fn day_of(nanoseconds: u128) -> Option<NaiveDate> {
    let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
    Some(date(DateTime::from_timestamp(seconds, 0)?, &HERE.0))
}

/// Why it is not known where the reader sits.
pub fn unknown_zone() -> Option<&'static Refusal> {
    HERE.1.as_ref()
}

fn date(now: DateTime<Utc>, zone: &TimeZone) -> NaiveDate {
    let offset = zone.find_local_time_type(now.timestamp()).map_or(0, |local| local.ut_offset());
    let offset = FixedOffset::east_opt(offset);
    offset.map_or(now.date_naive(), |offset| now.with_timezone(&offset).date_naive())
}

/// The time zone of that name, else of this machine.
fn zone(named: Option<&str>) -> Result<TimeZone, Refusal> {
    let settings = TimeZoneSettings::new(TimeZoneSettings::DEFAULT_DIRECTORIES, |path| {
        Ok(opening::read(Path::new(path), MOST_BYTES)?)
    });
    let hint = "today is told in UTC";
    let Some(name) = named else {
        let machine = Path::new("/etc/localtime");
        return match settings.parse_local() {
            Ok(zone) => Ok(zone),
            Err(_) if !machine.exists() => Ok(TimeZone::utc()),
            Err(why) => {
                let why = clean(&why.to_string());
                Err(Refusal::new(
                    format!("the time zone of this machine cannot be read: {why}"),
                    hint,
                ))
            }
        };
    };
    if name.is_empty() {
        return Ok(TimeZone::utc());
    }
    settings.parse_posix_tz(name).map_err(|why| {
        // A path that cannot be read is then taken for a rule, which it is none of.
        let path = Some(name.trim_start_matches(':')).filter(|path| path.starts_with('/'));
        let unread = path.and_then(|path| opening::read(Path::new(path), MOST_BYTES).err());
        let why = unread.map_or_else(|| why.to_string(), |unread| unread.to_string());
        Refusal::new(format!("TZ={} is no time zone: {}", clean(name), clean(&why)), hint)
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn the_day_turns_where_the_reader_sits() {
        let now: DateTime<Utc> = "2020-07-14T22:30:00Z".parse().unwrap();
        let day = |name: &str| date(now, &zone(Some(name)).unwrap()).to_string();
        assert_eq!(day(""), "2020-07-14");
        assert_eq!(day("<+02>-2"), "2020-07-15");
        assert_eq!(day("EST5EDT,M3.2.0,M11.1.0"), "2020-07-14");
    }

    #[test]
    fn a_zone_that_cannot_be_read_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        let begun = Instant::now();
        let told = |name: &str| zone(Some(name)).unwrap_err().to_string();
        let of = |why: &str, name: &str| {
            format!("TZ={name} is no time zone: {why}; today is told in UTC")
        };
        let pipe = pipe.to_str().unwrap();
        for pipe in [pipe.to_owned(), format!(":{pipe}")] {
            assert_eq!(told(&pipe), of("it is a pipe, not a file", &pipe));
        }
        for zero in ["/dev/zero", ":/dev/zero"] {
            assert_eq!(told(zero), of("it is a device, not a file", zero));
        }
        assert!(told("Atlantis/Capital").starts_with("TZ=Atlantis/Capital is no time zone: "));
        assert!(told(":../../../dev/zero").contains("no time zone"));
        assert!(begun.elapsed() < Duration::from_millis(500));
    }
}
