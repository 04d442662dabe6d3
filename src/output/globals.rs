//! The parts of pages that many pages share, made once for a plan.

use super::inputs::PlanInputs;
use super::named_pictures::NamedPictures;
use super::outline;
use super::pictures::{self, PICTURES};
use crate::digest::Digested;
use crate::page::{Outline, PagesByPath, Pictures, SiteView, TemplateGlobals};
use crate::schema::Publication;
use crate::site::{Page, PageKind};
use crate::template::{Engine, Viewed};
use crate::text_format::TextFormat;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

/// The template of sections.
const SECTION: &str = "section.html";

/// The template of the page "not found".
pub(super) const NOT_FOUND: &str = "404.html";

/// The template of pages at old addresses.
pub(super) const REDIRECT: &str = "redirect.html";

/// The part that all pages with the same template and the same components share.
pub(super) struct Globals {
    pub globals: Digested<TemplateGlobals>,
    /// The roots that the template and the components read.
    pub reads: BTreeSet<String>,
}

/// The globals by the template and by the components that are called in the content.
pub(super) type GlobalsByTemplate<'a> = HashMap<(&'a str, &'a [String]), Globals>;

/// Returns true if any template reads a root.
pub(super) fn is_read(globals: &GlobalsByTemplate<'_>, root: &str) -> bool {
    globals.values().any(|it| it.reads.contains(root))
}

/// Returns the name of a page's template: the one that its front matter names, else that of its
/// kind. The template of a file that is no HTML has the name of the file.
pub(super) fn template<'a>(page: &'a Page, engine: &'a Engine) -> &'a str {
    // A theme that knows nothing of terms shows them as it shows sections.
    let or_section = |name| match engine.has(name) || engine.is_faulty(name) {
        true => name,
        false => SECTION,
    };
    let of_kind = match page.kind {
        PageKind::Home => "home.html",
        PageKind::Section => SECTION,
        PageKind::Taxonomy => or_section("taxonomy.html"),
        PageKind::Term => or_section("term.html"),
        PageKind::Page => "page.html",
        PageKind::File => page.route.output.file_name(),
        PageKind::NotFound => NOT_FOUND,
        PageKind::Redirect => REDIRECT,
    };
    let named = page.head.front_matter.template.as_deref();
    let whole = |name| engine.whole_name(name, TextFormat::template_ending(&page.route.output));
    named.map_or(of_kind, whole)
}

/// Makes the globals of all pages of a site, and of those that Milepost generates.
pub(super) fn by_template(inputs: &PlanInputs) -> GlobalsByTemplate<'_> {
    let roots = SiteRoots::new(inputs);
    let of_pages = inputs.site.pages.iter();
    let of_pages = of_pages.map(|page| {
        let template = template(page, &inputs.engine);
        (template, page.head.calls.as_slice())
    });
    let generated = [(NOT_FOUND, [].as_slice()), (REDIRECT, [].as_slice())];
    let mut by_template = HashMap::new();
    for (template, calls) in of_pages.chain(generated) {
        let entry = by_template.entry((template, calls));
        entry.or_insert_with(|| roots.globals(template, calls));
    }
    by_template
}

/// Makes the globals of the contents of all pages, by the components that are called in them. A
/// content has no template: it is shown on other pages, and in feeds.
pub(super) fn of_contents(inputs: &PlanInputs) -> HashMap<Vec<String>, Globals> {
    let roots = SiteRoots::new(inputs);
    let mut of_contents = HashMap::new();
    for page in &inputs.site.pages {
        let calls = &page.head.calls;
        if !of_contents.contains_key(calls) {
            of_contents.insert(calls.clone(), roots.globals("", calls));
        }
    }
    of_contents
}

/// The roots that are the same for all templates.
struct SiteRoots<'a> {
    inputs: &'a PlanInputs,
    site: Viewed<SiteView>,
    business: Option<Viewed<crate::config::Business>>,
    publication: Option<Digested<Publication>>,
    /// All pages by their files, once a template reads them.
    pages_by_path: OnceCell<Viewed<PagesByPath>>,
    /// The outline, once a template reads it.
    outline: OnceCell<Viewed<Outline>>,
    /// The images by their names, once a template shows some.
    named_pictures: OnceCell<NamedPictures<'a>>,
}

impl<'a> SiteRoots<'a> {
    fn new(inputs: &'a PlanInputs) -> Self {
        let config = &inputs.config;
        SiteRoots {
            inputs,
            site: Viewed::new(SiteView::new(config, &inputs.options)),
            business: config.business.clone().map(Viewed::new),
            publication: Publication::of(config).map(Digested::new),
            pages_by_path: OnceCell::new(),
            outline: OnceCell::new(),
            named_pictures: OnceCell::new(),
        }
    }

    /// Returns all pages that have a document, by the paths of their files below `content/`.
    fn pages_by_path(&self) -> Viewed<PagesByPath> {
        let by_path = || {
            let pages = self.inputs.site.pages.iter().filter_map(|page| {
                let path = page.source.as_ref()?.as_str().strip_prefix("content/")?;
                Some((path.to_owned(), page.card.clone()))
            });
            Viewed::new(pages.collect())
        };
        self.pages_by_path.get_or_init(by_path).clone()
    }

    fn pictures(&self, reads: &BTreeSet<String>) -> Viewed<Pictures> {
        let named = self
            .named_pictures
            .get_or_init(|| NamedPictures::new(self.inputs));
        Viewed::new(pictures::of_template(named, reads))
    }

    fn outline(&self) -> Viewed<Outline> {
        let outline = || Viewed::new(outline::of(&self.inputs.site));
        self.outline.get_or_init(outline).clone()
    }

    /// Makes the globals of a template: the roots that it reads, and none of the others.
    fn globals(&self, template: &str, calls: &[String]) -> Globals {
        let PlanInputs {
            engine, listings, ..
        } = self.inputs;
        let called = calls.iter();
        let called = called.flat_map(|call| engine.roots_of_component(call));
        let reads: BTreeSet<String> = engine.roots(template).into_iter().chain(called).collect();
        let globals = TemplateGlobals {
            engine: engine.clone(),
            template: template.to_owned(),
            base_url: self.inputs.config.base_url.clone(),
            addresses: self.inputs.addresses,
            site: reads.contains("site").then(|| self.site.clone()),
            business: reads.contains("business").then(|| self.business.clone()),
            menu: reads.contains("menu").then(|| self.inputs.menus.clone()),
            publication: reads
                .contains("structured_data")
                .then(|| self.publication.clone()),
            sections: reads
                .contains("sections")
                .then(|| listings.sections.clone()),
            pages: reads.contains("pages").then(|| listings.pages.clone()),
            outline: reads.contains("outline").then(|| self.outline()),
            terms: reads.contains("terms").then(|| listings.terms.clone()),
            pages_by_path: reads
                .contains("pages_by_path")
                .then(|| self.pages_by_path()),
            today: reads.contains("today").then_some(self.inputs.today),
            data: reads.contains("data").then(|| self.inputs.data.clone()),
            pictures: reads.contains(PICTURES).then(|| self.pictures(&reads)),
        };
        Globals {
            globals: Digested::new(globals),
            reads,
        }
    }
}
