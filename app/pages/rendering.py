"""From templates to HTML: escaping, isolation and links, in one place.

Everything that a template prints is escaped; a name that a view lacks is an error, never an empty
string. Text that others wrote stands in <bdi>, with its steering characters spelt out
(app/messages/foreign.py), and becomes a link only where it is a plain https address (security W1).
Pages carry no inline style or script, so that the strict content policy holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.messages import Catalogue, Message, Piece, catalogue
from app.messages.foreign import isolated, shown

#: nofollow and ugc: the address is a claim of whoever made the credential; noopener: it gets no handle on us.
LINK_REL: Final = "nofollow noopener ugc"
#: RFC 3986's characters, without the apostrophe.
_PLAIN_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]{1,2000}")
#: Where the files of app/pages/static are mounted, below the site's root.
STATIC: Final = "/static"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of its deployment: who is speaking, where its pages are, in which language.

    `root` is the public URL's path ("" at the top of a host); `host` stands where the page says who checked.
    """

    host: str = "localhost"
    root: str = ""
    language: str = "en"


def bdi(text: str) -> Markup:
    """Text of others: escaped, isolated, its steering characters visible."""
    return Markup("<bdi>{}</bdi>").format(shown(text))


def safe_link(address: str) -> str | None:
    """The address if it may be a link: https, a host, plain characters only, nobody's password in it."""
    if not _PLAIN_ADDRESS.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    return address if parts.hostname and port != 0 and "@" not in parts.netloc else None


def linked(address: str) -> Markup:
    """An address of others, as a link if it is a safe one. The text is the address, never a disguise."""
    if safe_link(address) is None:
        return bdi(address)
    return Markup('<a href="{}" rel="{}">{}</a>').format(address, LINK_REL, bdi(address))


def asset(site: Site, name: str) -> str:
    """The URL of one of our static files; it changes with the file, so that it may be cached for ever."""
    return f"{site.root}{STATIC}/{name}?v={_digest(name)}"


@lru_cache
def _digest(name: str) -> str:
    data = (resources.files("app.pages") / "static" / name).read_bytes()
    return hashlib.sha256(data).hexdigest()[:12]


def render(template: str, site: Site, **view: Any) -> str:
    """One page. `view` is what the template of that name documents.

    A view that says `links` is false has its foreign addresses shown as plain text.
    """
    words = catalogue(site.language)
    return (
        _environment()
        .get_template(template)
        .render(
            site=site,
            words=words,
            t=_translator(words),
            asset=lambda name: asset(site, name),
            links=getattr(view.get("view"), "links", True),
            **view,
        )
    )


def _translator(words: Catalogue) -> Callable[..., Markup]:
    def t(key: str, /, **params: Any) -> Markup:
        return _html(words, Message(key, params), links=True)

    return t


def _html(words: Catalogue, what: Message, *, links: bool, opening: bool = False) -> Markup:
    """`opening`: it begins a line, so a word of ours that begins it has a capital letter."""
    made = Markup()
    for place, piece in enumerate(words.pieces(what)):
        if opening and place == 0 and not piece.foreign:
            piece = Piece(piece.text[:1].upper() + piece.text[1:])
        if not piece.foreign:
            made += escape(piece.text)
        elif links and piece.name == "url":
            made += linked(piece.text)
        else:
            made += bdi(piece.text)
    return made


@pass_context
def _say(context: Context, what: Message) -> Markup:
    """A message in the page's language. A page that sets `links` to false shows addresses as plain text."""
    return _html(context["words"], what, links=bool(context.get("links", True)))


@pass_context
def _open(context: Context, what: Message) -> Markup:
    """As `say`, at the beginning of a line."""
    return _html(context["words"], what, links=bool(context.get("links", True)), opening=True)


@pass_context
def _moment(context: Context, instant: datetime) -> Markup:
    words: Catalogue = context["words"]
    machine = instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Markup('<time datetime="{}">{}</time>').format(machine, words.moment(instant))


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("app.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        say=_say, open=_open, foreign=bdi, plain=isolated, linked=linked, moment=_moment
    )
    return environment
