"""A demo: fictional organisations, achievements and awards, as requests to the API.

The JSON files are request bodies; `load` sends them as any client would. In them `{did:slug}`,
`{achievement:sN}`, `{credential:sN}` and `{digest:sN}` stand for what the service has answered before.
"""
