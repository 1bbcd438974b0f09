"""An award: a definition, a learner and what happened, as the unsigned credential.

`build` puts it together in canonical member shapes and decides nothing: which rules it breaks is asked of
`issuers.rules` on the result, its form of the JSON Schema. Identifiers, times, the status entry and the
salt are arguments. `award_shape_problems` says what the request lacks, in the request's own terms.

What a request holds (all but `recipient` optional where it can be told from the definition):

    recipient             {name, email, id (a DID), identifier [IdentityObject]}
    awardRoute            one of the routes offered
    awardedDate           RFC 3339 instant or a day; otherwise the credential's validFrom
    validUntil, description, narrative, creditsEarned, result, assessmentRecord, evidence,
    recognitionDecision, countsComponent, association, pathwayVersion, source, role, licenseNumber,
    term, activityStartDate, activityEndDate, issuingMandate
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from credentials.json_types import JsonObject
from issuers.credit import json_number
from issuers.document import Node, day_of
from issuers.organisations import described, unite
from issuers.provision import holders
from issuers.rules import Breach
from issuers.rules.breach import error
from issuers.shaping import Frame, shaped
from issuers.view import Badge
from schemas.terms import ACHIEVEMENT_SUBJECT, JSON_SCHEMA, OPEN_BADGE_CREDENTIAL, VERIFIABLE_CREDENTIAL

#: Below this a salt can be searched through, and the address with it: 128 bits.
SALT_BYTES: Final = 16

#: Members of the request that stand in the credential's subject, in the order of the data model.
_OF_SUBJECT: Final = (
    "activityStartDate",
    "activityEndDate",
    "term",
    "role",
    "licenseNumber",
    "narrative",
    "creditsEarned",
    "awardRoute",
    "pathwayVersion",
    "source",
    "result",
    "assessmentRecord",
    "countsComponent",
    "association",
    "recognitionDecision",
)
#: Members of the request that stand in the credential itself.
_OF_CREDENTIAL: Final = ("description", "validUntil", "awardedDate", "issuingMandate", "evidence")
#: Of these days are accepted too: Open Badges wants instants.
_INSTANTS: Final = ("activityStartDate", "activityEndDate")


def build(
    achievement: JsonObject,
    award: JsonObject,
    *,
    credential_id: str,
    issuer_profile: JsonObject,
    context_urls: Sequence[str],
    schema_url: str,
    status_entry: JsonObject | Sequence[JsonObject] | None,
    valid_from: str,
    salt: bytes,
) -> JsonObject:
    """The unsigned credential, Open Badges 3.0 section B.1.1.

    `achievement` is a complete definition, `valid_from` an RFC 3339 instant. `salt`: at least 16 random
    bytes, of which the hash of an e-mail address gets its own; ValueError if there are fewer.
    """
    if len(salt) < SALT_BYTES:
        raise ValueError(f"a salt has at least {SALT_BYTES} bytes")
    achievement_id = str(achievement.get("id", ""))
    issuer_id = str(issuer_profile.get("id", ""))
    badge = Badge.of_definition(achievement, issuer_id)
    request = shaped(award, Frame(achievement_id, issuer_id, credential_id)) or {}

    # What the definition tells about the award, where the request does not.
    _fill(request, badge)
    unite(request, _known(achievement, issuer_profile), {issuer_id: issuer_profile})

    # The subject: who, what, and how it went.
    subject: JsonObject = {}
    recipient = request.get("recipient")
    learner = recipient if isinstance(recipient, dict) else {}
    if isinstance(learner.get("id"), str):
        subject["id"] = learner["id"]
    subject["type"] = [ACHIEVEMENT_SUBJECT]
    identifiers = [*_identifiers(learner, salt)]
    if identifiers:
        subject["identifier"] = identifiers
    subject["achievement"] = achievement
    for name in _OF_SUBJECT:
        if name in request:
            subject[name] = instant(request[name]) if name in _INSTANTS else request[name]

    # The credential around it.
    credential: JsonObject = {
        "@context": list(context_urls),
        "id": credential_id,
        "type": [VERIFIABLE_CREDENTIAL, OPEN_BADGE_CREDENTIAL],
        "name": achievement.get("name"),
        "description": request.get("description"),
        "issuer": issuer_profile,
        "validFrom": valid_from,
        "validUntil": instant(request.get("validUntil")),
        "awardedDate": instant(request.get("awardedDate")) or valid_from,
        "issuingMandate": request.get("issuingMandate"),
        "credentialSubject": subject,
        "evidence": request.get("evidence"),
        "credentialSchema": [{"id": schema_url, "type": JSON_SCHEMA}],
        "credentialStatus": _status(status_entry),
    }
    return {name: value for name, value in credential.items() if value is not None}


def instant(value: Any) -> Any:
    """The first instant (UTC) of a day that was given as a day; anything else unchanged."""
    is_day = isinstance(value, str) and len(value) == 10 and day_of(value) is not None
    return f"{value}T00:00:00Z" if is_day else value


def hashed_email(address: str, salt: bytes) -> JsonObject:
    """An IdentityObject that proves an address to who knows it, and tells it to nobody else.

    Open Badges 3.0 section B.3.4: the hash is over the lower-cased address followed by the salt's text.
    """
    text = salt.hex()
    digest = sha256((address.strip().lower() + text).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": text,
    }


def _identifiers(learner: JsonObject, salt: bytes) -> Iterator[JsonObject]:
    """The learner's name in plain text, the e-mail address hashed, and whatever else was sent."""
    name, address, others = learner.get("name"), learner.get("email"), learner.get("identifier")
    if isinstance(name, str):
        yield {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}
    if isinstance(address, str):
        yield hashed_email(address, salt)
    yield from others if isinstance(others, list) else ()


