//! Layers as the program reads them: the files beside a scenario, and none beyond its folder.

use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

use sitboard::{
    app::Place,
    model::{GeoShape, Severity},
    runtime::files,
};

const LINE: &str = r#"{ "type": "LineString", "coordinates": [[36.5, 35.8], [36.6, 35.9]] }"#;

/// A scenario in a folder that names these files.
fn scenario(folder: &Path, paths: &[&str]) -> Place {
    let layers: String =
        paths.iter().map(|path| format!("[[layer]]\npath = \"{path}\"\n")).collect();
    let text = format!("format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n{layers}");
    let path = folder.join("made.toml");
    fs::write(&path, text).unwrap();
    Place::File(path)
}

/// How many features each layer that was read has, and what was told of the others.
fn read(place: &Place) -> (Vec<usize>, Vec<String>) {
    let loaded = files::load(place, None).unwrap_or_else(|_| panic!("it loads")).loaded;
    let problems = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let problems = problems.map(|problem| format!("{}: {}", problem.code, problem.message));
    let layers = &loaded.index.as_ref().unwrap().layers;
    (layers.iter().map(|layer| layer.features.len()).collect(), problems.collect())
}

#[test]
fn layers_are_read_from_in_and_below_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("data/line.geojson"), LINE).unwrap();
    symlink("data/line.geojson", folder.path().join("link.geojson")).unwrap();
    let place = scenario(folder.path(), &["data/line.geojson", "link.geojson", "gone.geojson"]);
    let (layers, problems) = read(&place);
    assert_eq!(layers, [1, 1], "a link that stays in the folder may be followed");
    assert_eq!(problems, ["no-layer: there is no gone.geojson beside the scenario"]);
}

#[test]
fn no_link_leads_out_of_the_folder() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(outside.path().join("line.geojson"), LINE).unwrap();
    symlink(outside.path().join("line.geojson"), folder.path().join("link.geojson")).unwrap();
    symlink(outside.path(), folder.path().join("data")).unwrap();
    let place = scenario(folder.path(), &["link.geojson", "data/line.geojson", "../line.geojson"]);
    let (layers, problems) = read(&place);
    assert_eq!(layers, [] as [usize; 0]);
    assert_eq!(
        problems,
        [
            "path-outside: link.geojson is a link that leads out of the scenario's folder",
            "path-outside: data/line.geojson is a link that leads out of the scenario's folder",
            "path-outside: the file must lie in or below the scenario's folder",
        ]
    );
}

#[test]
fn what_is_no_file_or_too_large_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("pipe.geojson");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let half = format!("{LINE}{}", " ".repeat(9 << 20));
    fs::write(folder.path().join("half.geojson"), half).unwrap();
    fs::write(folder.path().join("whole.geojson"), " ".repeat((16 << 20) + 1)).unwrap();
    let paths = ["pipe.geojson", ".", "whole.geojson", "half.geojson", "half.geojson"];
    let (layers, problems) = read(&scenario(folder.path(), &paths));
    assert_eq!(layers, [1]);
    assert_eq!(
        problems,
        [
            "no-layer: pipe.geojson cannot be read: it is a pipe, not a file",
            "no-layer: . cannot be read: it is a folder, not a file",
            "too-large: with whole.geojson the layers are larger than 16 MiB",
            "too-large: with half.geojson the layers are larger than 16 MiB",
        ]
    );
}

#[test]
fn a_layer_has_its_names_and_what_goes_with_no_folder_has_none() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/valid/every-key.toml");
    let bytes = fs::read(&path).unwrap();
    let loaded =
        files::load(&Place::File(path), None).unwrap_or_else(|_| panic!("it loads")).loaded;
    let layers = &loaded.index.as_ref().unwrap().layers;
    assert_eq!((&*layers[0].name, layers[0].id.as_str()), ("Lines", "lines"));
    let names: Vec<_> = layers[0].features.iter().map(|feature| feature.name.as_deref()).collect();
    assert_eq!(names, [Some("Front line"), Some("Zone")]);
    assert!(matches!(layers[0].features[1].shape, GeoShape::Area(_)));
    let piped = files::load(&Place::Input(bytes.into()), None);
    let loaded = piped.unwrap_or_else(|_| panic!("it loads")).loaded;
    assert!(loaded.index.as_ref().unwrap().layers.is_empty());
    let told = |problem: &&sitboard::model::Problem| problem.code == "no-layer";
    assert_eq!(loaded.problems.iter().find(told).unwrap().severity, Severity::Note);
}
