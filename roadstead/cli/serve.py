"""`roadstead serve`: make what is missing, then serve until told to stop."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from roadstead.cli.options import Data, DatabaseUrl


def _option(name: str, help_text: str, metavar: str | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=help_text, metavar=metavar, show_default=False)
    return option


def serve(
    data: Data = None,
    host: Annotated[str | None, _option("--host", "Listen here (0.0.0.0).", "ADDRESS")] = None,
    port: Annotated[int | None, _option("--port", "Listen on this port (8080).", "PORT")] = None,
    external_url: Annotated[str | None, _option("--external-url", "How clients reach this registry.", "URL")] = None,
    database_url: DatabaseUrl = None,
    tls_cert: Annotated[str | None, _option("--tls-cert", "Certificate chain, PEM.", "FILE")] = None,
    tls_key: Annotated[str | None, _option("--tls-key", "Its private key, PEM.", "FILE")] = None,
    tls_self_signed: Annotated[
        bool, _option("--tls-self-signed", "Speak TLS with a certificate made for this machine.")
    ] = False,
) -> None:
    """Serve the registry. A fresh folder is set up first and its administrator's password shown once."""
    from roadstead.settings import load

    given = {
        "DATA": data,
        "HOST": host,
        "PORT": port,
        "EXTERNAL_URL": external_url,
        "DATABASE_URL": database_url,
        "TLS_CERT": tls_cert,
        "TLS_KEY": tls_key,
        "TLS_SELF_SIGNED": tls_self_signed or None,
    }
    environment = {
        **os.environ,
        **{f"ROADSTEAD_{name}": str(value) for name, value in given.items() if value is not None},
    }
    load(environment)  # what is wrong with them is said here, in the command's own way
    # The same process goes on without the command line's libraries: a fifth less memory for as long as it serves.
    os.execve(sys.executable, [sys.executable, "-P", "-m", "roadstead.serve"], environment)  # noqa: S606
