/**
 * What need not be said with every command: its flag, its variable of the environment, and its name in files.
 *
 * @module
 */

export interface Setting {
  /** In files, and behind two dashes as a flag. */
  readonly name: string;
  readonly says: string;
  /** `path`: of a file or folder, below the folder of the file that names it. `chains`: an address or several for each chain. */
  readonly kind: "text" | "path" | "chains";
}

export const SETTINGS: readonly Setting[] = [
  { name: "url", says: "API of the node to ask", kind: "text" },
  { name: "output", says: "in which form commands answer", kind: "text" },
  { name: "key", says: "file with the secret that signs", kind: "path" },
  { name: "key-env", says: "environment variable with that secret", kind: "text" },
  { name: "scheme", says: "what kind of key it is", kind: "text" },
  { name: "gas-key", says: "file with the secret that pays for gas", kind: "path" },
  { name: "rpc", says: "where chains are asked", kind: "chains" },
  { name: "kits", says: "folder of your exit kits", kind: "path" },
  { name: "house", says: "the house that you know", kind: "text" },
  { name: "set", says: "the set of signers that you know", kind: "text" },
];

/** As the parser names an option: `keyEnv`. */
export const attributeOf = ({ name }: Setting): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Such as `NOVATE_KEY_ENV`. */
export const variableOf = ({ name }: Setting): string => `NOVATE_${name.replace("-", "_").toUpperCase()}`;
