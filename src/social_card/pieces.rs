//! The pieces in which a row is written: pixels, and lengths that repeat what came before.

use super::color::Color;
use super::runs::{Row, Run};

/// The shortest length that repeats something. Source: RFC 1951, section 3.2.5.
pub(super) const SHORTEST_MATCH: usize = 3;

/// A piece of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    /// The byte before the pixels, which names their filter.
    Filter,
    /// A pixel.
    Pixel(Color),
    /// Bytes that equal the one before.
    Before(usize),
    /// Bytes that equal those above.
    Above(usize),
}

/// The pieces of a row. They follow from the row and the one above.
#[derive(Debug, PartialEq)]
pub(super) struct Pieces {
    /// The pieces from left to right.
    pub all: Vec<Piece>,
}

impl Pieces {
    /// Cuts a row into pieces.
    pub fn of(row: &Row, above: Option<&Row>) -> Self {
        let mut pieces = Vec::new();
        let above = above.map_or(&[][..], |above| &above.runs);
        let (mut run, mut start, mut at) = (0, 0, 0);
        // The byte of the filter equals the one above.
        let mut same = usize::from(!above.is_empty());
        if same == 0 {
            pieces.push(Piece::Filter);
        }
        let mut upper = 0;
        while let Some(current) = row.runs.get(run) {
            let equal = equal_to_above(&row.runs[run..], &above[upper.min(above.len())..], at);
            let repeated = if at > start { current.end - at } else { 0 };
            if equal + same >= SHORTEST_MATCH && equal >= repeated {
                pieces.push(Piece::Above(equal + same));
                at += equal;
            } else {
                if same > 0 {
                    pieces.push(Piece::Filter);
                }
                if repeated >= SHORTEST_MATCH {
                    pieces.push(Piece::Before(repeated));
                    at += repeated;
                } else {
                    pieces.push(Piece::Pixel(current.color));
                    at += 1;
                }
            }
            same = 0;
            while let Some(left) = row.runs.get(run).filter(|run| run.end <= at) {
                start = left.end;
                run += 1;
            }
            let is_left = |run: &&Run| run.end <= at;
            upper += above[upper..].iter().take_while(is_left).count();
        }
        Pieces { all: pieces }
    }
}

/// Returns the number of pixels from a column on that equal those above.
fn equal_to_above(mut row: &[Run], mut above: &[Run], at: usize) -> usize {
    let mut end = at;
    while let ([run, rest @ ..], [upper, others @ ..]) = (row, above) {
        if run.color != upper.color {
            break;
        }
        end = run.end.min(upper.end);
        if run.end == end {
            row = rest;
        }
        if upper.end == end {
            above = others;
        }
    }
    end - at
}
