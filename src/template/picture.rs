//! The function `picture`: a picture of the site in versions that browsers choose from.
//!
//! Its root holds the pictures that a page may show: those of `site`, which all pages of a template
//! share, those of `own`, and the URL of the `page`. Each of the first two has pictures by names
//! that mean the same `anywhere`, and by names `beside` pages.

use super::guarded::ROOT;
use super::missing::missing;
use super::value::Value as View;
use crate::picture::{Attributes, Picture, Version};
use crate::url::{UrlKind, classify};
use tera::value::Key;
use tera::{Error, Kwargs, Map, TeraResult, Value};

/// Returns a picture as the function finds it in its root.
pub fn picture_view(picture: &Picture<'_>) -> View {
    let number = |number: u32| View::from(i64::from(number));
    let version = |(url, width): &Version<'_>| View::list([View::text(url), number(*width)]);
    let (width, height) = picture.size.unzip();
    View::record([
        ("src", View::optional(picture.src)),
        ("classic", View::list(picture.classic.iter().map(version))),
        ("modern", View::list(picture.modern.iter().map(version))),
        ("modern_type", View::text(picture.modern_type)),
        ("sizes", View::text(picture.sizes)),
        ("width", width.map_or_else(View::none, number)),
        ("height", height.map_or_else(View::none, number)),
    ])
}

/// Writes a picture.
pub(super) fn picture(given: &Kwargs) -> TeraResult<Value> {
    let name = name(given)?;
    let alt: &Value = given.must_get("alt")?;
    let alt = alt.as_str().ok_or_else(|| {
        let kind = alt.name();
        Error::message(format!(
            "`alt` is {kind}: it is a text that says what is to be seen, `alt=\"\"` for a picture \
             that says nothing"
        ))
    })?;
    let sizes: Option<&str> = given.get("sizes")?;
    let shown = match classify(name) {
        UrlKind::External => Picture {
            src: Some(name),
            ..Picture::default()
        },
        _ => find(name, given)?,
    };
    let shown = Picture {
        sizes: sizes.unwrap_or(shown.sizes),
        ..shown
    };
    let mut html = String::new();
    let attributes = Attributes {
        alt,
        title: "",
        class: given.get("class")?.unwrap_or_default(),
        is_lazy: given.get("lazy")?.unwrap_or(true),
    };
    shown.write(&mut html, &attributes, |_, _| {});
    Ok(Value::safe_string(&html))
}

/// Returns the name of the picture. The image of a page is a map that holds its name.
fn name(given: &Kwargs) -> TeraResult<&str> {
    let source: &Value = given.must_get("src")?;
    let inner = source.as_map().and_then(|map| map.get(&Key::Str("src")));
    let named = inner.unwrap_or(source).as_str();
    named.filter(|name| !name.is_empty()).ok_or_else(|| {
        let message = match source.is_none() {
            true => {
                "`src` is `none`: put `{% if … %}` with it around this, as in `{% if page.image \
                 %}{{ picture(src=page.image, alt=\"\") }}{% endif %}`"
            }
            false => "`src` is the name of a picture, or the `image` of a page",
        };
        Error::message(message)
    })
}

fn find<'a>(name: &'a str, given: &'a Kwargs) -> TeraResult<Picture<'a>> {
    let pictures: &Map = given.must_get(ROOT)?;
    let of: Option<&Map> = given.get("of")?;
    let page = match of {
        Some(card) => text(card, "url").ok_or_else(|| {
            Error::message("`of` is the card of a page, such as `post` or `page`")
        })?,
        None => text(pictures, "page").unwrap_or_default(),
    };
    let sets = || {
        ["own", "site"]
            .into_iter()
            .filter_map(|set| map(pictures, set))
    };
    let anywhere = || sets().filter_map(|set| map(set, "anywhere"));
    let beside = || sets().filter_map(|set| map(map(set, "beside")?, page));
    let mut found = beside().chain(anywhere());
    if let Some(found) = found.find_map(|names| map(names, name)) {
        return Ok(read(found));
    }
    let known = beside().chain(anywhere()).flat_map(Map::keys);
    let known = known.filter_map(Key::as_str);
    let message = match name.starts_with(['/', '@']) {
        true => format!("there is no picture `{name}`"),
        false => format!("there is no picture `{name}` beside the page `{page}`"),
    };
    Err(missing(
        &format!(
            "{message}, or no template, front matter, site.yaml or file of `data/` names it as a \
             whole"
        ),
        name,
        known,
    ))
}

/// Reads what [`picture_view`] wrote.
fn read(picture: &Map) -> Picture<'_> {
    let versions = |name| {
        let list = picture.get(&Key::Str(name)).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(version).collect()
    };
    Picture {
        src: text(picture, "src"),
        classic: versions("classic"),
        modern: versions("modern"),
        modern_type: text(picture, "modern_type").unwrap_or_default(),
        sizes: text(picture, "sizes").unwrap_or_default(),
        size: number(picture.get(&Key::Str("width"))).zip(number(picture.get(&Key::Str("height")))),
    }
}

fn version(version: &Value) -> Option<Version<'_>> {
    let [url, width] = version.as_array()? else {
        return None;
    };
    Some((url.as_str()?, number(Some(width))?))
}

fn number(value: Option<&Value>) -> Option<u32> {
    u32::try_from(value?.as_i128()?).ok()
}

fn text<'a>(map: &'a Map, key: &'a str) -> Option<&'a str> {
    map.get(&Key::Str(key))?.as_str()
}

fn map<'a>(map: &'a Map, key: &'a str) -> Option<&'a Map> {
    map.get(&Key::Str(key))?.as_map()
}
