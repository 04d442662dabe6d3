//! The stages in their order.

use super::build::{Build, Counters};
use super::data;
use super::options::BuildOptions;
use crate::address::Addresses;
use crate::asset::{self, AssetInputs, AssetTable};
use crate::cache::Cache;
use crate::config::{self, Config};
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::digest::{Digest, Digested};
use crate::document::{self, Document, ParseOptions};
use crate::image::{ImageCache, ImageInputs, ImageTable, ProbeTable, name_variants};
use crate::memo::{Memo, guarded};
use crate::merge::merge_join;
use crate::path::{OutputPath, SITE_FILE, SourcePath};
use crate::plan::{self, Documents, PlanInputs};
use crate::render::Rendered;
use crate::site::{self, FileTargets, Menus, Schedule, SiteInputs};
use crate::source::{Content, Kind, Snapshot, SourceFile};
use crate::template::{self, Engine, Sources, Viewed};
use crate::value::Map;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Builds sites, each taking over from the one before what has equal inputs.
#[derive(Default)]
pub struct Builder {
    previous: Option<Build>,
    image_cache: Arc<ImageCache>,
}

/// What the stages before the model made, kept for the next build.
#[derive(Clone)]
pub(super) struct Stages {
    pub config: Memo<Digested<Config>>,
    pub options: Memo<Digested<Map>>,
    pub assets: Memo<Digested<AssetTable>>,
    pub probes: ProbeTable,
    pub images: Memo<Digested<ImageTable>>,
    pub engine: Memo<Digested<Engine>>,
    pub data: Memo<Viewed<Map>>,
    pub files: Memo<Digested<FileTargets>>,
    pub menus: Checked<Viewed<Menus>>,
    pub documents: Documents,
    pub assembled: site::Assembled,
    pub plan: Arc<plan::Plan<Rendered>>,
}

impl Builder {
    /// One whose pictures are remembered in a cache.
    pub fn with_cache(cache: Cache) -> Self {
        Builder {
            previous: None,
            image_cache: Arc::new(ImageCache::new(cache)),
        }
    }

    /// Where its pictures are remembered.
    pub fn cache(&self) -> &Cache {
        self.image_cache.cache()
    }

    /// Builds the site. Nothing is rendered until somebody asks the build for it.
    pub fn build(&mut self, snapshot: &Snapshot, options: &BuildOptions) -> Build {
        let before = self.previous.as_ref().map(|build| &build.stages);
        let counters = Arc::new(Counters::default());

        let config = read_config(snapshot, options, before);
        let theme_options = read_options(snapshot, config.value(), before);
        let assets = name_assets(
            snapshot,
            config.value(),
            theme_options.value(),
            options,
            before,
        );
        let engine = load_templates(snapshot, config.value(), assets.value(), before);
        let data = read_data(snapshot, before);
        let probes = ProbeTable::of_snapshot(snapshot, before.map(|before| &before.probes));
        let images = name_images(
            &probes,
            snapshot,
            config.value(),
            theme_options.value(),
            before,
        );
        let documents = parse_documents(snapshot, config.value(), options, before, &counters);
        let files = list_files(snapshot, options.addresses, before);
        let inputs = SiteInputs {
            heads: documents
                .iter()
                .map(|(path, document)| (path.clone(), document.value.head.clone()))
                .collect(),
            files: files.value().clone(),
            schedule: schedule(config.value(), options),
            title: config.value().title.clone(),
        };
        let assembled = site::assemble(inputs, before.map(|before| &before.assembled));
        let menus = resolve_menus(config.value(), &assembled, before);
        let inputs = PlanInputs {
            site: Arc::clone(&assembled.site),
            config: config.value().clone(),
            addresses: options.addresses,
            options: theme_options.value().clone(),
            engine: engine.value().clone(),
            menus: menus.value.clone(),
            assets: assets.value().clone(),
            copies: list_copies(snapshot, files.value()),
            images: images.value().clone(),
            data: data.value().clone(),
        };
        let plan = Arc::new(plan::plan(
            inputs,
            &documents,
            before.map(|before| &*before.plan),
        ));

        let stages = Stages {
            config,
            options: theme_options,
            assets,
            probes,
            images,
            engine,
            data,
            files,
            menus,
            documents,
            assembled,
            plan,
        };
        let build = Build {
            snapshot: snapshot.clone(),
            options: options.clone(),
            stages,
            counters,
            image_cache: Arc::clone(&self.image_cache),
        };
        let replaced = self.previous.replace(build.clone());
        // What only the build before last held is tens of thousands of allocations, which nobody
        // should wait for.
        rayon::spawn(|| drop(replaced));
        build
    }
}

