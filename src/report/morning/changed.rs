//! What changed that matters: a status, a casualty, a first of its kind, a figure that moves, a word
//! that carries it alone. The rest is one number.

use std::collections::BTreeSet;

use super::{
    alone::alone,
    cited_text::{CitedText, CitedWord, leading},
    naming::{
        attributed, days, feed_name, in_a_row, names, subject_name, value_words, voices,
        what_it_says,
    },
    section::{SectionShape, SheetPoint, SheetSection},
    stands::{said_of, same_words, since_otherwise, state_in_brief, value_of, whose_word},
};
use crate::{
    board::{
        Board, Change, Differences, Figure, FigureValue, PeopleFigure, Register, Standing, bounds,
        capitalized, differences::ChangeKind,
    },
    look::counted,
    model::{Id, Key, RecordIx, RecordKind, Table, Term, Value},
};

/// Figures whose move is news, one by one; those of windows slide from day to day.
const WATCHED: [&str; 3] = ["attacks-in-window", "attacks-change", "level"];

/// The section: what changed from the board before to this one.
pub(super) fn section(before: &Board, board: &Board) -> SheetSection {
    let since = super::naming::day(before.clock.as_of, board.clock.as_of);
    if before.clock.as_of == board.clock.as_of {
        return nothing_before();
    }
    let differences = Differences::between_boards(before, board);
    let (mut told, clauses) = statuses(before, board, &differences);
    let mut known: BTreeSet<RecordIx> = told.iter().flat_map(CitedText::records).collect();
    let mut add = |text: CitedText| {
        let records: Vec<RecordIx> = text.records().collect();
        if records.is_empty() || records.iter().any(|n| !known.contains(n)) {
            known.extend(records);
            told.push(text);
        }
    };
    incidents(before, board, &differences).into_iter().for_each(&mut add);
    casualties(board, &differences).into_iter().for_each(&mut add);
    alone(board, &differences).into_iter().for_each(&mut add);
    figures(before, board).into_iter().for_each(&mut add);
    super::amended::texts(before, board).into_iter().for_each(&mut add);
    people(before, board).into_iter().for_each(&mut add);
    counts(before, board).into_iter().for_each(&mut add);
    super::revised::texts(before, board).into_iter().for_each(&mut add);
    clauses.into_iter().for_each(&mut add);
    let of_records = differences.changes.iter().filter(|of| of.kind != ChangeKind::FeedRows);
    let touched: BTreeSet<Id> = of_records.map(|of| of.id.clone()).collect();
    let shown: BTreeSet<&Id> = known.iter().map(|n| &board.record(*n).id).collect();
    let rest = touched.iter().filter(|id| !shown.contains(id)).count();
    let title = format!("What changed since {since}");
    let mut points: Vec<SheetPoint> =
        told.into_iter().map(|text| SheetPoint::Said("", text)).collect();
    if points.is_empty() && rest == 0 {
        points.push(SheetPoint::Said("", CitedText::new("Nothing on this board")));
    }
    SheetSection {
        keeps: [8, 5],
        rank: 1,
        besides: rest,
        more: |hidden, besides| match (hidden, besides) {
            (0, rest) => format!("Besides, {} new or changed", counted(rest, "record")),
            (hidden, 0) => counted(hidden, "more change"),
            (hidden, rest) => format!(
                "{}; besides, {} new or changed",
                counted(hidden, "more change"),
                counted(rest, "record")
            ),
        },
        ..SheetSection::new(title, SectionShape::Points, points)
    }
}

/// The section of a page that begins on the day of which it is.
fn nothing_before() -> SheetSection {
    let words = "Not told: this page begins on its own day, and --since names no earlier one";
    let points = vec![SheetPoint::Said("", CitedText::new(words))];
    SheetSection { rank: 1, ..SheetSection::new("What changed", SectionShape::Brief, points) }
}

// ---------------------------------------------------------------------- statuses

