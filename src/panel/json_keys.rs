//! What an object for scripts has: its keys, declared once beside what writes them, and the JSON Schema
//! that is made of it. A key that is not said is absent; none is null.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::format::{Shape, TableForm};

/// One key of an object.
#[derive(Clone, Copy, Debug)]
pub struct JsonKey {
    /// As it stands in the object.
    pub name: &'static str,
    /// What its value is.
    pub form: JsonForm,
    /// Whether it is never absent.
    pub always: bool,
    /// What it says.
    pub doc: &'static str,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum JsonForm {
    /// A text.
    Text,
    /// `2020-07-14`.
    Day,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Words(&'static [&'static str]),
    /// An object that several keys have, by its name.
    Named(&'static str, &'static [JsonKey]),
    /// An object.
    One(&'static [JsonKey]),
    /// A list.
    Many(&'static JsonForm),
    /// An object with names of the file as its keys.
    ByName(&'static JsonForm),
    /// A count for each name, or names within names.
    Counts,
    /// One of these.
    Either(&'static [JsonForm]),
    /// What the format has for a key.
    Of(Shape),
    /// A value of any key of the format.
    Anything,
}

/// A key that always stands there.
pub const fn always(name: &'static str, form: JsonForm, doc: &'static str) -> JsonKey {
    JsonKey { name, form, always: true, doc }
}

/// A key that is absent where nothing is to be said.
pub const fn perhaps(name: &'static str, form: JsonForm, doc: &'static str) -> JsonKey {
    JsonKey { name, form, always: false, doc }
}

/// A list of texts.
pub const TEXTS: JsonForm = JsonForm::Many(&JsonForm::Text);

/// A date, as vague as the source.
pub const DATE: JsonForm = JsonForm::Named(
    "date",
    &[
        always("text", JsonForm::Text, "the author's words, else the day or moment as written"),
        perhaps("earliest", JsonForm::Day, "absent: open to the past"),
        perhaps("latest", JsonForm::Day, "absent: open to the future"),
    ],
);

/// A count, as vague as the source.
pub const COUNT: JsonForm = JsonForm::Named(
    "count",
    &[
        always("text", JsonForm::Text, "as its author wrote it"),
        perhaps("low", JsonForm::Number, "no less than this; absent: not known"),
        perhaps("best", JsonForm::Number, "the best estimate; absent: none is given"),
        perhaps("high", JsonForm::Number, "no more than this; absent: not known"),
    ],
);

/// How many the board counts, at the least and at the most.
pub const BOUNDS: JsonForm = JsonForm::Named(
    "bounds",
    &[
        always("low", JsonForm::Number, "no less than this"),
        perhaps("high", JsonForm::Number, "no more than this; absent: no upper end"),
    ],
);

/// Of how many days somebody reported.
pub const REPORTED: JsonForm = JsonForm::Named(
    "reported-days",
    &[
        always("n", JsonForm::Whole, "days of which somebody reported"),
        always("of", JsonForm::Whole, "days of the window"),
    ],
);

/// From which day a word counts.
pub const KNOWN: JsonForm = JsonForm::Named(
    "known",
    &[
        always("day", JsonForm::Day, "the day from which the word counts"),
        always("assumed", JsonForm::Flag, "whether nobody says when it was published"),
    ],
);

/// Where something stands.
pub const STANDING: JsonForm = JsonForm::Named(
    "standing",
    &[
        always("is", JsonForm::Text, "the word of the list of states"),
        perhaps("words", JsonForm::Text, "the phrase that was used"),
        perhaps("since", DATE, "since when"),
        always("contested", JsonForm::Flag, "whether voices cannot all be right"),
        always("hedged", JsonForm::Flag, "whether the phrase says less than the word"),
        perhaps("last_said", JsonForm::Day, "when somebody last said so"),
        always("old", JsonForm::Flag, "whether that is long ago"),
        always("id", JsonForm::Text, "the status that says so"),
    ],
);

/// The newest tally of a counter.
pub const LAST_TOLD: JsonForm = JsonForm::Named(
    "last-told",
    &[
        always("record", JsonForm::Text, "the id of the tally"),
        perhaps("count", COUNT, "what it counts"),
        perhaps("date", DATE, "the days that it covers"),
        perhaps("running", COUNT, "what it says was counted so far"),
    ],
);

/// A text for each name.
pub const CODES: JsonForm = JsonForm::ByName(&JsonForm::Text);

const POINT: &[JsonKey] = &[
    always("lat", JsonForm::Number, "degrees north"),
    always("lon", JsonForm::Number, "degrees east"),
    perhaps("precision_km", JsonForm::Number, "how far it may be off"),
    perhaps("mgrs", JsonForm::Text, "the square of the military grid that was given"),
];

const WITHIN: &[JsonKey] = &[
    always("km", JsonForm::Number, "kilometres"),
    always("of", JsonForm::Text, "the id of what it is near"),
    always("possible", JsonForm::Flag, "whether also what may be that near"),
];

const CORRIDOR: &[JsonKey] = &[
    always("along", JsonForm::Text, "the id of the route"),
    perhaps("north_km", JsonForm::Number, "its width to the north"),
    perhaps("south_km", JsonForm::Number, "its width to the south"),
    perhaps("east_km", JsonForm::Number, "its width to the east"),
    perhaps("west_km", JsonForm::Number, "its width to the west"),
    perhaps("both_km", JsonForm::Number, "its width to both sides"),
];

const PROMISE: &[JsonKey] = &[
    always("count", COUNT, "how many"),
    always("of", JsonForm::Text, "of what"),
    perhaps("per", JsonForm::Text, "how often"),
    perhaps("counts", JsonForm::Text, "what counts towards it, in the filter language"),
];

const EVIDENCE: &[JsonKey] = &[
    always("file", JsonForm::Text, "its path beside the scenario"),
    always("sha256", JsonForm::Text, "its hash"),
    always("kind", JsonForm::Text, "what it is"),
    perhaps("by", JsonForm::Text, "who made it"),
    perhaps("taken", DATE, "when it was made"),
    perhaps("url", JsonForm::Text, "where it was found"),
    perhaps("archived", JsonForm::Text, "where an archive keeps a copy"),
    always("private", JsonForm::Flag, "whether it never leaves the desk"),
    perhaps("note", JsonForm::Text, "a remark of one's own"),
];

/// What the value of a key of the format is.
fn of_shape(shape: Shape) -> JsonForm {
    match shape {
        Shape::Id
        | Shape::Text(_)
        | Shape::TextOrKind(..)
        | Shape::Link
        | Shape::Zone
        | Shape::Cutoff
        | Shape::Pcode
        | Shape::Term(_)
        | Shape::TermOrKind(..)
        | Shape::Reference(..) => JsonForm::Text,
        Shape::Texts | Shape::Terms(_) | Shape::References(..) => TEXTS,
        Shape::When => DATE,
        Shape::WhenOr(_) => JsonForm::Either(&[DATE, JsonForm::Text]),
        Shape::Count => COUNT,
        Shape::CountByActor
        | Shape::CountOfWhich
        | Shape::ByActor
        | Shape::ByPlace
        | Shape::ByName => JsonForm::Either(&[COUNT, JsonForm::Counts]),
        Shape::Number(..) => JsonForm::Number,
        Shape::Integer(..) => JsonForm::Whole,
        Shape::Flag => JsonForm::Flag,
        Shape::Point => JsonForm::Named("point", POINT),
        Shape::Path | Shape::Ring => JsonForm::Many(&JsonForm::Many(&JsonForm::Number)),
        Shape::Rings => JsonForm::Many(&JsonForm::Many(&JsonForm::Many(&JsonForm::Number))),
        Shape::Around | Shape::Within => JsonForm::Named("within", WITHIN),
        Shape::Along | Shape::Corridor => JsonForm::Named("corridor", CORRIDOR),
        Shape::Codes | Shape::Columns => CODES,
        Shape::Promise => JsonForm::Named("promise", PROMISE),
        Shape::Evidence => JsonForm::Many(&JsonForm::Named("evidence", EVIDENCE)),
        Shape::Nested(_) | Shape::Accounts => JsonForm::Many(&JsonForm::Anything),
    }
}

/// Schemas that are being made, with the objects that several of them name.
#[derive(Default)]
pub struct Schemas {
    named: BTreeMap<&'static str, Json>,
}

impl Schemas {
    /// The schema of a value.
    pub fn of(&mut self, form: JsonForm) -> Json {
        match form {
            JsonForm::Text => json!({ "type": "string" }),
            JsonForm::Day => {
                json!({ "type": "string", "pattern": "^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}$" })
            }
            JsonForm::Whole => json!({ "type": "integer" }),
            JsonForm::Number => json!({ "type": "number" }),
            JsonForm::Flag => json!({ "type": "boolean" }),
            JsonForm::Words(words) => json!({ "enum": words }),
            JsonForm::One(keys) => self.object(keys.iter().copied()),
            JsonForm::Many(form) => json!({ "type": "array", "items": self.of(*form) }),
            JsonForm::ByName(form) => {
                json!({ "type": "object", "additionalProperties": self.of(*form) })
            }
            JsonForm::Either(forms) => {
                let forms: Vec<Json> = forms.iter().map(|form| self.of(*form)).collect();
                json!({ "anyOf": forms })
            }
            JsonForm::Of(shape) => self.of(of_shape(shape)),
            // Every value but null.
            JsonForm::Anything => {
                json!({ "type": ["string", "number", "boolean", "array", "object"] })
            }
            JsonForm::Named(name, keys) => {
                if !self.named.contains_key(name) {
                    self.named.insert(name, Json::Bool(true));
                    let object = self.object(keys.iter().copied());
                    self.named.insert(name, object);
                }
                json!({ "$ref": format!("#/$defs/{name}") })
            }
            JsonForm::Counts => {
                let count = self.of(COUNT);
                let inner = json!({ "anyOf": [count, { "$ref": "#/$defs/counts" }] });
                self.named
                    .insert("counts", json!({ "type": "object", "additionalProperties": inner }));
                json!({ "$ref": "#/$defs/counts" })
            }
        }
    }

    /// The schema of an object of these keys and no others.
    pub fn object(&mut self, keys: impl Iterator<Item = JsonKey>) -> Json {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for key in keys {
            let mut schema = self.of(key.form);
            if let Json::Object(schema) = &mut schema {
                schema.insert("description".into(), json!(key.doc));
            }
            properties.insert(key.name.into(), schema);
            required.extend(key.always.then_some(key.name));
        }
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    /// The objects that were named.
    pub fn named(self) -> Map<String, Json> {
        self.named.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
    }
}

/// The keys of a table of the format, as an object for scripts has them.
pub fn keys_of(form: &TableForm) -> impl Iterator<Item = JsonKey> {
    let fields = form.fields();
    fields.map(|field| perhaps(field.key.name(), JsonForm::Of(field.shape), field.doc))
}
