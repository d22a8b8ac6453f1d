//! File names that Windows refuses, so that the site can be copied to the office's machines.
//!
//! The rules are those of "Naming Files, Paths, and Namespaces" in the Windows documentation.

/// Why Windows refuses a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is empty.
    Empty,
    /// It is the name of a device, with any extension: `CON`, `nul.txt`, `COM1.x`.
    Device,
    /// It holds this character: one of `<>:"/\|?*`, or a control character.
    Character(char),
    /// It ends with a dot or a space, which Windows drops.
    DotOrSpaceAtEnd,
    /// It is longer than 255 UTF-16 code units, or than the 255 bytes that other systems take.
    TooLong,
}

/// Why Windows would refuse `name` as one component of a path; `None` if it takes it.
///
/// ```
/// use thidua::text::windows::{Reason, unsafe_name};
///
/// assert_eq!(unsafe_name("ke-hoach.html"), None);
/// assert_eq!(unsafe_name("aux.html"), Some(Reason::Device));
/// ```
pub fn unsafe_name(name: &str) -> Option<Reason> {
    if name.is_empty() {
        Some(Reason::Empty)
    } else if let Some(refused) = name.chars().find(|&c| is_refused(c)) {
        Some(Reason::Character(refused))
    } else if name.ends_with(['.', ' ']) {
        Some(Reason::DotOrSpaceAtEnd)
    } else if is_device(name) {
        Some(Reason::Device)
    } else if name.encode_utf16().count() > 255 || name.len() > 255 {
        Some(Reason::TooLong)
    } else {
        None
    }
}

/// Whether no name may hold `c`.
fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

/// Whether `name` up to its first dot is a device.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ').to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    match port {
        Some(number) => {
            matches!(number, "¹" | "²" | "³" | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")
        }
        None => matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{Reason, unsafe_name};
    use crate::text::slug;

    #[test]
    fn names() {
        let longest = "ế".repeat(85);
        let too_long = "ế".repeat(86);
        let pairs = "𝐀".repeat(128);
        let table = [
            ("ke-hoach.html", None),
            ("Kế hoạch (bản 2).pdf", None),
            (".gitignore", None),
            ("console", None),
            ("com", None),
            ("com10", None),
            ("contact.html", None),
            ("", Some(Reason::Empty)),
            ("CON", Some(Reason::Device)),
            ("nul", Some(Reason::Device)),
            ("NUL.txt", Some(Reason::Device)),
            ("Aux .tar.gz", Some(Reason::Device)),
            ("COM1.x", Some(Reason::Device)),
            ("lpt9", Some(Reason::Device)),
            ("com²", Some(Reason::Device)),
            ("conin$", Some(Reason::Device)),
            ("a.", Some(Reason::DotOrSpaceAtEnd)),
            ("a ", Some(Reason::DotOrSpaceAtEnd)),
            ("..", Some(Reason::DotOrSpaceAtEnd)),
            ("327/KH", Some(Reason::Character('/'))),
            ("a\\b", Some(Reason::Character('\\'))),
            ("a:b", Some(Reason::Character(':'))),
            ("sao*?", Some(Reason::Character('*'))),
            ("a\tb", Some(Reason::Character('\t'))),
            (&longest, None),
            (&too_long, Some(Reason::TooLong)),
            (&pairs, Some(Reason::TooLong)),
        ];
        for (name, expected) in table {
            assert_eq!(unsafe_name(name), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn slugs_fail_only_for_length_or_devices(text in any::<String>()) {
            let name = format!("{}-x", slug(&text));
            prop_assert_eq!(unsafe_name(&name).filter(|&reason| reason != Reason::TooLong), None);
            let _ = unsafe_name(&text);
        }
    }
}