fn read_config(
    snapshot: &Snapshot,
    options: &BuildOptions,
    before: Option<&Stages>,
) -> Memo<Digested<Config>> {
    let text = snapshot.text(SITE_FILE);
    let (base_url, at_root) = (&options.base_url, options.at_root);
    Memo::of(
        before.map(|before| &before.config),
        &(text, base_url, at_root),
        || {
            let mut read = config::read(text.map(|text| &**text));
            if base_url.is_some() {
                read.value.base_url.clone_from(base_url);
            }
            if let (true, Some(base)) = (at_root, &mut read.value.base_url) {
                base.path.clear();
            }
            Checked {
                value: Digested::new(read.value),
                diagnostics: read.diagnostics,
            }
        },
    )
}

fn read_options(
    snapshot: &Snapshot,
    config: &Digested<Config>,
    before: Option<&Stages>,
) -> Memo<Digested<Map>> {
    let manifest = format!("themes/{}/theme.yaml", config.theme);
    let text = snapshot.text(&manifest);
    let chosen = (&config.theme, &config.theme_options);
    let manifest = SourcePath::new(&manifest).ok().zip(text);
    // Without a manifest the other files of `themes/` count as well, so what they say is one of the
    // inputs.
    let unknown = if manifest.is_none() {
        unknown_theme(snapshot, &config.theme)
    } else {
        Vec::new()
    };
    Memo::of(
        before.map(|before| &before.options),
        &(text, chosen, &unknown),
        || {
            let Some((path, text)) = &manifest else {
                return Checked {
                    value: Digested::new(config.theme_options.clone()),
                    diagnostics: unknown.clone(),
                };
            };
            let mut theme = config::read_theme(path, text);
            let mut merged = config::merge_options(&theme.value.options, &config.theme_options);
            theme.diagnostics.append(&mut merged.diagnostics);
            Checked {
                value: Digested::new(merged.value),
                diagnostics: theme.diagnostics,
            }
        },
    )
}

fn unknown_theme(snapshot: &Snapshot, name: &str) -> Vec<Diagnostic> {
    if snapshot.below(&format!("themes/{name}")).next().is_some() {
        return Vec::new();
    }
    let known: Vec<&str> = snapshot
        .below("themes")
        .filter_map(|(path, _, _)| path.strip_suffix("/theme.yaml"))
        .collect();
    let problem = Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"));
    let advice = match crate::diagnostic::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known themes: {}", known.join(", ")),
    };
    vec![
        problem
            .at(Place::Item {
                file: SourcePath::site_file(),
                item: crate::diagnostic::Item::Key("theme".to_owned()),
            })
            .advise(advice),
    ]
}

fn name_assets(
    snapshot: &Snapshot,
    config: &Config,
    theme_options: &Map,
    options: &BuildOptions,
    before: Option<&Stages>,
) -> Memo<Digested<AssetTable>> {
    let layered = snapshot.layered(&config.theme, "assets");
    let files = layered
        .into_iter()
        .map(|(name, (path, file))| (name.to_owned(), (path.clone(), Arc::clone(file))))
        .collect();
    let inputs = AssetInputs {
        files,
        options: theme_options.clone(),
        naming: options.naming,
    };
    Memo::of(before.map(|before| &before.assets), &inputs, || {
        asset::table(&inputs).map(Digested::new)
    })
}

fn name_images(
    probes: &ProbeTable,
    snapshot: &Snapshot,
    config: &Config,
    theme_options: &Map,
    before: Option<&Stages>,
) -> Memo<Digested<ImageTable>> {
    let inputs = ImageInputs::new(
        probes.images(snapshot),
        config.images.clone(),
        theme_options,
    );
    Memo::of(before.map(|before| &before.images), &inputs, || {
        name_variants(&inputs).map(Digested::new)
    })
}

fn load_templates(
    snapshot: &Snapshot,
    config: &Config,
    assets: &AssetTable,
    before: Option<&Stages>,
) -> Memo<Digested<Engine>> {
    let mut templates = BTreeMap::new();
    let theme = &config.theme;
    let layers = [
        (format!("themes/{theme}/templates"), format!("{theme}/")),
        (
            format!("themes/{theme}/components"),
            format!("{theme}/components/"),
        ),
        ("templates".to_owned(), String::new()),
        ("components".to_owned(), "components/".to_owned()),
    ];
    for (folder, prefix) in &layers {
        for (name, path, file) in snapshot.below(folder) {
            if let Content::Text(text) = &file.content {
                templates.insert(format!("{prefix}{name}"), (path.clone(), Arc::clone(text)));
            }
        }
    }
    let sources = Sources {
        theme: theme.clone(),
        templates,
        assets: assets.urls.clone(),
    };
    Memo::of(before.map(|before| &before.engine), &sources, || {
        template::load(&sources).map(Digested::new)
    })
}

