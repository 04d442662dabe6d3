//! From the block between the fences to fields.

use super::keys::{IMAGE_KEYS, KEYS, OF_ONE_PAGE, QUESTION_KEYS, SECTION_KEYS};
use super::{Fence, FrontMatter, PageImage, Question, SortBy, Split, convert, dates, foreign};
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::index_file::IndexFile;
use crate::path::SourcePath;
use crate::url::{parse_path, parse_segment};
use crate::yaml::{self, Block, Field, Fields, Key, Parsed, names};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads the front matter of `file`, whose whole text is `text`. `taxonomies` are those that the
/// configuration names.
///
/// Everything about the front matter is reported here, its fences too.
pub fn read(
    file: &SourcePath,
    text: &str,
    split: &Split,
    taxonomies: &[String],
) -> Checked<FrontMatter> {
    let Some(range) = split.matter.clone() else {
        return Checked::clean(FrontMatter::default());
    };
    let block = Block {
        file,
        text,
        range,
        code: "front-matter",
        limit: yaml::FRONT_MATTER_LIMIT,
    };
    let owner = match IndexFile::of(file) {
        Some(IndexFile::Section) => Owner::Section,
        _ => Owner::Page,
    };
    match &split.fence {
        Fence::Toml => {
            let yaml = convert::toml_as_yaml(block.yaml());
            let converted = Block {
                text: &yaml,
                range: 0..yaml.len(),
                ..block.clone()
            };
            let value = matter(&Parsed::new(converted).root(), owner, taxonomies);
            Checked {
                value,
                diagnostics: vec![convert::foreign_format(&block, "TOML")],
            }
        }
        Fence::Json => {
            let value = matter(&Parsed::new(block.clone()).root(), owner, taxonomies);
            Checked {
                value,
                diagnostics: vec![convert::foreign_format(&block, "JSON")],
            }
        }
        fence => {
            let told = fence_diagnostic(&block, fence);
            let reading = Parsed::new(block);
            let value = matter(&reading.root(), owner, taxonomies);
            Checked {
                value,
                diagnostics: told.into_iter().chain(reading.into_diagnostics()).collect(),
            }
        }
    }
}

/// What is wrong with the lines around the front matter.
fn fence_diagnostic(block: &Block<'_>, fence: &Fence) -> Option<Diagnostic> {
    let place = |span: &Range<usize>| Place::Span {
        file: block.file.clone(),
        span: span.clone(),
    };
    let error = |message: &str| Diagnostic::error("front-matter", message);
    Some(match fence {
        Fence::Unclosed { line: Some(line) } => error("the front matter is not closed")
            .at(place(line))
            .advise("write a line of three hyphens, `---`, between the front matter and the text")
            .fix("---", true),
        Fence::Unclosed { line: None } => error("the front matter is not closed")
            .at(place(&(block.range.end..block.range.end)))
            .advise("write a line of three hyphens, `---`, below it"),
        Fence::Unopened { line, near: true } => {
            error("the line above the front matter is not three hyphens")
                .at(place(line))
                .advise("write `---`; some editors make one long dash of it")
                .fix("---", true)
        }
        Fence::Unopened { line, near: false } => {
            error("the front matter has no line `---` above it")
                .at(place(line))
                .advise("write a line of three hyphens, `---`, before this line")
        }
        Fence::Absent | Fence::Whole | Fence::Toml | Fence::Json => return None,
    })
}

/// Whose front matter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Page,
    Section,
    Cascade,
}

fn matter(root: &Field<'_>, owner: Owner, taxonomies: &[String]) -> FrontMatter {
    let Some(fields) = root.fields_or(keys(owner), |name, reader| {
        other(name, reader, owner, taxonomies)
    }) else {
        return FrontMatter::default();
    };
    let field = |name| fields.get(name);
    let date = |name| field(name).and_then(dates::date);
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
        slug: field("slug").and_then(|reader| safe(reader, parse_segment)),
        path: field("path").and_then(|reader| safe(reader, parse_path)),
        aliases: field("aliases").map(aliases).unwrap_or_default(),
        template: text("template"),
        taxonomies: terms(&fields, taxonomies),
        authors: field("authors").map(Field::texts).unwrap_or_default(),
        image: field("image").and_then(image),
        toc: field("toc").and_then(Field::flag).unwrap_or(true),
        search: field("search").and_then(Field::flag).unwrap_or(true),
        faq: field("faq").map(questions).unwrap_or_default(),
        extra: field("extra").and_then(Field::map).unwrap_or_default(),
        sort_by: field("sort_by").and_then(sort_by),
        cascade: field("cascade")
            .map(|reader| Box::new(matter(reader, Owner::Cascade, taxonomies))),
        given: fields
            .given()
            .map(|name| if name == "published" { "draft" } else { name })
            .collect(),
    }
}

fn keys(owner: Owner) -> impl Iterator<Item = &'static Key> + Clone {
    let pages = KEYS
        .iter()
        .filter(move |key| owner != Owner::Cascade || !OF_ONE_PAGE.contains(&key.name));
    pages.chain(SECTION_KEYS.iter().filter(move |_| owner == Owner::Section))
}

