//! Where things stand, as the header says it: four labelled cells on two lines, each from its fullest
//! form to its shortest. What has no room is said shorter, and no figure and no caveat is cut.

use super::{App, Plan, Shown, ahead, clock_line, small_header};
use crate::{
    board::{Board, Level, Standing, Unheard, human},
    look::{Align, Phrase, Role, Summary, SummaryLine, clause_of},
    model::{RecordIx, Term},
    panel::{indicators, standing},
};

/// What may stand in red, and in amber: with more of either, none stands out.
const SEVERE: usize = 1;
const WARNINGS: usize = 2;

/// The lines below the title: two of cells, or on a small screen one. What the handling takes of the
/// first is not theirs.
pub fn drawn(app: &App, shown: &Shown, plan: &Plan) -> Vec<Phrase> {
    let (room, half) = plan.header_room();
    let below = clock_line::handling_below(app, &clock_line::of(app, room));
    let room = room.saturating_sub(below.width());
    if plan.has_header_cells() {
        lines(shown, room, half)
    } else {
        within_budget(vec![small_header::line(shown, room)])
    }
}

/// The lines below the title, in `room` cells; what stands in the right half begins at `half`.
fn lines(shown: &Shown, room: usize, half: usize) -> Vec<Phrase> {
    let [left, right] = halves(shown);
    let wide = half.saturating_sub(HALVES_APART);
    let left = left.drawn(wide, 2);
    let right = right.drawn(room.saturating_sub(half), 2);
    let row = |n: usize| {
        let left = left.get(n).cloned().unwrap_or_default().fit(wide, Align::Left);
        let apart = " ".repeat(HALVES_APART);
        left.and(apart, Role::Plain).join(right.get(n).cloned().unwrap_or_default())
    };
    within_budget((0..2).map(row).collect())
}

/// How many lines there is something for: asked by every plan, and so without making any.
pub fn count(shown: &Shown) -> usize {
    let headline = &shown.headline;
    let has_patrols = headline.last_attack.is_some() || headline.patrols.is_some();
    let has_tripwire = headline.indicator.as_ref().is_some_and(|one| one.reading.is_ok());
    let cells = [
        headline.agreement.is_some(),
        has_patrols,
        headline.last_attack.is_some(),
        has_tripwire,
        headline.unheard.is_some(),
        !headline.coming.is_empty(),
    ];
    cells.into_iter().filter(|is_there| *is_there).count().div_ceil(2).min(2)
}

/// Cells between the two halves.
const HALVES_APART: usize = 2;

/// Agreement and what happens on patrols on the left, patrols and who is silent or how near a
/// tripwire is on the right.
fn halves(shown: &Shown) -> [Summary; 2] {
    let (board, headline) = (&shown.board, &shown.headline);
    let day = board.clock.as_of;
    let agreement = headline.agreement.as_ref();
    let agreement = agreement.and_then(|is| stands(board, "Agreement", is.as_ref()));
    let has_patrols = headline.last_attack.is_some() || headline.patrols.is_some();
    let patrols =
        has_patrols.then(|| stands(board, "Patrols", headline.patrols.as_ref())).flatten();
    let on_patrols = headline.last_attack.as_ref().and_then(|last| {
        let name = last.when.as_ref().map(|_| "days-since-attack-on-patrol");
        let forms = last.in_forms(day).into_iter().map(|words| match name {
            Some(name) => Phrase::figure(words, Role::Plain, name),
            None => Phrase::plain(words),
        });
        SummaryLine::new("On patrols", forms.collect())
    });
    let ahead = ahead::line(board, &headline.coming);
    let (silent, tripwire) = (silent(shown), tripwire(shown));
    let rings = tripwire.as_ref().is_some_and(|(_, rings)| *rings);
    let tripwire = tripwire.map(|(line, _)| line);
    // That nobody speaks stands before all, which is as old as that; then a tripwire that rings
    // before a source that is silent, and that before a tripwire at rest.
    let cells = match headline.unheard {
        Some(Unheard::Everybody(_)) => [silent, agreement, patrols, tripwire, on_patrols, ahead],
        _ if rings => [agreement, patrols, on_patrols, tripwire, silent, ahead],
        _ => [agreement, patrols, on_patrols, silent, tripwire, ahead],
    };
    let mut cells = cells.into_iter().flatten();
    let (mut left, mut right) = (Summary::default(), Summary::default());
    for n in 0..4 {
        let half = if n % 2 == 0 { &mut left } else { &mut right };
        half.push(cells.next());
    }
    [left, right]
}

