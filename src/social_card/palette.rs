//! The palette of a picture: at most 256 colors, which are enough for flat colors and their edges.

use super::color::{ByColor, Color, Counts};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The most colors of a palette. Source: PNG, third edition, section 11.2.2.
const MOST: usize = 256;

/// The most colors that are put together to a palette. A picture that has more is no drawing of a
/// few flat colors.
const MOST_JOINED: usize = 8_192;

/// The most by which a channel of a pixel may differ from what was drawn.
const LARGEST_ERROR: u8 = 8;

/// The most by which a channel of a pixel may differ on average, squared and in thousandths. This
/// leaves colors alone that are seen as a surface.
const MEAN_SQUARE_ERROR: u64 = 100;

/// The colors of a picture, numbered.
pub(super) struct Palette {
    /// The colors in the order of their numbers.
    pub colors: Vec<Color>,
    /// The number of each color that was drawn.
    pub numbers: ByColor<u8>,
}

/// Colors that are near to each other, with the numbers of their pixels.
struct Group {
    colors: Vec<(Color, u64)>,
    /// The channel in which they are farthest apart.
    channel: usize,
    lowest: u8,
    highest: u8,
}

impl Palette {
    /// Chooses the palette of a picture, or nothing if it would look different. The choice follows
    /// from the numbers of pixels alone.
    pub fn of(counts: &Counts) -> Option<Self> {
        let present = counts.iter().filter(|(_, pixels)| **pixels > 0);
        let mut colors: Vec<_> = present.map(|(color, pixels)| (*color, *pixels)).collect();
        if colors.len() > MOST_JOINED {
            return None;
        }
        colors.sort_unstable();
        if colors.len() <= MOST {
            let number = |(number, (color, _)): (usize, &(Color, u64))| (*color, number as u8);
            return Some(Palette {
                numbers: colors.iter().enumerate().map(number).collect(),
                colors: colors.into_iter().map(|(color, _)| color).collect(),
            });
        }
        let groups = groups(colors);
        is_close(&groups).then(|| Palette {
            colors: groups.iter().map(Group::shown).collect(),
            numbers: numbers(&groups),
        })
    }
}

impl Group {
    fn new(colors: Vec<(Color, u64)>) -> Self {
        let extent = |channel: usize| {
            let values = colors.iter().map(|(color, _)| color.channels()[channel]);
            let (lowest, highest) = values.fold((u8::MAX, 0), |(lowest, highest), value| {
                (value.min(lowest), value.max(highest))
            });
            (highest.saturating_sub(lowest), channel, lowest, highest)
        };
        let (_, channel, lowest, highest) = (0..3).map(extent).max().unwrap_or_default();
        Group {
            colors,
            channel,
            lowest,
            highest,
        }
    }

    fn extent(&self) -> u8 {
        self.highest.saturating_sub(self.lowest)
    }

    /// Returns the color that is shown for all of them: that of most pixels, so that a surface
    /// keeps its color.
    fn shown(&self) -> Color {
        let most = self.colors.iter().max_by_key(|(_, pixels)| *pixels);
        most.expect("a group has a color").0
    }

    /// Returns true if a pixel differs much from the color that is shown, and the sum of all
    /// differences, squared.
    fn error(&self) -> (bool, u64) {
        let shown = self.shown().channels();
        let (mut largest, mut squares) = (0, 0);
        for (color, pixels) in &self.colors {
            for (drawn, shown) in color.channels().into_iter().zip(shown) {
                let error = drawn.abs_diff(shown);
                largest = largest.max(error);
                squares += u64::from(error) * u64::from(error) * pixels;
            }
        }
        (largest > LARGEST_ERROR, squares)
    }

    /// Divides the colors where their channel is half-way.
    fn divide(self) -> [Group; 2] {
        let half = self.lowest + self.extent() / 2;
        let is_low = |(color, _): &(Color, u64)| color.channels()[self.channel] <= half;
        let (low, high) = self.colors.into_iter().partition(is_low);
        [Group::new(low), Group::new(high)]
    }
}

/// Divides the colors into as many groups as there can be, always the one that looks most unlike
/// its color.
fn groups(colors: Vec<(Color, u64)>) -> Vec<Group> {
    let mut groups = vec![Group::new(colors)];
    let mut worst = BinaryHeap::from([(groups[0].error(), Reverse(0))]);
    while let (Some((_, Reverse(number))), true) = (worst.pop(), groups.len() < MOST) {
        if groups[number].extent() == 0 {
            break;
        }
        let group = std::mem::replace(&mut groups[number], Group::new(Vec::new()));
        let [low, high] = group.divide();
        worst.push((low.error(), Reverse(number)));
        worst.push((high.error(), Reverse(groups.len())));
        groups[number] = low;
        groups.push(high);
    }
    groups
}

/// Returns true if nobody sees that each group is shown in one color.
fn is_close(groups: &[Group]) -> bool {
    let colors = groups.iter().flat_map(|group| &group.colors);
    let pixels: u64 = colors.map(|(_, pixels)| pixels).sum();
    let errors = groups.iter().map(Group::error);
    let squares: u64 = errors.map(|(_, squares)| squares).sum();
    let is_any_large = groups.iter().any(|group| group.error().0);
    !is_any_large && squares * 1_000 <= 3 * pixels * MEAN_SQUARE_ERROR
}

fn numbers(groups: &[Group]) -> ByColor<u8> {
    let numbered = groups.iter().enumerate();
    let of_group = |(number, group): (usize, &Group)| -> Vec<(Color, u8)> {
        let colors = group.colors.iter();
        colors.map(|(color, _)| (*color, number as u8)).collect()
    };
    numbered.flat_map(of_group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(colors: impl Iterator<Item = ([u8; 3], u64)>) -> Counts {
        let color = |[red, green, blue]: [u8; 3]| Color::of_pixel([red, green, blue, 255]);
        colors
            .map(|(channels, pixels)| (color(channels), pixels))
            .collect()
    }

    #[test]
    fn few_colors_are_kept_and_those_of_surfaces_always() {
        let few = counts((0..=255).map(|value| ([value, 0, 255 - value], 1)));
        let palette = Palette::of(&few).expect("they are 256");
        assert!(palette.colors.len() == 256 && palette.numbers.len() == 256);
        let edges = (0..1_000_u32).map(|step| {
            let value = (step % 250) as u8;
            ([value, value / 2, (step / 250 * 4) as u8], 2)
        });
        let surfaces = [([7, 100, 3], 400_000), ([9, 100, 3], 300_000)];
        let palette = Palette::of(&counts(edges.chain(surfaces))).expect("they are near");
        for ([red, green, blue], _) in surfaces {
            let color = Color::of_pixel([red, green, blue, 255]);
            let shown = palette.colors[usize::from(palette.numbers[&color])];
            assert_eq!(shown, color);
        }
    }

    #[test]
    fn colors_that_are_too_many_have_no_palette() {
        let all = (0..4_096_u32).map(|step| {
            let [high, low] = [(step >> 4) as u8, (step & 15) as u8 * 17];
            ([high, low, high ^ low], 100)
        });
        assert!(Palette::of(&counts(all)).is_none());
    }
}
