/**
 * A replay with chains beside it: they are started, everybody works, what vaults hold is read, and they are stopped.
 *
 * @module
 */
import { custodyRowsOf } from "@novate/agents";
import { assert } from "@novate/stdx";
import type { ReplayHost } from "../host/host.ts";
import type { Custody } from "../runReplay.ts";
import type { Scene } from "../scene.ts";
import { type ReplayVault, type StartChain, startVaults } from "./chains.ts";
import { type Crew, createCrew } from "./crew.ts";
import { createCustody } from "./custody.ts";
import { readHoldings, type VaultHolding } from "./holdings.ts";

export interface CustodyReport {
  /** What ran the chains. */
  readonly kind: "anvil" | "in-process";
  readonly holdings: readonly VaultHolding[];
  /** What agents could not do, by what they said, with how often. */
  readonly doubts: Readonly<Record<string, number>>;
}

export interface VaultedOptions {
  readonly scene: Scene;
  readonly host: ReplayHost;
  readonly start: StartChain;
  /** Those who attest and relay; in this process unless told. */
  readonly hire?: (vaults: readonly ReplayVault[]) => Promise<Crew>;
}

/** Runs `play` with a custody of the scene's vaults, and answers what they held at the end. */
export async function withCustody(
  { scene, host, start, hire }: VaultedOptions,
  play: (custody: Custody) => Promise<void>,
): Promise<CustodyReport> {
  const { validators, sender } = scene;
  assert(validators !== null, "custody: the scene has no vaults");
  const doubts: Record<string, number> = {};
  const onDoubt = (failure: unknown): void => {
    const text = String(failure instanceof Error ? failure.message : failure).slice(0, 120);
    doubts[text] = (doubts[text] ?? 0) + 1;
  };
  const vaults = await startVaults(scene, validators, start);
  try {
    const crew = hire === undefined ? await createCrew(vaults, validators, sender, onDoubt) : await hire(vaults);
    try {
      await play(createCustody({ scene, host, vaults, crew }));
      return {
        kind: vaults[0]!.chain.kind,
        holdings: await readHoldings(await host.read(custodyRowsOf), vaults),
        doubts,
      };
    } finally {
      await crew.stop();
    }
  } finally {
    await Promise.all(vaults.map(({ chain }) => chain.stop()));
  }
}
