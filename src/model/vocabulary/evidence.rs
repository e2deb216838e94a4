//! What files bear out what is said.

use super::{ClosedWord, Term, Vocabulary, closed_list};

closed_list! { /// What a file of evidence is.
EvidenceKind "kind of evidence" {
    Photo = "photo" "a photograph",
    Video = "video" "a film",
    Document = "document" "a text, a table, a saved page",
    Satellite = "satellite" "an image from a satellite",
    Audio = "audio" "a recording of sound",
    Track = "track" "the line of a way, as a device noted it",
} }

/// Endings of file names that leave no doubt of what is in the file. A TIFF may be a photograph, a
/// scan or an image from a satellite: nobody guesses that.
const ENDINGS: &[(EvidenceKind, &[&str])] = &[
    (EvidenceKind::Photo, &["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "gif", "bmp"]),
    (EvidenceKind::Video, &["mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp", "mpg", "mpeg"]),
    (EvidenceKind::Document, &["pdf", "doc", "docx", "odt", "rtf", "txt", "md", "html", "htm"]),
    (EvidenceKind::Document, &["eml", "xls", "xlsx", "ods", "csv", "pptx", "odp", "mhtml"]),
    (EvidenceKind::Audio, &["mp3", "m4a", "wav", "ogg", "oga", "opus", "flac", "aac", "amr"]),
    (EvidenceKind::Track, &["gpx", "kml", "kmz", "tcx", "fit"]),
];

impl EvidenceKind {
    /// What a file is by the ending of its name; `None` where that leaves it open.
    pub fn of_name(name: &str) -> Option<EvidenceKind> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        let known = ENDINGS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
        known.map(|(kind, _)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_tells_the_kind_or_nothing_does() {
        assert_eq!(EvidenceKind::of_name("khiam.JPG"), Some(EvidenceKind::Photo));
        assert_eq!(EvidenceKind::of_name("a.b.gpx"), Some(EvidenceKind::Track));
        for open in ["scene.tif", "khiam", "khiam.", "jpg", ""] {
            assert_eq!(EvidenceKind::of_name(open), None, "{open}");
        }
    }
}
