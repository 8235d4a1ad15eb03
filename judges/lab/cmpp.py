"""PyPI's pycmpp, a client of CMPP 2.1: it signs in at the lab's gateway and submits texts, with its own code unchanged.

Quirks that are its own: it does not check what the gateway proves itself with, it has no answer to a delivery, it answers
`CMPP_ACTIVE_TEST` with three bytes too many, and after the end of a connection its loop turns for ever.
The first two are done here; the lab does not ask it whether it is there.
"""

import hashlib
import queue
import struct
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from pycmpp.cmpp import Cmpp
from pycmpp.cmpp_defines import CMPP_ACTIVE_TEST_RESP, CMPP_CONNECT_RESP, CMPP_DELIVER_REQ, CMPP_SUBMIT_RESP
from pycmpp.request import ActiveTestRequestInstance, ConnectRequestInstance
from pycmpp.response import ConnectResponseInstance, SubmitResponseInstance

sys.path.insert(0, str(Path(__file__).parent.parent))

from browser import ask  # noqa: E402
from report import Report  # noqa: E402

NAME, SECRET, NUMBER = "900001", "888888", "13800138000"
CLIENTS = []


def client(name=NAME, secret=SECRET):
    """A connection of its own, which is not signed in."""
    made = Cmpp("127.0.0.1", 7890, name, secret, "", delivery=1, client_heartbeat=False)
    made.connect()
    made.so.settimeout(10)
    # Its socket must outlive this: its loop reads on.
    CLIENTS.append(made)
    return made


def sign_in(made):
    """What the gateway says, and what it should prove itself with."""
    request = ConnectRequestInstance()
    made.send(request.create(made.sp_id, made.sp_secret))
    response = ConnectResponseInstance()
    response.resolve(made.so.recv(1024))
    proof = hashlib.md5(bytes([response.status]) + request.auth_source + made.sp_secret.encode()).digest()
    return response, proof


@contextmanager
def signed_in():
    """A client whose loop runs, and what it has heard."""
    made, heard = client(), queue.Queue()

    def keeps(kind):
        def handler(_, message):
            def act():
                response = kind and kind()
                if response:
                    response.resolve(message)
                heard.put((response, message))

            return act

        return handler

    made.handlers[CMPP_SUBMIT_RESP] = keeps(SubmitResponseInstance)
    made.handlers[CMPP_CONNECT_RESP] = keeps(ConnectResponseInstance)
    made.handlers[CMPP_ACTIVE_TEST_RESP] = keeps(None)
    made.handlers[CMPP_DELIVER_REQ] = keeps(None)
    made.auth()
    threading.Thread(target=made.receive, daemon=True).start()
    response, _ = heard.get(timeout=10)
    assert response.status == 0, response.status
    yield made, lambda: heard.get(timeout=10)


def next_of(hear, kind):
    """The next that was heard of a kind: reports may come in between."""
    while True:
        response, message = hear()
        if isinstance(response, kind) if kind else response is None:
            return response, message


def submitted():
    return ask("GET", "ismg/messages", None)["items"]


@contextmanager
def fault(name):
    ask("POST", "ismg/faults", {"fault": name})
    try:
        yield
    finally:
        ask("DELETE", "ismg/faults", {})


ask("POST", "ismg/accounts", {"source_addr": NAME, "secret": SECRET, "version_max": "2.1"})
report = Report()


@report.tries("signs in")
def signs_in():
    response, proof = sign_in(client())
    assert (response.status, response.version, response.authenticator_ISMG) == (0, 0x21, proof)


@report.tries("knows the refusal of a wrong secret")
def wrong_secret():
    response, _ = sign_in(client(secret="888889"))
    assert response.status == 3, response.status


@report.tries("knows the refusal of an unknown name")
def unknown_name():
    response, _ = sign_in(client(name="900002"))
    assert response.status == 2, response.status


@report.tries("notices wrong_authenticator")
def wrong_authenticator():
    with fault("wrong_authenticator"):
        response, proof = sign_in(client())
        assert response.status == 0 and response.authenticator_ISMG != proof


@report.tries("submits a text")
def submits():
    text = "【清音】验证码 246810，五分钟内有效。"
    with signed_in() as (made, hear):
        made.submit(text, [NUMBER, "8613900139000"])
        response, _ = next_of(hear, SubmitResponseInstance)
        assert response.status == 0, response.status
    kept = submitted()[-1]
    assert (kept["text"], kept["to"], kept["format"]) == (text, [NUMBER, "8613900139000"], 8), kept
    assert kept["msg_id"] == str(response.msg_id) and not kept["is_3"], kept


@report.tries("submits a long text")
def submits_long():
    text = "".join(chr(0x4E00 + number) for number in range(150))
    before = len(submitted())
    with signed_in() as (made, hear):
        made.submit(text, [NUMBER])
        statuses = [next_of(hear, SubmitResponseInstance)[0].status for _ in range(3)]
        assert statuses == [0, 0, 0], statuses
    parts = submitted()[before:]
    assert [(part["part_number"], part["part_total"]) for part in parts] == [(1, 3), (2, 3), (3, 3)], parts
    assert len({part["reference"] for part in parts}) == 1 and parts[0]["reference"] is not None, parts
    assert "".join(part["text"] for part in parts) == text


@report.tries("hears what became of a text")
def hears_report():
    with signed_in() as (made, hear):
        made.submit("hello", [NUMBER])
        response, _ = next_of(hear, SubmitResponseInstance)
        _, message = next_of(hear, None)
    # CMPP 2.0, 7.4.5.1.
    layout = struct.Struct("!LLL Q 21s 10s B B B 21s B B 60s 8s")
    assert len(message) == layout.size, len(message)
    _, _, _, _, _, _, _, _, _, sender, is_report, length, content, _ = layout.unpack(message)
    assert (sender.rstrip(b"\0").decode(), is_report, length) == (NUMBER, 1, 60)
    msg_id, state, _, _, receiver, _ = struct.unpack("!Q 7s 10s 10s 21s L", content)
    assert (msg_id, state, receiver.rstrip(b"\0").decode()) == (response.msg_id, b"DELIVRD", NUMBER)


@report.tries("is refused a number that is none")
def wrong_number():
    with signed_in() as (made, hear):
        made.submit("hello", ["110"])
        assert next_of(hear, SubmitResponseInstance)[0].status == 13


@report.tries("hears that it is too much")
def throttled():
    with fault("throttles_always"), signed_in() as (made, hear):
        made.submit("hello", [NUMBER])
        assert next_of(hear, SubmitResponseInstance)[0].status == 8


@report.tries("asks whether the gateway is there")
def active_test():
    with signed_in() as (made, hear):
        request = ActiveTestRequestInstance()
        made.send(request.create())
        _, message = next_of(hear, None)
        assert struct.unpack("!LLLB", message) == (13, CMPP_ACTIVE_TEST_RESP, request.seq_id, 0)


@report.tries("leaves")
def leaves():
    made = client()
    sign_in(made)
    made.terminate()
    assert made.so.recv(1024)[:8] == bytes.fromhex("0000000c80000002")
    assert made.so.recv(1024) == b""


sys.exit(report.failed)