/// Where something stands elsewhere than before, was begun in the meantime, or is told otherwise by
/// somebody now: patrols lead, and clauses stand apart.
fn statuses(
    before: &Board,
    board: &Board,
    differences: &Differences,
) -> (Vec<CitedText>, Vec<CitedText>) {
    let subjects = board.scenario().table(Table::Status).iter();
    let subjects: BTreeSet<&Id> = subjects.filter_map(|record| record.id_of(Key::Of)).collect();
    let mut subjects: Vec<&Id> = subjects.into_iter().collect();
    subjects.sort_by_key(|of| !of.is_patrols());
    let contested: Vec<&Change> = differences.of(ChangeKind::Contested).collect();
    let is_clause =
        |of: &&Id| board.scenario().find(of).is_some_and(|record| record.table == Table::Clause);
    let (mut clauses, others): (Vec<&Id>, Vec<&Id>) = subjects.into_iter().partition(is_clause);
    clauses.retain(|of| is_told_by_others(board, of));
    let texts = |of: Vec<&Id>| {
        of.into_iter().filter_map(|of| status(before, board, &contested, of)).collect()
    };
    (texts(others), texts(clauses))
}

fn status(before: &Board, board: &Board, contested: &[&Change], of: &Id) -> Option<CitedText> {
    let (old, new) = (Standing::of(before, of.into()), Standing::of(board, of.into()));
    let is_agreement = board.agreement().is_some_and(|(agreement, _)| agreement.id == *of);
    let is_only = board.scenario().table(Table::Agreement).len() == 1;
    let name = match is_agreement && is_only {
        true => "Agreement".to_owned(),
        false => subject_name(board, of),
    };
    let Some(new) = new else {
        let text = CitedText::new(format!("{name}: no voice says any longer where it stands"));
        return old.map(|old| text.rests_on([leading(before, old.record)]));
    };
    let n = new.record;
    let begun = new.dated_since().and_then(|when| when.earliest);
    let has_begun = begun.is_some_and(|day| day > before.clock.as_of);
    let same = same_words(board, &new);
    let is_disputed = |key: Key| {
        contested.iter().any(|change| change.newer == Some(n) && change.key == Some(key))
    };
    let (says, since) = (is_disputed(Key::Is), is_disputed(Key::Since));
    let is = state_in_brief(board, &new);
    let mut text = match &old {
        None => {
            let who = in_a_row(voices(board, &same));
            let stands = if of.is_patrols() { "they stand" } else { "it stands" };
            let words = format!("{name}: first told where {stands}, by {who}");
            CitedText::new(words).rests_on(same)
        }
        Some(old) if old.is != new.is => {
            let whose = whose_word(board, of, &same, &new);
            let was = Term::State(old.is).spoken();
            CitedText::new(format!("{name}: {is}{whose}"))
                .rests_on(same)
                .say(format!("; before: {was}"))
        }
        Some(_) if since && !has_begun => {
            let is = Term::State(new.is).spoken();
            let words = format!("{name}: since when they are {is} is newly contested");
            let words = if of.is_patrols() { words } else { words.replace("they are", "it is") };
            return Some(CitedText::new(words).rests_on(said_of(board, n, Key::Since)));
        }
        Some(_) if has_begun || says => CitedText::new(format!("{name}: {is}")).rests_on(same),
        Some(_) => return None,
    };
    if says {
        text = text.say("; whether that is so is newly contested");
    }
    if since {
        text = text.say("; newly contested: ").then(since_otherwise(board, n));
    }
    Some(text)
}

/// Whether somebody besides the desk says where a clause stands: its own judgement is no news.
fn is_told_by_others(board: &Board, of: &Id) -> bool {
    let standing = Standing::of(board, of.into());
    standing.is_some_and(|standing| {
        let words = same_words(board, &standing).into_iter();
        words
            .map(|(n, word)| &board.record(n).words[word])
            .any(|word| word.voice().is_some_and(|voice| !voice.is_desk()))
    })
}

// ---------------------------------------------------------------------- incidents

