/**
 * Goal: a program acts by one call and knows what became of it; nothing is done twice. Method: a whole node on a socket, whose answers
 * are lost, and whose keys others use as well.
 */
import { Change, fromJson, Transaction } from "@novate/codec";
import { BTC_PERP, CHAIN, GENESIS_MS, SEGMENT, USDC, VENUE } from "@novate/engine/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../client/index.ts";
import { FundTranche, KeyScope, MarginMethod, Side } from "../constants.ts";
import { createEd25519Key, createOwnerKey, deriveSecret, orderDigest } from "../signing/index.ts";
import { type LiveMarket, startLiveMarket } from "../testing/liveMarket.fixture.ts";
import { createGovernor, createMember, createSender, createVenue, mustAccept } from "./index.ts";

const USDC_ATOMS = 1_000_000n;
let market: LiveMarket;
beforeAll(async () => {
  market = await startLiveMarket();
});
afterAll(() => market.live.stop());

const keyOf = (label: string) => createOwnerKey(deriveSecret("actions", label));
const memberOf = (label: string) => createMember({ client: market.novate, key: keyOf(label) });

/** A member with a funded account. */
async function funded(label: string) {
  const member = memberOf(label);
  const { accountId } = mustAccept(await member.openAccount({ segmentId: SEGMENT })).result;
  await market.fund(accountId, 200_000n * USDC_ATOMS);
  return { member, accountId };
}

