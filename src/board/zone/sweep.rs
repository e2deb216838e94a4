//! Which of many things can meet at all: those whose stretches on one axis overlap, found by a sweep
//! along it (Shamos and Hoey 1976, *Geometric intersection problems*).

/// From where to where a thing reaches on the axis, the lower first.
pub(super) type Swept = (f64, f64);

/// The first answer that a pair of things gives whose reaches overlap, the lower position first.
pub(super) fn first_of_pairs<T>(
    reaches: &[Swept],
    mut ask: impl FnMut(usize, usize) -> Option<T>,
) -> Option<T> {
    let mut order: Vec<usize> = (0..reaches.len()).collect();
    order.sort_by(|a, b| reaches[*a].0.total_cmp(&reaches[*b].0));
    for (n, &one) in order.iter().enumerate() {
        let reached = |other: &&usize| reaches[**other].0 <= reaches[one].1;
        for &other in order[n + 1..].iter().take_while(reached) {
            if let Some(answer) = ask(one.min(other), one.max(other)) {
                return Some(answer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_that_overlaps_is_asked_once(starts in prop::collection::vec((0..50_i32, 0..20_i32), 0..40)) {
            let reaches: Vec<Swept> =
                starts.iter().map(|(low, km)| (f64::from(*low), f64::from(low + km))).collect();
            let mut asked = Vec::new();
            let none: Option<()> = first_of_pairs(&reaches, |a, b| {
                asked.push((a, b));
                None
            });
            prop_assert!(none.is_none());
            asked.sort_unstable();
            let overlap = |a: Swept, b: Swept| a.0 <= b.1 && b.0 <= a.1;
            let pairs = (0..reaches.len()).flat_map(|a| (a + 1..reaches.len()).map(move |b| (a, b)));
            let expected: Vec<_> = pairs.filter(|(a, b)| overlap(reaches[*a], reaches[*b])).collect();
            prop_assert_eq!(asked, expected);
        }
    }
}
