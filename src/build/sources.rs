//! The stages that read the sources, each by itself.

use super::counters::Counters;
use super::documents;
use super::options::BuildOptions;
use crate::asset::{self, AssetTable};
use crate::config::{self, BaseUrl, Config};
use crate::data;
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digested;
use crate::document::{self, Documents, ParseOptions};
use crate::image::{self, ImageInputs, ImageTable, ProbeTable};
use crate::memo::Memo;
use crate::page::ROOTS;
use crate::path::SITE_FILE;
use crate::site::Bundles;
use crate::source::Snapshot;
use crate::strings::Strings;
use crate::summary::{self, Summary};
use crate::template::{self, Added, Engine, Viewed};
use crate::theme;
use crate::value::Map;

/// The filters of templates that need a room of their own.
const FILTERS: Added = Added {
    markdown: Some(document::fragment),
};

/// The values that are made of the sources alone.
#[derive(Clone)]
pub(super) struct Sources {
    pub config: Memo<Digested<Config>>,
    pub options: Memo<Digested<Map>>,
    pub assets: Memo<Digested<AssetTable>>,
    pub engine: Memo<Digested<Engine>>,
    pub data: Memo<Viewed<Map>>,
    pub probes: ProbeTable,
    pub images: Memo<Digested<ImageTable>>,
    pub documents: Documents,
    /// The pages with files beside them.
    pub bundles: Memo<Digested<Bundles>>,
    /// The order of the pages, if the site has one.
    pub summary: Memo<Option<Digested<Summary>>>,
}

impl Sources {
    /// Reads the sources.
    pub fn read(
        snapshot: &Snapshot,
        options: &BuildOptions,
        previous: Option<&Sources>,
        counters: &Counters,
    ) -> Self {
        let config = Memo::of(
            previous.map(|previous| &previous.config),
            &ConfigInputs::new(snapshot, options),
            |inputs| read_config(inputs).map(Digested::new),
        );
        let theme_options = Memo::of(
            previous.map(|previous| &previous.options),
            &theme::OptionInputs::new(snapshot, config.value()),
            |inputs| theme::options(inputs).map(Digested::new),
        );
        // Templates are loaded on one core, while the others parse.
        let load = || styles_and_templates(snapshot, options, &config, &theme_options, previous);
        let parse = || {
            let parse_options = parse_options(config.value(), options);
            let documents = previous.map(|previous| &previous.documents);
            documents::parse(snapshot, &parse_options, documents, counters)
        };
        let ((assets, engine), documents) = rayon::join(load, parse);
        let data = Memo::of(
            previous.map(|previous| &previous.data),
            &data::files(snapshot),
            |files| data::read(files).map(Viewed::new),
        );
        let bundles = Memo::of(
            previous.map(|previous| &previous.bundles),
            &(documents.heads().clone(), options.schedule(config.value())),
            |(heads, schedule)| Checked::clean(Digested::new(Bundles::of(heads, schedule))),
        );
        let summary = Memo::of(
            previous.map(|previous| &previous.summary),
            &snapshot.text(summary::FILE),
            |text| read_summary(text.map(|text| &**text)),
        );
        let (probes, images) = images(snapshot, bundles.value(), &config, &theme_options, previous);
        Sources {
            config,
            options: theme_options,
            assets,
            engine,
            data,
            probes,
            images,
            documents,
            bundles,
            summary,
        }
    }

    /// Returns the diagnostics of reading the sources.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        // Destructured, so that no value is forgotten.
        let Sources {
            config,
            options,
            assets,
            engine,
            data,
            probes: _,
            images,
            documents,
            bundles: _,
            summary,
        } = self;
        let mut diagnostics = config.diagnostics().to_vec();
        diagnostics.extend_from_slice(options.diagnostics());
        diagnostics.extend_from_slice(assets.diagnostics());
        diagnostics.extend_from_slice(images.diagnostics());
        diagnostics.extend_from_slice(engine.diagnostics());
        diagnostics.extend_from_slice(data.diagnostics());
        diagnostics.extend(documents.diagnostics().cloned());
        diagnostics.extend_from_slice(summary.diagnostics());
        diagnostics
    }
}

