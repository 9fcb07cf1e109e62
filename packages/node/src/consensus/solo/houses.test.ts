/**
 * Goal: what is signed for one house is good in no other. Method: every kind of signature, asked for a twin whose genesis
 * differs in one byte: named as the twin's, then under this house's name; then signed anew for this house, and accepted.
 */
import { approvalOf, type Change, type Command, decode, encode, KeyScope, Side, Transaction } from "@novate/codec";
import { GENESIS_MS, SEGMENT, USDC, USDC_FEED, VENUE } from "@novate/engine/testing";
import { atoms, HOUR_MS } from "@novate/num";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf } from "../../failures.ts";
import { Actor, reportTrades, signedGenesis, TWIN_HOUSE } from "../../testing/actors.fixture.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";

const FOUNDERS = [0xa1, 0xa2, 0xa3].map((seed) => new Actor(seed).address);
const GENESIS = { ...signedGenesis(), governors: FOUNDERS };
let node: SoloNode;
beforeAll(async () => {
  node = await SoloNode.open({ genesis: GENESIS });
  await node.populate();
});
afterAll(() => node.dispose());

const refusalOf = (answer: Promise<unknown>): Promise<string> => answer.then(() => "accepted", codeOf);
const governor = (seed: number) => new Actor(seed, node.chain.house);
const proposal = {
  bundleId: 1,
  parameterEpoch: 0,
  changes: [{ type: "SetGovernor", owner: new Actor(0xa4).address, isMember: true, threshold: 2 }] satisfies Change[],
};

/** The same bytes but for the house that they name: what a thief of the twin's signatures would send here. */
function renamed(bytes: Uint8Array): Uint8Array {
  const decoded = decode(Transaction, bytes);
  if (!decoded.ok) throw decoded.error;
  return encode(Transaction, { ...decoded.value, house: node.chain.house });
}

const account = { accountId: 1 };
const money = { assetId: USDC, amountAtoms: atoms(1_000n) };
const limits = { tradeNotionalAtoms: atoms(0n), totalNotionalAtoms: atoms(1n), validUntilMs: GENESIS_MS + HOUR_MS };
const key = { key: new Actor(9).signer, scopes: KeyScope.trade, venueIds: [], reduceOnly: false };
const observation = { feedId: USDC_FEED, value: 100_000_000n, confidence: 0n, publishedAtMs: GENESIS_MS + 6_000 };
const digest = `0x${"0a".repeat(32)}` as const;

test.each<[string, () => Actor, Command]>([
  ["an opening", () => new Actor(5, node.chain.house), { type: "OpenAccount", segmentId: SEGMENT, method: 1 }],
  ["a key", () => node.alice, { type: "GrantKey", ...account, ...key, ...limits }],
  ["a mandate", () => node.alice, { type: "GrantMandate", ...account, venueId: VENUE, ...limits }],
  [
    "a cancel",
    () => node.alice,
    { type: "CancelOrder", ...account, orderDigest: digest, expiresAtMs: GENESIS_MS + 9_999_999 },
  ],
  ["a voiding", () => node.alice, { type: "VoidOrders", ...account, expiringByMs: GENESIS_MS + 1_000 }],
  [
    "a withdrawal",
    () => node.alice,
    { type: "WithdrawCollateral", ...account, ...money, chainId: 1, recipient: new Actor(1).address },
  ],
  [
    "an attestation",
    () => node.custodian,
    { type: "CreditDeposit", chainId: 1, depositIndex: 99n, ...account, ...money },
  ],
  [
    "a publisher's report",
    () => node.publisher,
    { type: "SubmitObservations", publisherId: 1, observations: [observation], surfaces: [] },
  ],
  ["a proposal", () => governor(0xa1), { type: "ProposeBundle", ...proposal }],
  ["an approval", () => governor(0xa2), approvalOf(proposal)],
])("ACC-045 ACC-046 %s for a twin house is refused by name, under either house's name", async (_, who, command) => {
  const actor = who();
  const { nonce } = actor;
  const stolen = actor.transact(command, { house: TWIN_HOUSE });
  expect(await refusalOf(node.solo.submit(stolen))).toBe("HouseMismatch");
  const answer = refusalOf(node.solo.submit(renamed(stolen)));
  await node.produce();
  expect(await answer).toBe("SignatureInvalid");
  actor.resume(nonce);
  await node.must(actor.transact(command));
});

test("ACC-045 a report's order signed for a twin house fills nothing", async () => {
  const twin = new Actor(1, TWIN_HOUSE);
  const fill = { buyerAccountId: 1, seller: node.bob, sellerAccountId: 2, size: 1, dollars: 100_000 };
  const { timeMs } = node.chain.head;
  const outcomesOf = async (buyer: Actor) =>
    (await node.block(reportTrades(node.venue, [{ ...fill, buyer }], timeMs)))[0]!.outcomes;
  expect(twin.signer).toEqual(node.alice.signer);
  const order = node.alice.order(1, Side.buy, 1, 1, 100_000);
  expect(twin.order(1, Side.buy, 1, 1, 100_000).signature).not.toBe(order.signature);
  expect(await outcomesOf(twin)).toMatchObject([
    { accepted: false, refusal: { code: "OrderSignatureInvalid", data: { faulty: "buyer" } } },
  ]);
  expect(await outcomesOf(node.alice)).toMatchObject([{ accepted: true }]);
});
