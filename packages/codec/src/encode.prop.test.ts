/**
 * Goal: a value has one byte string and one JSON form, and nothing else is read as one.
 * Method: random values of a struct with every kind of field, against a twin of an SSZ library's types; then the
 * byte strings mutated.
 */
import { concatBytes, createRandom, type Random } from "@novate/stdx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, encode, fromJson, toJson } from "./encode.ts";
import { CodecError } from "./field/codecError.ts";
import { anySample, Sample, SampleTwin, toTwin } from "./field/sample.fixture.ts";

const MUTATIONS = 200_000;

test("bytes are those of an SSZ library, and decode to the value", () => {
  fc.assert(
    fc.property(anySample, (value) => {
      const bytes = encode(Sample, value);
      expect(bytes).toEqual(SampleTwin.serialize(toTwin(value)));
      expect(decode(Sample, bytes)).toEqual({ ok: true, value });
    }),
    { numRuns: 1_000 },
  );
});

test("JSON goes through text and back to the value", () => {
  fc.assert(
    fc.property(anySample, (value) => {
      expect(fromJson(Sample, JSON.parse(JSON.stringify(toJson(Sample, value))))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

/** Flips a bit, overwrites with an edge, removes, inserts or repeats some bytes: once to three times. */
function mutate(original: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = original.slice();
  for (let left = random.nextInt(1, 3); left > 0; left--) {
    const at = random.nextInt(0, Math.max(0, bytes.length - 1));
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const edge = Uint8Array.of([0, 1, 4, 0x7f, 0x80, 0xff][random.nextInt(0, 5)]!);
    const count = random.nextInt(1, 8);
    const kind = random.nextInt(0, 4);
    if (kind === 0) bytes[at]! ^= 1 << random.nextInt(0, 7);
    else if (kind === 1) bytes.set(edge.subarray(0, bytes.length), at);
    else if (kind === 2) bytes = concatBytes(before, after.subarray(count));
    else if (kind === 3) bytes = concatBytes(before, edge, after);
    else bytes = concatBytes(bytes, after.subarray(0, count));
  }
  return bytes;
}

test(`${MUTATIONS} mutated byte strings are refused, or are the bytes of what they decode to`, () => {
  const random = createRandom("codec mutations");
  const originals = fc.sample(anySample, { numRuns: 200, seed: 1 }).map((value) => encode(Sample, value));
  let accepted = 0;
  for (let round = 0; round < MUTATIONS; round++) {
    const bytes = mutate(originals[round % originals.length]!, random);
    const decoded = decode(Sample, bytes);
    if (decoded.ok) {
      accepted++;
      if (Buffer.compare(encode(Sample, decoded.value), bytes) !== 0)
        throw new Error(`not canonical: ${Buffer.from(bytes).toString("hex")}`);
    } else if (!(decoded.error instanceof CodecError)) throw decoded.error;
  }
  // Both outcomes must be common, or this test shows nothing.
  expect(accepted).toBeGreaterThan(MUTATIONS / 10);
  expect(accepted).toBeLessThan((MUTATIONS * 9) / 10);
});
