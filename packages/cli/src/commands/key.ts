/**
 * `novate key`: a secret in a file, who it signs for, and signing what a node prepared.
 *
 * @module
 */
import { bytesToHex } from "@novate/codec";
import type { AddCommand } from "../shared/command.ts";
import { readInput } from "../shared/input.ts";
import { writeKeyFile } from "../shared/keyFile.ts";
import { addKeyFlags, addSchemeFlag, type KeyFlags, keyOf, mustHaveKey, type SchemeFlag } from "../shared/keys.ts";
import { signPrepared } from "../shared/signPrepared.ts";

/** An owner goes by its address, a session key by its public half. */
const nameOf = ({ signer: { scheme, key } }: Awaited<ReturnType<typeof keyOf>>): string =>
  scheme === 0 ? `0x${key.slice(-40)}` : key;

export const addKey: AddCommand = (program, io) => {
  const key = program.command("key");
  addSchemeFlag(key.command("new"))
    .description("Write a new secret into a file for you alone, and print who it signs for. Nothing is written over.")
    .argument("<file>", "what to write")
    .action(async (file: string, flags: SchemeFlag) => {
      await writeKeyFile(file, bytesToHex(crypto.getRandomValues(new Uint8Array(32))), { isNew: true });
      io.out(`${nameOf(await keyOf({ ...flags, key: file }))}\n`);
    });
  addKeyFlags(key.command("show"))
    .description("Who a key signs for: of an owner its address, of a session key its public half.")
    .action(async (flags: KeyFlags) => io.out(`${nameOf(await keyOf(flags))}\n`));
  addKeyFlags(key.command("sign"))
    .description(
      "Sign what /v1/transactions/prepare or /v1/orders/prepare answered. Prints what to submit, or to give to a venue.",
    )
    .argument("[file]", "the answer; - is standard input", "-")
    .action(async (file: string, flags: KeyFlags) => {
      await mustHaveKey(flags);
      const { shown, signed } = await signPrepared(await readInput(file), file, flags);
      io.err(`signed: ${shown}\n`);
      io.out(`${JSON.stringify(signed)}\n`);
    });
};
