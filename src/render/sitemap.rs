//! What search engines are told: the sitemap (sitemaps.org 0.9) and robots.txt.

use jiff::civil::Date;

use crate::lang::Lang;
use crate::permalink::{LinkBase, Permalink};
use crate::site::{Node, Route, Site, What};

use super::xml::{document, text};

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The addresses of these routes, with the day each last changed and its other languages.
pub(super) fn urls(site: &Site, routes: &[Route]) -> Vec<u8> {
    let Some(base) = site.config.base_url.as_ref().map(LinkBase::absolute) else { return Vec::new() };
    document(|xml| {
        let root = [("xmlns", SITEMAP), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
        xml.create_element("urlset").with_attributes(root).write_inner_content(|xml| {
            for route in routes {
                xml.create_element("url").write_inner_content(|xml| {
                    text(xml, "loc", &base.href(&route.permalink))?;
                    if let Some(changed) = changed(site, route) {
                        text(xml, "lastmod", &changed.to_string())?;
                    }
                    for (lang, permalink) in versions(site, route) {
                        let href = base.href(permalink);
                        let other = [("rel", "alternate"), ("hreflang", lang.code()), ("href", &href)];
                        xml.create_element("xhtml:link").with_attributes(other).write_empty()?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// The parts of a sitemap.
pub(super) fn index(site: &Site, parts: &[Permalink]) -> Vec<u8> {
    let Some(base) = site.config.base_url.as_ref().map(LinkBase::absolute) else { return Vec::new() };
    document(|xml| {
        xml.create_element("sitemapindex").with_attribute(("xmlns", SITEMAP)).write_inner_content(|xml| {
            for part in parts {
                xml.create_element("sitemap")
                    .write_inner_content(|xml| text(xml, "loc", &base.href(part)))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// All may read all of it.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let base = site.config.base_url.as_ref().map(LinkBase::absolute);
    let sitemap = base.map(|base| format!("\nSitemap: {}\n", base.href(&Permalink::file("sitemap.xml"))));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default()).into_bytes()
}

fn changed(site: &Site, route: &Route) -> Option<Date> {
    let document = match route.what {
        What::Page(page) => site.document(Node::Page(page)),
        What::Section(section, _) => site.document(Node::Section(section)),
        _ => None,
    }?;
    document.front.updated.or(document.date)
}

/// The languages of a page that has more than one: search engines want each version to name all, itself too.
fn versions<'a>(site: &'a Site, route: &'a Route) -> Vec<(&'a Lang, &'a Permalink)> {
    let (own, others) = match route.what {
        What::Page(page) => (&site[page].document.lang, &site[page].translations),
        What::Section(section, ref pager) if pager.number == 1 => {
            (&site[section].lang, &site[section].translations)
        }
        _ => return Vec::new(),
    };
    let own = (!others.is_empty()).then_some((own, &route.permalink));
    own.into_iter().chain(others.iter().map(|(lang, permalink)| (lang, permalink))).collect()
}
