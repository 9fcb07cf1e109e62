/**
 * What need not be said with every command: its flag, its variable of the environment, and its name in files.
 *
 * @module
 */

import { FORMS } from "../output.ts";
import { SCHEME_NAMES } from "../schemes.ts";

export interface Setting {
  /** In files, and behind two dashes as a flag. */
  readonly name: string;
  readonly says: string;
  /** `path`: of a file or folder, below the folder of the file that names it. `chains`: an address or several for each chain. */
  readonly kind: "text" | "path" | "chains";
  /** What is allowed, in words, where `text` is not. */
  readonly allows?: (text: string) => string | undefined;
}

const oneOf = (names: readonly string[]) => (text: string) =>
  names.includes(text) ? undefined : `one of ${names.join(", ")}`;

const address = (text: string): string | undefined =>
  /^https?:\/\//.test(text) && URL.canParse(text) ? undefined : "an address such as http://127.0.0.1:4700";

export const SETTINGS: readonly Setting[] = [
  { name: "url", says: "API of the node to ask", kind: "text", allows: address },
  { name: "output", says: "in which form commands answer", kind: "text", allows: oneOf(FORMS) },
  { name: "key", says: "file with the secret that signs", kind: "path" },
  { name: "key-env", says: "environment variable with that secret", kind: "text" },
  { name: "scheme", says: "what kind of key it is", kind: "text", allows: oneOf(SCHEME_NAMES) },
  { name: "gas-key", says: "file with the secret that pays for gas", kind: "path" },
  { name: "rpc", says: "where chains are asked", kind: "chains", allows: address },
  { name: "kits", says: "folder of your exit kits", kind: "path" },
  { name: "house", says: "the house that you know", kind: "text" },
  { name: "set", says: "the set of signers that you know", kind: "text" },
];

/** As the parser names an option: `keyEnv`. */
export const attributeOf = ({ name }: Setting): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Such as `NOVATE_KEY_ENV`. */
export const variableOf = ({ name }: Setting): string => `NOVATE_${name.replace("-", "_").toUpperCase()}`;
