/**
 * `novate genesis`: a house by hand, from an example with comments to the genesis that a node starts with.
 *
 * @module
 */
import { genesisToJson, houseIdOf } from "@novate/engine";
import type { AddCommand } from "../shared/command.ts";
import { UsageError } from "../shared/failure.ts";
import { writeExample } from "../shared/founding/writeExample.ts";
import { countOf, faultLine, readFoundingFile, readGenesis } from "../shared/genesis.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import type { Io } from "../terminal/io.ts";

export const addGenesis: AddCommand = (program, io) => {
  const genesis = program.command("genesis");
  genesis
    .command("init")
    .description("Write an example with comments, and new keys beside it.")
    .argument("[file]", "what to write; nothing is written over", "house.yaml")
    .option("--parameters", "write every standard parameter too, each with what it is")
    .action((file: string, flags: { readonly parameters?: true }) => init(file, flags.parameters === true, io));
  addOutputFlags(genesis.command("check"))
    .description("Tell every fault at once, each with line and column.")
    .argument("<file>", "how the house begins")
    .action((file: string, flags: OutputFlags) => check(file, flags, io));
  genesis
    .command("print")
    .description("Print the whole genesis as JSON, every id and amount in it, and the house it founds.")
    .argument("<file>", "how the house begins")
    .action(async (file: string) => {
      const found = await readGenesis(file);
      io.out(`${JSON.stringify(genesisToJson(found), null, 2)}\n`);
      io.err(`House ${houseIdOf(found)}\n`);
    });
};

async function init(file: string, hasParameters: boolean, io: Io): Promise<void> {
  const keys = await writeExample(file, Date.now(), hasParameters);
  io.out(`${file}\n${keys.map((key) => `${key}\n`).join("")}`);
  io.err(`Write into ${file} what is yours. Keep the keys, or put the public halves of your own in their places.\n`);
  io.err(`Then: novate genesis check ${file}; novate start --genesis ${file}\n`);
}

async function check(file: string, flags: OutputFlags, io: Io): Promise<void> {
  const { genesis, faults } = await readFoundingFile(file, true);
  const house = genesis === null ? null : houseIdOf(genesis);
  const markets = genesis?.changes.filter(({ type }) => type === "ListInstrument").length;
  const page = () =>
    genesis === null
      ? faults.map((fault) => `${faultLine(file, fault)}\n`).join("")
      : `${file} founds house ${house} with ${markets} ${markets === 1 ? "market" : "markets"}\n`;
  print({ house, faults }, flags, io, { page, records: () => (genesis === null ? faults : [{ house, markets }]) });
  if (genesis === null) throw new UsageError("GenesisInvalid", `${file} founds no house, for ${countOf(faults)}`);
}
