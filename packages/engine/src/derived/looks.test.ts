/**
 * Goal: no member and no crowd has a block look at positions without end, and nobody else is shut out by them.
 * Method: the counter alone, then wide accounts that move atoms to and fro through whole blocks.
 */

import { atoms } from "@novate/num";
import { describe, expect, test } from "vitest";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, ownerSigner, perpLots, USDC, usdc } from "../testing/testMarket.ts";
import { ACCOUNT_LOOKS, BLOCK_LOOKS, LEAST_LOOKS, Looks } from "./looks.ts";

/** How many commands of an account with so many positions a block hears. */
function heard(looks: Looks, accountId: number, positions: number): number {
  let count = 0;
  while (count < 1_000_000 && looks.take(accountId, positions)) count += 1;
  return count;
}

describe("INV-034 INV-035", () => {
  test("an account has its part of a block, however wide it is, and a new part in the next", () => {
    const looks = new Looks();
    expect(heard(looks, 1, 512)).toBe(128);
    expect(heard(looks, 2, 1)).toBe(ACCOUNT_LOOKS);
    looks.begin();
    expect(heard(looks, 1, 400)).toBe(163);
  });

  test("once a crowd has had all of it, everybody else is heard once at least", () => {
    const looks = new Looks();
    for (let crowd = 1; crowd <= BLOCK_LOOKS / ACCOUNT_LOOKS; crowd += 1) heard(looks, crowd, 512);
    expect([heard(looks, 100, 512), heard(looks, 101, 2)]).toEqual([1, LEAST_LOOKS / 2]);
    expect(looks.take(1, 512)).toBe(false);
    expect(looks.take(102, 100_000)).toBe(true); // the first is always heard
  });
});

test("INV-034 commands beyond it are answered, and are taken in the next block", () => {
  const house = createTestHouse();
  const owner = address(1);
  const [first, second, rich] = [owner, owner, address(9)].map((of) => house.openAccount(of, usdc(100_000)));
  house.novate(first!, rich!, BTC_PERP, perpLots(10), btcTicks(100_000));
  const { looks } = house.house.derived;
  const move = () => {
    const command = {
      type: "TransferCollateral",
      sourceAccountId: first!,
      targetAccountId: second!,
      assetId: USDC,
      amountAtoms: atoms(1n),
    } as const;
    return runBlock(house, [{ command, signer: ownerSigner(owner) }]).receipts[0]!.refusal?.code ?? "accepted";
  };
  const { begin } = looks;
  looks.begin = () => {
    begin.call(looks);
    heard(looks, first!, 1);
  }; // a block in which it has acted very often
  expect(move()).toBe("AccountBusy");
  looks.begin = begin;
  expect(move()).toBe("accepted");
});
