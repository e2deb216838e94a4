//! What stands of an agreement in sentences: its head, and of each clause its text, where it stands
//! and what is held for and against it.

use super::{
    super::cells,
    due::{due, due_soon},
    statuses::{all_of, stands},
};
use crate::{
    board::{
        Bearing, Board, Breaches, Clause, Compliance, Figure, FigureValue, Naming, Register, Way,
        capitalized, human,
    },
    look::{Phrase, Role, counted},
    model::{Bounds, Class, Id, Key, Record, RecordIx, Table, TallySubject, When},
};

/// Cells of the labels in an agreement's head.
const LABEL: usize = 18;

/// Sentences, each beginning on a line of its own, below an indent.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    paragraphs: Vec<(Phrase, Phrase)>,
}

impl Prose {
    /// Words that stand at the margin.
    pub fn of(words: Phrase) -> Prose {
        let mut prose = Prose::default();
        prose.say(Phrase::default(), words);
        prose
    }

    /// What is said below a clause of what is not listed there.
    pub fn note(words: String) -> Prose {
        let mut note = Prose::default();
        note.say(Phrase::plain("  "), Phrase::dim(words));
        note
    }

    fn say(&mut self, label: Phrase, words: Phrase) {
        if !words.is_empty() {
            self.paragraphs.push((label, words));
        }
    }

    /// Its lines of so many cells; what goes on does so below where it began.
    fn lines(&self, cells: usize) -> Vec<Phrase> {
        let mut lines = Vec::new();
        for (label, words) in &self.paragraphs {
            // Where there is little room, what goes on begins near the margin.
            let indent = if label.width() * 3 > cells { 2 } else { label.width() };
            let words = if indent < label.width() {
                label.clone().join(words.clone())
            } else {
                words.clone()
            };
            let label = if indent < label.width() { Phrase::default() } else { label.clone() };
            let broken = words.broken(cells.saturating_sub(indent).max(1)).into_iter();
            lines.extend(broken.enumerate().map(|(n, line)| {
                let before = if n == 0 { label.clone() } else { Phrase::plain(" ".repeat(indent)) };
                before.join(line)
            }));
        }
        lines
    }

    /// Rows that it takes in so many cells; one where there is no screen.
    pub fn height(&self, cells: Option<usize>) -> usize {
        cells.map_or(1, |cells| self.lines(cells).len())
    }

    /// The row `n` of so many, `cells` wide. Until it is laid out for another width, what has no
    /// room is cut in the last one.
    pub fn row(&self, n: usize, rows: usize, cells: usize) -> Phrase {
        let mut lines = self.lines(cells);
        if n + 1 == rows && lines.len() > rows {
            let rest = lines.split_off(n);
            return Phrase::list(rest, " ").fit(cells, Default::default());
        }
        lines.get(n).cloned().unwrap_or_default()
    }

    /// All of it in one line, to be read aloud.
    pub fn whole(&self) -> Phrase {
        let said = self.paragraphs.iter().map(|(label, words)| label.clone().join(words.clone()));
        Phrase::list(said, " ")
    }
}

// ---------------------------------------------------------------------- the agreement

/// Between whom, where it stands, who is blamed.
pub(super) fn agreement(board: &Board, register: &Register, compliance: &Compliance) -> Prose {
    let record = board.record(compliance.agreement);
    let mut prose = Prose::default();
    let name = Phrase::new(format!("{}. ", record.heading()), Role::Heading);
    prose.say(Phrase::default(), name.join(signed(board, record)));
    let label = |words: &str| Phrase::dim(format!("{words:<LABEL$}"));
    prose.say(
        label("Where it stands"),
        stands(board, compliance.standing.as_ref(), "the agreement"),
    );
    prose.say(label("Who is blamed"), blamed(board, register, compliance));
    prose.say(label("What is due"), due_soon(board, compliance));
    prose
}

