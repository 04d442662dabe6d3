//! From the syntax tree of a file to its modules.

use super::locals::{self, Locals};
use super::module::{Function, Import, Mention, MentionKind, Module, Start, Written};
use super::tokens;
use syn::visit::{self, Visit};

/// All that one file holds.
#[derive(Default)]
pub struct FileContents {
    /// The module of the file and the modules with a body inside it.
    pub modules: Vec<Module>,
    /// Child modules in files of their own, by their paths. True for modules of tests.
    pub declared: Vec<(Vec<String>, bool)>,
    pub functions: Vec<Function>,
}

/// Collects what a file holds. `path` is its module; `is_test` is true if only tests compile it.
pub fn file(path: &[String], file: &str, parsed: &syn::File, is_test: bool) -> FileContents {
    let mut collector = Collector {
        found: FileContents::default(),
        module: Module {
            path: path.to_vec(),
            file: file.to_owned(),
            ..Module::default()
        },
        is_test,
        implementing: None,
        locals: Locals::new(),
    };
    let mut functions = Functions(file, Vec::new());
    functions.visit_file(parsed);
    collector.visit_file(parsed);
    let mut found = collector.found;
    found.modules.push(collector.module);
    found.functions = functions.1;
    found
}

struct Collector<'a> {
    found: FileContents,
    module: Module,
    is_test: bool,
    /// The type of the `impl` block around.
    implementing: Option<Written>,
    locals: Locals<'a>,
}

impl<'a> Collector<'a> {
    /// Resolves `crate`, `self`, `super` and `Self` at the beginning of a path.
    fn written(&self, names: Vec<String>, is_rooted: bool) -> Option<Written> {
        if is_rooted {
            let start = Start::Libraries;
            return Some(Written { start, names });
        }
        let mut base = self.module.path.clone();
        let mut rest = names.as_slice();
        match rest.first()?.as_str() {
            "crate" => base.clear(),
            "self" if rest.len() > 1 => {}
            "super" => {
                base.pop();
            }
            "Self" => {
                let mut path = self.implementing.clone()?;
                path.names.extend_from_slice(&rest[1..]);
                return Some(path);
            }
            _ => {
                let start = Start::Here;
                return Some(Written { start, names });
            }
        }
        rest = &rest[1..];
        while rest.first().is_some_and(|name| name == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend_from_slice(rest);
        Some(Written {
            start: Start::Crate,
            names: base,
        })
    }

    fn path(&self, path: &syn::Path) -> Option<Written> {
        let names = path.segments.iter().map(|part| part.ident.to_string());
        self.written(names.collect(), path.leading_colon.is_some())
    }

    fn mention(&mut self, kind: MentionKind, line: usize) {
        let is_local = matches!(&kind, MentionKind::Path(path)
            if path.start == Start::Here && path.names.len() == 1
                && self.locals.contains_key(&path.names[0]));
        if !is_local {
            self.module.mentions.push(Mention { kind, line });
        }
    }

    /// Collects the paths in tokens that are not parsed.
    fn tokens(&mut self, stream: proc_macro2::TokenStream, are_single_names_paths: bool) {
        for found in tokens::paths(stream) {
            if found.names.len() == 1 && !are_single_names_paths {
                continue;
            }
            if let Some(path) = self.written(found.names, found.is_rooted) {
                let kind = match found.is_macro {
                    true => MentionKind::Macro(path),
                    false => MentionKind::Path(path),
                };
                self.mention(kind, found.line);
            }
        }
    }

    /// Collects the leaves of a `use`.
    fn import(&mut self, tree: &syn::UseTree, before: &[String], item: &syn::ItemUse) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        let (names, name, line) = match tree {
            syn::UseTree::Path(path) => return self.import(&path.tree, &with(&path.ident), item),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, before, item);
                }
                return;
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                (before.to_vec(), before.last().cloned(), name.ident.span())
            }
            syn::UseTree::Name(name) => (
                with(&name.ident),
                Some(name.ident.to_string()),
                name.ident.span(),
            ),
            syn::UseTree::Rename(rename) => {
                let is_module = rename.ident == "self" && !before.is_empty();
                let names = if is_module {
                    before.to_vec()
                } else {
                    with(&rename.ident)
                };
                let name = Some(rename.rename.to_string()).filter(|name| name != "_");
                (names, name, rename.ident.span())
            }
            syn::UseTree::Glob(glob) => (before.to_vec(), None, glob.star_token.span),
        };
        if let Some(path) = self.written(names, item.leading_colon.is_some()) {
            self.module.imports.push(Import {
                path,
                name,
                is_glob: matches!(tree, syn::UseTree::Glob(_)),
                is_reexport: !matches!(item.vis, syn::Visibility::Inherited),
                line: line.start().line,
            });
        }
    }

    /// Collects the `mod` of a file, or the body of one inside this file.
    fn module(&mut self, item: &'a syn::ItemMod) {
        let name = item.ident.to_string();
        self.module.children.insert(name.clone());
        let Some((_, items)) = &item.content else {
            self.declare(item, self.is_test);
            return;
        };
        let inner = Module {
            path: [self.module.path.as_slice(), &[name]].concat(),
            file: self.module.file.clone(),
            ..Module::default()
        };
        let outer = std::mem::replace(&mut self.module, inner);
        for item in items {
            self.visit_item(item);
        }
        let inner = std::mem::replace(&mut self.module, outer);
        self.found.modules.push(inner);
    }

    /// Notes a module in a file of its own. One of tests can be shared with `tests/`, by `#[path]`.
    fn declare(&mut self, item: &syn::ItemMod, is_test: bool) {
        if item.attrs.iter().any(|with| with.path().is_ident("path")) {
            assert!(is_test, "`#[path]` is for tests only: {}", item.ident);
            return;
        }
        let path = [self.module.path.as_slice(), &[item.ident.to_string()]].concat();
        self.found.declared.push((path, is_test));
    }

    fn with_locals(&mut self, locals: Locals<'a>, visit: impl FnOnce(&mut Self)) {
        let outer = self.locals.clone();
        self.locals.extend(locals);
        visit(self);
        self.locals = outer;
    }
}

