export { AssertionFailed, assert, assertNever } from "./assert.ts";
export { bytesToHex, compareBytes, concatBytes, equalBytes, hexToBytes } from "./bytes.ts";
export { MinHeap } from "./minHeap.ts";
export { ascending, sortedEntries } from "./order.ts";
export { createRandom, type Random } from "./random.ts";
export { SlotAllocator } from "./slotAllocator.ts";
