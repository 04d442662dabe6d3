//! From the YAML between the fences to the fields of front matter.

use super::fence::{Fence, Split};
use super::fields::{FrontMatter, PageImage, Question};
use super::keys::{
    CASCADED_SECTION_KEYS, IMAGE_KEYS, KEYS, NOT_IN_CASCADE, QUESTION_KEYS, SECTION_KEYS,
};
use super::patterns::{PLACEHOLDERS, is_pattern, unknown_placeholder};
use super::{dates, foreign_formats, foreign_keys, paginate, sort_by, terms};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::options::ParseOptions;
use crate::index_file::IndexFile;
use crate::path::SourcePath;
use crate::toml;
use crate::url::{parse_path, parse_segment};
use crate::yaml::{self, Block, Field, Fields, Format, Key, Parsed, names};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Reads the front matter of a file. `text` is the whole text of the file.
///
/// All errors of the front matter are reported here, those of its fences too.
pub fn read(
    file: &SourcePath,
    text: &str,
    split: &Split,
    options: &ParseOptions,
) -> Checked<FrontMatter> {
    let taxonomies = &options.taxonomies;
    let Some(range) = split.front_matter.clone() else {
        return Checked::clean(FrontMatter::default());
    };
    let block = Block {
        file,
        text,
        format: split.fence.format(),
        range,
        code: "front-matter",
        limit: yaml::FRONT_MATTER_LIMIT,
    };
    let owner = match IndexFile::of(file) {
        Some(IndexFile::Section) => Owner::Section,
        _ if !is_term(file, taxonomies) => Owner::Page,
        _ if options.terms_have_pages => Owner::Section,
        _ => Owner::Unlisted,
    };
    match &split.fence {
        Fence::Json => {
            let value = read_fields(&Parsed::new(block.clone()).root(), owner, taxonomies);
            Checked {
                value,
                diagnostics: vec![foreign_formats::error(&block)],
            }
        }
        fence => {
            let fence_error = fence.error(&block);
            let parsed = match block.format {
                Format::Yaml => Parsed::new(block),
                Format::Toml => toml::parsed(block),
            };
            let value = read_fields(&parsed.root(), owner, taxonomies);
            Checked {
                value,
                diagnostics: fence_error
                    .into_iter()
                    .chain(parsed.into_diagnostics())
                    .collect(),
            }
        }
    }
}

/// Returns true for the text of a term, whose page lists pages as that of a section does.
fn is_term(file: &SourcePath, taxonomies: &[String]) -> bool {
    let below = file
        .below("content")
        .and_then(|below| below.split_once('/'));
    below.is_some_and(|(folder, rest)| {
        let is_alone = match IndexFile::of(file) {
            Some(_) => rest.matches('/').count() == 1,
            None => !rest.contains('/'),
        };
        is_alone && taxonomies.iter().any(|taxonomy| taxonomy == folder)
    })
}

/// The owner of front matter. It decides which keys are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Page,
    /// A section, a taxonomy or a term.
    Section,
    /// A page that would be the text of a term if site.yaml listed the taxonomy.
    Unlisted,
    Cascade,
}

