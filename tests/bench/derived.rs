//! Boards of a scenario on a day, as the worker makes them, for all benches.

use std::{hint::black_box, sync::Arc};

use sitboard::{
    app::{Request, ScenarioIx, Shown},
    board::{Clock, Index, Query},
    model::{Day, later},
};

/// The board with the sheets of its front; made from the one `before` where that is given.
pub fn derive(index: &Arc<Index>, clock: Clock, before: Option<&Arc<Shown>>) -> Arc<Shown> {
    let request = Request {
        scenario: ScenarioIx::new(0),
        generation: 0,
        index: index.clone(),
        feeds: Vec::new(),
        clock,
        query: Query::default(),
        without: Default::default(),
        asked: None,
        layout: Default::default(),
        before: before.cloned(),
        sorts: Default::default(),
        window: Default::default(),
        span: Default::default(),
        since: None,
        front: Default::default(),
        page: None,
        today: clock.as_of,
    };
    Arc::new(black_box(Shown::derive(request)))
}

/// The day in the middle of what a scenario tells of, and the day after it.
pub fn middle_days(index: &Index) -> [Clock; 2] {
    let period = index.period().expect("a period");
    let middle: Day = period.day(period.days() / 2);
    [middle, later(middle, 1).expect("a day")].map(Clock::then)
}
