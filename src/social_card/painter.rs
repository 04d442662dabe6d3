//! The painter of the cards of a run, which knows what they have in common.

use super::background::Background;
use super::draw::{StartTag, document, draw_whole, options, tree};
use resvg::usvg::Options;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The most backgrounds that are kept. A site has one, or a few if its cards differ by section.
const MOST_BACKGROUNDS: usize = 4;

/// A painter of social cards.
///
/// Each drawing follows from its SVG alone. One painter serves a whole run, so that the elements
/// with which all cards begin are drawn once.
#[derive(Default)]
pub struct CardPainter {
    /// The font and the rules, once there is a card.
    options: OnceLock<Options<'static>>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// The backgrounds, the newest at the end.
    backgrounds: Vec<Arc<Background>>,
    /// The last card that had no background.
    last: Option<Arc<str>>,
}

impl CardPainter {
    fn options(&self) -> &Options<'static> {
        self.options.get_or_init(options)
    }

    /// Draws an SVG on white, stretched to the size of a card, and encodes it as PNG.
    ///
    /// # Errors
    /// The reason why the text cannot be drawn, as the end of a sentence that begins with the name
    /// of the card.
    pub(super) fn draw(&self, svg: &str) -> Result<Vec<u8>, String> {
        let background = self.background(svg);
        let drawn = background.and_then(|background| background.draw(svg, self.options()));
        drawn.unwrap_or_else(|| draw_whole(svg, self.options()))
    }

    /// Looks for the reason why an SVG cannot be drawn.
    ///
    /// # Errors
    /// The reason, as for drawing.
    pub(super) fn examine(&self, svg: &str) -> Result<(), String> {
        let whole = document(svg)?;
        // The size is all that can be wrong with elements that can be read, and the root states it.
        let root = match StartTag::of_root(&whole) {
            Some(start) => start.around(""),
            None => svg.to_owned(),
        };
        tree(&document(&root)?, self.options()).map(|_| ())
    }

    /// Returns the background of a card: the longest that is known, or what the card has in common
    /// with the last that had none. The first card has none, since it may be the only one.
    fn background(&self, svg: &str) -> Option<Arc<Background>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = known
            .backgrounds
            .iter()
            .max_by_key(|background| background.length_in(svg));
        if let Some(longest) = longest.filter(|longest| longest.length_in(svg).is_some()) {
            return Some(Arc::clone(longest));
        }
        let last = known.last.replace(Arc::from(svg))?;
        let background = Arc::new(Background::of_both(&last, svg, self.options())?);
        if known.backgrounds.len() == MOST_BACKGROUNDS {
            known.backgrounds.remove(0);
        }
        known.backgrounds.push(Arc::clone(&background));
        Some(background)
    }
}

#[cfg(test)]
mod tests {
    use super::super::draw::tests::pixels;
    use super::super::draw::{blank, draw};
    use super::*;

    const ROOT: &str = "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 315'";
    const SIZED: &str = "xmlns='http://www.w3.org/2000/svg' width='600' height='315'";
    const SHAPES: &str = "<rect width='600' height='315' fill='#fbf8f5'/>\
        <path d='M0 200C90 10 420 310 600 90V315Z' fill='#0b6e4f' opacity='0.3'/>\
        <circle cx='300' cy='80' r='75.5' fill='none' stroke='#a22' stroke-dasharray='3 9'/>";
    const SCALED: &str = "xmlns='http://www.w3.org/2000/svg' width='1200' height='630' \
        viewBox='0 0 60 31.5'";
    const GRADIENT: &str = "<linearGradient id='g'><stop stop-color='red'/>\
        <stop offset='1' stop-color='blue'/></linearGradient>";
    const FILLED: &str = "<rect width='99' height='99' fill='url(#g)'/>";
    const USED: &str = "<circle id='l' r='30'/>";
    const USE: &str = "<use href='#l' x='50'/>";

    /// Templates that can be drawn in two parts: the root's attributes, the elements before the
    /// title and those behind it.
    const APART: [[&str; 3]; 7] = [
        [ROOT, SHAPES, ""],
        [
            SIZED,
            SHAPES,
            "<text y='300' stroke='#00f'>Footer &amp; more</text>",
        ],
        [
            ROOT,
            "<rect width='9' height='9'/>",
            "<rect y='9' width='9' height='9' filter='blur(9)'/>",
        ],
        [
            ROOT,
            SHAPES,
            "<g style='mix-blend-mode: difference'><circle r='300'/></g>",
        ],
        [
            ROOT,
            SHAPES,
            "<path d='M10 90 300 99 11 110' fill='none' stroke='#00f' stroke-width='20' \
            stroke-miterlimit='99' transform='rotate(30 9 9)'/>",
        ],
        [
            SCALED,
            "<rect width='60' height='31.5' fill='#fbf8f5'/>",
            "<path d='M10 10 50 20' stroke='#00f' stroke-width='2' transform='rotate(10)'/>",
        ],
        [
            ROOT,
            "<rect width='600' height='315' fill='#fbf8f5'/>\
            <g transform='translate(9 90)' text-decoration='underline'>",
            "</g>",
        ],
    ];

