"""What a route is given: the tools of this process, and who is calling."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.errors import Unauthorized
from app.verbs import authenticate
from app.verbs.actors import Caller, Operator
from app.wiring import Tools

_api_key = HTTPBearer(
    scheme_name="apiKey", description="An organisation's API key: `cairn_…`.", auto_error=False
)
_operator_key = HTTPBearer(
    scheme_name="operatorKey", description="The operator's key: `cairnop_…`.", auto_error=False
)


def _tools(request: Request) -> Tools:
    tools: Tools = request.app.state.tools
    return tools


WithTools = Annotated[Tools, Depends(_tools)]


def _caller(
    tools: WithTools, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_api_key)]
) -> Caller:
    if sent is None:
        raise Unauthorized
    return authenticate.caller(tools, sent.credentials)


def _operator(
    tools: WithTools, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_operator_key)]
) -> Operator:
    if sent is None:
        raise Unauthorized
    return authenticate.operator(tools, sent.credentials)


def _either(
    tools: WithTools,
    sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_api_key)],
    also: Annotated[HTTPAuthorizationCredentials | None, Depends(_operator_key)],
) -> Caller | Operator:
    if sent is None:
        raise Unauthorized
    if sent.credentials.startswith("cairnop_"):
        return authenticate.operator(tools, sent.credentials)
    return authenticate.caller(tools, sent.credentials)


WithCaller = Annotated[Caller, Depends(_caller)]
WithOperator = Annotated[Operator, Depends(_operator)]
WithEither = Annotated[Caller | Operator, Depends(_either)]
