/** Goal: rows end by their second, in an order that the rows alone fix. Method: rows by hand; a twin built anew from them. */
import { type OrderRow, SignatureScheme } from "@novate/codec";
import { atoms, lots } from "@novate/num";
import { createRandom } from "@novate/stdx";
import { expect, test } from "vitest";
import { evolve } from "../registry/evolve.ts";
import { createState, type State } from "../state/state.ts";
import { Expiries, GRANT_MEMORY_MS } from "./expiries.ts";

const order = (digest: number, expiresAtMs: number): OrderRow => ({
  digest: `0x${digest.toString(16)}`,
  accountId: 1,
  filledLots: lots(1n),
  isVoid: false,
  expiresAtMs,
});

/** Takes and removes, as a block does; returns digests. */
function forget(state: State, expiries: Expiries, timeMs: number, limit: number): string[] {
  const taken: string[] = [];
  for (const event of expiries.take(timeMs, limit)) {
    evolve(state, event);
    taken.push(event.type === "OrderForgotten" ? event.orderDigest : event.type);
  }
  return taken;
}

test("INV-027 a row goes when its whole second has passed, the oldest second first, then by slot", () => {
  const state = createState();
  const expiries = new Expiries(state);
  for (const [digest, atMs] of [
    [0xb, 1_900],
    [0xc, 900],
    [0xa, 1_100],
    [0xd, 2_001],
  ] as const)
    state.orders.put(order(digest, atMs));
  expect(forget(state, expiries, 1_999, 9)).toEqual(["0xc"]);
  expect(forget(state, expiries, 2_000, 1)).toEqual(["0xb"]);
  expect(forget(state, expiries, 2_000, 9)).toEqual(["0xa"]);
  expect(forget(state, expiries, 2_999, 9)).toEqual([]);
  expect(forget(state, expiries, 3_000, 9)).toEqual(["0xd"]);
});

test("INV-027 a row whose end moves goes at its new end alone", () => {
  const state = createState();
  const expiries = new Expiries(state);
  state.orders.put(order(1, 1_000));
  state.orders.put(order(2, 1_000));
  state.orders.put(order(1, 9_000));
  expect(forget(state, expiries, 8_000, 9)).toEqual(["0x2"]);
  expect(forget(state, expiries, 9_000, 9)).toEqual(["0x1"]);
});

test("ACC-039 keys and mandates go a day after their end, not before", () => {
  const state = createState();
  const expiries = new Expiries(state);
  const signer = { scheme: SignatureScheme.ed25519, key: `0x${"11".repeat(32)}` } as const;
  const limits = { tradeNotionalAtoms: atoms(1n), totalNotionalAtoms: atoms(1n), usedNotionalAtoms: atoms(0n) };
  const grant = { accountId: 1, validUntilMs: 5_000, ...limits };
  const account = {
    accountId: 1,
    owner: `0x${"01".repeat(20)}`,
    ownerChain: 0,
    segmentId: 1,
    method: 1,
    role: 0,
    status: 0,
  } as const;
  const counts = {
    openedAtMs: 0,
    paidCycleMs: 0,
    voidedToMs: 0,
    voidOrders: 0,
    keys: 1,
    withdrawals: 0,
    emptySinceMs: 0,
  };
  state.accounts.put({ ...account, ...counts, balances: [], positions: [] });
  state.mandates.put({ ...grant, venueId: 3 });
  state.keys.put({
    ...grant,
    key: signer,
    scopes: 1,
    venueIds: [],
    reduceOnly: false,
    grantor: signer,
    grantedAtMs: 0,
  });
  expect(forget(state, expiries, 4_999 + GRANT_MEMORY_MS, 9)).toEqual([]);
  expect(forget(state, expiries, 5_000 + GRANT_MEMORY_MS, 9).sort()).toEqual(["KeyForgotten", "MandateForgotten"]);
  expect([state.keys.size, state.mandates.size, state.accounts.get(1)?.keys]).toEqual([0, 0, 0]);
});

test("INV-018 INV-027 a house built anew from its rows forgets the same in the same order, with a backlog or without", () => {
  for (let seed = 0; seed < 30; seed += 1) {
    const random = createRandom(seed);
    const state = createState();
    const running = new Expiries(state);
    for (let step = 0; step < 40; step += 1) {
      const nowMs = step * 500;
      for (let count = random.nextInt(0, 8); count > 0; count -= 1)
        state.orders.put(order(random.nextInt(1, 60), nowMs + random.nextInt(1, 4_000)));
      const limit = random.nextInt(0, 6);
      const fresh = [...new Expiries(copyOf(state)).take(nowMs, limit)];
      const taken = [];
      for (const event of running.take(nowMs, limit)) {
        evolve(state, event);
        taken.push(event);
      }
      expect(taken, `seed ${seed}, step ${step}`).toEqual(fresh);
    }
  }
});

/** The same rows in the same slots. */
function copyOf(state: State): State {
  const copy = createState();
  for (const [slot, row] of state.orders.slots()) copy.orders.restore(slot, row);
  return copy;
}
