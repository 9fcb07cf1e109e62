/**
 * Numbers about exits and wind-ups, as the house knows them: what leads there, and how far what is under way has come.
 *
 * What waits in inboxes and has not been proven the house does not know: `novate chain --metrics` has that of the vaults.
 *
 * @module
 */
import { ExitPhase } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { Gauge, type Registry } from "prom-client";
import type { Chain } from "../chain/index.ts";
import { windUpView } from "../exit/index.ts";

type State = Engine["state"];
type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

const STEPS = ["closing", "summing", "booking", "waiting", "over"] as const;
const secondsSince = (state: State, sinceMs: number): number => Math.max(0, (nowOf(state) - sinceMs) / 1_000);
const nowOf = (state: State): number => state.house.values().next().value?.timeMs ?? 0;

const GAUGES: readonly (readonly [
  name: string,
  help: string,
  labels: readonly string[],
  read: (state: State) => Sample[],
])[] = [
  [
    "novate_signed_checkpoint_age_seconds",
    "Since the time of the last checkpoint that was signed, by block time; vaults may be left after seven days without one.",
    [],
    (state) => {
      const signed = [...state.checkpoints.values()].filter(({ isSigned }) => isSigned).map(({ timeMs }) => timeMs);
      return signed.length === 0 ? [] : [[{}, secondsSince(state, Math.max(...signed))]];
    },
  ],
  [
    "novate_vault_header_age_seconds",
    "Since the chain's block up to which the house knows the vault; what was asked for later waits.",
    ["vault"],
    (state) =>
      [...state.vaults.values()].map(({ spec, headerTimeMs }) => [
        { vault: `${spec.vaultId}` },
        secondsSince(state, headerTimeMs),
      ]),
  ],
  [
    "novate_exit_phase",
    "Of each vault, as it was shown to the house. 0: none. 1: an exit is asked for. 2: in exit.",
    ["vault"],
    (state) =>
      [...state.vaults.values()].map(({ spec: { vaultId } }) => [
        { vault: `${vaultId}` },
        state.vaultExits.get(vaultId)?.phase ?? ExitPhase.none,
      ]),
  ],
  [
    "novate_exit_accounts_left",
    "Accounts of a vault in exit whose claims are still to be booked.",
    ["vault"],
    (state) =>
      [...state.exitBooks.values()].map(({ vaultId, nextAccountId, lastAccountId }) => [
        { vault: `${vaultId}` },
        Math.max(0, lastAccountId - nextAccountId + 1),
      ]),
  ],
  [
    "novate_exit_claims_atoms",
    "Of an asset of a vault in exit; `state`: booked as paid by the vault, left to be booked.",
    ["asset", "state"],
    (state) =>
      [...state.exitAssets.values()].flatMap(({ assetId, claimsAtoms, claimTotalAtoms }): Sample[] => {
        const left = claimTotalAtoms > claimsAtoms ? claimTotalAtoms - claimsAtoms : 0n;
        const asset = `${assetId}`;
        return [
          [{ asset, state: "booked" }, Number(claimsAtoms)],
          [{ asset, state: "left" }, Number(left)],
        ];
      }),
  ],
  [
    "novate_wind_downs",
    "Accounts whose owners had a vault ask for the end of all that they hold, and hold something still.",
    [],
    (state) => [[{}, [...state.leaving.values()].length]],
  ],
  [
    "novate_wind_down_age_seconds",
    "Of the oldest of these; what is left after a day ends against the other side.",
    [],
    (state) => [[{}, Math.max(0, ...[...state.leaving.values()].map(({ sinceMs }) => secondsSince(state, sinceMs)))]],
  ],
  [
    "novate_wind_up_step",
    "Of a segment that winds up: 1 closing, 2 summing, 3 booking, 4 waiting for what its vault pays, 5 over.",
    ["segment"],
    (state) =>
      [...state.segments.values()].flatMap((segment): Sample[] => {
        const view = windUpView({ state }, segment);
        return view === null ? [] : [[{ segment: `${segment.segmentId}` }, 1 + STEPS.indexOf(view.step)]];
      }),
  ],
];

/** Read whenever somebody asks. Work: the vaults, and the accounts that are wound down. */
export function observeExits(chain: Chain, registers: Registry[]): void {
  for (const [name, help, labelNames, read] of GAUGES)
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers,
      async collect() {
        const samples = await chain.read(({ state }) => read(state));
        this.reset();
        for (const [labels, value] of samples) this.set(labels, value);
      },
    });
}
