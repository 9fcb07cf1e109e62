/**
 * RLP written as no strict encoder writes it: the same items, other bytes.
 *
 * @module
 */
import { concatBytes, type Random } from "@novate/stdx";
import { encodeRlp } from "../rlp/encode.ts";
import { isBytes, LIST_PREFIX, type RlpItem, SHORT_LENGTH, STRING_PREFIX } from "../rlp/item.ts";
import { scalarBytes } from "../rlp/scalar.ts";

const countOf = (item: RlpItem): number => (isBytes(item) ? 1 : item.reduce((sum, each) => sum + countOf(each), 1));

/** A payload behind a longer prefix than it needs. */
function longer(payload: Uint8Array, base: number, random: Random): Uint8Array {
  const digits = scalarBytes(BigInt(payload.length));
  const zeros = payload.length > SHORT_LENGTH ? random.nextInt(1, 8 - digits.length) : random.nextInt(0, 7);
  const length = concatBytes(new Uint8Array(Math.max(zeros, payload.length === 0 ? 1 : 0)), digits);
  return concatBytes(Uint8Array.of(base + SHORT_LENGTH + length.length), length, payload);
}

/** Writes `item` with the `target`-th of its items, counted from itself, in another form. */
function write(item: RlpItem, target: number, random: Random): Uint8Array {
  if (isBytes(item)) {
    if (target !== 0) return encodeRlp(item);
    const isItself = item.length === 1 && item[0]! < STRING_PREFIX;
    if (isItself && random.nextInt(0, 1) === 0) return Uint8Array.of(STRING_PREFIX + 1, item[0]!);
    return longer(item, STRING_PREFIX, random);
  }
  let [rest, parts] = [target - 1, [] as Uint8Array[]];
  for (const each of item) {
    const count = countOf(each);
    parts.push(rest >= 0 && rest < count ? write(each, rest, random) : encodeRlp(each));
    rest -= count;
  }
  const payload = concatBytes(...parts);
  if (target === 0) return longer(payload, LIST_PREFIX, random);
  if (payload.length <= SHORT_LENGTH) return concatBytes(Uint8Array.of(LIST_PREFIX + payload.length), payload);
  const digits = scalarBytes(BigInt(payload.length));
  return concatBytes(Uint8Array.of(LIST_PREFIX + SHORT_LENGTH + digits.length), digits, payload);
}

/** The bytes of `item` with one of its items, drawn at random, written otherwise than strictly. */
export const twisted = (item: RlpItem, random: Random): Uint8Array =>
  write(item, random.nextInt(0, countOf(item) - 1), random);
