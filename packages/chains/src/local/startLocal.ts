/**
 * What runs chains of one's own on this machine: `anvil`, or an EVM in this process.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { foundryTool } from "@novate/contracts";
import { startAnvil } from "./anvil.ts";
import { startInProcess } from "./inProcess.ts";
import type { LocalChain, LocalChainKind, LocalChainOptions } from "./localChain.ts";

/** How a chain of a kind is started. */
export const startLocal: Readonly<Record<LocalChainKind, (options: LocalChainOptions) => Promise<LocalChain>>> = {
  anvil: startAnvil,
  "in-process": startInProcess,
};

const PROBE_MS = 15_000;
let found: boolean | undefined;

/** Whether there is an anvil that runs on this machine; asked once. */
export function hasAnvil(): boolean {
  found ??= runs(foundryTool("anvil"));
  return found;
}

/** The kind to run where nobody wishes one: anvil, or the EVM in this process where anvil does not run. */
export const localChainKind = (): LocalChainKind => (hasAnvil() ? "anvil" : "in-process");

/** Kinds that run on this machine. */
export const localChainKinds = (): readonly LocalChainKind[] => (hasAnvil() ? ["anvil", "in-process"] : ["in-process"]);

/** A file may be there and not be for this machine, or not be allowed to run. */
const runs = (path: string | undefined): boolean =>
  path !== undefined && spawnSync(path, ["--version"], { stdio: "ignore", timeout: PROBE_MS }).status === 0;
