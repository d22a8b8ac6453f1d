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
pub(super) struct Script(Vec<u8>);

impl Script {
    /// The bytes of a call with the arguments that `write` adds.
    pub(super) fn of(write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut script = Self(Vec::with_capacity(ROOM));
        script.text(CALL);
        write(&mut script);
        script.text(END);
        script.0
    }

    /// Adds an argument as JSON has it, before those that follow.
    pub(super) fn json(&mut self, json: &serde_json::Value) {
        self.text(&format!("{json},"));
    }

    /// Adds bits as the last argument; each of them begins with a letter.
    pub(super) fn bits<'b>(&mut self, all: impl IntoIterator<Item = &'b Bits>) {
        self.text("\"");
        all.into_iter().for_each(|bits| bits.push_to(&mut self.0));
        self.text("\"");
    }

    fn text(&mut self, text: &str) {
        text.encode_utf16().for_each(|letter| self.0.extend(letter.to_le_bytes()));
    }
}
