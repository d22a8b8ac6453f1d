//! The directives of a body against the components of the theme: names, attributes, types.

use tera::{ComponentArg, ComponentArgType, ComponentInfo, Value};

use crate::diag::{Diagnostic, message};
use crate::markdown::{Attribute, AttributeValue, Body, Directive};
use crate::text::suggest;

use super::engine::Engine;

/// What is wrong with the directives of `body`.
pub fn check_directives(engine: &Engine, body: &Body) -> Vec<Diagnostic> {
    if !body.outline.has_directives {
        return Vec::new();
    }
    body.content().html.directives().flat_map(|directive| check_directive(engine, directive)).collect()
}

/// What is wrong with one directive. One whose name is misspelt has been told of already.
pub(super) fn check_directive(engine: &Engine, directive: &Directive) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    match engine.directive(&directive.name) {
        Some(component) => check(directive, &component, &mut findings),
        None if is_plain(&directive.name) => findings.push(unknown(directive, &engine.directives())),
        None => {}
    }
    findings
}

/// Whether a name is spelt as names are.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The value of an attribute of a declared type; none if it does not fit.
pub(super) fn typed(text: &str, declared: Option<ComponentArgType>) -> Option<Value> {
    match declared {
        Some(ComponentArgType::Integer) => {
            text.parse::<i64>().ok().map(|value| Value::from_serializable(&value))
        }
        Some(ComponentArgType::Float | ComponentArgType::Number) => {
            text.parse::<f64>().ok().map(|value| Value::from_serializable(&value))
        }
        Some(ComponentArgType::Bool) => {
            text.parse::<bool>().ok().map(|value| Value::from_serializable(&value))
        }
        _ => Some(Value::from_serializable(text)),
    }
}

fn check(directive: &Directive, component: &ComponentInfo, findings: &mut Vec<Diagnostic>) {
    let name = &directive.name;
    let open = component.rest_param().is_some();
    let known: Vec<&ComponentArg> =
        component.args().iter().filter(|arg| !arg.is_implicit() && !is_fact(arg.name())).collect();
    for attribute in &directive.attributes {
        match known.iter().find(|arg| arg.name() == attribute.name) {
            Some(arg) => findings.extend(wrong_type(attribute, arg)),
            None if open => {}
            None => findings.push(unknown_attribute(name, attribute, &known)),
        }
    }
    let missing: Vec<&str> = known
        .iter()
        .filter(|arg| arg.is_required() && arg.name() != "body")
        .map(|arg| arg.name())
        .filter(|arg| !directive.attributes.iter().any(|attribute| attribute.name == *arg))
        .collect();
    if !missing.is_empty() {
        findings.push(missing_attributes(directive, &missing));
    }
}

/// What the program itself tells a component about a file: `src_width`, `file_size`.
fn is_fact(name: &str) -> bool {
    name.rsplit_once('_').is_some_and(|(link, fact)| {
        ["src", "href", "file", "poster"].contains(&link)
            && ["width", "height", "size", "type"].contains(&fact)
    })
}

fn wrong_type(attribute: &Attribute, arg: &ComponentArg) -> Option<Diagnostic> {
    let AttributeValue::Text(text) = &attribute.value else { return None };
    if typed(text, arg.arg_type()).is_some() {
        return None;
    }
    let name = &attribute.name;
    let (vi, en) = match arg.arg_type() {
        Some(ComponentArgType::Integer) => ("một số nguyên, như 5", "a whole number, like 5"),
        Some(ComponentArgType::Float | ComponentArgType::Number) => {
            ("một số, có dấu chấm thập phân, như 1.5", "a number, with a decimal point, like 1.5")
        }
        _ => ("true hoặc false", "true or false"),
    };
    Some(
        Diagnostic::error(
            "directive-attribute",
            message!("{name}=\"{text}\" không đúng kiểu", "{name}=\"{text}\" is not of the right type"),
        )
        .at(attribute.span.clone())
        .help(message!("viết {vi}", "write {en}")),
    )
}

fn missing_attributes(directive: &Directive, missing: &[&str]) -> Diagnostic {
    let name = &directive.name;
    let colons = if directive.body.is_some() { ":::" } else { "::" };
    let list = missing.iter().map(|name| format!("{name}=\"…\"")).collect::<Vec<_>>();
    let (listed, written) = (list.join(", "), list.join(" "));
    Diagnostic::error(
        "directive-attribute",
        message!("khối “{name}” thiếu {listed}", "the block “{name}” lacks {listed}"),
    )
    .at(directive.span.clone())
    .help(message!("viết {colons}{name}{{{written}}}", "write {colons}{name}{{{written}}}"))
}

fn unknown(directive: &Directive, known: &[String]) -> Diagnostic {
    let name = &directive.name;
    let list = known.join(", ");
    Diagnostic::error("unknown-directive", message!("không có khối “{name}”", "there is no block “{name}”"))
        .at(directive.span.clone())
        .help(match suggest::nearest(name, known.iter().map(String::as_str)) {
            Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
            None => message!("các khối dùng được: {list}", "the blocks that can be used: {list}"),
        })
}

fn unknown_attribute(directive: &str, attribute: &Attribute, known: &[&ComponentArg]) -> Diagnostic {
    let name = &attribute.name;
    let names: Vec<&str> = known.iter().map(|arg| arg.name()).filter(|name| *name != "body").collect();
    let list = names.join(", ");
    Diagnostic::error(
        "directive-attribute",
        message!(
            "khối “{directive}” không có thuộc tính “{name}”",
            "the block “{directive}” has no attribute “{name}”"
        ),
    )
    .at(attribute.span.clone())
    .help(match suggest::nearest(name, names.iter().copied()) {
        Some(near) => message!("có phải là “{near}”?", "did you mean “{near}”?"),
        None => message!("các thuộc tính dùng được: {list}", "the attributes that can be used: {list}"),
    })
}
