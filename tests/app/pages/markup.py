"""A strict reader of our own pages: what is wrong with one, as sentences, and what stands where.

It knows the elements and attributes that our templates use, so anything that foreign text smuggled in is
an element or attribute too many. Not a general HTML checker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "img", "path", "circle", "rect"})
ELEMENTS = VOID | frozenset(
    [
        "html",
        "head",
        "title",
        "body",
        "header",
        "nav",
        "main",
        "footer",
        "article",
        "section",
        "div",
        "p",
        "span",
        "strong",
        "small",
        "ul",
        "li",
        "a",
        "h1",
        "h2",
        "h3",
        "bdi",
        "time",
        "svg",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "form",
        "label",
        "textarea",
        "button",
    ]
)
GLOBAL = frozenset({"class", "id", "lang", "dir", "hidden", "tabindex", "aria-labelledby", "aria-label"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "rel", "download"}),
    "article": frozenset({"data-verdict"}),
    "button": frozenset({"type"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "form": frozenset({"method", "action"}),
    "img": frozenset({"src", "width", "height", "alt", "loading"}),
    "label": frozenset({"for"}),
    "li": frozenset({"data-check", "data-result"}),
    "link": frozenset({"rel", "type", "href"}),
    "meta": frozenset({"charset", "name", "content"}),
    "p": frozenset({"role"}),
    "path": frozenset({"d"}),
    "rect": frozenset({"x", "y", "width", "height", "rx"}),
    "svg": frozenset(
        [
            "width",
            "height",
            "viewbox",
            "aria-hidden",
            "focusable",
            "fill",
            "stroke",
            "stroke-width",
            "stroke-linecap",
            "stroke-linejoin",
        ]
    ),
    "textarea": frozenset(
        [
            "name",
            "rows",
            "required",
            "spellcheck",
            "autocapitalize",
            "autocomplete",
            "aria-describedby",
            "aria-invalid",
        ]
    ),
    "th": frozenset({"scope"}),
    "time": frozenset({"datetime"}),
}


@dataclass
class Element:
    """A start tag, the path of elements above it, and the text inside it."""

    name: str
    attributes: dict[str, str]
    above: tuple[Element, ...]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


@dataclass
class Run:
    """A run of text and the elements around it."""

    text: str
    around: tuple[Element, ...]

    def inside(self, *names: str) -> bool:
        return any(element.name in names for element in self.around)


class Page(HTMLParser):
    """A page taken apart. `faults` is empty for a sound page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self._html = html
        self.feed(html)
        self.close()
        self.faults += [f"<{element.name}> is not closed" for element in self._open]
        self.faults += _faults(self)

    # --- reading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.faults.append(f"<{tag}/> closes itself")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].name != tag:
            inside = self._open[-1].name if self._open else "nothing"
            self.faults.append(f"</{tag}> closes <{inside}>")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.runs.append(Run(data, tuple(self._open)))
        for element in self._open:
            element.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment is sent to readers")

    # --- asking

    def all(self, name: str, /, **attributes: str) -> list[Element]:
        """Elements by name and attributes; `class_` finds one class among several."""
        wanted_class = attributes.pop("class_", None)
        return [
            e
            for e in self.elements
            if e.name == name
            and all(e.attributes.get(k.replace("_", "-")) == v for k, v in attributes.items())
            and (wanted_class is None or wanted_class in e.attributes.get("class", "").split())
        ]

    def one(self, name: str, /, **attributes: str) -> Element:
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} of {name} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        return self.one("body").text


def _faults(page: Page) -> Iterator[str]:
    if not page._html.startswith("<!doctype html>"):
        yield "no doctype first"
    for element in page.elements:
        yield from _element_faults(element)
    yield from _structure_faults(page)


def _element_faults(element: Element) -> Iterator[str]:
    name = element.name
    if name not in ELEMENTS:
        yield f"<{name}> is no element of ours"
        return
    for attribute, value in element.attributes.items():
        if attribute not in GLOBAL | ATTRIBUTES.get(name, frozenset()):
            yield f"<{name} {attribute}={value!r}> is no attribute of ours"
    for attribute in ("src", "action"):
        if attribute in element.attributes and not _ours(element.attributes[attribute]):
            yield f"<{name}> reaches out to {element.attributes[attribute]!r}"
    href = element.attributes.get("href")
    if href is not None and not _ours(href) and not href.startswith("#"):
        foreign_link = name == "a" and href.startswith("https://")
        if not foreign_link:
            yield f"<{name}> leads to {href!r}"
        elif element.attributes.get("rel") != "nofollow noopener ugc":
            yield f"a foreign link without its rel: {href!r}"
    if name == "img" and "alt" not in element.attributes:
        yield "a picture without alt"
    if name == "svg" and element.attributes.get("aria-hidden") != "true":
        yield "a drawing that is read out"
    if name == "th" and element.attributes.get("scope") not in ("row", "col"):
        yield "a table heading without scope"
    if name in ("a", "button", "summary", "label", "h1", "h2", "h3", "th", "title") and not element.text:
        yield f"<{name}> says nothing"


def _structure_faults(page: Page) -> Iterator[str]:
    html = page.all("html")
    if (
        len(html) != 1
        or not html[0].attributes.get("lang")
        or html[0].attributes.get("dir") not in ("ltr", "rtl")
    ):
        yield "no language or direction"
    for once in ("title", "main", "h1", "body", "head"):
        if len(page.all(once)) != 1:
            yield f"not one <{once}>"
    level = 0
    for element in page.elements:
        if re.fullmatch(r"h[1-6]", element.name):
            if int(element.name[1]) > level + 1:
                yield f"<{element.name}> skips a level: {element.text!r}"
            level = int(element.name[1])
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    for element in page.elements:
        references = [element.attributes.get("for", "")]
        references += element.attributes.get("aria-labelledby", "").split()
        references += element.attributes.get("aria-describedby", "").split()
        if element.attributes.get("href", "").startswith("#"):
            references.append(element.attributes["href"][1:])
        yield from (f"nothing is called {i!r}" for i in references if i and i not in ids)
    labels = {e.attributes.get("for") for e in page.all("label")}
    for control in page.all("textarea"):
        if control.attributes.get("id") not in labels:
            yield "a control without a label"
    scaling = [m.attributes["content"] for m in page.all("meta", name="viewport")]
    if scaling != ["width=device-width, initial-scale=1"]:
        yield "the page cannot be zoomed, or is not fitted to a phone"


def _ours(address: str) -> bool:
    return re.fullmatch(r"/(?!/)[\w./?=&%:-]*", address) is not None
