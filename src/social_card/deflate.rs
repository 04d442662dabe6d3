//! Compression of a picture of runs, as zlib data of one block with codes of its own.
//!
//! A general compressor looks for matches everywhere in what came before. Here there are two
//! places: the pixel before, since a run repeats it, and the pixel above. This takes a twentieth of
//! the time, and each row can be looked at alone, so that rows that all cards share are looked at
//! once. Sources: RFC 1950, RFC 1951.

use super::huffman::{Bits, Code};
use super::palette::Palette;
use super::pieces::{Piece, Pieces, SHORTEST_MATCH};
use super::runs::Row;

/// The number of symbols for literals, the end of the block and lengths.
const SYMBOLS: usize = 286;

/// The symbol at the end of the block.
const END: usize = 256;

/// The number of symbols for distances.
const DISTANCES: usize = 30;

/// The longest codes of symbols and distances, in bits.
const LONGEST: u32 = 15;

/// The longest codes of the lengths of codes, in bits.
const LONGEST_OF_LENGTHS: u32 = 7;

/// The order in which the lengths of the codes of lengths are written.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// The longest match.
const LONGEST_MATCH: usize = 258;

/// Compresses the rows of a picture, each with the pieces that it is written in. Rows are written
/// without a filter.
pub(super) fn compress<'a>(
    rows: impl Iterator<Item = (&'a Row, &'a Pieces)> + Clone,
    width: usize,
    palette: &Palette,
) -> Vec<u8> {
    let mut symbols = Vec::with_capacity(32 * 1_024);
    for (_, pieces) in rows.clone() {
        for piece in &pieces.all {
            symbols_of(*piece, width + 1, palette, &mut symbols);
        }
    }
    symbols.push(Symbol::of(END));
    let mut bits = Bits::default();
    // The method, with a window of 32 KiB, and the checksum of both bytes.
    bits.put(0x78, 8);
    bits.put(0x01, 8);
    write_block(&symbols, &mut bits);
    let mut bytes = bits.finish();
    let checksum = checksum(rows.map(|(row, _)| row), palette);
    bytes.extend_from_slice(&checksum.to_be_bytes());
    bytes
}

/// A literal, a length or a distance, with the bits that follow it.
#[derive(Clone, Copy)]
struct Symbol {
    number: u16,
    extra: u16,
    extra_bits: u8,
    is_distance: bool,
}

impl Symbol {
    fn of(number: usize) -> Self {
        Symbol {
            number: number as u16,
            extra: 0,
            extra_bits: 0,
            is_distance: false,
        }
    }

    /// The symbol of the length of a match.
    fn of_length(length: usize) -> Self {
        if length == LONGEST_MATCH {
            return Symbol::of(SYMBOLS - 1);
        }
        let value = length - SHORTEST_MATCH;
        let extra_bits = value.checked_ilog2().unwrap_or(0).saturating_sub(2);
        let number = END + 1 + 4 * extra_bits as usize + (value >> extra_bits);
        Symbol {
            extra: (value & ((1 << extra_bits) - 1)) as u16,
            extra_bits: extra_bits as u8,
            ..Symbol::of(number)
        }
    }

    fn of_distance(distance: usize) -> Self {
        let value = distance - 1;
        let extra_bits = value.checked_ilog2().unwrap_or(0).saturating_sub(1);
        let number = 2 * extra_bits as usize + (value >> extra_bits);
        Symbol {
            extra: (value & ((1 << extra_bits) - 1)) as u16,
            extra_bits: extra_bits as u8,
            is_distance: true,
            ..Symbol::of(number)
        }
    }
}

fn symbols_of(piece: Piece, row: usize, palette: &Palette, symbols: &mut Vec<Symbol>) {
    let (mut length, distance) = match piece {
        Piece::Filter => return symbols.push(Symbol::of(0)),
        Piece::Pixel(color) => {
            return symbols.push(Symbol::of(palette.numbers[&color].into()));
        }
        Piece::Before(length) => (length, 1),
        Piece::Above(length) => (length, row),
    };
    let distance = Symbol::of_distance(distance);
    while length > 0 {
        // What is left must be long enough for a match.
        let part = match length {
            ..=LONGEST_MATCH => length,
            _ if length < LONGEST_MATCH + SHORTEST_MATCH => length - SHORTEST_MATCH,
            _ => LONGEST_MATCH,
        };
        symbols.extend([Symbol::of_length(part), distance]);
        length -= part;
    }
}

fn write_block(symbols: &[Symbol], bits: &mut Bits) {
    let mut counts = [0; SYMBOLS];
    let mut distance_counts = [0; DISTANCES];
    for symbol in symbols {
        match symbol.is_distance {
            false => counts[usize::from(symbol.number)] += 1,
            true => distance_counts[usize::from(symbol.number)] += 1,
        }
    }
    // A block has the code of one distance at least.
    distance_counts[0] += 1;
    let codes = Code::of(&counts, LONGEST);
    let distances = Code::of(&distance_counts, LONGEST);
    // The last block, with codes of its own.
    bits.put(0b101, 3);
    write_codes(&codes, &distances, bits);
    for symbol in symbols {
        let codes = if symbol.is_distance {
            &distances
        } else {
            &codes
        };
        let code = codes[usize::from(symbol.number)];
        bits.put(code.bits, code.length);
        bits.put(symbol.extra.into(), symbol.extra_bits.into());
    }
}

/// Writes the lengths of the codes, each with a code of its own.
fn write_codes(codes: &[Code], distances: &[Code], bits: &mut Bits) {
    let used = |codes: &[Code], least: usize| {
        let last = codes.iter().rposition(|code| code.length > 0);
        last.map_or(least, |last| (last + 1).max(least))
    };
    let (symbols, distance_symbols) = (used(codes, END + 1), used(distances, 1));
    let lengths = codes[..symbols]
        .iter()
        .chain(&distances[..distance_symbols]);
    let lengths: Vec<usize> = lengths.map(|code| code.length as usize).collect();
    let mut counts = [0; ORDER.len()];
    lengths.iter().for_each(|length| counts[*length] += 1);
    let of_lengths = Code::of(&counts, LONGEST_OF_LENGTHS);
    bits.put((symbols - END - 1) as u32, 5);
    bits.put((distance_symbols - 1) as u32, 5);
    bits.put((ORDER.len() - 4) as u32, 4);
    for length in ORDER {
        bits.put(of_lengths[length].length, 3);
    }
    for length in lengths {
        bits.put(of_lengths[length].bits, of_lengths[length].length);
    }
}

/// Returns the checksum of the uncompressed rows: Adler-32, of whole runs at a time.
fn checksum<'a>(rows: impl Iterator<Item = &'a Row>, palette: &Palette) -> u32 {
    const BASE: u64 = 65_521;
    let (mut sum, mut sum_of_sums) = (1_u64, 0_u64);
    for row in rows {
        // The byte of the filter is zero.
        sum_of_sums += sum;
        let mut start = 0;
        for run in &row.runs {
            let length = (run.end - start) as u64;
            let value = u64::from(palette.numbers[&run.color]);
            sum_of_sums += length * sum + value * length * (length + 1) / 2;
            sum += length * value;
            start = run.end;
        }
        (sum, sum_of_sums) = (sum % BASE, sum_of_sums % BASE);
    }
    (sum_of_sums as u32) << 16 | sum as u32
}
