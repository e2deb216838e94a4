//! Where a place lies that the scenario does not know yet: by the layers beside it, else by the
//! world behind the map.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Index,
    basemap::{GroundPoint, Town, basemap},
};
use crate::model::{Clean, GeoShape, Key, Table, Value, fold};

/// Natural Earth itself is some kilometres off in places.
const NATURAL_EARTH_KM: f64 = 5.0;

/// A place that others know.
#[derive(Clone, PartialEq, Debug)]
pub struct GazetteerPlace {
    /// Where it lies.
    pub spot: GroundPoint,
    /// How far that may be off, in kilometres; `None` where nobody says.
    pub precision_km: Option<f64>,
    /// Who knows it: the name of a layer, or that of the world's map.
    pub by: Clean,
}

/// The towns that bear a name, the most important first.
fn named(name: &str) -> &'static [&'static Town<'static>] {
    static NAMES: LazyLock<HashMap<String, Vec<&'static Town<'static>>>> = LazyLock::new(|| {
        let mut names: HashMap<String, Vec<&Town>> = HashMap::new();
        for town in basemap().all_places() {
            names.entry(fold(town.name)).or_default().push(town);
        }
        names
    });
    NAMES.get(name).map_or(&[], Vec::as_slice)
}

/// What is known of a place by its name: of several that bear it, the one that lies nearest to the
/// places of the scenario.
pub fn gazetteer_place(index: &Index, name: &str) -> Option<GazetteerPlace> {
    let wanted = fold(name.trim());
    let features = index
        .layers
        .iter()
        .flat_map(|layer| layer.features.iter().map(move |feature| (&layer.name, feature)));
    let of_layers = features.filter_map(|(layer, feature)| match &feature.shape {
        GeoShape::Point(at) if feature.name.as_ref().is_some_and(|it| fold(it) == wanted) => {
            let spot = GroundPoint { lat: at.lat, lon: at.lon };
            Some(GazetteerPlace { spot, precision_km: None, by: layer.clone() })
        }
        _ => None,
    });
    let middle = middle(index);
    let farness = |town: &&&Town| {
        // In degrees east the earth grows narrow to the poles.
        let Some(middle) = middle else { return 0 };
        let narrow = middle.lat.to_radians().cos();
        let (north, east) = (town.spot.lat - middle.lat, (town.spot.lon - middle.lon) * narrow);
        (north.hypot(east) * 1000.0) as i64
    };
    let of_the_world = || {
        let town = named(&wanted).iter().min_by_key(farness)?;
        let by = "Natural Earth".into();
        Some(GazetteerPlace { spot: town.spot, precision_km: Some(NATURAL_EARTH_KM), by })
    };
    let mut of_layers = of_layers;
    of_layers.next().or_else(of_the_world)
}

/// The middle of the places that the scenario has points of.
fn middle(index: &Index) -> Option<GroundPoint> {
    let places = index.scenario.table(Table::Place).iter();
    let points: Vec<_> =
        places.filter_map(|place| place.get(Key::At).and_then(Value::as_point)).collect();
    // Half of them lie on either side: where others met to talk does not draw it away.
    let half = |of: fn(&crate::model::Point) -> f64| {
        let mut all: Vec<f64> = points.iter().map(|point| of(point)).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    let (lat, lon) = (half(|point| point.lat)?, half(|point| point.lon)?);
    Some(GroundPoint { lat, lon })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    #[test]
    fn a_town_is_the_one_near_the_places_of_the_scenario() {
        let board = made::idlib("2020-08-14");
        let found = |name| gazetteer_place(&board.index, name);
        let aleppo = found("aleppo").unwrap();
        assert!((aleppo.spot.lat - 36.2).abs() < 0.1 && (aleppo.spot.lon - 37.2).abs() < 0.1);
        assert_eq!(&*aleppo.by, "Natural Earth");
        // There is a larger Tripoli, farther off.
        let tripoli = found("Tripoli").unwrap();
        assert!((tripoli.spot.lon - 22.4).abs() < 0.2, "in Greece: {tripoli:?}");
        assert_eq!(found("a town that nobody knows"), None);
    }
}