    /// Templates whose elements depend on each other.
    const ENTANGLED: [[&str; 3]; 10] = [
        [
            "xmlns='http://www.w3.org/2000/svg' width='50%' height='9'",
            SHAPES,
            "<circle r='30'/>",
        ],
        [ROOT, "", SHAPES],
        [ROOT, GRADIENT, FILLED],
        [ROOT, FILLED, GRADIENT],
        [ROOT, USE, USED],
        [ROOT, USED, USE],
        [ROOT, "<style>text{fill:red}</style>", SHAPES],
        [ROOT, SHAPES, "<style>rect{fill:red}</style>"],
        [
            "xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' opacity='0.5'",
            SHAPES,
            SHAPES,
        ],
        [
            "xmlns='http://www.w3.org/2000/svg'",
            SHAPES,
            "<circle r='9' cx='2000'/>",
        ],
    ];

    fn card(root: &str, before: &str, title: &str, after: &str) -> String {
        format!(
            "<svg {root}>\n{before}\n\
             <text x='30' y='120' font-size='48'>{title}</text>{after}</svg>"
        )
    }

    #[test]
    fn a_card_is_the_same_whatever_was_drawn_before() {
        let options = options();
        let titles = ["Massage", "Füße für Läufer", "A"];
        for [root, before, after] in APART.into_iter().chain(ENTANGLED) {
            let cards: Vec<_> = titles.map(|title| card(root, before, title, after)).into();
            let whole: Vec<_> = cards.iter().map(|svg| draw_whole(svg, &options)).collect();
            let [painter, backwards] = [CardPainter::default(), CardPainter::default()];
            for (svg, whole) in cards.iter().zip(&whole) {
                assert!(painter.draw(svg) == *whole, "{svg}");
            }
            for (svg, whole) in cards.iter().zip(&whole).rev() {
                assert!(backwards.draw(svg) == *whole, "{svg}");
            }
        }
    }

    #[test]
    fn what_cards_have_in_common_is_drawn_once_where_it_can_be() {
        let options = options();
        let is_divided = |[root, before, after]: &[&str; 3]| {
            let svg = |title| card(root, before, title, after);
            let background = Background::of_both(&svg("One"), &svg("Two"), &options);
            background.is_some_and(|common| common.draw(&svg("Two"), &options).is_some())
        };
        assert!(APART.iter().all(is_divided));
        assert!(!ENTANGLED.iter().any(is_divided));
    }

    #[test]
    fn a_card_with_a_document_type_is_drawn_whole() {
        let options = options();
        for before in ["&logo;", "<circle r='9'/>&logo;"] {
            let svg = |title| {
                let card = card(ROOT, before, title, "");
                format!("<!DOCTYPE svg [<!ENTITY logo \"<rect width='9' height='9'/>\">]>{card}")
            };
            let painter = CardPainter::default();
            for title in ["One", "Two", "Three"] {
                let whole = draw_whole(&svg(title), &options);
                assert!(
                    whole.is_ok() && painter.draw(&svg(title)) == whole,
                    "{before}"
                );
                assert_eq!(painter.examine(&svg(title)), Ok(()));
            }
            assert!(Background::of_both(&svg("One"), &svg("Two"), &options).is_none());
        }
    }

    #[test]
    fn one_painter_serves_templates_that_alternate_and_faults_are_told_as_ever() {
        let painter = CardPainter::default();
        for round in 0..2 {
            for [root, before, after] in APART.into_iter().chain(ENTANGLED) {
                let svg = card(root, before, &format!("Round {round}"), after);
                assert!(painter.draw(&svg) == draw_whole(&svg, &options()), "{svg}");
                let broken = svg.replace("</text>", "</txt>");
                let reason = draw_whole(&broken, &options()).expect_err("a fault");
                assert_eq!(painter.examine(&broken), Err(reason.clone()));
                assert_eq!(painter.draw(&broken), Err(reason));
            }
        }
    }

    #[test]
    fn few_colors_are_exact_and_many_nearly() {
        for [root, before, after] in APART.into_iter().chain(ENTANGLED) {
            let svg = card(root, before, "Title", after);
            let tree = tree(&document(&svg).expect("XML"), &options()).expect("an SVG");
            let mut drawn = blank();
            draw(&tree, &mut drawn);
            let shown = pixels(&draw_whole(&svg, &options()).expect("a picture"));
            let drawn = drawn.data().chunks_exact(4).flat_map(|pixel| &pixel[..3]);
            let errors = drawn
                .zip(&shown)
                .map(|(drawn, shown)| drawn.abs_diff(*shown));
            assert!(errors.max() <= Some(8), "{svg}");
        }
    }
}
