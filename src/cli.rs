//! The command line: raw arguments as the user writes them. Each command resolves them into its own
//! options. The comments on arguments are the text of `--help`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turn a folder of Markdown into a website, and see every edit at once.
///
/// Without a command, the site is shown in the browser as by `serve --open`; where there is none,
/// Milepost offers to make one.
#[derive(Debug, Parser)]
#[command(name = "milepost", version, about)]
pub struct Arguments {
    /// The flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; none to see the site.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags of every command, on either side of its name.
#[derive(Debug, Args)]
pub struct Global {
    /// The site's folder
    #[arg(short, long, global = true, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Whether to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// The use of colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that can.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new site that builds at once
    Init(Init),
    /// Write a new page: a path such as `benefits/sleep.md`, or a title
    New(New),
    /// Build the site into its output folder
    Build(Build),
    /// Show the site in a browser and follow every edit
    #[command(visible_aliases = ["server", "dev"])]
    Serve(Serve),
    /// Say everything that is wrong with the site, and write nothing
    #[command(visible_alias = "doctor")]
    Check(Check),
    /// List the pages, or those that are not published, or to which nothing leads
    List(List),
    /// Say what makes a page, which pages link to it, and whether it is published
    Explain(Explain),
    /// Print the version
    Version,
    /// Remove the built site and the caches
    Clean(Clean),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// `milepost init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to make; the current one if none is named
    pub folder: Option<PathBuf>,
    /// Write the workflow that publishes the site on GitHub Pages; in a folder that holds a site,
    /// that alone
    #[arg(long)]
    pub github_pages: bool,
}

/// `milepost new`.
#[derive(Debug, Args)]
pub struct New {
    /// A path below `content/`, or the title of the page
    pub page: String,
}

/// The content of a site, for every command that builds.
#[derive(Debug, Args)]
pub struct Selection {
    /// Where the site will stand, in place of `base_url` in site.yaml
    #[arg(
        short = 'u',
        long,
        short_alias = 'b',
        alias = "baseURL",
        value_name = "URL"
    )]
    pub base_url: Option<String>,
    /// Show drafts
    #[arg(short = 'D', long, alias = "buildDrafts")]
    pub drafts: bool,
    /// Show pages before their day
    #[arg(short = 'F', long, alias = "buildFuture")]
    pub future: bool,
    /// Show pages after their last day
    #[arg(short = 'E', long, alias = "buildExpired")]
    pub expired: bool,
    /// The moment that counts as now: a day, or seconds since 1970
    #[arg(long, value_name = "TIME", env = "SOURCE_DATE_EPOCH")]
    pub clock: Option<String>,
}

/// `milepost build`.
#[derive(Debug, Args)]
pub struct Build {
    /// The content
    #[command(flatten)]
    pub selection: Selection,
    /// The output folder
    #[arg(
        short,
        long,
        short_alias = 'd',
        alias = "destination",
        value_name = "FOLDER"
    )]
    pub output_dir: Option<PathBuf>,
    /// Build a site that opens from its folder, without a host: from a stick, say
    #[arg(long)]
    pub relative: bool,
    /// Publish nothing if there is a warning
    #[arg(long)]
    pub strict: bool,
    /// Build nothing: give up a build that stopped halfway and cannot be finished, and return to
    /// the site before it as far as it is still there
    #[arg(long)]
    pub abandon: bool,
    /// Say where the time went: the stages, and the slowest pages, templates and images
    #[arg(long)]
    pub timings: bool,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// `milepost check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The content
    #[command(flatten)]
    pub selection: Selection,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Write the corrections that can mean nothing else into the files
    #[arg(long)]
    pub fix: bool,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// `milepost list`.
#[derive(Debug, Args)]
pub struct List {
    /// The pages to list; all that are published if none are named
    pub listed: Option<Listed>,
    /// The content
    #[command(flatten)]
    pub selection: Selection,
}

/// The pages that a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// Drafts.
    #[value(alias = "draft")]
    Drafts,
    /// Pages that appear on a day to come.
    #[value(alias = "future")]
    Scheduled,
    /// Pages that are no longer published.
    Expired,
    /// Pages to which the text of no other page links.
    Orphans,
}

/// `milepost explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A URL such as `/benefits/`, or a file such as `content/benefits/_index.md`
    pub page: String,
    /// The content
    #[command(flatten)]
    pub selection: Selection,
}

/// `milepost serve`.
#[derive(Debug, Default, Args)]
pub struct Serve {
    /// The port; without it the next free one is taken if the usual one is not free
    #[arg(short, long)]
    pub port: Option<u16>,
    /// Open the browser: the one named in the variable BROWSER, or the usual one
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Let a phone or another device in the same network look too, with the QR code that is shown;
    /// nobody else is answered
    #[arg(long)]
    pub lan: bool,
    /// The address of this machine for --lan, where it has several
    ///
    /// 127.0.0.1 and localhost mean this machine only, as without the flag. Any other address means
    /// --lan at that address, and 0.0.0.0 means --lan: a preview that is open to everybody is never
    /// offered.
    #[arg(short = 'i', long, visible_alias = "interface", value_name = "ADDRESS")]
    pub bind: Option<String>,
    /// Look at the files regularly instead of waiting for the system to report changes
    #[arg(long)]
    pub poll: bool,
    /// The moment that counts as now: a day, or seconds since 1970
    #[arg(long, value_name = "TIME", env = "SOURCE_DATE_EPOCH")]
    pub clock: Option<String>,
    /// Taken for those who are used to it: the preview always shows drafts
    #[arg(short = 'D', long, hide = true, alias = "buildDrafts")]
    pub drafts: bool,
}

/// `milepost clean`.
#[derive(Debug, Args)]
pub struct Clean {
    /// The output folder
    #[arg(
        short,
        long,
        short_alias = 'd',
        alias = "destination",
        value_name = "FOLDER"
    )]
    pub output_dir: Option<PathBuf>,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object on standard output.
    Json,
}
