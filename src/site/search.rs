//! The page that searches.

use super::model::{Node, Site};
use crate::lang::Lang;

/// The template of a page that searches its language.
const TEMPLATE: &str = "search";

impl Site {
    /// The page that searches what is written in `lang`: the first with the template `search`.
    pub fn search_page(&self, lang: &Lang) -> Option<Node> {
        let searches = |node: &Node| {
            let document = self.document(*node);
            document.is_some_and(|it| it.lang == *lang && it.front.template.as_deref() == Some(TEMPLATE))
        };
        self.nodes().into_iter().find(searches)
    }
}