impl<'a> Visit<'a> for Collector<'a> {
    fn visit_item(&mut self, item: &'a syn::Item) {
        if attributes(item).is_some_and(are_for_tests) {
            if let syn::Item::Mod(module) = item
                && module.content.is_none()
            {
                self.declare(module, true);
            }
            return;
        }
        self.module
            .items
            .extend(name(item).map(ToString::to_string));
        match item {
            syn::Item::Mod(item) => self.module(item),
            syn::Item::Use(item) => self.import(&item.tree, &[], item),
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let path = match item.self_ty.as_ref() {
            syn::Type::Path(of) if of.qself.is_none() => self.path(&of.path),
            _ => None,
        };
        if let (Some(path), None) = (&path, &item.trait_) {
            for item in &item.items {
                if let syn::ImplItem::Fn(method) = item {
                    let method = method.sig.ident.to_string();
                    self.module.methods.push((path.clone(), method));
                }
            }
        }
        let outer = std::mem::replace(&mut self.implementing, path);
        visit::visit_item_impl(self, item);
        self.implementing = outer;
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        if are_for_tests(&function.attrs) {
            return;
        }
        let locals = locals::of(&function.sig, &function.block);
        self.with_locals(locals, |this| visit::visit_impl_item_fn(this, function));
    }

    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        let locals = locals::of(&function.sig, &function.block);
        self.with_locals(locals, |this| visit::visit_item_fn(this, function));
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        if let Some(written) = self.path(path) {
            self.mention(MentionKind::Path(written), line_of(path));
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let line = call.method.span().start().line;
        self.module.calls.push((call.method.to_string(), line));
        let of = match call.receiver.as_ref() {
            syn::Expr::Path(receiver) if receiver.path.is_ident("self") => {
                self.implementing.clone()
            }
            syn::Expr::Path(receiver) => {
                let name = receiver.path.get_ident().map(ToString::to_string);
                let of = name.and_then(|name| self.locals.get(&name).copied().flatten());
                of.and_then(|of| self.path(of))
            }
            _ => None,
        };
        if let Some(of) = of {
            let kind = MentionKind::Method(of, call.method.to_string());
            self.mention(kind, call.method.span().start().line);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        if let Some(path) = self.path(&call.path) {
            self.mention(MentionKind::Macro(path), line_of(&call.path));
        }
        self.tokens(call.tokens.clone(), true);
    }

    /// Names that attributes themselves define are no paths, and texts may be paths:
    /// `#[serde(with = "crate::date")]`.
    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let line = attribute.pound_token.span.start().line;
        let texts = match &attribute.meta {
            syn::Meta::Path(_) => Vec::new(),
            syn::Meta::List(list) => {
                self.tokens(list.tokens.clone(), list.path.is_ident("derive"));
                texts(list.tokens.clone())
            }
            syn::Meta::NameValue(pair) if !pair.path.is_ident("doc") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => vec![text.value()],
                _ => Vec::new(),
            },
            syn::Meta::NameValue(_) => Vec::new(),
        };
        let written = texts.iter().map(|text| syn::parse_str(text));
        let paths: Vec<syn::Path> = written.filter_map(Result::ok).collect();
        for path in paths.iter().chain([attribute.path()]) {
            if path.segments.len() > 1
                && let Some(path) = self.path(path)
            {
                self.mention(MentionKind::Path(path), line);
            }
        }
    }

    /// `pub(in path)` names only ancestors.
    fn visit_visibility(&mut self, _: &'a syn::Visibility) {}
}

