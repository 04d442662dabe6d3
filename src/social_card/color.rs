//! Colors, and how many pixels have each.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An opaque color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Color(u32);

/// The number of pixels of each color. A color that no pixel has any more may be left, with zero.
pub(super) type Counts = HashMap<Color, u64, BuildHasherDefault<ColorHasher>>;

/// A value for each color.
pub(super) type ByColor<T> = HashMap<Color, T, BuildHasherDefault<ColorHasher>>;

impl Color {
    /// The color of a pixel: red, green, blue and alpha.
    pub fn of_pixel([red, green, blue, _]: [u8; 4]) -> Self {
        Color(u32::from_be_bytes([0, red, green, blue]))
    }

    /// Returns red, green and blue.
    pub fn channels(self) -> [u8; 3] {
        let [_, red, green, blue] = self.0.to_be_bytes();
        [red, green, blue]
    }
}

/// A hasher of colors alone. A card has tens of thousands of runs, and the color of each is looked
/// up several times.
#[derive(Default)]
pub(super) struct ColorHasher(u64);

impl Hasher for ColorHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32((*byte).into()));
    }

    fn write_u32(&mut self, value: u32) {
        // The golden ratio in 64 bits spreads neighbors apart; the map reads the upper bits, too.
        let mixed = (self.0 ^ u64::from(value)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