/// A key that is none of the owner's: a taxonomy, or an error.
fn other<'a>(
    name: &str,
    reader: Field<'a>,
    owner: Owner,
    taxonomies: &[String],
) -> Option<Field<'a>> {
    if taxonomies.iter().any(|taxonomy| taxonomy == name) {
        return Some(reader);
    }
    let misplaced = |message: String| Diagnostic::error("unknown-key", message);
    if let Some(key) = SECTION_KEYS.iter().find(|key| key.is_named(name)) {
        let advice = format!(
            "move it into the `_index.md` of the folder: it is {}",
            key.about
        );
        reader.report_key(misplaced(format!("`{name}` is a key of sections")).advise(advice));
    } else if owner == Owner::Cascade && KEYS.iter().any(|key| key.is_named(name)) {
        reader.report_key(
            misplaced(format!(
                "`{name}` belongs to one page and cannot be cascaded"
            ))
            .advise("delete it"),
        );
    } else if let Some(advice) = foreign::advice(name) {
        reader.report_key(misplaced(format!("front matter has no key `{name}`")).advise(advice));
    } else {
        let known = keys(owner)
            .flat_map(|key| names(std::slice::from_ref(key)))
            .map(|name| -> &str { name });
        reader.report_unknown(
            name,
            "front matter",
            known.chain(taxonomies.iter().map(String::as_str)),
        );
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

fn safe(reader: &Field<'_>, check: fn(&str) -> Result<String, &'static str>) -> Option<String> {
    let text = reader.filled()?;
    match check(&text) {
        Ok(path) => Some(path),
        Err(problem) => {
            let message = format!("`{}` {problem}", reader.name());
            reader.report(
                Diagnostic::error("wrong-type", message)
                    .advise("write a path on this site: `benefits/pain-relief`"),
            );
            None
        }
    }
}

fn aliases(reader: &Field<'_>) -> Vec<String> {
    reader
        .items()
        .iter()
        .filter_map(|item| safe(item, parse_path))
        .collect()
}

fn terms(fields: &Fields<'_>, configured: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut terms = BTreeMap::new();
    for name in ["tags", "categories"] {
        if let Some(reader) = fields.get(name) {
            terms.insert(name.to_owned(), listed(reader));
        }
    }
    for (name, reader) in &fields.others {
        terms.insert((*name).to_owned(), listed(reader));
    }
    for (name, reader) in fields
        .get("taxonomies")
        .and_then(Field::entries)
        .unwrap_or_default()
    {
        if !matches!(name, "tags" | "categories")
            && !configured.iter().any(|taxonomy| taxonomy == name)
        {
            reader.report_unknown(
                name,
                "the list of taxonomies",
                ["tags", "categories"]
                    .into_iter()
                    .chain(configured.iter().map(String::as_str)),
            );
        } else if terms.contains_key(name) {
            reader.report_second_name(reader.name(), name);
        } else {
            terms.insert(name.to_owned(), listed(&reader));
        }
    }
    terms
}

/// The terms of a taxonomy. Commas in a text alone were meant to part a list.
fn listed(reader: &Field<'_>) -> Vec<String> {
    let Some(text) = reader.value().as_text().filter(|text| text.contains(',')) else {
        return reader.texts();
    };
    let terms: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect();
    let list: Vec<String> = terms.iter().map(|term| yaml::scalar(term)).collect();
    let complaint = Diagnostic::warning(
        "wrong-type",
        format!(
            "`{}` is a text with commas, and was read as a list",
            reader.name()
        ),
    );
    let complaint = complaint.advise("write it as a list, in brackets");
    reader.report(reader.with_value(complaint, &format!("[{}]", list.join(", ")), false));
    terms
}

fn image(reader: &Field<'_>) -> Option<PageImage> {
    if reader.value().as_map().is_none() {
        return Some(PageImage {
            src: reader.filled()?,
            alt: None,
        });
    }
    let fields = reader.fields(IMAGE_KEYS, "`image`")?;
    let alt = fields.get("alt").and_then(Field::filled);
    match fields.get("src").and_then(Field::filled) {
        Some(src) => Some(PageImage { src, alt }),
        None => {
            reader.report_key(
                Diagnostic::error("wrong-type", "`image` has no `src`")
                    .advise("write `src:` with the picture's file"),
            );
            None
        }
    }
}

fn questions(reader: &Field<'_>) -> Vec<Question> {
    reader.items().iter().filter_map(question).collect()
}

fn question(reader: &Field<'_>) -> Option<Question> {
    if reader.value().as_map().is_none() {
        let advice = "write `- question: …` and below it, indented, `answer: …`";
        reader.report(
            reader
                .wrong_type("a map of `question` and `answer`")
                .advise(advice),
        );
        return None;
    }
    let fields = reader.fields(QUESTION_KEYS, "an entry of `faq`")?;
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
            let message = format!("`{}` has no `{missing}`", reader.name());
            reader.report_key(
                Diagnostic::error("wrong-type", message)
                    .advise("a question needs both `question` and `answer`"),
            );
            None
        }
    }
}

fn sort_by(reader: &Field<'_>) -> Option<SortBy> {
    reader.choice(&[
        ("weight", SortBy::Weight),
        ("date", SortBy::Date),
        ("title", SortBy::Title),
    ])
}
