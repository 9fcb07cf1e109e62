/**
 * The chains of a replay: one each for the vaults of its plan, with the contracts founded and nothing in them.
 *
 * @module
 */
import {
  type ChainWriter,
  createWriter,
  foundVault,
  type LocalChain,
  type LocalChainOptions,
  type LocalVault,
  readVault,
} from "@novate/chains";
import { houseIdOf } from "@novate/engine";
import { signerSet, signerSetHash } from "@novate/evm";
import { deriveSecret } from "@novate/sdk";
import type { ValidatorKeys } from "../house/keys.ts";
import { type PlannedVault, SETTLEMENT } from "../house/plan.ts";
import type { Scene } from "../scene.ts";

/** How a chain of one's own is started. */
export type StartChain = (options: LocalChainOptions) => Promise<LocalChain>;

export interface ReplayVault {
  readonly plan: PlannedVault;
  readonly chain: LocalChain;
  readonly where: LocalVault;
  /** Pays in for the people of the replay. */
  readonly payer: ChainWriter;
  /** Relays, under a key that pays for gas alone. */
  readonly relayer: ChainWriter;
}

const CAP_ATOMS = 1n << 90n;
/** What may leave in an hour at least: a hundred thousand dollars, or ten coins. */
const CASH_FLOOR = 100_000n;
const COIN_FLOOR = 10n;
/** Seconds of a chain's life before anything else happens. */
const FOUNDING_SEC = 10;

/** Starts every chain of the scene's plan and founds its vault. */
export async function startVaults(scene: Scene, validators: ValidatorKeys, start: StartChain): Promise<ReplayVault[]> {
  const timeSec = Math.floor(scene.plan.genesisMs / 1_000);
  const started: ReplayVault[] = [];
  try {
    for (const plan of scene.plan.vaults) {
      const chain = await start({ chainId: BigInt(plan.chainId), timeSec });
      started.push(await foundOn(scene, validators, plan, chain, timeSec + FOUNDING_SEC));
    }
    return started;
  } catch (failure) {
    await Promise.all(started.map(({ chain }) => chain.stop()));
    throw failure;
  }
}

async function foundOn(
  { seed, genesis, plan: house }: Scene,
  { hot, cold }: ValidatorKeys,
  plan: PlannedVault,
  chain: LocalChain,
  timeSec: number,
): Promise<ReplayVault> {
  const { source, chainId } = chain;
  const writerOf = (label: string) =>
    createWriter({ source, chainId, secret: deriveSecret(seed, `chain/${chainId}/${label}`) });
  const houseId = houseIdOf(genesis);
  const hashOf = (kind: "hot" | "cold", keys: ValidatorKeys["hot"]) =>
    signerSetHash(
      houseId,
      kind,
      signerSet(
        1n,
        keys.map(({ address }) => ({ address, power: 1n })),
      ),
    );
  const tokens = plan.assets.map((symbol) => {
    const isCash = symbol === SETTLEMENT.symbol;
    const decimals = isCash
      ? SETTLEMENT.decimals
      : house.underlyings.find(({ name }) => name === symbol)!.assetDecimals;
    const floorAtoms = (isCash ? CASH_FLOOR : COIN_FLOOR) * 10n ** BigInt(decimals);
    return { symbol, decimals, capAtoms: CAP_ATOMS, floorAtoms };
  });
  const payer = writerOf("payer");
  const founding = { house: houseId, hotSet: hashOf("hot", hot), coldSet: hashOf("cold", cold) };
  const guardians = [writerOf("guardian").address];
  const where = await foundVault(chain, payer, { ...founding, guardians }, tokens, timeSec);
  return { plan, chain, where, payer, relayer: writerOf("relayer") };
}

/** Entries that have come into a vault. */
export async function inboxCountOf({ chain, where }: ReplayVault): Promise<bigint> {
  const { inboxCount } = await readVault(chain.source, await chain.source.header("latest"), where.vault);
  return inboxCount;
}
