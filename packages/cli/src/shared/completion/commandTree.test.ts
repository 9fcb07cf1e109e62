/** Goal: what a shell is told of a command is what its options say. Method: one command by hand, and its lines for fish. */
import { Argument } from "commander";
import { expect, test } from "vitest";
import type { Io } from "../../terminal/io.ts";
import type { ListedCommand } from "../command.ts";
import { addOutputFlags } from "../output.ts";
import { commandTree } from "./commandTree.ts";
import { fishCompletion } from "./fish.ts";

const paint: ListedCommand = {
  name: "paint",
  says: "It's paint.",
  load: async () => (program) => {
    const command = program.command("paint");
    addOutputFlags(command.command("wall"))
      .description("A wall.")
      .addArgument(new Argument("<side>", "which").choices(["north", "south"]))
      .option("--with <file>", "what")
      .option("--wet", "still");
  },
};

test("paths, choices and kinds of values are told", async () => {
  const tree = await commandTree([paint], {} as Io);
  expect(tree.map(({ path }) => path)).toEqual(["", "paint", "paint wall"]);
  const { options, values } = tree[2]!;
  expect(values).toEqual(["north", "south"]);
  const takes = Object.fromEntries(options.map((one) => [one.names.join(), one.values]));
  expect(takes).toEqual({
    "--output,-o": ["table", "json", "csv"],
    "--json": null,
    "--with": "file",
    "--wet": null,
    "--profile": "any",
    "--help": null,
  });
  const fish = fishCompletion(tree);
  expect(fish).toContain(`-a paint -d 'It\\'s paint.'`);
  expect(fish).toContain(`complete -c novate -n "__novate_at 'paint wall'" -a 'north south'`);
  expect(fish).toContain("-l with -rF -d 'what'");
});
