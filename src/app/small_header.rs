//! Where things stand on a small screen: one line, whose parts are said shorter until they fit.

use super::{Headline, Shown, headline};
use crate::{
    board::{Board, Indicator, LastAttack, Level, Standing, Unheard, capitalized, human},
    look::{Align, Phrase, Role, clause_of},
    model::{Day, State, When},
    panel::{
        indicators,
        standing::{self, StandingForm},
    },
};

/// The line in so many cells.
pub(super) fn line(shown: &Shown, room: usize) -> Phrase {
    let line = whose_word(shown, room).unwrap_or_else(|| standing_line(shown, room));
    capitalized_label(line)
}

/// How much is said of the agreement with whose word it is, of the patrols, of the indicator and of
/// the last attack.
type WithWho = (usize, StandingForm, Option<StandingForm>, Option<StandingForm>);

/// The same with whose word it is that the agreement stands so, where nobody else says so; `None`
/// where that has no room. It stands before a tripwire at rest, and after one that rings or of which
/// too little is seen: silence is not quiet.
fn whose_word(shown: &Shown, room: usize) -> Option<Phrase> {
    use StandingForm::{Bare, InWords, Since, Terse};
    const FORMS: [WithWho; 13] = [
        (0, InWords, Some(InWords), Some(InWords)),
        (0, Since, Some(InWords), Some(Since)),
        (0, Since, Some(Since), Some(Bare)),
        (0, Bare, Some(Since), None),
        (1, Bare, Some(Bare), None),
        (3, Bare, Some(Bare), None),
        (2, Terse, Some(Bare), None),
        (3, Terse, Some(Bare), None),
        (0, Since, None, None),
        (0, Bare, None, None),
        (1, Bare, None, None),
        (2, Bare, None, None),
        (3, Bare, None, None),
    ];
    let Headline { agreement, patrols, last_attack, unheard, indicator, .. } = &shown.headline;
    let is = agreement.as_ref()?.as_ref()?;
    let (board, day) = (&shown.board, shown.board.clock.as_of);
    let who = headline::who(board, is.record);
    if !who.ends_with(headline::ALONE) || room < ROOM_FOR_BOTH {
        return None;
    }
    let reading = indicator.as_ref().and_then(|one| one.reading.as_ref().ok());
    let is_at_rest = reading.is_none_or(|is| is.level == Level::Quiet);
    let agreements = agreement_forms(day, is).map(|of| of.and(format!(", {who}"), Role::Dim));
    let line = |(form, of_patrols, of_indicator, of_attack): &WithWho| {
        let patrols =
            patrols.as_ref().map(|is| standing_phrase(day, "patrols", Some(is), *of_patrols));
        let indicator = indicator.as_ref().zip(*of_indicator);
        let indicator = indicator.map(|(one, form)| indicator_phrase(board, one, form));
        let attack = last_attack.as_ref().zip(*of_attack);
        let attack = attack.map(|(last, form)| attack_phrase(last, day, form));
        let everybody = everybody_silent(shown);
        let agreement = Some(agreements[*form].clone());
        let parts = [everybody, agreement, patrols, indicator, attack];
        Phrase::list(parts.into_iter().flatten(), BETWEEN)
    };
    let is_silent = unheard.is_some() && everybody_silent(shown).is_none();
    let forms = FORMS.iter().filter(|(_, _, of_indicator, _)| of_indicator.is_some() || is_at_rest);
    let line = forms.map(line).find(|line| line.width() <= room)?;
    let silent = unheard.filter(|_| is_silent).map(silent).unwrap_or_default();
    let with = Phrase::list([silent, line.clone()], BETWEEN);
    Some(if with.width() <= room { with } else { line })
}

/// Where the agreement stands: in all the words used, in some of them, in fewer, in none.
fn agreement_forms(day: Day, is: &Standing) -> [Phrase; 4] {
    let of = |is: &Standing, form| standing_phrase(day, "agreement", Some(is), form);
    let some = |cells: usize| {
        let words = is.words.as_ref().map(|words| clause_of(words, cells).into());
        of(&Standing { words, ..is.clone() }, StandingForm::InWords)
    };
    let [more, fewer] = headline::SOME_WORDS.map(some);
    [of(is, StandingForm::InWords), more, fewer, of(is, StandingForm::Bare)]
}

