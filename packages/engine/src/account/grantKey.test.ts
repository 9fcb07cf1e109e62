/** Goal: every outcome of GrantKey and what a key may do. Method: faults repaired one by one, for an owner and for a key. */
import { type CommandOf, KeyScope } from "@novate/codec";
import { atoms, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { sessionKey } from "../state/keys.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, keySigner, ownerSigner, usdc } from "../testing/testMarket.ts";
import { authorise } from "./authority.ts";
import { MOST_KEYS } from "./grantKey.ts";

const owner = ownerSigner(address(1));
const key = keySigner(1);
const child = keySigner(2);

function grant(house: TestHouse, accountId: number): CommandOf<"GrantKey"> {
  return {
    type: "GrantKey",
    accountId,
    key,
    scopes: KeyScope.trade | KeyScope.transfer,
    tradeNotionalAtoms: usdc(1_000),
    totalNotionalAtoms: usdc(10_000),
    venueIds: [1, 2],
    reduceOnly: false,
    validUntilMs: house.timeMs + HOUR_MS,
  };
}

test("ACC-004 ACC-020 ACC-021 ACC-030 GrantKey by an owner: outcomes in order of precedence; an owner may replace a key", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const sound = grant(house, accountId);
  const wrong = {
    ...sound,
    accountId: 99,
    key: { ...key, scheme: 9 },
    scopes: 32,
    tradeNotionalAtoms: atoms(-1n),
    totalNotionalAtoms: atoms(-1n),
    validUntilMs: house.timeMs,
  };
  expect(house.outcome(wrong, ownerSigner(address(2)))).toBe("AccountUnknown");
  let command = { ...wrong, accountId };
  expect(house.outcome(command, ownerSigner(address(2)))).toBe("NotAuthorised");
  const field = () => house.hear(command, owner)?.data;
  expect(field()).toMatchObject({ field: "key" });
  command = { ...command, key: owner };
  expect(field()).toMatchObject({ field: "scopes" });
  command = { ...command, scopes: 0 };
  expect(field()).toMatchObject({ field: "scopes" });
  command = { ...command, scopes: KeyScope.trade };
  expect(field()).toMatchObject({ field: "tradeNotionalAtoms" });
  command = { ...command, tradeNotionalAtoms: atoms(0n) };
  expect(field()).toMatchObject({ field: "totalNotionalAtoms" });
  command = { ...command, totalNotionalAtoms: atoms(0n) };
  expect(field()).toMatchObject({ field: "validUntilMs" });
  command = { ...command, validUntilMs: house.timeMs + 1 };
  expect(field()).toMatchObject({ field: "key" }); // the owner needs no key
  expect(house.outcome({ ...command, key }, owner)).toBe("accepted");
  expect(house.outcome(sound, owner)).toBe("accepted"); // an owner may replace a key
  expect(house.state.keys.get(sessionKey(accountId, key))).toMatchObject({ usedNotionalAtoms: 0n, scopes: 3 });
});

