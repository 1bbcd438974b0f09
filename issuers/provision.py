"""Who does what, and what follows from it.

A learner may ask of every award: who decided what I learn, who taught me, who judged my work, who checks
the quality, who gives the credential? Everything here is derived from the participants and their roles,
computed by us and never believed from a client. Nothing depends on the order of participants.

Sources: metadata.md sections 4 and 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from credentials.json_types import JsonObject
from issuers.document import Node
from schemas.codes import CODES

CORE_ROLES: Final = ("contentDesign", "teaching", "assessment", "qualityAssurance", "award")
#: The roles that decide what kind of provider this is.
DELIVERY_ROLES: Final = frozenset({"teaching", "assessment", "award"})
#: Who has nothing but these stands between the others, whatever it calls itself.
INTERMEDIARY_ROLES: Final = frozenset({"hosting", "marketing", "learnerSupport", "brokerage"})

#: organisationType to sector. Neutral organisations (None) never change what a provider is.
SECTORS: Final[Mapping[str, str | None]] = {
    "higherEducationInstitution": "higherEducation",
    "employer": "corporate",
    "technologyVendor": "corporate",
    "trainingCompany": "corporate",
    "educationPlatform": "corporate",
    "educationBroker": "corporate",
    "professionalBody": "professionalBody",
    "publicAuthority": "publicAuthority",
    "vetProvider": "vocational",
    "civilSociety": "civilSociety",
    "socialPartner": "civilSociety",
    "qualityAssuranceAgency": None,
    "assessmentServiceProvider": None,
}
#: Whose part in design, teaching or assessment makes higher education industry-informed.
INDUSTRY: Final = frozenset({"employer", "technologyVendor", "professionalBody"})

#: Routes on which nobody needs to be taught.
_UNTAUGHT: Final = frozenset({"rplPortfolio", "challengeAssessment", "componentStack"})


@dataclass(frozen=True, slots=True)
class Participant:
    """One organisation's part, as the document says it. `key` tells organisations apart."""

    node: Node
    key: str
    id: str | None
    name: str | None
    organisation_type: str | None
    roles: frozenset[str]
    responsibility: str | None
    awarding_power: bool
    share: Decimal | None

    @property
    def sector(self) -> str | None:
        return SECTORS.get(self.organisation_type or "")

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def participants(provision: Node) -> tuple[Participant, ...]:
    """The participants that a provision names, in document order."""
    return tuple(_participant(node) for node in provision.many("participant") if isinstance(node.value, dict))


def _participant(node: Node) -> Participant:
    organisation = node.get("organisation")
    name = organisation.text("name")
    return Participant(
        node=node,
        key=organisation.identifier or name or node.pointer,
        id=organisation.identifier,
        name=name,
        organisation_type=node.text("organisationType"),
        roles=frozenset(node.texts("participantRole")),
        responsibility=node.text("responsibility"),
        awarding_power=node.flag("awardingPower") is True,
        share=node.decimal("deliveryShare"),
    )


def holders(parts: Iterable[Participant], *roles: str) -> tuple[Participant, ...]:
    return tuple(p for p in parts if p.has(*roles))


def _sectors(parts: Iterable[Participant], *roles: str) -> frozenset[str]:
    return frozenset(p.sector for p in parts if p.sector is not None and p.has(*roles))


def sectors(parts: Sequence[Participant]) -> tuple[str, ...]:
    """The sectors that teach, assess or award, in the order of the code list."""
    found = _sectors(parts, *DELIVERY_ROLES)
    return tuple(code for code in CODES["sector"] if code in found)


def provider_type(parts: Sequence[Participant]) -> str | None:
    """Two or more sectors that teach, assess or award: coDelivered; one: that sector, by its own name.

    None where only neutral organisations do, or nobody: then it cannot be said, and is asked for.
    """
    found = sectors(parts)
    if not found:
        return None
    return found[0] if len(found) == 1 else "coDelivered"


def collaboration_depth(parts: Sequence[Participant]) -> str:
    """How deep the sectors work together; the deepest that holds.

    ============  =====================================================================
    coAwarded     organisations of two or more sectors award
    coDelivered   two or more sectors teach, assess or award
    coConstructed another sector than those that deliver takes part in the design
    consulted     an organisation is asked for advice and does none of the above itself
    endorsed      an organisation endorses and does none of the above itself
    none          otherwise
    ============  =====================================================================
    """
    if len(_sectors(parts, "award")) > 1:
        return "coAwarded"
    if len(_sectors(parts, *DELIVERY_ROLES)) > 1:
        return "coDelivered"
    if len(_sectors(parts, "contentDesign", *DELIVERY_ROLES)) > 1:
        return "coConstructed"
    makers = {p.key for p in holders(parts, "contentDesign", *DELIVERY_ROLES)}
    for role, depth in (("consultation", "consulted"), ("endorsement", "endorsed")):
        if any(p.key not in makers for p in holders(parts, role)):
            return depth
    return "none"


