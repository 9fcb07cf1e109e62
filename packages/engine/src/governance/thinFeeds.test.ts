/** Goal: nothing is listed on a feed that can never have a price. Method: a genesis and bundles over feeds of several sources. */
import type { Change } from "@novate/codec";
import { expect, test } from "vitest";
import { ETH_MARKET } from "../testing/ethMarket.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { keySigner, TEST_CHANGES, testGenesis } from "../testing/testMarket.ts";
import { tryChanges } from "./bundle.ts";
import { publisher } from "./founding/index.ts";
import { faultOfGenesis } from "./genesis.ts";

const withQuorum = (changes: readonly Change[], quorum: number): Change[] =>
  changes.map((change) => (change.type === "RegisterFeed" ? { ...change, quorum } : change));
const publishers = (count: number) => Array.from({ length: count }, (_, n) => publisher(n + 2, keySigner(n + 2)));
const genesis = (quorum: number, more: readonly Change[] = []) => ({
  ...testGenesis(),
  changes: [...withQuorum(TEST_CHANGES, quorum), ...more],
});

test("ORCL-058 a genesis whose feeds can never reach their quorum is refused, and says which", () => {
  expect(faultOfGenesis(genesis(3))).toMatch(
    /ListAsset priceFeedId: feed 1 has 1 sources, fewer than its quorum of 3$/,
  );
  expect(faultOfGenesis(genesis(3, publishers(1)))).toMatch(/has 2 sources/);
  expect(faultOfGenesis(genesis(3, publishers(2)))).toBeNull(); // registered after what is listed
});

test("ORCL-058 publishers that a feed does not name, and retired ones, are none of its sources", () => {
  const named = genesis(1, publishers(2)).changes.map((change) =>
    change.type === "RegisterFeed"
      ? { ...change, quorum: 2, weights: [{ publisherId: 1, weight: 1 }, { publisherId: 9, weight: 1 }] } // biome-ignore format: one list
      : change,
  );
  expect(faultOfGenesis({ ...testGenesis(), changes: named })).toMatch(/feed 1 has 1 sources/);
  const retired = genesis(3, [...publishers(2), publisher(3, keySigner(3), 0)]);
  expect(faultOfGenesis(retired)).toMatch(/feed 1 has 2 sources/);
});

test("ORCL-058 a genesis without a publisher lists what its governors will find sources for", () => {
  const changes = genesis(3).changes.filter(({ type }) => type !== "RegisterPublisher");
  expect(faultOfGenesis({ ...testGenesis(), changes })).toBeNull();
});

test("ORCL-058 a bundle lists nothing on a feed too thin, and may bring the sources itself", () => {
  const { state, timeMs } = createTestHouse();
  const bundle = withQuorum(ETH_MARKET, 3);
  expect(tryChanges(state, bundle, timeMs)).toMatchObject({ ok: false, fault: { type: "ListUnderlying" } });
  expect(tryChanges(state, [...bundle, ...publishers(2)], timeMs)).toMatchObject({ ok: true });
});
