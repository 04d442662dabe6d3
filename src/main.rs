//! The program `milepost`.

use milepost::path::SourcePath;
use milepost::pipeline::*;
use milepost::report;
fn main() {
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or(".".into())).canonicalize().unwrap();
    let out = std::path::PathBuf::from(std::env::args().nth(2).unwrap());
    let t = std::time::Instant::now();
    let snapshot = milepost::source::scan(&root, None);
    println!("scan {:?}", t.elapsed());
    let mut builder = Builder::default();
    let build = builder.build(&snapshot, &BuildOptions::publish(1_790_000_000));
    println!("build {:?}", t.elapsed());
    let outcomes = build.each_output(|path, _, output| {
        let file = out.join(path.as_str());
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        match build.bytes_of(output) {
            Bytes::Here(b) => std::fs::write(&file, b).unwrap(),
            Bytes::File { file: f, .. } => {
                std::fs::copy(f, &file).unwrap();
            }
        }
    });
    println!("render {:?}", t.elapsed());
    let d = build.diagnostics(&outcomes);
    println!("check {:?} {} diagnostics", t.elapsed(), d.len());
    struct S<'a>(&'a Build);
    impl report::Sources for S<'_> {
        fn text(&self, f: &SourcePath) -> Option<std::sync::Arc<str>> {
            self.0.snapshot().text(f.as_str()).cloned()
        }
        fn item(&self, f: &SourcePath, i: &milepost::diagnostic::Item) -> Option<std::ops::Range<usize>> {
            self.0.place_of(f, i)
        }
        fn url(&self, f: &SourcePath) -> Option<String> {
            self.0.site().of_source(f).map(|p| p.route.url.clone())
        }
        fn output_url(&self, o: &milepost::path::OutputPath) -> String {
            format!("/{o}")
        }
    }
    let l = report::locate(&d, &S(&build));
    print!("{}", report::text(&l, report::Limit::TERMINAL, report::Colour::Plain));
    println!("{} {:?}", report::summary(&l), build.work());
}
