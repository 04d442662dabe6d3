//! Small crates, to test the tests of the structure.

use super::Code;
use super::graph::{chain, circles};

/// Reads a small crate. Each file is given as its path below `src/` and its text.
fn small(files: &[(&str, &str)]) -> Code {
    Code::read("lib.rs", &|path| {
        let file = files.iter().find(|(name, _)| *name == path);
        file.map(|(_, text)| (*text).to_owned())
    })
}

/// Returns the lines of `low.rs` that name `high`, which is below it.
fn lines_that_name_high(low: &str) -> Vec<usize> {
    let code = small(&[
        ("lib.rs", "pub mod high;\npub mod low;"),
        (
            "high.rs",
            "pub mod deep { pub fn f() {} }\npub struct Item;",
        ),
        ("low.rs", low),
    ]);
    let wrong = code.wrong_directions(&["low", "high"]);
    let line = |text: &String| {
        text.split([':', ' '])
            .nth(1)
            .and_then(|line| line.parse().ok())
    };
    wrong.iter().filter_map(line).collect()
}

#[test]
fn the_guard_sees_every_form_of_an_import() {
    for form in [
        "use crate::high::Item;",
        "use crate::high;",
        "use crate::high as other;",
        "use crate::{low, high};",
        "use crate::{self as root, high::{self, deep::{f as g}}};",
        "pub use super::high::*;",
        "use super::{high};",
        "pub(crate) use self::super::high::Item as _;",
        "fn f() { use crate::high::Item; }",
        "fn f(item: &crate::high::Item) {}",
        "fn f() -> Option<Box<dyn Fn(crate::high::Item)>> { None }",
        "fn f() { crate::high::deep::f() }",
        "fn f() { let x = 1; x.map(crate::high::deep::f); }",
        "impl crate::high::Item {}",
        "type T = <crate::high::Item as Clone>::Owned;",
        "struct S<T>(T) where T: super::high::Trait;",
        "const C: usize = { crate::high::N };",
        "fn f() { println!(\"{}\", crate::high::N); }",
        "fn f() { matches!(x, Some([.., crate::high::Item { .. }])) }",
        "fn f() { vec![1, (2, { 0..crate::high::N })]; }",
        "crate::high::make!(x);",
        "macro_rules! m { ($x:expr) => { $crate::high::deep::f($x) } }",
        "generated! { use crate::{low::x, high::{self, Item}}; }",
        "#[derive(Clone, crate::high::Derive)] struct S;",
        "#[serde(with = \"crate::high\")] struct S;",
        "struct S { #[serde(default = \"super::high::deep::f\")] field: u8 }",
        "mod inner { fn f() { super::super::high::deep::f() } }",
        "mod inner { use super::super::{high as h}; }",
        "#[cfg(any(test, unix))] use crate::high::Item;",
        "#[cfg(not(test))] use crate::high::Item;",
        "use crate::*; fn f() { high::deep::f() }",
    ] {
        assert_eq!(lines_that_name_high(&format!("\n{form}")), [2], "{form}");
    }
}

#[test]
fn the_guard_does_not_see_what_is_not_there() {
    for form in [
        "// crate::high::Item\n/// [`crate::high::Item`]\nfn f() {}",
        "const TEXT: &str = \"use crate::high::Item\";",
        "fn f() { println!(\"crate::high::Item {high}\"); }",
        "fn f(high: u8) { high.deep(); }",
        "use std::high::Item; fn f() { high::deep() }",
        "use crate::low::high; mod high {}",
        "use highest::Item; fn f() { crate::low::high(); } fn high() {}",
        "#[cfg(test)] mod tests { use crate::high::Item; }",
        "#[cfg(all(test, unix))] mod tests { fn f() { crate::high::deep::f() } }",
        "#[cfg(test)] use crate::high::Item;",
        "impl S { #[cfg(test)] fn f() { crate::high::deep::f() } }",
    ] {
        assert_eq!(lines_that_name_high(form), [0; 0], "{form}");
    }
}

/// Returns the circles of a room with these files beside `room/mod.rs`.
fn circles_of(mod_rs: &str, a: &str, b: &str) -> Vec<String> {
    let code = small(&[
        ("lib.rs", "pub mod room;"),
        ("room/mod.rs", &format!("pub mod a;\nmod b;\n{mod_rs}")),
        ("room/a.rs", a),
        ("room/b.rs", b),
    ]);
    let graph = code.graph("room", &[]);
    circles(&graph)
        .iter()
        .map(|circle| chain(&graph, circle))
        .collect()
}

#[test]
fn a_circle_is_a_chain_of_files_with_the_names_between_them() {
    let circle = ["room/a.rs -(g)-> room/b.rs -(A, f)-> room/a.rs"];
    let a = "pub struct A;\npub fn f() { super::g() }";
    let b = "use super::{A, a};\npub fn g() { a::f() }";
    assert_eq!(
        circles_of("pub use a::{A, f};\npub use b::g;", a, b),
        circle
    );
    // A parent that hands names on is no part of a circle, but one that defines them is.
    let reexports = "pub use a::A;\npub use b::g;";
    assert_eq!(
        circles_of(reexports, "pub struct A;", "use super::A;\npub fn g() {}"),
        [""; 0]
    );
    let circle = ["room/b.rs -(N)-> room/mod.rs -(g)-> room/b.rs"];
    let defines = "pub const N: usize = 1;\npub fn h() { b::g() }";
    assert_eq!(
        circles_of(defines, "", "use super::N;\npub fn g() {}"),
        circle
    );
    // Names that are re-exported and used in the same file, through a glob, and in a macro.
    let circle = ["room/b.rs -(N)-> room/mod.rs -(B)-> room/b.rs"];
    let uses = "pub use b::*;\npub const N: usize = 1;\npub struct M { b: B }";
    assert_eq!(
        circles_of(uses, "", "pub struct B([u8; super::N]);"),
        circle
    );
    let uses = "pub use b::B;\npub const N: usize = 1;\nfn f() { vec![B]; }";
    assert_eq!(
        circles_of(uses, "", "fn f() { vec![super::N]; }\npub struct B;"),
        circle
    );
    // A variable is no function of that name.
    let uses = "pub use b::f;\npub const N: usize = 1;\nfn h(f: u8) -> u8 { vec![f]; f }";
    assert_eq!(
        circles_of(uses, "", "pub fn f() -> usize { super::N }"),
        [""; 0]
    );
}

#[test]
fn methods_of_a_type_in_another_file_make_a_circle() {
    let b = "use super::a::A;\nimpl A { pub fn m(&self) {} }";
    let circle = ["room/a.rs -(.m())-> room/b.rs -(A)-> room/a.rs"];
    for a in [
        "pub struct A;\nimpl A { fn f(&self) { self.m() } }",
        "pub struct A;\nfn f(a: &mut A) { a.m() }",
    ] {
        assert_eq!(circles_of("", a, b), circle, "{a}");
    }
    let circle = ["room/a.rs -(m)-> room/b.rs -(A)-> room/a.rs"];
    for a in [
        "pub struct A;\nimpl A { fn f() { Self::m() } }",
        "pub struct A;\nfn f() { A::m() }",
    ] {
        assert_eq!(circles_of("", a, b), circle, "{a}");
    }
    let other = "pub struct A;\nstruct B;\nimpl B { fn m(&self) { self.m() } }";
    assert_eq!(circles_of("", other, b), [""; 0]);
}
