"""From what a deployment publishes to its public pages.

An id's bare answer, achievements, organisations, and the documentation of problems.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from app.messages import Message, message
from app.messages.foreign import shortened
from app.messages.formats import day_of
from app.messages.verdicts import issuer_name
from app.pages.verdict_view import issuer_view
from app.pages.views import (
    AchievementView,
    CredentialView,
    OfferView,
    OrganisationView,
    ProblemView,
    Tone,
)
from app.pages.worth import worth
from credentials.problems import ProblemType
from credentials.verification.issuer import IssuerSeen
from issuers.document import Node
from issuers.reading.keys import MESSAGES
from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_3

Standing = Literal["inForce", "expired", "suspended", "revoked", "replaced"]

_TONES: Final[Mapping[Standing, Tone]] = {
    "inForce": Tone.GREEN,
    "expired": Tone.GREY,
    "replaced": Tone.GREY,
    "suspended": Tone.AMBER,
    "revoked": Tone.RED,
}
_LONGEST_TITLE: Final = 300


def credential_view(
    issuer: IssuerSeen, standing: Standing, at: datetime, since: datetime | None = None
) -> CredentialView:
    """What an id answers to everyone. `since`: when it was withdrawn or paused, or when it ran out."""
    return CredentialView(
        issuer_view(issuer),
        _TONES[standing],
        message(f"tone.{standing}"),
        _standing(issuer, standing, since),
        at,
    )


def _standing(issuer: IssuerSeen, standing: Standing, since: datetime | None) -> Message:
    name = issuer_name(issuer)
    if standing == "inForce":
        return message("credential.standing", issuer=name)
    if standing == "replaced":
        return message("verdict.replaced.headline")
    day = day_of(since) if since is not None else None
    if standing == "expired":
        return message("verdict.expired.headline", date=day or message("date.unstated"))
    key = f"verdict.{standing}.headline"
    if day is None:
        return message(f"{key}.undated", issuer=name)
    return message(key, issuer=name, date=day)


def achievement_view(
    definition: Mapping[str, Any],
    profile: Mapping[str, Any],
    *,
    version: str,
    issuer_href: str,
    json_href: str,
    superseded_by: str | None = None,
    picture: str | None = None,
) -> AchievementView:
    """A published definition, read as its awards will be. `profile` is its organisation's.

    Nothing here is signed, so no line has a source; how well somebody did is left out.
    """
    issuer = Node(dict(profile)).text("name") or ""
    shown = worth(_as_credential(definition, profile), issuer=issuer, signed=False)
    return AchievementView(
        title=shortened(Node(dict(definition)).text("name") or "", _LONGEST_TITLE),
        issuer=shortened(issuer, _LONGEST_TITLE),
        issuer_href=issuer_href,
        summary=shown.summary,
        sections=tuple(section for section in shown.sections if section.key != "result"),
        place=shown.place,
        version=version,
        superseded_by=superseded_by,
        json_href=json_href,
        picture=picture,
    )


def offer_view(
    definition: Mapping[str, Any], profile: Mapping[str, Any], *, href: str, picture: str | None = None
) -> OfferView:
    """One line of an organisation's list."""
    shown = worth(_as_credential(definition, profile), issuer="", signed=False)
    kind = message(f"quadrant.{shown.place.quadrant}") if shown.place is not None else None
    title = shortened(Node(dict(definition)).text("name") or "", _LONGEST_TITLE)
    return OfferView(title, href, shown.summary, kind, picture)


def organisation_view(
    profile: Mapping[str, Any],
    offers: tuple[OfferView, ...],
    *,
    json_href: str,
    organisation_type: str | None = None,
) -> OrganisationView:
    """An organisation by its Profile. `organisation_type` is a code of the vocabulary."""
    node = Node(dict(profile))
    address = node.get("address")
    where = [part for part in (address.text("addressRegion"), address.text("addressCountryCode")) if part]
    name = shortened(node.text("name") or "", _LONGEST_TITLE)
    key = f"organisation.{organisation_type}"
    return OrganisationView(
        name=name,
        did=node.text("id") or "",
        url=node.text("url"),
        place=shortened(", ".join(where), _LONGEST_TITLE) or None,
        kind=message(key, name=name) if key in MESSAGES else None,
        offers=offers,
        json_href=json_href,
    )


def problem_view(kind: ProblemType, url: str) -> ProblemView:
    """The documentation of one kind of problem; `url` is its type, absolute."""
    return ProblemView(kind.code, kind.title, kind.means, kind.do, kind.source, url)


def _as_credential(definition: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """A definition where the reading expects it: inside an award that nobody has."""
    return {
        "@context": [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT],
        "issuer": dict(profile),
        "credentialSubject": {"achievement": dict(definition)},
    }
