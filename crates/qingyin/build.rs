//! Has the program built anew when the web app inside it changed.
//!
//! Only with optimisations is the app inside; else its files are read where they lie.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // Cargo asks again each time while the folder is missing.
        println!("cargo::rerun-if-changed=../../web/build");
    }
}
