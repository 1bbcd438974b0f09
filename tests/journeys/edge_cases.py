"""The edge cases at issuance, as requests: each is one of the demo's samples with a little changed.

Their verdicts are those of docs/metadata.md: I1 to I21, what the first version of the vocabulary added
(`13-…`), what the decisions settled (`4-…`), and one case for every other rule that a request can break. A
row that breaks more than its rule says so where that is not plain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.issuers.changing import GONE

Change = tuple[str, Any]

#: organisations beside the demo's, for the sectors and the parts that none of them has
OTHERS: Final[Mapping[str, str]] = {
    "tidewater": "educationBroker",
    "state-office": "publicAuthority",
    "craft-school": "vetProvider",
    "reading-circle": "civilSociety",
    "joiners-union": "socialPartner",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One request and its verdict.

    `definition` and `award` are changes of the sample's two requests, (path, value); `issuer` sends them in
    place of the sample's own. `undefined` and `unawarded` are the codes of the refusal, at the one step or
    the other: exactly these. Where both are empty the award is made, verifies, and `derived` (path: value)
    stands in its achievement; `shown` is on its verdict page and `hidden` is not. `warned` is told, and
    refuses nothing.
    """

    id: str
    sample: str
    definition: tuple[Change, ...] = ()
    award: tuple[Change, ...] = ()
    issuer: str | None = None
    undefined: frozenset[str] = frozenset()
    unawarded: frozenset[str] = frozenset()
    warned: frozenset[str] = frozenset()
    derived: Mapping[str, Any] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def refused(name: str, sample: str, codes: str, *changes: Change, **more: Any) -> Case:
    """A definition that is refused with these codes."""
    return Case(name, sample, definition=changes, undefined=frozenset(codes.split()), **more)


def unawarded(name: str, sample: str, codes: str, *changes: Change, **more: Any) -> Case:
    """An award that is refused with these codes, of a definition that is not."""
    return Case(name, sample, award=changes, unawarded=frozenset(codes.split()), **more)


def ects(points: str, **more: str) -> list[dict[str, str]]:
    return [{"creditFramework": "ects", "creditPoints": points, **more}]


def level(framework: str, value: str) -> list[dict[str, str]]:
    return [{"levelFramework": framework, "levelValue": value}]


QCHL: Final = {"id": "did:web:qchl.example", "name": "Quality Council for Higher Learning"}
PROFILE: Final = "https://w3id.org/cairn/mc/v1/profile#"
FIRST, SECOND, THIRD = (f"provision.participant.{n}" for n in range(3))
WITHOUT_RESULT: Final = (("result", GONE), ("assessmentRecord", GONE))

# --- metadata, section 12

#: a broker that issues what another awards; `self` in the sample is the university that awards
BROKERED: Final = (
    (f"{FIRST}.organisation", {"id": "{did:kestrel}", "name": "Kestrel University"}),
    (f"{SECOND}.organisation", {"id": "self"}),
    (f"{SECOND}.brokersBetween", ["{did:kestrel}", "did:web:marlow-retail.example"]),
)
BROKERED_AWARD: Final = (
    ("assessmentRecord.0.assessedBy", [{"id": "{did:kestrel}", "name": "Kestrel University"}]),
)
UNASSESSED: Final = (("assessmentMethod", GONE), ("resultDescription", GONE))

