"""Show a finished site on this machine as a web server would: right types, 404 page, no cache.

For looking at a site before it is published, and for tests. Not for the public.
"""

from __future__ import annotations

from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}


class _Handler(SimpleHTTPRequestHandler):
    prefix = ""  # path of the site's address, without trailing slash

    def guess_type(self, path: Any) -> str:
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.prefix))

    def send_head(self) -> Any:
        path = urlsplit(self.path).path
        if self.prefix and path != self.prefix and not path.startswith(f"{self.prefix}/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self.prefix}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self._missing_page()
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _missing_page(self) -> Path:
        """Signs lead to /m/…: what is missing there is a code, elsewhere it is a page."""
        own = Path(self.directory) / "no-code.html"
        below = self.path.removeprefix(self.prefix).startswith("/m/")
        return own if below and own.is_file() else Path(self.directory) / "404.html"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the address was printed once, and that is what is needed."""


def server(folder: Path, *, port: int, prefix: str) -> ThreadingHTTPServer:
    """A server of ``folder`` on 127.0.0.1, bound and ready for ``serve_forever``.

    ``prefix`` is the path of the site's address ("" or "/registry"). Raises OSError when the port
    (0: any free one) is taken.
    """
    handler = type("Handler", (_Handler,), {"prefix": prefix})
    return ThreadingHTTPServer(
        ("127.0.0.1", port),
        lambda *arguments: handler(*arguments, directory=str(folder)),
    )
