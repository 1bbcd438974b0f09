"""What follows from who does what: each derivation, in tables."""

from __future__ import annotations

from typing import Any

import pytest

from issuers import provision
from issuers.document import Node
from issuers.provision import Participant, participants

HE, EMPLOYER, VENDOR = "higherEducationInstitution", "employer", "technologyVendor"
BODY, AUTHORITY, PROCTOR = "professionalBody", "publicAuthority", "assessmentServiceProvider"
ALL = ("contentDesign", "teaching", "assessment", "qualityAssurance", "award")


def who(*parts: tuple[str, str, tuple[str, ...]], **more: Any) -> tuple[Participant, ...]:
    """Participants from (name, organisationType, roles); each has a sentence unless `silent` names it."""
    sent = [
        {
            "organisation": {"id": f"did:web:{name}", "name": name},
            "organisationType": kind,
            "participantRole": list(roles),
            **({} if name in more.get("silent", ()) else {"responsibility": "Does its part."}),
        }
        for name, kind, roles in parts
    ]
    return participants(Node({"participant": sent}))


@pytest.mark.parametrize(
    ("parts", "kind", "sectors"),
    [
        (who(("u", HE, ALL)), "higherEducation", ("higherEducation",)),
        (who(("v", VENDOR, ALL)), "corporate", ("corporate",)),
        (who(("b", BODY, ALL)), "professionalBody", ("professionalBody",)),
        (who(("p", AUTHORITY, ALL)), "publicAuthority", ("publicAuthority",)),
        (who(("t", "vetProvider", ALL)), "vocational", ("vocational",)),
        (who(("n", "civilSociety", ALL)), "civilSociety", ("civilSociety",)),
        (who(("s", "socialPartner", ALL)), "civilSociety", ("civilSociety",)),
        (
            who(("u", HE, ALL), ("e", EMPLOYER, ("teaching",))),
            "coDelivered",
            ("higherEducation", "corporate"),
        ),
        (who(("u", HE, ALL), ("e", EMPLOYER, ("contentDesign",))), "higherEducation", ("higherEducation",)),
        (who(("u", HE, ALL), ("x", PROCTOR, ("assessment",))), "higherEducation", ("higherEducation",)),
        (who(("u", HE, ALL), ("w", HE, ALL)), "higherEducation", ("higherEducation",)),
        (who(("v", VENDOR, ALL), ("e", EMPLOYER, ALL)), "corporate", ("corporate",)),
        (who(("x", PROCTOR, ALL)), None, ()),
        (who(("u", HE, ("contentDesign",))), None, ()),
        ((), None, ()),
    ],
)
def test_the_kind_of_provider(
    parts: tuple[Participant, ...], kind: str | None, sectors: tuple[str, ...]
) -> None:
    assert provision.provider_type(parts) == kind
    assert provision.sectors(parts) == sectors


@pytest.mark.parametrize(
    ("parts", "depth"),
    [
        (who(("u", HE, ALL)), "none"),
        (who(("u", HE, ALL), ("v", VENDOR, ("award",))), "coAwarded"),
        (who(("u", HE, ALL), ("w", HE, ("award",))), "none"),
        (who(("u", HE, ALL), ("v", VENDOR, ("teaching",))), "coDelivered"),
        (who(("u", HE, ALL), ("v", VENDOR, ("assessment", "contentDesign"))), "coDelivered"),
        (who(("u", HE, ("teaching", "contentDesign")), ("v", VENDOR, ("award",))), "coDelivered"),
        (who(("u", HE, ALL), ("v", VENDOR, ("contentDesign", "consultation"))), "coConstructed"),
        (who(("u", HE, ALL), ("v", VENDOR, ("consultation", "endorsement"))), "consulted"),
        (who(("u", HE, (*ALL, "consultation"))), "none"),
        (who(("u", HE, ALL), ("b", BODY, ("endorsement",))), "endorsed"),
        (who(("u", HE, ALL), ("x", PROCTOR, ("invigilation",))), "none"),
    ],
)
def test_the_depth_of_collaboration(parts: tuple[Participant, ...], depth: str) -> None:
    assert provision.collaboration_depth(parts) == depth


@pytest.mark.parametrize(
    ("parts", "brokered"),
    [
        (who(("u", HE, ALL)), False),
        (who(("u", HE, ALL), ("k", "educationBroker", ("brokerage", "hosting"))), True),
        (who(("u", HE, ALL), ("k", "educationBroker", ("brokerage", "teaching"))), True),
        (who(("u", HE, ALL), ("k", VENDOR, ("hosting",))), True),
        (who(("u", HE, ALL), ("k", VENDOR, ("marketing", "learnerSupport"))), True),
        (who(("u", HE, ALL), ("k", VENDOR, ("hosting", "teaching"))), False),
        (who(("u", HE, ALL), ("k", VENDOR, ("hosting", "funding"))), False),
        (who(("u", HE, ALL), ("k", VENDOR, ("teaching",)), ("k", VENDOR, ("hosting",))), False),
        (who(("u", HE, ALL), ("k", VENDOR, ())), False),
    ],
)
def test_an_intermediary_brokers(parts: tuple[Participant, ...], brokered: bool) -> None:
    assert provision.brokered(parts) is brokered


