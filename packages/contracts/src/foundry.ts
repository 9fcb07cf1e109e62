/**
 * Where Foundry's programs are: in npm's packages where there is one for this platform, or on the PATH.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

const PLATFORMS: Readonly<Record<string, string>> = { "linux-x64": "linux-amd64" };

/** The path of a program, or undefined where it is not to be had. */
export function foundryTool(name: "anvil" | "forge"): string | undefined {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (platform !== undefined) {
    try {
      const manifest = createRequire(import.meta.url).resolve(`@foundry-rs/${name}-${platform}/package.json`);
      return join(dirname(manifest), "bin", name);
    } catch {
      // Left out when the packages were installed: the PATH may have it.
    }
  }
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}
