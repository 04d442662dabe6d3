//! The search: its files, the words that it finds, the work after an edit, and that no text in its
//! scripts becomes code.

use crate::browser;
use crate::support::{Site, outputs, text};
use milepost::build::{Build, BuildOptions};
use milepost::digest::Digested;
use milepost::document::Passage;
use milepost::output::search::{
    Index, Language, Layout, SEARCH_ENGINE, SearchRecord, each_word, index_file, terms_file,
    text_file,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

fn site() -> Site {
    Site::new(&[
        ("site.yaml", "title: Guide\nlanguage: en\n"),
        ("content/_index.md", "---\ntitle: Home\n---\nStart."),
        (
            "content/part/_index.md",
            "---\ntitle: The first part\nnav_title: Part\n---\n",
        ),
        (
            "content/part/page.md",
            "---\ntitle: Sore calves\ndescription: Why they ache.\n\
             faq:\n  - {question: Is it bad?, answer: Hardly ever.}\n---\n\
             Before `code`.[^1]\n\n## What **helps** {#help}\n\nA *walk* &amp;\na rest.\n\n\
             <div>Raw <b>HT</b>ML<br>too</div>\n\n\
             | One | Two |\n|---|---|\n| a | b |\n\n```\nlet x;\n```\n\n[^1]: A note.\n",
        ),
    ])
}

/// Returns the version of a file of the search, and the value that it hands to the engine.
fn handed(build: &Build, name: &str) -> (String, Value) {
    let script = text(build, &format!("search/{name}.js"));
    read(&script, name)
}

/// Reads the script of a file of the search, which is one call.
fn read(script: &str, name: &str) -> (String, Value) {
    let call = script
        .strip_prefix(&format!("milepostSearch.add(\"{name}\",\""))
        .and_then(|rest| rest.strip_suffix(");\n"));
    let (version, data) = call
        .and_then(|call| call.split_once("\","))
        .unwrap_or_else(|| panic!("no call of the engine: {script}"));
    (
        version.to_owned(),
        serde_json::from_str(data).expect("JSON"),
    )
}

/// Returns the words of a file, each with its encoded list of pages.
fn terms(data: &Value) -> BTreeMap<String, String> {
    let parts: Vec<&str> = data.as_str().expect("a text").split(' ').collect();
    let mut word = String::new();
    let mut found = BTreeMap::new();
    for pair in parts.chunks(2) {
        let same = pair[0]
            .chars()
            .next()
            .and_then(|digit| digit.to_digit(36))
            .expect("a digit") as usize;
        word = word
            .chars()
            .take(same)
            .chain(pair[0].chars().skip(1))
            .collect();
        found.insert(word.clone(), pair[1].to_owned());
    }
    found
}

fn files(build: &Build) -> Vec<String> {
    build
        .jobs()
        .keys()
        .map(ToString::to_string)
        .filter(|path| path.starts_with("search/"))
        .collect()
}

#[test]
fn all_text_of_a_page_is_found() {
    let build = site().build();
    let text = |number| format!("search/text/{number}.js");
    let expected = [
        "search/engine.js",
        "search/index.js",
        "search/terms/0.js",
        &text(0),
        &text(1),
        &text(2),
    ];
    assert_eq!(files(&build), expected);
    let (_, contents) = handed(&build, "index");
    assert_eq!(
        (
            &contents["pages"],
            &contents["pagesAText"],
            &contents["words"]
        ),
        (&json!(3), &json!(1), &json!(null))
    );
    let page = json!([[
        "part/page/",
        "Sore calves",
        "Part",
        [
            ["", "", "Why they ache."],
            ["", "", "Before code."],
            [
                "help",
                "What helps",
                "A walk & a rest.\nRaw HTML too\nOne\nTwo\na\nb\nlet x;"
            ],
            ["fn-1", "", "A note."],
            ["", "Is it bad?", "Hardly ever."]
        ]
    ]]);
    let (version, data) = handed(&build, "text/2");
    assert_eq!(data, page);
    // The index names the versions, four characters each.
    assert_eq!(&contents["texts"].as_str().expect("versions")[8..], version);
    let (version, data) = handed(&build, "terms/0");
    let terms = terms(&data);
    assert_eq!(contents["terms"][0], json!([terms.keys().next(), version]));
    // The number of pages before the page, and the weight of the word there: `O` is a word of the
    // title of the third page, `N` of a heading, `K` of its text.
    for (word, pages) in [
        ("calve", "O"),
        ("help", "N"),
        ("walk", "K"),
        ("ach", "K"),
        ("hardly", "K"),
        ("html", "K"),
        ("start", "A"),
    ] {
        assert_eq!(
            terms.get(word).map(String::as_str),
            Some(pages),
            "{word}: {terms:?}"
        );
    }
    assert!(
        !terms.contains_key("div") && !terms.contains_key("amp") && !terms.contains_key("strong"),
        "{terms:?}"
    );
}

#[test]
fn hidden_pages_are_in_no_file_of_the_search() {
    let mut site = site();
    for (name, matter) in [
        ("hidden", "search: false"),
        ("draft", "draft: true"),
        ("later", "publish: 2030-01-01"),
        ("old", "expire: 2020-01-01"),
    ] {
        site.write(
            &format!("content/{name}.md"),
            &format!("---\n{matter}\n---\nSecretword.\n"),
        );
    }
    let everything = |build: &Build| -> String {
        files(build)
            .iter()
            .filter(|path| !path.contains("engine"))
            .map(|path| text(build, path))
            .collect()
    };
    assert!(
        !everything(&site.build())
            .to_lowercase()
            .contains("secretword")
    );
    site.options = BuildOptions {
        drafts: true,
        ..site.options.clone()
    };
    assert_eq!(everything(&site.build()).matches("\"draft/\"").count(), 1);
    assert!(text(&site.build(), "index.html").contains("/search/engine.js"));
    site.write("site.yaml", "title: Guide\nsearch: false\n");
    let build = site.build();
    assert!(
        files(&build).is_empty() && !text(&build, "index.html").contains("search"),
        "{}",
        text(&build, "index.html")
    );
    assert_eq!(site.report(), "");
}

const PAYLOADS: [&str; 12] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\u{2028}alert(1)//",
    "\");alert(1);//",
    "\\\");alert(1);//",
    "${alert(1)}`",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)",
    "]]>*/alert(1)/*",
    "javascript:alert(1)",
    "\u{0}\u{1}\u{7f}alert",
    "\u{202e}trela <b>",
];