fn read_fields(root: &Field<'_>, owner: Owner, taxonomies: &[String]) -> FrontMatter {
    let misspelt = RefCell::new(BTreeSet::new());
    let Some(fields) = root.fields_or(known_keys(owner), |name, field| {
        unlisted(name, field, owner, taxonomies, &misspelt)
    }) else {
        return FrontMatter::default();
    };
    let field = |name| fields.get(name);
    let authors = field("authors").map(Field::texts).unwrap_or_default();
    let terms = terms::read(&fields, taxonomies, &authors);
    let date = |name| field(name).and_then(dates::read);
    let text = |name| field(name).and_then(Field::filled);
    FrontMatter {
        title: text("title"),
        nav_title: text("nav_title"),
        description: text("description"),
        date: date("date"),
        updated: date("updated"),
        publish: date("publish"),
        expire: date("expire"),
        reviewed: date("reviewed"),
        draft: draft(&fields),
        weight: field("weight").and_then(Field::integer),
        slug: field("slug").and_then(|field| url_part(field, parse_segment)),
        path: field("path").and_then(|field| path_or_pattern(field, owner)),
        aliases: field("aliases").map(aliases).unwrap_or_default(),
        template: text("template"),
        term_keys: terms::other_keys(&terms),
        taxonomies: terms::names(terms),
        authors,
        image: field("image").and_then(image),
        toc: field("toc").and_then(Field::flag).unwrap_or(true),
        search: field("search").and_then(Field::flag).unwrap_or(true),
        faq: field("faq").map(questions).unwrap_or_default(),
        extra: field("extra").and_then(Field::map).unwrap_or_default(),
        paginate: field("paginate").and_then(paginate::read),
        sort_by: field("sort_by").map(sort_by::read).unwrap_or_default(),
        paginate_by: field("paginate_by").and_then(paginate::size),
        feed: field("feed").and_then(Field::flag),
        cascade: field("cascade")
            .map(|field| Box::new(read_fields(field, Owner::Cascade, taxonomies))),
        given: fields
            .given()
            .map(|name| if name == "published" { "draft" } else { name })
            .collect(),
        inherited: BTreeSet::new(),
        misspelt: misspelt.into_inner(),
    }
}

fn known_keys(owner: Owner) -> impl Iterator<Item = &'static Key> + Clone {
    let pages = KEYS
        .iter()
        .filter(move |key| owner != Owner::Cascade || !NOT_IN_CASCADE.contains(&key.name));
    let of_sections = SECTION_KEYS.iter().filter(move |key| match owner {
        Owner::Page | Owner::Unlisted => false,
        Owner::Section => true,
        Owner::Cascade => CASCADED_SECTION_KEYS.contains(&key.name),
    });
    pages.chain(of_sections)
}

/// Returns the field of a key that is not in the owner's table but is a taxonomy. Reports any other
/// key, and adds the known key that was probably meant to `misspelt`.
fn unlisted<'a>(
    name: &str,
    field: Field<'a>,
    owner: Owner,
    taxonomies: &[String],
    misspelt: &RefCell<BTreeSet<&'static str>>,
) -> Option<Field<'a>> {
    if taxonomies.iter().any(|taxonomy| taxonomy == name) {
        return Some(field);
    }
    let unknown_key = |message: String| Diagnostic::error("unknown-key", message);
    if let Some(key) = SECTION_KEYS.iter().find(|key| key.is_named(name)) {
        let advice = match owner {
            Owner::Unlisted => "list the taxonomy under `taxonomies:` in site.yaml: this file is \
                                then the text of a term, whose page lists pages"
                .to_owned(),
            _ => format!(
                "move it into the `_index.md` of the folder: it is {}",
                key.about
            ),
        };
        field.report_key(unknown_key(format!("`{name}` is a key of sections")).advise(advice));
    } else if owner == Owner::Cascade && KEYS.iter().any(|key| key.is_named(name)) {
        field.report_key(
            unknown_key(format!(
                "`{name}` belongs to one page and cannot be cascaded"
            ))
            .advise("delete it"),
        );
    } else if let Some(advice) = foreign_keys::advice(name) {
        field.report_key(unknown_key(format!("front matter has no key `{name}`")).advise(advice));
    } else {
        let known = known_keys(owner)
            .flat_map(|key| names(std::slice::from_ref(key)))
            .map(|name| -> &str { name });
        let near = field.report_unknown(
            name,
            "front matter",
            known.chain(taxonomies.iter().map(String::as_str)),
        );
        let meant = near.and_then(|near| known_keys(owner).find(|key| key.is_named(near)));
        misspelt.borrow_mut().extend(meant.map(|key| key.name));
    }
    None
}