def test_a_broker_that_also_teaches_is_a_corporate_deliverer() -> None:
    parts = who(("u", HE, ALL), ("k", "educationBroker", ("brokerage", "teaching")))
    assert provision.provider_type(parts) == "coDelivered"


@pytest.mark.parametrize(
    ("parts", "joint"),
    [
        (who(("u", HE, ALL), ("w", HE, ("teaching",))), True),
        (who(("u", HE, ALL), ("w", HE, ("contentDesign",))), False),
        (who(("u", HE, ("teaching",)), ("u", HE, ("award",))), False),
        (who(("u", HE, ALL), ("v", VENDOR, ("teaching",))), False),
    ],
)
def test_joint_provision_takes_two_institutions_that_deliver(
    parts: tuple[Participant, ...], joint: bool
) -> None:
    assert provision.joint_provision(parts) is joint


@pytest.mark.parametrize(
    ("parts", "informed"),
    [
        (who(("u", HE, ALL), ("e", EMPLOYER, ("contentDesign",))), True),
        (who(("u", HE, ALL), ("v", VENDOR, ("assessment",))), True),
        (who(("u", HE, ALL), ("b", BODY, ("teaching",))), True),
        (who(("u", HE, ALL), ("e", EMPLOYER, ("consultation",))), False),
        (who(("u", HE, ALL), ("k", "educationPlatform", ("teaching",))), False),
        (who(("e", EMPLOYER, ALL)), False),
        (who(("u", HE, ("award",)), ("e", EMPLOYER, ("teaching",))), False),
    ],
)
def test_industry_informed_is_shared_making(parts: tuple[Participant, ...], informed: bool) -> None:
    assert provision.industry_informed(parts) is informed


@pytest.mark.parametrize(
    ("parts", "summary", "disclosure"),
    [
        (who(("u", HE, ALL)), "We do it.", "explained"),
        (who(("u", HE, ALL)), None, "partial"),
        (who(("u", HE, ALL), silent=("u",)), "We do it.", "partial"),
        (who(("u", HE, ("teaching",))), "We do it.", "partial"),
        (who(("u", HE, ALL), ("e", EMPLOYER, ("teaching",))), "We share it.", "explained"),
        (who(("u", HE, ALL), ("e", EMPLOYER, ("teaching",)), silent=("e",)), "We share it.", "opaque"),
        (who(("u", HE, ALL), ("e", EMPLOYER, ("teaching",))), None, "opaque"),
        (who(("u", HE, ("teaching",)), ("e", EMPLOYER, ("award",))), "We share it.", "partial"),
        (who(("u", HE, ALL), ("k", VENDOR, ("hosting",)), silent=("k",)), "We do it.", "opaque"),
        (who(("u", HE, ALL), ("x", PROCTOR, ("invigilation",)), silent=("x",)), "We do it.", "partial"),
        ((), None, "partial"),
    ],
)
def test_roles_are_explained_partial_or_opaque(
    parts: tuple[Participant, ...], summary: str | None, disclosure: str
) -> None:
    assert provision.role_disclosure(parts, summary, ALL) == disclosure


@pytest.mark.parametrize(
    ("category", "routes", "qa", "assessed", "unneeded"),
    [
        ("formalQualification", ["taught"], ["internalEsg"], True, set()),
        ("formalQualification", [], [], True, set()),
        ("recognitionOfSkills", ["rplPortfolio"], ["internalEsg"], True, {"teaching"}),
        ("recognitionOfSkills", ["challengeAssessment", "componentStack"], ["vetQa"], True, {"teaching"}),
        ("recognitionOfSkills", ["rplPortfolio", "taught"], ["vetQa"], True, set()),
        ("recordOfExperience", ["participation"], ["none"], False, {"assessment", "qualityAssurance"}),
        ("recordOfExperience", ["participation"], ["none", "vetQa"], False, {"assessment"}),
        ("nonFormalCertificate", ["taught"], ["selfDeclared"], False, {"assessment"}),
        ("nonFormalCertificate", ["taught"], ["selfDeclared"], True, set()),
    ],
)
def test_the_roles_that_somebody_must_have(
    category: str, routes: list[str], qa: list[str], assessed: bool, unneeded: set[str]
) -> None:
    needed = provision.needed_roles(category=category, routes=routes, qa_types=qa, assessed=assessed)
    assert set(needed) == set(ALL) - unneeded


def test_a_core_process_is_done_by_those_who_award_or_through_others() -> None:
    parts = who(("u", HE, ("award", "assessment")), ("e", EMPLOYER, ("teaching", "assessment")))
    rows = {row["process"]: row for row in provision.core_processes(parts)}
    assert set(rows) == {"teaching", "assessment", "award"}
    assert (rows["teaching"]["directProvision"], rows["teaching"]["through"]) == (False, ["did:web:e"])
    assert (rows["assessment"]["directProvision"], rows["assessment"]["through"]) == (True, ["did:web:e"])
    assert "through" not in rows["award"]


def test_shares_add_up_exactly() -> None:
    sent = [{"deliveryShare": share} for share in ("33.3", "33.3", "33.4")]
    assert provision.share_total(participants(Node({"participant": sent}))) == 100
    assert provision.share_total(()) is None
