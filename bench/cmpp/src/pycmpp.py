"""pycmpp submits texts to a gateway, as many at once as the window holds, and says how long each took.

Usage: pycmpp.py PORT COUNT WINDOW
"""

import json
import sys
import threading
import time

from pycmpp.cmpp import Cmpp
from pycmpp.cmpp_defines import CMPP_CONNECT_RESP, CMPP_SUBMIT_RESP
from pycmpp.response import SubmitResponseInstance

port, count, window = map(int, sys.argv[1:])
places, done, signed_in = threading.Semaphore(window), threading.Event(), threading.Event()
begun_at, spans = {}, []


def answered(_, message):
    def act():
        response = SubmitResponseInstance()
        response.resolve(message)
        spans.append(time.perf_counter() - begun_at[response.seq_id])
        assert response.status == 0
        places.release()
        if len(spans) == count:
            done.set()

    return act


client = Cmpp("127.0.0.1", port, "900001", "888888", "", client_heartbeat=False)
client.handlers[CMPP_SUBMIT_RESP] = answered
client.handlers[CMPP_CONNECT_RESP] = lambda *_: signed_in.set
client.connect()
client.auth()
threading.Thread(target=client.receive, daemon=True).start()
signed_in.wait()
begun = time.perf_counter()
for number in range(count):
    places.acquire()
    # The sign-in was the first message.
    begun_at[number + 2] = time.perf_counter()
    client.submit("【清音】验证码 246810，五分钟内有效。", ["13800138000"])
done.wait()
took = time.perf_counter() - begun
spans.sort()
print(json.dumps({"per_s": count / took, "p50_ms": spans[count // 2] * 1e3, "p99_ms": spans[count * 99 // 100] * 1e3}))
