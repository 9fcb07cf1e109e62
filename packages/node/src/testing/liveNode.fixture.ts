/**
 * A process that makes blocks on a real node until it is killed, printing each height once its submitters are answered.
 *
 * @module
 */
import { writeSync } from "node:fs";
import { dieAtBoundary } from "../store/killHarness.fixture.ts";
import { Actor, openAccount } from "./actors.fixture.ts";
import { SoloNode } from "./soloNode.fixture.ts";

const [path, boundary] = process.argv.slice(2);
const node = await SoloNode.open({ path: path!, onBoundary: dieAtBoundary(Number(boundary)) });
if (node.chain.head.height === 0) await node.populate();
writeSync(1, `${node.chain.head.height}\n`);
for (;;) {
  const { height } = node.chain.head;
  await node.must(openAccount(new Actor(1_000_000 + height)), node.trade(1));
  writeSync(1, `${node.chain.head.height}\n`);
}
