/** Goal: every outcome of ContributeDefaultFund. Method: one faulty scene, repaired fault by fault in order of precedence. */
import { AccountRole, type CommandOf } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { Tranche } from "../ledger/tranche.ts";
import { stakeKey } from "../state/keys.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_PERP,
  btcTicks,
  keySigner,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
} from "../testing/testMarket.ts";

test("ACC-010 ACC-015 WDR-006 WDR-009 WDR-017 ContributeDefaultFund: outcomes in order of precedence", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(20_000));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.manage(accountId);
  let command: CommandOf<"ContributeDefaultFund"> = {
    type: "ContributeDefaultFund",
    accountId: 99,
    tranche: 3,
    amountAtoms: atoms(0n),
  };
  const outcome = (signer = ownerSigner(address(1))) => house.outcome(command, signer);
  expect(outcome()).toBe("AmountNotPositive");
  command = { ...command, amountAtoms: usdc(20_001) };
  expect(outcome()).toBe("TrancheUnknown");
  command = { ...command, tranche: Tranche.junior };
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, accountId };
  expect(outcome(keySigner(1))).toBe("NotAuthorised");
  expect(outcome()).toBe("AccountUnderManagement");
  house.manage(accountId, false);
  house.manage(other);
  house.changeAccount(accountId, { role: AccountRole.backstop });
  expect(outcome()).toBe("BackstopRestricted"); // WDR-006
  house.manage(other, false);
  expect(outcome()).toBe("BalanceTooLow");
  command = { ...command, amountAtoms: usdc(20_000) };
  expect(outcome()).toBe("InitialMarginBreached");
  command = { ...command, amountAtoms: usdc(1_000) };
  expect(outcome()).toBe("accepted");
  expect(outcome()).toBe("accepted");
  command = { ...command, tranche: Tranche.senior };
  expect(outcome()).toBe("accepted");
  expect(balanceOf(house.account(accountId), USDC)).toBe(usdc(17_000));
  expect(house.state.segments.get(SEGMENT)).toMatchObject({
    juniorFundAtoms: usdc(2_000),
    seniorFundAtoms: usdc(1_000),
  });
  expect(house.state.stakes.get(stakeKey(accountId, Tranche.junior))?.contributedAtoms).toBe(usdc(2_000));
});

test("DFLT-026 what an account gives to the house's own capital pays first, and leaves no stake", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(20_000));
  const give = { type: "ContributeDefaultFund", accountId, tranche: Tranche.skin, amountAtoms: usdc(500) } as const;
  house.must(give, ownerSigner(address(1)));
  house.must(give, ownerSigner(address(1)));
  expect(balanceOf(house.account(accountId), USDC)).toBe(usdc(19_000));
  expect(house.state.segments.get(SEGMENT)).toMatchObject({ skinAtoms: usdc(1_000), juniorFundAtoms: 0n });
  expect(house.state.stakes.size).toBe(0);
});