/// The line with a capital letter where its first label is.
fn capitalized_label(mut line: Phrase) -> Phrase {
    if line.pieces.first().is_some_and(|first| first.role == Role::Dim) {
        let rest = Phrase { pieces: line.pieces.split_off(1) };
        return Phrase::dim(capitalized(line.pieces[0].text())).join(rest);
    }
    line
}

/// Agreement, patrols, the highest indicator and the last reported attack on a patrol: in the words
/// used and since when, as far as there is room; the fullest forms first. What has no room at all
/// is left out whole, the last first: no figure and no caveat is cut.
fn standing_line(shown: &Shown, room: usize) -> Phrase {
    use StandingForm::{Bare, InWords, Since, Terse};
    const FORMS: [([StandingForm; 3], Option<StandingForm>); 15] = [
        ([InWords, InWords, InWords], Some(InWords)),
        ([InWords, InWords, InWords], Some(Since)),
        ([Since, InWords, InWords], Some(Since)),
        ([InWords, Since, InWords], Some(Since)),
        ([Since, Since, InWords], Some(Since)),
        ([Bare, InWords, InWords], Some(Bare)),
        ([Bare, Bare, InWords], Some(Bare)),
        ([Bare, Bare, Since], Some(Bare)),
        ([Bare, Terse, Since], Some(Bare)),
        ([Bare, Bare, Bare], Some(Bare)),
        ([Since, Since, InWords], None),
        ([Bare, Bare, InWords], None),
        ([Bare, Bare, Since], None),
        ([Bare, Bare, Bare], None),
        ([Terse, Terse, Bare], None),
    ];
    let Headline { agreement, patrols, last_attack, unheard, indicator, .. } = &shown.headline;
    let day = shown.board.clock.as_of;
    let lines = FORMS.map(|([of_agreement, of_patrols, of_indicator], of_attack)| {
        let agreement = agreement.as_ref();
        let agreement =
            agreement.map(|is| standing_phrase(day, "agreement", is.as_ref(), of_agreement));
        let is_told_of = patrols.is_some() || last_attack.is_some();
        let nobody = patrols.is_none() && shown.headline.agreement == Some(None);
        let patrols = (is_told_of && !nobody)
            .then(|| standing_phrase(day, "patrols", patrols.as_ref(), of_patrols));
        let indicator =
            indicator.as_ref().map(|one| indicator_phrase(&shown.board, one, of_indicator));
        let attack = last_attack.as_ref().zip(of_attack);
        let attack = attack.map(|(last, form)| attack_phrase(last, day, form));
        // Where there is room for one of them, it is the one that is worse off.
        let (first, second) =
            if room < ROOM_FOR_BOTH { (patrols, agreement) } else { (agreement, patrols) };
        let parts = first.into_iter().chain(second).chain(indicator).chain(attack);
        parts.collect::<Vec<Phrase>>()
    });
    // That nobody speaks stands before all, which is as old as that; a source that is silent alone
    // gives way, and is told among the indicators.
    let everybody = everybody_silent(shown);
    let somebody = unheard.filter(|_| everybody.is_none()).map(silent);
    let before = |who: &Option<Phrase>| {
        let lines = lines.iter().map(|line| who.iter().chain(line).cloned().collect());
        lines.collect::<Vec<Vec<Phrase>>>()
    };
    let (with, lines) = (before(&somebody), before(&everybody));
    let join = |line: &[Phrase]| Phrase::list(line.iter().cloned(), BETWEEN);
    let fitting = |lines: &[Vec<Phrase>]| {
        let mut lines = lines.iter().map(|line| join(line)).enumerate();
        lines.find(|(_, line)| line.width() <= room)
    };
    let found = somebody.is_some().then(|| fitting(&with)).flatten();
    if let Some((n, line)) = found.or_else(|| fitting(&lines)) {
        let ([.., of_indicator], of_attack) = FORMS[n];
        let has_attack = last_attack.is_some() && of_attack.is_some();
        let is_last = !has_attack && of_indicator != InWords;
        let rest = room - line.width();
        let name = indicator.as_ref().filter(|_| is_last && rest > LEAST_OF_NAME);
        let name = name.map(|one| Phrase::plain(format!(": {}", one.name)));
        let name = name.map(|name| name.fit(rest.min(name.width()), Align::Left));
        return line.join(name.unwrap_or_default());
    }
    let line = lines.last().map_or(&[][..], Vec::as_slice);
    let fits = (1..=line.len()).rev().find(|n| join(&line[..*n]).width() <= room);
    // What stands there alone is said as fully as there is room, with what voices differ on.
    let alone = lines.iter().filter_map(|line| line.first()).find(|part| part.width() <= room);
    if let (Some(1), Some(alone)) = (fits, alone) {
        return alone.clone();
    }
    join(&line[..fits.unwrap_or(1).min(line.len())])
}

