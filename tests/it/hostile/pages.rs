//! Pages that show hostile words must show nothing but words.

use crate::support::site::Answer;
use scraper::ElementRef;

/// Elements that no page of the product has.
const FOREIGN: [&str; 16] = [
    "img",
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "math",
    "video",
    "audio",
    "marquee",
    "frame",
    "frameset",
    "style",
    "foreignobject",
    "animate",
    "xss",
];

/// Nothing on the page came from a word: no script, no handler, no address of elsewhere.
pub fn harmless(what: &str, page: &Answer) {
    let html = page.html();
    for element in html.root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        assert!(!FOREIGN.contains(&name), "{what}: <{name}>");
        if name == "script" {
            assert!(
                element.value().attr("src").is_some_and(|src| src.starts_with("/static/")),
                "{what}: a script"
            );
            assert_eq!(element.text().collect::<String>().trim(), "", "{what}: a script with a text");
        }
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{what}: {attribute}={value}");
            assert!(
                !["style", "srcdoc", "formaction", "background", "ping"].contains(&attribute),
                "{what}: {attribute}"
            );
            if ["href", "src", "action", "xlink:href"].contains(&attribute) {
                let local = value.starts_with('/') && !value.starts_with("//") && !value.contains('\\');
                let known = ["#", "?", "mailto:", "tel:"].iter().any(|start| value.starts_with(start));
                assert!(local || known || value.is_empty(), "{what}: {attribute}={value}");
            }
        }
    }
}

/// What went wrong, in short.
pub fn brief(answer: &Answer) -> String {
    let text = answer.texts("main").concat();
    (if text.is_empty() { &answer.body } else { &text }).chars().take(600).collect()
}
