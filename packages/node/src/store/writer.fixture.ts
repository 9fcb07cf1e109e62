/**
 * A process that grows the counting chain until it is killed, printing each height once it is acknowledged.
 *
 * @module
 */
import { writeSync } from "node:fs";
import { headAt, IDENTITY, recordAt, rowsAt } from "./countingChain.fixture.ts";
import { dieAtBoundary } from "./killHarness.fixture.ts";
import { Store } from "./store.ts";

const [path, boundary] = process.argv.slice(2);
const store = await Store.open({ path: path!, identity: IDENTITY, onBoundary: dieAtBoundary(Number(boundary)) });
if (store.head === null) await store.importState(headAt(0), rowsAt(0));
writeSync(1, `${store.head!.height}\n`);
for (;;) {
  await store.commit(recordAt(store.head!.height + 1));
  writeSync(1, `${store.head!.height}\n`);
}
