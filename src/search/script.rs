//! What a shard is in a browser: a script, in UTF-16. Nearly all that it holds are letters of [`Bits`], of which fifteen in
//! sixteen bits tell something; and its first two bytes tell the encoding, whatever a server or a page says of it.

use super::bits::Bits;

/// The beginning of the call that a script is.
const CALL: &str = "\u{FEFF}thidua_search(";
/// Its end.
const END: &str = ");\n";

/// How much room most of them need.
const ROOM: usize = 1 << 12;

/// A script that is written.
#[derive(Debug)]
pub(super) struct Script {
    bytes: Vec<u8>,
    /// Whether its call has an argument.
    has_any: bool,
}

impl Script {
    /// The bytes of a call with the arguments that `write` adds.
    pub(super) fn of(write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut script = Self { bytes: Vec::with_capacity(ROOM), has_any: false };
        script.text(CALL);
        write(&mut script);
        script.text(END);
        script.bytes
    }

    /// Adds an argument as JSON has it.
    pub(super) fn json(&mut self, json: &serde_json::Value) {
        self.begin();
        self.text(&json.to_string());
    }

    /// Adds bits as one argument; each of them begins with a letter.
    pub(super) fn bits<'b>(&mut self, all: impl IntoIterator<Item = &'b Bits>) {
        self.begin();
        self.text("\"");
        all.into_iter().for_each(|bits| bits.push_to(&mut self.bytes));
        self.text("\"");
    }

    fn begin(&mut self) {
        if std::mem::replace(&mut self.has_any, true) {
            self.text(",");
        }
    }

    fn text(&mut self, text: &str) {
        text.encode_utf16().for_each(|letter| self.bytes.extend(letter.to_le_bytes()));
    }
}