SECTION_12: Final = (
    unawarded("I1-mooc-with-credits-earned", "s5", "MC-Q3", ("creditsEarned", 5)),
    refused(
        "I2-attendance-badge-claiming-credit",
        "s6",
        # Credit also needs quality assurance (section 13), and a level.
        "MC-Q6 MC-Q7 MC-Q11 MC-Q14 MC-Q15 MC-T1 MC-Q19 MC-R1",
        ("credit", ects("1", creditStatus="awarded")),
        warned=frozenset({"MC-W1"}),  # seven hours
    ),
    refused(
        "I4-silent-partner-called-explained",
        "s3",
        "MC-P1 MC-P3",
        (f"{SECOND}.responsibility", GONE),
        ("provision.roleDisclosure", "explained"),
    ),
    refused(
        "I4-silent-partner",
        "s3",
        "MC-P3",
        (f"{SECOND}.responsibility", GONE),
        derived={"provision.roleDisclosure": "opaque"},
    ),
    refused("I5-micro-credential-sent-as-badge", "s1", "MC-Q1", ("ecologyQuadrant", "badgeOrAward")),
    refused(
        "I7-vendor-credit-without-power",
        "s2",
        "MC-Q14 MC-T1",
        ("credit", ects("2")),
        ("learningSetting", "semiFormal"),
        ("qualificationLevel", level("eqf", "5")),
    ),
    refused("I8-automatic-entitlement", "s1", "MC-S1", ("stackability.automaticEntitlement", True)),
    unawarded("I9-uncovered-outcome", "s7", "MC-E7", ("recognitionDecision.portfolioItem.2", GONE)),
    unawarded(
        "I10-parts-add-up-to-less",
        "s8",
        "MC-S4",
        ("countsComponent.1.creditCounted.creditPoints", "5"),
    ),
    refused("I11-broker-without-mandate", "s4", "MC-P4", *BROKERED, issuer="tidewater"),
    Case(
        "I11-broker-with-mandate",
        "s4",
        definition=(*BROKERED, ("issuingMandate", {"mandator": "{did:kestrel}"})),
        award=BROKERED_AWARD,
        issuer="tidewater",
        derived={"provision.brokered": True, "provision.providerType": "higherEducation"},
        shown=("Issued on behalf of Kestrel University",),
    ),
    unawarded("I13-evidence-without-digest", "s1", "MC-E8", ("evidence.0.digestSRI", GONE)),
    Case(
        "I14-five-ects-in-forty-hours",
        "s1",
        definition=(("workload", {"notionalHours": "40"}),),
        warned=frozenset({"MC-W1"}),
        shown=("About 40 hours",),
    ),
    refused("I17-shares-of-forty-and-eighty", "s3", "MC-P5", (f"{SECOND}.deliveryShare", "80")),
    refused("I18-attendance-typed-micro-credential", "s6", "MC-T1", ("achievementType", "MicroCredential")),
    refused("I20-vendor-typed-micro-credential", "s2", "MC-T1", ("achievementType", "MicroCredential")),
    Case(
        "I21-unassessed-mooc-that-says-so",
        "s5",
        definition=(
            ("credentialCategory", "recordOfExperience"),
            ("ecologyIntersection", ["unassessedCourse"]),
            ("awardRouteOffered", ["participation"]),
            *UNASSESSED,
        ),
        award=(("awardRoute", GONE), *WITHOUT_RESULT),
        derived={"ecologyQuadrant": "shortCourse", "bundled": True},
        shown=("A course without assessment: taking part is certified, not what was learnt",),
    ),
    refused(
        "I21-unassessed-mooc-that-does-not",
        "s5",
        "MC-Q8",
        ("credentialCategory", "recordOfExperience"),
        ("awardRouteOffered", ["participation"]),
        *UNASSESSED,
    ),
)

# --- metadata, section 13, in the order of its table

#: a state licence: a formal qualification that carries no academic credit
LICENCE: Final = (
    ("credentialCategory", "formalQualification"),
    ("ecologyIntersection", ["qualificationWithoutCredit"]),
    ("learningSetting", "formal"),
    ("achievementType", "License"),
    (f"{FIRST}.organisationType", "publicAuthority"),
    ("accreditation.0.accreditedOrganisation", "self"),
)
RECOGNISED: Final = {
    "recognisedBy": QCHL,
    "country": "IE",
    "register": "https://qchl.example/register/micro",
    "registerEntry": "CLO6010",
    "recognisedFrom": "2024-01-01",
    "recognisedUntil": "2027-12-31",
}


def provider(issuer: str, sector: str, shown: str) -> Case:
    """An attendance badge of an organisation as it is registered."""
    return Case(
        f"13-provider-{issuer}",
        "s6",
        definition=((f"{FIRST}.organisationType", GONE),),
        issuer=issuer,
        derived={"provision.providerType": sector, "provision.sector": [sector]},
        shown=(shown,),
    )


