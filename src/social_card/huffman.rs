//! Codes of few bits for what is frequent, and the bits that are written.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The code of a symbol; without a length, the symbol is not used.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Code {
    /// The bits in the order in which they are written.
    pub bits: u32,
    /// The number of bits.
    pub length: u32,
}

impl Code {
    /// Returns the codes of symbols that occur as often as this, none longer than `longest`.
    pub fn of(counts: &[u32], longest: u32) -> Vec<Code> {
        let mut counts = counts.to_vec();
        let lengths = loop {
            let lengths = lengths(&counts);
            if lengths.iter().all(|length| *length <= longest) {
                break lengths;
            }
            // Counts that are nearer to each other have codes that are nearer in length.
            counts
                .iter_mut()
                .filter(|count| **count > 0)
                .for_each(|count| *count = *count / 2 + 1);
        };
        codes(&lengths)
    }
}

/// Returns the length of the code of each symbol, by Huffman's method.
fn lengths(counts: &[u32]) -> Vec<u32> {
    let mut lengths = vec![0; counts.len()];
    let used = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let mut trees: BinaryHeap<_> = used
        .map(|(symbol, count)| Reverse((u64::from(*count), symbol)))
        .collect();
    if let (1, Some(Reverse((_, symbol)))) = (trees.len(), trees.peek()) {
        lengths[*symbol] = 1;
        return lengths;
    }
    // The parents of the symbols, and of the trees that are made of two others.
    let mut parents = vec![0; counts.len()];
    while let (Some(Reverse((rare, left))), Some(Reverse((next, right)))) =
        (trees.pop(), trees.pop())
    {
        let joined = parents.len();
        parents.push(0);
        parents[left] = joined;
        parents[right] = joined;
        trees.push(Reverse((rare + next, joined)));
    }
    depths(counts, &parents, &mut lengths);
    lengths
}

fn depths(counts: &[u32], parents: &[usize], lengths: &mut [u32]) {
    let mut depths = vec![0; parents.len()];
    // A parent stands behind its children, and the root is the last.
    for tree in (0..parents.len().saturating_sub(1)).rev() {
        depths[tree] = match parents[tree] {
            0 => 0,
            parent => depths[parent] + 1,
        };
    }
    for (symbol, length) in lengths.iter_mut().enumerate() {
        if counts[symbol] > 0 {
            *length = depths[symbol];
        }
    }
}

/// Returns the codes with these lengths. Source: RFC 1951, section 3.2.2.
fn codes(lengths: &[u32]) -> Vec<Code> {
    let mut codes = vec![Code::default(); lengths.len()];
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let mut next = 0_u32;
    for length in 1..=longest {
        next <<= 1;
        let of_length = codes.iter_mut().zip(lengths);
        for (code, _) in of_length.filter(|(_, of)| **of == length) {
            let bits = next.reverse_bits() >> (u32::BITS - length);
            *code = Code { bits, length };
            next += 1;
        }
    }
    codes
}

/// Bytes that are written bit by bit, from the lowest.
#[derive(Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    waiting: u64,
    number: u32,
}

impl Bits {
    /// Writes up to 32 bits.
    pub fn put(&mut self, bits: u32, number: u32) {
        self.waiting |= u64::from(bits) << self.number;
        self.number += number;
        if self.number >= u32::BITS {
            let whole = self.waiting as u32;
            self.bytes.extend_from_slice(&whole.to_le_bytes());
            self.waiting >>= u32::BITS;
            self.number -= u32::BITS;
        }
    }

    /// Returns the bytes; bits that are missing to the last one are zero.
    pub fn finish(mut self) -> Vec<u8> {
        let bytes = self.number.div_ceil(8) as usize;
        let rest = self.waiting.to_le_bytes();
        self.bytes.extend_from_slice(&rest[..bytes]);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_complete_and_no_longer_than_they_may_be() {
        let powers: Vec<u32> = (0..30).map(|power| 1 << power).collect();
        for (counts, longest) in [(&powers[..], 15), (&[3, 0, 1, 1, 9][..], 7), (&[1, 1], 7)] {
            let codes = Code::of(counts, longest);
            let used = codes.iter().filter(|code| code.length > 0);
            let space: u64 = used.map(|code| 1 << (32 - code.length)).sum();
            assert_eq!(space, 1 << 32, "{counts:?} {codes:?}");
            assert!(codes.iter().all(|code| code.length <= longest));
            let unused = codes.iter().zip(counts);
            assert!(
                unused
                    .into_iter()
                    .all(|(code, count)| (code.length > 0) == (*count > 0))
            );
        }
        assert_eq!(Code::of(&[0, 7, 0], 15)[1].length, 1);
    }
}
