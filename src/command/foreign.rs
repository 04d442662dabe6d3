//! Other generators: their folders, commands and flags, answered with ours.

use crate::disk;
use crate::path::SITE_FILE;
use std::path::Path;

/// The files that tell the folders of other generators, the surest first.
const FOLDERS: [(&str, &[&str]); 5] = [
    ("Jekyll", &["_config.yml", "_config.yaml"]),
    ("mdBook", &["book.toml"]),
    (
        "Hugo",
        &[
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "archetypes",
            "layouts",
        ],
    ),
    (
        "Eleventy",
        &[
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
        ],
    ),
    ("Zola", &["config.toml"]),
];

/// Returns the generator whose site a folder holds; `None` for a site of Milepost.
pub(super) fn generator(folder: &Path) -> Option<&'static str> {
    if disk::is_file(&folder.join(SITE_FILE)) {
        return None;
    }
    let is_there = |name: &&str| {
        let path = folder.join(name);
        disk::is_file(&path) || disk::is_folder(&path)
    };
    let found = FOLDERS
        .iter()
        .find(|(_, names)| names.iter().any(&is_there));
    found.map(|(generator, _)| *generator)
}

/// Returns the line that tells it.
pub(super) fn told(folder: &str, generator: &str) -> String {
    format!(
        "`{folder}` holds a site of {generator}. `milepost import` is to come; until then, copy \
         its Markdown into `content/` of a new site: `milepost init my-site`"
    )
}

/// Commands of other generators, by the words that begin them.
const COMMANDS: &[(&str, &str)] = &[
    ("new site", "write `milepost init my-site`"),
    ("new content", "write `milepost new posts/first.md`"),
    (
        "new theme",
        "make a folder `themes/<name>/` with a file `theme.yaml`",
    ),
    ("new post", "write `milepost new \"Title\"`"),
    (
        "new draft",
        "write `milepost new \"Title\"`: a new page is a draft",
    ),
    ("watch", "write `milepost serve`"),
    ("preview", "write `milepost serve`"),
    ("start", "write `milepost serve`"),
    ("s", "write `milepost serve`"),
    ("b", "write `milepost build`"),
    ("test", "write `milepost check`"),
    ("lint", "write `milepost check`"),
    ("validate", "write `milepost check`"),
    (
        "config",
        "the whole configuration is in site.yaml, with nothing added",
    ),
    (
        "env",
        "write `milepost version`; a build does not depend on the machine",
    ),
    (
        "convert",
        "front matter in YAML and in TOML is read as it is",
    ),
    (
        "import",
        "importing is to come; copy the Markdown into `content/` of a new site",
    ),
    (
        "deploy",
        "copy `public/` to the host: docs/publishing.md has recipes",
    ),
    (
        "publish",
        "copy `public/` to the host: docs/publishing.md has recipes",
    ),
    ("mod", "a theme is a folder in `themes/`"),
    (
        "gen",
        "write `milepost completions <shell>` for completions",
    ),
    ("completion", "write `milepost completions <shell>`"),
    ("deps", "nothing has to be installed"),
    ("bundle", "nothing has to be installed"),
];

/// Flags of other generators, separated by spaces.
const FLAGS: &[(&str, &str)] = &[
    ("-s --source --input", "write `-r FOLDER`"),
    (
        "--minify --gc --cleanDestinationDir --cleanup --force -f --fast --ignoreCache --noTimes \
         --incremental -I --renderToMemory",
        "leave it out: every build does what is needed and removes what is gone",
    ),
    (
        "--disableFastRender --navigateToChanged --livereload -l --disableLiveReload --watch -w \
         --noHTTPCache",
        "leave it out: the preview always shows what will be published, and follows every edit",
    ),
    (
        "--environment -e --config --contentDir --layoutDir --themesDir --cacheDir --theme -t",
        "everything is in site.yaml, in the folder named by `-r`",
    ),
    (
        "--skip-external-links",
        "leave it out: external links are not looked up",
    ),
    (
        "--host -H --address",
        "write `--lan` for another device in the same network",
    ),
    ("-P", "write `-p PORT`"),
    (
        "--unpublished",
        "write `--drafts`, or `--future` and `--expired`",
    ),
    ("--buildAll", "write `--drafts --future --expired`"),
    ("--logLevel --log-level --debug --trace", "write `-v`"),
    ("--silent", "write `-q`"),
    ("-V", "write `milepost --version`"),
];

/// Returns the answer to arguments that no command takes, if another generator takes them.
pub fn answer(arguments: &[String]) -> Option<String> {
    // The value of a flag of ours is no command.
    let is_value = |at: usize| at > 0 && matches!(arguments[at - 1].as_str(), "-r" | "--root");
    let arguments = arguments.iter().enumerate();
    let arguments: Vec<&String> = arguments
        .filter(|(at, _)| !is_value(*at))
        .map(|(_, argument)| argument)
        .collect();
    let mut words = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'));
    let (first, second) = (words.next().map(|word| word.as_str()), words.next());
    let begun = match (first, second) {
        (Some(first), Some(second)) => format!("{first} {second}"),
        (Some(first), None) => first.to_owned(),
        (None, _) => String::new(),
    };
    let command = COMMANDS.iter().find(|(command, _)| {
        *command == begun || (!command.contains(' ') && Some(*command) == first)
    });
    if let Some((command, answer)) = command {
        return Some(format!(
            "there is no command `milepost {command}`: {answer}"
        ));
    }
    let flags = arguments
        .iter()
        .filter(|argument| argument.starts_with('-'));
    let known = flags.filter_map(|flag| {
        let name = flag.split('=').next().unwrap_or(flag);
        let mut entries = FLAGS.iter();
        let (_, answer) = entries.find(|(names, _)| names.split(' ').any(|known| known == name))?;
        Some(format!("there is no flag `{name}` here: {answer}"))
    });
    known.into_iter().next()
}