BUNDLED: Final = (
    Case(
        "13-one-unit-is-no-bundle",
        "s5",
        definition=(("unit", [{"name": "The course"}]), ("achievementType", "Badge")),
        derived={"bundled": False, "ecologyQuadrant": "badgeOrAward"},
        shown=("One unit",),
    ),
    Case(
        "13-two-units-with-credit-are-a-macro-credential",
        "s1",
        definition=(("unit", [{"name": "One"}, {"name": "Two"}]), ("achievementType", "Certificate")),
        derived={"bundled": True, "ecologyQuadrant": "macroCredential"},
        shown=("2 units", "Its units: One and Two"),
    ),
    refused("13-bundle-called-single", "s5", "MC-Q18", ("bundled", False)),
    refused("13-single-called-bundle", "s1", "MC-Q18", ("bundled", True)),
    Case(
        "13-part-of-a-wider-offering",
        "s1",
        definition=(("partOf", ["https://northgate.example/programmes/data"]),),
        derived={"bundled": False, "ecologyQuadrant": "microCredential"},
        shown=("Part of a wider offering",),
    ),
)
CREDIT_BEARING: Final = (
    refused("13-credit-called-none", "s1", "MC-Q3", ("creditBearing", False)),
    refused("13-none-called-credit", "s6", "MC-Q2", ("creditBearing", True)),
    Case(
        "13-credit-recommended",
        "s5",
        definition=(
            ("credit", ects("1", creditStatus="recommended")),
            ("ecologyIntersection", ["creditRecommendation"]),
        ),
        derived={"creditBearing": False, "ecologyQuadrant": "shortCourse"},
        shown=("1 credit is recommended, not awarded", "No credit"),
    ),
    refused(
        "13-credit-recommended-undeclared",
        "s5",
        "MC-Q3",
        ("credit", ects("1", creditStatus="recommended")),
    ),
)
STACKING: Final = (
    Case(
        "13-micro-is-stackable-by-default",
        "s1",
        definition=(("stackability", GONE),),
        derived={"stackability.stackingStatus": "stackable", "stackability.automaticEntitlement": False},
        shown=("Can be stacked; no route published yet",),
    ),
    Case(
        "13-designed-by-the-issuer",
        "s1",
        shown=(
            "Designed as a part of Postgraduate Certificate in Responsible AI, Northgate University",
            "Nobody is entitled automatically: the receiving organisation decides",
        ),
        hidden=("Agreed by",),
    ),
    Case(
        "13-micro-that-stands-alone",
        "s1",
        definition=(("stackability", {"stackingStatus": "standAlone"}),),
        warned=frozenset({"MC-W3"}),
        shown=("Stands alone",),
    ),
)
QUALITY_AND_VOLUME: Final = (
    refused("13-credit-on-own-word", "s4", "MC-Q19", ("qualityAssurance.qaType", ["selfDeclared"])),
    refused("13-credit-without-quality", "s4", "MC-Q19", ("qualityAssurance.qaType", ["none"])),
    refused("13-credit-asks-for-quality", "s4", "MC-Q19", ("qualityAssurance", GONE)),
    Case(
        "13-own-word-without-credit",
        "s5",
        definition=(("qualityAssurance", GONE),),
        derived={"qualityAssurance.qaType": ["selfDeclared"]},
    ),
    Case(
        "13-large-micro-credential",
        "s1",
        definition=(("credit.0.creditPoints", "31"), ("workload", {"notionalHours": "800"})),
        warned=frozenset({"MC-W2"}),
    ),
    Case(
        "13-large-in-another-framework",
        "s4",
        definition=(("credit.0.creditPoints", "61"), ("workload", {"notionalHours": "610"})),
        warned=frozenset({"MC-W2"}),
    ),
    Case(
        "13-half-a-year-is-not-large",
        "s4",
        definition=(("credit.0.creditPoints", "60"), ("workload", {"notionalHours": "600"})),
    ),
)
CATEGORIES: Final = (
    Case(
        "13-qualification-without-credit",
        "s2",
        definition=LICENCE,
        issuer="state-office",
        derived={"ecologyQuadrant": "badgeOrAward", "provision.providerType": "publicAuthority"},
        shown=("A formal qualification that carries no academic credit",),
    ),
    refused(
        "13-qualification-without-credit-undeclared",
        "s2",
        "MC-Q8 MC-Q12",
        *LICENCE,
        ("ecologyIntersection", ["accreditedNonCredit"]),
        issuer="state-office",
    ),
    refused(
        "13-qualification-without-credit-unaccredited",
        "s2",
        "MC-Q15",
        *LICENCE,
        ("accreditation", GONE),
        issuer="state-office",
    ),
    refused(
        "13-qualification-without-credit-not-formal",
        "s2",
        "MC-Q9 MC-Q12",
        *LICENCE,
        ("learningSetting", "nonFormal"),
        issuer="state-office",
    ),
    Case(
        "13-completed-not-assessed",
        "s5",
        definition=UNASSESSED,
        award=WITHOUT_RESULT,
        shown=("completed, not assessed",),
    ),
    Case("13-completed-and-assessed", "s5", hidden=("completed, not assessed",)),
    refused(
        "13-credit-rated-course-is-assessed",
        "s4",
        "MC-Q6 MC-Q17",
        ("credentialCategory", "nonFormalCertificate"),
        ("ecologyIntersection", ["creditRatedNonFormal"]),
        ("learningSetting", "semiFormal"),
        *UNASSESSED,
    ),
    Case(
        "13-credit-rated-course",
        "s4",
        definition=(
            ("credentialCategory", "nonFormalCertificate"),
            ("ecologyIntersection", ["creditRatedNonFormal"]),
            ("learningSetting", "semiFormal"),
        ),
        derived={"ecologyQuadrant": "microCredential"},
        shown=("A course from outside formal education to which an awarding body gives credit",),
    ),
    Case("13-cefr", "s10", shown=("Language level B2 (CEFR)",)),
    refused(
        "13-no-such-level-framework",
        "s10",
        "invalid-value",
        ("qualificationLevel.0.levelFramework", "ielts"),
    ),
)
AIMS: Final = (
    Case(
        "13-purpose-and-audience",
        "s1",
        definition=(("purpose", ["upskilling"]), ("intendedAudience", "Analysts in public service")),
        derived={"purpose": ["upskilling"]},
        shown=("building on what one already does", "For: Analysts in public service"),
    ),
    refused("13-no-such-purpose", "s1", "invalid-value", ("purpose", ["fun"])),
    Case(
        "13-national-recognition",
        "s7",
        definition=(("nationalRecognition", [RECOGNISED]),),
        shown=(
            "Nationally recognised by Quality Council for Higher Learning (IE)",
            "Entry CLO6010 in https://qchl.example/register/micro",
        ),
    ),
    unawarded(
        "13-national-recognition-lapsed",
        "s7",
        "MC-A1",
        definition=(("nationalRecognition", [{**RECOGNISED, "recognisedUntil": "2026-10-19"}]),),
    ),
    unawarded(
        "13-national-recognition-to-come",
        "s7",
        "MC-A1",
        definition=(("nationalRecognition", [{**RECOGNISED, "recognisedFrom": "2026-10-21"}]),),
    ),
    Case(
        "13-marketed-as",
        "s5",
        definition=(("marketedAs", "Circularity Nanodegree"),),
        shown=('Sold as "Circularity Nanodegree"; it is a short course',),
    ),
)
PROVIDERS: Final = (
    Case("13-provider-he", "s1", derived={"provision.providerType": "higherEducation"}),
    Case("13-provider-corporate", "s2", derived={"provision.providerType": "corporate"}),
    provider("dataguild", "professionalBody", "Provided by a professional body"),
    provider("state-office", "publicAuthority", "Provided by a public authority"),
    provider("craft-school", "vocational", "Provided by vocational education"),
    provider("reading-circle", "civilSociety", "Provided by civil society"),
    provider("joiners-union", "civilSociety", "Provided by civil society"),
    Case(
        "13-provider-two-sectors",
        "s3",
        derived={
            "provision.providerType": "coDelivered",
            "provision.sector": ["higherEducation", "corporate"],
            "provision.industryInformed": True,
        },
        shown=("Provided by different kinds of organisation together", "Industry-informed"),
    ),
    refused("13-provider-other", "s6", "invalid-value", ("provision.providerType", "other")),
    refused("13-provider-sent-otherwise", "s6", "MC-P1", ("provision.providerType", "corporate")),
    refused(
        "13-provider-only-neutral",
        "s6",
        "MC-P1",
        (f"{FIRST}.organisationType", "assessmentServiceProvider"),
    ),
    Case(
        "13-not-industry-informed",
        "s1",
        derived={"provision.industryInformed": False, "provision.collaborationDepth": "none"},
        hidden=("Industry-informed",),
    ),
    Case(
        "13-co-constructed",
        "s4",
        derived={"provision.industryInformed": True, "provision.collaborationDepth": "coConstructed"},
        shown=("Designed together with partners", "Industry-informed"),
    ),
    Case(
        "13-consulted",
        "s4",
        definition=((f"{THIRD}.participantRole", ["consultation"]),),
        derived={"provision.industryInformed": False, "provision.collaborationDepth": "consulted"},
        shown=("Partners were consulted on the content",),
        hidden=("Industry-informed",),
    ),
)
BUSINESS: Final = (
    Case(
        "13-only-hosts-and-markets",
        "s3",
        definition=(
            (f"{SECOND}.participantRole", ["hosting", "marketing"]),
            (f"{SECOND}.organisationType", "technologyVendor"),
        ),
        derived={"provision.brokered": True, "provision.providerType": "higherEducation"},
        shown=("Arranged through Brightline Analytics GmbH",),
    ),
    Case(
        "13-brokers-between",
        "s4",
        derived={"provision.brokered": True},
        shown=("Tidewater Learning Ltd stands between Kestrel University and Marlow Retail plc",),
    ),
    Case(
        "13-through-whom",
        "s5",
        derived={
            "provision.coreProcess.1": {
                "type": "CoreProcess",
                "process": "teaching",
                "directProvision": False,
                "through": ["{did:kestrel}"],
            }
        },
        shown=("Taught through Kestrel University",),
    ),
    Case("13-remuneration", "s4", shown=("Tidewater Learning Ltd receives a share of the revenue",)),
    Case(
        "13-delivery-share-basis",
        "s3",
        definition=(("provision.deliveryShareBasis", "taughtHours"),),
        shown=("Brightline Analytics GmbH: 60% of the taught hours",),
    ),
    Case(
        "13-delivery-share-of-what",
        "s3",
        shown=("Brightline Analytics GmbH: 60% of the delivery, by a measure that is not stated",),
    ),
)
NOT_IN_A_BADGE: Final = (
    unawarded(
        "13-insufficient-item",
        "s7",
        "MC-E7",
        (
            "recognitionDecision.portfolioItem.3",
            {
                "priorCredential": "{credential:s6}",
                "provesOutcome": ["#lo1"],
                "judgedValid": True,
                "judgedAuthentic": True,
                "judgedCurrent": True,
                "judgedSufficient": False,
            },
        ),
    ),
    unawarded("13-part-without-digest", "s8", "invalid-value", ("countsComponent.0.digestSRI", GONE)),
)
ADDITIONS: Final = (
    *BUNDLED,
    *CREDIT_BEARING,
    *STACKING,
    *QUALITY_AND_VOLUME,
    *CATEGORIES,
    *AIMS,
    *PROVIDERS,
    *BUSINESS,
    *NOT_IN_A_BADGE,
)