/// `Signed on 5 Mar by Russia and Turkey, from 6 Mar on; day 161.`
fn signed(board: &Board, record: &Record) -> Phrase {
    let day = |key: Key| {
        let said = board.shown(record, key)?.value.as_when()?;
        Some(human(said, board.clock.as_of).to_string())
    };
    let parties = board.shown_ids(record, Key::Parties);
    let names: Vec<String> = parties.iter().map(|id| board.quoted_name(id)).collect();
    let by = if names.is_empty() { String::new() } else { format!(" by {}", all_of(&names)) };
    let signed = day(Key::Signed).map(|day| format!("Signed on {day}{by}")).unwrap_or_default();
    let effective = day(Key::Effective).filter(|from| Some(from) != day(Key::Signed).as_ref());
    let effective = effective.map(|day| format!(", from {day} on")).unwrap_or_default();
    let is_first =
        board.scenario().table(Table::Agreement).first().map(|first| &first.id) == Some(&record.id);
    let count = board.day_in_words(board.clock.as_of).filter(|_| is_first);
    let count = count.map(|count| format!("; {count}")).unwrap_or_default();
    let n = board.scenario().position(&record.id);
    let others = n.map(|n| super::phases::others(board, n)).unwrap_or_default();
    let until = n.and_then(|n| board.runs_until(n));
    let until = until.and_then(|until| {
        let day = human(until.when()?, board.clock.as_of).to_string();
        let told = Phrase::plain(format!("; until {day}"));
        Some(told.join(super::phases::amended(board, &until)))
    });
    Phrase::plain(format!("{signed}{effective}{count}{others}"))
        .join(until.unwrap_or_default())
        .and(".", Role::Plain)
}

/// Which party voices blame, in one line; the whole list stands at the end.
fn blamed(board: &Board, register: &Register, compliance: &Compliance) -> Phrase {
    let parties = compliance.breaches.iter().filter(|breaches| breaches.is_party);
    let mut told: Vec<Phrase> = parties
        .map(|breaches| {
            let name = Phrase::plain(board.quoted_name(&breaches.actor));
            if breaches.named.is_empty() {
                return name.and(format!(" for none{}", elsewhere(board, breaches)), Role::Plain);
            }
            name.and(" for ", Role::Plain)
                .join(count(register, breaches))
                .and(format!(", {}", by_whom(board, breaches)), Role::Plain)
        })
        .collect();
    let others = compliance.breaches.iter().filter(|breaches| !breaches.is_party).count();
    match (told.is_empty(), others) {
        (true, 0) => return nobody(board),
        (_, 0) => {}
        (true, n) => told.push(Phrase::dim(format!("{} below", counted(n, "actor or label")))),
        (false, n) => told.push(Phrase::dim(format!("{} below", counted(n, "other")))),
    }
    Phrase::list(told, "; ").and(".", Role::Plain)
}

/// Who names a party elsewhere than under a clause, if anybody does.
fn elsewhere(board: &Board, breaches: &Breaches) -> String {
    let mut by: Vec<String> = Vec::new();
    for mention in breaches.elsewhere(board) {
        let name = accuser(board, &mention.by);
        if !by.contains(&name) {
            by.push(name);
        }
    }
    if by.is_empty() {
        return String::new();
    }
    format!(" under a clause, elsewhere by {}", all_of(&by))
}

/// An actor or a voice that names somebody.
fn accuser(board: &Board, by: &Id) -> String {
    match board.scenario().find(by) {
        Some(_) => board.quoted_name(by),
        None => board.voice_name(by).to_owned(),
    }
}