/// New incidents that hurt somebody, are on a patrol, or are the first of their kind.
fn incidents(before: &Board, board: &Board, differences: &Differences) -> Vec<CitedText> {
    let added = differences.of(ChangeKind::Added).filter_map(|change| change.newer);
    let attacks: Vec<RecordIx> = added
        .filter(|n| board.record(*n).table == Table::Attack && !board.is_taken_back(*n))
        .collect();
    let mut known: Vec<RecordKind> =
        before.visible_of(Table::Attack).filter_map(|n| before.kind(before.record(n))).collect();
    let mut texts: Vec<(bool, CitedText)> = Vec::new();
    for n in attacks {
        let hurt = harm(board, n);
        let kind = board.kind(board.record(n)).filter(|kind| !kind.is_vague());
        let is_first = kind.is_some_and(|kind| !known.contains(&kind));
        known.extend(kind);
        let patrol = board.shown_id(board.record(n), Key::Patrol);
        let is_on_patrol = patrol.is_some_and(|patrol| !patrol.is_unknown());
        if hurt.is_empty() && !is_first && !is_on_patrol {
            continue;
        }
        let whose = attributed(board, n);
        let says = if whose.is_empty() {
            format!(", says {}", in_a_row(voices(board, &[leading(board, n)])))
        } else {
            whose
        };
        let words = match kind.filter(|_| is_first) {
            Some(kind) => {
                let rest = what_it_says(board, n, Some(Key::Kind));
                let rest =
                    rest.split_once(", ").map_or(String::new(), |(_, rest)| format!(": {rest}"));
                format!("First {} on this board{rest}{says}{hurt}", kind.spoken())
            }
            None => format!("{}{says}{hurt}", what_it_says(board, n, None)),
        };
        texts.push((hurt.is_empty(), CitedText::new(words).rests_on([leading(board, n)])));
    }
    texts.sort_by_key(|(is_unhurt, _)| *is_unhurt); // stable: the order of the file
    texts.into_iter().map(|(_, text)| text).collect()
}

/// Who was killed and hurt, in the words of all who say so; a zero is no news.
fn harm(board: &Board, n: RecordIx) -> String {
    let (_, lead) = leading(board, n);
    let of = |key: Key, word: &str| {
        let said = said_of(board, n, key);
        let told = said.iter().filter_map(|at| Some((*at, value_of(board, *at, key)?)));
        let told: Vec<(CitedWord, &Value)> = told.collect();
        let is_any = |(_, value): &(CitedWord, &Value)| {
            bounds(value)
                .is_some_and(|count| count.low > 0 || count.high.is_some_and(|high| high > 0))
        };
        let is_one = told.len() == 1 && told[0].0.1 == lead;
        let words = told.iter().take(3).map(|(at, value)| match is_one {
            true => value_words(board, key, value),
            false => {
                format!("{} ({})", value_words(board, key, value), in_a_row(voices(board, &[*at])))
            }
        });
        let words = words.collect::<Vec<_>>().join(", ");
        told.iter().any(is_any).then(|| format!("; {word}: {words}"))
    };
    [of(Key::Killed, "killed"), of(Key::Injured, "hurt")].into_iter().flatten().collect()
}

/// Other words on who was killed or hurt.
fn casualties(board: &Board, differences: &Differences) -> Vec<CitedText> {
    let of_people = differences.changes.iter().filter(|change| {
        let is_harm = matches!(change.key, Some(Key::Killed | Key::Injured));
        let kinds = [ChangeKind::Revised, ChangeKind::Corrected, ChangeKind::Contested];
        is_harm && (kinds.contains(&change.kind) || change.kind == ChangeKind::Settled)
    });
    let text = |change: &Change| {
        let n = change.newer?;
        let key = change.key?;
        let said = said_of(board, n, key);
        let told = said.iter().map(|word| {
            let value = value_of(board, *word, key);
            let value = value.map(|value| value_words(board, key, value)).unwrap_or_default();
            format!("{value} ({})", in_a_row(voices(board, &[*word])))
        });
        let asked = if key == Key::Killed { "killed" } else { "hurt" };
        let told: Vec<String> = told.collect();
        let words = format!("{}: {asked} now {}", what_it_says(board, n, None), told.join(", "));
        Some(CitedText::new(words).rests_on(said))
    };
    of_people.filter_map(text).collect()
}

/// New latest figures of displaced and returned people, each its voice's own.
fn people(before: &Board, board: &Board) -> Vec<CitedText> {
    let told = |board: &Board, figure: &PeopleFigure| {
        let record = board.record(figure.record);
        board.shown(record, Key::Count).map(|said| (said.word, said.value.clone()))
    };
    let latest = |on: &Board| PeopleFigure::all(on).into_iter().filter(|figure| figure.latest);
    let old: Vec<_> = latest(before).map(|figure| (figure.record, told(before, &figure))).collect();
    let mut by_voice: Vec<(String, Vec<CitedWord>)> = Vec::new();
    for figure in latest(board) {
        let Some((word, value)) = told(board, &figure) else { continue };
        let was = old.iter().find(|(n, _)| *n == figure.record).and_then(|(_, told)| told.as_ref());
        if was.map(|(_, was)| was) == Some(&value) {
            continue;
        }
        let at = (figure.record, word);
        let voice = in_a_row(voices(board, &[at]));
        match by_voice.iter_mut().find(|(known, _)| *known == voice) {
            Some((_, figures)) => figures.push(at),
            None => by_voice.push((voice, vec![at])),
        }
    }
    let text = |(voice, figures): (String, Vec<CitedWord>)| {
        let places: Vec<String> = figures.iter().map(|(n, _)| place_of(board, *n)).collect();
        let is_one = places.windows(2).all(|pair| pair[0] == pair[1]);
        let told = figures.iter().zip(&places).take(4).map(|(at, place)| {
            format!("{}{}", people_words(board, *at), if is_one { "" } else { place })
        });
        let told = told.collect::<Vec<_>>().join("; ");
        let place = places.first().filter(|_| is_one).cloned().unwrap_or_default();
        CitedText::new(format!("{voice}: {told}{place}")).rests_on(figures)
    };
    by_voice.into_iter().map(text).collect()
}

