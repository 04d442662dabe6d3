//! Builds the theme into the binary anew when one of its files comes or goes; the compiler only
//! sees those that it knows.

fn main() {
    println!("cargo:rerun-if-changed=themes/stride");
}
