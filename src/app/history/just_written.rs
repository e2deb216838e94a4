//! A record that was just written is looked at: the board goes to the day from which it shows, and
//! another voice goes onto it.

use crate::{
    app::{App, ScenarioIx},
    board::{Knowledge, full_day},
    command::Command,
    model::{Day, Record},
};

/// Brings the record that was written last into sight; what is still to come is only named.
pub fn show_written(app: &mut App, n: ScenarioIx) {
    let Some(open) = app.workspace.get(n) else { return };
    let Some(target) = open.history.done.last().and_then(|step| step.touched.last()) else {
        return;
    };
    let (Some(index), Some(clock)) = (open.index(), open.view.clock) else { return };
    let Some(record) = target.find(&index.scenario) else { return };
    let from = first_day(record, clock.knowledge);
    if n == app.current {
        app.written = Some((n, target.clone()));
    }
    let Some(day) = from.filter(|day| *day > clock.as_of) else { return };
    let said = app.notice.take().map(|notice| notice.words.to_string()).unwrap_or_default();
    if day > app.opening.today {
        let key = Command::GoToDay.key();
        app.say(format!("{said}; it shows from {} on: {key} goes there", full_day(day)));
        return;
    }
    app.workspace[n].view.clock.iter_mut().for_each(|clock| clock.as_of = day);
    app.say(format!("{said}; the board went to {}", full_day(day)));
}

/// The first day on which a record shows; `None` of a plain fact, which always does.
fn first_day(record: &Record, knowledge: Knowledge) -> Option<Day> {
    let happens = record.date().and_then(|date| date.earliest);
    let known = record.words.iter().filter_map(|word| Some(word.known()?.day)).min();
    match knowledge {
        Knowledge::Then => happens.max(known),
        Knowledge::By(_) | Knowledge::Hindsight => happens,
    }
}
