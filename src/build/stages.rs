//! The stages in their order.

use super::counters::Counters;
use super::documents;
use super::files;
use super::options::BuildOptions;
use crate::asset::{self, AssetTable};
use crate::config::{self, BaseUrl, Config};
use crate::data;
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digested;
use crate::document::{Documents, ParseOptions};
use crate::image::{self, ImageInputs, ImageTable, ProbeTable};
use crate::memo::Memo;
use crate::output::{self, Kind, Listings, PlanInputs};
use crate::path::SITE_FILE;
use crate::plan::{self, Plan};
use crate::site::{self, Assembled, Menus, Schedule, SiteInputs};
use crate::source::Snapshot;
use crate::strings::Strings;
use crate::template::{self, Engine, Viewed};
use crate::theme;
use crate::value::Map;

/// The values that the stages make. Each is taken over by the next build if its inputs are equal.
#[derive(Clone)]
pub(super) struct Stages {
    pub sources: Sources,
    pub assembled: Assembled,
    pub menus: Memo<Viewed<Menus>>,
    pub listings: Memo<Digested<Listings>>,
    pub plan: Plan,
}

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
}

impl Stages {
    /// Runs the stages.
    pub fn run(
        kinds: &[Kind],
        snapshot: &Snapshot,
        options: &BuildOptions,
        previous: Option<&Stages>,
        counters: &Counters,
    ) -> Self {
        let sources = previous.map(|previous| &previous.sources);
        let sources = Sources::read(snapshot, options, sources, counters);
        let config = sources.config.value();
        let files = files::link_targets(snapshot, options.addresses);
        let heads = sources.documents.iter();
        let heads = heads.map(|(path, document)| (path.clone(), document.value.head.clone()));
        let heads: Digested<Vec<_>> = Digested::new(heads.collect());

        // The model.
        let inputs = SiteInputs {
            heads: heads.clone(),
            files: files.clone(),
            schedule: schedule(config, options),
            title: config.title.clone(),
        };
        let assembled = site::assemble(inputs, previous.map(|previous| &previous.assembled));
        let menus = Memo::of(
            previous.map(|previous| &previous.menus),
            &(config.menus.clone(), assembled.site.clone()),
            |(menus, site)| site::menus(menus, site).map(Viewed::new),
        );
        let listings = Memo::of(
            previous.map(|previous| &previous.listings),
            &assembled.site,
            |site| Checked::clean(Digested::new(Listings::of(site))),
        );

        // The outputs.
        let inputs = PlanInputs {
            search: output::search::layout(config, &assembled.site, &sources.documents),
            site: assembled.site.clone(),
            heads,
            listings: listings.value().clone(),
            config: config.clone(),
            addresses: options.addresses,
            options: sources.options.value().clone(),
            engine: sources.engine.value().clone(),
            menus: menus.value().clone(),
            assets: sources.assets.value().clone(),
            copies: files::copies(snapshot, &files),
            images: sources.images.value().clone(),
            data: sources.data.value().clone(),
        };
        let previous = previous.map(|previous| &previous.plan);
        let plan = plan::plan(kinds, inputs, &sources.documents, previous);
        Stages {
            sources,
            assembled,
            menus,
            listings,
            plan,
        }
    }

    /// Returns the diagnostics that are known before anything is rendered.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        // Destructured, so that no stage is forgotten.
        let Stages {
            sources,
            assembled,
            menus,
            listings,
            plan,
        } = self;
        let Sources {
            config,
            options,
            assets,
            engine,
            data,
            probes: _,
            images,
            documents,
        } = sources;
        let mut diagnostics = config.diagnostics().to_vec();
        diagnostics.extend_from_slice(options.diagnostics());
        diagnostics.extend_from_slice(assets.diagnostics());
        diagnostics.extend_from_slice(images.diagnostics());
        diagnostics.extend_from_slice(engine.diagnostics());
        diagnostics.extend_from_slice(data.diagnostics());
        diagnostics.extend(documents.diagnostics().cloned());
        diagnostics.extend_from_slice(&assembled.diagnostics);
        diagnostics.extend_from_slice(menus.diagnostics());
        diagnostics.extend_from_slice(listings.diagnostics());
        diagnostics.extend_from_slice(plan.diagnostics());
        diagnostics
    }
}

impl Sources {
    fn read(
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
        let theme = config.value().theme.as_str();
        let theme_options = Memo::of(
            previous.map(|previous| &previous.options),
            &theme::OptionInputs::new(snapshot, config.value()),
            |inputs| theme::options(inputs).map(Digested::new),
        );
        let assets = Memo::of(
            previous.map(|previous| &previous.assets),
            &theme::assets(snapshot, theme, theme_options.value(), options.naming),
            |inputs| asset::table(inputs).map(Digested::new),
        );
        let engine = Memo::of(
            previous.map(|previous| &previous.engine),
            &theme::templates(snapshot, theme, &assets.value().urls),
            |sources| template::load(sources).map(Digested::new),
        );
        let data = Memo::of(
            previous.map(|previous| &previous.data),
            &data::files(snapshot),
            |files| data::read(files).map(Viewed::new),
        );
        let probes = previous.map(|previous| &previous.probes);
        let probes = ProbeTable::of_snapshot(snapshot, probes);
        let images = config.value().images.clone();
        let images = ImageInputs::new(probes.images(snapshot), images, theme_options.value());
        let images = Memo::of(
            previous.map(|previous| &previous.images),
            &images,
            |inputs| image::name_variants(inputs).map(Digested::new),
        );
        let parse_options = Digested::new(ParseOptions {
            taxonomies: config.value().taxonomies.clone(),
            blocks: options.blocks,
            strings: Strings::of(&config.value().language),
        });
        let documents = previous.map(|previous| &previous.documents);
        let documents = documents::parse(snapshot, &parse_options, documents, counters);
        Sources {
            config,
            options: theme_options,
            assets,
            engine,
            data,
            probes,
            images,
            documents,
        }
    }
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

fn schedule(config: &Config, options: &BuildOptions) -> Schedule {
    Schedule {
        today: Date::at(options.clock, &config.timezone),
        drafts: options.drafts,
        future: options.future,
        expired: options.expired,
    }
}