/// Reads what the theme and the site have of style sheets and templates, which name the former.
fn styles_and_templates(
    snapshot: &Snapshot,
    options: &BuildOptions,
    config: &Memo<Digested<Config>>,
    theme_options: &Memo<Digested<Map>>,
    previous: Option<&Sources>,
) -> (Memo<Digested<AssetTable>>, Memo<Digested<Engine>>) {
    let theme = config.value().theme.as_str();
    let assets = Memo::of(
        previous.map(|previous| &previous.assets),
        &theme::assets(snapshot, theme, theme_options.value(), options.naming),
        |inputs| asset::table(inputs).map(Digested::new),
    );
    let engine = Memo::of(
        previous.map(|previous| &previous.engine),
        &theme::templates(snapshot, config.value(), &assets.value().urls, ROOTS),
        |sources| template::load(sources, &FILTERS).map(Digested::new),
    );
    (assets, engine)
}

fn read_summary(text: Option<&str>) -> Checked<Option<Digested<Summary>>> {
    let Some(text) = text else {
        return Checked::clean(None);
    };
    let read = summary::read(&summary::file(), text);
    read.map(|summary| {
        Some(summary)
            .filter(|it| !it.parts.is_empty())
            .map(Digested::new)
    })
}

/// Probes the images, and names the versions of each.
fn images(
    snapshot: &Snapshot,
    bundles: &Bundles,
    config: &Memo<Digested<Config>>,
    theme_options: &Memo<Digested<Map>>,
    previous: Option<&Sources>,
) -> (ProbeTable, Memo<Digested<ImageTable>>) {
    let probes = previous.map(|previous| &previous.probes);
    let probes = ProbeTable::of_snapshot(snapshot, bundles, probes);
    let files = probes.images(snapshot, bundles);
    let configured = config.value().images.clone();
    let images = Memo::of(
        previous.map(|previous| &previous.images),
        &ImageInputs::new(files, configured, theme_options.value()),
        |inputs| image::name_variants(inputs).map(Digested::new),
    );
    (probes, images)
}

fn parse_options(config: &Config, options: &BuildOptions) -> Digested<ParseOptions> {
    Digested::new(ParseOptions {
        taxonomies: taxonomy_names(config),
        terms_have_pages: config.taxonomies.iter().any(|taxonomy| taxonomy.has_pages),
        blocks: options.blocks,
        judges_writing: options.judges_writing,
        markdown: config.markdown,
        strings: Strings::of(&config.language, &config.words),
    })
}

fn taxonomy_names(config: &Config) -> Vec<String> {
    let taxonomies = config.taxonomies.iter();
    taxonomies.map(|taxonomy| taxonomy.name.clone()).collect()
}

/// Everything that the configuration is made of.
#[derive(Hash)]
struct ConfigInputs<'a> {
    text: Option<&'a str>,
    /// The base URL of the command line. It overrides that of `site.yaml`.
    base_url: Option<&'a BaseUrl>,
    at_root: bool,
}

impl<'a> ConfigInputs<'a> {
    fn new(snapshot: &'a Snapshot, options: &'a BuildOptions) -> Self {
        ConfigInputs {
            text: snapshot.text(SITE_FILE).map(|text| &**text),
            base_url: options.base_url.as_ref(),
            at_root: options.at_root,
        }
    }
}

fn read_config(inputs: &ConfigInputs<'_>) -> Checked<Config> {
    let mut read = config::read(inputs.text);
    if inputs.base_url.is_some() {
        read.value.base_url = inputs.base_url.cloned();
    }
    if let (true, Some(base)) = (inputs.at_root, &mut read.value.base_url) {
        base.path.clear();
    }
    read
}