def intermediaries(parts: Sequence[Participant]) -> tuple[Participant, ...]:
    """Who brokers, or has no part but hosting, marketing, learner support or brokerage."""
    by_key: dict[str, set[str]] = {}
    for p in parts:
        by_key.setdefault(p.key, set()).update(p.roles)
    return tuple(
        p for p in parts if (roles := by_key[p.key]) and ("brokerage" in roles or roles <= INTERMEDIARY_ROLES)
    )


def brokered(parts: Sequence[Participant]) -> bool:
    """Does an intermediary stand between those who make the award and the learner?"""
    return bool(intermediaries(parts))


def joint_provision(parts: Sequence[Participant]) -> bool:
    """Two or more higher education institutions teach, assess or award."""
    return len({p.key for p in holders(parts, *DELIVERY_ROLES) if p.sector == "higherEducation"}) > 1


def industry_informed(parts: Sequence[Participant]) -> bool:
    """Higher education and an employer, vendor or professional body share design, teaching or assessment."""
    making = holders(parts, "contentDesign", "teaching", "assessment")
    return any(p.sector == "higherEducation" for p in making) and any(
        p.organisation_type in INDUSTRY for p in making
    )


def shared(parts: Sequence[Participant]) -> bool:
    """Do two or more organisations have a core role, or does anyone broker?"""
    return len({p.key for p in holders(parts, *CORE_ROLES)}) > 1 or brokered(parts)


def needed_roles(
    *, category: str | None, routes: Iterable[str], qa_types: Iterable[str], assessed: bool
) -> tuple[str, ...]:
    """The core roles that somebody must have, in the order in which a learner asks.

    ================  ==================================================================
    contentDesign     always
    teaching          unless the only routes are portfolio, challenge or stacking
    assessment        unless a record of experience, or a non-formal certificate that
                      assesses nothing (`assessed` is false)
    qualityAssurance  unless `qaType` is exactly none
    award             always
    ================  ==================================================================
    """
    offered = set(routes)
    unneeded = set()
    if offered and offered <= _UNTAUGHT:
        unneeded.add("teaching")
    if category == "recordOfExperience" or (category == "nonFormalCertificate" and not assessed):
        unneeded.add("assessment")
    if set(qa_types) == {"none"}:
        unneeded.add("qualityAssurance")
    return tuple(role for role in CORE_ROLES if role not in unneeded)


def role_disclosure(parts: Sequence[Participant], summary: str | None, needed: Iterable[str]) -> str:
    """Is it explained who does what?

    explained: every needed role is named, every participant's responsibility is said in a sentence, and
    there is a summary for learners. opaque: several share the work, and one of them is silent or the
    summary is missing. partial: otherwise. No sentence is ever generated for an issuer, so a sentence
    that is there was written by somebody.
    """
    named = {role for p in parts for role in p.roles}
    silent = any(p.responsibility is None for p in parts)
    if parts and named.issuperset(needed) and not silent and summary:
        return "explained"
    if shared(parts) and (silent or not summary):
        return "opaque"
    return "partial"


def core_processes(parts: Sequence[Participant]) -> tuple[JsonObject, ...]:
    """Per core process: do those who award it do it themselves, or through whom?

    `directProvision` is true where an awarding organisation takes part in the process itself; `through`
    names every other organisation that does. Both may hold: taught by the university and by its partner.
    """
    awarding = {p.key for p in holders(parts, "award")}
    rows = []
    for process in CODES["process"]:
        doing = holders(parts, process)
        if not doing:
            continue
        row: JsonObject = {
            "type": "CoreProcess",
            "process": process,
            "directProvision": any(p.key in awarding for p in doing),
        }
        through = sorted({p.id for p in doing if p.id is not None and p.key not in awarding})
        if through:
            row["through"] = through
        rows.append(row)
    return tuple(rows)


def share_total(parts: Iterable[Participant]) -> Decimal | None:
    """The sum of the shares that are said, in percent; None where nobody states one."""
    shares = [p.share for p in parts if p.share is not None]
    return sum(shares, Decimal()) if shares else None


def derived(parts: Sequence[Participant], summary: str | None, needed: Iterable[str]) -> JsonObject:
    """Every derived member of a provision, as it stands in the document."""
    found = sectors(parts)
    kind = provider_type(parts)
    processes = core_processes(parts)
    return {
        **({"providerType": kind} if kind else {}),
        **({"sector": list(found)} if found else {}),
        "collaborationDepth": collaboration_depth(parts),
        "brokered": brokered(parts),
        "jointProvision": joint_provision(parts),
        "industryInformed": industry_informed(parts),
        "roleDisclosure": role_disclosure(parts, summary, needed),
        **({"coreProcess": list(processes)} if processes else {}),
    }
