//! A record of JSON as cells: its own values under its own keys, or those of a feature of GeoJSON.

use std::{borrow::Cow, collections::BTreeMap, collections::HashMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{feed::container::limits::MOST_COLUMNS, model::Refusal};

/// What the point of a feature is called.
const POINT: [&str; 2] = ["latitude", "longitude"];

/// Text that is borrowed where it can be.
struct JsonText<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for JsonText<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OfText;
        impl<'de> Visitor<'de> for OfText {
            type Value = JsonText<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<JsonText<'de>, E> {
                Ok(JsonText(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<JsonText<'de>, E> {
                Ok(JsonText(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(OfText)
    }
}

/// The pairs of an object in their order, their values as they are written.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OfPairs;
        impl<'de> Visitor<'de> for OfPairs {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some((JsonText(key), value)) = map.next_entry::<_, &RawValue>()? {
                    pairs.push((key, value));
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(OfPairs)
    }
}

/// The columns that the records of a file have together, in the order in which they come.
#[derive(Default)]
pub struct JsonColumns {
    pub names: Vec<String>,
    numbers: HashMap<String, usize>,
    /// Values that no cell can hold, by name.
    pub lost: BTreeMap<String, u64>,
    /// Whether the records are features.
    pub is_geo: bool,
    /// Whether they are rows of values, whose columns stand in the first.
    pub are_rows: bool,
}

/// A value with its column.
type JsonCell<'a> = (Cow<'a, str>, Cow<'a, str>);

impl JsonColumns {
    /// The number of a column; the one that is asked for after another mostly stands behind it.
    fn number(&self, name: &str, after: usize) -> Option<usize> {
        let is_next = self.names.get(after).is_some_and(|next| next == name);
        if is_next { Some(after) } else { self.numbers.get(name).copied() }
    }

    /// Takes the first of several rows for the names of their columns; whether it names any.
    pub fn head(&mut self, row: &[u8]) -> Result<bool, Refusal> {
        let names: Result<Vec<JsonText>, _> = serde_json::from_slice(row);
        let Ok(names) = names else { return Ok(false) };
        if names.len() > MOST_COLUMNS {
            return Err(too_wide());
        }
        self.are_rows = names.iter().any(|JsonText(name)| !name.trim().is_empty());
        self.names = names.into_iter().map(|JsonText(name)| name.into_owned()).collect();
        Ok(self.are_rows)
    }

    /// Takes note of the columns of a record.
    pub fn learn(&mut self, record: &[u8]) -> Result<(), Refusal> {
        let mut lost = std::mem::take(&mut self.lost);
        if self.are_rows {
            let learned = self.cells_in_order(record, &mut lost).map(drop);
            self.lost = lost;
            return learned;
        }
        let cells = self.cells_of(record, &mut lost);
        self.lost = lost;
        for (n, (name, _)) in cells?.iter().enumerate() {
            if self.number(name, n).is_some() {
                continue;
            }
            if self.names.len() >= MOST_COLUMNS {
                return Err(too_wide());
            }
            self.numbers.insert(name.to_string(), self.names.len());
            self.names.push(name.to_string());
        }
        Ok(())
    }

    /// The cells of a record, one for each column.
    pub fn row<'a>(&self, record: &'a [u8]) -> Result<Vec<Cow<'a, str>>, Refusal> {
        if self.are_rows {
            return self.cells_in_order(record, &mut BTreeMap::new());
        }
        let mut row = vec![Cow::Borrowed(""); self.names.len()];
        let mut after = 0;
        for (name, text) in self.cells_of(record, &mut BTreeMap::new())? {
            if let Some(n) = self.number(&name, after) {
                row[n] = text;
                after = n + 1;
            }
        }
        Ok(row)
    }

    /// The values of a row, one for each column; those that have none are lost.
    fn cells_in_order<'a>(
        &self,
        row: &'a [u8],
        lost: &mut BTreeMap<String, u64>,
    ) -> Result<Vec<Cow<'a, str>>, Refusal> {
        let values: Vec<&RawValue> = serde_json::from_slice(row).map_err(|error| unread(&error))?;
        let mut cells = Vec::with_capacity(self.names.len());
        for (n, value) in values.into_iter().enumerate() {
            let (name, text) = (self.names.get(n), scalar(value)?);
            match (name, text) {
                (Some(_), Some(text)) => cells.push(text),
                (Some(name), None) => {
                    lose(lost, name);
                    cells.push(Cow::Borrowed(""));
                }
                (None, _) => lose(lost, "values beyond the last column"),
            }
        }
        cells.resize(self.names.len(), Cow::Borrowed(""));
        Ok(cells)
    }

    fn cells_of<'a>(
        &self,
        record: &'a [u8],
        lost: &mut BTreeMap<String, u64>,
    ) -> Result<Vec<JsonCell<'a>>, Refusal> {
        let Pairs(pairs) = read(record)?;
        let pairs =
            if self.is_geo { feature(pairs, lost)? } else { pairs.into_iter().map(raw).collect() };
        let mut cells = Vec::with_capacity(pairs.len());
        for (name, value) in pairs {
            match value {
                GeoValue::Text(text) => cells.push((name, text)),
                GeoValue::Raw(value) => match scalar(value)? {
                    Some(text) => cells.push((name, text)),
                    None => lose(lost, &name),
                },
            }
        }
        Ok(cells)
    }
}

