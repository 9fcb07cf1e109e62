/** Goal: every outcome of AttestHeader, and what makes or breaks a chain's headers. Method: tables, votes by hand, a long ring. */
import type { CommandOf } from "@novate/codec";
import { expect, test } from "vitest";
import { headerKey } from "../state/keys.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, ownerSigner } from "../testing/testMarket.ts";
import { applied, foundVault, type TestVault, VALIDATOR_KEYS, VAULT_CHAIN, vaultSpec } from "../testing/vaults.ts";

type Header = CommandOf<"AttestHeader">;

function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  const vote = (header: Header, voter = 0) => house.outcome(header, ownerSigner(VALIDATOR_KEYS[voter]!));
  return { house, vault, vote };
}

const row = (house: ReturnType<typeof scene>["house"], vault: TestVault) => house.state.vaults.get(vault.spec.vaultId)!;

test("CSTD-020 CSTD-022 AttestHeader: outcomes in order of precedence", () => {
  const { house, vault, vote } = scene();
  let header = vault.header({ chainId: 99, number: 7n, timeSec: 2 ** 50 });
  expect(house.outcome(header, ownerSigner(address(1)))).toBe("ValidatorRequired");
  expect(vote(header)).toBe("ChainUnknown");
  header = { ...header, chainId: VAULT_CHAIN };
  house.state.vaults.put({ ...row(house, vault), isGated: true, headerNumber: 5n });
  expect(vote(header)).toBe("ChainGated");
  house.state.vaults.put({ ...row(house, vault), isGated: false });
  expect(vote(header)).toBe("HeaderOffStride");
  expect(vote({ ...header, number: 0n })).toBe("HeaderOffStride");
  header = { ...header, number: 5n };
  expect(vote(header)).toBe("HeaderTooOld");
  header = { ...header, number: 10n };
  expect(vote({ ...header, timeSec: row(house, vault).headerTimeMs / 1_000 - 1 })).toBe("HeaderTooOld");
  expect(vote(header)).toBe("HeaderFromFuture");
  const latestSec = Math.floor(house.timeMs / 1_000) + 60;
  expect(vote({ ...header, timeSec: latestSec + 1 })).toBe("HeaderFromFuture");
  header = { ...header, timeSec: latestSec };
  expect(vote(header)).toBe("accepted");
});

test("CSTD-021 three of four equal validators make a header, and none counts twice", () => {
  const { house, vault, vote } = scene();
  const header = vault.header();
  expect([vote(header), vote(header, 1), vote(header, 1)]).toEqual(["accepted", "accepted", "accepted"]);
  expect(house.state.headers.size).toBe(0);
  expect(vote({ ...header, blockHash: vault.header({ number: 10n }).stateRoot }, 2)).toBe("accepted"); // another block
  expect(house.state.headers.size).toBe(0);
  expect(vote(header, 2)).toBe("accepted"); // it takes its word back
  const { type: _, ...accepted } = header;
  expect(house.state.headers.get(headerKey(VAULT_CHAIN, header.number))).toEqual(accepted);
  expect(row(house, vault)).toMatchObject({ headerNumber: 5n, headerTimeMs: header.timeSec * 1_000 });
  expect(vote(header, 3)).toBe("accepted"); // nothing is left to say
  expect(house.state.headerVotes.size).toBe(3);
});

test("CSTD-021 exactly two thirds of the power are not enough", () => {
  const house = createTestHouse();
  const validators = [20n, 10n].map((power, index) => ({
    hot: VALIDATOR_KEYS[index]!,
    cold: address(index + 1),
    power,
  }));
  applied(house, { type: "SetValidators", validators });
  const vault = foundVault(house, BTC);
  house.must(vault.header(), ownerSigner(VALIDATOR_KEYS[0]!));
  expect(house.state.headers.size).toBe(0);
});

test("CSTD-023 the last 256 headers are kept, and a vote stands on four numbers", () => {
  const { house, vault } = scene();
  for (let n = 0; n < 258; n++) vault.mine();
  expect(house.state.headers.size).toBe(256);
  expect(house.state.headers.has(headerKey(VAULT_CHAIN, 10n))).toBe(false);
  expect(house.state.headers.has(headerKey(VAULT_CHAIN, 15n))).toBe(true);
  for (const { votes } of house.state.headerVotes.values()) expect(votes.length).toBe(4);
  expect(house.outcome(vault.header({ number: 10n }), ownerSigner(VALIDATOR_KEYS[3]!))).toBe("HeaderTooOld");
});

test("CSTD-024 one validator contradicts in vain, more than a third gate the chain alone", () => {
  const { house, vault, vote } = scene();
  applied(house, vaultSpec({ vaultId: 2, chainId: 11 }));
  const { header } = vault.mine();
  const other = { ...header, blockHash: header.stateRoot };
  expect(vote(other, 3)).toBe("accepted");
  expect(row(house, vault).isGated).toBe(false);
  expect(vote({ ...other, stateRoot: header.blockHash }, 0)).toBe("accepted"); // yet another block contradicts as well
  expect(row(house, vault).isGated).toBe(true);
  expect(house.state.vaults.get(2)!.isGated).toBe(false);
  expect(vote(vault.header(), 1)).toBe("ChainGated");
});

test("CSTD-025 a chain that is opened again believes nothing of before, and goes on from its newest number", () => {
  const { house, vault, vote } = scene();
  const { header } = vault.mine();
  const other = { ...header, blockHash: header.stateRoot };
  vote(other, 3);
  vote(other, 2);
  applied(house, { type: "ReopenChain", chainId: VAULT_CHAIN });
  expect([house.state.headers.size, house.state.headerVotes.size]).toEqual([0, 0]);
  expect(vote(other, 3)).toBe("HeaderTooOld");
  vault.mine();
  expect(house.state.headers.size).toBe(1);
});