def _status(entry: JsonObject | Sequence[JsonObject] | None) -> Any:
    """One entry stands alone, since Open Badges' schema allows one; a suspendable badge carries two."""
    if entry is None or isinstance(entry, dict):
        return entry
    return entry[0] if len(entry) == 1 else list(entry)


def _fill(request: JsonObject, badge: Badge) -> None:
    """What the definition leaves no doubt about; the issuer assessed and decided, unless another is named.

    Identity, days and outcomes of decisions are never filled in.
    """
    routes = badge.achievement.texts("awardRouteOffered")
    if len(routes) == 1:
        request.setdefault("awardRoute", routes[0])
    available = badge.achievement.number("creditsAvailable")
    if badge.credit_bearing and available is not None:
        request.setdefault("creditsEarned", json_number(available))
    results = [r.identifier for r in badge.result_descriptions]
    for result in _objects(request.get("result")):
        if len(results) == 1 and results[0] is not None:
            result.setdefault("resultDescription", results[0])
    decision = request.get("recognitionDecision")
    if isinstance(decision, dict) and badge.issuer_id:
        decision.setdefault("decisionBy", _named(badge.issuer_id))
    for item in _objects(request.get("evidence")):
        item.setdefault("evidenceAccess", "onRequest")
    assessor = _assessor(badge)
    for record in _objects(request.get("assessmentRecord")):
        if len(badge.methods) == 1 and badge.methods[0].identifier is not None:
            record.setdefault("assessmentMethodRef", badge.methods[0].identifier)
        if assessor is not None:
            record.setdefault("assessedBy", [_named(assessor)])
        _as_defined(record, badge)


def _assessor(badge: Badge) -> str | None:
    """Who assesses when nobody is named: the issuer where it does, else the only one who does."""
    ids = [p.id for p in holders(badge.participants, "assessment")]
    if badge.issuer_id in ids:
        return badge.issuer_id
    return ids[0] if len(ids) == 1 else None


def _named(identifier: str) -> JsonObject:
    """An organisation by its identifier only; `unite` adds what is known of it."""
    return {"id": identifier, "type": ["Profile"]}


def _known(achievement: JsonObject, issuer_profile: JsonObject) -> dict[str, JsonObject]:
    """How those stand whom the definition describes, and the issuer, whose full Profile is the root's."""
    issuer: JsonObject = {n: issuer_profile[n] for n in ("id", "type", "name") if n in issuer_profile}
    return {**described(achievement), str(issuer.get("id")): issuer}


