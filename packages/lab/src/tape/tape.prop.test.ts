/**
 * Goal: a tape survives being written and read, and no bytes at all make the reader do anything but answer or refuse.
 * Method: synthetic tapes of random seeds; random mutations of a valid text, whose outcome must be a tape whose own
 * text is the input, or a TapeError.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { readTape, TapeError } from "../index.ts";
import { createSyntheticTape } from "./synthetic.ts";
import { formatTape } from "./write.ts";

const tapeOf = (seed: number) =>
  createSyntheticTape({
    seed,
    fromMs: 1_760_000_000_000,
    stepMs: 5_000,
    stepCount: 20,
    underlyings: [
      { name: "BTC", openingTicks: 12_000_000, sourceCount: 2 },
      { name: "ATOM", openingTicks: 400, sourceCount: 3 },
    ],
    movePpm: 2_000,
    crash: { startStep: 10, stepCount: 5, depthPpm: 400_000 },
    silencePpm: 300_000,
  });
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it("reads back what it wrote", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const tape = tapeOf(seed);
      expect(await readTape([encode(formatTape(tape))])).toEqual(tape);
    }),
    { numRuns: 50 },
  );
});

it("repeats a synthetic tape from its seed, and no other", () => {
  expect(tapeOf(1)).toEqual(tapeOf(1));
  expect(formatTape(tapeOf(1))).not.toBe(formatTape(tapeOf(2)));
});

it("answers or refuses, whatever the bytes", async () => {
  const good = encode(formatTape(tapeOf(1)));
  const mutation = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255), drop: fc.nat(8), repeat: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
      let bytes = [...good];
      for (const { at, byte, drop, repeat } of mutations) {
        const tail = bytes.slice(at + drop);
        bytes = [...bytes.slice(0, at), byte, ...(repeat ? bytes.slice(at, at + 20) : []), ...tail];
      }
      const outcome = await readTape([Uint8Array.from(bytes)]).catch((error: unknown) => error);
      if (outcome instanceof TapeError) return;
      if (outcome instanceof Error) throw outcome;
      // Reordering header fields is allowed; everything else has one form.
      const rewritten = formatTape(outcome as Awaited<ReturnType<typeof readTape>>);
      expect(rewritten.split("\n").sort()).toEqual(new TextDecoder().decode(Uint8Array.from(bytes)).split("\n").sort());
    }),
    { numRuns: 400 },
  );
});
