/**
 * `novate completion`: what a shell needs to complete command lines.
 *
 * @module
 */
import { Argument } from "commander";
import type { AddCommand, ListedCommand } from "../shared/command.ts";
import { bashCompletion, zshCompletion } from "../shared/completion/bash.ts";
import { commandTree } from "../shared/completion/commandTree.ts";
import { fishCompletion } from "../shared/completion/fish.ts";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** The command that completes these. */
export const completionOf =
  (commands: readonly ListedCommand[]): AddCommand =>
  (program, io) => {
    program
      .command("completion")
      .addArgument(new Argument("<shell>", "for which shell").choices(Object.keys(SHELLS)))
      .addHelpText("after", "\nFor bash: novate completion bash > ~/.local/share/bash-completion/completions/novate")
      .action(async (shell: keyof typeof SHELLS) => io.out(SHELLS[shell](await commandTree(commands, io))));
  };
