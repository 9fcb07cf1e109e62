/**
 * Goal: the same blocks give the same roots, however often a node was asked something or restarted in between (INV-010).
 * Method: one history with trades, falling and stale prices, and quiet blocks; asked about after every block, restarted in
 * the middle, and replayed by an engine that never was either.
 */
import type { Change } from "@novate/codec";
import type { Genesis } from "@novate/engine";
import { GENESIS_MS, usdc } from "@novate/engine/testing";
import { afterEach, expect, test } from "vitest";
import { accountView } from "../api/view/account.ts";
import { publish, SIGNED_HOUSE, signedGenesis, TWIN_HOUSE } from "../testing/actors.fixture.ts";
import { SoloNode } from "../testing/soloNode.fixture.ts";
import { replay } from "./replay.ts";

let node: SoloNode;
afterEach(() => node.dispose());

/** Initial margin that grows with every lot of open interest, so that a price of risk kept too long is seen. */
function tightGenesis(): Genesis {
  const genesis = signedGenesis();
  const tighten = (change: Change): Change =>
    change.type === "ListUnderlying"
      ? { ...change, openInterestLowAtoms: usdc(1), openInterestHighAtoms: usdc(5_000_000) }
      : change;
  return { ...genesis, changes: genesis.changes.map(tighten) };
}

const verify = (genesis: Genesis) => replay({ store: node.chain.store, genesis, preparer: node.admission });

test("INV-017 INV-018 queries and restarts leave no trace in any root, while prices move", async () => {
  node = await SoloNode.open();
  await node.populate();
  const ask = () => node.chain.read((engine) => [accountView(engine, 1), accountView(engine, 2)]);
  const live = async (from: number) => {
    for (let step = from; step < from + 6; step++) {
      await node.block(publish(node.publisher, 100_000 - 150 * step, GENESIS_MS + 60_000 * step), node.trade(1 + step));
      await ask();
      await node.produce();
    }
  };
  await live(1);
  await node.close();
  node = await SoloNode.open({ path: node.path });
  await ask();
  await live(7);
  expect(await verify(signedGenesis())).toEqual(node.chain.head);
});

test.each(["queried", "restarted"])(
  "INV-017 INV-018 a node %s between two trades at the edge of margin stays with the others",
  async (how) => {
    const genesis = tightGenesis();
    node = await SoloNode.open({ genesis });
    await node.populate();
    await node.must(node.trade(28_000));
    if (how === "restarted") {
      await node.close();
      node = await SoloNode.open({ path: node.path, genesis });
    }
    await node.chain.read((engine) => accountView(engine, 1));
    for (let trade = 0; trade < 30; trade++) await node.block(node.trade(5_000));
    expect(await verify(genesis)).toEqual(node.chain.head);
  },
);

test("GOV-046 the log of another house is not replayed, and one heard otherwise diverges, by name", async () => {
  node = await SoloNode.open();
  await node.populate();
  const twin = { ...signedGenesis(), name: "tesu" };
  const details = { found: SIGNED_HOUSE, expected: TWIN_HOUSE };
  await expect(verify(twin)).rejects.toMatchObject({ code: "StoreOfAnotherHouse", details });
  const deaf = { prepare: async () => [] };
  await expect(replay({ store: node.chain.store, genesis: signedGenesis(), preparer: deaf })).rejects.toMatchObject({
    code: "ReplayDiverged",
    details: { height: 1 },
  });
});