test("ACC-007 ACC-027 ACC-028 ACC-029 ACC-030 GrantKey by a key: outcomes in order of precedence, no field wider", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const granted = { ...grant(house, accountId), reduceOnly: true };
  house.must(granted, owner);
  const wider: CommandOf<"GrantKey"> = {
    ...granted,
    key,
    scopes: 7,
    tradeNotionalAtoms: usdc(1_001),
    totalNotionalAtoms: usdc(10_001),
    venueIds: [],
    reduceOnly: false,
    validUntilMs: granted.validUntilMs + 1,
  };
  expect(house.outcome(wider, keySigner(7))).toBe("NotAuthorised");
  expect(house.outcome(wider, key)).toBe("KeyTooYoung");
  house.openBlock();
  expect(house.outcome(wider, key)).toBe("KeyExists");
  let command: CommandOf<"GrantKey"> = { ...wider, key: child };
  const refused = () => house.hear(command, key);
  for (const [field, repaired] of [
    ["scopes", { scopes: KeyScope.trade }],
    ["tradeNotionalAtoms", { tradeNotionalAtoms: usdc(1_000) }],
    ["totalNotionalAtoms", { totalNotionalAtoms: usdc(6_000) }],
    ["venueIds", { venueIds: [1] }],
    ["reduceOnly", { reduceOnly: true }],
    ["validUntilMs", { validUntilMs: granted.validUntilMs }],
  ] as const) {
    expect(refused()).toMatchObject({ code: "KeyWiderThanGrantor", data: { field } });
    command = { ...command, ...repaired };
  }
  expect(refused()).toBeNull();

  // The child's total came out of the grantor's own: 4,000 are left to grant.
  expect(house.state.keys.get(sessionKey(accountId, key))?.usedNotionalAtoms).toBe(usdc(6_000));
  const second = { ...command, key: keySigner(3), totalNotionalAtoms: usdc(4_001) };
  expect(house.hear(second, key)).toMatchObject({ code: "KeyWiderThanGrantor", data: { field: "totalNotionalAtoms" } });
  house.openBlock();
  expect(house.hear({ ...command, key: keySigner(4) }, child)).toMatchObject({ data: { field: "grantor" } });

  house.openBlock(granted.validUntilMs);
  expect(house.outcome({ ...command, key: keySigner(5) }, key)).toBe("KeyExpired");
});

test("ACC-003 ACC-004 ACC-020 an owner has every scope, a key its own until it expires, another signer none", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const command = grant(house, accountId);
  house.must(command, owner);
  const verdict = (signer = key, scope: number = KeyScope.trade, timeMs = house.timeMs) => {
    const authority = authorise(house.state, house.account(accountId), signer, scope, timeMs);
    return authority.granted ? authority.key?.scopes : authority.refusal.code;
  };
  expect(verdict(owner, KeyScope.withdraw)).toBeUndefined(); // the owner has no row and needs none
  expect(verdict(keySigner(9))).toBe("NotAuthorised");
  expect(verdict({ ...owner, scheme: 1 })).toBe("NotAuthorised"); // the same bytes under another scheme are another signer
  expect(verdict(key, KeyScope.withdraw, command.validUntilMs)).toBe("KeyExpired");
  expect(verdict(key, KeyScope.withdraw)).toBe("ScopeMissing");
  expect(verdict(key, KeyScope.trade, command.validUntilMs - 1)).toBe(3);
});

test.each([0, 1, 2])("ACC-021 a key of scheme %i may be granted, with no scheme beyond", (scheme) => {
  const house = createTestHouse();
  const sound = grant(house, house.openAccount(address(1)));
  expect(house.outcome({ ...sound, key: { ...keySigner(77), scheme } }, owner)).toBe("accepted");
  expect(house.hear({ ...sound, key: { ...keySigner(77), scheme: 3 } }, owner)?.data).toMatchObject({ field: "key" });
});

test("ACC-040 an account has so many keys: the next is refused, a replacement is not, and an ended one makes room", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const sound = grant(house, accountId);
  for (let serial = 1; serial <= MOST_KEYS; serial += 1) house.must({ ...sound, key: keySigner(serial) }, owner);
  const next = { ...sound, key: keySigner(MOST_KEYS + 1) };
  expect(house.hear(next, owner)).toMatchObject({ code: "KeysFull", data: { accountId, limit: MOST_KEYS } });
  expect(house.outcome({ ...sound, reduceOnly: true }, owner)).toBe("accepted");
  house.must({ type: "RevokeKey", accountId, key: keySigner(2) }, owner);
  expect(house.outcome(next, owner)).toBe("accepted");
  runBlock(house, [], 26 * HOUR_MS);
  expect(house.state.keys.size).toBe(0);
  expect(house.account(accountId).keys).toBe(0);
});
