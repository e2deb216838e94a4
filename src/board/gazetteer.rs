//! Where a place lies that the scenario does not know yet: by the layers beside it, else by the
//! world behind the map.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Index,
    basemap::{GroundPoint, Town, basemap},
    corridor::distance,
};
use crate::model::{Clean, Coordinates, GeoShape, fold};

/// Natural Earth itself is some kilometres off in places.
const NATURAL_EARTH_KM: f64 = 5.0;

/// How far a town may be from what a scenario knows: a country across.
const NEAR_KM: f64 = 500.0;

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

/// The towns that bear a name: the point of each as a file has it, and which it is. The names of
/// provinces and countries are not at hand; the nearest capital tells towns apart. Where points are
/// given, only towns that are near one of them: a name alone leads to other continents.
pub fn points_of_towns(name: &str, near: &[Coordinates]) -> Vec<(String, String)> {
    let is_near = |town: &&&Town| {
        let spot = Coordinates { lat: town.spot.lat, lon: town.spot.lon };
        near.is_empty() || near.iter().any(|at| distance(*at, spot) <= NEAR_KM)
    };
    let each = |town: &&Town| (written(town.spot, Some(NATURAL_EARTH_KM)), whereabouts(town));
    named(&fold(name.trim())).iter().filter(is_near).map(each).collect()
}

/// A point as a file has it.
fn written(spot: GroundPoint, precision_km: Option<f64>) -> String {
    let precision = precision_km.map(|km| format!(", precision_km = {km}")).unwrap_or_default();
    format!("{{ lat = {:.4}, lon = {:.4}{precision} }}", spot.lat, spot.lon)
}

/// `a capital`, else how far the nearest capital is.
fn whereabouts(town: &Town) -> String {
    let at = |spot: GroundPoint| Coordinates { lat: spot.lat, lon: spot.lon };
    let capitals = basemap().all_places().filter(|other| other.capital);
    let far = |other: &Town| distance(at(town.spot), at(other.spot));
    let nearest = capitals.map(|other| (far(other), other.name));
    let nearest = nearest.min_by(|one, other| one.0.total_cmp(&other.0));
    match nearest {
        _ if town.capital => "a capital".to_owned(),
        Some((km, name)) => format!("the nearest capital, {name}, is {km:.0} km away"),
        None => "no capital is known near it".to_owned(),
    }
}

/// What is known of a place by its name. Where several towns bear it none is preferred: nothing is
/// known of it then.
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
    let of_the_world = || {
        let [town] = named(&wanted) else { return None };
        let by = "Natural Earth".into();
        Some(GazetteerPlace { spot: town.spot, precision_km: Some(NATURAL_EARTH_KM), by })
    };
    let mut of_layers = of_layers;
    of_layers.next().or_else(of_the_world)
}

impl GazetteerPlace {
    /// Its point as a file has it.
    pub fn written(&self) -> String {
        written(self.spot, self.precision_km)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    #[test]
    fn a_town_is_known_where_one_alone_bears_its_name() {
        let board = made::idlib("2020-08-14");
        let found = |name| gazetteer_place(&board.index, name);
        let aleppo = found("aleppo").unwrap();
        assert!((aleppo.spot.lat - 36.2).abs() < 0.1 && (aleppo.spot.lon - 37.2).abs() < 0.1);
        assert_eq!(&*aleppo.by, "Natural Earth");
        assert_eq!(found("Tripoli"), None, "in Libya or in Greece");
        assert_eq!(found("a town that nobody knows"), None);
    }

    #[test]
    fn of_several_towns_all_are_told_apart() {
        let all = points_of_towns("TRIPOLI", &[]);
        let told: Vec<&str> = all.iter().map(|(_, which)| which.as_str()).collect();
        assert_eq!(told, ["a capital", "the nearest capital, Athens, is 130 km away",]);
        assert!(all[0].0.starts_with("{ lat = 32.89"), "{all:?}");
        assert!(all[0].0.ends_with(", precision_km = 5 }"), "{all:?}");
        assert_eq!(points_of_towns("a town that nobody knows", &[]), []);
        let near_beirut = [Coordinates { lat: 33.9, lon: 35.5 }];
        assert_eq!(
            points_of_towns("Blida", &near_beirut),
            [],
            "the one that is known is in Algeria"
        );
        assert_eq!(points_of_towns("Blida", &[]).len(), 1);
    }
}
