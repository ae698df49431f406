"""What users of requests do first, against a server of their own on the loopback interface."""

import http.server
import json
import threading
from contextlib import contextmanager

import requests
import requests.adapters
import requests.auth


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/redirect":
            self.answer(302, b"", ("Location", "/json?from=redirect"))
        elif self.path == "/missing":
            self.answer(404, b"nothing here")
        else:
            content = {"path": self.path, "agent": self.headers["User-Agent"], "authorization": self.headers.get("Authorization")}
            self.answer(200, json.dumps(content).encode(), ("Content-Type", "application/json"), ("Set-Cookie", "a=1"))

    def do_POST(self):
        self.answer(201, self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, status, content, *headers):
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(content)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@contextmanager
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def behaviour_get_and_post():
    with server() as address, requests.Session() as session:
        answer = session.get(address + "/json", params={"q": "ä b"}, auth=("user", "secret"), timeout=5)
        assert answer.ok and answer.json()["path"] == "/json?q=%C3%A4+b"
        assert answer.json()["authorization"] == "Basic dXNlcjpzZWNyZXQ=" and session.cookies["a"] == "1"
        assert answer.json()["agent"].startswith("python-requests/")
        assert session.post(address, json={"a": [1]}, timeout=5).json() == {"a": [1]}
        upload = session.post(address, files={"f": ("x.txt", b"content")}, timeout=5)
        assert upload.status_code == 201 and b'filename="x.txt"' in upload.content


def behaviour_redirects_and_errors():
    with server() as address:
        answer = requests.get(address + "/redirect", timeout=5)
        assert answer.history[0].status_code == 302 and answer.json()["path"].endswith("from=redirect")
        missing = requests.get(address + "/missing", timeout=5)
        assert missing.status_code == requests.codes.not_found and missing.text == "nothing here"
        try:
            missing.raise_for_status()
        except requests.HTTPError as error:
            assert "404 Client Error" in str(error)
        else:
            raise AssertionError("a 404 was no error")
    try:
        requests.get(address, timeout=5)
    except requests.ConnectionError:
        return
    raise AssertionError("a stopped server answered")


def behaviour_retries_and_streams():
    from urllib3.util.retry import Retry

    with server() as address, requests.Session() as session:
        session.mount("http://", requests.adapters.HTTPAdapter(max_retries=Retry(2, status_forcelist=[503])))
        with session.get(address, stream=True, timeout=5) as answer:
            assert json.loads(b"".join(answer.iter_content(8)))["path"] == "/"


def behaviour_prepared():
    request = requests.Request("PUT", "https://example.org/a?b=c", data={"x": "1"}, headers={"X-A": "b"}).prepare()
    assert request.body == "x=1" and request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.url == "https://example.org/a?b=c" and request.path_url == "/a?b=c"
    assert requests.utils.dict_from_cookiejar(requests.cookies.cookiejar_from_dict({"k": "v"})) == {"k": "v"}


def behaviour_certificates():
    import ssl

    bundle = requests.certs.where()
    assert len(ssl.create_default_context(cafile=bundle).get_ca_certs()) > 50
