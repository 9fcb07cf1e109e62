"""A client of a Novate node: HTTP and JSON from the standard library, signatures from eth-account, and nothing else.

The node says what to sign. The client compares it with what it asked for, and eth-account hashes it by itself.
"""

import json
import urllib.error
import urllib.request

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak


class Refused(Exception):
    """The node or the house said no; `faults` names what is wrong, each with a stable code."""

    def __init__(self, faults):
        super().__init__("; ".join(f"{fault['code']} ({fault['field']}): {fault['detail']}" for fault in faults))
        self.faults = faults


class SessionKey:
    """An ed25519 key, what venues and programs sign with: made of a `nacl.signing.SigningKey` of PyNaCl."""

    def __init__(self, key):
        self.key = key
        self.signer = {"scheme": 2, "key": "0x" + bytes(key.verify_key).hex()}


class Novate:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def ask(self, path, body=None):
        """GET, or POST of a JSON body; the JSON answer. A problem is raised as `Refused`."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            listed = problem["details"].get("faults") or [{"code": problem["code"], "field": path, "detail": problem["detail"]}]
            raise Refused(listed) from None

    def send(self, account, command):
        """Signs a command with an account's key, asks what is wrong with it, submits it, and returns the receipt."""
        signer = account.signer if isinstance(account, SessionKey) else account.address
        prepared = self.ask("/v1/transactions/prepare", {"signer": signer, "command": command})
        typed_data = prepared["typedData"]
        if typed_data["primaryType"] != command["type"] + "Request" or not shows(typed_data["message"]["command"], command):
            raise ValueError("the node asks for a signature of another command")
        transaction = {**prepared["transaction"], "signature": sign(account, prepared)}
        validation = self.ask("/v1/transactions/validate", {"transaction": transaction})
        if not validation["ok"]:
            raise Refused(validation["faults"])
        receipt = self.ask("/v1/transactions", {"transaction": transaction})
        refused = [outcome for outcome in [receipt, *receipt["outcomes"]] if not outcome["accepted"]]
        if refused:
            raise Refused([{**outcome["refusal"], "field": "command", "detail": str(outcome["refusal"]["data"])} for outcome in refused])
        return receipt

    def signed_order(self, account, order):
        """An order with its trader's signature, ready to be given to a venue: the authority of one leg of a trade."""
        prepared = self.ask("/v1/orders/prepare", {"order": order})
        message = prepared["typedData"]["message"]
        if prepared["typedData"]["primaryType"] != "Order" or not shows({key: message[key] for key in order}, order):
            raise ValueError("the node asks for a signature of another order")
        key = "0x" + "00" * 12 + account.address[2:].lower()
        return {
            "type": "Order",
            "order": prepared["order"],
            "signer": {"scheme": 0, "key": key},
            "signature": sign(account, prepared),
        }

    def account_of(self, owner):
        """The first account of an owner."""
        return self.ask(f"/v1/accounts?owner={owner.lower()}")["accounts"][0]


def digest_of(typed_data):
    """The EIP-712 digest of typed data, as eth-account finds it."""
    message = encode_typed_data(full_message=typed_data)
    return "0x" + keccak(b"\x19" + message.version + message.header + message.body).hex()


def shows(shown, asked):
    """Whether what is signed has the values that were asked for. Codes are shown as words, which are not compared."""
    if isinstance(asked, dict):
        return shown.keys() == asked.keys() - {"type"} and all(shows(shown[key], asked[key]) for key in shown)
    if isinstance(asked, list):
        items = list(shown.values()) if isinstance(shown, dict) else shown
        return len(items) == len(asked) and all(map(shows, items, asked))
    if asked is None or isinstance(asked, bool):
        return shown == ([] if asked is None else asked)
    if isinstance(shown, list):
        return shown == [str(asked)]
    return shown == str(asked) or (isinstance(asked, int) and not shown.lstrip("-").isdigit())


def sign(account, prepared):
    """The signature of prepared typed data, in hexadecimal."""
    if digest_of(prepared["typedData"]) != prepared["digest"]:
        raise ValueError("the node asks for a signature of something else than it shows")
    if isinstance(account, SessionKey):  # 64 bytes, where an Ethereum key has 65
        return "0x" + account.key.sign(bytes.fromhex(prepared["digest"][2:])).signature.hex() + "00"
    signed = Account.sign_typed_data(account.key, full_message=prepared["typedData"])
    return "0x" + bytes(signed.signature).hex()
