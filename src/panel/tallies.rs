//! What bodies count, in lines of a summary: each apart, and none ever added to the records.

use super::cells::name;
use crate::{
    board::{Board, human, written},
    look::{Phrase, Role, SummaryLine, shortened, width},
    model::{Key, RecordIx, Table},
};

/// Bodies whose latest count a summary tells.
const TALLIES: usize = 4;

/// What bodies counted last, of patrols or of all else: apart from every incident.
pub fn tallies(board: &Board, of_patrols: bool) -> impl Iterator<Item = Option<SummaryLine>> {
    let tallies = board.latest_tallies().iter().copied();
    let tallies = tallies.filter(move |n| board.counts_patrols(*n) == of_patrols);
    tallies.take(TALLIES).map(|n| tally(board, n, false))
}

/// What others than the parties count of patrols, in a word and a figure each: `SOFREP 24`.
pub fn patrols_told(board: &Board) -> Vec<Phrase> {
    let tallies = board.latest_tallies().iter().copied().filter(|n| board.counts_patrols(*n));
    let told = tallies.filter_map(|n| {
        let record = board.record(n);
        let key = board.tally_key(record);
        let by = record.id_of(Key::By).map(|by| board.quoted_name(by));
        let voice = || Some(board.voice_name(board.voice_shown(record, key)?).to_owned());
        let count = board.shown(record, key)?.value.as_count()?;
        let name = format!("told:{}", record.id);
        let figure = Phrase::figure(written(count), Role::Plain, &name);
        Some(Phrase::plain(format!("{} ", by.or_else(voice)?)).join(figure))
    });
    told.collect()
}

/// Everything that bodies counted, the newest first, for a board that holds nothing else.
pub fn all_tallies(board: &Board) -> impl Iterator<Item = Option<SummaryLine>> {
    let latest = board.latest_tallies();
    let end = |n: RecordIx| board.date_of(n).and_then(|date| date.latest.or(date.earliest));
    let mut tallies: Vec<RecordIx> = board.shown_of(Table::Tally).collect();
    tallies.sort_by_key(|n| std::cmp::Reverse(end(*n)));
    tallies.into_iter().take(MOST_TALLIES).map(move |n| {
        let line = tally(board, n, true)?;
        if latest.contains(&n) { Some(line) } else { Some(line.without_figures()) }
    })
}

/// Lines of counts, of which no more are made than a large screen shows.
const MOST_TALLIES: usize = 60;

/// `30 Jul  Russia counts 11 violations`: an own line for each body, and never in the attacks.
fn tally(board: &Board, n: RecordIx, with_parts: bool) -> Option<SummaryLine> {
    let record = board.record(n);
    let key = board.tally_key(record);
    let by = record.id_of(Key::By).map(|by| name(board, by).text());
    let voice = || board.voice_shown(record, key).map(|voice| board.voice_name(voice).to_owned());
    let count = board.shown(record, key).and_then(|said| said.value.as_count());
    let date = board.written_date(record).map(|date| human(date, board.clock.as_of).to_string());
    let against = record.id_of(Key::Against).map(|id| name(board, id).text());
    let of = board.tally_of(record, count);
    let told = |who: &str, behind: &str| {
        let value = count.map(written).unwrap_or_default();
        let figure = Phrase::figure(value, Role::Plain, &format!("told:{}", record.id));
        Phrase::plain(format!("{who} counts "))
            .join(figure)
            .and(format!(" {of}{behind}"), Role::Plain)
    };
    let who = by.or_else(voice).unwrap_or_default();
    let behind = against.map(|against| format!(", held against {against}")).unwrap_or_default();
    // A long date would push every other line of the summary to the right.
    let date = date.unwrap_or_default();
    let is_long = width(&date) > LONGEST_LABEL;
    let behind = if is_long { format!("{behind} ({date})") } else { behind };
    let label = if is_long { "told".to_owned() } else { date };
    let short = shortened(&who, LEAST_NAME);
    let parts = board.displayed(record, Key::ByPlace).filter(|_| with_parts && count.is_some());
    let parts = parts.map(|parts| format!(": {}", board.in_words(Key::ByPlace, parts)));
    let with_parts = format!("{behind}{}", parts.unwrap_or_default());
    let value = count.map(written).unwrap_or_default();
    let bare = Phrase::figure(value, Role::Plain, &format!("told:{}", record.id));
    let bare = Phrase::plain(format!("{short} ")).join(bare);
    let forms =
        [told(&who, &with_parts), told(&who, &behind), told(&who, ""), told(&short, ""), bare];
    let forms = forms.to_vec();
    SummaryLine::new(label, forms)
}

/// Cells of a date that stands as a label: `17 Jul–13 Aug`.
const LONGEST_LABEL: usize = 13;
/// Cells of a name in a line that has little room.
const LEAST_NAME: usize = 10;
