"""Verifies an exported log of staff access without Qingyin: hashes, links and numbers.

    python3 verify_staff_log.py qingyin-staff-log-2026-11-29.jsonl
"""
import hashlib
import json
import sys

FIELDS = ["number", "at_ms", "staff_digest", "subject_digest", "role", "purpose", "item", "ticket", "words", "previous"]


def hash_of(entry):
    text = b"qingyin staff access 1\n"
    for name in FIELDS:
        value = str(entry[name]).encode()
        text += str(len(value)).encode() + b":" + value + b"\n"
    return hashlib.sha256(text).hexdigest()


def verify(lines):
    head = json.loads(next(lines))
    assert head["format"] == "qingyin-staff-log-1", "another format"
    last = head["anchor"] or {"number": 0, "hash": "0" * 64}
    count = 0
    for line in lines:
        entry = json.loads(line)
        assert entry["number"] == last["number"] + 1, f"number {last['number'] + 1} is not where it belongs"
        assert hash_of(entry) == entry["hash"], f"number {entry['number']} was changed"
        assert entry["previous"] == last["hash"], f"number {entry['number']} does not follow the entry before it"
        last, count = entry, count + 1
    assert (last["number"], last["hash"]) == (head["end"]["number"], head["end"]["hash"]), "the end was cut off"
    return f"{count} entries are whole, up to number {last['number']}, hash {last['hash']}"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(verify(iter(file)))