def _as_defined(record: JsonObject, badge: Badge) -> None:
    """An assessment that says nothing else was held as its method is defined, and proves what that covers."""
    methods = badge.methods_by_id.get(Node(record).reference("assessmentMethodRef") or "", [])
    if len(methods) != 1:
        return
    supervision, covers = methods[0].text("supervision"), methods[0].texts("coversOutcome")
    if supervision is not None:
        record.setdefault("supervision", supervision)
    if covers and record.get("assessmentDecision") == "pass":
        record.setdefault("provesOutcome", list(covers))


def _objects(value: object) -> list[JsonObject]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def place_in_request(pointer: str) -> str | None:
    """Where the request says what stands at `pointer` (RFC 6901) in the credential that `build` makes of it.

    What the definition says is at the `achievement` that the request names. None for what no request says.
    """
    match pointer.split("/")[1:]:
        case ["credentialSubject", "id"]:
            return "/recipient/id"
        case ["credentialSubject", "identifier", *_]:
            return "/recipient"
        case ["credentialSubject", "achievement", *_]:
            return "/achievement"
        case ["credentialSubject", name, *_] if name in _OF_SUBJECT:
            return pointer.removeprefix("/credentialSubject")
        case [name, *_] if name in _OF_CREDENTIAL:
            return pointer
    return None


def award_shape_problems(achievement: JsonObject, award: JsonObject) -> tuple[Breach, ...]:
    """What a request to award lacks before a credential can be made of it; pointers are into the request.

    What it breaks once it is complete, the rules say on the credential that `build` returns.
    """
    badge = Badge.of_definition(achievement, None)
    issuer = badge.achievement.get("creator").value
    request = shaped(award, Frame(str(achievement.get("id", "")), badge.issuer_id or "")) or {}
    known = _known(achievement, issuer if isinstance(issuer, dict) else {})
    return (*_missing(badge, Node(award)), *unite(request, known, {}))


def _missing(badge: Badge, request: Node) -> Iterator[Breach]:
    # Who.
    learner = request.get("recipient")
    if not any(learner.get(name).present for name in ("name", "email", "id", "identifier")):
        yield error("MC-L1", learner, "recipient: give the learner's name, email or id (a DID)")
    address, did = learner.get("email"), learner.get("id")
    if address.present and not _is_address(address.value):
        yield error("MC-L1", address, "email: give an e-mail address")
    if did.present and not (isinstance(did.value, str) and did.value.startswith("did:")):
        yield error("MC-L1", did, "id: give a DID, or leave it out")

    # By which route.
    offered = badge.achievement.texts("awardRouteOffered")
    route = request.get("awardRoute")
    listed = ", ".join(sorted(offered))
    if not route.present and len(offered) != 1:
        yield error("MC-R1", route, f"awardRoute: say by which route it was earned: {listed}")
    if route.present and route.value not in offered:
        yield error("MC-R1", route, f"awardRoute: the achievement offers {listed}")

    # How it was judged.
    taken = route.value if route.present else offered[0] if len(offered) == 1 else None
    records = request.get("assessmentRecord")
    if badge.assessed and taken in ("taught", "challengeAssessment", "rplPortfolio") and not records.present:
        yield error(
            "MC-R1", records, "assessmentRecord: say what was assessed, when, and with which decision"
        )
    for record in request.many("assessmentRecord"):
        for name, what in (
            ("assessedOn", "give the day of the assessment"),
            ("assessmentDecision", "say how it was decided: pass, fail, refer or notAssessed"),
        ):
            if not record.get(name).present:
                yield error("MC-R1", record.get(name), f"{name}: {what}")
        if len(badge.methods) != 1 and not record.get("assessmentMethodRef").present:
            node = record.get("assessmentMethodRef")
            yield error("MC-R1", node, "assessmentMethodRef: say which of the assessment methods this was")


def _is_address(value: object) -> bool:
    """Enough of RFC 5321 to catch a name in the wrong field; whether it exists only a message would tell."""
    if not isinstance(value, str) or len(value) > 254 or any(c.isspace() for c in value.strip()):
        return False
    local, at, domain = value.strip().rpartition("@")
    return bool(at and local and "." in domain.strip("."))
