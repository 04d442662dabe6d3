//! The grammars: loaded at their first use, once for all threads.

use super::class::Class;
use std::collections::HashMap;
use std::sync::OnceLock;
use syntect::parsing::{Scope, SyntaxReference, SyntaxSet};

/// All grammars, and what is looked up in them.
pub(super) struct Grammars {
    pub set: SyntaxSet,
    /// The number of each grammar by its names and its endings of files, in small letters.
    pub by_name: HashMap<String, usize>,
    /// The rules with their scopes, in the order of `RULES`.
    rules: Vec<(Scope, Effect)>,
}

/// The effect of a scope on the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// They are what they are without it.
    None,
    /// They have no class, whatever is around them.
    Plain,
    /// They have this class.
    Class(Class),
}

/// The scopes that have an effect. The first that begins a scope's name counts.
#[rustfmt::skip]
const RULES: &[(&str, Effect)] = &[
    ("comment", Effect::Class(Class::Comment)),
    ("constant.character.escape", Effect::Class(Class::Escape)),
    ("constant.other.placeholder", Effect::Class(Class::Escape)),
    ("constant.other.symbol", Effect::Class(Class::Text)),
    ("constant.character.entity", Effect::Class(Class::Escape)),
    ("constant", Effect::Class(Class::Number)),
    ("support.constant", Effect::Class(Class::Number)),
    ("keyword.other.unit", Effect::Class(Class::Number)),
    ("string.unquoted.argument", Effect::Plain),
    ("string.unquoted.here-document", Effect::Class(Class::Text)),
    ("string", Effect::Class(Class::Text)),
    ("markup.raw", Effect::Class(Class::Text)),
    ("markup.underline.link", Effect::Class(Class::Text)),
    ("keyword.operator.word", Effect::Class(Class::Keyword)),
    ("keyword.operator.logical.python", Effect::Class(Class::Keyword)),
    ("keyword.operator.alphanumeric", Effect::Class(Class::Keyword)),
    ("keyword.operator", Effect::None),
    ("keyword", Effect::Class(Class::Keyword)),
    ("storage.type.function.arrow", Effect::None),
    ("storage", Effect::Class(Class::Keyword)),
    ("variable.language", Effect::Class(Class::Keyword)),
    ("variable.annotation", Effect::Class(Class::Property)),
    ("meta.annotation", Effect::Class(Class::Property)),
    ("meta.decorator", Effect::Class(Class::Property)),
    ("variable.function", Effect::Class(Class::Function)),
    ("entity.name.function", Effect::Class(Class::Function)),
    ("entity.name.macro", Effect::Class(Class::Function)),
    ("support.function", Effect::Class(Class::Function)),
    ("support.macro", Effect::Class(Class::Function)),
    ("entity.name.tag.yaml", Effect::Class(Class::Property)),
    ("entity.name.tag.toml", Effect::Class(Class::Property)),
    ("entity.name.tag", Effect::Class(Class::Tag)),
    ("entity.other.attribute-name", Effect::Class(Class::Property)),
    ("support.type.property-name", Effect::Class(Class::Property)),
    ("meta.property-name", Effect::Class(Class::Property)),
    ("meta.mapping.key", Effect::Class(Class::Property)),
    ("meta.structure.dictionary.key", Effect::Class(Class::Property)),
    ("keyword.key", Effect::Class(Class::Property)),
    ("entity.name.section", Effect::Class(Class::Heading)),
    ("entity.name.table", Effect::Class(Class::Type)),
    ("markup.heading", Effect::Class(Class::Heading)),
    ("meta.diff.header", Effect::Class(Class::Heading)),
    ("meta.diff.range", Effect::Class(Class::Heading)),
    ("markup.inserted", Effect::Class(Class::Inserted)),
    ("markup.deleted", Effect::Class(Class::Deleted)),
    ("entity.name.label", Effect::Class(Class::Variable)),
    ("entity.name.constant", Effect::Class(Class::Number)),
    ("entity.name", Effect::Class(Class::Type)),
    ("entity.other.inherited-class", Effect::Class(Class::Type)),
    ("support.type", Effect::Class(Class::Type)),
    ("support.class", Effect::Class(Class::Type)),
    ("variable.other.readwrite.shell", Effect::Class(Class::Variable)),
    ("variable.other.normal.shell", Effect::Class(Class::Variable)),
    ("variable.other.php", Effect::Class(Class::Variable)),
    ("variable.other.readwrite.powershell", Effect::Class(Class::Variable)),
    ("variable.other.perl", Effect::Class(Class::Variable)),
    ("variable.other.less", Effect::Class(Class::Variable)),
    ("variable.other.scss", Effect::Class(Class::Variable)),
    ("variable.parameter.scss", Effect::Class(Class::Variable)),
    ("punctuation.definition.variable", Effect::Class(Class::Variable)),
    ("meta.interpolation", Effect::Plain),
    ("meta.template.expression", Effect::Plain),
    ("source.shell.embedded", Effect::Plain),
    ("source.python.embedded", Effect::Plain),
];

impl Grammars {
    /// Returns the grammars, and loads them first if nobody has.
    pub fn get() -> &'static Grammars {
        static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
        GRAMMARS.get_or_init(|| {
            let set = two_face::syntax::extra_newlines();
            let rules = RULES.iter().filter_map(|(scope, effect)| {
                let scope = Scope::new(scope).ok()?;
                Some((scope, *effect))
            });
            Grammars {
                by_name: by_name(&set),
                rules: rules.collect(),
                set,
            }
        })
    }

    /// Returns the effect of a scope.
    pub fn effect(&self, scope: Scope) -> Effect {
        let mut rules = self.rules.iter();
        let rule = rules.find(|(prefix, _)| prefix.is_prefix_of(scope));
        rule.map_or(Effect::None, |(_, effect)| *effect)
    }

    /// Returns the grammar of a number.
    pub fn grammar(&self, number: usize) -> &SyntaxReference {
        &self.set.syntaxes()[number]
    }
}

/// Names go before endings of files, and what comes later in the set before what comes earlier.
fn by_name(set: &SyntaxSet) -> HashMap<String, usize> {
    let mut by_name = HashMap::new();
    for (number, grammar) in set.syntaxes().iter().enumerate() {
        for ending in &grammar.file_extensions {
            by_name.insert(ending.to_lowercase(), number);
        }
    }
    for (number, grammar) in set.syntaxes().iter().enumerate() {
        by_name.insert(grammar.name.to_lowercase(), number);
    }
    by_name
}
