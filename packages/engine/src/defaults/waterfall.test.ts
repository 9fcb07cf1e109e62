/**
 * Goal: who pays for a loss, in which order, to the atom.
 * Method: the hand-written cases of vectors/dflt; each gain is a position's cost below zero, each loss cash below zero.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { atoms, lots } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { Budget } from "../derived/payments.ts";
import { payCycle, strikeCycle } from "../settlement/variationCycle.ts";
import { createCrisis, eventsOf, fallTo, fund, isManaged, segmentOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { roundsOf } from "./round.ts";
import { coverLosses, recordUncovered } from "./waterfall.ts";

interface Case {
  readonly name: string;
  readonly skin: string;
  readonly junior: string;
  readonly senior: string;
  readonly losses: readonly string[];
  readonly gains: readonly string[];
  readonly drawn: readonly (readonly string[])[];
  readonly cut: readonly string[];
  readonly uncovered: readonly string[];
}

const folder = fileURLToPath(new URL("../../../../vectors/dflt", import.meta.url));
const cases = JSON.parse(readFileSync(`${folder}/waterfall.json`, "utf8")) as Case[];
const money = (text: string) => atoms(BigInt(text));

test("every vector of the folder is read here", () => {
  expect(readdirSync(folder).sort()).toEqual(["README.md", "waterfall.json"]);
});

/** An account with an unvested gain, and one with the same loss and the cash for it. */
function gainer(house: TestHouse, owner: number, gain: bigint): number {
  const [accountId, otherId] = [house.openAccount(address(owner)), house.openAccount(address(owner + 500), usdc(1))];
  for (const [id, costAtoms] of [
    [accountId, -gain],
    [otherId, gain],
  ] as const) {
    const position = { instrumentId: BTC_PERP, lots: lots(0n), costAtoms: atoms(costAtoms), fundingIndexE6: 0n };
    house.changeAccount(id, { positions: [position] });
  }
  return accountId;
}

/** An account that owes. */
function defaulter(house: TestHouse, owner: number, loss: bigint): number {
  const accountId = house.openAccount(address(owner));
  const rich = house.openAccount(address(owner + 500), usdc(1));
  house.moveCash(accountId, rich, atoms(loss));
  house.manage(accountId);
  return accountId;
}

test.each(cases)("DFLT-003 DFLT-005 DFLT-009 DFLT-010 DFLT-015 DFLT-016 INV-006 $name", (example) => {
  const house = createCrisis({ backstops: [] });
  const pools = {
    skinAtoms: money(example.skin),
    juniorFundAtoms: money(example.junior),
    seniorFundAtoms: money(example.senior),
  };
  fund(house, pools);
  // The counterparts of the gains are cut like everybody: their gain is the loss of the account.
  const gainers = example.gains.map((gain, index) => gainer(house, 100 + index, BigInt(gain) > 0n ? BigInt(gain) : 0n));
  const defaulters = example.losses.map((loss, index) => defaulter(house, 300 + index, BigInt(loss)));
  house.house.takeEvents();

  const round = roundsOf(house.house).find(({ segmentId }) => segmentId === SEGMENT)!;
  coverLosses(round, defaulters);
  for (const accountId of defaulters) recordUncovered(round, accountId);

  const events = house.house.takeEvents();
  const drawn = defaulters.map((id) =>
    [0, 1, 2].map((tranche) => {
      const own = eventsOf(events, "TrancheDrawn").filter(
        (event) => event.accountId === id && event.tranche === tranche,
      );
      return String(own.reduce((sum, { drawnAtoms }) => sum + drawnAtoms, 0n));
    }),
  );
  const cut = gainers.map((id) => {
    const own = eventsOf(events, "GainsHaircut").filter(({ accountId }) => accountId === id);
    return String(own.reduce((sum, { haircutAtoms }) => sum + haircutAtoms, 0n));
  });
  const uncovered = defaulters.map((id) => String(house.state.managed.get(id)!.uncoveredAtoms));
  expect({ drawn, cut, uncovered }).toEqual({ drawn: example.drawn, cut: example.cut, uncovered: example.uncovered });
  expect(String(segmentOf(house).uncoveredAtoms)).toBe(
    String(example.uncovered.reduce((sum, loss) => sum + BigInt(loss), 0n)),
  );
  house.house.derived.holdings.assertConserved();
});

let house: TestHouse;
beforeEach(() => {
  house = createCrisis({ backstops: [] });
});

test("DFLT-004 DFLT-007 DFLT-013 WDR-004 an uncovered loss gates withdrawals, is no claim on later gains, and is paid by later means", () => {
  const broke = defaulter(house, 300, usdc(100));
  fallTo(house, 100_000);
  expect(segmentOf(house).uncoveredAtoms).toBe(usdc(100));
  const rich = house.openAccount(address(9), usdc(1_000));
  const withdraw = {
    type: "WithdrawCollateral",
    accountId: rich,
    assetId: USDC,
    amountAtoms: usdc(1),
    chainId: 1,
    recipient: address(9),
  } as const;
  expect(house.outcome(withdraw, ownerSigner(address(9)))).toBe("WithdrawalsGated");

  gainer(house, 400, 500_000n);
  expect(eventsOf(fallTo(house, 100_000), "GainsHaircut")).toEqual([]);
  house.must(
    { type: "ContributeDefaultFund", accountId: rich, tranche: 0, amountAtoms: usdc(60) },
    ownerSigner(address(9)),
  );
  fallTo(house, 100_000);
  expect(segmentOf(house)).toMatchObject({ uncoveredAtoms: usdc(40), juniorFundAtoms: 0n });
  house.deposit(broke, USDC, usdc(40));
  fallTo(house, 100_000);
  expect(isManaged(house, broke)).toBe(false);
  expect(segmentOf(house).uncoveredAtoms).toBe(0n);
  expect(house.outcome(withdraw, ownerSigner(address(9)))).toBe("WithdrawalsGated"); // for some blocks more
});

