"""The data plane, `/v2/` and `/service/token`, as plain ASGI."""
