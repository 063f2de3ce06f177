"""A server on this machine that answers as a test says, by HTTP or TLS."""

from __future__ import annotations

import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Reply = tuple[int, object]  # status and body: JSON, or text as it is


@dataclass
class Server:
    """An address, and every request so far: method, path, body."""

    address: str
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)

    @property
    def node(self) -> str:
        """Host and port."""
        return self.address.partition("://")[2]


@contextmanager
def serving(
    reply: Callable[[str, str, bytes], Reply | None], certificate: Path | None = None
) -> Iterator[Server]:
    """Serve until the end; without a reply the connection is closed."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            served.requests.append((self.command, self.path, body))
            served.authorizations.append(self.headers.get("authorization"))
            replied = reply(self.command, self.path, body)
            if replied is None:
                self.close_connection = True
                return
            status, content = replied
            raw = content if isinstance(content, str) else json.dumps(content)
            self.send_response(status)
            self.send_header("content-length", str(len(raw.encode())))
            self.end_headers()
            self.wfile.write(raw.encode())

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815 - as http.server names them

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever refuses a certificate breaks off: no fault of a test."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    scheme = "https" if certificate else "http"
    served = Server(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def certificates(folder: Path, *names: str) -> tuple[Path, Path]:
    """An authority's certificate, and a key with a certificate of it for some host names."""
    key, request = folder / "host.key", folder / "host.csr"
    authority, host, both = folder / "ca.pem", folder / "host.pem", folder / "both.pem"
    new = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    kinds = ",".join(f"{'IP' if name[0].isdigit() else 'DNS'}:{name}" for name in names)
    extra = folder / "names"
    extra.write_text(f"subjectAltName={kinds}", encoding="ascii")
    made = [folder / "ca.key", "-out", authority]
    run([*new, "-x509", "-days", "2", "-subj", "/CN=authority of a test", "-keyout", *made])
    run([*new, "-subj", f"/CN={names[0]}", "-keyout", key, "-out", request])
    signing = ["-CA", authority, "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", "2"]
    run(["openssl", "x509", "-req", "-in", request, *signing, "-extfile", extra, "-out", host])
    both.write_bytes(host.read_bytes() + key.read_bytes())
    return authority, both


def run(command: list[object]) -> None:
    """Run a command that must succeed."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
