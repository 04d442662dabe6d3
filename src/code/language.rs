//! The languages that code may be in, by the names that people write.

use super::grammars::Grammars;
use crate::diagnostic::Names;
use std::sync::OnceLock;

/// The language of a block of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Text without colors.
    Plain,
    /// The text that a program prints.
    Output,
    /// A session in a terminal: commands after `$ `, and what they print.
    Terminal,
    /// A language that there is a grammar of, with its number.
    Grammar(usize),
}

/// Names without a grammar: no language, what programs of a page draw, and languages whose grammars
/// ask for the engine that is C.
const PLAIN: [&str; 17] = [
    "",
    "ascii",
    "log",
    "math",
    "mermaid",
    "nohighlight",
    "none",
    "plain",
    "plaintext",
    "powershell",
    "ps",
    "ps1",
    "psm1",
    "pwsh",
    "raw",
    "text",
    "txt",
];

/// Names of text that a program prints.
const OUTPUT: [&str; 2] = ["output", "stdout"];

/// Names of sessions in a terminal.
const TERMINAL: [&str; 6] = [
    "bash-session",
    "console",
    "sh-session",
    "shell-session",
    "shellsession",
    "terminal",
];

/// Names that the grammars do not know themselves.
const ALIASES: &[(&str, &str)] = &[
    ("apacheconf", "apache conf"),
    ("arduino", "cpp"),
    ("bazel", "python"),
    ("c++", "cpp"),
    ("cjs", "js"),
    ("csharp", "cs"),
    ("cuda", "cpp"),
    ("docker", "dockerfile"),
    ("env", "dotenv"),
    ("fortran", "f90"),
    ("fsharp", "fs"),
    ("golang", "go"),
    ("gql", "graphql"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("hcl", "terraform"),
    ("html5", "html"),
    ("jinja", "jinja2"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "tsx"),
    ("liquid", "jinja2"),
    ("make", "makefile"),
    ("mdx", "md"),
    ("mjs", "js"),
    ("mysql", "sql"),
    ("node", "js"),
    ("objc", "objective-c"),
    ("objectivec", "objective-c"),
    ("pgsql", "sql"),
    ("plpgsql", "sql"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("proto", "protocol buffer"),
    ("protobuf", "protocol buffer"),
    ("python3", "python"),
    ("shell", "bash"),
    ("shellscript", "bash"),
    ("sqlite", "sql"),
    ("starlark", "python"),
    ("tera", "jinja2"),
    ("twig", "jinja2"),
    ("vim", "viml"),
];

impl Language {
    /// Returns the language of a name in any case of its letters; `None` for a name that nobody
    /// knows.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let name = name.as_str();
        if PLAIN.contains(&name) {
            return Some(Language::Plain);
        }
        if OUTPUT.contains(&name) {
            return Some(Language::Output);
        }
        if TERMINAL.contains(&name) {
            return Some(Language::Terminal);
        }
        let by_name = &Grammars::get().by_name;
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
        let number = by_name.get(name).or_else(|| by_name.get(alias?.1));
        number.copied().map(Language::Grammar)
    }
}

/// Returns the name of a language that was probably meant.
pub fn nearest_language(written: &str) -> Option<&'static str> {
    static NAMES: OnceLock<Names<'static>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let known = Grammars::get().by_name.keys().map(String::as_str);
        // An ending of one or two letters is near to anything.
        let known = known.filter(|name| name.len() > 2 && !name.contains(' '));
        let aliases = ALIASES.iter().map(|(alias, _)| *alias);
        let others = PLAIN.into_iter().chain(OUTPUT).chain(TERMINAL);
        known.chain(aliases).chain(others).collect()
    });
    names.nearest(written).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, Language};

    #[test]
    fn names_that_people_write_lead_to_a_grammar() {
        let names = "actionscript asciidoc awk bash c clojure cmake cpp crystal cs css csv d dart \
            diff dockerfile elixir elm erl erlang fish fortran glsl go graphql groovy \
            haskell hs html ini java javascript jq js json jsx julia kotlin kt latex \
            less lisp lua makefile markdown md nginx nim nix objective-c ocaml perl php \
            pl py python r rb rs rst ruby rust sass scala scss sh solidity sql svelte \
            swift sv tex toml ts tsx typescript typst vue xml yaml yml zig zsh";
        let names = names.split_ascii_whitespace();
        let unknown = |name: &&str| !matches!(Language::of(name), Some(Language::Grammar(_)));
        let all = names.chain(ALIASES.iter().map(|(alias, _)| *alias));
        let unknown: Vec<&str> = all.filter(unknown).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
