/**
 * Goal: who is managed for a closing is managed as the auditor, too, would have it, and whoever knows only the rows does the same.
 * Method: a pair from before the margin period, under audit to the closing, with a node that restarts in every block of its last hour.
 */

import { backstopAccount, Engine } from "@novate/engine";
import {
  type Asked,
  address,
  BTC_FEED,
  btcTicks,
  CHAIN,
  CUSTODIAN_SIGNER,
  GENESIS_MS,
  ownerSigner,
  PUBLISHER_SIGNER,
  perpLots,
  prepare,
  reportOf,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  tradeOf,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "@novate/engine/testing";
import { DAY_MS, HOUR_MS, MINUTE_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { Auditor } from "./auditor.ts";

/** Genesis is a Friday at 00:00. */
const CLOSES_MS = GENESIS_MS + 27 * HOUR_MS;
const sessions = { openings: [{ fromMinute: 0, toMinute: 5_760 + 27 * 60 }], closedRangePpm: ppm(250_000n) };

function audited() {
  const changes = TEST_CHANGES.map((each) =>
    each.type === "RegisterFeed" && each.feedId === BTC_FEED ? { ...each, maxAgeMs: 5 * MINUTE_MS, sessions } : each,
  );
  const accounts = [backstopAccount(address(0xe00), SEGMENT, USDC, usdc(20_000_000))];
  const { engine, result } = Engine.create({ ...testGenesis({ accounts }), changes: [...changes] });
  const auditor = new Auditor(engine, result);
  const nonces = new Map<string, bigint>();
  let timeMs = GENESIS_MS;
  /** A block with a word on both prices; `isRestarted`: a node that knows only the rows applies it as well. */
  const block = (stepMs: number, asked: readonly Asked[] = [], isRestarted = false) => {
    timeMs += stepMs;
    const words = [[BTC_FEED, 100_000 + (engine.height % 2)], [USDC_FEED, 1]] as const; // biome-ignore format: one list
    const observations = words.map(([feedId, price]) => ({
      feedId,
      value: BigInt(price) * 100_000_000n,
      confidence: 0n,
      publishedAtMs: timeMs,
    }));
    const said: Asked = {
      command: { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] },
      signer: PUBLISHER_SIGNER,
    };
    const transactions = [said, ...asked].map((each) => {
      const name = `${each.signer.scheme}/${each.signer.key}`;
      const nonce = nonces.get(name) ?? 0n;
      nonces.set(name, nonce + 1n);
      return prepare(engine.state, each, nonce);
    });
    const next = { height: engine.height + 1, timeMs, transactions };
    const twin = isRestarted ? Engine.restore([...engine.rows()], engine.stateRoot) : null;
    const made = engine.apply(next);
    if (twin !== null) expect(twin.ok && twin.engine.apply(next).stateRoot).toBe(made.stateRoot);
    auditor.audit(transactions, made, engine);
    return made;
  };
  return { engine, block, now: () => timeMs };
}

test("LIQ-090 LIQ-091 INV-013 INV-017 a pair that lacks the gap is managed for it, under audit and after any restart", () => {
  const { engine, block, now } = audited();
  for (let n = 0; n < 3; n += 1) block(MINUTE_MS);
  const owners = [address(1), address(2)];
  block(1_000, owners.map((owner) => ({ command: { type: "OpenAccount", segmentId: SEGMENT, method: 1 }, signer: ownerSigner(owner) }))); // biome-ignore format: one line
  const [long, short] = [engine.state.house.get(0)!.nextAccountId - 2, engine.state.house.get(0)!.nextAccountId - 1];
  const credit = (accountId: number, n: number): Asked => ({
    command: { type: "CreditDeposit", chainId: CHAIN, depositIndex: BigInt(n), accountId, assetId: USDC, amountAtoms: usdc(500_000) },
    signer: CUSTODIAN_SIGNER,
  }); // biome-ignore format: one line
  block(1_000, [credit(long, 0), credit(short, 1)]);
  const view = { state: engine.state, timeMs: now() } as unknown as Parameters<typeof tradeOf>[0];
  block(1_000, [
    { command: reportOf(tradeOf(view, long, short, perpLots(20_000), btcTicks(100_000))), signer: VENUE_SIGNER },
  ]);
  while (now() < CLOSES_MS - HOUR_MS - MINUTE_MS) block(4 * MINUTE_MS);
  const managed: { equityAtoms: bigint; maintenanceAtoms: bigint }[] = [];
  let netted = 0;
  while (now() < CLOSES_MS - MINUTE_MS)
    for (const event of block(MINUTE_MS, [], true).events) {
      if (event.type === "AccountManaged") managed.push(event.managed);
      if (event.type === "PositionsNetted") netted += 1;
    }
  expect(managed.length).toBe(2);
  for (const { equityAtoms, maintenanceAtoms } of managed) expect(equityAtoms).toBeGreaterThan(maintenanceAtoms);
  expect(netted).toBeGreaterThan(0);
  expect(now() - GENESIS_MS).toBeGreaterThan(DAY_MS);
});