describe("a member and a venue", () => {
  it("clear a trade, pay into the fund and ask for money, each by one call that tells what it made", async () => {
    const [{ member: long, accountId: buyer }, { member: short, accountId: seller }] = [
      await funded("long"),
      await funded("short"),
    ];
    expect(await market.novate.account(buyer)).toMatchObject({ method: "cross", owner: keyOf("long").address });
    const terms = { venueId: VENUE, instrumentId: BTC_PERP, lots: 10n, limitPriceTicks: 1_000_000n, maxFeePpm: 1_000n };
    const bid = await long.signOrder({ ...terms, accountId: buyer, side: Side.buy });
    const offer = await short.signOrder({ ...terms, accountId: seller, side: Side.sell });
    const venue = createVenue({ client: market.novate, key: market.venueKey, venueId: VENUE });
    const match = { instrumentId: BTC_PERP, priceTicks: 1_000_000n, lots: 10n, buyer: bid, seller: offer };
    const matchedAtMs = await venue.nowMs();

    const reported = mustAccept(await venue.reportTrades([{ ...match, serial: 1n, matchedAtMs }]));
    expect(reported.result).toMatchObject({ clearedCount: 1, trades: [{ accepted: true }] });
    expect(reported.events.map(({ type }) => type)).toContain("PositionNovated");
    // Sent once more as another transaction: it is the same trade. And one that the orders have no lots for.
    const again = mustAccept(
      await venue.reportTrades([
        { ...match, serial: 1n, matchedAtMs },
        { ...match, serial: 2n, matchedAtMs },
      ]),
    );
    const { positions } = await market.novate.account(buyer);
    expect(positions.map(({ lots }) => lots)).toEqual(["10"]);
    expect(again.result.clearedCount).toBeLessThan(2);
    expect(again.result.trades[1]).toMatchObject({ accepted: false, refusal: { code: "OrderOverfilled" } });

    const contributed = await long.contributeDefaultFund({
      accountId: buyer,
      tranche: FundTranche.junior,
      amountAtoms: USDC_ATOMS,
    });
    expect(contributed).toMatchObject({ accepted: true, result: null });
    const ask = { accountId: buyer, assetId: USDC, chainId: CHAIN, recipient: keyOf("long").address };
    const asked = mustAccept(await long.withdraw({ ...ask, amountAtoms: USDC_ATOMS }));
    expect(await market.novate.withdrawal(asked.result.withdrawalId)).toMatchObject({
      row: { withdrawalId: asked.result.withdrawalId, amountAtoms: `${USDC_ATOMS}` },
    });
    expect(await long.withdraw({ ...ask, amountAtoms: 10n ** 15n })).toMatchObject({
      accepted: false,
      refusal: { code: expect.any(String), data: expect.any(Object) },
    });
  });

  it("a session key acts within what it was granted, and not after it was revoked", async () => {
    const { member, accountId } = await funded("grantor");
    const session = createEd25519Key(deriveSecret("actions", "session"));
    const validUntilMs = (await member.nowMs()) + 3_600_000;
    const trading = { tradeNotionalAtoms: 10n ** 12n, totalNotionalAtoms: 10n ** 12n };
    const grant = { accountId, key: session.signer, scopes: KeyScope.trade, validUntilMs, ...trading };
    expect(await member.grantKey(grant)).toMatchObject({ accepted: true });
    const trader = createMember({ client: market.novate, key: session });
    const order = await trader.signOrder({
      accountId,
      venueId: VENUE,
      instrumentId: BTC_PERP,
      side: Side.buy,
      lots: 1n,
      limitPriceTicks: 1n,
      maxFeePpm: 0n,
    });
    const digest = orderDigest(await trader.house(), order.order);
    expect(await trader.cancelOrder(accountId, digest, order.order.expiresAtMs)).toMatchObject({ accepted: true });
    expect(await trader.setMarginMethod({ accountId, method: MarginMethod.isolated })).toMatchObject({
      accepted: false,
    });
    expect(await member.revokeKey(accountId, session.signer)).toMatchObject({ accepted: true });
    expect(await trader.voidOrders(accountId, order.order.expiresAtMs)).toMatchObject({ accepted: false });
  });

  it("governors propose, read, approve and take back", async () => {
    const [first, second] = market.governors.map((key) => createGovernor({ client: market.novate, key }));
    const changes = [fromJson(Change, { type: "SetCustodian", chainId: 9, signer: market.governors[0]!.signer })];
    const proposed = mustAccept(await first!.proposeBundle(1, changes));
    const { bundle, contentHash } = proposed.result;
    const { bundleId } = bundle;
    expect(contentHash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(await second!.approveBundle({ ...bundle, changes: [] })).toMatchObject({ accepted: false });
    expect(await second!.approveBundle(bundle)).toMatchObject({ accepted: true });
    expect(await first!.withdrawBundle(bundleId)).toHaveProperty("accepted");
    await expect(memberOf("nobody").send({ type: "WithdrawBundle", bundleId })).rejects.toMatchObject({
      code: "RoleMissing",
    });
  });
});

describe("a sender", () => {
  it("submits the same bytes until it is answered, and takes effect once", async () => {
    let lost = 0;
    const cut = new Set<string>();
    const client = createClient({
      url: market.live.url,
      async fetch(input, init) {
        const response = await fetch(input, init);
        const { pathname } = new URL(String(input));
        if (init?.method !== "POST" && (cut.size === 2 || cut.has(pathname))) return response;
        if (init?.method === "POST" && lost === 2) return response;
        if (init?.method === "POST") lost += 1;
        else cut.add(pathname); // the clock and the nonce, once each
        throw new TypeError("the connection was cut");
      },
    });
    const key = keyOf("unlucky");
    const opened = await createMember({ client, key, retryMs: 1 }).openAccount({ segmentId: SEGMENT });
    expect([cut.size, lost, opened.accepted]).toEqual([2, 2, true]);
    expect((await market.novate.accounts(key.address)).accounts).toHaveLength(1);
    const down = createClient({ url: market.live.url, fetch: () => Promise.reject(new TypeError("down")) });
    await expect(createSender({ client: down, key, retryMs: 1 }).house()).rejects.toMatchObject({
      code: "Unreachable",
    });
  });

  it("gives commands of one instant nonces of their own, and another where somebody took its", async () => {
    const key = keyOf("busy");
    const [one, other] = [0, 1].map(() => createMember({ client: market.novate, key }));
    await Promise.all([one!.nowMs(), other!.nowMs()]);
    const all = await Promise.all(
      [one!, one!, one!, other!, other!].map((member) => member.openAccount({ segmentId: SEGMENT })),
    );
    expect(all.map(({ accepted }) => accepted)).toEqual([true, true, true, true, true]);
    const ids = all.map((outcome) => mustAccept(outcome).result.accountId);
    expect(new Set(ids).size).toBe(5);
    expect((await market.novate.accounts(key.address)).accounts.map(({ accountId }) => accountId)).toEqual(
      ids.toSorted((left, right) => left - right),
    );
  });

  it("gives no nonce twice, though the question for the first was lost", async () => {
    let asked = 0;
    const client = createClient({
      url: market.live.url,
      async fetch(input, init) {
        if (String(input).includes("/v1/signers/") && ++asked === 1) throw new TypeError("the request was lost");
        return fetch(input, init);
      },
    });
    const sender = createSender({ client, key: keyOf("forgetful"), attempts: 1 });
    const insist = async (): Promise<bigint> => {
      for (;;) {
        const signed = await sender.sign({ type: "OpenAccount", segmentId: SEGMENT, method: 1 }).catch(() => null);
        if (signed !== null) return Transaction.ssz.deserialize(signed.bytes).nonce;
      }
    };
    const nonces = await Promise.all(Array.from({ length: 20 }, insist));
    expect(new Set(nonces).size).toBe(20);
  });

  it("signs for no other house than it was told", async () => {
    const house = `0x${"01".repeat(32)}` as const;
    const member = createMember({ client: market.novate, key: keyOf("strict"), house });
    await expect(member.openAccount({ segmentId: SEGMENT })).rejects.toMatchObject({
      code: "HouseMismatch",
      refusal: { data: { expectedHouse: house } },
    });
  });

  it("counts its expiry from the node's clock, whatever the wall says", async () => {
    const member = createMember({ client: market.novate, key: keyOf("clock"), lifetimeMs: 5_000 });
    const { bytes } = await member.sign({ type: "OpenAccount", segmentId: SEGMENT, method: MarginMethod.cross });
    const receipt = await market.novate.submit(bytes);
    expect(receipt.accepted).toBe(true);
    expect(Math.abs(receipt.timeMs - (await member.nowMs()))).toBeLessThan(5_000);
    const late = createMember({ client: market.novate, key: keyOf("clock"), lifetimeMs: -60_000 });
    expect(await late.openAccount({ segmentId: SEGMENT })).toMatchObject({
      accepted: false,
      refusal: { code: "TransactionExpired" },
    });
  });

  it("goes by the house's clock where no block has come for long, and asks for it once for commands of one instant", async () => {
    const asked: string[] = [];
    const nowMs = GENESIS_MS + 86_400_000;
    const client = createClient({
      url: "http://house.example",
      async fetch(input) {
        const { pathname } = new URL(String(input));
        asked.push(pathname);
        const house = `0x${"5a".repeat(32)}`;
        const time = { house, nowMs, height: 1, blockTimeMs: GENESIS_MS };
        return Response.json(pathname === "/v1/time" ? time : { scheme: "eip712", key: house, nextNonce: "0" });
      },
    });
    const sender = createSender({ client, key: keyOf("late"), lifetimeMs: 10_000 });
    const command = { type: "OpenAccount", segmentId: SEGMENT, method: MarginMethod.cross } as const;
    for (let count = 0; count < 3; count++) {
      const { bytes } = await sender.sign(command);
      const { expiresAtMs } = Transaction.ssz.deserialize(bytes);
      expect(expiresAtMs).toBeGreaterThan(nowMs + 9_000);
      expect(expiresAtMs).toBeLessThan(nowMs + 15_000);
    }
    expect(asked.filter((path) => path === "/v1/time")).toHaveLength(1);
    expect(asked).not.toContain("/v1/status");
    expect(await sender.nowMs()).toBe(nowMs);
  });

  it("mustAccept throws a refusal by its code", async () => {
    const refused = await memberOf("nobody").transfer({
      sourceAccountId: 1,
      targetAccountId: 2,
      assetId: USDC,
      amountAtoms: 1n,
    });
    expect(() => mustAccept(refused)).toThrow(/^refused: \w+ \{/);
  });
});
