/** Goal: what is called is what was compiled. Method: selectors, topics and constructor arguments of each line against the artifacts. */
import { type ContractName, readArtifact } from "@novate/contracts";
import { type Abi, toEventSelector, toFunctionSelector } from "viem";
import { expect, test } from "vitest";
import { exitAbi, setsAbi, tokenAbi, vaultAbi } from "./abi.ts";

/** How a caller knows the entries of an ABI. */
function signaturesOf(abi: Abi): Set<string> {
  return new Set(
    abi.flatMap((entry) => {
      if (entry.type === "function") return [toFunctionSelector(entry)];
      if (entry.type === "event") return [toEventSelector(entry)];
      if (entry.type === "error")
        return [toFunctionSelector({ ...entry, type: "function", outputs: [], stateMutability: "view" })];
      return [];
    }),
  );
}

/** Types of the constructor's arguments, in order. */
const typesOf = ({ type, components = [] }: Parameter): string => `${type}(${components.map(typesOf).join()})`;

interface Parameter {
  readonly type: string;
  readonly components?: readonly Parameter[];
}

function argumentsOf(abi: Abi): string[] | undefined {
  const founder = abi.find(({ type }) => type === "constructor") as { inputs: readonly Parameter[] } | undefined; // by its type
  return founder?.inputs.map(typesOf);
}

test.each<[ContractName, Abi]>([
  ["ClearingVault", vaultAbi],
  ["ExitHall", exitAbi],
  ["ValidatorSets", setsAbi],
  ["TrialToken", tokenAbi],
])("%s", (name, abi) => {
  const compiled = readArtifact(name).abi as Abi; // the compiler's own form
  expect([...signaturesOf(abi)].filter((one) => !signaturesOf(compiled).has(one))).toEqual([]);
  if (abi.some(({ type }) => type === "constructor")) expect(argumentsOf(abi)).toEqual(argumentsOf(compiled));
});