/// Since when nobody has said anything.
fn everybody_silent(shown: &Shown) -> Option<Phrase> {
    shown.headline.unheard.filter(|unheard| matches!(unheard, Unheard::Everybody(_))).map(silent)
}

fn silent(unheard: Unheard) -> Phrase {
    Phrase::new(unheard.to_string(), Role::Warning)
}

/// Cells of the line from which on agreement and patrols stand beside each other.
const ROOM_FOR_BOTH: usize = 60;
/// Cells of a cut name that still say anything.
const LEAST_OF_NAME: usize = 8;

/// What stands between two things of a line.
const BETWEEN: &str = " · ";

/// Its level comes first: a long name may be left out.
fn indicator_phrase(board: &Board, indicator: &Indicator, form: StandingForm) -> Phrase {
    let Ok(reading) = &indicator.reading else { return Phrase::default() };
    let level = match form {
        StandingForm::Bare | StandingForm::Terse => indicators::level_in_short(reading),
        StandingForm::Full | StandingForm::InWords | StandingForm::Since => {
            reading.level_in_words()
        }
    };
    let figure = indicators::figure_name(board, "level", indicator);
    let level = Phrase::figure(level, standing::role_of_level(reading.level), &figure);
    match form {
        StandingForm::InWords if reading.level == Level::TooLittleSeen => {
            level.and(format!(" ({})", indicator.name), Role::Plain)
        }
        StandingForm::Full | StandingForm::InWords => {
            level.and(format!(": {}", indicator.name), Role::Plain)
        }
        StandingForm::Since | StandingForm::Bare | StandingForm::Terse => level,
    }
}

/// Days without a report of an attack say nothing where no patrol runs: both are told.
fn attack_phrase(last: &LastAttack, day: Day, form: StandingForm) -> Phrase {
    let words = match form {
        StandingForm::Full | StandingForm::InWords => last.in_words(day),
        StandingForm::Since => last.in_short(day),
        StandingForm::Bare | StandingForm::Terse => last.in_brief(day),
    };
    match last.when {
        Some(_) => Phrase::figure(words, Role::Plain, "days-since-attack-on-patrol"),
        None => Phrase::plain(words),
    }
}

fn standing_phrase(
    day: Day,
    name: &str,
    standing: Option<&Standing>,
    form: StandingForm,
) -> Phrase {
    let is_bare = matches!(form, StandingForm::Bare | StandingForm::Terse);
    let head = Phrase::dim(format!("{name} "));
    let Some(standing) = standing else {
        let verb = if name.ends_with('s') { "stand" } else { "stands" };
        let words = format!("no voice says where the {name} {verb}");
        return Phrase::new(if is_bare { "no voice says where" } else { &words }, Role::Stale);
    };
    // Days are counted only from a day; what is vague is printed as it was said.
    // What was extended a day ago was not extended by a day.
    let is_lasting = standing.is != State::Extended;
    let in_days = |since: &When| {
        let days = since.day().map(|first| (day - first).num_days());
        days.filter(|days| *days <= 30 && is_lasting)
    };
    let since = standing.dated_since().map(|since| match in_days(since) {
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
        // Where there is no room for the author's phrase, its interval stands for it.
        None if is_bare => format!("since {}", human(&When { words: None, ..since.clone() }, day)),
        None => format!("since {}", human(since, day)),
    });
    // Where there is no room for both, when it was said last says more than since when.
    let is_left_out = form == StandingForm::Terse || (is_bare && standing.age.is_some());
    let since = since.filter(|_| !is_left_out);
    let told = standing::told(standing, form, since.as_deref());
    // The day gives way before its mark does: that voices differ on it is said in every form.
    let is_marked = since.is_some() || standing.is_contested || !standing.since_contested;
    head.join(told).and(if is_marked { "" } else { " ≠" }, Role::Contested)
}
