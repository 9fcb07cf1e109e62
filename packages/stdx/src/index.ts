export { AssertionFailed, assert, assertNever } from "./assert.ts";
export { concatBytes } from "./bytes.ts";
export { MinHeap } from "./minHeap.ts";
export { createRandom, type Random } from "./random.ts";
export { SlotAllocator } from "./slotAllocator.ts";
