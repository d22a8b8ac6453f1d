//! Reads one file: decodes the text that the program parses, measures and hashes the rest.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;

use crate::diag::{Diagnostic, message};
use crate::files;
use crate::span::{SourcePath, Span};
use crate::text::{encoding, nfc};

use super::{Alignment, SourceText, is_parsed};

/// A file of the site.
#[derive(Debug, Clone)]
pub enum SourceFile {
    /// Text that the program parses.
    Text(TextFile),
    /// Anything else: copied as it is.
    Blob(Blob),
}

impl SourceFile {
    /// Of its text once cleaned, or of its bytes.
    pub fn hash(&self) -> Hash {
        match self {
            Self::Text(file) => file.hash,
            Self::Blob(blob) => blob.hash,
        }
    }
}

/// Text without a BOM, with `\n` line ends, in NFC.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// The cleaned text.
    pub text: SourceText,
    /// Of the cleaned text.
    pub hash: Hash,
    /// The runs of the cleaned text that the file itself does not have in NFC.
    pub decomposed: Vec<Range<usize>>,
    /// Whether the file itself was not UTF-8: what it says can only be guessed.
    pub is_damaged: bool,
}

/// A file that is copied.
#[derive(Debug, Clone)]
pub struct Blob {
    /// Where its bytes are.
    pub origin: Origin,
    /// Its size in bytes.
    pub len: u64,
    /// Of its bytes.
    pub hash: Hash,
    /// Width and height in pixels, if it is an image.
    pub dimensions: Option<(u32, u32)>,
}

impl Blob {
    /// Of bytes that are no image.
    pub fn of(bytes: Vec<u8>) -> Self {
        let hash = blake3::hash(&bytes);
        Self { len: bytes.len() as u64, hash, origin: Origin::Memory(bytes.into()), dimensions: None }
    }
}

/// Where the bytes of a [`Blob`] are.
#[derive(Debug, Clone)]
pub enum Origin {
    /// In a file.
    Disk(PathBuf),
    /// In the program.
    Memory(Arc<[u8]>),
}

/// Reads the file `path` from `disk`. Text that is not UTF-8 gives a diagnostic besides, and what can be read of it.
pub fn load(path: &SourcePath, disk: &Path) -> anyhow::Result<(SourceFile, Option<Diagnostic>)> {
    if is_parsed(path) {
        return Ok(text_file(path, files::read(disk)?));
    }
    let origin = Origin::Disk(disk.to_owned());
    let blob = if is_image(path) {
        blob(path, &files::read(disk)?, origin)
    } else {
        // A film need not fit into memory.
        Blob { origin, len: files::metadata(disk)?.len, hash: files::hash(disk)?, dimensions: None }
    };
    Ok((SourceFile::Blob(blob), None))
}

/// The file `path` made of bytes in memory.
pub fn load_bytes(path: &SourcePath, bytes: &[u8]) -> (SourceFile, Option<Diagnostic>) {
    if is_parsed(path) {
        return text_file(path, bytes.to_vec());
    }
    (SourceFile::Blob(blob(path, bytes, Origin::Memory(Arc::from(bytes)))), None)
}

/// Cleans text: no BOM, `\n` line ends, NFC.
pub fn decode(text: &str) -> TextFile {
    let normal = nfc(without_bom(text));
    let decomposed = match normal {
        Cow::Borrowed(_) => Vec::new(),
        Cow::Owned(_) => Alignment::of(text).decomposed(),
    };
    let text = with_line_feeds(normal);
    TextFile { hash: blake3::hash(text.as_bytes()), text: text.into(), decomposed, is_damaged: false }
}

/// The cleaned text alone.
pub(super) fn cleaned(text: &str) -> String {
    with_line_feeds(nfc(without_bom(text)))
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn with_line_feeds(text: Cow<'_, str>) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

fn text_file(path: &SourcePath, bytes: Vec<u8>) -> (SourceFile, Option<Diagnostic>) {
    match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => (SourceFile::Text(decode(text)), None),
        Err(error) => {
            let valid = error.valid_up_to();
            let finding = not_utf8(path, &bytes, valid);
            let text = decode(&String::from_utf8_lossy(&bytes));
            (SourceFile::Text(TextFile { is_damaged: true, ..text }), Some(finding))
        }
    }
}

fn not_utf8(path: &SourcePath, bytes: &[u8], valid: usize) -> Diagnostic {
    let guess = encoding::guess(bytes);
    let (looks_vi, looks_en) = match guess {
        Some(name) => (format!(" (có vẻ là {name})"), format!(" (it looks like {name})")),
        None => (String::new(), String::new()),
    };
    // The cleaned text is shown, so the place is that of the cleaned text before the first bad byte.
    let before = decode(&String::from_utf8_lossy(&bytes[..valid])).text.len();
    Diagnostic::error(
        "not-utf8",
        message!("tệp không phải chữ Unicode UTF-8{looks_vi}", "the file is not UTF-8 text{looks_en}"),
    )
    .at(Span::new(path, before..before + '\u{fffd}'.len_utf8()))
    .help(match guess {
        Some("TCVN3 (ABC)" | "VNI") => message!(
            "chuyển mã sang Unicode (UniKey: Ctrl+Shift+F6), rồi lưu bằng Notepad với ô Mã hóa (Encoding) là UTF-8",
            "convert it to Unicode (UniKey: Ctrl+Shift+F6), then save it in Notepad with Encoding set to UTF-8"
        ),
        Some(_) => message!(
            "mở tệp bằng Notepad, chọn Lưu thành (Save as), ô Mã hóa (Encoding) chọn UTF-8",
            "open the file in Notepad, choose Save as, and set Encoding to UTF-8"
        ),
        None => message!(
            "gõ lại những chữ bị hỏng (hiện thành �) hoặc chuyển mã sang Unicode, rồi lưu bằng Notepad với ô Mã hóa (Encoding) là UTF-8",
            "type the broken letters (shown as �) again or convert the file to Unicode, then save it in Notepad with Encoding set to UTF-8"
        ),
    })
}

fn blob(path: &SourcePath, bytes: &[u8], origin: Origin) -> Blob {
    Blob { origin, len: bytes.len() as u64, hash: blake3::hash(bytes), dimensions: dimensions(path, bytes) }
}

fn is_image(path: &SourcePath) -> bool {
    const IMAGES: [&str; 8] = ["svg", "jpg", "jpeg", "png", "gif", "webp", "avif", "bmp"];
    IMAGES.contains(&path.extension().to_ascii_lowercase().as_str())
}

/// The size of an image in pixels.
fn dimensions(path: &SourcePath, bytes: &[u8]) -> Option<(u32, u32)> {
    if !is_image(path) {
        return None;
    }
    if path.extension().eq_ignore_ascii_case("svg") {
        return svg_dimensions(std::str::from_utf8(bytes).ok()?);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// `width` and `height` of the `<svg>` element in pixels, else those of its `viewBox`.
fn svg_dimensions(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let value = &tag[tag.find(&format!(" {name}=\""))? + name.len() + 3..];
        Some(&value[..value.find('"')?])
    };
    let pixels = |name: &str| {
        let value: f64 = attribute(name)?.trim_end_matches("px").parse().ok()?;
        (value >= 1.0 && value <= f64::from(u32::MAX)).then_some(value.round() as u32)
    };
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let mut view_box =
        attribute("viewBox")?.split([' ', ',']).filter_map(|number| number.parse::<f64>().ok()).skip(2);
    let (width, height) = (view_box.next()?, view_box.next()?);
    (width >= 1.0 && height >= 1.0).then_some((width.round() as u32, height.round() as u32))
}
