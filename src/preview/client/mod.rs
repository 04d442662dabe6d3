//! The client: the scripts and styles that the preview adds to pages, and the library that patches
//! an open page.

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// A file of the client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClientFile {
    /// The name below `/_milepost/`.
    name: &'static str,
    pub content_type: &'static str,
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal $content_type:ident $path:literal)*) => {
        &[$(ClientFile { name: $name, content_type: $content_type, text: include_str!($path) }),*]
    };
}

const FILES: &[ClientFile] = files! {
    "main.js" SCRIPT "main.js"
    "track.js" SCRIPT "track.js"
    "listen.js" SCRIPT "listen.js"
    "hub.js" SCRIPT "hub.js"
    "patch.js" SCRIPT "patch.js"
    "changes.js" SCRIPT "changes.js"
    "same.js" SCRIPT "same.js"
    "place.js" SCRIPT "place.js"
    "scripts.js" SCRIPT "scripts.js"
    "files.js" SCRIPT "files.js"
    "jump.js" SCRIPT "jump.js"
    "cover.js" SCRIPT "cover.js"
    "faults.js" SCRIPT "faults.js"
    "editor.js" SCRIPT "editor.js"
    "bar.js" SCRIPT "bar.js"
    "idiomorph.js" SCRIPT "idiomorph/idiomorph.esm.js"
    "client.css" STYLE "client.css"
    "bar.css" STYLE "bar.css"
};

/// Returns the file with a name.
pub(crate) fn file(name: &str) -> Option<&'static ClientFile> {
    FILES.iter().find(|file| file.name == name)
}
