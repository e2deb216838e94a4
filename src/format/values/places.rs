//! Places as values: points, paths, corridors, distances; and the columns of a table.

use toml::de::DeValue;

use super::{Node, ValueReading, article, in_order, span_of};
use crate::{
    format::tables,
    model::{Clean, Coordinates, Corridor, GridSquare, Point, Reason, Span, Table, Value, Within},
};

/// Characters of the longest code of a place.
const LONGEST_PCODE: usize = 20;

impl ValueReading<'_> {
    pub(super) fn degrees(&mut self, node: &Node, most: f64) -> Option<f64> {
        self.number(node, -most, most).map(|number| number.value)
    }

    /// `{ lat, lon }` or `{ mgrs }`, and how far off it may be.
    pub(super) fn point(&mut self, node: &Node) -> Option<Point> {
        let table = self.table(node, "{ lat = …, lon = … }")?;
        self.known_keys(table, tables::POINT_KEYS, "point");
        let precision_km = match table.get("precision_km") {
            Some(node) => Some(self.number(node, 0.0, 20_040.0)?.value),
            None => None,
        };
        match (table.get("lat"), table.get("lon"), table.get("mgrs")) {
            (Some(lat), Some(lon), None) => {
                let (lat, lon) = (self.degrees(lat, 90.0)?, self.degrees(lon, 180.0)?);
                Some(Point { lat, lon, precision_km, grid: None })
            }
            (None, None, Some(square)) => {
                let grid = self.grid_square(square)?;
                let Coordinates { lat, lon } = grid.middle();
                let precision_km = precision_km.or(Some(grid.size_km()));
                Some(Point { lat, lon, precision_km, grid: Some(grid) })
            }
            (.., Some(_)) => {
                self.error(
                    "two-points",
                    span_of(node),
                    "a point is given in degrees or as a square of the grid",
                    Some("leave out `lat` and `lon`, or `mgrs`".into()),
                );
                None
            }
            _ => {
                self.error(
                    "missing-key",
                    span_of(node),
                    "a point needs `lat` and `lon`, or `mgrs`",
                    Some(
                        "write { lat = 35.81, lon = 36.61 } or { mgrs = \"37S BV 84 65\" }".into(),
                    ),
                );
                None
            }
        }
    }

    /// Two letters of a country, then what its lists number places by.
    pub(super) fn pcode(&mut self, node: &Node) -> Option<Clean> {
        let text = self.string(node, "a code in quotes")?;
        let (country, rest) = text.split_at_checked(2).unwrap_or((text, ""));
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
        let is_code = is_country && rest.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_code && text.len() <= LONGEST_PCODE {
            return Some(text.into());
        }
        let what = if is_code { "is too long for" } else { "is not the code of" };
        let hint = "two letters of the country, then letters and digits: SY0703";
        let message = format!("`{text}` {what} a place");
        self.error("bad-pcode", span_of(node), message, Some(hint.into()));
        None
    }

    /// A square of the military grid; what is wrong with it is told at its place in the text.
    fn grid_square(&mut self, node: &Node) -> Option<GridSquare> {
        let text = self.string(node, "a square of the grid in quotes")?;
        let fault = match GridSquare::read(text) {
            Ok(square) => return Some(square),
            Err(fault) => fault,
        };
        let mut span = span_of(node);
        // What is written with escapes has its signs elsewhere.
        let is_plain = self.source.slice(span).get(1..).and_then(|it| it.strip_suffix(['"', '\'']));
        if is_plain == Some(text) {
            let start = span.start + 1;
            span = Span { start: start + fault.span.start, end: start + fault.span.end };
        }
        let hint = Reason::hint(&fault);
        self.error("bad-mgrs", span, fault.to_string(), hint);
        None
    }

    pub(super) fn path(&mut self, node: &Node) -> Option<Vec<Point>> {
        let path = self.points(node)?;
        if path.len() < 2 {
            self.error("short-path", span_of(node), "a path needs two points or more", None);
            return None;
        }
        Some(path)
    }

    pub(super) fn points(&mut self, node: &Node) -> Option<Vec<Point>> {
        let items = self.list(node, "[[lat, lon], …]")?;
        let mut path = Vec::new();
        for item in items {
            let pair = self.list(item, "[lat, lon]")?;
            let [lat, lon] = pair else {
                self.error("wrong-type", span_of(item), "a point of a path is [lat, lon]", None);
                return None;
            };
            path.push(Point {
                lat: self.degrees(lat, 90.0)?,
                lon: self.degrees(lon, 180.0)?,
                precision_km: None,
                grid: None,
            });
        }
        Some(path)
    }

    pub(super) fn corridor(&mut self, node: &Node) -> Option<Corridor> {
        self.flanked(node, "corridor", "along", tables::CORRIDOR_KEYS)
    }

    /// A route, by the name that its key has, and one pair of widths.
    pub(super) fn flanked(
        &mut self,
        node: &Node,
        what: &str,
        route: &str,
        known: &'static [&'static str],
    ) -> Option<Corridor> {
        let table = self.table(node, "{ along = …, north_km = …, south_km = … }")?;
        self.known_keys(table, known, what);
        let article = article(what);
        let along = match table.get(route) {
            Some(along) => self.reference(along, &[Table::Route], &[])?,
            None => {
                self.error(
                    "missing-key",
                    span_of(node),
                    format!("{article} {what} needs `{route}`"),
                    Some("name the route it follows".into()),
                );
                return None;
            }
        };
        const PAIRS: &[&[(&str, &str)]] = &[
            &[("north_km", "north"), ("south_km", "south")],
            &[("east_km", "east"), ("west_km", "west")],
            &[("both_km", "both")],
        ];
        let given = |pair: &&&[(&str, &str)]| pair.iter().any(|(key, _)| table.contains_key(*key));
        let mut pairs = PAIRS.iter().filter(given);
        let (Some(pair), None) = (pairs.next(), pairs.next()) else {
            self.error(
                "bad-corridor",
                span_of(node),
                format!("{article} {what} has one pair of widths"),
                Some("north_km with south_km, east_km with west_km, or both_km".into()),
            );
            return None;
        };
        let mut sides = Vec::new();
        for (key, side) in *pair {
            match table.get(*key) {
                Some(width) => sides.push((*side, self.number(width, 0.0, 20_040.0)?.value)),
                None => {
                    self.error(
                        "missing-key",
                        span_of(node),
                        format!("this {what} needs `{key}` as well"),
                        None,
                    );
                    return None;
                }
            }
        }
        Some(Corridor { along, sides })
    }

    pub(super) fn within(&mut self, node: &Node) -> Option<Within> {
        let table = self.table(node, "{ km = …, of = … }")?;
        self.known_keys(table, tables::WITHIN_KEYS, "distance");
        let (Some(km), Some(of)) = (table.get("km"), table.get("of")) else {
            self.error(
                "missing-key",
                span_of(node),
                "a distance needs `km` and `of`",
                Some("write { km = 50, of = \"m4\" }".into()),
            );
            return None;
        };
        Some(Within {
            km: self.number(km, 0.0, 20_040.0)?.value,
            of: self.reference(of, &[Table::Route, Table::Place], &[])?,
            possible: match table.get("possible") {
                Some(flag) => match flag.get_ref() {
                    DeValue::Boolean(flag) => *flag,
                    _ => {
                        let _: Option<Value> = self.wrong_type(flag, "true or false");
                        return None;
                    }
                },
                None => false,
            },
        })
    }

    /// A table of names, each with a text.
    pub(super) fn columns(&mut self, node: &Node, form: &str) -> Option<Vec<(Clean, Clean)>> {
        let table = self.table(node, form)?;
        let columns = in_order(table).into_iter();
        Some(
            columns
                .filter_map(|(key, _, column)| Some((key.into(), self.text(column, usize::MAX)?)))
                .collect(),
        )
    }
}