fn read_data(snapshot: &Snapshot, before: Option<&Stages>) -> Memo<Viewed<Map>> {
    let files: Vec<(String, SourcePath, Arc<SourceFile>)> = snapshot
        .below("data")
        .map(|(name, path, file)| (name.to_owned(), path.clone(), Arc::clone(file)))
        .collect();
    let key: Vec<_> = files
        .iter()
        .map(|(name, path, file)| (name, path, file.digest))
        .collect();
    Memo::of(before.map(|before| &before.data), &key, || {
        data::read(&files).map(Viewed::new)
    })
}

/// Parses what was not parsed before, on all cores.
fn parse_documents(
    snapshot: &Snapshot,
    config: &Config,
    options: &BuildOptions,
    before: Option<&Stages>,
    counters: &Counters,
) -> Documents {
    let options = Digested::new(ParseOptions {
        taxonomies: config.taxonomies.clone(),
        blocks: options.blocks,
    });
    let known = before.map(|before| &before.documents).into_iter().flatten();
    let (mut kept, mut new) = (Vec::new(), Vec::new());
    for (path, file, known) in merge_join(snapshot.of_kind(Kind::Document), known) {
        let Some(file) = file else { continue };
        let Content::Text(text) = &file.content else {
            continue;
        };
        match known.filter(|known| known.value.is_parsed_from(file.digest, &options)) {
            Some(known) => kept.push((path.clone(), Arc::clone(known))),
            None => new.push((path, text, file.digest)),
        }
    }
    counters.documents_parsed(new.len());
    let parsed: Vec<_> = new
        .into_par_iter()
        .map(|(path, text, digest)| (path.clone(), Arc::new(parse(path, text, digest, &options))))
        .collect();
    kept.into_iter().chain(parsed).collect()
}

fn parse(
    path: &SourcePath,
    text: &str,
    digest: Digest,
    options: &Digested<ParseOptions>,
) -> Checked<Document> {
    match guarded(&format!("`{path}`"), || {
        document::parse(path, text, digest, options)
    }) {
        Ok(parsed) => parsed,
        Err(fault) => {
            let mut empty = document::parse(path, "", digest, options);
            empty.diagnostics = vec![fault.at(Place::File(path.clone()))];
            empty
        }
    }
}

/// What pages may link to beside pages.
fn list_files(
    snapshot: &Snapshot,
    addresses: Addresses,
    before: Option<&Stages>,
) -> Memo<Digested<FileTargets>> {
    let mut files = FileTargets::default();
    snapshot
        .of_kind(Kind::Attachment)
        .for_each(|(path, _)| files.add_attachment(path));
    let statics = snapshot
        .of_kind(Kind::Static)
        .filter_map(|(path, _)| OutputPath::new(path.below("static")?).ok());
    statics.for_each(|output| files.add_output(output));
    let of_hosts: &[&str] = match addresses {
        Addresses::Rooted => &["404.html", "robots.txt", "sitemap.xml"],
        Addresses::Relative => &[],
    };
    for name in of_hosts {
        files.add_output(OutputPath::new(name).expect("a plain name"));
    }
    let files = Digested::new(files);
    Memo::of(before.map(|before| &before.files), &files.clone(), || {
        Checked::clean(files)
    })
}

fn list_copies(
    snapshot: &Snapshot,
    files: &FileTargets,
) -> Digested<Vec<(SourcePath, OutputPath, Digest)>> {
    let statics = snapshot.of_kind(Kind::Static).filter_map(|(path, file)| {
        let output = OutputPath::new(path.below("static")?).ok()?;
        Some((path.clone(), output, file.digest))
    });
    let attachments = files.attachments().filter_map(|(path, route)| {
        let file = snapshot.get(path.as_str())?;
        Some((path.clone(), route.output.clone(), file.digest))
    });
    Digested::new(statics.chain(attachments).collect())
}

fn schedule(config: &Config, options: &BuildOptions) -> Schedule {
    let BuildOptions {
        clock,
        drafts,
        future,
        expired,
        ..
    } = options;
    Schedule {
        today: Date::at(*clock, &config.timezone),
        drafts: *drafts,
        future: *future,
        expired: *expired,
    }
}

fn resolve_menus(
    config: &Digested<Config>,
    assembled: &site::Assembled,
    before: Option<&Stages>,
) -> Checked<Viewed<Menus>> {
    let same = |before: &&Stages| {
        Arc::ptr_eq(&before.assembled.site, &assembled.site) && before.config.value() == config
    };
    if let Some(before) = before.filter(same) {
        return before.menus.clone();
    }
    let Checked { value, diagnostics } = site::menus(&config.menus, &assembled.site);
    let value = Viewed::new(value);
    let value = before
        .map(|before| before.menus.value.clone())
        .filter(|menus| *menus == value)
        .unwrap_or(value);
    Checked { value, diagnostics }
}
