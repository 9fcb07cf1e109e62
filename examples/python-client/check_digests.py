"""Checks that eth-account finds the digest of typed data that another program made: `python check_digests.py cases.json`."""

import json
import sys

from novate_client import digest_of

with open(sys.argv[1]) as file:
    cases = json.load(file)
wrong = [case["name"] for case in cases if digest_of(case["typedData"]) != case["digest"]]
print(f"{len(cases)} digests, {len(wrong)} of them others: {', '.join(wrong)}" if wrong else f"{len(cases)} digests alike")
sys.exit(1 if wrong else 0)
