//! The menus of the settings.

use crate::diag::message;
use crate::lang::Lang;
use crate::span::Span;
use crate::yaml::{Entry, Value};

use super::bad_lang;

/// A menu in one language.
#[derive(Debug, Clone)]
pub struct Menu {
    /// `main`, `footer` or any other.
    pub name: String,
    /// The language it is for; none means every language that has none of its own.
    pub lang: Option<Lang>,
    /// Its entries.
    pub items: Vec<MenuItem>,
}

/// An entry of a menu.
#[derive(Debug, Clone)]
pub struct MenuItem {
    /// What readers see; else the page's own title.
    pub title: Option<String>,
    /// Where it leads; a heading over its children leads nowhere.
    pub target: Option<MenuTarget>,
    /// Entries below it.
    pub children: Vec<MenuItem>,
    /// Where it is declared.
    pub span: Span,
}

/// Where an entry of a menu leads.
#[derive(Debug, Clone)]
pub enum MenuTarget {
    /// To a source file, from `content/`.
    Page(String),
    /// To another site.
    Url(String),
}

/// `main` is a menu for all languages, `main.en` one for English.
pub(super) fn menu(entry: &Entry<'_>) -> Option<Menu> {
    let (name, lang) = match entry.name.split_once('.') {
        Some((name, code)) => match Lang::parse(code) {
            Some(lang) => (name, Some(lang)),
            None => {
                bad_lang(&entry.key, code);
                return None;
            }
        },
        None => (entry.name.as_str(), None),
    };
    Some(Menu { name: name.to_owned(), lang, items: menu_items(&entry.value) })
}

fn menu_items(list: &Value<'_>) -> Vec<MenuItem> {
    let items = list.items().into_iter().filter_map(|value| {
        let mut fields = value.fields()?;
        let page = fields.get("page");
        let url = fields.get("url");
        let span = page.or(url).unwrap_or(value).span();
        let item = MenuItem {
            title: fields.text("title"),
            target: page
                .and_then(|page| page.text())
                .map(MenuTarget::Page)
                .or_else(|| url.and_then(|url| web_address(&url)).map(MenuTarget::Url)),
            children: fields.get("children").map(|children| menu_items(&children)).unwrap_or_default(),
            span,
        };
        fields.finish(&[]);
        if item.title.is_none() && !matches!(item.target, Some(MenuTarget::Page(_))) {
            value.error(
                "missing-menu-title",
                message!("mục này của trình đơn chưa có tên", "this entry of the menu has no name"),
                Some(message!("thêm title: …", "add title: …")),
            );
            return None;
        }
        Some(item)
    });
    items.collect()
}

/// An address that a browser may open from a menu.
fn web_address(value: &Value<'_>) -> Option<String> {
    let text = value.text()?;
    if ["https://", "http://", "mailto:", "tel:"].iter().any(|start| text.starts_with(start)) {
        return Some(text);
    }
    value.error(
        "menu-url-invalid",
        message!(
            "“{text}” không phải địa chỉ của một trang web",
            "“{text}” is not the address of a web page"
        ),
        Some(message!(
            "viết như https://vi-du.vn/; trang trong site thì dùng page: thay cho url:",
            "write it like https://example.org/; for a page of this site, use page: instead of url:"
        )),
    );
    None
}
