//! The depth of a drawing, judged before the library draws it: the library calls itself for each
//! level, whether an element stands in another or refers to it.

use resvg::usvg::roxmltree::{Document, Node, NodeId};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The most elements of a drawing that stand in each other or refer to each other.
const DEEPEST: usize = 64;

/// Refuses a drawing that is nested too deeply.
///
/// # Errors
/// The reason, as the end of a sentence that begins with the name of the drawing.
pub(super) fn refuse_deep(document: &Document<'_>) -> Result<(), String> {
    let depths = Depths::of(document);
    let root = document.root_element();
    // A style can make any element refer to another one.
    let in_styles: usize = root
        .descendants()
        .filter(|node| node.is_text() && node.parent().is_some_and(is_style))
        .filter_map(|node| node.text())
        .map(|text| text.matches("url(").count())
        .sum();
    if depths.of[&root.id()] + in_styles <= DEEPEST {
        return Ok(());
    }
    let deepest = root.descendants().find(|node| {
        let depth = depths.of.get(&node.id());
        depth.is_some_and(|depth| *depth == DEEPEST.saturating_sub(in_styles).max(1))
    });
    let position = document.text_pos_at(deepest.unwrap_or(root).range().start);
    Err(format!(
        "has elements that stand in each other, or refer to each other, more than {DEEPEST} deep; \
         one of them is in its line {}, column {}",
        position.row, position.col
    ))
}

fn is_style(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "style"
}

/// The depth of each element: the number of elements on the longest way down from it.
struct Depths {
    of: HashMap<NodeId, usize>,
}

impl Depths {
    /// Walks down with a list in place of calls. A reference back to an element that is on the way
    /// leads nowhere: the library cuts such circles.
    fn of(document: &Document<'_>) -> Self {
        let elements = || document.descendants().filter(Node::is_element);
        let mut by_id: HashMap<&str, Node<'_, '_>> = HashMap::new();
        for element in elements() {
            if let Some(id) = element.attribute("id") {
                by_id.entry(id).or_insert(element);
            }
        }
        let mut of: HashMap<NodeId, usize> = HashMap::new();
        let mut waiting = vec![(document.root_element(), false)];
        while let Some((element, is_left)) = waiting.pop() {
            let below = below(element, &by_id);
            if is_left {
                let depths = below.iter().filter_map(|node| of.get(&node.id()));
                let depth = 1 + depths.max().copied().unwrap_or(0);
                of.insert(element.id(), depth);
            } else if let Entry::Vacant(unknown) = of.entry(element.id()) {
                unknown.insert(0);
                waiting.push((element, true));
                waiting.extend(below.into_iter().map(|node| (node, false)));
            }
        }
        Depths { of }
    }
}

/// Returns the elements in an element, and those that it refers to.
fn below<'a, 'input>(
    element: Node<'a, 'input>,
    by_id: &HashMap<&str, Node<'a, 'input>>,
) -> Vec<Node<'a, 'input>> {
    let values = element.attributes().map(|attribute| attribute.value());
    let names = values.flat_map(|value| value.split('#').skip(1));
    let ids = names.map(|rest| {
        let end = rest.find([')', '"', '\'', ' ', ';']);
        &rest[..end.unwrap_or(rest.len())]
    });
    let referred = ids.filter_map(|id| by_id.get(id).copied());
    let children = element.children().filter(Node::is_element);
    children.chain(referred).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(content: &str) -> Option<String> {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n{content}</svg>");
        let document = Document::parse(&svg).expect("XML");
        refuse_deep(&document).err()
    }

    #[test]
    fn elements_in_each_other_and_references_count() {
        let groups = |times: usize| format!("{}{}", "<g>".repeat(times), "</g>".repeat(times));
        assert_eq!(refused(&groups(63)), None);
        assert!(refused(&groups(64)).is_some_and(|reason| reason.contains("line 2")));
        assert_eq!(refused(&"<g/>".repeat(500)), None);
        for (start, reference, end) in [
            ("<g id='", "'><use href='#", "'/></g>"),
            ("<clipPath id='", "' clip-path='url(#", ")'/>"),
            (
                "<pattern id='",
                "'><path style='fill: url(\"#",
                "\")'/></pattern>",
            ),
        ] {
            let chain = |times: usize| -> String {
                let link = |number| format!("{start}a{number}{reference}a{}{end}", number + 1);
                (0..times).map(link).collect()
            };
            assert_eq!(refused(&chain(20)), None, "{start}");
            assert!(refused(&chain(64)).is_some(), "{start}");
        }
        assert_eq!(refused("<g id='a'><use href='#a'/></g>"), None, "a circle");
        let style = |times| format!("<style>{}</style>", "#a{fill:url(#b)}".repeat(times));
        assert_eq!(refused(&style(20)), None);
        assert!(refused(&style(80)).is_some());
    }
}