#[test]
fn no_text_becomes_code() {
    for payload in PAYLOADS {
        let passage = Passage {
            id: Some(payload.to_owned()),
            heading: payload.to_owned(),
            text: payload.to_owned(),
        };
        let record = SearchRecord {
            url: format!("/{payload}"),
            title: payload.to_owned(),
            section: Some(payload.to_owned()),
            description: None,
            passages: Digested::new(vec![passage]),
            questions: Vec::new(),
        };
        let index = index(vec![record]);
        let script = text_file(0, index.of_text(0));
        let expected = json!([[payload, payload, payload, [[payload, payload, payload]]]]);
        assert_eq!(read(&script, "text/0").1, expected, "{payload}");
        for script in [script, index_file(&index), terms_file(&index, 0)] {
            assert!(
                !script.contains(['<', '\u{2028}', '\u{2029}', '\0'])
                    && script.lines().count() == 1,
                "{script}"
            );
        }
    }
}

fn index(records: Vec<SearchRecord>) -> Digested<Index> {
    let words = records
        .iter()
        .flat_map(|record| record.passages.iter())
        .map(|passage| passage.text.split(' ').count())
        .sum();
    let layout = Layout::of(records.len(), words);
    Digested::new(Index::new(
        records.into_iter().map(Digested::new).collect(),
        layout,
        Language::English,
    ))
}

#[test]
fn the_same_pages_have_the_same_index() {
    let site = site();
    assert!(outputs(&site.build_cold()) == outputs(&site.build_cold()));
}

#[test]
fn an_edit_renders_only_files_that_change() {
    let mut site = site();
    let build = site.build();
    outputs(&build);
    let rendered = |site: &mut Site| {
        let build = site.build();
        outputs(&build);
        build.work().outputs_rendered
    };
    let texts = |build: &Build| ["text/0", "text/1", "text/2"].map(|name| handed(build, name).0);
    let before = texts(&site.build());
    site.replace("content/part/page.md", "A *walk*", "A long *walk*");
    // The page, the index, its words and its text.
    assert_eq!(rendered(&mut site), 4);
    let after = texts(&site.build());
    assert!(
        before[..2] == after[..2] && before[2] != after[2],
        "{before:?} {after:?}"
    );
    site.replace("content/part/page.md", "A long *walk*", "A long **walk**");
    assert_eq!(rendered(&mut site), 1, "its text is the same");
    site.write("content/hidden.md", "---\nsearch: false\n---\nOne.\n");
    rendered(&mut site);
    site.replace("content/hidden.md", "One.", "Two.");
    assert_eq!(rendered(&mut site), 1, "search does not find it");
    let before = texts(&site.build());
    site.replace("content/part/page.md", "Sore calves", "Tired calves");
    rendered(&mut site);
    let after = texts(&site.build());
    assert!(
        before[..2] == after[..2] && before[2] != after[2],
        "only the file of its own page has a title"
    );
    assert!(
        outputs(&site.build()) == outputs(&site.build_cold()),
        "the warm build is the cold one"
    );
}

