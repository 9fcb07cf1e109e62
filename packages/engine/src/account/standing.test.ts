/** Goal: a stranger leaves no row, everybody else a nonce, and nothing takes effect twice. Method: whole blocks. */
import { type Command, KeyScope, type Signer } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { applyBlock } from "../block/apply.ts";
import { signerKey } from "../state/keys.ts";
import { houseOf } from "../state/state.ts";
import { NO_ROOT, prepare, runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  CUSTODIAN_SIGNER,
  GOVERNORS,
  keySigner,
  ownerSigner,
  PUBLISHER_SIGNER,
  SEGMENT,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";

const open = (segmentId: number): Command => ({ type: "OpenAccount", segmentId, method: 1 });
const report: Command = { type: "ReportTrades", venueId: 999, trades: [] };
const bundle: Command = { type: "WithdrawBundle", bundleId: 999 };

/** The house of the tests with one account, owned by `address(1)`, and one session key that has never acted. */
function houseWithKey() {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const grant: Command = {
    type: "GrantKey",
    accountId,
    key: keySigner(7),
    scopes: KeyScope.trade,
    tradeNotionalAtoms: usdc(1),
    totalNotionalAtoms: usdc(1),
    venueIds: [],
    reduceOnly: false,
    validUntilMs: house.timeMs + HOUR_MS,
  };
  return { house, grant };
}

test.each<[code: string, who: string, Signer, Command, boolean]>([
  ["ACC-011", "a stranger's address", ownerSigner(address(99)), open(999), false],
  ["ACC-011", "a stranger's session key", keySigner(99), open(SEGMENT), false],
  ["ACC-011", "a stranger who reports trades", keySigner(99), report, false],
  ["ACC-011", "a stranger who governs", ownerSigner(address(99)), bundle, false],
  ["ACC-035", "an owner", ownerSigner(address(1)), open(999), true],
  ["ACC-035", "a governor", ownerSigner(GOVERNORS[0]!), open(999), true],
  ["ACC-036", "a venue", VENUE_SIGNER, report, true],
  ["ACC-036", "a publisher", PUBLISHER_SIGNER, open(999), true],
  ["ACC-036", "a custodian", CUSTODIAN_SIGNER, open(999), true],
])(
  "ACC-023 INV-012 %s refused: only a signer with standing leaves its nonce: %s",
  (_code, _who, signer, command, hasRow) => {
    const { house } = houseWithKey();
    const before = house.state.nonces.size;
    const wasThere = house.state.nonces.has(signerKey(signer));
    const { receipts } = runBlock(house, [{ command, signer }]);
    expect(receipts[0]!.refusal).not.toBeNull();
    expect(receipts[0]!.eventCount).toBe(hasRow ? 1 : 0);
    expect(house.state.nonces.has(signerKey(signer))).toBe(hasRow);
    expect(house.state.nonces.size - before).toBe(hasRow && !wasThere ? 1 : 0);
  },
);

test("ACC-036 a session key has standing from its grant on", () => {
  const { house, grant } = houseWithKey();
  const ask = () => runBlock(house, [{ command: open(SEGMENT), signer: keySigner(7) }]).receipts[0]!.eventCount;
  expect(ask()).toBe(0);
  const granted = runBlock(house, [{ command: grant, signer: ownerSigner(address(1)) }]);
  expect(granted.receipts[0]!.refusal).toBeNull();
  expect(ask()).toBe(1);
});

test("ACC-005 ACC-037 ACC-038 a stranger's command may be heard again, and takes effect once", () => {
  const house = createTestHouse();
  const signer = ownerSigner(address(99));
  const same = prepare(house.state, { command: open(SEGMENT), signer }, 0n);
  const bad = prepare(house.state, { command: open(999), signer }, 0n);
  const codes = [bad, bad, same, same].map((transaction) => {
    const { height, timeMs } = houseOf(house.state);
    const block = { height: height + 1, timeMs: timeMs + 1_000, transactions: [transaction] };
    return applyBlock(house.house, block, NO_ROOT)[0]!.refusal?.code ?? null;
  });
  expect(codes).toEqual(["SegmentUnknown", "SegmentUnknown", null, "NonceUsed"]);
  expect(house.house.derived.owners.accountsOf(address(99))).toHaveLength(1);
});

test("ACC-035 whoever had a command accepted before has standing, though no row names it any more", () => {
  const { house, grant } = houseWithKey();
  const signer = keySigner(7);
  const ask = (command: Command, by = signer) => runBlock(house, [{ command, signer: by }]).receipts[0]!;
  expect(ask(grant, ownerSigner(address(1))).refusal).toBeNull();
  expect(ask({ type: "RevokeKey", accountId: 1, key: signer }).refusal).toBeNull();
  expect(house.house.derived.signers.has(signer)).toBe(false);
  expect(ask(open(SEGMENT))).toMatchObject({ refusal: { code: "OwnerRequired" }, eventCount: 1 });
});
