"""Wireshark's dissector reads what our own client writes to a gateway, in the layout of CMPP 3.0, field by field.

The frames are those of `crates/cmpp/examples/cmpp_frames.rs`, whose inputs are fixed; what is expected is written down here.
Wireshark knows the layout of 3.0 alone: pycmpp stands for 2.0.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from report import Report  # noqa: E402

PORT = 7890
NUMBER, SENDER, SERVICE = "13800138000", "1069000112345", "QINGYIN"
TAKEN, BROUGHT = "0xb2b9da8000010000", "0xb4c5530000010000"


def frames():
    printed = subprocess.run([os.environ["LAB_FRAMES"]], check=True, capture_output=True, text=True).stdout
    return [line.split(" ") for line in printed.splitlines()]


def dissected(made):
    """What the dissector finds in each frame: names and values, and the bytes behind them."""
    dump = "".join(f"000000 {bytes.fromhex(frame).hex(' ')}\n" for _, frame in made)
    to_file = ["text2pcap", "-q", "-T", f"40000,{PORT}", "-", "frames.pcap"]
    subprocess.run(to_file, input=dump, check=True, capture_output=True, text=True)
    command = ["tshark", "-r", "frames.pcap", "-d", f"tcp.port=={PORT},cmpp", "-T", "json", "-x", "--no-duplicate-keys"]
    read = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert len(read) == len(made), (len(read), len(made))
    return {name: packet["_source"]["layers"] for (name, _), packet in zip(made, read)}


def fields(layers):
    """The fields of the one message in a frame; those of a report in it begin with `report.`."""
    assert isinstance(layers.get("cmpp"), dict), f"it is not one message of the protocol: {list(layers)}"
    found = {}

    def walk(tree, prefix):
        for name, value in tree.items():
            short = prefix + name.removeprefix("cmpp.")
            if short.endswith("_tree"):
                continue
            if isinstance(value, dict):
                walk(value, "report." if name == "cmpp.deliver.Report" else f"{short}.")
            elif name.endswith("_raw"):
                found[short.removesuffix("_raw") + ".bytes"] = value[0]
            else:
                found[short] = value

    walk(layers["cmpp"], "")
    odd = [name for name in [*found, *layers] if "malformed" in name or "expert" in name]
    assert not odd, f"the dissector complains: {odd}"
    return found


MADE = frames()
READ = dissected(MADE)
report = Report()


def reads(name, command, length, **expected):
    """That the frame is read as it was meant; names have `__` for a point."""

    @report.tries(f"reads {name}")
    def attempt():
        found = fields(READ[name])
        wanted = {"Command_Id": command, "Total_Length": length} | expected
        for field, value in wanted.items():
            field = field.replace("__", ".")
            assert found.get(field) == str(value), f"{field} is {found.get(field)!r} and not {value!r} in {found}"


def submits(name, content, text_format=8, total=1, number=1, udhi=0):
    reads(
        name, "0x00000004", 12 + 183 + len(content), Msg_Id="0x0000000000000000",
        submit__Pk_total=total, submit__Pk_number=number, submit__Registered_Delivery=1, submit__Msg_level=0,
        Servicd_Id=SERVICE, submit__Fee_UserType=2, submit__Fee_terminal_Id="", submit__Fee_terminal_type=0,
        TP_pId=0, TP_udhi=udhi, Msg_Fmt=text_format, submit__Msg_src="900001", submit__FeeType="01",
        submit__FeeCode="0", submit__Valld_Time="", submit__At_time="", submit__Src_Id=SENDER, submit__DestUsr_tl=1,
        Dest_terminal_Id=NUMBER, submit__Dest_terminal_type=0, Msg_Length=len(content),
        Msg_Content__bytes=content.hex(), LinkID="",
    )  # fmt: skip


def delivers(name, length, **expected):
    reads(
        name, "0x00000005", length, Msg_Id=BROUGHT, deliver__Dest_Id=SENDER, Servicd_Id=SERVICE, TP_pId=0, TP_udhi=0,
        Msg_Fmt=0, deliver__Src_terminal_Id="13412340000", deliver__Src_terminal_type=0, LinkID="", **expected,
    )  # fmt: skip


PROOF = hashlib.md5(b"900001" + bytes(9) + b"888888" + b"1021080510").digest()
GATEWAY_PROOF = hashlib.md5(bytes(4) + PROOF + b"888888").hexdigest()
reads(
    "connect", "0x00000001", 39, Sequence_Id=1, connect__Source_Addr="900001", Version="03.00",
    connect__AuthenticatorSource__bytes=PROOF.hex(), connect__Timestamp="10/21 08:05:10",
)  # fmt: skip
reads(
    "connect_resp", "0x80000001", 33, Sequence_Id=1, connect_resp__Status=0, Version="03.00",
    connect_resp__AuthenticatorISMG__bytes=GATEWAY_PROOF,
)  # fmt: skip
submits("submit_ascii", b"Your code is 246810.", text_format=0)
submits("submit_ucs2", "【清音】验证码 246810，五分钟内有效。🎧".encode("utf-16-be"))


def header(number):
    """Whatever reference the client has chosen, it is the same in both parts."""
    first = bytes.fromhex(dict(MADE)["submit_long_1"])
    at = first.index(bytes([5, 0, 3]))
    return bytes([5, 0, 3, first[at + 3], 2, number])


submits("submit_long_1", header(1) + ("清" * 67).encode("utf-16-be"), total=2, number=1, udhi=1)
submits("submit_long_2", header(2) + ("清" * 3 + "音").encode("utf-16-be"), total=2, number=2, udhi=1)
reads("submit_resp_ascii", "0x80000004", 24, Msg_Id=TAKEN, submit_resp__Result=0)
delivers("deliver_text", 12 + 97 + 2, deliver__Registered_Delivery=0, Msg_Length=2, Msg_Content__bytes=b"TD".hex())
delivers(
    "deliver_report", 12 + 97 + 71, deliver__Registered_Delivery=1, Msg_Length=71, report__Msg_Id=TAKEN,
    report__deliver__Report__Status="DELIVRD", report__deliver__Report__Submit_time="1510210805",
    report__deliver__Report__Done_time="1510210806", report__Dest_terminal_Id=NUMBER,
    report__Report__SMSC_sequence=0x12345678,
)  # fmt: skip
for answer in ("deliver_resp", "deliver_resp_report"):
    reads(answer, "0x80000005", 24, Msg_Id=BROUGHT, deliver_resp__Result=0)
reads("active_test_resp", "0x80000008", 13, Sequence_Id=9)
reads("terminate", "0x00000002", 12)
sys.exit(report.failed)
