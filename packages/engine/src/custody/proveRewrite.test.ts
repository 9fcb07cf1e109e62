/** Goal: a chain that took back what was credited is gated by whoever proves it, and an honest one never. Method: two histories of one vault. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { houseOf } from "../state/state.ts";
import { address, ownerSigner } from "../testing/testMarket.ts";
import { entriesHeard, TestVault, VALIDATOR_KEYS } from "../testing/vaults.ts";
import { ALICE, BOB, scene } from "./vaultScene.fixture.ts";

const by = ownerSigner(VALIDATOR_KEYS[0]!);

/** A house that has heard three of four entries, at header 10; what came before stands at header 5. */
function heard() {
  const { house, vault, row } = scene();
  const pay = (to: TestVault, count: number, owner = ALICE) => {
    for (let n = 0; n < count; n++) to.enter({ owner, amountAtoms: atoms(1n) });
  };
  pay(vault, 2);
  const early = vault.mine();
  pay(vault, 1);
  entriesHeard(house, vault.mine().prove(0));
  pay(vault, 1);
  /** The vault on a chain that took another course: the entries of its inbox, at a header of now. */
  const other = (count: number, owner = ALICE) => {
    const twin = new TestVault(house, vault.spec, houseOf(house.state).house);
    pay(twin, count, owner);
    return twin.mine({ number: row().headerNumber + 5n });
  };
  return { house, vault, row, early, other };
}

test("CSTD-042 CSTD-031 ProveRewrite: outcomes in order of precedence", () => {
  const { house, vault, row, early, other } = heard();
  const outcome = (command: ReturnType<typeof early.rewrite>, signer = by) => house.outcome(command, signer);
  expect(outcome(early.rewrite(), ownerSigner(address(1)))).toBe("SenderUnknown");
  expect(outcome({ ...early.rewrite(), vaultId: 7 })).toBe("VaultUnknown");
  expect(outcome({ ...early.rewrite(), number: 15n })).toBe("HeaderUnknown");
  expect(outcome({ ...early.rewrite(), countProof: [] })).toBe("ProofInvalid");
  expect(outcome(early.rewrite())).toBe("InboxExtends"); // fewer entries, but earlier
  expect(outcome(vault.mine().rewrite())).toBe("InboxExtends"); // a fourth entry, as it should be
  expect(outcome(other(3).rewrite())).toBe("InboxExtends"); // the very same entries
  expect(outcome(other(5, BOB).rewrite())).toBe("InboxExtends"); // more of them: nothing is certain
  expect(row().isGated).toBe(false);
  const shorter = other(2);
  expect(outcome(shorter.rewrite())).toBe("accepted");
  expect(row().isGated).toBe(true);
  expect(outcome(shorter.rewrite())).toBe("ChainGated");
});

test.each([
  ["none are left", 0, ALICE],
  ["as many say something else", 3, BOB],
] as const)("CSTD-042 the chain is gated where %s", (_, count, owner) => {
  const { house, row, other } = heard();
  house.must(other(count, owner).rewrite(), by);
  expect(row().isGated).toBe(true);
  expect(row().inboxCount).toBe(3n); // what was credited stays; what comes of it is not the inbox's to say
});
