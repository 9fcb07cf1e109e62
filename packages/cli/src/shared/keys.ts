/**
 * The key that a command signs with: 32 bytes of hexadecimal from a file or from an environment variable, never from an argument,
 * which other people on the machine can read.
 *
 * @module
 */
import { hexToBytes } from "@novate/codec";
import { createEd25519Key, createOwnerKey, createSecp256k1Key, type SigningKey } from "@novate/sdk";
import { type Command, Option } from "commander";
import { UsageError } from "./failure.ts";
import { readText } from "./input.ts";
import type { SCHEME_NAMES } from "./schemes.ts";

const SECRET = /^(0x)?[0-9a-f]{64}$/i;

const SCHEMES = {
  eip712: createOwnerKey,
  secp256k1: createSecp256k1Key,
  ed25519: createEd25519Key,
} as const satisfies Readonly<Record<(typeof SCHEME_NAMES)[number], unknown>>;

export interface SchemeFlag {
  readonly scheme: keyof typeof SCHEMES;
}

export interface KeyFlags extends SchemeFlag {
  readonly key?: string;
  readonly keyEnv?: string;
}

export const addSchemeFlag = (command: Command): Command =>
  command.addOption(
    new Option("--scheme <scheme>", "what kind of key it is").choices(Object.keys(SCHEMES)).default("eip712"),
  );

export const addKeyFlags = (command: Command): Command =>
  addSchemeFlag(
    command
      .option("--key <file>", "file with the secret: 32 bytes in hexadecimal")
      .option("--key-env <name>", "environment variable with the secret"),
  );

/** Errors: `UsageError` `KeyMissing`, `KeyTwice`, `KeyMalformed`, and those of the file. The secret is in no message. */
export async function keyOf(flags: KeyFlags): Promise<SigningKey> {
  const { hex, source } = await secretText(flags);
  try {
    return SCHEMES[flags.scheme](hexToBytes(`0x${hex}`));
  } catch {
    throw new UsageError("KeyMalformed", `${source} holds a number that is no secret of ${flags.scheme}`);
  }
}

/** Before anything else is asked for: a key that is not there is told first. Errors: those of {@link keyOf}, but for the scheme's. */
export async function mustHaveKey(flags: KeyFlags): Promise<void> {
  await secretText(flags);
}

async function secretText({ key, keyEnv }: KeyFlags): Promise<{ readonly hex: string; readonly source: string }> {
  if (key !== undefined && keyEnv !== undefined)
    throw new UsageError("KeyTwice", "--key and --key-env both name a secret");
  // Nothing below may repeat a secret that was mistaken for a file's name.
  if (key !== undefined && SECRET.test(key))
    throw new UsageError(
      "KeyMalformed",
      "--key names a file, and what was given looks like a secret itself, which others can read",
    );
  const text = key !== undefined ? await readText(key) : secretOf(keyEnv);
  const hex = text.trim().replace(/^0x/, "").toLowerCase();
  const source = key ?? keyEnv!; // one of both was given
  if (!SECRET.test(hex))
    throw new UsageError("KeyMalformed", `${source} holds no secret: it is 64 hexadecimal digits, with or without 0x`);
  return { hex, source };
}

function secretOf(keyEnv: string | undefined): string {
  if (keyEnv === undefined)
    throw new UsageError("KeyMissing", "this is signed", "Name the secret with --key FILE or --key-env NAME.");
  const secret = process.env[keyEnv];
  if (secret === undefined) throw new UsageError("KeyMissing", `the environment has no ${keyEnv}`);
  return secret;
}
