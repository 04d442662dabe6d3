//! From `site.yaml` to [`Config`].

use super::keys::{KEYS, PLANNED_KEYS, PREVIEW_KEYS};
use super::{
    BaseUrl, Config, Level, Preview, business, editor, images, language, menu, redirects, taxonomy,
};
use crate::diagnostic::{Checked, Diagnostic};
use crate::path::{SITE_FILE, SourcePath};
use crate::yaml::{Block, CONFIGURATION_LIMIT, Reader, Reading};
use std::collections::BTreeMap;

/// The key among the levels of `check` that is no code.
const READING_GRADE: &str = "reading_grade";

/// Reads the text of `site.yaml`. Without the file everything has its default.
pub fn read(text: Option<&str>) -> Checked<Config> {
    let Some(text) = text else {
        return Checked::clean(Config::default());
    };
    let file = SourcePath::site_file();
    let reading = Reading::new(Block::whole(
        &file,
        text,
        "configuration",
        CONFIGURATION_LIMIT,
    ));
    let value = config(&reading.root());
    Checked {
        value,
        diagnostics: reading.finish(),
    }
}

fn config(root: &Reader<'_>) -> Config {
    let defaults = Config::default();
    let Some(fields) = root.fields_or_planned(KEYS, PLANNED_KEYS, SITE_FILE) else {
        return defaults;
    };
    let field = |name| fields.get(name);
    let text = |name| field(name).and_then(Reader::filled);
    let flag = |name, default| field(name).and_then(Reader::flag).unwrap_or(default);
    let map = |name| field(name).and_then(Reader::map).unwrap_or_default();
    Config {
        title: text("title").unwrap_or(defaults.title),
        description: text("description"),
        base_url: field("base_url").and_then(base_url),
        language: field("language")
            .and_then(language::language)
            .unwrap_or(defaults.language),
        timezone: field("timezone")
            .and_then(language::timezone)
            .unwrap_or(defaults.timezone),
        author: text("author"),
        theme: field("theme").and_then(theme).unwrap_or(defaults.theme),
        theme_options: map("theme_options"),
        menus: field("menus").map(menu::menus).unwrap_or(defaults.menus),
        taxonomies: field("taxonomies")
            .map(taxonomy::taxonomies)
            .unwrap_or(defaults.taxonomies),
        images: field("images").map_or(defaults.images, images::images),
        search: flag("search", defaults.search),
        check: field("check").map(levels).unwrap_or(defaults.check),
        reading_grade: field("check")
            .and_then(reading_grade)
            .unwrap_or(defaults.reading_grade),
        schema: flag("schema", defaults.schema),
        business: field("business").and_then(business::business),
        redirects: field("redirects")
            .map(redirects::redirects)
            .unwrap_or(defaults.redirects),
        preview: field("preview")
            .and_then(preview)
            .unwrap_or(defaults.preview),
        extra: map("extra"),
    }
}

fn base_url(reader: &Reader<'_>) -> Option<BaseUrl> {
    let text = reader.filled()?;
    match BaseUrl::parse(&text) {
        Ok(url) => Some(url),
        Err(error) => {
            let complaint =
                Diagnostic::error("wrong-type", format!("`base_url` {}", error.problem));
            reader.complain(match error.better {
                Some(better) => reader.with_value(
                    complaint.advise(format!("write `{better}`")),
                    &better,
                    false,
                ),
                None => complaint.advise("write where the site will stand: `https://example.org/`"),
            });
            None
        }
    }
}

fn theme(reader: &Reader<'_>) -> Option<String> {
    let name = reader.filled()?;
    if SourcePath::new(&name).is_ok() && !name.contains('/') {
        return Some(name);
    }
    let message = format!("`{name}` is no name of a theme");
    reader.complain(
        Diagnostic::error("wrong-type", message)
            .advise("write the name of its folder below `themes/`"),
    );
    None
}

fn levels(reader: &Reader<'_>) -> BTreeMap<String, Level> {
    let entries = reader.entries().unwrap_or_default();
    entries
        .into_iter()
        .filter(|(code, _)| *code != READING_GRADE)
        .filter_map(|(code, entry)| Some((code.to_owned(), entry.choice(Level::ALL)?)))
        .collect()
}

/// The grade that a text may have, which stands among the levels.
fn reading_grade(reader: &Reader<'_>) -> Option<u8> {
    let map = reader.value().as_map()?;
    map.iter().find(|(key, _)| &**key == READING_GRADE)?;
    let (_, entry) = reader
        .entries()?
        .into_iter()
        .find(|(key, _)| *key == READING_GRADE)?;
    u8::try_from(entry.count(1, 30)?).ok()
}

fn preview(reader: &Reader<'_>) -> Option<Preview> {
    let fields = reader.fields(PREVIEW_KEYS, "`preview`")?;
    Some(Preview {
        port: fields
            .get("port")
            .and_then(|reader| u16::try_from(reader.count(1, 65_535)?).ok()),
        open: fields.get("open").and_then(Reader::flag),
        editor: fields
            .get("editor")
            .and_then(editor::editor)
            .unwrap_or_default(),
    })
}
