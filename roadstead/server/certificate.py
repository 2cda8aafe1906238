"""The certificate that this server shows, and its key."""

from __future__ import annotations

import contextlib
import logging
import os
import ssl

from roadstead.settings import SettingsError

log = logging.getLogger("roadstead.server")


class Certificate:
    """A certificate and its key; files that change are taken up by the next connection, without a restart.

    Raises SettingsError when they cannot be used.
    """

    def __init__(self, cert: str, key: str) -> None:
        self.cert, self.key = cert, key
        self._stamp: tuple[int, ...] = ()
        try:
            self._context = self._load()
        except OSError as e:
            raise SettingsError(f"tls: {cert} and {key} cannot be used as certificate and key: {e}") from e

    def context(self) -> ssl.SSLContext:
        """The context in force now."""
        if self._read_stamp() != self._stamp:
            try:
                self._context = self._load()
                log.info("certificate replaced", extra={"file": self.cert})
            except OSError as e:  # half written: the old one serves on until both files fit
                log.warning("certificate not usable, the one before stays", extra={"error": str(e)})
        return self._context

    def _load(self) -> ssl.SSLContext:
        stamp = self._read_stamp()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
        # All suites offered are good ones: the client knows which of them its processor does fast.
        context.options &= ~ssl.OP_CIPHER_SERVER_PREFERENCE
        context.set_alpn_protocols(["http/1.1"])
        context.load_cert_chain(self.cert, self.key)
        self._stamp = stamp
        return context

    def _read_stamp(self) -> tuple[int, ...]:
        with contextlib.suppress(OSError):
            found = (os.stat(self.cert), os.stat(self.key))
            return tuple(number for one in found for number in (one.st_mtime_ns, one.st_ino, one.st_size))
        return self._stamp
