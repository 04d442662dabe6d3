//! Keys that have no counterpart here, most of them from other generators, with advice.

/// Returns advice for a key that Milepost does not have.
pub(super) fn advice(key: &str) -> Option<&'static str> {
    Some(match key {
        "type" | "kind" => "name a template in `template:`, or move it under `extra:`",
        "menu" | "menus" | "eleventyNavigation" => "menus stand in site.yaml, under `menus:`",
        "images" | "cover" | "thumbnail" | "featured_image" | "og_image" => {
            "write `image:` with one picture"
        }
        "page_template" => "write `template:` under `cascade:`",
        "lang" | "language" | "locale" => "the language of the site is `language` in site.yaml",
        "resources" => "files beside an `index.md` go with it by themselves",
        "redirect_to" => "write the redirect in site.yaml, under `redirects:`",
        "series" | "topics" | "theme-tags" | "collections" => {
            "if pages are grouped by it, list it in site.yaml, as in `taxonomies: [tags, series]`; \
             else move it under `extra:`"
        }
        "sources" => "delete it: Milepost does not have this yet",
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
        | "subtitle"
        | "translationKey"
        | "collection" => "delete it, or move it under `extra:` if your templates read it",
        _ => return None,
    })
}
