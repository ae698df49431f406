"""What users of urllib3 do first."""

import http.server
import threading

import urllib3


class Echo(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


def behaviour_pool():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        with urllib3.PoolManager(retries=urllib3.Retry(1), timeout=urllib3.Timeout(connect=2, read=5)) as pool:
            answer = pool.request("POST", f"http://127.0.0.1:{server.server_address[1]}/", body=b"abc")
            assert answer.status == 200 and answer.data == b"abc"
        server.shutdown()


def behaviour_addresses():
    url = urllib3.util.parse_url("https://user@example.org:8443/a/../b?c=d#e")
    assert (url.scheme, url.host, url.port, url.query) == ("https", "example.org", 8443, "c=d")
    assert urllib3.util.make_headers(basic_auth="a:b")["authorization"] == "Basic YTpi"


def behaviour_encryption():
    import ssl

    from urllib3.util.ssl_ import create_urllib3_context

    assert create_urllib3_context().verify_mode == ssl.CERT_REQUIRED