/// The tripwire that stands highest, and whether it rings.
fn tripwire(shown: &Shown) -> Option<(SummaryLine, bool)> {
    let one = shown.headline.indicator.as_ref()?;
    let reading = one.reading.as_ref().ok()?;
    let name = indicators::figure_name(&shown.board, "level", one);
    let role = standing::role_of_level(reading.level);
    let level = Phrase::figure(reading.level_in_words(), role, &name);
    let full = Phrase::plain(format!("{}: ", one.name)).join(level.clone());
    let rings = matches!(reading.level, Level::Watch | Level::Alarm);
    Some((SummaryLine::new("Watched", vec![full, level])?, rings))
}

/// Who has not been heard of, and for how long.
fn silent(shown: &Shown) -> Option<SummaryLine> {
    let words = match shown.headline.unheard? {
        Unheard::Everybody(days) => format!("no word for {days} days"),
        Unheard::Sources(1, days) => format!("1 source, for {days} days"),
        Unheard::Sources(many, days) => format!("{many} sources, for up to {days} days"),
    };
    SummaryLine::new("Silent", vec![Phrase::new(words, Role::Stale)])
}

/// Where something stands, since when, in whose words: the words give way first, then who says so.
fn stands(board: &Board, label: &str, standing: Option<&Standing>) -> Option<SummaryLine> {
    let Some(is) = standing else {
        let what = label.to_lowercase();
        let verb = if what.ends_with('s') { "stand" } else { "stands" };
        let full = format!("no voice says where the {what} {verb}");
        let forms = [full.as_str(), "no voice says where", "no voice"];
        return SummaryLine::new(
            label,
            forms.map(|words| Phrase::new(words, Role::Stale)).to_vec(),
        );
    };
    let day = board.clock.as_of;
    let role = standing::role(is);
    let mark = |phrase: Phrase, yes: bool| phrase.and(if yes { " ≠" } else { "" }, Role::Contested);
    let age = is.age.map(|age| format!(", {}", age.in_words())).unwrap_or_default();
    let words = is.words.as_ref().map(|words| words.to_string());
    let state = Term::State(is.is).spoken();
    let names_it = |words: &&str| words.contains(&*state);
    let rest = words.as_deref().and_then(|words| rest_of(words, &state));
    let state = mark(Phrase::new(&*state, role), is.is_contested);
    let since = is.dated_since().map(|since| format!(" since {}", human(since, day)));
    let dated = match &since {
        Some(since) => mark(state.clone().and(since.as_str(), Role::Plain), is.since_contested),
        None => state.clone(),
    };
    // The day gives way before its mark does: that voices differ on it is said in every form.
    let bare = mark(state, is.since_contested && !is.is_contested);
    let aged = |phrase: Phrase| phrase.and(age.as_str(), Role::Stale);
    let head = |phrase: &Phrase| match words.as_deref().filter(names_it) {
        // The source's own words say the state, and no day has to be put behind it.
        Some(words) if since.is_none() => {
            mark(Phrase::new(format!("“{words}”"), role), is.is_contested)
        }
        _ => {
            let rest = rest.as_ref().map(|rest| format!(", “{rest}”")).unwrap_or_default();
            phrase.clone().and(rest, Role::Plain)
        }
    };
    let who = who(board, is.record);
    let full = head(&dated);
    let says = format!(", {}{who}", if who.ends_with(ALONE) { "says " } else { "" });
    // That nobody else says so is said before all of the words are.
    let mut brief = words.iter().flat_map(|words| SOME_WORDS.map(|cells| clause_of(words, cells)));
    let some_words = |words: &String| dated.clone().and(format!(", “{words}”, {who}"), Role::Plain);
    let in_brief: Vec<Phrase> = match since {
        None if who.ends_with(ALONE) => brief.by_ref().map(|words| some_words(&words)).collect(),
        _ => Vec::new(),
    };
    let mut forms = vec![
        aged(full.clone().and(says, Role::Dim)),
        aged(full.clone().and(format!(", {who}"), Role::Dim)),
    ];
    forms.extend(in_brief.into_iter().map(aged));
    let shorter = [
        aged(full),
        aged(dated),
        aged(bare.clone()),
        bare.and(is.age.map(|age| format!(" {}", age.in_brief())).unwrap_or_default(), Role::Stale),
    ];
    forms.extend(shorter);
    SummaryLine::new(label, forms)
}

