"""Runs one judge of the lab where nothing can leave the machine: called inside `unshare --mount --net`.

Usage: run.py LAB FOLDER COMMAND..., where LAB is the program `qingyin-lab` and FOLDER may be written to.
The vendors' names lead to this machine, for this process and its children alone; the lab answers them over TLS with a
certificate whose authority is made for this run and trusted by nobody else.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

CONTROL = "127.0.0.1:4700"
# From <linux/sockios.h> and <net/if.h>.
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
# An address for documents (RFC 5737): it is nobody's.
ELSEWHERE = ("192.0.2.1", 443)


def loopback_up():
    """A new network has nothing but its loopback, which is off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        request = struct.pack("16sH22x", b"lo", 0)
        _, flags = struct.unpack("16sH22x", fcntl.ioctl(link, SIOCGIFFLAGS, request))
        fcntl.ioctl(link, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", flags | IFF_UP))


def check_closed():
    try:
        socket.create_connection(ELSEWHERE, timeout=1).close()
    except OSError:
        return
    sys.exit("run.py is not inside a network of its own; start it with unshare --mount --net")


def map_names(lab, folder):
    hosts = folder / "hosts"
    names = subprocess.run([lab, "hosts"], check=True, capture_output=True, text=True).stdout
    hosts.write_text(f"127.0.0.1 localhost\n{names}")
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)


def environment(authority):
    closed = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    closed |= {name: str(authority) for name in ("NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")}
    # An old package calls what newer ones have left behind; that is its own affair.
    return closed | {"LAB_CONTROL": f"http://{CONTROL}", "NODE_NO_WARNINGS": "1"}


def main(lab, folder, *command):
    folder = Path(folder)
    loopback_up()
    check_closed()
    map_names(lab, folder)
    authority = folder / "authority.pem"
    arguments = [lab, "serve", "--listen", CONTROL, "--tls", "127.0.0.1:443", "--authority", authority]
    arguments += ["--ismg", "127.0.0.1:7890"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as serving:
        try:
            if not any(line.startswith("lab: ready") for line in serving.stdout):
                sys.exit("the lab did not start")
            return subprocess.run(command, env=environment(authority), check=False).returncode
        finally:
            serving.terminate()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
