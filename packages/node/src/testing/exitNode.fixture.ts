/**
 * A solo node whose house has a vault and one validator, who signs checkpoints as they are struck.
 *
 * @module
 */
import { type Hex, SignatureScheme } from "@novate/codec";
import type { Genesis } from "@novate/engine";
import { address } from "@novate/engine/testing";
import { addressWord, EPOCH_MS, type KitTrust } from "@novate/evm";
import { ppm } from "@novate/num";
import { verifySignature } from "../admission/index.ts";
import { nextNonce } from "../api/view/signer.ts";
import { Actor, signedGenesis } from "./actors.fixture.ts";
import { SoloNode } from "./soloNode.fixture.ts";

const VAULT = {
  type: "ListVault",
  vaultId: 1,
  chainId: 10,
  vault: address(0x7a17),
  sets: address(0x5e75),
  codeHash: `0x${"c0".repeat(32)}`,
  headerStride: 5,
  staleAfterMs: 86_400_000,
  hourPpm: ppm(10_000n),
  dayPpm: ppm(100_000n),
} as const;
const GOVERNOR = 0x60;
const VALIDATOR = 0xf1;

export function exitGenesis(): Genesis {
  const genesis = signedGenesis();
  const validators = [{ hot: new Actor(VALIDATOR).address, cold: address(0xc01d), power: 1n }];
  return {
    ...genesis,
    governors: [new Actor(GOVERNOR).address],
    governorThreshold: 1,
    changes: [...genesis.changes, { type: "SetValidators", validators }],
  };
}

/** Two funded accounts with a position, and a vault. */
export async function openExitNode(path?: string): Promise<SoloNode> {
  const node = await SoloNode.open({ genesis: exitGenesis(), ...(path !== undefined && { path }) });
  if (path !== undefined) return node;
  const governor = new Actor(GOVERNOR, node.chain.house);
  const parameterEpoch = await node.chain.read(({ state }) => state.house.values().next().value!.parameterEpoch);
  await node.must(governor.transact({ type: "ProposeBundle", bundleId: 1, parameterEpoch, changes: [VAULT] }));
  await node.produce();
  await node.populate();
  return node;
}

/** Goes on to the next epoch; the answer is the one that was struck, signed unless told. */
export async function nextSigned(node: SoloNode, isSigned = true): Promise<number> {
  await node.produce(EPOCH_MS);
  const row = await node.chain.read(({ state }) => [...state.checkpoints.values()].at(-1)!);
  const { epoch, digest } = row;
  const validator = new Actor(VALIDATOR, node.chain.house);
  validator.resume(await node.chain.read((engine) => nextNonce(engine, validator.signer)));
  const { address: key } = validator;
  if (isSigned)
    await node.must(
      validator.transact({ type: "SignCheckpoint", epoch, digest, key, signature: validator.sign(digest) }),
    );
  return epoch;
}

/** What a client knows of the house from elsewhere. */
export async function trustOf(node: SoloNode): Promise<KitTrust> {
  const { address: key } = new Actor(VALIDATOR);
  const setHash = await node.chain.read(({ state }) => state.validators.values().next().value!.hotHash);
  const signer = { scheme: SignatureScheme.eip712, key: addressWord(key) };
  const recover = (digest: Hex, signature: Hex) => (verifySignature(digest, signature, signer) ? key : undefined);
  return { house: node.chain.house, setHash, recover };
}
