//! The default theme and the skeletons are part of the program: it is built anew when a file joins or leaves them.

fn main() {
    for folder in ["themes/bac-kan", "src/scaffold"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