fn draft(fields: &Fields<'_>) -> bool {
    match (fields.get("draft"), fields.get("published")) {
        (Some(_), Some(published)) => published.report_second_name("published", "draft"),
        (None, Some(published)) => return published.flag().is_some_and(|published| !published),
        _ => {}
    }
    fields.get("draft").and_then(Field::flag).unwrap_or(false)
}

fn url_part(field: &Field<'_>, check: fn(&str) -> Result<String, &'static str>) -> Option<String> {
    let text = field.filled()?;
    match check(&text) {
        Ok(path) => Some(path),
        Err(problem) => {
            let message = format!("`{}` {problem}", field.name());
            field.report(
                Diagnostic::error("wrong-type", message)
                    .advise("write a path on this site: `benefits/pain-relief`"),
            );
            None
        }
    }
}

/// Reads a path, or a pattern of paths.
fn path_or_pattern(field: &Field<'_>, owner: Owner) -> Option<String> {
    let text = field.filled()?;
    if owner == Owner::Cascade && !is_pattern(&text) {
        let message = "a `path` for several pages needs a part that differs";
        let advice = "write `:slug` or `:title` into it, as in `path: news/:year/:slug`";
        field.report(Diagnostic::error("wrong-type", message).advise(advice));
        return None;
    }
    let unknown = unknown_placeholder(&text);
    if let Some(name) = unknown {
        let message = format!(
            "`{}` has a placeholder `:{name}`, which is unknown",
            field.name()
        );
        let known: Vec<String> = PLACEHOLDERS
            .iter()
            .map(|name| format!("`:{name}`"))
            .collect();
        let advice = match field.suggestion(name, PLACEHOLDERS.iter().copied()) {
            Some(near) => format!("did you mean `:{near}`?"),
            None => format!("write one of {}", known.join(", ")),
        };
        field.report(Diagnostic::error("wrong-type", message).advise(advice));
        return None;
    }
    if !is_pattern(&text) {
        return url_part(field, parse_path);
    }
    // The rest of a pattern is judged as a path.
    url_part(field, |written| {
        parse_path(&written.replace(':', "")).map(|_| written.trim().trim_matches('/').to_owned())
    })
}

fn aliases(field: &Field<'_>) -> Vec<String> {
    field
        .items()
        .iter()
        .filter_map(|item| url_part(item, parse_path))
        .collect()
}

fn image(field: &Field<'_>) -> Option<PageImage> {
    if field.value().as_map().is_none() {
        return Some(PageImage {
            src: field.filled()?,
            alt: None,
        });
    }
    let fields = field.fields(IMAGE_KEYS, "`image`")?;
    let alt = fields.get("alt").and_then(Field::filled);
    match fields.get("src").and_then(Field::filled) {
        Some(src) => Some(PageImage { src, alt }),
        None => {
            field.report_key(
                Diagnostic::error("wrong-type", "`image` has no `src`")
                    .advise("write `src:` with the picture's file"),
            );
            None
        }
    }
}

fn questions(field: &Field<'_>) -> Vec<Question> {
    field.items().iter().filter_map(question).collect()
}

fn question(field: &Field<'_>) -> Option<Question> {
    if field.value().as_map().is_none() {
        let advice = "write `- question: …` and below it, indented, `answer: …`";
        field.report(
            field
                .wrong_type("a map of `question` and `answer`")
                .advise(advice),
        );
        return None;
    }
    let fields = field.fields(QUESTION_KEYS, "an entry of `faq`")?;
    let text = |name| fields.get(name).and_then(Field::filled);
    let (question, answer) = (text("question"), text("answer"));
    let missing = if question.is_none() {
        "question"
    } else {
        "answer"
    };
    match (question, answer) {
        (Some(question), Some(answer)) => Some(Question { question, answer }),
        _ => {
            let message = format!("`{}` has no `{missing}`", field.name());
            field.report_key(
                Diagnostic::error("wrong-type", message)
                    .advise("a question needs both `question` and `answer`"),
            );
            None
        }
    }
}
