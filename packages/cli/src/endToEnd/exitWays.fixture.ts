/**
 * Ways into an exit, each from whatever the vault is in: silence, an entry that nobody hears, two signed words of one epoch.
 *
 * @module
 */
import { createWriter, exitRequestCalls, readAcceptances, readEntries, readExit, vaultCalls } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { checkpointDigest, compactSignature, hashText, packSignatures } from "@novate/evm";
import { type ReplayVault, type Scene, SEGMENT_ID } from "@novate/lab";
import { DAY_MS } from "@novate/num";
import { deriveSecret } from "@novate/sdk";
import { expect } from "vitest";
import { asSender } from "./impersonate.fixture.ts";

export const WAYS_OUT = ["silence", "unserved", "contradiction"] as const;
export type WayOut = (typeof WAYS_OUT)[number];

export const STRANGER: Hex = `0x${"57".repeat(20)}`;
const DAY_SEC = DAY_MS / 1_000;
/** More than a checkpoint needs to age. */
const BLOCKS = 160;

export const latestOf = ({ chain }: ReplayVault) => chain.source.header("latest");
export const exitOf = async (vault: ReplayVault) =>
  readExit(vault.chain.source, await latestOf(vault), vault.where.vault);

/** Whoever tries calls without sending them. */
export const triedBy = ({ chain: { source, chainId } }: ReplayVault) =>
  createWriter({ source, chainId, secret: deriveSecret("exit", "tries") });

/** Asks for the exit of a vault, waits, and begins it, all by a stranger. `kit`: any of a word that its set signed. */
export async function leaveBy(way: WayOut, vault: ReplayVault, scene: Scene, kit: ExitKit): Promise<void> {
  const { chain, where } = vault;
  await ask(way, vault, scene, kit);
  const asked = await exitOf(vault);
  expect(asked).toMatchObject({ phase: "requested", cause: way });
  const begin = async () => {
    const taken = await readAcceptances(chain.source, await latestOf(vault), where.vault, 0n);
    return exitRequestCalls.beginExit(
      where.vault,
      taken.map(({ accepted }) => accepted),
    );
  };
  await expect(triedBy(vault).simulate(await begin())).rejects.toMatchObject({ details: { error: "TooEarly" } });
  const { timeSec } = await latestOf(vault);
  await chain.mine(Number(timeSec) + 1);
  await chain.pass(BLOCKS, Math.ceil(Number(asked.beginsAt - timeSec) / BLOCKS) + 1);
  expect(await asSender(chain, STRANGER, await begin())).toBe(true);
  expect((await exitOf(vault)).phase).toBe("exit");
}

async function ask(way: WayOut, vault: ReplayVault, scene: Scene, kit: ExitKit): Promise<void> {
  const { chain, where } = vault;
  if (way === "silence") {
    await chain.mine(Number((await latestOf(vault)).timeSec) + 8 * DAY_SEC);
    expect(await asSender(chain, STRANGER, exitRequestCalls.requestExitForSilence(where.vault))).toBe(true);
  } else if (way === "unserved") {
    const [{ accountId, owner }] = scene.members.all as [(typeof scene.members.all)[number]];
    const target = { ownerChain: 0n, owner: owner.address, segmentId: SEGMENT_ID, accountId };
    expect(await asSender(chain, owner.address, vaultCalls.request(where.vault, 2, target, "0x"))).toBe(true);
    await chain.mine(Number((await latestOf(vault)).timeSec) + 7 * DAY_SEC);
    const entries = await readEntries(chain.source, where.vault, 0n, (await latestOf(vault)).number);
    const own = entries.at(-1)!; // it has just come in
    const chunk = entries.filter(({ index }) => index >> 6n === own.index >> 6n);
    const call = exitRequestCalls.requestExitForEntry(where.vault, own, chunk);
    expect(await asSender(chain, STRANGER, call)).toBe(true);
  } else expect(await asSender(chain, STRANGER, contradiction(where.vault, scene, kit))).toBe(true);
}

/** The word of a kit, and another of its epoch that three of four keys signed as well. */
function contradiction(vault: Hex, { validators }: Scene, { house, checkpoint, signers, signatures }: ExitKit) {
  const { epoch, height, timeMs, previous, stateRoot, claimsRoot, vaultsRoot, setHash } = checkpoint;
  const said = { height: BigInt(height), timeMs: BigInt(timeMs), previous, stateRoot, claimsRoot, vaultsRoot };
  const other = { ...said, claimsRoot: hashText("what nobody struck") };
  const digest = checkpointDigest(house, { epoch: BigInt(epoch), ...other, setHash });
  const theirs = validators!.hot
    .slice(0, 3)
    .map((key): [Hex, Hex] => [key.address, compactSignature(key.sign(digest))!]); // its own keys sign
  const ours = signatures.map(({ key, signature }): [Hex, Hex] => [key, compactSignature(signature)!]); // as the house took them
  return exitRequestCalls.requestExitForContradiction(
    vault,
    signers,
    [said, other],
    [packSignatures(signers, new Map(ours)), packSignatures(signers, new Map(theirs))],
  );
}
