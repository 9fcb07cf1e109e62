/**
 * Goal: no root depends on how a full pass is worked out (MARG-069, ADR 1).
 * Method: one history of falling prices with a restart and new parameters in it, over hundreds of accounts of every method,
 * lived through by engines without a pass, with the one in TypeScript, and with vectors on one, two and four threads.
 */
import { approvalOf, type Change, type Command, MarginMethod, type Signer, type TradeReport } from "@novate/codec";
import { Engine, type MarginPass } from "@novate/engine";
import {
  address,
  BTC,
  BTC_FEED,
  btc,
  btcTicks,
  GOVERNORS,
  observationOf,
  ownerSigner,
  PUBLISHER_SIGNER,
  prepare,
  reportOf,
  SEGMENT,
  testGenesis,
  tradeOf,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "@novate/engine/testing";
import { ppm } from "@novate/num";
import { expect, test } from "vitest";
import { createMarginPass } from "./marginPass.ts";

const ACCOUNTS = 600;
const METHODS = [MarginMethod.isolated, MarginMethod.cross, MarginMethod.portfolio, MarginMethod.pooled];

/** Neighbours hold against each other, with cushions from a few dollars to many; each fiftieth owner has two accounts. */
const genesis = testGenesis({
  accounts: Array.from({ length: ACCOUNTS }, (_, index) => ({
    owner: address(1_000 + (index % 50 === 49 ? index - 1 : index)),
    segmentId: SEGMENT,
    method: METHODS[index % 3]!,
    role: 0,
    balances: [
      { assetId: USDC, amountAtoms: usdc(22_000 + 20 * index) },
      ...(index % 7 === 0 ? [{ assetId: BTC, amountAtoms: btc(5_000_000n) }] : []),
    ],
  })),
});

/** Made once: every life is to hear the same bytes, and orders count up. */
let openingTrades: TradeReport[] | undefined;

/** An engine, its clock, and the accounts that it took under management in each block. */
class Life {
  engine = Engine.create(genesis).engine;
  readonly roots: string[] = [];
  readonly managed: number[] = [];
  readonly #pass: MarginPass | undefined;
  readonly #nonces = new Map<string, bigint>();

  constructor(pass: MarginPass | undefined) {
    this.#pass = pass;
    this.restart();
  }

  get timeMs(): number {
    return [...this.engine.state.house.values()][0]!.timeMs;
  }

  restart(): void {
    const restored = Engine.restore([...this.engine.rows()], this.engine.stateRoot, this.#pass);
    if (!restored.ok) throw new Error(restored.detail);
    this.engine = restored.engine;
  }

  block(stepMs: number, ...asked: readonly (readonly [Command, Signer])[]): void {
    const { engine } = this;
    const transactions = asked.map(([command, signer]) => {
      const nonce = this.#nonces.get(signer.key) ?? 0n;
      this.#nonces.set(signer.key, nonce + 1n);
      return {
        ...prepare(engine.state, { command, signer }, nonce),
        hash: `0x${signer.key.slice(2)}${nonce}` as const,
      };
    });
    const result = engine.apply({ height: engine.height + 1, timeMs: this.timeMs + stepMs, transactions });
    for (const { refusal, outcomes } of result.receipts)
      expect([refusal, ...outcomes.filter(({ accepted }) => !accepted)]).toEqual([null]);
    this.roots.push(result.stateRoot);
    this.managed.push(result.events.filter(({ type }) => type === "AccountManaged").length);
  }

  price(dollars: number): void {
    const { timeMs } = this;
    this.block(
      60_000,
      [observationOf({ timeMs: timeMs + 59_000 }, USDC_FEED, 1), PUBLISHER_SIGNER],
      [observationOf({ timeMs: timeMs + 59_000 }, BTC_FEED, dollars), PUBLISHER_SIGNER],
    );
  }

  trade(): void {
    const { timeMs } = this;
    openingTrades ??= Array.from({ length: ACCOUNTS / 2 }, (_, index) =>
      tradeOf({ state: this.engine.state, timeMs }, 2 * index + 1, 2 * index + 2, 1_000n, btcTicks(100_000)),
    );
    this.block(1_000, [reportOf(...openingTrades), VENUE_SIGNER]);
  }

  /** Maintenance margin grows by a fifth, by the governors' decision. */
  tighten(): void {
    const { parameters } = this.engine.state.segments.get(SEGMENT)!;
    const maintenanceFactorPpm = ppm((parameters.margin.maintenanceFactorPpm * 6n) / 5n);
    const margin = { ...parameters.margin, maintenanceFactorPpm };
    const change: Change = { type: "SetParameters", segmentId: SEGMENT, parameters: { ...parameters, margin } };
    const { parameterEpoch } = [...this.engine.state.house.values()][0]!;
    const proposal = { type: "ProposeBundle", bundleId: 1, parameterEpoch, changes: [change] } as const;
    this.block(1_000, [proposal, ownerSigner(GOVERNORS[0]!)], [approvalOf(proposal), ownerSigner(GOVERNORS[1]!)]);
    this.block(this.engine.state.bundles.get(1)!.activatesAtMs + 1 - this.timeMs);
  }
}

function live(pass: MarginPass | undefined) {
  const life = new Life(pass);
  life.price(100_000);
  life.price(100_000);
  life.trade();
  life.price(95_000);
  life.price(92_000);
  life.price(89_000);
  life.price(86_500);
  life.restart();
  life.price(84_500);
  life.price(84_500);
  life.tighten();
  life.price(83_500);
  const { roots, managed } = life;
  return { roots, managed };
}

/** The pass, and how many accounts were margined by each call. */
function counted(pass: MarginPass): { readonly pass: MarginPass; readonly counts: number[] } {
  const counts: number[] = [];
  const margin: MarginPass["margin"] = (book, context, accounts, result) => {
    counts.push(accounts.accountCount);
    pass.margin(book, context, accounts, result);
  };
  return { pass: { ...pass, margin }, counts };
}

const never: MarginPass = { leastAccounts: Number.POSITIVE_INFINITY, margin: () => expect.unreachable() };
const expected = live(never);

test("accounts breach before the restart, in the block after it, and at the first price under the new parameters", () => {
  const breaching = [...expected.managed.entries()].filter(([, count]) => count > 0);
  expect(breaching.map(([block]) => block)).toEqual([5, 7, 11]);
});

test("MARG-069 the pass in TypeScript leaves the roots as they are", () => {
  expect(live(undefined)).toEqual(expected);
});

test.each([1, 2, 4])("MARG-069 vectors on %i threads leave the roots as they are", (threads) => {
  const kernel = createMarginPass(threads);
  const { pass, counts } = counted(kernel);
  expect(live(pass)).toEqual(expected);
  kernel.close();
  // After the restart and after the new parameters, most accounts are margined by the pass.
  expect(counts.filter((count) => count > ACCOUNTS / 2).length).toBeGreaterThanOrEqual(2);
});
