//! Layers: lines and areas that stand in files beside a scenario, for a map.

use super::{Clean, Coordinates, Id};

/// What one file holds, in its order.
#[derive(Clone, PartialEq, Debug)]
pub struct Layer {
    /// Of the record that names the file.
    pub id: Id,
    /// What the scenario calls it, else its file.
    pub name: Clean,
    /// What it draws, in the order of the file.
    pub features: Vec<Feature>,
}

/// One thing on a map.
#[derive(Clone, PartialEq, Debug)]
pub struct Feature {
    /// Its property `name`.
    pub name: Option<Clean>,
    /// Its form on the earth; a feature of several parts is one feature for each.
    pub shape: GeoShape,
}

/// Where it is. Between two points a line of GeoJSON is straight in longitude and latitude (RFC
/// 7946, 3.1.1), and one that crosses the antimeridian is cut there (3.1.9).
#[derive(Clone, PartialEq, Debug)]
pub enum GeoShape {
    /// One spot, such as a town or a crossing.
    Point(Coordinates),
    /// Two points or more.
    Line(Vec<Coordinates>),
    /// A ring around it, then one for each hole; in each the first point is the last again.
    Area(Vec<Vec<Coordinates>>),
}
