/**
 * A process that grows the counting chain until it is killed, printing each height once it is acknowledged.
 *
 * @module
 */
import { writeSync } from "node:fs";
import { genesisRecord, IDENTITY, recordAt } from "./countingChain.fixture.ts";
import { dieAtBoundary } from "./killHarness.fixture.ts";
import { Store } from "./store.ts";

const [path, boundary, keepBlocks] = process.argv.slice(2);
const store = await Store.open({
  path: path!,
  identity: IDENTITY,
  ...(keepBlocks && { keepBlocks: Number(keepBlocks) }),
  onBoundary: dieAtBoundary(Number(boundary)),
});
if (store.head === null) await store.found(genesisRecord());
writeSync(1, `${store.head!.height}\n`);
for (;;) {
  await store.commit(recordAt(store.head!.height + 1));
  writeSync(1, `${store.head!.height}\n`);
}
