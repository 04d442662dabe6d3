//! From raw arguments to options of a build.

use super::{Failure, foreign, terminal};
use crate::build::BuildOptions;
use crate::cache::Cache;
use crate::cli::{Global, Selection};
use crate::config::{self, BaseUrl};
use crate::date::Date;
use crate::disk::{self, Folder, Refusal, refusal_of};
use crate::history;
use crate::path::SITE_FILE;
use crate::preview::Clock;
use crate::report;
use crate::source::{self, Snapshot};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the folder that the user named, with links resolved.
pub(super) fn root(global: &Global) -> Result<PathBuf, Failure> {
    let root = disk::canonical(&global.root).map_err(|error| {
        Failure::Usage(format!(
            "the folder `{}` cannot be opened: {error}",
            display(&global.root)
        ))
    })?;
    if !disk::is_folder(&root) {
        return Err(Failure::Usage(format!(
            "`{}` is no folder; name the folder of a site with `-r`",
            display(&global.root)
        )));
    }
    Ok(root)
}

/// Returns the folder that the user named, which has to hold a site.
pub(super) fn site_root(global: &Global) -> Result<PathBuf, Failure> {
    let root = root(global)?;
    if holds_site(&root) {
        note_foreign(&root);
        return Ok(root);
    }
    if let Some(generator) = foreign::generator(&root) {
        return Err(Failure::Usage(foreign::told(&display(&root), generator)));
    }
    Err(Failure::Usage(format!(
        "`{}` holds no site: there is no folder `content` in it\n\
         make one with `milepost init`, or name the folder of a site with `-r`",
        display(&root)
    )))
}

/// Tells the user, in one line, that a folder holds a site of another generator, if it does.
pub(super) fn note_foreign(folder: &Path) {
    if let Some(generator) = foreign::generator(folder) {
        let told = foreign::told(&display(folder), generator);
        terminal::error(&format!("note: {told}\n"));
    }
}

/// True if a folder holds a site.
pub(super) fn holds_site(folder: &Path) -> bool {
    disk::is_folder(&folder.join("content")) || disk::is_file(&folder.join(SITE_FILE))
}

/// Opens the folder of a site.
pub(super) fn open(root: &Path) -> Result<Folder, Failure> {
    Folder::open(root).map_err(|error| {
        Failure::Environment(format!("`{}` cannot be opened: {error}", display(root)))
    })
}

/// Reads the settings of the preview from site.yaml. The preview itself reports the errors in it.
pub(super) fn preview(root: &Path) -> config::Preview {
    let snapshot = source::refresh(root, &Snapshot::default(), &[root.join(SITE_FILE)]);
    config::read(snapshot.text(SITE_FILE).map(|text| &**text))
        .value
        .preview
}

/// Returns a path as people read it, in one line and with nothing hidden in it.
pub(super) fn display(path: &Path) -> String {
    report::visible(&path.display().to_string())
}

/// Returns the options for the published site.
pub(super) fn publish(selection: &Selection) -> Result<BuildOptions, Failure> {
    let base_url = selection
        .base_url
        .as_deref()
        .map(BaseUrl::parse)
        .transpose();
    let base_url = base_url.map_err(|error| {
        Failure::Usage(format!("the base URL cannot be used: {}", error.problem))
    })?;
    let Selection {
        drafts,
        future,
        expired,
        ..
    } = selection;
    let options = BuildOptions::publish(clock(selection.clock.as_deref())?);
    Ok(BuildOptions {
        base_url,
        drafts: *drafts,
        future: *future,
        expired: *expired,
        ..options
    })
}

/// Returns the options with the history of a site that asks for it.
pub(super) fn with_history(
    options: BuildOptions,
    root: &Path,
    snapshot: &Snapshot,
) -> BuildOptions {
    BuildOptions {
        history: history::of_site(root, snapshot),
        ..options
    }
}

/// Returns the moment that counts as now, in seconds since 1970.
pub(super) fn clock(given: Option<&str>) -> Result<i64, Failure> {
    let Some(given) = given else {
        return Ok(now());
    };
    let seconds = given
        .parse()
        .ok()
        .or_else(|| Date::parse(given).map(Date::noon_utc));
    seconds.ok_or_else(|| {
        Failure::Usage(format!(
            "`{given}` is no time: write a day such as 2026-12-03, or seconds since 1970"
        ))
    })
}

/// Returns the clock of a preview. It stands still at a moment that is given.
pub(super) fn running_clock(given: Option<&str>) -> Result<Clock, Failure> {
    let moment = given.map(|given| clock(Some(given))).transpose()?;
    Ok(Box::new(move || moment.unwrap_or_else(now)))
}

fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Opens the cache of a site. Tells the user if it is not used.
pub(super) fn cache(global: &Global, root: &Path) -> Cache {
    let cache = Cache::of_site(root);
    if let Some(problem) = cache.problem() {
        terminal::status(global, problem);
    }
    cache
}

/// The usual output folder, in the folder of the site.
const OUTPUT: &str = "public";

/// Returns the output folder. The usual one is refused if it is a link that leads out of the site:
/// whoever made the site could have Milepost write anywhere by it.
pub(super) fn output(root: &Path, named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(named) = named {
        return Ok(named.clone());
    }
    let output = root.join(OUTPUT);
    match open(root)?.resolve_existing(OUTPUT) {
        Err(error) if refusal_of(&error) == Some(Refusal::LeadsOut) => {
            let target = disk::canonical(&output).unwrap_or_else(|_| output.clone());
            Err(Failure::Environment(format!(
                "`{}` is a link to `{}`, which lies outside the site's folder\n\
                 Milepost writes there only if you name it: add `-o {}`. \
                 Or put a folder in the place of the link.",
                display(&output),
                display(&target),
                display(&target)
            )))
        }
        _ => Ok(output),
    }
}