/// Returns pages whose words are as frequent as in prose: a few often, many seldom.
fn prose(pages: u64, words: u64) -> Vec<SearchRecord> {
    let mut seed = 1_u64;
    let mut random = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let name = |mut number: u64| -> String {
        let mut name = String::from("w");
        while number > 0 {
            name.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        name
    };
    let mut text = || -> String {
        // The product of three is small often.
        let words: Vec<String> = (0..words)
            .map(|_| name(random(40) * random(40) * random(40) / 2))
            .collect();
        words.join(" ")
    };
    let record = |page| SearchRecord {
        url: format!("/part-{}/page-{page}/", page % 50),
        title: format!("Page {page}"),
        section: Some("Part".to_owned()),
        description: None,
        passages: Digested::new(vec![Passage {
            id: None,
            heading: String::new(),
            text: text(),
        }]),
        questions: Vec::new(),
    };
    (0..pages).map(record).collect()
}

#[test]
fn a_large_index_is_never_loaded_whole() {
    // A tenth of the words of 10,000 real pages, so that the test does not take a minute. The
    // number of words decides how many files there are, so each file is as large as a real one.
    let index = index(prose(10_000, 75));
    let layout = index.layout;
    assert_eq!(
        (layout.pages_a_text, layout.texts(), layout.terms),
        (32, 313, 32)
    );
    let terms = (0..layout.terms).map(|number| terms_file(&index, number));
    let texts = (0..layout.texts()).map(|number| text_file(number, index.of_text(number)));
    let sizes: Vec<usize> = terms.chain(texts).map(|file| file.len()).collect();
    assert!(sizes.iter().all(|size| *size < 64_000), "{sizes:?}");
    assert!(index_file(&index).len() < 16_000);
    let found: usize = (0..layout.terms)
        .map(|number| terms_of(&index, number))
        .map(|terms| {
            assert!(terms.keys().zip(terms.keys().skip(1)).all(|(a, b)| a < b));
            terms.len()
        })
        .sum();
    assert!(found > 5_000, "{found} words");
}

fn terms_of(index: &Digested<Index>, number: usize) -> BTreeMap<String, String> {
    terms(&read(&terms_file(index, number), &format!("terms/{number}")).1)
}

#[test]
fn the_browser_splits_text_into_the_same_words() {
    let texts = [
        "Runners’ aches; the runner's ache, don't! Therapies & calories. \
         Stretches, axes, sizes, buses, ties, shoes, movies",
        "Plantar Fasciitis (plantar fasciopathy) — stress, this, is, gas, glass, heroes, calves",
        "Café CAFÉ cafe\u{301} Straße ŁÓDŹ İstanbul Ὀδυσσεύς ΣΊΣΥΦΟΣ ﬁne ½ ² Ⅷ ｆｕｌｌ ＡＢＣ",
        "l'eau d’été 5K 10.5 warm-up e\u{2011}mail a_b C++ x\u{200b}y 'quoted' ''",
        "マッサージの基本 走る 한국어 ภาษาไทย မြန်မာ ខ្មែរ 𠀀𠀁𠀂 カ ｶﾞ が",
        "नमस्ते हिन्दी العَرَبِيَّة עִבְרִית தமிழ் Привет Ёлка ǅ ŉ ĳ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "🏃‍♀️ run🏃run a\u{ad}b \u{1F1E9} Ǆ ß ẞ æ Œ ø Đ ð þ ı",
        "",
    ];
    let mut cases = Vec::new();
    for (text, english) in texts.iter().flat_map(|text| [(text, true), (text, false)]) {
        let mut words = Vec::new();
        let language = if english {
            Language::English
        } else {
            Language::Other
        };
        each_word(text, language, |word| words.push(word.to_owned()));
        cases.push(json!({"text": text, "english": english, "words": words}));
    }
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("engine.js"), SEARCH_ENGINE).expect("a file");
    fs::write(folder.path().join("words.json"), json!(cases).to_string()).expect("a file");
    browser::judge("search/words.mjs", folder.path());
}
