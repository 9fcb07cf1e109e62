/**
 * Goal: every signature covers the house, the kind of thing signed and the version, as EIP-712 has it. Method: an order's
 * digest built by hand on another Keccak; then each kind of command beside each other and for a twin house.
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { atoms, lots, ppm, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { bytesToHex, type Hex, hexToBytes } from "../hex.ts";
import { approvalOf } from "./bundleHash.ts";
import type { Change } from "./change.ts";
import type { Command } from "./commands.ts";
import type { HouseId } from "./ids.ts";
import type { Order } from "./order.ts";
import { orderDigest, orderTypedData, transactionDigest, transactionTypedData } from "./transaction.ts";

const HOUSE: HouseId = `0x${"5a".repeat(32)}`;
const TWIN: HouseId = `0x${"5a".repeat(31)}5b`;
const order: Order = {
  accountId: 3,
  venueId: 2,
  instrumentId: 70_000,
  side: 1,
  lots: lots(5n),
  limitPriceTicks: ticks(-100n),
  maxFeePpm: ppm(500n),
  minEquityAfterAtoms: atoms(-7n),
  reduceOnly: true,
  expiresAtMs: 1_760_054_400_000,
  salt: 9n,
};

const ORDER_TYPE =
  "Order(uint32 accountId,uint16 venueId,uint32 instrumentId,string side,int64 lots,int64 limitPriceTicks," +
  "int64 maxFeePpm,int128 minEquityAfterAtoms,bool reduceOnly,uint64 expiresAtMs,uint64 salt)";
const hash = (...parts: Uint8Array[]) => keccak_256(concatBytes(...parts));
const textHash = (text: string) => hash(utf8ToBytes(text));
const word = (value: bigint | number | boolean) =>
  hexToBytes(`0x${BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, "0")}`);

/** As a wallet or a contract computes it: domain {name, version, salt}, no chain id. */
function digestByHand(house: HouseId): Hex {
  const domainType = textHash("EIP712Domain(string name,string version,bytes32 salt)");
  const domain = hash(domainType, textHash("Novate"), textHash("1"), hexToBytes(house));
  const shown = { ...order, side: "sell" };
  const words = Object.values(shown).map((value) => (typeof value === "string" ? textHash(value) : word(value)));
  const message = hash(textHash(ORDER_TYPE), ...words);
  return bytesToHex(hash(hexToBytes("0x1901"), domain, message));
}

test("ACC-045 an order's digest is EIP-712's under {name, version, salt = house}", () => {
  expect(orderDigest(HOUSE, order)).toBe(digestByHand(HOUSE));
  expect(orderDigest(TWIN, order)).toBe(digestByHand(TWIN)); // and the separator that was kept is not used again
  expect(orderDigest(HOUSE, order)).toBe(digestByHand(HOUSE));
  expect(orderDigest(TWIN, order)).not.toBe(orderDigest(HOUSE, order));
  expect(orderTypedData(HOUSE, order)).toMatchObject({ domain: { name: "Novate", version: "1", salt: HOUSE } });
});

test("GOV-033 ACC-053 an approver's wallet shows every change, and no other one has its digest", () => {
  const signer = { scheme: 0, key: HOUSE };
  const changes: readonly Change[] = [
    { type: "SetCustodian", chainId: 31_337, signer },
    { type: "SetGovernor", owner: `0x${"ab".repeat(20)}`, isMember: true, threshold: 2 },
  ];
  const asked = (some: readonly Change[]) => {
    const command = approvalOf({ bundleId: 4, parameterEpoch: 7, changes: some });
    return { house: HOUSE, signer, nonce: 1n, expiresAtMs: 1, command };
  };
  const key = { scheme: "eip712", key: HOUSE };
  expect(transactionTypedData(asked(changes))).toMatchObject({
    message: {
      command: {
        bundleId: "4",
        parameterEpoch: "7",
        changes: {
          change1: { chainId: "31337", signer: key },
          change2: { owner: `0x${"ab".repeat(20)}`, isMember: true, threshold: "2" },
        },
      },
    },
  });
  const others = [changes, changes.slice(1), [...changes].reverse(), [changes[0]!, { ...changes[1]!, threshold: 1 }]];
  expect(new Set(others.map((some) => transactionDigest(asked(some as Change[])))).size).toBe(4);
});

test("ACC-045 commands of equal fields have digests of their own, in each house", () => {
  const signer = { scheme: 0, key: HOUSE };
  const commands: Command[] = [
    { type: "WithdrawBundle", bundleId: 1 },
    { type: "ProposeBundle", bundleId: 1, parameterEpoch: 0, changes: [] },
    { type: "ApproveBundle", bundleId: 1, parameterEpoch: 0, changes: [] },
    { type: "CancelOrder", accountId: 1, orderDigest: HOUSE, expiresAtMs: 1 },
    { type: "VoidOrders", accountId: 1, expiringByMs: 1 },
    { type: "SetMarginMethod", accountId: 1, method: 1 },
    { type: "OpenAccount", segmentId: 1, method: 1 },
    { type: "RevokeKey", accountId: 1, key: signer },
  ];
  const digests = [HOUSE, TWIN].flatMap((house) =>
    commands.map((command) => transactionDigest({ house, signer, nonce: 1n, expiresAtMs: 1, command })),
  );
  expect(new Set([...digests, orderDigest(HOUSE, order)]).size).toBe(2 * commands.length + 1);
});
