/**
 * What runs the chains of a demo or a replay: anvil, or an EVM in this process.
 *
 * @module
 */
import { type LocalChainKind, localChainKind, startLocal } from "@novate/chains";
import type { StartChain } from "@novate/lab";
import { type Command, Option } from "commander";

export interface EvmFlag {
  readonly evm?: LocalChainKind;
}

export const addEvmFlag = (command: Command): Command =>
  command.addOption(
    new Option("--evm <kind>", "what runs the chains of --vaults; anvil, unless none runs on this machine")
      .choices(Object.keys(startLocal))
      .env("NOVATE_EVM"),
  );

/** How chains are started, once it has been said what runs them. */
export function chooseChains({ evm }: EvmFlag, say: (text: string) => void): StartChain {
  const kind = evm ?? localChainKind();
  const why = evm === undefined ? "no anvil runs on this machine" : "as was asked for";
  if (kind === "in-process")
    say(`Chains run in an EVM of this process, with the same contracts: ${why}. It is slower than anvil.\n`);
  return startLocal[kind];
}
