/**
 * Goal: whoever is killed whenever, on either side, whatever chains take back and RPCs say: each deposit is credited once, each
 * withdrawal is paid once, and books agree to the atom with books of our own.
 * Method: two anvils whose blocks are final after twenty-four, a node, four attestors and two relayers as processes, all ended with
 * SIGKILL at random instants; blocks are taken back by 1 to 20 around deposits; an RPC before either chain does all that an RPC may
 * do to an attestor and a relayer. `NOVATE_CUSTODY=10000` for as many payments, `NOVATE_CUSTODY_SEED` for other draws,
 * `NOVATE_CUSTODY_DOUBTS=1` for what agents say.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasAnvil } from "@novate/chains";
import { afterAll, test } from "vitest";
import { audit } from "./audit.fixture.ts";
import { CustodyGame } from "./game.fixture.ts";
import { rewriteFinal } from "./rewrite.fixture.ts";

const TOTAL = Number(process.env.NOVATE_CUSTODY ?? 24);
const SEED = process.env.NOVATE_CUSTODY_SEED ?? "1";
const ROUNDS = TOTAL > 100 ? 24 : 3;

const folder = mkdtempSync(join(tmpdir(), "novate-custody-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!hasAnvil())(
  "nothing is lost, and nothing happens twice",
  async () => {
    const startedAt = performance.now();
    const tell = (about: string, told: object): void => {
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      if (TOTAL > 100) console.log(JSON.stringify({ about, seconds, ...told }));
    };
    const game = await CustodyGame.begin(folder, SEED);
    try {
      for (let round = 0; round < ROUNDS; round++) {
        await game.play(round, Math.ceil(TOTAL / 2 / ROUNDS));
        const { doubts, ...told } = game.report();
        tell(`round ${round}`, told);
      }
      await game.end();
      console.log(`custody seed ${SEED}: ${JSON.stringify(game.report())}`);
      tell("end", {});
      await audit(game);
      await rewriteFinal(game);
    } finally {
      await game.stop();
    }
  },
  3_600_000,
);
