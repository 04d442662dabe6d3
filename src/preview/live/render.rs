//! Renders pages on threads that can be given up.
//!
//! A template that does not end keeps its thread, since a thread cannot be stopped. So pages are
//! rendered on separate threads, and each caller waits at most [`LONGEST_RENDER`] from the time at
//! which the rendering began. A thread that has finished is used again; a thread that hangs is
//! missing from the waiting ones, and the next page starts another. A page that hangs holds one
//! thread, however often it is requested.

use crate::build::Build;
use crate::digest::Digest;
use crate::output::Rendered;
use crate::path::OutputPath;
use crate::plan::Job;
use crate::template::LONGEST_RENDER;
use crate::threads;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{SendError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// Renders the outputs of all builds of a preview.
#[derive(Default)]
pub(super) struct Renderer(Arc<Pool>);

#[derive(Default)]
struct Pool {
    threads: Mutex<Threads>,
    finished: Condvar,
}

#[derive(Default)]
struct Threads {
    /// The pages that are being rendered, with the times at which that began.
    running: BTreeMap<PageId, Instant>,
    /// The threads that have finished their page. Each waits for the next one.
    waiting: Vec<Sender<Task>>,
    #[cfg(test)]
    started: usize,
}

/// The path and the key of a page. Builds that share a page share the rendering.
type PageId = (OutputPath, Digest);

struct Task {
    build: Arc<Build>,
    page: PageId,
}

impl Renderer {
    /// Returns an output, rendered on first use. If rendering a page takes too long, returns the
    /// error for that.
    pub(super) fn output<'a>(
        &self,
        build: &'a Arc<Build>,
        path: &OutputPath,
    ) -> Option<Cow<'a, Rendered>> {
        self.output_within(build, path, LONGEST_RENDER)
    }

    fn output_within<'a>(
        &self,
        build: &'a Arc<Build>,
        path: &OutputPath,
        limit: Duration,
    ) -> Option<Cow<'a, Rendered>> {
        let job = build.jobs().get(path)?;
        // Only templates of pages can run without end. Everything else is rendered right here.
        if job.page().is_none() {
            return build.output(path).map(Cow::Borrowed);
        }
        let page = page_id(job);
        loop {
            if let Some(rendered) = build.output_if_rendered(path) {
                return Some(Cow::Borrowed(rendered));
            }
            // If the system gives no thread, this one has to do.
            let Ok(began) = self.0.start(build, &page) else {
                return build.output(path).map(Cow::Borrowed);
            };
            if !self.0.wait(&page, began + limit) {
                return Some(Cow::Owned(overdue(build, path)));
            }
            // The rendering that has finished may be that of an older build which had the same
            // page. Then this build renders it in the next round.
        }
    }

    /// Returns an output if it has been rendered, or the error if that takes too long. Does not
    /// wait.
    pub(super) fn output_so_far<'a>(
        &self,
        build: &'a Build,
        job: &Job,
    ) -> Option<Cow<'a, Rendered>> {
        let path = &job.route.output;
        if let Some(rendered) = build.output_if_rendered(path) {
            return Some(Cow::Borrowed(rendered));
        }
        let began = *self.0.lock().running.get(&page_id(job))?;
        (began.elapsed() > LONGEST_RENDER).then(|| Cow::Owned(overdue(build, path)))
    }
}

impl Pool {
    /// Starts rendering a page, unless that has begun already. Returns the time at which it began.
    ///
    /// # Errors
    /// If the system gives no thread.
    fn start(self: &Arc<Self>, build: &Arc<Build>, page: &PageId) -> io::Result<Instant> {
        let mut threads = self.lock();
        if let Some(began) = threads.running.get(page) {
            return Ok(*began);
        }
        let mut task = Task {
            build: Arc::clone(build),
            page: page.clone(),
        };
        let began = Instant::now();
        threads.running.insert(page.clone(), began);
        while let Some(thread) = threads.waiting.pop() {
            match thread.send(task) {
                Ok(()) => return Ok(began),
                Err(SendError(unsent)) => task = unsent,
            }
        }
        let pool = Arc::downgrade(self);
        let spawned = threads::spawn("milepost-render", move || work(&pool, task));
        match spawned {
            Ok(_) => {
                #[cfg(test)]
                (threads.started += 1);
                Ok(began)
            }
            Err(error) => {
                threads.running.remove(page);
                Err(error)
            }
        }
    }

