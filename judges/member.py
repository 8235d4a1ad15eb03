"""Makes the member that the judges act as, through the service's own API, and prints how an app signs in as them.

Usage: member.py ADDRESS OUTPUT, where OUTPUT is the file with everything the service writes.
The member is the operator and agrees to everything that is asked, so that no call is refused for want of a yes.
Prints one line of JSON: `user`, `password` and `api_key`.
"""

import json
import re
import sys
import time
import urllib.request

PHONE = "13800138000"
# How long the service may take to write its link and the code.
PATIENCE_SECONDS = 60
TRY_EVERY_SECONDS = 0.05


class Member:
    def __init__(self, address, output):
        self.address = address
        self.output = output
        self.token = None

    def ask(self, method, path, body=None):
        """Sends one request to the API and returns its answer; an answer that is no success raises."""
        headers = {"Content-Type": "application/json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def written(self, pattern):
        """Waits for what the service writes, and returns the part in brackets."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with open(self.output, encoding="utf-8") as file:
                found = re.search(pattern, file.read())
            if found:
                return found.group(1)
            time.sleep(TRY_EVERY_SECONDS)
        raise TimeoutError(f"the service never wrote {pattern}")

    def sign_in(self):
        self.ask("POST", "/sign_in/sms_codes", {"phone": PHONE})
        code = self.written(rf"sms: code for {PHONE[:3]}\*{{4}}{PHONE[-4:]} is (\d+)")
        policy = self.ask("GET", "/policy")
        answer = self.ask(
            "POST",
            "/sign_in/sms",
            {
                "phone": PHONE,
                "code": code,
                "bearer": True,
                "policy_version": policy["version"],
                "text_hash": policy["text_hash"],
            },
        )
        self.token = answer["token"]

    def agree_to_everything(self):
        for consent in self.ask("GET", "/me/consents")["items"]:
            if consent["state"] not in ("granted", "not_needed"):
                self.ask("PUT", f"/me/consents/{consent['purpose']}", {"text_hash": consent["text_hash"]})


def main(address, output):
    member = Member(address, output)
    member.sign_in()
    member.ask("POST", "/operator/claim", {"token": member.written(r"/setup\?token=(\S+)")})
    member.agree_to_everything()
    password = member.ask("POST", "/me/app_passwords", {"name": "judges"})
    key = member.ask("POST", "/me/api_keys", {"name": "judges"})
    made = {"user": password["user_name"], "password": password["secret"], "api_key": key["secret"]}
    print(json.dumps(made))


if __name__ == "__main__":
    main(*sys.argv[1:])