/// `nearly 1,000,000 displaced`
fn people_words(board: &Board, (n, word): CitedWord) -> String {
    let record = board.record(n);
    let count = record.words[word].get(Key::Count);
    let count = count.map(|count| value_words(board, Key::Count, count)).unwrap_or_default();
    let measure = board.shown(record, Key::Measure);
    let measure = measure.map(|said| value_words(board, Key::Measure, said.value));
    format!("{count} {}", measure.unwrap_or_default())
}

/// `, Idlib province`
fn place_of(board: &Board, n: RecordIx) -> String {
    let place = board.shown_id(board.record(n), Key::Place);
    let place = place.map(|id| format!(", {}", names(board, std::slice::from_ref(id))));
    place.unwrap_or_default()
}

// ---------------------------------------------------------------------- figures

/// Figures that say another thing than before.
fn figures(before: &Board, board: &Board) -> Vec<CitedText> {
    let (old, new) = (Register::new(before), Register::new(board));
    let mut texts = Vec::new();
    for id in WATCHED {
        let was = old.of(id);
        for figure in new.of(id) {
            let was = was.iter().find(|was| was.name() == figure.name());
            if let Some(text) = was.and_then(|was| moved(was, &figure)) {
                texts.push(CitedText::new(text));
            }
        }
    }
    let was = old.of("feed-attacks");
    for figure in new.of("feed-attacks") {
        let was = was.iter().find(|was| was.of == figure.of).map(Figure::text);
        let name = figure.of_id().map(|id| feed_name(board, &id)).unwrap_or_default();
        if let Some(was) = was.filter(|was| *was != figure.text()) {
            let words = format!("{name}: attacks in all {}; before: {was}", figure.text());
            texts.push(CitedText::new(words));
        }
    }
    texts
}

/// New counts of bodies, each beside the one that it told before.
fn counts(before: &Board, board: &Board) -> Vec<CitedText> {
    let (old, new) = (Register::new(before).of("told"), Register::new(board).of("told"));
    let text = |figure: &Figure| {
        let n = board.scenario().position(&figure.of_id()?)?;
        let same = |other: &&Figure| other.labels.long == figure.labels.long;
        let was = old.iter().find(same);
        if was.is_some_and(|was| was.of == figure.of && was.text() == figure.text()) {
            return None;
        }
        let date = was.and_then(|was| board.scenario().find(&was.of_id()?));
        let date = date.and_then(|record| board.written_date(record));
        let date = date.map(|date| format!(" for {}", days(date, board.clock.as_of)));
        let was = was.map(|was| format!("; before: {}{}", was.text(), date.unwrap_or_default()));
        let words = CitedText::new(capitalized(&what_it_says(board, n, None)));
        Some(words.rests_on([leading(board, n)]).say(was.unwrap_or_default()))
    };
    new.iter().filter_map(text).collect()
}

/// A move in words: that of a level or a verdict, or of a count that is another by more than the
/// slide of its window.
fn moved(was: &Figure, now: &Figure) -> Option<String> {
    let (old, new) = (was.text(), now.text());
    let is_same = match (&was.value, &now.value) {
        // How little is seen moves with every day.
        (FigureValue::Level(a, b), FigureValue::Level(c, d)) => (a, b) == (c, d),
        (FigureValue::Verdict(a), FigureValue::Verdict(b)) => a == b,
        _ => old == new,
    };
    if is_same {
        return None;
    }
    let (label, before) = (&now.labels.middle, &was.labels.middle);
    let before = if label == before { "before" } else { before };
    Some(format!("{}: {new}; {before}: {old}", capitalized(label)))
}
