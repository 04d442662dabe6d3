//! Lines of code that are left out: they make an example whole, and readers need not see them.

use super::fence::Fence;
use crate::code::Language;

/// Returns the lines that are shown, each with its place among all, and their text if it is not
/// all of the code.
pub(super) fn shown<'c>(
    code: &'c str,
    fence: &Fence,
    language: Language,
) -> (Vec<(usize, &'c str)>, Option<String>) {
    let is_rust =
        matches!(language, Language::Grammar(_)) && Language::of("rust") == Some(language);
    let hidden = fence.hidden.among(code.lines().count());
    let is_hidden = |index: usize, line: &str| {
        let line = line.trim();
        let prefix = fence.hidden_prefix.as_deref();
        hidden.get(index).copied().unwrap_or(false)
            || prefix.is_some_and(|prefix| line.starts_with(prefix))
            || is_rust && (line == "#" || line.starts_with("# "))
    };
    let lines = code.split_inclusive('\n').enumerate();
    let (left_out, lines): (Vec<_>, Vec<_>) =
        lines.partition(|(index, line)| is_hidden(*index, line));
    let is_all = left_out.is_empty();
    let text = (!is_all).then(|| lines.iter().map(|(_, line)| *line).collect());
    (lines, text)
}
