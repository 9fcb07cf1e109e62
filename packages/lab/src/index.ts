export { TapeError, type TapeErrorCode } from "./tape/error.ts";
export { listTapes, loadTape } from "./tape/load.ts";
export { openTape, readTape, type TapeStream } from "./tape/read.ts";
export { parseTapeTime, sliceTape, type TapeSlice } from "./tape/slice.ts";
export { createSyntheticTape, type SyntheticTape, type SyntheticUnderlying } from "./tape/synthetic.ts";
export type { Tape, TapeHeader, TapeSource, TapeStep, TapeUnderlying } from "./tape/types.ts";
export { formatTape } from "./tape/write.ts";
