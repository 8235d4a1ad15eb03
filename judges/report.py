"""How a judge in Python reports: one line of JSON for each endpoint it tried, which `cargo xtask test` makes a table of."""

import json
import os
import sys
import traceback


def setting(name):
    """One of the settings that the test step hands over: where the service is, and how to sign in."""
    return os.environ[f"JUDGE_{name}"]


class Report:
    """Runs one try after the other; a failing one does not stop those after it."""

    def __init__(self):
        self.failed = False

    def tries(self, *endpoints):
        """Runs the decorated function at once, on behalf of the endpoints it calls."""

        def run(action):
            outcome, note = "passed", ""
            try:
                action()
            except Exception as error:
                outcome, note = self.judge(error)
            for endpoint in endpoints:
                print(json.dumps({"call": endpoint, "outcome": outcome, "note": note}), flush=True)
            return action

        return run

    def judge(self, error):
        self.failed = True
        # The place in the judge's own file is what its reader looks for.
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if frame.filename == sys.argv[0]]
        where = (own or frames)[-1]
        return "failed", f"{type(error).__name__} in line {where.lineno}, `{where.line}`: {error}"
