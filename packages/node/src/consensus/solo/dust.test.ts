/** Goal: names with a satoshi each keep nobody's cure or rescue out of the queue. Method: a small queue, filled to the last place. */
import { BTC, CHAIN } from "@novate/engine/testing";
import { atoms } from "@novate/num";
import { afterEach, expect, test } from "vitest";
import { codeOf } from "../../failures.ts";
import { Actor, deposit, openAccount } from "../../testing/actors.fixture.ts";
import { SoloNode } from "../../testing/soloNode.fixture.ts";

let node: SoloNode;
afterEach(() => node.dispose());

test("ADM-005 ADM-019 a lane full of names with a satoshi each leaves deposits theirs, and half to owners with positions", async () => {
  node = await SoloNode.open({ queue: { transactions: 100, bytes: 1_000_000 } });
  await node.populate();
  const names = Array.from({ length: 20 }, (_, n) => new Actor(500 + n, node.chain.house));
  for (const name of names) await node.must(openAccount(name));
  for (let n = 0; n < names.length; n += 1)
    await node.must(
      node.custodian.transact({
        type: "CreditDeposit",
        chainId: CHAIN,
        depositIndex: BigInt(100 + n),
        accountId: 3 + n,
        assetId: BTC,
        amountAtoms: atoms(1n),
      }),
    );
  const expiringByMs = node.chain.head.timeMs + 1;
  const answers = names.map((name, n) =>
    node.solo
      .submit(name.transact({ type: "VoidOrders", accountId: 3 + n, expiringByMs }), `10.0.0.${n}`)
      .then(() => "taken", codeOf),
  );
  const ready = () => node.solo.status().lanes.find(({ lane }) => lane === "relief")!.readyTransactions;
  while (ready() < 8) await new Promise((resolve) => setTimeout(resolve, 5)); // half of fifteen
  await new Promise((resolve) => setTimeout(resolve, 50)); // as many more as would come
  expect(ready()).toBe(8);
  const cure = node.solo.submit(deposit(node.custodian, 900, 1, 1_000), "203.0.113.1");
  const rescue = node.solo.submit(
    node.alice.transact({ type: "VoidOrders", accountId: 1, expiringByMs }),
    "203.0.113.2",
  );
  const { header } = await node.produce();
  expect((await Promise.all([cure, rescue])).map(({ height }) => height)).toEqual([header.height, header.height]);
  await node.produce();
  const codes = await Promise.all(answers);
  expect(codes.filter((code) => code === "taken")).toHaveLength(8);
  expect(codes.filter((code) => code === "QueueFull")).toHaveLength(12);
});
