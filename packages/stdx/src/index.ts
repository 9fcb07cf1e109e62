export { AssertionFailed, assert, assertNever } from "./assert.ts";
export { concatBytes, equalBytes } from "./bytes.ts";
export { extended } from "./extended.ts";
export { MinHeap } from "./minHeap.ts";
export { nonFinitePath } from "./nonFinite.ts";
export { createRandom, type Random } from "./random.ts";
export { SlotAllocator } from "./slotAllocator.ts";
export { SortedSet } from "./sortedSet.ts";
export { WideMap } from "./wideMap.ts";
