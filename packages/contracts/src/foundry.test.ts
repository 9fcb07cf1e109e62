/** Goal: `npm test` proves the contracts as well. Method: run their Foundry tests in the small profile, where forge is to be had. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { foundryTool } from "./foundry.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const forge = foundryTool("forge");

test.skipIf(forge === undefined)("the contracts' own tests pass", () => {
  const env = { ...process.env, FOUNDRY_CONFIG: "packages/contracts/foundry.toml", FOUNDRY_PROFILE: "quick" };
  const { status, stdout } = spawnSync(forge!, ["test", "--root", root, "-j", "1"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  expect(status, stdout).toBe(0);
});