/// Nobody under a clause; who counts violations, and against whom, is told beside it.
fn nobody(board: &Board) -> Phrase {
    let mut pairs: Vec<String> = Vec::new();
    for n in board.visible_of(Table::Tally).filter(|n| !board.is_taken_back(*n)) {
        let record = board.record(n);
        let Some(by) = board.shown_id(record, Key::By) else { continue };
        let whose = match board.shown_id(record, Key::Against) {
            Some(against) => format!("against {}", board.quoted_name(against)),
            None if board.subject_of_tally(n) == Some(TallySubject::Violations) => {
                "(no side named)".to_owned()
            }
            None => continue,
        };
        let pair = format!("{} {whose}", board.quoted_name(by));
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    let counts = match pairs.as_slice() {
        [] => String::new(),
        pairs => format!("; who counts violations: {}", all_of(pairs)),
    };
    Phrase::plain("Nobody under a clause").and(counts, Role::Plain).and(".", Role::Plain)
}

/// The head of the list of those who are blamed.
pub(super) fn blame_head() -> Prose {
    let mut prose = Prose::default();
    let desk =
        "That an act is held against a clause is the desk’s judgement, unless a voice says so.";
    let words = Phrase::new("Who is blamed, and by whom. ", Role::Heading).and(desk, Role::Dim);
    prose.say(Phrase::default(), words);
    prose
}

/// In how many violations an actor is named.
pub(super) fn count(register: &Register, breaches: &Breaches) -> Phrase {
    let mut figures = register.of("named").into_iter();
    match figures.find(|figure| figure.is_of(&breaches.actor)) {
        Some(figure) => Phrase::figure(figure.text(), Role::Plain, &figure.name()),
        None => Phrase::default(),
    }
}

/// `by SOFREP`, `claims it`, or where else others name a party.
pub(super) fn by_whom(board: &Board, breaches: &Breaches) -> String {
    let name = board.quoted_name(&breaches.actor);
    let named = breaches.by_voice();
    let says_both = |voice: &Id| {
        let ways = [Naming::Blames, Naming::Attributes];
        ways.iter()
            .all(|way| named.iter().any(|(naming, other, _)| naming == way && *other == voice))
    };
    let voices = named.iter().filter_map(|(naming, id, _)| {
        let voice = board.voice_name(id);
        Some(match naming {
            Naming::Claims if voice == name => "claims it".to_owned(),
            Naming::Claims => format!("{voice} claims it"),
            Naming::Blames if says_both(id) => format!("by {voice}, in part under the clause"),
            Naming::Blames => format!("by {voice}, under the clause"),
            Naming::Attributes if says_both(id) => return None,
            Naming::Attributes => format!("by {voice}"),
        })
    });
    let elsewhere = breaches.elsewhere(board).into_iter().map(|mention| {
        let by = accuser(board, &mention.by);
        format!("elsewhere by {by}: {}", board.brief(board.record(mention.record)))
    });
    voices.chain(elsewhere).collect::<Vec<_>>().join("; ")
}

// ---------------------------------------------------------------------- a clause

/// Number, short name and text of a clause, when it is due, where it stands, what is held for and
/// against it.
pub(super) fn clause(board: &Board, register: &Register, clause: &Clause) -> Prose {
    let mut prose = clause_head(board, clause);
    let says = stands(board, clause.standing.as_ref(), "it");
    let says = Phrase::list([says, held(board, register, clause)], " ");
    prose.say(Phrase::plain("  "), says);
    prose.say(Phrase::plain("  "), corridor(board, register, clause));
    prose.say(Phrase::plain("  "), super::phases::promised(board, register, clause));
    prose
}

/// What is left of a clause that is closed: number, short name and text, when it is due.
pub(super) fn clause_head(board: &Board, clause: &Clause) -> Prose {
    let record = board.record(clause.record);
    let mut prose = Prose::default();
    let name = capitalized(&record.id.in_words());
    let head = format!("{} {name}. ", board.clause_number(record));
    let text = Phrase::new(head, Role::Heading).and(clause.text.as_str(), Role::Plain);
    prose.say(Phrase::default(), text.join(due(board, clause)));
    prose
}

/// `10–12 attacks against it, 3 of them 17 Jul–13 Aug, 2 undated; none for it.`
fn held(board: &Board, register: &Register, clause: &Clause) -> Phrase {
    if clause.bearings.is_empty() {
        return Phrase::dim("Nothing is held for or against it.");
    }
    let against = weighed(board, register, clause, Way::Against);
    let kept = weighed(board, register, clause, Way::For);
    let nouns = [&kept, &against].map(|(_, noun, _)| *noun);
    let is_one_noun = nouns[0].trim_end_matches('s') == nouns[1].trim_end_matches('s');
    let whole = |(count, noun, rest): (Phrase, &str, Phrase), has_noun: bool| {
        let noun = if has_noun { format!(" {noun}") } else { String::new() };
        count.and(noun, Role::Plain).join(rest)
    };
    let quiet = [Class::Activity, Class::Hazard];
    let is_quiet = |n: RecordIx| board.class_of(n).is_some_and(|class| quiet.contains(&class));
    let of_class = quiet.into_iter().filter_map(|class| held_of(board, register, clause, class));
    let names = clause.bearings.iter().filter(|bearing| bearing.may_be(Way::Names));
    let names = names.filter(|bearing| !is_quiet(bearing.record)).count();
    let names = match names {
        0 => Phrase::default(),
        1 => Phrase::dim("1 record names it, no more"),
        n => Phrase::dim(format!("{n} records name it, no more")),
    };
    let is_any = |way: Way| clause.bearings.iter().any(|bearing| bearing.may_be(way));
    let told = match (is_any(Way::Against), is_any(Way::For)) {
        (false, false) => Phrase::dim("Nothing is held for or against it"),
        (true, false) => whole(against, true).and("; none for it", Role::Dim),
        (false, true) => whole(kept, true).and("; none against it", Role::Dim),
        (true, true) => whole(kept, true).and("; ", Role::Plain).join(whole(against, !is_one_noun)),
    };
    let all = std::iter::once(told).chain(of_class).chain([names]);
    Phrase::list(all, "; ").and(".", Role::Plain)
}

/// `3–4`, `patrols`, ` against it, cut short`
fn weighed(
    board: &Board,
    register: &Register,
    clause: &Clause,
    way: Way,
) -> (Phrase, &'static str, Phrase) {
    let (id, word, bounds) = match way {
        Way::Against => ("against", "against", clause.against),
        Way::For | Way::Names => ("for", "for", clause.kept),
    };
    let of: Vec<&Bearing> = clause.bearings.iter().filter(|bearing| bearing.may_be(way)).collect();
    let all_of =
        |table: Table| of.iter().all(|bearing| board.record(bearing.record).table == table);
    let (one, many) = match () {
        () if all_of(Table::Attack) => ("attack", "attacks"),
        () if all_of(Table::Patrol) => ("patrol", "patrols"),
        () => ("record", "records"),
    };
    let noun = if bounds == Bounds::new(1, 1) { one } else { many };
    let name = format!("{id}:{}", board.record(clause.record).id);
    let rest = Phrase::plain(format!(" {word} it"));
    let rest = match way {
        Way::Against if one == "patrol" => rest.and(", cut short", Role::Plain),
        Way::Against => rest.join(in_window(board, register, clause)),
        Way::For | Way::Names => rest,
    };
    (Phrase::figure(bounds.to_string(), Role::Plain, &name), noun, rest)
}

/// `3 activities held against it`: what comes with no fire is never counted with attacks.
fn held_of(board: &Board, register: &Register, clause: &Clause, class: Class) -> Option<Phrase> {
    let id = format!("{}-against", class.row().id);
    let figure = figure_of(board, register, clause, &id)?;
    let is_one = figure.value.bounds() == Some(Bounds::new(1, 1));
    let noun = if is_one { class.singular() } else { class.plural() };
    let phrase = cells::figure(board, &figure);
    Some(phrase.and(format!(" {noun} held against it"), Role::Plain))
}

/// `, 3 of them 17 Jul–13 Aug, up to 2 undated`
fn in_window(board: &Board, register: &Register, clause: &Clause) -> Phrase {
    let figure = figure_of(board, register, clause, "against-in-window");
    let Some(figure) = figure else { return Phrase::default() };
    let Some(days) = figure.days else { return Phrase::default() };
    let span = When { latest: Some(days.last), ..When::on(days.first) };
    // A list that holds none says whether anybody reported at all.
    let of_them = if figure.counts_any() { " of them" } else { "" };
    let told = Phrase::plain(", ")
        .join(Phrase::figure(figure.text(), Role::Plain, &figure.name()))
        .and(format!("{of_them} {}", human(&span, board.clock.as_of)), Role::Plain);
    match register.open_against(clause) {
        0 => told,
        open => {
            let open = Phrase::figure(open.to_string(), Role::Plain, &figure.name());
            told.and(", up to ", Role::Plain).join(open).and(" undated", Role::Plain)
        }
    }
}

/// Of a clause's figures the one of a row of the register.
fn figure_of(board: &Board, register: &Register, clause: &Clause, row: &str) -> Option<Figure> {
    let id = &board.record(clause.record).id;
    register.of(row).into_iter().find(|figure| figure.is_of(id))
}

/// `4 incidents have a point, all inside the corridor; 14 have none: whether inside cannot be said.`
fn corridor(board: &Board, register: &Register, clause: &Clause) -> Phrase {
    let number = |figure: &Figure, count: Bounds| {
        Phrase::figure(count.to_string(), Role::Plain, &figure.name())
    };
    let one = Bounds::new(1, 1);
    let mut parts = Vec::new();
    if let Some(figure) = figure_of(board, register, clause, "in-corridor")
        && let FigureValue::Of(inside, whole) = figure.value
    {
        let have =
            if whole == one { " incident has a point, " } else { " incidents have a point, " };
        let told = number(&figure, whole).and(have, Role::Plain);
        parts.push(match inside == whole {
            true if whole == one => told.and("inside the corridor", Role::Plain),
            true => told.and("all inside the corridor", Role::Plain),
            false => told.join(number(&figure, inside)).and(" inside the corridor", Role::Plain),
        });
    }
    if let Some(figure) = figure_of(board, register, clause, "without-a-point")
        && let Some(count) = figure.value.bounds().filter(|count| count.high != Some(0))
    {
        let words = match (parts.is_empty(), count == one) {
            (false, true) => " has none",
            (false, false) => " have none",
            (true, true) => " incident has no point",
            (true, false) => " incidents have no point",
        };
        let told = number(&figure, count).and(words, Role::Plain);
        parts.push(told.and(": whether inside cannot be said", Role::Plain));
    }
    let told = Phrase::list(parts, "; ");
    if told.is_empty() { told } else { told.and(".", Role::Plain) }
}
