//! The style sheet of code in colors: what every theme needs. A theme imports it, and adds the
//! space around blocks, their captions and their button.

use super::class::Class;
use super::scheme::{Colors, SCHEMES, Scheme};

/// The option of a theme that names the color scheme.
pub const OPTION: &str = "code_colors";

/// The rules that are the same in all schemes. Numbers of lines and signs are made by the style
/// sheet, so they are neither copied nor found nor read aloud. Lines that scroll sideways are as
/// wide as the widest of them.
const RULES: &str = r#"
.code-block pre {
  background: var(--code-background);
  color: var(--code-text);
  direction: ltr;
  text-align: left;
}

.code-block :is(code, samp) {
  display: block;
  width: fit-content;
  min-width: 100%;
}

.code-block .line {
  display: block;
  background: none;
  color: inherit;
  text-decoration: none;
}

.code-block mark.line {
  background: var(--code-marked);
}

.code-block ins.line {
  background: var(--code-inserted-line);
}

.code-block del.line {
  background: var(--code-deleted-line);
}

.code-block .line[data-line]::before {
  display: inline-block;
  min-width: 3ch;
  margin-inline-end: 2ch;
  color: var(--code-dim);
  content: attr(data-line) / "";
  text-align: end;
  text-indent: 0;
  user-select: none;
}

.code-block .signed .line::before {
  display: inline-block;
  width: 2ch;
  color: var(--code-dim);
  content: "";
  text-indent: 0;
  user-select: none;
}

.code-block .signed .line[data-sign]::before {
  color: inherit;
  content: attr(data-sign) / "";
}

.code-block .signed .line[data-line]::before {
  width: auto;
  min-width: 5ch;
  content: attr(data-line) "  " / "";
}

.code-block .signed .line[data-line][data-sign]::before {
  content: attr(data-line) " " attr(data-sign) / "";
}

.code-block .c-prompt {
  color: var(--code-dim);
  user-select: none;
}

.code-block .c-output,
.code-block:not(:hover, :focus-within) :is(.dim, .dim *) {
  color: var(--code-dim);
}

.code-block .wrap {
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

.c-comment {
  font-style: italic;
}

.c-heading,
.c-keyword {
  font-weight: 600;
}

/* Paper has no colors to spare: words differ by their letters. */
@media print {
  .code-block :is(pre, pre *) {
    color: #000 !important;
  }

  .code-block pre {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .code-block .line:not([data-sign])::before {
    content: "";
  }

  .code-block .line[data-sign]::before {
    content: attr(data-sign) !important;
  }
}
"#;

/// Returns the style sheet of the scheme of this name; of the first one for a name that there is
/// not.
///
/// Both halves are in it: browsers choose by the property `color-scheme` of the page. Those that do
/// not know `light-dark` show code in the color of the text.
pub fn style_sheet(name: Option<&str>) -> String {
    let scheme = name.and_then(Scheme::of).unwrap_or(&SCHEMES[0]);
    let mut css = String::from(":root {\n");
    let light = properties(&scheme.light);
    let colors = light.zip(properties(&scheme.dark));
    for ((name, light), (_, dark)) in colors {
        css.push_str(&format!("  --code-{name}: light-dark({light}, {dark});\n"));
    }
    css.push_str("}\n");
    css.push_str(RULES);
    for class in Class::ALL.map(Class::name) {
        css.push_str(&format!(".c-{class} {{ color: var(--code-{class}); }}\n"));
    }
    css
}

/// Returns the names of the properties and their colors.
fn properties(colors: &Colors) -> impl Iterator<Item = (String, &'static str)> {
    let grounds = [
        ("background", colors.background),
        ("marked", colors.marked),
        ("inserted-line", colors.inserted),
        ("deleted-line", colors.deleted),
        ("text", colors.text),
        ("dim", colors.dim),
    ];
    let classes = Class::ALL.map(Class::name).into_iter().zip(colors.classes);
    let all = grounds.into_iter().chain(classes);
    all.map(|(name, color)| (name.to_owned(), color))
}
