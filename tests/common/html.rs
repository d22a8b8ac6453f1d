//! HTML as a browser's tokenizer sees it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A tag or a run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// `<name …>`.
    Start(Element),
    /// `</name>`.
    End(String),
    /// With character references resolved.
    Text(String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// In lower case.
    pub name: String,
    /// As written.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Elements that have no end tag.
pub const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The pieces of a page.
pub fn pieces(html: &str) -> Vec<Piece> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// The elements of a page.
pub fn elements(html: &str) -> Vec<Element> {
    let starts = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Start(element) => Some(element),
        _ => None,
    });
    starts.collect()
}

/// The words of a page, a space between blocks, without scripts and styles.
pub fn words(pieces: &[Piece]) -> String {
    let mut words = String::new();
    let mut silent = false;
    for piece in pieces {
        match piece {
            Piece::Start(element) => silent = ["script", "style"].contains(&element.name.as_str()),
            Piece::End(_) => silent = false,
            Piece::Text(text) if !silent => words.push_str(text),
            Piece::Text(_) => {}
        }
        let inline = ["a", "b", "em", "strong", "span", "sup", "i", "code", "time"];
        match piece {
            Piece::Start(element) if !inline.contains(&element.name.as_str()) => words.push(' '),
            Piece::End(name) if !inline.contains(&name.as_str()) => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands within the first element that is `wanted`.
pub fn within(pieces: &[Piece], wanted: impl Fn(&Element) -> bool) -> &[Piece] {
    let is_wanted = |piece: &Piece| matches!(piece, Piece::Start(element) if wanted(element));
    let Some(start) = pieces.iter().position(is_wanted) else { return &[] };
    let Piece::Start(Element { name: outer, .. }) = &pieces[start] else { return &[] };
    let mut depth = 0;
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        match piece {
            Piece::Start(element) if element.name == *outer => depth += 1,
            Piece::End(name) if name == outer => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &pieces[start + 1..at];
        }
    }
    &pieces[start + 1..]
}

/// What is wrong with how the elements of a page are nested; none if all is well.
pub fn misnested(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Start(element) if !VOID.contains(&element.name.as_str()) => open.push(element.name),
            Piece::End(name) => match open.pop() {
                Some(top) if top == name => {}
                top => return Some(format!("</{name}> closes {top:?}")),
            },
            _ => {}
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} are never closed"))
}

/// The ids of a page, and those that it gives twice.
pub fn ids(elements: &[Element]) -> (BTreeSet<&str>, Vec<&str>) {
    let mut ids = BTreeSet::new();
    let all = elements.iter().filter_map(|element| element.get("id"));
    let doubles = all.filter(|id| !ids.insert(*id)).collect();
    (ids, doubles)
}

#[derive(Default)]
struct Sink(RefCell<Vec<Piece>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut pieces = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                let raw = match name.as_str() {
                    "script" => Some(RawKind::ScriptData),
                    "style" | "iframe" | "noscript" => Some(RawKind::Rawtext),
                    "title" | "textarea" => Some(RawKind::Rcdata),
                    _ => None,
                };
                let attributes =
                    tag.attrs.iter().map(|it| (it.name.local.to_string(), it.value.to_string())).collect();
                pieces.push(Piece::Start(Element { name, attributes }));
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::TagToken(tag) => pieces.push(Piece::End(tag.name.to_string())),
            Token::CharacterTokens(text) => match pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text),
                _ => pieces.push(Piece::Text(text.to_string())),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
