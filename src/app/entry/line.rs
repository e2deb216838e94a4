//! A record in one line, told word by word as it is understood while it is typed.

use crate::{
    app::Input,
    board::{GazetteerPlace, Index, gazetteer_place},
    format::{
        TableForm,
        edit::Draft,
        one_line::{self, OneLine, Sense},
        typed::{Last, Typing, Understood, quote},
    },
    model::{Clean, INHERITED, Key, Span, Table},
};

/// The line that is being typed.
#[derive(Clone, PartialEq, Debug)]
pub struct LineEntry {
    /// What is typed, with its cursor.
    pub input: Input,
    /// As far as it is understood.
    pub read: OneLine,
    /// What nobody typed and is written all the same.
    pub filled: Vec<(Key, Understood)>,
    /// Whether what would be taken over is left out: the source of the last entry, the board's day.
    pub leaves_last: bool,
    /// Whether it was said that it is written with what is taken over: the next time it is.
    pub agrees: bool,
    /// Places that were made on the way, to be written before it.
    pub new: Vec<Draft>,
    /// Words that may be a place which the board does not know.
    pub offer: Option<PlaceOffer>,
    /// A line to begin from, in the scenario's own names.
    pub example: String,
    /// Whether it was said that leaving loses what is typed: the next time it is left all the same.
    pub asks: bool,
    /// Why it was not taken.
    pub refused: Option<Clean>,
}

/// A place that can be made of what is typed.
#[derive(Clone, PartialEq, Debug)]
pub struct PlaceOffer {
    /// Its name, in bytes of the line.
    pub span: Span,
    /// The name itself.
    pub name: String,
    /// Where it lies; `None` where neither layers nor the map know.
    pub known: Option<GazetteerPlace>,
}

impl LineEntry {
    /// Reads what is typed already, against the names of the board.
    pub fn new(input: Input, typing: Typing, index: &Index, last: &Last) -> LineEntry {
        let example = one_line::example(&typing);
        let read = one_line::read("", &typing);
        let entry = LineEntry {
            input,
            read,
            filled: Vec::new(),
            leaves_last: false,
            agrees: false,
            new: Vec::new(),
            offer: None,
            example,
            asks: false,
            refused: None,
        };
        entry.read_anew(typing, index, last)
    }

    /// Reads what is typed by now.
    pub fn read_anew(mut self, mut typing: Typing, index: &Index, last: &Last) -> LineEntry {
        for draft in &self.new {
            draft.id().into_iter().for_each(|id| typing.add(draft.table, &id));
        }
        self.read = one_line::read(self.input.text(), &typing);
        self.filled = self.read.filled(&typing, last);
        self.filled.extend(self.day_of_the_board(&typing));
        if self.leaves_last {
            self.filled.retain(|(key, _)| !is_taken_over(self.read.table, *key));
        }
        self.offer = self.unknown_place().map(|(span, name)| {
            let known = gazetteer_place(index, &name);
            PlaceOffer { span, name, known }
        });
        (self.asks, self.agrees, self.refused) = (false, false, None);
        self
    }

    /// The day that is looked at, where the record needs one and the line gives none.
    fn day_of_the_board(&self, typing: &Typing) -> Option<(Key, Understood)> {
        let (table, key) = self.read.table.map(|table| (table, table.date_key()))?;
        let is_wanted = self.read.missing().contains(&key);
        let defaults = typing.defaults(table, false, &Last::default());
        let (_, day) = defaults.into_iter().find(|(known, _)| *known == key && is_wanted)?;
        Some((key, typing.read(table, key, &day).ok()?))
    }

    /// What nobody typed and nobody may overlook: it is said before it is written.
    pub fn taken_over(&self) -> impl Iterator<Item = &(Key, Understood)> {
        self.filled.iter().filter(|(key, _)| is_taken_over(self.read.table, *key))
    }

    /// The keys that the record needs and that neither the line gives nor what is filled in.
    pub fn missing(&self) -> Vec<Key> {
        let mut missing = self.read.missing();
        let is_filled = |key: Key| self.filled.iter().any(|(filled, _)| *filled == key);
        let rests = is_filled(Key::Bulletin);
        missing.retain(|key| !(is_filled(*key) || rests && INHERITED.contains(key)));
        missing
    }

    /// The record that it writes. `None` while a word is not understood.
    pub fn draft(&self) -> Option<Draft> {
        let mut draft = self.read.draft()?;
        let filled = self.filled.iter().map(|(key, understood)| (*key, understood.toml.clone()));
        draft.fields.extend(filled);
        Some(draft)
    }

    /// Makes a place of the words that are offered for one; false where none are, or no id can be
    /// made of them.
    pub fn make_place(&mut self) -> bool {
        let Some(offer) = self.offer.take() else { return false };
        let id = id_from(&offer.name);
        if id.is_empty() {
            return false;
        }
        let mut fields = vec![(Key::Id, quote(&id)), (Key::Name, quote(&offer.name))];
        fields.extend(offer.known.as_ref().map(|known| (Key::At, known.written())));
        let text = self.input.text();
        let text = format!("{}{id}{}", &text[..offer.span.start], &text[offer.span.end..]);
        self.input = Input::new(&text);
        self.new.push(Draft::new(Table::Place, fields));
        true
    }

    /// The first words that are not understood, where a place may stand for them.
    fn unknown_place(&self) -> Option<(Span, String)> {
        let table = self.read.table?;
        let is_where = |key: Key| matches!(key, Key::Place | Key::To | Key::From);
        let fields = TableForm::of(table).own.iter().filter(|field| is_where(field.key));
        fields.filter(|field| self.read.said(field.key).is_none()).count().checked_sub(1)?;
        let pieces = &self.read.pieces;
        let is_unread = |sense: &Sense| matches!(sense, Sense::Unread(_));
        let first = pieces.iter().position(|piece| is_unread(&piece.sense))?;
        let run = pieces[first..].iter().take_while(|piece| is_unread(&piece.sense));
        let end = run.last()?.span.end;
        let start = pieces[first].span.start;
        let text = self.input.text().get(start..end)?;
        let (head, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let key = if head == "in" { Some(Key::Place) } else { Key::from_name(head) };
        let name = match key {
            Some(key) if is_where(key) => rest,
            Some(_) => return None,
            None => text,
        };
        let start = end - name.len();
        let name = name.trim().trim_matches('"');
        let is_name = name.chars().any(char::is_alphabetic) && !name.contains('=');
        is_name.then(|| (Span { start, end }, name.to_owned()))
    }
}

/// Whether a key that is filled in says what the record is of or on whom it rests, unlike the day on
/// which it is written down.
fn is_taken_over(table: Option<Table>, key: Key) -> bool {
    key == Key::Source || table.is_some_and(|table| table.date_key() == key)
}

/// A point as it is typed into a form.
pub fn typed_point(known: &GazetteerPlace) -> String {
    let precision = known.precision_km.map(|km| format!(" ±{km}")).unwrap_or_default();
    format!("{:.4},{:.4}{precision}", known.spot.lat, known.spot.lon)
}

/// An id as ids are written, from a name.
pub(super) fn id_from(name: &str) -> String {
    let folded = crate::model::fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
