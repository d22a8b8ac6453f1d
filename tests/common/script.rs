//! Scripts as a browser reads them.

/// The text of a script: in UTF-16, if its first bytes say so, else in UTF-8.
pub fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFF, 0xFE]) {
        Some(letters) => {
            let (letters, _) = letters.as_chunks();
            let letters: Vec<u16> = letters.iter().map(|letter| u16::from_le_bytes(*letter)).collect();
            String::from_utf16_lossy(&letters)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
