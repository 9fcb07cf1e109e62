/** Goal: every outcome of GrantMandate. Method: one faulty command, repaired fault by fault in order of precedence. */
import type { CommandOf } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { mandateKey } from "../state/keys.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, usdc, VENUE } from "../testing/testMarket.ts";

test("ACC-009 ACC-010 ACC-034 GrantMandate: outcomes in order of precedence; a total of zero revokes", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const owner = ownerSigner(address(1));
  let command: CommandOf<"GrantMandate"> = {
    type: "GrantMandate",
    accountId: 99,
    venueId: 99,
    tradeNotionalAtoms: atoms(-1n),
    totalNotionalAtoms: atoms(-1n),
    validUntilMs: house.timeMs,
  };
  const refusal = () => house.hear(command, owner);

  expect(house.outcome(command, ownerSigner(address(2)))).toBe("AccountUnknown");
  command = { ...command, accountId };
  expect(house.outcome(command, ownerSigner(address(2)))).toBe("NotAuthorised");
  expect(house.outcome(command, owner)).toBe("VenueUnknown");
  command = { ...command, venueId: VENUE };
  expect(refusal()).toMatchObject({ code: "GrantInvalid", data: { field: "tradeNotionalAtoms" } });
  command = { ...command, tradeNotionalAtoms: usdc(1) };
  expect(refusal()).toMatchObject({ code: "GrantInvalid", data: { field: "totalNotionalAtoms" } });
  command = { ...command, totalNotionalAtoms: usdc(10) };
  expect(refusal()).toMatchObject({ code: "GrantInvalid", data: { field: "validUntilMs" } });
  command = { ...command, validUntilMs: house.timeMs + 1 };
  expect(house.outcome(command, owner)).toBe("accepted");
  const row = () => house.state.mandates.get(mandateKey(accountId, VENUE));
  expect(row()).toMatchObject({ totalNotionalAtoms: usdc(10), usedNotionalAtoms: 0n });
  command = { ...command, totalNotionalAtoms: atoms(0n), validUntilMs: 0 };
  expect(house.outcome(command, owner)).toBe("accepted");
  expect(row()).toBeUndefined();
});
