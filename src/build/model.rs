//! The stages that make the model, and the values about all of its pages that outputs need.

use super::files::{self, FileInputs, Files};
use super::options::BuildOptions;
use super::sources::Sources;
use crate::address::Addresses;
use crate::config::{Config, Feeds};
use crate::diagnostic::{Checked, Diagnostic};
use crate::digest::Digested;
use crate::memo::Memo;
use crate::output::search::Found;
use crate::output::{self, ImageUseInputs, ImageUses, Listings};
use crate::site::{self, Assembled, DatesOfDocuments, GitDateInputs, Menus, SiteInputs};
use crate::source::Snapshot;
use crate::template::Viewed;

/// The model, and the values that are made of all of its pages.
#[derive(Clone)]
pub(super) struct Model {
    pub files: Memo<Files>,
    pub git_dates: Memo<Option<Digested<DatesOfDocuments>>>,
    pub assembled: Assembled,
    pub menus: Memo<Viewed<Menus>>,
    pub listings: Memo<Digested<Listings>>,
    pub found: Memo<Option<Digested<Found>>>,
    pub image_uses: Memo<Digested<ImageUses>>,
}

impl Model {
    /// Makes the model of what was read.
    pub fn of(
        sources: &Sources,
        snapshot: &Snapshot,
        options: &BuildOptions,
        previous: Option<&Model>,
    ) -> Self {
        let config = sources.config.value();
        let files = Memo::of(
            previous.map(|previous| &previous.files),
            &FileInputs::new(snapshot, sources.bundles.value(), options.addresses),
            files::list,
        );
        let git_dates = git_dates(config, options, previous);
        let inputs = SiteInputs {
            heads: sources.documents.heads().clone(),
            files: files.value().targets.clone(),
            schedule: options.schedule(config),
            title: config.title.clone(),
            taxonomies: Digested::new(config.taxonomies.clone()),
            base_url: config.base_url.clone(),
            feeds: feeds(config, options),
            summary: sources.summary.value().clone(),
            git_dates: git_dates.value().clone(),
        };
        let assembled = site::assemble(inputs, previous.map(|previous| &previous.assembled));
        let today = options.schedule(config).today;
        let menus = Memo::of(
            previous.map(|previous| &previous.menus),
            &(config.menus.clone(), assembled.site.clone(), today),
            |(menus, site, today)| site::menus(menus, site, *today).map(Viewed::new),
        );
        let listings = Memo::of(
            previous.map(|previous| &previous.listings),
            &assembled.site,
            |site| Checked::clean(Digested::new(Listings::of(site))),
        );

        let found = Memo::of(
            previous.map(|previous| &previous.found),
            &(config.search, assembled.site.clone()),
            |(search, site)| Checked::clean(Found::of(*search, site).map(Digested::new)),
        );
        let image_uses = Memo::of(
            previous.map(|previous| &previous.image_uses),
            &image_use_inputs(&assembled, &menus, sources),
            output::image_uses,
        );
        Model {
            files,
            git_dates,
            assembled,
            menus,
            listings,
            found,
            image_uses,
        }
    }

    /// Returns the diagnostics of making the model.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        // Destructured, so that no value is forgotten.
        let Model {
            files,
            git_dates,
            assembled,
            menus,
            listings,
            found,
            image_uses,
        } = self;
        let mut diagnostics = files.diagnostics().to_vec();
        diagnostics.extend_from_slice(git_dates.diagnostics());
        diagnostics.extend_from_slice(&assembled.diagnostics);
        diagnostics.extend_from_slice(menus.diagnostics());
        diagnostics.extend_from_slice(listings.diagnostics());
        diagnostics.extend_from_slice(found.diagnostics());
        diagnostics.extend_from_slice(image_uses.diagnostics());
        diagnostics
    }
}

fn git_dates(
    config: &Config,
    options: &BuildOptions,
    previous: Option<&Model>,
) -> Memo<Option<Digested<DatesOfDocuments>>> {
    let history = options.history.clone();
    let inputs: GitDateInputs = (history, config.git_dates, config.timezone.clone());
    let previous = previous.map(|previous| &previous.git_dates);
    Memo::of(previous, &inputs, site::git_dates)
}

fn image_use_inputs(
    assembled: &Assembled,
    menus: &Memo<Viewed<Menus>>,
    sources: &Sources,
) -> ImageUseInputs {
    let config = sources.config.value();
    let business = config.business.as_ref();
    let image = business.and_then(|business| business.image.clone());
    ImageUseInputs {
        site: assembled.site.clone(),
        menus: menus.value().clone(),
        images: sources.images.value().clone(),
        configured: image
            .into_iter()
            .chain(config.redirects.values().cloned())
            .collect(),
    }
}

/// Returns the feeds of a site that can have some: they need a host and its address.
fn feeds(config: &Config, options: &BuildOptions) -> Option<Feeds> {
    let has_address = config.base_url.is_some() && options.addresses == Addresses::Rooted;
    let feeds = Some(&config.feeds).filter(|feeds| has_address && !feeds.formats.is_empty());
    feeds.cloned()
}
