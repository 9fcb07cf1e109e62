/**
 * One definition with every kind of field, its values, and its twin made of an SSZ library's types.
 *
 * @module
 */
import {
  BooleanType,
  ByteListType,
  ByteVectorType,
  ContainerType,
  ListBasicType,
  ListCompositeType,
  UintBigintType,
  UintNumberType,
  UnionType,
} from "@chainsafe/ssz";
import fc from "fast-check";
import { type Hex, hexToBytes } from "../hex.ts";
import * as f from "./index.ts";

export const Leg = f.struct("Leg", { accountId: f.u32, memo: f.text(12), quantity: f.lots });
export const Leaves = f.struct("Leaves", {
  small: f.u8,
  middle: f.u16,
  large: f.u32,
  atMs: f.timeMs,
  word: f.u64,
  double: f.u128,
  quad: f.u256,
  signed: f.i64,
  wide: f.i128,
  amount: f.atoms,
  price: f.ticks,
  fraction: f.ppm,
  flag: f.bool,
  owner: f.bytes20,
  hash: f.bytes32,
  session: f.bytes64,
  signature: f.bytes65,
});
export const Sample = f.struct("Sample", {
  leaves: Leaves,
  data: f.bytesUpTo(40),
  legs: f.list(Leg, 3),
  ids: f.list(f.u16, 4),
  names: f.list(f.text(6), 3),
  maybeLeg: f.optional(Leg),
  maybeId: f.optional(f.u32),
  // Selectors 0 and 1, so that the library's Union is a twin.
  choice: f.tagged("Choice", { Fixed: [0, f.struct("Fixed", { id: f.u32 })], Named: [1, Leg] }),
});
export type Sample = f.ValueOf<typeof Sample>;

const uint = (bytes: number): UintNumberType => new UintNumberType(bytes as 1 | 2 | 4 | 8);
const bigUint = (bytes: number): UintBigintType => new UintBigintType(bytes as 8 | 16 | 32);
const TwinLeg = new ContainerType({ accountId: uint(4), memo: new ByteListType(12), quantity: bigUint(8) });

/** The same format, written with `@chainsafe/ssz` alone. */
export const SampleTwin = new ContainerType({
  leaves: new ContainerType({
    small: uint(1),
    middle: uint(2),
    large: uint(4),
    atMs: uint(8),
    word: bigUint(8),
    double: bigUint(16),
    quad: bigUint(32),
    signed: bigUint(8),
    wide: bigUint(16),
    amount: bigUint(16),
    price: bigUint(8),
    fraction: bigUint(8),
    flag: new BooleanType(),
    owner: new ByteVectorType(20),
    hash: new ByteVectorType(32),
    session: new ByteVectorType(64),
    signature: new ByteVectorType(65),
  }),
  data: new ByteListType(40),
  legs: new ListCompositeType(TwinLeg, 3),
  ids: new ListBasicType(uint(2), 4),
  names: new ListCompositeType(new ByteListType(6), 3),
  maybeLeg: new ListCompositeType(TwinLeg, 1),
  maybeId: new ListBasicType(uint(4), 1),
  choice: new UnionType([new ContainerType({ id: uint(4) }), TwinLeg]),
});

const utf8 = new TextEncoder();
const twinLeg = (leg: f.ValueOf<typeof Leg>) => ({
  accountId: leg.accountId,
  memo: utf8.encode(leg.memo),
  quantity: leg.quantity + 2n ** 63n,
});

/** `value` as the twin holds it: signed integers shifted by hand, text and hex as bytes. */
export function toTwin({ leaves, data, legs, ids, names, maybeLeg, maybeId, choice }: Sample) {
  return {
    leaves: {
      ...leaves,
      signed: leaves.signed + 2n ** 63n,
      wide: leaves.wide + 2n ** 127n,
      amount: leaves.amount + 2n ** 127n,
      price: leaves.price + 2n ** 63n,
      fraction: leaves.fraction + 2n ** 63n,
      owner: hexToBytes(leaves.owner),
      hash: hexToBytes(leaves.hash),
      session: hexToBytes(leaves.session),
      signature: hexToBytes(leaves.signature),
    },
    data: hexToBytes(data),
    legs: legs.map(twinLeg),
    ids: [...ids],
    names: names.map((name) => utf8.encode(name)),
    maybeLeg: maybeLeg === null ? [] : [twinLeg(maybeLeg)],
    maybeId: maybeId === null ? [] : [maybeId],
    choice:
      choice.type === "Fixed" ? { selector: 0, value: { id: choice.id } } : { selector: 1, value: twinLeg(choice) },
  };
}

const branded = <T extends bigint>(bits: bigint) =>
  fc.bigInt({ min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n }) as unknown as fc.Arbitrary<T>;
const unsigned = (bits: bigint) => fc.bigInt({ min: 0n, max: 2n ** bits - 1n });
const natural = (max: number) => fc.integer({ min: 0, max });
const hex = (min: number, max = min): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: min, maxLength: max }).map((bytes) => `0x${Buffer.from(bytes).toString("hex")}` as Hex);
const textUpTo = (max: number) =>
  fc.string({ unit: "binary", maxLength: max }).filter((text) => utf8.encode(text).length <= max);

const leg = fc.record({
  accountId: natural(0xffffffff),
  memo: textUpTo(12),
  quantity: branded<f.ValueOf<typeof f.lots>>(64n),
});

/** Any value of {@link Sample}, edges more often than their share. */
export const anySample: fc.Arbitrary<Sample> = fc.record({
  leaves: fc.record({
    small: natural(0xff),
    middle: natural(0xffff),
    large: natural(0xffffffff),
    atMs: fc.maxSafeNat(),
    word: unsigned(64n),
    double: unsigned(128n),
    quad: unsigned(256n),
    signed: branded<bigint>(64n),
    wide: branded<bigint>(128n),
    amount: branded<f.ValueOf<typeof f.atoms>>(128n),
    price: branded<f.ValueOf<typeof f.ticks>>(64n),
    fraction: branded<f.ValueOf<typeof f.ppm>>(64n),
    flag: fc.boolean(),
    owner: hex(20),
    hash: hex(32),
    session: hex(64),
    signature: hex(65),
  }),
  data: hex(0, 40),
  legs: fc.array(leg, { maxLength: 3 }),
  ids: fc.array(natural(0xffff), { maxLength: 4 }),
  names: fc.array(textUpTo(6), { maxLength: 3 }),
  maybeLeg: fc.option(leg),
  maybeId: fc.option(natural(0xffffffff)),
  choice: fc.oneof(
    fc.record({ type: fc.constant("Fixed" as const), id: natural(0xffffffff) }),
    leg.map((value) => ({ type: "Named" as const, ...value })),
  ),
});
