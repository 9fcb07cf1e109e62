/**
 * Foundry's `forge`, run over the contracts.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { foundryTool } from "@novate/contracts";

/** Runs forge in a root's folder and answers whether all went well; quietly elsewhere than in this repository. */
export type Forge = (
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
  where?: string,
) => boolean;

/** The forge of a repository. Where there is none, nothing is run and all counts as well. */
export const forgeOf =
  (root: string): Forge =>
  (args, environment = {}, where = root) => {
    const path = foundryTool("forge");
    if (path === undefined) {
      console.error("forge is not to be had on this platform: install Foundry, or trust the artifacts.");
      return true;
    }
    const env = { ...process.env, FOUNDRY_CONFIG: "packages/contracts/foundry.toml", ...environment };
    const stdio = where === root ? "inherit" : "ignore";
    return spawnSync(path, [...args, "--root", where], { cwd: where, env, stdio }).status === 0;
  };