test("DFLT-012 the greater shortfall draws the tranches first, whoever came in first", () => {
  fund(house, { skinAtoms: usdc(110) });
  const small = defaulter(house, 300, usdc(40));
  const large = defaulter(house, 301, usdc(100));
  const drawn = eventsOf(fallTo(house, 100_000), "TrancheDrawn");
  expect(drawn.map(({ accountId, drawnAtoms }) => [accountId, drawnAtoms])).toEqual([
    [large, usdc(100)],
    [small, usdc(10)],
  ]);
});

test("DFLT-013 DFLT-014 an uncovered loss runs one cycle, and none again, block after block", () => {
  defaulter(house, 300, usdc(100));
  gainer(house, 400, 500_000n);
  expect(eventsOf(fallTo(house, 100_000), "VariationCycleClosed")).toHaveLength(1);
  for (let block = 0; block < 3; block += 1)
    expect(fallTo(house, 100_000).map(({ type }) => type)).not.toContain("VariationCycleClosed");
});

test("DFLT-006 INV-007 an account with no position and no stake pays nothing", () => {
  const bystander = house.openAccount(address(8), usdc(1_000));
  gainer(house, 400, 500_000n);
  defaulter(house, 300, usdc(100));
  fallTo(house, 100_000);
  expect(house.account(bystander).balances).toEqual([{ assetId: USDC, amountAtoms: usdc(1_000) }]);
});

test("WDR-015 a default shuts withdrawals even if everything was paid", () => {
  fund(house, { skinAtoms: usdc(1_000) });
  const rich = house.openAccount(address(9), usdc(1_000));
  defaulter(house, 300, usdc(100));
  fallTo(house, 100_000);
  const withdraw = {
    type: "WithdrawCollateral",
    accountId: rich,
    assetId: USDC,
    amountAtoms: usdc(1),
    chainId: 1,
    recipient: address(9),
  } as const;
  expect(house.outcome(withdraw, ownerSigner(address(9)))).toBe("WithdrawalsGated");
  const { shortfallGateMs } = segmentOf(house).parameters.clearing;
  house.openBlock(house.timeMs + shortfallGateMs - 1);
  expect(house.outcome(withdraw, ownerSigner(address(9)))).toBe("WithdrawalsGated");
  house.openBlock(house.timeMs + 1);
  expect(house.outcome(withdraw, ownerSigner(address(9)))).toBe("accepted");
});

test("DFLT-015 a defaulter that the tranches made whole is not cut for the next one", () => {
  fund(house, { skinAtoms: usdc(60) });
  const first = gainer(house, 400, 500_000n); // has gained half a dollar, and owes far more
  const rich = house.openAccount(address(9), usdc(1));
  house.moveCash(first, rich, atoms(usdc(60) + 500_000n));
  house.manage(first);
  const second = defaulter(house, 300, usdc(50));
  const winner = gainer(house, 401, 900_000n);
  const events = fallTo(house, 100_000);
  expect(eventsOf(events, "GainsHaircut").map(({ accountId }) => accountId)).toEqual([winner]);
  expect(eventsOf(events, "GainsClaimPaid").map(({ accountId }) => accountId)).toEqual([second]);
  expect(isManaged(house, first)).toBe(false);
});

test("DFLT-017 DFLT-018 a loss waits while a cycle is being paid; what a cut collects beyond it is dust", () => {
  const winners = [401, 402, 403].map((owner) => gainer(house, owner, 100n));
  house.openBlock();
  strikeCycle(house.house, SEGMENT); // and nobody is paid yet
  const broke = defaulter(house, 300, 100n);
  const waiting = fallTo(house, 100_000);
  for (const type of ["MemberDefaulted", "GainsHaircut", "LossUncovered"] as const)
    expect(eventsOf(waiting, type)).toEqual([]);
  payCycle(house.house, SEGMENT, new Budget(1_000));
  expect(segmentOf(house).cycle).toBeNull();
  // Those gains vested before the loss came to its turn; new ones are cut.
  for (const id of winners) {
    const position = { instrumentId: BTC_PERP, lots: lots(0n), costAtoms: atoms(-100n), fundingIndexE6: 0n };
    const loser = house.openAccount(address(700 + id), usdc(1));
    house.changeAccount(id, { positions: [position] });
    house.changeAccount(loser, { positions: [{ ...position, costAtoms: atoms(100n) }] });
  }
  const { dustAtoms } = segmentOf(house);
  const events = fallTo(house, 100_000);
  expect(eventsOf(events, "GainsHaircut").map(({ haircutAtoms }) => haircutAtoms)).toEqual([34n, 34n, 34n]);
  expect(eventsOf(events, "GainsClaimPaid")).toMatchObject([{ accountId: broke, paidAtoms: 100n }]);
  expect(segmentOf(house)).toMatchObject({ dustAtoms: dustAtoms + 2n, transitAtoms: 0n });
});
