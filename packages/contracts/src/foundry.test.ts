/** Goal: `npm test` proves the contracts as well. Method: run their Foundry tests in the small profile, where forge is to be had. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { foundryTool } from "./foundry.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const forge = foundryTool("forge");

test.skipIf(forge === undefined)("the contracts' own tests pass", { timeout: 600_000 }, async () => {
  const env = { ...process.env, FOUNDRY_CONFIG: "packages/contracts/foundry.toml", FOUNDRY_PROFILE: "quick" };
  // Not in step with this process: it has to answer while they run.
  const said = await new Promise<string | undefined>((resolve) => {
    const options = { cwd: root, env, maxBuffer: 1 << 26 };
    execFile(forge!, ["test", "--root", root, "-j", "1"], options, (error, stdout) =>
      resolve(error === null ? undefined : stdout),
    );
  });
  expect(said).toBeUndefined();
});
