//! Who was killed and hurt since the agreement: in attacks, and apart from them in what is no attack.

use super::cells;
use crate::{
    board::{Board, Figure, Register, day_month},
    look::{Phrase, Role, SummaryLine},
};

/// What the register calls the figures behind *killed* and *hurt*, and what their line is called
/// below that of attacks.
const LINES: [(&str, &str); 4] = [
    ("in-attacks", ""),
    ("in-other-incidents", "other incidents"),
    ("in-activities", "in activities"),
    ("by-hazards", "by hazards"),
];

/// How much is said of whose dead they were.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Each name with its number.
    Each,
    /// The names alone.
    Names,
    /// Nothing.
    Nothing,
}

/// What the register calls the three lines of victims in attacks: whose they were.
const SIDES: [&str; 3] = ["civilians", "forces", "of-nobody-told"];

/// Who was killed and hurt in attacks by whose they were, from the lowest to the highest claim: a line
/// each for civilians, for fighters or forces, for those of whom nobody says. None where all are of one
/// of these that names them.
pub(super) fn sides(board: &Board, register: &Register) -> Vec<Option<SummaryLine>> {
    let told =
        SIDES.map(|side| ["killed", "hurt"].map(|harm| register.one(&format!("{harm}-{side}"))));
    let is_told = |at: usize| told[at].iter().any(Option::is_some);
    let is_of_several = is_told(0) || is_told(1) && is_told(2);
    if !is_of_several {
        return Vec::new();
    }
    let contested = register.one("contested-victims").filter(Figure::counts_any);
    let mut contested = contested.map(|contested| {
        let words = cells::counted_figure(board, &contested, "incident");
        Phrase::dim("; ").join(words).and(" contested", Role::Contested)
    });
    let since = board.start_of_agreement().map(|day| format!(" since {}", day_month(day)));
    let line = |harm: [Option<Figure>; 2]| {
        let label = harm.iter().flatten().next()?.labels.short.clone();
        let words = ["killed", "hurt"].into_iter().zip(&harm).filter_map(|(word, figure)| {
            let figure = figure.as_ref()?;
            Some(Phrase::plain(format!("{word} ")).join(cells::figure(board, figure)))
        });
        let short = Phrase::list(words, ", ");
        let full = contested.take().map(|contested| short.clone().join(contested));
        let forms = full.into_iter().chain([short]);
        let in_forms = forms.flat_map(|form| {
            let dated = since.iter().map(|since| form.clone().and(since.clone(), Role::Dim));
            dated.chain([form.clone()]).collect::<Vec<_>>()
        });
        SummaryLine::new(label, in_forms.collect())
    };
    told.into_iter().map(line).collect()
}

/// The lines of harm: that of attacks, and those of what is none.
pub(super) fn lines(board: &Board, register: &Register) -> Vec<Option<SummaryLine>> {
    let since = board.start_of_agreement().map(day_month);
    let label = since.map_or("harm".to_owned(), |since| format!("since {since}"));
    let line = |id: &str, label: String| {
        let killed = Harm::told(register, &format!("killed-{id}"), "killed");
        let hurt = Harm::told(register, &format!("hurt-{id}"), "hurt");
        let form = |of_killed: Whose, of_hurt: Option<Whose>| {
            let killed = killed.as_ref().map(|killed| killed.words(board, of_killed));
            let hurt = hurt.as_ref().zip(of_hurt).map(|(hurt, whose)| hurt.words(board, whose));
            Phrase::list(killed.into_iter().chain(hurt), ", ")
        };
        let forms = [
            (Whose::Each, Some(Whose::Each)),
            (Whose::Names, Some(Whose::Names)),
            (Whose::Names, Some(Whose::Nothing)),
            (Whose::Nothing, Some(Whose::Nothing)),
            (Whose::Nothing, None),
        ];
        SummaryLine::new(label, forms.map(|(killed, hurt)| form(killed, hurt)).to_vec())
    };
    let mut first = Some(label);
    let lines = LINES.map(|(id, name)| {
        // The first of them says since when.
        let label = first.clone().unwrap_or_else(|| name.to_owned());
        let line = line(id, label);
        first = first.take().filter(|_| line.is_none());
        line
    });
    lines.into()
}

/// How many were killed, or hurt, and whose they were: asked of the register once for all forms.
struct Harm {
    word: &'static str,
    all: Figure,
    of: Vec<Figure>,
}

impl Harm {
    /// `None` where nobody states how many.
    fn told(register: &Register, id: &str, word: &'static str) -> Option<Harm> {
        let all = register.one(id).filter(says_anything)?;
        let of = register.of(&format!("{id}-of")).into_iter().filter(says_anything).collect();
        Some(Harm { word, all, of })
    }

    /// `killed ≥4 (Turkey)`.
    fn words(&self, board: &Board, whose: Whose) -> Phrase {
        let told = Phrase::plain(format!("{} ", self.word)).join(cells::figure(board, &self.all));
        let name = |one: &Figure| Phrase::dim(one.labels.short.as_str());
        let of: Vec<Phrase> = match self.of.as_slice() {
            _ if whose == Whose::Nothing => Vec::new(),
            // Where all of them are of one name, its number is the same.
            [one] if one.value == self.all.value => vec![name(one)],
            of if whose == Whose::Names => of.iter().map(name).collect(),
            of => {
                let each =
                    |one: &Figure| name(one).and(" ", Role::Plain).join(cells::figure(board, one));
                of.iter().map(each).collect()
            }
        };
        if of.is_empty() {
            return told;
        }
        told.and(" (", Role::Dim).join(Phrase::list(of, ", ")).and(")", Role::Dim)
    }
}

fn says_anything(figure: &Figure) -> bool {
    figure.value.bounds().is_some_and(|count| count.low > 0 || count.high.is_some())
        && figure.counts_any()
}
