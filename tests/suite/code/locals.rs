//! Local variables, which hide functions and modules of the same name.

use std::collections::BTreeMap;
use syn::visit::{self, Visit};

/// The variables of a function by name. Parameters have the path of their type.
pub type Locals<'a> = BTreeMap<String, Option<&'a syn::Path>>;

/// Returns all variables that the patterns of a function bind, closures included.
pub fn of<'a>(signature: &'a syn::Signature, block: &'a syn::Block) -> Locals<'a> {
    let mut names = Names(BTreeMap::new());
    names.visit_signature(signature);
    names.visit_block(block);
    let types = signature.inputs.iter().filter_map(parameter);
    let types: BTreeMap<String, &syn::Path> = types.collect();
    let variables = names.0.into_iter().map(|(name, times)| {
        // A second variable of that name may have another type.
        let of = types.get(&name).filter(|_| times == 1).copied();
        (name, of)
    });
    variables.collect()
}

fn parameter(argument: &syn::FnArg) -> Option<(String, &syn::Path)> {
    let syn::FnArg::Typed(typed) = argument else {
        return None;
    };
    let syn::Pat::Ident(pattern) = typed.pat.as_ref() else {
        return None;
    };
    let mut of = typed.ty.as_ref();
    while let syn::Type::Reference(reference) = of {
        of = &reference.elem;
    }
    match of {
        syn::Type::Path(path) => Some((pattern.ident.to_string(), &path.path)),
        _ => None,
    }
}

/// The number of times that each name is bound.
struct Names(BTreeMap<String, usize>);

impl Visit<'_> for Names {
    fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
        *self.0.entry(pattern.ident.to_string()).or_default() += 1;
        visit::visit_pat_ident(self, pattern);
    }
}
