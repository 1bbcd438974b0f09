"""Why a request is not answered with what it asked for. HTTP is a table elsewhere (app/api/problems.py).

RequestFault
├── Unauthorized           no key, or none that we know
├── InsufficientScope      a good key that may not do this
├── NotFound               not there, or not yours: one answer for both
├── Conflict               would contradict what is already so; `code` says how
├── Invalid                the request's content cannot be accepted; every reason at once
├── NotAcceptable          we have no form that the client accepts
├── UnsupportedMediaType   the body is of a kind that we do not take here
└── Busy                   right now we cannot; later we can
"""

from __future__ import annotations

from credentials.findings import Problem


class RequestFault(Exception):
    """Root: the request is at fault, or its moment is."""


class Unauthorized(RequestFault):
    pass


class InsufficientScope(RequestFault):
    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class NotFound(RequestFault):
    pass


class Conflict(RequestFault):
    """`code` is a registered problem code: `idempotency-conflict`, `duplicate-award` and the like."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Invalid(RequestFault):
    """Every problem of the request, each with its own code and pointer."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.detail for p in problems))
        self.problems = problems


class NotAcceptable(RequestFault):
    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Busy(RequestFault):
    def __init__(self, retry_after: int) -> None:
        super().__init__(str(retry_after))
        self.retry_after = retry_after


class UnsupportedMediaType(RequestFault):
    """The body is of a media type that this address does not take."""

    def __init__(self, accepted: tuple[str, ...]) -> None:
        super().__init__(", ".join(accepted))
        self.accepted = accepted
