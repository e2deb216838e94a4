//! Numbers in few characters: sixty-four digits, in the order of their bytes, so that numbers of one
//! length sort as their text does.

const DIGITS: &[u8; 64] = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// Characters of an id's sum.
pub(super) const ID: usize = 11;
/// Characters of a day.
pub(super) const DAY: usize = 4;
/// Characters of a fingerprint.
pub(super) const FINGERPRINT: usize = 6;

/// Days from the common era are moved into the middle of what four characters hold.
const MIDDLE: i32 = 1 << 23;

/// Adds a number in so many characters.
pub(super) fn write(to: &mut String, number: u64, width: usize) {
    for n in (0..width).rev() {
        to.push(char::from(DIGITS[(number >> (6 * n) & 63) as usize]));
    }
}

/// Adds a day; one that is farther off than anybody writes is the farthest that there is.
pub(super) fn write_day(to: &mut String, day: i32) {
    write(to, u64::from(clamped(day).saturating_add(MIDDLE).cast_unsigned()), DAY);
}

/// The nearest day that can be written.
pub(super) fn clamped(day: i32) -> i32 {
    day.clamp(-MIDDLE, MIDDLE - 1)
}

/// A number; `None` for other characters, or where it does not fit.
pub(super) fn read(text: &[u8]) -> Option<u64> {
    text.iter().try_fold(0u64, |so_far, byte| {
        let digit = DIGITS.binary_search(byte).ok()? as u64;
        Some(so_far.checked_mul(64)? | digit)
    })
}

/// A day that was written.
pub(super) fn read_day(text: &[u8]) -> Option<i32> {
    i32::try_from(read(text)?).ok().map(|day| day - MIDDLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written_and_sort_as_they_are() {
        let written = |number: u64| {
            let mut text = String::new();
            write(&mut text, number, ID);
            text
        };
        let numbers = [0, 1, 63, 64, 1 << 33, u64::MAX - 1, u64::MAX];
        assert_eq!(numbers.map(|n| read(written(n).as_bytes())), numbers.map(Some));
        assert!(numbers.map(written).is_sorted());
        assert_eq!(read(b"zzzzzzzzzzz"), None); // two bits more than there are
        assert_eq!(read(b"a b"), None);
        for day in [-MIDDLE, -1, 0, 737_425, MIDDLE - 1] {
            let mut text = String::new();
            write_day(&mut text, day);
            assert_eq!((text.len(), read_day(text.as_bytes())), (DAY, Some(day)));
        }
        let mut text = String::new();
        write_day(&mut text, i32::MAX);
        assert_eq!(read_day(text.as_bytes()), Some(MIDDLE - 1));
    }
}
