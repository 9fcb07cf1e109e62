/**
 * From bytes to steps: a streaming reader for files of any origin, and its in-memory form.
 *
 * @module
 */
import { TapeError } from "./error.ts";
import { createTapeParser } from "./parser.ts";
import type { Tape, TapeHeader, TapeStep } from "./types.ts";

/** Bounds of what a reader takes on: a longer recording is cut into several tapes. */
export const MAX_TAPE_BYTES = 256 * 1024 * 1024;
const MAX_LINE_LENGTH = 64 * 1024;

/** A tape whose header is known and whose steps arrive as they are asked for, once. */
interface TapeStream {
  readonly header: TapeHeader;
  readonly steps: AsyncIterable<TapeStep>;
}

/** Cuts bytes into lines, in bounded memory. Only `\n` ends a line; text after the last one is no line but a cut. */
async function* linesOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let pending = "";
  let byteCount = 0;
  let line = 0;
  for await (const chunk of bytes) {
    byteCount += chunk.length;
    if (byteCount > MAX_TAPE_BYTES) throw new TapeError("FileTooLarge", 0, `more than ${MAX_TAPE_BYTES} bytes`);
    const pieces = (pending + decode(decoder, line + 1, chunk)).split("\n");
    pending = pieces.pop()!;
    for (const piece of pieces) {
      line += 1;
      yield checkLength(piece, line);
    }
    checkLength(pending, line + 1);
  }
  pending += decode(decoder, line + 1);
  if (pending !== "") throw new TapeError("Truncated", line + 1, "the last line has no line end");
}

/** Decodes the next chunk, or, without one, what is left of a character that the file cut in two. */
function decode(decoder: InstanceType<typeof TextDecoder>, line: number, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new TapeError("TextMalformed", line, "the file is not UTF-8 text from about this line on");
  }
}

function checkLength(text: string, line: number): string {
  if (text.length > MAX_LINE_LENGTH) {
    // A binary file has no line ends: say so when it is not a tape at all.
    if (line === 1) throw new TapeError("NotATape", 1, "the first line never ends");
    throw new TapeError("LineTooLong", line, `more than ${MAX_LINE_LENGTH} characters`);
  }
  return text;
}

/**
 * Opens a tape that arrives as bytes, reading no further than needed.
 *
 * Errors: rejects with {@link TapeError} for the header; iterating `steps` throws it for a later line, and for a
 * truncated file at its end, so a consumer has seen the whole tape only when the iteration ends by itself.
 */
async function openTape(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<TapeStream> {
  const lines = linesOf(bytes);
  const parser = createTapeParser();
  while (parser.header() === undefined) {
    const next = await lines.next();
    if (next.done === true) {
      parser.finish();
      break;
    }
    parser.take(next.value);
  }
  return { header: parser.header()!, steps: stepsOf(lines, parser) };
}

async function* stepsOf(lines: AsyncGenerator<string>, parser: ReturnType<typeof createTapeParser>) {
  for await (const text of lines) {
    const step = parser.take(text);
    if (step !== undefined) yield step;
  }
  parser.finish();
}

/** Reads a whole tape from bytes. Errors: {@link TapeError}. */
export async function readTape(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Tape> {
  const { header, steps } = await openTape(bytes);
  const all: TapeStep[] = [];
  for await (const step of steps) all.push(step);
  return { header, steps: all };
}
