"""Opens two accounts, funds them, trades between them through a venue, and withdraws.

Run as `python trade.py house.json`; the file names the node and, of a development house, the keys of its venue and custodian.
"""

import json
import secrets
import sys

from eth_account import Account

from novate_client import Novate, Refused

with open(sys.argv[1]) as file:
    house = json.load(file)
novate = Novate(house["url"])
venue, custodian = Account.from_key(house["venueKey"]), Account.from_key(house["custodianKey"])
buyer, seller = Account.create(), Account.create()

# 1. An account each. Money is in atoms, the smallest unit of the asset; numbers that may be large are decimal strings.
for index, owner in enumerate([buyer, seller]):
    novate.send(owner, {"type": "OpenAccount", "segmentId": house["segmentId"], "method": 1})
    account = novate.account_of(owner.address)
    # A development house has a custodian whose key is known; elsewhere this is a deposit into a vault.
    novate.send(custodian, {
        "type": "CreditDeposit",
        "chainId": house["chainId"],
        "depositIndex": str(index + 1),
        "accountId": account["accountId"],
        "assetId": house["assetId"],
        "amountAtoms": "100000000000",
    })
    print(f"account {account['accountId']} of {owner.address} is open and funded")

# 2. An order each, signed by its trader and given to the venue, which matches and reports them.
price = novate.ask(f"/v1/markets/{house['instrumentId']}")["mark"]["priceTicks"]


def order_of(owner, side):
    return novate.signed_order(owner, {
        "accountId": novate.account_of(owner.address)["accountId"],
        "venueId": house["venueId"],
        "instrumentId": house["instrumentId"],
        "side": side,  # 0: buy, 1: sell; the wallet shows the word
        "lots": "5",
        "limitPriceTicks": price,
        "maxFeePpm": "1000",
        "minEquityAfterAtoms": "0",
        "reduceOnly": False,
    })


# A reference begins with the time of the match, six bytes of milliseconds; the rest is the venue's own number.
matched_at = novate.ask("/v1/time")["nowMs"]
novate.send(venue, {
    "type": "ReportTrades",
    "venueId": house["venueId"],
    "trades": [{
        "reference": "0x" + matched_at.to_bytes(6, "big").hex() + secrets.token_hex(26),
        "instrumentId": house["instrumentId"],
        "priceTicks": price,
        "lots": "5",
        "buyer": order_of(buyer, 0),
        "seller": order_of(seller, 1),
        "group": 0,
    }],
})
position = novate.account_of(buyer.address)["positions"][0]
assert position["lots"] == "5", position
print(f"bought {position['lots']} lots of {position['symbol']} at {price} ticks")

# 3. What would be refused is known before it is sent: more than there is, from somebody else's account, to no address at all.
account_id = novate.account_of(buyer.address)["accountId"]
withdrawal = {
    "type": "WithdrawCollateral",
    "accountId": account_id,
    "assetId": house["assetId"],
    "amountAtoms": "1000000000",
    "chainId": house["chainId"],
    "recipient": buyer.address.lower(),
}
for wrong in [{"amountAtoms": "900000000000"}, {"accountId": account_id + 1}, {"recipient": "0x12", "amountAtoms": 7}]:
    try:
        novate.send(buyer, {**withdrawal, **wrong})
        raise SystemExit("it should have been refused")
    except Refused as refused:
        print(f"refused: {refused}")

# 4. A withdrawal within margin joins the queue of its chain.
novate.send(buyer, withdrawal)
[withdrawal] = novate.ask(f"/v1/accounts/{account_id}/withdrawals")["withdrawals"]
assert withdrawal["row"]["amountAtoms"] == "1000000000", withdrawal
print(f"withdrawal {withdrawal['row']['withdrawalId']} of {withdrawal['row']['amountAtoms']} atoms: {withdrawal['step']}")
