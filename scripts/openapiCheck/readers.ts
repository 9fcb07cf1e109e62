/**
 * Who reads the document: linters, validators, generators of clients whose output is compiled, and one who asks by chance.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "./run.ts";

export interface Reading {
  /** For what is made of the document. */
  readonly folder: string;
  readonly document: string;
  /** The node that serves it. */
  readonly url: string;
  /** Where `node_modules` of the checkers is. */
  readonly tools: string;
  readonly python: string | undefined;
}

export interface Reader {
  readonly name: string;
  readonly commands: readonly Command[];
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Examples an operation, beside all ends of its ranges. */
const EXAMPLES = 10;
const SEED = 1;

export function readers(reading: Reading): Reader[] {
  const { folder, document, tools } = reading;
  const tool = (name: string): string => join(tools, "node_modules/.bin", name);
  const rules = join(folder, "spectral.yaml");
  writeFileSync(rules, 'extends: ["spectral:oas"]\n');
  const types = join(folder, "api.ts");
  const tsc = here("../../node_modules/typescript/bin/tsc");
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--target", "es2022", "--types", "", types];
  return [
    { name: "Redocly", commands: [[tool("redocly"), "lint", document]] },
    { name: "Spectral", commands: [[tool("spectral"), "lint", document, "-r", rules, "--fail-severity", "hint"]] },
    {
      name: "openapi-typescript",
      commands: [
        [tool("openapi-typescript"), document, "-o", types],
        [process.execPath, tsc, ...strict],
      ],
    },
    ...(reading.python === undefined ? [] : inPython(reading, reading.python)),
  ];
}

function inPython({ folder, document, url }: Reading, python: string): Reader[] {
  const bin = dirname(python);
  const clients = join(folder, "clients");
  mkdirSync(clients);
  const target = ["--output-path", join(clients, "novate"), "--meta", "none"];
  const asked = ["--seed", `${SEED}`, "--max-examples", `${EXAMPLES}`, "--phases", "examples,coverage,fuzzing"];
  const manners = ["--continue-on-failure", "--no-shrink", "--warnings", "off"];
  return [
    { name: "openapi-spec-validator", commands: [[join(bin, "openapi-spec-validator"), document]] },
    {
      name: "openapi-python-client",
      commands: [
        [join(bin, "openapi-python-client"), "generate", "--path", document, "--fail-on-warning", ...target],
        [python, "-W", "ignore", here("importAll.py"), clients, "novate"],
      ],
    },
    {
      name: "schemathesis",
      commands: [
        [
          join(bin, "schemathesis"),
          ...["--config-file", here("schemathesis.toml")],
          ...["run", `${url}/openapi.json`, ...asked, ...manners],
        ],
      ],
    },
  ];
}