# --- decisions, section 4

ADJUSTED: Final = {"what": "Sat the examination at home.", "reasonKind": "extenuatingCircumstances"}

DECIDED: Final = (
    Case(
        "4-adjusted-examination",
        "s1",
        award=(
            ("assessmentRecord.1.supervision", "unsupervisedIdVerified"),
            ("assessmentRecord.1.adjustment", ADJUSTED),
        ),
        shown=("Adjusted because of extenuating circumstances: Sat the examination at home.",),
    ),
    unawarded(
        "4-other-supervision-unexplained",
        "s1",
        "MC-E3",
        ("assessmentRecord.1.supervision", "unsupervisedIdVerified"),
    ),
    unawarded(
        "4-adjusted-for-no-reason",
        "s1",
        "missing-field",
        ("assessmentRecord.1.supervision", "unsupervisedIdVerified"),
        ("assessmentRecord.1.adjustment", {"what": "Sat the examination at home."}),
    ),
    Case("4-stack-without-identity-anew", "s8", derived={"ecologyQuadrant": "macroCredential"}),
    Case(
        "4-no-sentence-of-ours-explains",
        "s6",
        definition=(("provision", GONE),),
        derived={
            "provision.roleDisclosure": "partial",
            "provision.participant.0.participantRole": [
                "contentDesign",
                "teaching",
                "award",
            ],
        },
        shown=("Who does what is explained in part",),
    ),
)

