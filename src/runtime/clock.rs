//! The one place where the clock is read: everything below is told what day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, NaiveDate, Utc};

/// This moment. A machine whose clock is out of range gets 1 January 1970.
pub fn now() -> DateTime<Utc> {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .unwrap_or_default()
}

/// Today's date where the reader sits.
pub fn today() -> NaiveDate {
    now().with_timezone(&Local).date_naive()
}
