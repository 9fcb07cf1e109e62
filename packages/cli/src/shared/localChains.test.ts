/**
 * Goal: whoever runs a demo or a replay learns what runs its chains. Method: the flag and the environment on a command of one's own.
 */
import { startLocal } from "@novate/chains";
import { Command } from "commander";
import { afterEach, expect, test, vi } from "vitest";
import { addEvmFlag, chooseChains, type EvmFlag } from "./localChains.ts";

afterEach(() => vi.unstubAllEnvs());

function chosen(...args: readonly string[]) {
  const said: string[] = [];
  const flags = addEvmFlag(new Command().exitOverride().configureOutput({ writeErr: () => {} }))
    .parse(args, { from: "user" })
    .opts<EvmFlag>();
  return { start: chooseChains(flags, (text) => void said.push(text)), said: said.join("") };
}

test("the EVM in this process is chosen by flag or by environment, and said", () => {
  const byFlag = chosen("--evm", "in-process");
  expect(byFlag.start).toBe(startLocal["in-process"]);
  expect(byFlag.said).toContain("an EVM of this process");
  vi.stubEnv("NOVATE_EVM", "in-process");
  expect(chosen().start).toBe(startLocal["in-process"]);
  expect(chosen("--evm", "anvil")).toEqual({ start: startLocal.anvil, said: "" });
});

test("another kind is refused", () => {
  expect(() => chosen("--evm", "geth")).toThrow(/choices are anvil, in-process/);
});
