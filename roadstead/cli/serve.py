"""`roadstead serve`: make what is missing, then serve until told to stop."""

from __future__ import annotations

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
    from roadstead import app
    from roadstead.cli.console import Failure, note, show_password
    from roadstead.domain.access.keys import KeysError
    from roadstead.settings import load

    settings = load(
        data=data,
        host=host,
        port=port,
        external_url=external_url,
        database_url=database_url,
        tls__cert=tls_cert,
        tls__key=tls_key,
        tls__self_signed=tls_self_signed or None,
    )

    def announce(url: str, password: str | None) -> None:
        if password is not None:
            show_password("admin", password, stderr=True)
        note(f"Roadstead serves {url}")

    try:
        app.serve(settings, announce)
    except (KeysError, RuntimeError) as e:
        raise Failure(str(e)) from e
