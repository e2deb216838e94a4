//! Movements that were refused: how many, and how many of them inside a corridor or a zone. A denial
//! counts once, whatever tells of it.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels,
    grounds::{GroundGroup, sorted},
};
use crate::{
    board::{Area, Board, Denial, Stands},
    model::{Bounds, RecordIx},
};

const ALL_DAYS: &str = "all days up to the one that is looked at";
const COUNTS: &str = "restrictions of kind denied and incidents of kind movement-denied; those that name \
                      the same patrol are one";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "movements-denied",
        unit: "denials",
        definition: "Movements that were refused.",
        counts: COUNTS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let denials = Denial::all(register.board);
            vec![Figure::listed(spec, "movements denied", denials.len())]
        },
        why: |register, _| {
            let refused = |_: &Denial| (GroundGroup::Certain, "a movement that was refused".into());
            grounds(register.board, refused)
        },
    },
    FigureSpec {
        id: "denied-inside",
        unit: "denials",
        definition: "Movements that were refused inside a corridor, or a zone as it was on their day: \
                     those certainly inside, to those that may have been.",
        counts: COUNTS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| inside(register.board, spec),
        why: |register, figure| {
            let board = register.board;
            let area = board.areas().find(|area| figure.is_of(board.area_id(*area)));
            area.map(|area| grounds(board, |denial| stands(board, denial, area)))
                .unwrap_or_default()
        },
    },
];

/// A figure for each corridor and zone, where anything was refused anywhere.
fn inside(board: &Board, spec: &'static FigureSpec) -> Vec<Figure> {
    let denials = Denial::all(board);
    if denials.is_empty() {
        return Vec::new();
    }
    let figure = |area: Area| {
        let groups = denials.iter().map(|denial| stands(board, denial, area).0);
        let (mut low, mut high) = (0, 0);
        for group in groups {
            low += u64::from(group == GroundGroup::Certain);
            high += u64::from(group != GroundGroup::Not);
        }
        let value = FigureValue::Listed(Bounds::new(low, high));
        Figure::new(spec, Labels::one("movements denied"), value).of(board.area_id(area))
    };
    board.areas().map(figure).collect()
}

/// How a denial counts inside a corridor or a zone.
fn stands(board: &Board, denial: &Denial, area: Area) -> (GroundGroup, String) {
    match denial.stands(board, area) {
        Some(Stands::Inside) => (GroundGroup::Certain, Stands::Inside.word().to_owned()),
        Some(Stands::Outside) => (GroundGroup::Not, Stands::Outside.word().to_owned()),
        Some(Stands::CannotSay) => (GroundGroup::Possible, Stands::CannotSay.word().to_owned()),
        None => (GroundGroup::Possible, "nobody says where it was".to_owned()),
    }
}

/// Each denial by the record that stands for it; what else tells of it counts nothing more.
fn grounds(board: &Board, of: impl Fn(&Denial) -> (GroundGroup, String)) -> FigureGrounds {
    let denials = Denial::all(board);
    let told: Vec<RecordIx> = denials.iter().flat_map(|denial| &denial.told).copied().collect();
    sorted(board, told, |n| {
        let denial = denials.iter().find(|denial| denial.told.contains(&n))?;
        Some(match denial.leading() {
            first if first == n => of(denial),
            first => {
                let first = board.brief(board.record(first));
                (GroundGroup::Not, format!("the same denial, it names the same patrol: {first}"))
            }
        })
    })
}