fn line_of(path: &syn::Path) -> usize {
    let first = path.segments.first();
    first.map_or(0, |segment| segment.ident.span().start().line)
}

/// All functions with a body, with their lengths.
struct Functions<'a>(&'a str, Vec<Function>);

impl Functions<'_> {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let line = signature.fn_token.span.start().line;
        let end = block.brace_token.span.close().end().line;
        self.1.push(Function {
            file: self.0.to_owned(),
            name: signature.ident.to_string(),
            line,
            length: end - line + 1,
        });
    }
}

impl<'a> Visit<'a> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'a syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// Returns the values of the string literals of a token stream.
fn texts(stream: proc_macro2::TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in stream {
        match token {
            proc_macro2::TokenTree::Group(group) => found.extend(texts(group.stream())),
            proc_macro2::TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                found.extend(text.ok().map(|text| text.value()));
            }
            _ => {}
        }
    }
    found
}

/// Returns true for `#[cfg(test)]`, `#[cfg(all(test, ..))]` and `#[test]`.
fn are_for_tests(attributes: &[syn::Attribute]) -> bool {
    let is_for_tests = |attribute: &syn::Attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute
                    .parse_args()
                    .is_ok_and(|condition| needs_test(&condition))
    };
    attributes.iter().any(is_for_tests)
}

fn needs_test(condition: &syn::Meta) -> bool {
    let syn::Meta::List(list) = condition else {
        return condition.path().is_ident("test");
    };
    let parser = syn::punctuated::Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    list.path.is_ident("all")
        && list
            .parse_args_with(parser)
            .is_ok_and(|parts| parts.iter().any(needs_test))
}

fn attributes(item: &syn::Item) -> Option<&[syn::Attribute]> {
    Some(match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::ExternCrate(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::TraitAlias(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Union(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => return None,
    })
}

/// Returns the name that an item gives to its module. Modules and imports are kept apart.
fn name(item: &syn::Item) -> Option<&syn::Ident> {
    match item {
        syn::Item::Const(item) => Some(&item.ident),
        syn::Item::Enum(item) => Some(&item.ident),
        syn::Item::Fn(item) => Some(&item.sig.ident),
        syn::Item::Macro(item) => item.ident.as_ref(),
        syn::Item::Static(item) => Some(&item.ident),
        syn::Item::Struct(item) => Some(&item.ident),
        syn::Item::Trait(item) => Some(&item.ident),
        syn::Item::TraitAlias(item) => Some(&item.ident),
        syn::Item::Type(item) => Some(&item.ident),
        syn::Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}
