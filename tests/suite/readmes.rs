//! Real Markdown: all texts in the folder that `MILEPOST_READMES` names, parsed and built.

use crate::support::Site;
use milepost::build::Scope;
use std::collections::BTreeMap;

#[test]
#[ignore = "name a folder of real texts in MILEPOST_READMES"]
fn real_texts_are_built() {
    let folder = std::env::var("MILEPOST_READMES").expect("MILEPOST_READMES names a folder");
    let mut site = Site::new(&[("templates/page.html", "{{ page.content }}")]);
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let texts = files.filter(|file| {
        file.file_type().is_file() && file.path().extension().is_some_and(|name| name == "md")
    });
    let mut names = Vec::new();
    for file in texts {
        let Ok(text) = std::fs::read_to_string(file.path()) else {
            continue;
        };
        site.write(&format!("content/t{}.md", names.len()), &text);
        names.push(file.path().to_owned());
    }
    let build = site.build();
    let outcomes = build.each_output(|_, _, _| {});
    let mut by_code: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for diagnostic in build.diagnostics(Scope::Rendered(&outcomes)) {
        let file = diagnostic
            .place
            .as_ref()
            .and_then(|place| place.file())
            .map(|file| file.file_name().to_owned());
        let number = file.as_deref().and_then(|file| {
            file.strip_prefix('t')?
                .strip_suffix(".md")?
                .parse::<usize>()
                .ok()
        });
        let name = number.map_or_else(
            || format!("{:?}", diagnostic.place),
            |number| names[number].display().to_string(),
        );
        by_code.entry(diagnostic.code).or_default().push(format!(
            "{}  ({name} {:?})",
            diagnostic.message, diagnostic.place
        ));
    }
    println!("{} texts", names.len());
    for (code, messages) in by_code {
        println!("== {code}: {}", messages.len());
        messages
            .iter()
            .take(25)
            .for_each(|message| println!("   {message}"));
    }
}
