//! Reading `site.yaml` into [`Config`].

use super::keys::{KEYS, PLANNED_KEYS, PREVIEW_KEYS};
use super::{
    BaseUrl, Config, GitDates, Level, Preview, SocialCards, business, editor, feeds, images,
    language, markdown, menu, redirects, taxonomy,
};
use crate::diagnostic::{CODES, Checked, Diagnostic, LASTING};
use crate::path::{SITE_FILE, SourcePath};
use crate::strings::{Strings, WORDS};
use crate::yaml::{Block, CONFIGURATION_LIMIT, Field, Parsed};
use std::collections::BTreeMap;

/// The key of `check` that is not the code of a check.
const READING_GRADE: &str = "reading_grade";

/// Reads the text of `site.yaml`. Without the file everything has its default.
pub fn read(text: Option<&str>) -> Checked<Config> {
    let Some(text) = text else {
        return Checked::clean(Config::default());
    };
    let file = SourcePath::site_file();
    let parsed = Parsed::new(Block::whole(
        &file,
        text,
        "configuration",
        CONFIGURATION_LIMIT,
    ));
    let value = config(&parsed.root());
    Checked {
        value,
        diagnostics: parsed.into_diagnostics(),
    }
}

fn config(root: &Field<'_>) -> Config {
    let defaults = Config::default();
    let Some(fields) = root.fields_or_planned(KEYS, PLANNED_KEYS, SITE_FILE) else {
        return defaults;
    };
    let field = |name| fields.get(name);
    let text = |name| field(name).and_then(Field::filled);
    let flag = |name, default| field(name).and_then(Field::flag).unwrap_or(default);
    let map = |name| field(name).and_then(Field::map).unwrap_or_default();
    let mut config = Config {
        title: text("title").unwrap_or_default(),
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
        feeds: field("feeds").map(feeds::feeds).unwrap_or_default(),
        images: field("images").map_or(defaults.images, images::images),
        markdown: field("markdown")
            .map(markdown::markdown)
            .unwrap_or_default(),
        search: flag("search", defaults.search),
        check: field("check").map(levels).unwrap_or(defaults.check),
        reading_grade: field("check")
            .and_then(reading_grade)
            .unwrap_or(defaults.reading_grade),
        schema: flag("schema", defaults.schema),
        social_cards: field("social_cards")
            .and_then(|field| field.choice(SocialCards::ALL))
            .unwrap_or(defaults.social_cards),
        business: field("business").and_then(business::business),
        redirects: field("redirects")
            .map(redirects::redirects)
            .unwrap_or(defaults.redirects),
        git_dates: field("git_dates")
            .and_then(|field| field.choice(GitDates::ALL))
            .unwrap_or(defaults.git_dates),
        words: field("words").map(words).unwrap_or_default(),
        preview: field("preview")
            .and_then(preview)
            .unwrap_or(defaults.preview),
        extra: map("extra"),
    };
    if config.title.is_empty() {
        let strings = Strings::of(&config.language, &config.words);
        config.title = strings.word("home").to_owned();
    }
    config
}

fn base_url(field: &Field<'_>) -> Option<BaseUrl> {
    let text = field.filled()?;
    match BaseUrl::parse(&text) {
        Ok(url) => Some(url),
        Err(refused) => {
            let message = format!("`base_url` {}", refused.problem);
            let error = Diagnostic::error("wrong-type", message);
            field.report(match refused.better {
                Some(better) => {
                    field.with_value(error.advise(format!("write `{better}`")), &better, false)
                }
                None => error.advise("write where the site will stand: `https://example.org/`"),
            });
            None
        }
    }
}

fn theme(field: &Field<'_>) -> Option<String> {
    let name = field.filled()?;
    if SourcePath::new(&name).is_ok() && !name.contains('/') {
        return Some(name);
    }
    let message = format!("`{name}` is no name of a theme");
    field.report(
        Diagnostic::error("wrong-type", message)
            .advise("write the name of its folder below `themes/`"),
    );
    None
}

fn levels(field: &Field<'_>) -> BTreeMap<String, Level> {
    let entries = field.entries().unwrap_or_default();
    let entries = entries.into_iter();
    let levels = entries.filter(|(code, _)| *code != READING_GRADE);
    levels
        .filter_map(|(code, entry)| level(code, &entry))
        .collect()
}

/// Reads the level of the messages with a code.
fn level(code: &str, entry: &Field<'_>) -> Option<(String, Level)> {
    if !CODES.contains(&code) {
        entry.report_unknown(
            code,
            "`check`",
            CODES.iter().copied().chain([READING_GRADE]),
        );
        return None;
    }
    let level = entry.choice(Level::ALL)?;
    if LASTING.contains(&code) && level != Level::Error {
        let message = format!("`{code}` is always an error: a page would be missing without it");
        entry.report(Diagnostic::error("wrong-type", message).advise("delete the line"));
        return None;
    }
    Some((code.to_owned(), level))
}

/// Reads the words that the site says in its own way.
fn words(field: &Field<'_>) -> BTreeMap<String, String> {
    let entries = field.entries().unwrap_or_default();
    let words = entries.into_iter().filter_map(|(name, entry)| {
        if WORDS.iter().any(|word| word.name == name) {
            return Some((name.to_owned(), entry.filled()?));
        }
        entry.report_unknown(name, "`words`", WORDS.iter().map(|word| word.name));
        None
    });
    words.collect()
}

/// Reads the reading grade, which is a key beside the levels of checks.
fn reading_grade(field: &Field<'_>) -> Option<u8> {
    let map = field.value().as_map()?;
    map.iter().find(|(key, _)| &**key == READING_GRADE)?;
    let (_, entry) = field
        .entries()?
        .into_iter()
        .find(|(key, _)| *key == READING_GRADE)?;
    u8::try_from(entry.count(1, 30)?).ok()
}

fn preview(field: &Field<'_>) -> Option<Preview> {
    let fields = field.fields(PREVIEW_KEYS, "`preview`")?;
    Some(Preview {
        port: fields
            .get("port")
            .and_then(|field| u16::try_from(field.count(1, 65_535)?).ok()),
        open: fields.get("open").and_then(Field::flag),
        editor: fields
            .get("editor")
            .and_then(editor::editor)
            .unwrap_or_default(),
    })
}