# --- metadata, section 7: the rules that no case above breaks

OTHER_RULES: Final = (
    refused("Q4", "s1", "MC-Q4", ("creditsAvailable", 6)),
    unawarded("Q5", "s1", "MC-Q5", ("creditsEarned", 6)),
    refused("Q10", "s8", "MC-Q10 MC-Q15", ("accreditation", GONE)),
    refused("Q13", "s2", "MC-Q13", ("ecologyIntersection", GONE)),
    refused(
        "Q16",
        "s6",
        "MC-Q16",
        ("assessmentMethod.0.assessmentType", "quiz"),
        ("assessmentMethod.0.summative", True),
    ),
    unawarded("A1", "s1", "MC-A1", definition=(("accreditation.0.accreditedUntil", "2026-05-03"),)),
    refused("A2", "s1", "MC-A2", ("accreditation.0.accreditationMaxLevel", "6")),
    unawarded("D1", "s1", "MC-D1", ("awardedDate", "2026-04-23")),
    unawarded("L1", "s1", "MC-L1", ("recipient", {"reference": "N-2025-0117"})),
    unawarded("R1", "s1", "MC-R1", ("assessmentRecord", GONE)),
    unawarded("R2", "s3", "MC-R2", ("assessmentRecord.0.assessedBy.0.name", "Another GmbH")),
    refused(
        "P2",
        "s1",
        "MC-P2",
        (f"{FIRST}.participantRole", ["contentDesign", "teaching", "assessment", "award"]),
    ),
    refused("S2", "s2", "MC-S2", ("stackability.stackingStatus", "stackable")),
    refused("S3", "s1", "MC-S3", ("stackability.stackTarget.0.maxCountable.creditPoints", "6")),
    unawarded("S5", "s8", "MC-S5", ("countsComponent.1.componentAchievement", "{achievement:s1}")),
    unawarded("E1", "s1", "MC-E1", ("assessmentRecord.0.evidenceRef", ["urn:example:lost"])),
    unawarded("E2", "s1", "MC-E2", ("assessmentRecord.0.assessmentMethodRef", "#as9")),
    unawarded("E4", "s1", "MC-E4", ("assessmentRecord.0.identityVerification", GONE)),
    unawarded("E5", "s1", "MC-E5", ("assessmentRecord.1.assessmentDecision", "fail")),
    unawarded("E6", "s7", "MC-E6", ("recognitionDecision.criteriaReference", GONE)),
    refused("C1", "s1", "MC-C1 MC-R1", ("participationMode", GONE)),
    refused(
        "C2",
        "s1",
        "MC-C2",
        ("conformsTo", [PROFILE + "emc-cmf"]),
        ("workload", {"notionalHours": "90"}),
        warned=frozenset({"MC-W1"}),
    ),
    refused(
        "C3",
        "s1",
        "MC-C3",
        ("conformsTo", [PROFILE + "nl-hbo-wo"]),
        ("credit.0.creditPoints", "31"),
        ("workload", {"notionalHours": "800"}),
        warned=frozenset({"MC-W2"}),
    ),
    refused("C4", "s1", "MC-C4", ("conformsTo", [PROFILE + "nz-nzqcf"])),
    refused("C5", "s6", "MC-C5", ("conformsTo", [PROFILE + "au-nmf"])),
)

CASES: Final = (*SECTION_12, *ADDITIONS, *DECIDED, *OTHER_RULES)
