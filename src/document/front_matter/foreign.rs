//! Keys of other generators that have no counterpart here, and what to do instead.

/// Advice for a key that another generator has.
pub(super) fn advice(key: &str) -> Option<&'static str> {
    Some(match key {
        "type" | "kind" => "name a template in `template:`, or move it under `extra:`",
        "menu" | "menus" | "eleventyNavigation" => "menus stand in site.yaml, under `menus:`",
        "images" | "cover" | "thumbnail" | "featured_image" | "og_image" => {
            "write `image:` with one picture"
        }
        "page_template" => "write `template:` under `cascade:`",
        "redirect_to" => "write the redirect in site.yaml, under `redirects:`",
        "outputs"
        | "markup"
        | "sitemap"
        | "headless"
        | "build"
        | "_build"
        | "transparent"
        | "render"
        | "insert_anchor_links"
        | "isCJKLanguage"
        | "type_"
        | "math"
        | "comments"
        | "series"
        | "subtitle"
        | "translationKey"
        | "collection" => "delete it, or move it under `extra:` if your templates read it",
        _ => return None,
    })
}