/// A value as it is written, or as it is known already.
enum GeoValue<'a> {
    Raw(&'a RawValue),
    Text(Cow<'a, str>),
}

fn raw<'a>((name, value): (Cow<'a, str>, &'a RawValue)) -> (Cow<'a, str>, GeoValue<'a>) {
    (name, GeoValue::Raw(value))
}

/// Whether a record is a feature of GeoJSON.
pub fn is_feature(record: &[u8]) -> bool {
    let Ok(Pairs(pairs)) = read(record) else { return false };
    let has = |name: &str, is: &dyn Fn(&str) -> bool| {
        pairs.iter().any(|(key, value)| key == name && is(value.get()))
    };
    has("type", &|value| value == "\"Feature\"") && has("properties", &|_| true)
}

/// The properties of a feature, its id and its point: those that its properties name themselves stand.
fn feature<'a>(
    pairs: Vec<(Cow<'a, str>, &'a RawValue)>,
    lost: &mut BTreeMap<String, u64>,
) -> Result<Vec<(Cow<'a, str>, GeoValue<'a>)>, Refusal> {
    let of = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let properties = of("properties").filter(|value| value.get() != "null");
    let Pairs(properties) = match properties {
        Some(value) => read(value.get().as_bytes())?,
        None => Pairs(Vec::new()),
    };
    let mut cells: Vec<_> = properties.into_iter().map(raw).collect();
    let has = |cells: &[(Cow<str>, GeoValue)], name: &str| cells.iter().any(|(key, _)| key == name);
    if let Some(id) = of("id").filter(|_| !has(&cells, "id")) {
        cells.insert(0, (Cow::Borrowed("id"), GeoValue::Raw(id)));
    }
    let Some(geometry) = of("geometry").filter(|value| value.get() != "null") else {
        return Ok(cells);
    };
    let point = point(geometry);
    if point.is_none() {
        lose(lost, "geometry that is no point");
    }
    if !POINT.iter().any(|name| has(&cells, name)) {
        let degrees = point.into_iter().flatten().zip(POINT);
        cells.extend(degrees.map(|(text, name)| (Cow::Borrowed(name), GeoValue::Text(text))));
    }
    Ok(cells)
}

/// Degrees north and east of a point; `None` for any other geometry.
fn point(geometry: &RawValue) -> Option<[Cow<'_, str>; 2]> {
    #[derive(Deserialize)]
    struct JsonPoint<'a> {
        #[serde(rename = "type")]
        kind: &'a str,
        #[serde(borrow)]
        coordinates: &'a RawValue,
    }
    let point: JsonPoint = serde_json::from_str(geometry.get()).ok()?;
    let degrees: Vec<&RawValue> = serde_json::from_str(point.coordinates.get()).ok()?;
    match (point.kind, &degrees[..]) {
        ("Point", [lon, lat, ..]) if is_number(lat) && is_number(lon) => {
            Some([lat, lon].map(|degrees| degrees.get().into()))
        }
        _ => None,
    }
}

fn is_number(value: &RawValue) -> bool {
    value.get().starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// The text of a value; `None` for what holds values itself, unless it is empty.
fn scalar(value: &RawValue) -> Result<Option<Cow<'_, str>>, Refusal> {
    let raw = value.get();
    Ok(match raw.as_bytes().first() {
        Some(b'"') => {
            let JsonText(text) = serde_json::from_str(raw).map_err(|e| unread(&e))?;
            Some(text)
        }
        Some(b'{' | b'[') => {
            let inside = raw[1..raw.len() - 1].trim();
            inside.is_empty().then_some(Cow::Borrowed(""))
        }
        Some(b'n') => Some(Cow::Borrowed("")),
        _ => Some(Cow::Borrowed(raw)),
    })
}

fn too_wide() -> Refusal {
    format!("it has more than {MOST_COLUMNS} columns").into()
}

fn lose(lost: &mut BTreeMap<String, u64>, name: &str) {
    if let Some(count) = lost.get_mut(name) {
        *count += 1;
    } else if lost.len() < MOST_COLUMNS {
        lost.insert(name.to_owned(), 1);
    }
}

fn read(record: &[u8]) -> Result<Pairs<'_>, Refusal> {
    serde_json::from_slice(record).map_err(|error| unread(&error))
}

/// What the library says, without its place, which is counted from the record's beginning.
fn unread(error: &serde_json::Error) -> Refusal {
    let told = error.to_string();
    let words = told.split(" at line ").next().unwrap_or_default();
    words.to_owned().into()
}
