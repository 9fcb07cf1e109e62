/**
 * Checks of the program itself: the runtime, and the native code that it stands on.
 *
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesToHex, hashBytes } from "@novate/codec";
import { Store, verifySignature } from "@novate/node";
import { createEd25519Key, createOwnerKey } from "@novate/sdk";
import { type Finding, failure, ok, warn } from "./check.ts";

const REINSTALL = "Run `npm ci` again on this machine; native parts come ready-made for it.";
const BEST_MAJOR = 24;

export function checkRuntime(): Finding {
  const { node } = process.versions;
  const major = Number(node.split(".")[0]);
  if (major >= BEST_MAJOR) return ok("Node.js", node);
  return warn(
    "Node.js",
    `${node} works`,
    `Node ${BEST_MAJOR} is what it is measured with: start it through npx or npm.`,
  );
}

/** Signs and verifies with each scheme: the native libraries load and agree with the portable ones. */
export function checkSignatures(): Finding {
  const digest = bytesToHex(hashBytes(new Uint8Array([1])));
  try {
    for (const key of [createOwnerKey(new Uint8Array(32).fill(1)), createEd25519Key(new Uint8Array(32).fill(1))]) {
      if (!verifySignature(digest, key.sign(digest), key.signer)) throw new Error("a sound signature was not accepted");
    }
    return ok("native signatures", "secp256k1 and ed25519 verify");
  } catch (cause) {
    return failure("native signatures", cause, REINSTALL);
  }
}

/** Opens a database in a temporary folder. */
export async function checkDatabase(): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), "novate-doctor-"));
  try {
    const store = await Store.open({ path: folder, identity: { house: "0x00" } });
    await store.close();
    return ok("native database", "opens and closes");
  } catch (cause) {
    return failure("native database", cause, REINSTALL);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
