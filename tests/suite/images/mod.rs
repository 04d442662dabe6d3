//! Images of the writer: variants, orientation, privacy, the cache, and files that are damaged or
//! malicious.

mod cache;
mod checking;
mod display;
mod faults;
mod metadata;
mod pictures;
mod transient;

use crate::support::{Site, text};
use milepost::build::Build;

const PAGE: &str = "content/part/page.md";

/// Makes a site with one page, and images in the page's folder.
fn site(page: &str, images: &[(&str, &[u8])]) -> Site {
    let site = Site::new(&[
        (
            "site.yaml",
            "title: Guide\nimages: {widths: [40, 80, 120]}\n",
        ),
        ("content/_index.md", "# Home\n"),
        ("content/part/_index.md", "# Part\n"),
        (PAGE, &format!("# Page\n\n{page}\n")),
    ]);
    images
        .iter()
        .for_each(|(name, bytes)| site.write_bytes(&format!("content/part/{name}"), bytes));
    site
}

fn paths(build: &Build) -> Vec<String> {
    let is_image = |path: &String| {
        !path.ends_with(".html")
            && !path.starts_with("assets/css")
            && !path.starts_with("assets/js")
    };
    build
        .jobs()
        .keys()
        .map(ToString::to_string)
        .filter(is_image)
        .collect()
}

/// Returns the names of the variants without their digests: `photo.40.avif`.
fn variants(build: &Build) -> Vec<String> {
    let names = paths(build)
        .into_iter()
        .filter_map(|path| path.strip_prefix("assets/images/").map(str::to_owned));
    let without_digest = |name: String| {
        let parts: Vec<&str> = name.split('.').collect();
        format!("{}.{}.{}", parts[0], parts[1], parts[3])
    };
    names.map(without_digest).collect()
}

fn html(build: &Build) -> String {
    let html = text(build, "part/page/index.html");
    html.split_once("<article")
        .map_or(html.clone(), |(_, rest)| rest.to_owned())
}

fn attribute<'h>(html: &'h str, name: &str) -> &'h str {
    let start = html
        .find(&format!(" {name}=\""))
        .unwrap_or_else(|| panic!("no {name} in {html}"))
        + name.len()
        + 3;
    html[start..].split('"').next().unwrap_or_default()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}
