//! Emoji by their names: `:wave:`. The one room that names the table of emoji.

use super::replacement::Replacement;
use pulldown_cmark::Event;
use std::ops::Range;

/// Finds the names of emoji, as forges know them. A name that there is not stays text.
pub(super) fn find<'e>(text: &'e str, run: Range<usize>, found: &mut Vec<Replacement<'e>>) {
    let whole = &text[run.clone()];
    let mut colons = whole.match_indices(':').map(|(at, _)| at).peekable();
    while let Some(start) = colons.next() {
        let Some(&end) = colons.peek() else {
            return;
        };
        let Some(emoji) = emojis::get_by_shortcode(&whole[start + 1..end]) else {
            continue;
        };
        colons.next();
        let range = run.start + start..run.start + end + 1;
        found.push((range, vec![Event::Text(emoji.as_str().into())]));
    }
}
