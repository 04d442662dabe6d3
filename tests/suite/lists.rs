//! Lists: list pages, their order, and what cards show of the pages.

use crate::support::{Site, outputs, report, text};
use milepost::build::Work;

const LIST: &str = "<!doctype html><title>{{ page.title }}</title>\
    {{ paginator.number }}/{{ paginator.total }} {{ paginator.count }} {{ paginator.url }} \
    {{ paginator.previous }} {{ paginator.next }} {{ paginator.first }} {{ paginator.last }}:\
    {% for card in paginator.items %} {{ card.title }}{% endfor %}";

/// A site with five posts, in lists of two.
fn site() -> Site {
    let mut files: Vec<(String, String)> = (1..=5)
        .map(|number| {
            let rank = 10 - number;
            (
                format!("content/posts/{number}.md"),
                format!(
                    "---\ntitle: Post {number}\ndate: 2026-01-0{number}\ntags: [T]\n\
                     authors: [Ada]\nextra: {{rank: {rank}}}\n---\n\
                     The **start** of {number}.\n\n<!-- more -->\n\nThe rest.\n"
                ),
            )
        })
        .collect();
    let further = [
        (
            "site.yaml",
            "title: T\nbase_url: https://example.org/sub\nsearch: false\nschema: false\n\
             feeds: false\n\
             taxonomies: [{name: tags, paginate_by: 3}]\n",
        ),
        ("content/_index.md", "---\ntitle: Home\n---\n"),
        (
            "content/posts/_index.md",
            "---\ntitle: Posts\nsort_by: date\npaginate_by: 2\n---\n",
        ),
        ("templates/section.html", LIST),
        ("templates/term.html", LIST),
        ("templates/taxonomy.html", "x"),
        ("templates/home.html", "<title>x</title>"),
        (
            "templates/page.html",
            "<!doctype html><title>{{ page.title }}</title>{{ page.content }}",
        ),
        ("templates/404.html", "{{ paginator }}"),
    ];
    files.extend(further.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    Site::new(&files)
}

fn page(site: &mut Site, path: &str) -> String {
    let build = site.build();
    assert_eq!(report(&build), "");
    let html = text(&build, path);
    let list = html.split("</title>").nth(1).unwrap_or(&html);
    list.to_owned()
}

#[test]
fn a_section_has_list_pages() {
    let mut site = site();
    let pages = [
        (
            "posts/index.html",
            "1/3 5 /posts/  /posts/page/2/ /posts/ /posts/page/3/: Post 5 Post 4",
        ),
        (
            "posts/page/2/index.html",
            "2/3 5 /posts/page/2/ /posts/ /posts/page/3/ /posts/ /posts/page/3/: Post 3 Post 2",
        ),
        (
            "posts/page/3/index.html",
            "3/3 5 /posts/page/3/ /posts/page/2/  /posts/ /posts/page/3/: Post 1",
        ),
        (
            "tags/t/page/2/index.html",
            "2/2 5 /tags/t/page/2/ /tags/t/  /tags/t/ /tags/t/page/2/: Post 2 Post 1",
        ),
    ];
    for (path, expected) in pages {
        assert_eq!(page(&mut site, path), expected, "{path}");
    }
    let sitemap = text(&site.build(), "sitemap.xml");
    let listed = "<loc>https://example.org/sub/posts/page/2/</loc>";
    assert!(sitemap.contains(listed), "{sitemap}");
    site.replace(
        "content/posts/_index.md",
        "paginate_by: 2",
        "paginate_by: 5",
    );
    assert_eq!(
        page(&mut site, "posts/index.html"),
        "1/1 5 /posts/   /posts/ /posts/: Post 5 Post 4 Post 3 Post 2 Post 1"
    );
    assert!(!outputs(&site.build()).contains_key("posts/page/2/index.html"));
}

#[test]
fn any_page_lists_any_folder() {
    let mut site = site();
    site.write("templates/list.html", LIST);
    site.write(
        "content/_index.md",
        "---\ntitle: Home\ntemplate: list.html\n\
         paginate: {pages: posts/, by: 4, sort_by: extra.rank}\n---\n",
    );
    assert_eq!(
        page(&mut site, "page/2/index.html"),
        "2/2 5 /page/2/ /  / /page/2/: Post 1"
    );
    // From a cascade, and in a page that is a file.
    site.write(
        "content/s/_index.md",
        "---\ntitle: S\ncascade: {paginate: {pages: /, by: 3}, template: list.html}\n---\n",
    );
    site.write("content/s/a.md", "---\ntitle: A\npath: all.html\n---\n");
    assert_eq!(
        page(&mut site, "all/page/2/index.html"),
        "2/2 5 /all/page/2/ /all.html  /all.html /all/page/2/: Post 2 Post 1"
    );
}

#[test]
fn a_list_that_cannot_be_shown_is_told() {
    let mut site = site();
    site.write("templates/section.html", "<title>x</title>");
    site.write(
        "content/a.md",
        "---\ntitle: A\npaginate:\n  pages: post\n  by: 2\n---\n",
    );
    site.write(
        "content/b.md",
        "---\ntitle: B\npaginate: {pages: posts}\n---\n",
    );
    site.write("content/c.md", "---\ntitle: C\npaginate: 0\n---\n");
    snapbox::assert_data_eq!(
        site.report(),
        snapbox::str![[r#"
warning[unread-list]: `paginate` has no effect: `page.html` does not name `paginator`
 --> content/a.md:3:1
  |
3 | paginate:
  | ^^^^^^^^
  |
  = help: show `paginator.items` in the template, or leave the key out

error[unknown-folder]: there is no page in `content/post` to list
 --> content/a.md:4:10
  |
4 |   pages: post
  |          ^^^^
  |
  = help: did you mean `posts/`?

error[wrong-type]: `paginate` has no `by`
 --> content/b.md:3:1
  |
3 | paginate: {pages: posts}
  | ^^^^^^^^
  |
  = help: write how many pages one list page shows: `by: 10`

error[wrong-type]: `paginate` is 0, and has to be from 1 to 10000
 --> content/c.md:3:11
  |
3 | paginate: 0
  |           ^

warning[unread-list]: `paginate_by` has no effect: `section.html` does not name `paginator`
 --> content/posts/_index.md:4:14
  |
4 | paginate_by: 2
  |              ^
  |
  = help: show `paginator.items` in the template, or leave the key out

"#]]
    );
}

#[test]
fn lists_are_sorted_by_any_value() {
    let mut site = site();
    let cases = [
        ("title", "1 2 3 4 5"),
        ("-title", "5 4 3 2 1"),
        ("date", "5 4 3 2 1"),
        ("-date", "1 2 3 4 5"),
        ("extra.rank", "5 4 3 2 1"),
        ("[weight, date]", "2 5 4 3 1"),
        ("updated", "1 5 4 3 2"),
        ("[extra.none, -title]", "5 4 3 2 1"),
    ];
    site.replace("content/posts/2.md", "tags: [T]", "tags: [T]\nweight: 1");
    site.replace(
        "content/posts/1.md",
        "tags: [T]",
        "tags: [T]\nupdated: 2026-02-01",
    );
    for (sort_by, expected) in cases {
        site.write(
            "content/posts/_index.md",
            &format!("---\ntitle: Posts\nsort_by: {sort_by}\n---\n"),
        );
        let list = page(&mut site, "posts/index.html");
        let order: Vec<&str> = list.split("Post ").skip(1).map(str::trim).collect();
        assert_eq!(order.join(" "), expected, "{sort_by}");
    }
    // Numbers in titles are numbers; case and accents do not count.
    for (number, title) in ["part 10", "Part 2", "étude", "Eton", "Zoo"]
        .iter()
        .enumerate()
    {
        let number = number + 1;
        site.replace(
            &format!("content/posts/{number}.md"),
            &format!("Post {number}"),
            &format!("Post {title}"),
        );
    }
    site.write(
        "content/posts/_index.md",
        "---\ntitle: Posts\nsort_by: title\n---\n",
    );
    let list = page(&mut site, "posts/index.html");
    assert!(
        list.ends_with(": Post Eton Post étude Post Part 2 Post part 10 Post Zoo"),
        "{list}"
    );
}

#[test]
fn cards_have_everything_that_a_list_needs() {
    let mut site = site();
    site.write(
        "templates/section.html",
        "{% for card in paginator.items %}{{ card.permalink }} {{ card.authors | join }} \
         {{ card.extra.rank }} {{ card.terms.tags[0].url }} {{ card.words }} {{ card.summary }}\
         {% endfor %}",
    );
    assert_eq!(
        page(&mut site, "posts/page/3/index.html"),
        "https://example.org/sub/posts/1/ Ada 9 /tags/t/ 6 \
         <p>The <strong>start</strong> of 1.</p>\n"
    );
    // Links and images of a summary are those of the page; a page without a summary has none.
    site.write(
        "content/posts/1.md",
        "---\ntitle: Post 1\ndate: 2026-01-01\nextra: {rank: 1}\ntags: [T]\n---\n\
         [Two](2.md) [down](#a)\n\n<!-- more -->\n\n## A\n",
    );
    let list = page(&mut site, "posts/page/3/index.html");
    assert!(list.contains("<a href=\"/sub/posts/2/\">Two</a>"), "{list}");
    site.replace("content/posts/2.md", "<!-- more -->", "");
    let list = page(&mut site, "posts/page/2/index.html");
    assert_eq!(
        list.matches("The <strong>start</strong>").count(),
        1,
        "{list}"
    );
}

/// Returns the work of the build after an edit. It equals a build of its own.
fn work_after(site: &mut Site, path: &str, from: &str, to: &str) -> (usize, usize) {
    outputs(&site.build());
    site.replace(path, from, to);
    let build = site.build();
    assert_eq!(outputs(&build), outputs(&site.build_cold()));
    let Work {
        documents_parsed,
        outputs_rendered,
    } = build.work();
    (documents_parsed, outputs_rendered)
}

#[test]
fn an_edit_makes_the_list_pages_that_show_it() {
    let mut site = site();
    let post = "content/posts/3.md";
    // The page alone: no list shows summaries.
    assert_eq!(
        work_after(&mut site, post, "The **start**", "A **start**"),
        (1, 1)
    );
    // The page, one list page of the section and one of the term.
    assert_eq!(
        work_after(&mut site, post, "title: Post 3", "title: Post C"),
        (1, 3)
    );
    site.replace(
        "templates/section.html",
        "{{ card.title }}",
        "{{ card.summary }}",
    );
    // The page and the list page that shows its summary.
    assert_eq!(
        work_after(&mut site, post, "A **start**", "One **start**"),
        (1, 2)
    );
    // The summary is the same.
    assert_eq!(
        work_after(&mut site, post, "The rest.", "The whole rest."),
        (1, 1)
    );
    site.replace(
        "templates/section.html",
        "{{ card.summary }}",
        "{{ card.words }}",
    );
    assert_eq!(
        work_after(&mut site, post, "The whole rest.", "The long rest."),
        (1, 1)
    );
    assert_eq!(
        work_after(&mut site, post, "The long rest.", "The rest."),
        (1, 2)
    );
}

#[test]
fn a_page_s_own_summary_needs_no_other_body() {
    let mut site = site();
    site.write(
        "templates/page.html",
        "{{ page.summary }}{{ page.words }}{% if next %}{{ next.title }}{% endif %}",
    );
    let edit = work_after(
        &mut site,
        "content/posts/3.md",
        "The **start**",
        "Some **start**",
    );
    assert_eq!(edit, (1, 1));
}

#[test]
fn the_theme_shows_list_pages() {
    let mut site = site();
    for name in ["section", "term", "taxonomy", "home", "page", "404"] {
        std::fs::remove_file(site.path(&format!("templates/{name}.html"))).unwrap();
    }
    site.write(
        "content/_index.md",
        "---\ntitle: Home\npaginate: {pages: posts, by: 3, sort_by: date}\n---\nWelcome.\n",
    );
    for (path, canonical) in [("posts/", "posts/page/2/"), ("", "page/2/")] {
        let build = site.build();
        assert_eq!(report(&build), "");
        let html = text(&build, &format!("{path}page/2/index.html"));
        for expected in [
            format!("<link rel=\"canonical\" href=\"https://example.org/sub/{canonical}\">"),
            format!("<link rel=\"prev\" href=\"/sub/{path}\">"),
            " · Page 2</title>".to_owned(),
            "<a href=\"/sub/posts/2/\">Post 2</a>".to_owned(),
            format!("<a href=\"/sub/{path}\" rel=\"prev\">Previous</a>"),
        ] {
            assert!(html.contains(&expected), "{expected} is not in {html}");
        }
        assert!(!html.contains("Welcome."), "{html}");
        // A list takes no time to read, and lies on no road.
        for word in ["min read", "Start at", "class=\"pager\"", "class=\"marker"] {
            assert!(!html.contains(word), "{word} in {html}");
        }
        let first = text(&build, &format!("{path}index.html"));
        assert!(!first.contains("Start at"), "{first}");
        let next = format!("<link rel=\"next\" href=\"/sub/{path}page/2/\">");
        assert!(first.contains(&next), "{first}");
    }
}

#[test]
fn a_page_shows_the_pages_that_link_to_it() {
    let mut site = site();
    site.write(
        "templates/page.html",
        "<title>x</title>{% for card in backlinks %}{{ card.title }} {% endfor %}",
    );
    let link = "[a](1.md#x), [again](1.md), [myself](4.md)";
    site.replace("content/posts/4.md", "The rest.", link);
    site.replace("content/posts/2.md", "The rest.", "[one](/posts/1/)");
    let build = site.build();
    let shown = |path: &str| text(&build, path);
    assert_eq!(
        shown("posts/1/index.html"),
        "<title>x</title>Post 4 Post 2 "
    );
    assert_eq!(shown("posts/4/index.html"), "<title>x</title>");
    // The page alone: its text links to no other page than before.
    let edit = work_after(
        &mut site,
        "content/posts/2.md",
        "The **start**",
        "A **start**",
    );
    assert_eq!(edit, (1, 1));
    // The page and the one that it no longer links to.
    let edit = work_after(&mut site, "content/posts/2.md", "[one](/posts/1/)", "one");
    assert_eq!(edit, (1, 2));
}

#[test]
fn links_to_list_pages_lead_there() {
    let mut site = site();
    site.write(
        "content/_index.md",
        "---\ntitle: Home\ntemplate: list.html\npaginate: {pages: posts/, by: 4}\n---\n\
         [p](posts/page/2/) [q](/posts/page/3/) [t](/tags/t/page/2/) [s](/tags/t/) [r](/tags/) \
         [h](/page/2/)\n",
    );
    site.write(
        "templates/list.html",
        &format!("{LIST}{{{{ page.content }}}}"),
    );
    site.write(
        "content/tags/t.md",
        "---\ntitle: T\npaginate_by: 4\n---\n[next](page/2/)\n",
    );
    let home = page(&mut site, "index.html");
    for url in [
        "/posts/page/2/",
        "/posts/page/3/",
        "/tags/t/page/2/",
        "/tags/t/",
        "/tags/",
        "/page/2/",
    ] {
        assert!(
            home.contains(&format!("href=\"/sub{url}\"")),
            "{url}: {home}"
        );
    }
    // Those that are not there are told.
    site.write(
        "content/wrong.md",
        "---\ntitle: Wrong\n---\n[p](/posts/page/4/) [t](/tags/t/page/3/) [h](/page/3/) \
         [s](/posts/page/1/)\n",
    );
    let report = site.report();
    assert_eq!(report.matches("error[broken-link]").count(), 4, "{report}");
}

#[test]
fn list_pages_count_as_pages() {
    let mut site = site();
    let build = site.build();
    // The home, a section with two more list pages, five posts, the tags, a tag with one more.
    assert_eq!(build.jobs().page_count(), 12);
}