    /// Waits until a page is no longer being rendered. False if it still is at the deadline.
    fn wait(&self, page: &PageId, deadline: Instant) -> bool {
        let threads = self.lock();
        let time_left = deadline.saturating_duration_since(Instant::now());
        let is_running = |threads: &mut Threads| threads.running.contains_key(page);
        let (_threads, result) = self
            .finished
            .wait_timeout_while(threads, time_left, is_running)
            .unwrap_or_else(PoisonError::into_inner);
        !result.timed_out()
    }

    fn lock(&self) -> MutexGuard<'_, Threads> {
        // No code that holds the lock can leave the table half changed.
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Renders pages until the preview ends.
fn work(pool: &Weak<Pool>, first: Task) {
    let mut next = Some(first);
    while let Some(Task { build, page }) = next {
        build.output(&page.0);
        drop(build);
        let Some(pool) = pool.upgrade() else { return };
        let (sender, tasks) = channel();
        let mut threads = pool.lock();
        threads.running.remove(&page);
        threads.waiting.push(sender);
        drop(threads);
        pool.finished.notify_all();
        // The pool must not be kept alive by a thread that waits for it.
        drop(pool);
        next = tasks.recv().ok();
    }
}

fn page_id(job: &Job) -> PageId {
    (job.route.output.clone(), job.key)
}

fn overdue(build: &Build, path: &OutputPath) -> Rendered {
    Rendered::failed(build.overdue_page(path).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{BuildOptions, Builder};
    use crate::source;

    fn build(files: &[(&str, &str)]) -> Arc<Build> {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let snapshot = source::scan(folder.path(), None);
        Arc::new(Builder::default().build(&snapshot, &BuildOptions::preview(0)))
    }

    fn started(renderer: &Renderer) -> usize {
        renderer.0.lock().started
    }

    #[test]
    fn one_thread_renders_page_after_page() {
        let build = build(&[
            ("content/_index.md", "# Home"),
            ("content/a.md", "# A"),
            ("content/b.md", "# B"),
            ("content/c.md", "# C"),
        ]);
        let renderer = Renderer::default();
        for path in build.jobs().keys() {
            let output = renderer.output(&build, path).expect("an output");
            assert!(output.output.is_some(), "{path}");
        }
        assert_eq!(started(&renderer), 1);
    }

    #[test]
    fn a_page_that_takes_too_long_holds_one_thread_and_no_other_page() {
        let build = build(&[
            ("content/_index.md", "# Home"),
            ("content/slow.md", "---\ntemplate: slow.html\n---\n# Slow"),
            (
                "templates/slow.html",
                "{% for i in range(end=100000) %}{{ i }}{% endfor %}<p>slow</p>",
            ),
        ]);
        let path = |name: &str| {
            let job = build.jobs().get(name).expect("an output");
            &job.route.output
        };
        let renderer = Renderer::default();
        let (slow, home) = (path("slow/index.html"), path("index.html"));
        for _ in 0..3 {
            let late = renderer
                .output_within(&build, slow, Duration::ZERO)
                .expect("an output");
            assert_eq!(late.diagnostics[0].code, "endless-template");
            assert!(late.output.is_none());
        }
        assert_eq!(started(&renderer), 1);
        let home = renderer.output(&build, home).expect("an output");
        assert!(home.output.is_some());
        assert!(started(&renderer) <= 2);
        let in_time = renderer.output(&build, slow).expect("an output");
        assert!(in_time.output.is_some());
    }
}