/// Cells of words of which not all have room.
pub(super) const SOME_WORDS: [usize; 2] = [24, 14];
/// Behind the one voice that says so.
pub(super) const ALONE: &str = " alone";

/// What the words add to the state that they contain: of “temporarily suspended”, “temporarily”.
fn rest_of(words: &str, state: &str) -> Option<String> {
    let Some(at) = words.find(state) else { return Some(words.to_owned()) };
    let (before, behind) = (words[..at].trim(), words[at + state.len()..].trim());
    match (before.is_empty(), behind.is_empty()) {
        (false, true) => Some(before.to_owned()),
        (true, false) => Some(behind.to_owned()),
        (false, false) => Some(words.to_owned()),
        (true, true) => None,
    }
}

/// Whose word it is, and whether it is nobody else's: `SOFREP alone`, `Russia +2`.
pub(super) fn who(board: &Board, record: RecordIx) -> String {
    let record = board.record(record);
    let words = record.words.iter().filter(|word| board.counts(word));
    let mut voices: Vec<&str> = Vec::new();
    for voice in words.filter_map(|word| word.voice()) {
        let party = board.party_of(voice).map(|party| board.name(party));
        let name = party.unwrap_or_else(|| board.voice_name(voice));
        if !voices.contains(&name) {
            voices.push(name);
        }
    }
    match voices.as_slice() {
        [] => "nobody named".to_owned(),
        [one] => format!("{one}{ALONE}"),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    }
}

/// The same with no more red and amber than the header bears: the first of each keep it.
fn within_budget(mut lines: Vec<Phrase>) -> Vec<Phrase> {
    let (mut severe, mut warnings) = (0, 0);
    for piece in lines.iter_mut().flat_map(|line| &mut line.pieces) {
        let (count, most) = match piece.role {
            Role::Severe => (&mut severe, SEVERE),
            Role::Warning => (&mut warnings, WARNINGS),
            _ => continue,
        };
        *count += 1;
        if *count > most {
            piece.role = Role::Figure;
        }
    }
    lines
}

/// The name of the figure under a cell of the lines.
pub(super) fn figure_at(
    app: &App,
    plan: &Plan,
    (line, cell): (usize, usize),
) -> Option<std::sync::Arc<str>> {
    drawn(app, app.shown()?, plan).get(line)?.figure_at(cell).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_without_the_state_that_stands_before_them() {
        assert_eq!(rest_of("temporarily suspended", "suspended").as_deref(), Some("temporarily"));
        assert_eq!(rest_of("suspended", "suspended"), None);
        assert_eq!(rest_of("not for now", "suspended").as_deref(), Some("not for now"));
    }

    #[test]
    fn no_more_than_one_red_and_two_amber_words_stand_in_it() {
        let red = || Phrase::new("alarm", Role::Severe);
        let amber = || Phrase::new("suspended", Role::Warning);
        let lines = vec![red().join(amber()).join(amber()), red().join(amber())];
        let lines = within_budget(lines);
        let roles = lines.iter().flat_map(|line| line.pieces.iter().map(|piece| piece.role));
        let roles: Vec<Role> = roles.collect();
        let count = |role: Role| roles.iter().filter(|other| **other == role).count();
        assert_eq!((count(Role::Severe), count(Role::Warning), count(Role::Figure)), (1, 2, 2));
    }
}
