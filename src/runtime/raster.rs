//! A picture in pixels, drawn with the fonts of this system.

use std::sync::Arc;

use resvg::{
    render,
    tiny_skia::{Pixmap, Transform},
    usvg::{
        Options, Tree,
        fontdb::{Database, Family, Query},
    },
};

use crate::model::Refusal;

/// Pixels across for each that the picture says: screens are as fine.
const FINE: f32 = 2.0;

/// Pixels that a picture may have. Drawing holds four bytes for each.
const MOST_PIXELS: f32 = 64e6;

/// What to do where a system has no font to draw with.
const FONTS: &str =
    "install one (Debian: apt install fonts-dejavu-core), or take --format svg, which needs none";

/// A picture in SVG, whose text is that of the program, as PNG. Errs where no font can draw its words,
/// and where it would be too large.
pub fn png(svg: &str) -> Result<Vec<u8>, Refusal> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    png_with(svg, fonts)
}

fn png_with(svg: &str, mut fonts: Database) -> Result<Vec<u8>, Refusal> {
    choose_families(&mut fonts)?;
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    let fails = |why: &dyn std::fmt::Display| {
        Refusal::new(format!("the picture cannot be drawn: {why}"), "take --format svg")
    };
    let tree = Tree::from_str(svg, &options).map_err(|why| fails(&why))?;
    let size = tree.size();
    let pixels = |scale: f32| size.width() * scale * (size.height() * scale);
    let Some(scale) = [FINE, 1.0].into_iter().find(|scale| pixels(*scale) <= MOST_PIXELS) else {
        let message = format!("the picture would have {:.0} million pixels", pixels(1.0) / 1e6);
        return Err(Refusal::new(message, "give a smaller --size, or take --format svg"));
    };
    let across = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let map = Pixmap::new(across(size.width()), across(size.height()));
    let mut map = map.ok_or_else(|| fails(&"its size is none"))?;
    render(&tree, Transform::from_scale(scale, scale), &mut map.as_mut());
    map.encode_png().map_err(|why| fails(&why))
}

/// Says which fonts stand for `monospace` and `sans-serif`, where the system's own choice is not
/// installed; without a font for it text would be left out.
fn choose_families(fonts: &mut Database) -> Result<(), Refusal> {
    let has = |fonts: &Database, family| {
        fonts.query(&Query { families: &[family], ..Query::default() }).is_some()
    };
    let first = |fonts: &Database, is_fixed: bool| {
        let mut faces = fonts.faces().filter(|face| face.monospaced == is_fixed);
        faces.find_map(|face| Some(face.families.first()?.0.clone()))
    };
    if !has(fonts, Family::Monospace) {
        let fixed = first(fonts, true);
        fonts.set_monospace_family(fixed.ok_or_else(|| {
            Refusal::new("no font of fixed width is found on this system, by which to draw", FONTS)
        })?);
    }
    if !has(fonts, Family::SansSerif) {
        let fixed = fonts.family_name(&Family::Monospace).to_owned();
        let any = first(fonts, false).unwrap_or(fixed);
        fonts.set_sans_serif_family(any);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
                        <text x=\"2\" y=\"15\" font-family=\"monospace\">a</text></svg>";

    #[test]
    fn without_a_font_there_is_no_picture_without_words() {
        let why = png_with(WORD, Database::new()).unwrap_err();
        assert!(why.message.contains("no font of fixed width"), "{why}");
        assert!(why.hint.unwrap().contains("--format svg"));
    }

    #[test]
    fn a_picture_has_a_limit_and_its_words_are_drawn() {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        if choose_families(&mut fonts.clone()).is_err() {
            return eprintln!("not tried: no font of fixed width is here");
        }
        let drawn = png_with(WORD, fonts.clone()).unwrap();
        let map = Pixmap::decode_png(&drawn).unwrap();
        assert_eq!((map.width(), map.height()), (80, 40));
        assert!(map.pixels().iter().any(|pixel| pixel.alpha() == 255), "no ink");

        let half = png_with(
            &WORD.replace("width=\"40\" height=\"20\"", "width=\"8000\" height=\"4000\""),
            fonts.clone(),
        );
        assert_eq!(Pixmap::decode_png(&half.unwrap()).unwrap().width(), 8000);
        let why = png_with(&WORD.replace("width=\"40\"", "width=\"9000000\""), fonts).unwrap_err();
        assert!(why.message.contains("180 million pixels"), "{why}");
    }
}
