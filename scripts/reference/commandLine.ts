/**
 * The page of the command line: every command as its own help says it.
 *
 * @module
 */
import { Command } from "commander";
import type { ListedCommand } from "../../packages/cli/src/shared/command.ts";
import type { Io } from "../../packages/cli/src/terminal/io.ts";

const HEAD = `# Command line

\`npx novate COMMAND\`, as \`--help\` of each says. What flags and exit codes have in common: [README](../../packages/cli/README.md).

Made by \`node scripts/reference.ts --write\` of the commands themselves.
`;

const WIDTH = 100;

/** Help of a command and of those below it. */
function helpOf(command: Command, path: string): string {
  command
    .configureHelp({ helpWidth: WIDTH })
    .configureOutput({ getOutHasColors: () => false, getOutHelpWidth: () => WIDTH });
  const help = command.helpInformation().trim();
  const below = command.commands.map((one) => helpOf(one, `${path} ${one.name()}`));
  const level = path.includes(" ") ? "###" : "##";
  return [`${level} ${path}\n`, "```", help, "```\n", ...below].join("\n");
}

export async function commandLinePage(commands: readonly ListedCommand[]): Promise<string> {
  const silent = { out: () => {}, err: () => {} } as unknown as Io; // nothing is run
  const parts: string[] = [];
  for (const { name, says, load } of commands) {
    const program = new Command("novate");
    const add = await load();
    add(program, silent);
    const command = program.commands.find((one) => one.name() === name)!; // it was just added
    parts.push(helpOf(command.description(says), name));
  }
  return [HEAD, ...parts].join("\n");
}
