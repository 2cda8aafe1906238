"""Which API this is: asked by clients before they sign in."""

from __future__ import annotations

from roadstead.api.reply import Reply
from roadstead.api.services import Services
from roadstead.server.http import Request


async def version(services: Services, request: Request) -> Reply:
    """GET /api/version."""
    return Reply(body={"version": "v2.0"})
