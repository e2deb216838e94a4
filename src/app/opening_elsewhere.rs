//! What the record whose detail is open has elsewhere is asked for, and only then opened by the system's
//! own programs.

use super::{App, Ask, Effect, Openable, Overlay, Purpose, on_top::prompt};
use crate::{
    board::capitalized,
    model::{Clean, Refusal, WebAddress},
    panel::detail,
};

/// Those that are named in a question.
const NAMED: usize = 6;

/// Asks whether something of the record whose detail is open is to be opened; where it has nothing,
/// whose voices are put aside.
pub(super) fn ask_or_put_aside(app: &mut App) {
    let (all, refused) = all(app);
    match (all.is_empty(), refused) {
        (false, _) => app.overlay = Some(Overlay::Ask(Ask::Open { all, at: 0 })),
        (true, Some(why)) => app.refuse(why.to_string()),
        (true, None) => prompt(app, Purpose::Without),
    }
}

/// All that the record whose detail is open has, as far as it is known by the day; and why an address
/// of it is none.
fn all(app: &App) -> (Vec<Openable>, Option<Refusal>) {
    let (Some(board), Some(page)) = (app.board(), app.trail.last()) else {
        return Default::default();
    };
    let Some(record) = page.record(board).map(|n| board.record(n)) else {
        return Default::default();
    };
    let mut all: Vec<Openable> = Vec::new();
    let mut add = |more: Openable| {
        let is_it = |known: &&Openable| match (known, &more) {
            // Two voices may show the same.
            (Openable::File(one), Openable::File(other)) => {
                (&one.file, &one.sha256) == (&other.file, &other.sha256)
            }
            (known, more) => *known == more,
        };
        if !all.iter().any(|known| is_it(&known)) {
            all.push(more);
        }
    };
    for (_, file) in board.evidence(record) {
        add(Openable::File(Box::new(file.clone())));
    }
    let mut refused = None;
    for address in detail::web_addresses(board, record) {
        match WebAddress::parse(address) {
            Ok(address) => add(Openable::Address(address)),
            Err(why) => refused = Some(why),
        }
    }
    (all, refused)
}

/// What is asked: which of them, and those beside it.
pub(super) fn asked(all: &[Openable], at: usize) -> Vec<String> {
    let mut words = match all.get(at) {
        None => return Vec::new(),
        Some(Openable::File(file)) => {
            let by = file.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
            let kind = capitalized(file.kind.word());
            vec![
                format!("Open {} with the system's program?", file.file),
                format!("{kind}{by}; its hash is verified first."),
            ]
        }
        Some(Openable::Address(address)) => vec![
            format!("Open a page of {} with the system's program?", address.host()),
            address.as_str().to_owned(),
        ],
    };
    if all.len() > 1 {
        words.push(format!("{} of {}:", at + 1, all.len()));
        // Those from the one that is asked about on.
        let others = all.iter().cycle().skip(at).take(all.len().min(NAMED));
        words.extend(others.map(Openable::called));
        words.extend((all.len() > NAMED).then(|| format!("… and {} more", all.len() - NAMED)));
    }
    words
}

/// Has something opened that somebody said yes to.
pub(super) fn open(app: &mut App, what: Openable) -> Vec<Effect> {
    match what {
        Openable::Address(address) => {
            app.say(format!("opening a page of {} …", address.host()));
            vec![Effect::OpenAddress(address)]
        }
        Openable::File(file) => {
            let Some(place) = app.open_scenario().map(|open| open.place.clone()) else {
                return Vec::new();
            };
            app.say(format!("verifying {} …", file.file));
            vec![Effect::OpenEvidence { place, file }]
        }
    }
}

/// Tells what came of that.
pub(super) fn opened(app: &mut App, result: Result<Clean, Refusal>) -> Vec<Effect> {
    match result {
        Ok(words) => app.say(words),
        Err(why) => app.refuse(why.to_string()),
    }
    Vec::new()
}
