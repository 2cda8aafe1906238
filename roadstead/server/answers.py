"""Answers that are given before there is a request to answer: whole bytes, connection closed after."""

from __future__ import annotations

from http import HTTPStatus

from roadstead.errors import Refusal


def closing(refusal: Refusal, date_line: bytes) -> bytes:
    """The refusal as a whole HTTP/1.1 answer that ends the connection."""
    body = refusal.body()
    return (
        b"HTTP/1.1 %d %s\r\n%scontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"
        % (
            refusal.status,
            HTTPStatus(refusal.status).phrase.encode(),
            date_line,
            len(body),
            body,
        )
    )
