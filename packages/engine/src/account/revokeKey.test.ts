/** Goal: every outcome of RevokeKey, and that a key's grants die with it. Method: faults repaired one by one. */
import { KeyScope } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, keySigner, ownerSigner, usdc } from "../testing/testMarket.ts";
import { authorise } from "./authority.ts";

const owner = ownerSigner(address(1));
const [key, child, stranger] = [keySigner(1), keySigner(2), keySigner(3)];

function houseWithKeys() {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const grant = {
    type: "GrantKey",
    accountId,
    key,
    scopes: KeyScope.trade,
    tradeNotionalAtoms: usdc(1),
    totalNotionalAtoms: usdc(10),
    venueIds: [],
    reduceOnly: false,
    validUntilMs: house.timeMs + HOUR_MS,
  } as const;
  house.must(grant, owner);
  house.openBlock();
  house.must({ ...grant, key: child, totalNotionalAtoms: usdc(5) }, key);
  const revoke = (signer = owner, of = key) => house.outcome({ type: "RevokeKey", accountId, key: of }, signer);
  const mayTrade = (signer = key) =>
    authorise(house.state, house.account(accountId), signer, KeyScope.trade, house.timeMs).granted;
  return { house, accountId, grant, revoke, mayTrade };
}

test("ACC-008 RevokeKey: outcomes in order of precedence; owner and key may, a child may not", () => {
  const { house, revoke } = houseWithKeys();
  expect(house.outcome({ type: "RevokeKey", accountId: 99, key }, stranger)).toBe("AccountUnknown");
  expect(revoke(stranger)).toBe("NotAuthorised");
  expect(revoke(child)).toBe("NotAuthorised"); // a child may not end its grantor
  expect(revoke(owner, stranger)).toBe("KeyUnknown");
  expect(revoke(child, child)).toBe("accepted"); // a key may end itself
  expect(revoke(owner, child)).toBe("KeyUnknown");
  expect(revoke(owner, key)).toBe("accepted");
});

test("ACC-008 a grantor may end the key it granted", () => {
  const { revoke, mayTrade } = houseWithKeys();
  expect(mayTrade(child)).toBe(true);
  expect(revoke(key, child)).toBe("accepted");
  expect(mayTrade(child)).toBe(false);
});

test("ACC-031 ACC-032 what a key granted ends with it, and does not come back with a new grant", () => {
  const { house, grant, revoke, mayTrade } = houseWithKeys();
  expect(revoke(owner, key)).toBe("accepted");
  expect(mayTrade(child)).toBe(false);
  house.must(grant, owner); // in the very block of the child's grant
  expect(mayTrade(key)).toBe(true);
  expect(mayTrade(child)).toBe(false);
});
