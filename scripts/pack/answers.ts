/**
 * The answers of a node as types that need no schema library: what the compiler makes of the schemas, spelled out and named.
 *
 * In the workspace they are inferred from zod; whoever installs the package has none of it.
 *
 * @module
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as schema from "@novate/wire/schema";
import { compile } from "./compile.ts";
import { documented } from "./documented.ts";

const FROM_SCHEMA = /AnswerOf<typeof schema\.(\w+)>/g;
const INFERRED = /^.*(?:import type \{ z \} from "zod"|import type \* as schema from).*\n/gm;
const HELPER = /^\/\*\* Read-only all the way down.*\ntype AnswerOf.*\n\n/m;

const SCHEMAS = new Map<string, unknown>(Object.entries(schema));

/** What stands by its own name wherever it is met: unions of a hundred members that every answer would repeat. */
const NAMED = ["EventJson", "RowJson", "RefusalJson"];

/**
 * The text of `packages/wire/src/answers.ts` without zod. `folder`: where the compiler may write.
 */
export function answersText(root: string, text: string, folder: string): string {
  const names = [...new Set([...text.matchAll(FROM_SCHEMA)].map(([, name]) => name!))];
  const spelled = spell(root, names, folder);
  // The long ones first: what they are made of may be a part of others.
  const order = [...spelled].sort(([, left], [, right]) => right.length - left.length);
  const declarations = names.map((name) => {
    let body = spelled.get(name)!;
    for (const [other, whole] of order) if (other !== name) body = body.replaceAll(whole, wordOf(other));
    const isInterface = body.startsWith("{") && closes(body);
    return isInterface
      ? `${documented(`export interface ${wordOf(name)} ${laidOut(body)}`, SCHEMAS.get(name))}\n`
      : `export type ${wordOf(name)} = ${laidOut(body)};\n`;
  });
  const rest = text
    .replace(INFERRED, "")
    .replace(HELPER, "")
    .replaceAll(FROM_SCHEMA, (_, name: string) => wordOf(name));
  const imports = 'import type { EventJson } from "./json.ts";\nimport type { Hex, RefusalJson } from "@novate/codec";';
  return rest.replace(/^import /m, `${imports}\nimport `) + `\n${declarations.join("\n")}`;
}

const wordOf = (name: string): string => (NAMED.includes(name) ? name : `${name}Answer`);

/** What the compiler says that each schema's answer is, on one line, by the schema's name; the named unions too. */
function spell(root: string, names: readonly string[], folder: string): Map<string, string> {
  mkdirSync(folder, { recursive: true });
  const members = [
    ...names.map((name) => `${name}: JsonOf<z.infer<typeof schema.${name}>>`),
    ...NAMED.map((name) => `${name}: JsonOf<z.infer<z.ZodObject<{ held: z.ZodType<${name}, ${name}> }>>>`),
  ];
  writeFileSync(
    `${folder}/spelled.ts`,
    [
      'import type { JsonOf, RefusalJson } from "@novate/codec";',
      'import type { EventJson, RowJson } from "@novate/wire";',
      'import type * as schema from "@novate/wire/schema";',
      'import type { z } from "zod";',
      `declare const all: { ${members.join("; ")} };`,
      ...[...names, ...NAMED].map((name) => `export const of${name} = all.${name};`),
    ].join("\n"),
  );
  compile(root, { files: [`${folder}/spelled.ts`], rootDir: root, outDir: `${folder}/out` });
  const declared = readFileSync(`${folder}/out/${folder.slice(root.length + 1)}/spelled.d.ts`, "utf8");
  rmSync(folder, { recursive: true });
  return new Map(
    [...declared.matchAll(/^export declare const of(\w+): ([\s\S]*?);\n(?=export |$)/gm)].map(([, name, type]) => [
      name!,
      type!.replaceAll(/\s+/g, " ").replaceAll(HEX, "Hex").replace(HELD, "$1"),
    ]),
  );
}

const HEX = ["`0x$", "{string}`"].join("");

/** In an object the compiler spells out what it would name by itself. */
const HELD = /^\{ readonly held: (.*); \}$/;

/** Whether the first brace is closed by the last character. */
function closes(body: string): boolean {
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    if (body[at] === "{") depth += 1;
    else if (body[at] === "}" && --depth === 0) return at === body.length - 1;
  }
  return false;
}

/** One member a line. */
function laidOut(body: string): string {
  let depth = 0;
  const indent = (): string => `\n${"  ".repeat(depth)}`;
  return body.replaceAll(/\{ |; \}|; | \}/g, (mark) => {
    if (mark === "{ ") depth += 1;
    else if (mark.endsWith("}")) depth -= 1;
    return `${mark.trim().replace("}", "")}${indent()}${mark.endsWith("}") ? "}" : ""}`;
  });
}
