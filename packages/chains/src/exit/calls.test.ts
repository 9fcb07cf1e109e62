/** Goal: whatever anybody may ask of a hall has a call. Method: the names of the ABI's functions against those of the calls. */
import { expect, test } from "vitest";
import { exitAbi } from "../abi/abi.ts";
import * as challengeCalls from "./challengeCalls.ts";
import * as paymentCalls from "./paymentCalls.ts";
import * as requestCalls from "./requestCalls.ts";

test("each function of the hall has its call", () => {
  const { CHALLENGE_TREES, answer, ...named } = { ...challengeCalls, ...paymentCalls, ...requestCalls };
  const answers = CHALLENGE_TREES.length + 1; // and that there is nothing
  const functions = exitAbi.flatMap((each) => (each.type === "function" ? [each.name] : []));
  expect(functions.filter((name) => name.startsWith("answer"))).toHaveLength(answers);
  expect(functions.filter((name) => !name.startsWith("answer")).sort()).toEqual(Object.keys(named).sort());
  expect(answer.name).toBe("answer");
});
