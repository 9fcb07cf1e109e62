/**
 * Plays a scene on a host with the screen on the terminal, and prints the report.
 *
 * @module
 */
import {
  type BlockListener,
  type Custody,
  type CustodyReport,
  createReport,
  createTally,
  type ReplayHost,
  readPulse,
  reportToPage,
  runReplay,
  type Scene,
} from "@novate/lab";
import { folded } from "../../terminal/fold.ts";
import { createIncidents } from "../../terminal/incidents.ts";
import type { Io } from "../../terminal/io.ts";
import { createNews } from "../../terminal/news.ts";
import { createPaint } from "../../terminal/paint.ts";
import { createOpening, replayFrame } from "../../terminal/replayScreen.ts";
import { createScreen } from "../../terminal/screen.ts";

/** Runs a replay, with chains beside it or without. */
type Around = (play: (custody?: Custody) => Promise<void>) => Promise<CustodyReport | undefined>;

const alone: Around = async (play) => {
  await play();
  return undefined;
};

/** Answers the report's page, or null when it was stopped before the end. */
export async function playTape(scene: Scene, host: ReplayHost, io: Io, around = alone): Promise<string | null> {
  const startedAt = performance.now();
  const tally = createTally(scene.plan);
  const screen = createScreen(io);
  const paint = createPaint(io.hasColour);
  const incidents = createIncidents();
  const news = createNews(scene);
  const openingOf = createOpening();
  const stepCount = scene.tape.steps.length;

  const listen: BlockListener = async (result, step) => {
    tally.take(result);
    news.take(result);
    const incident = incidents.take(result);
    if (incident !== undefined) screen.say(incident);
    if (!screen.isDue()) return;
    const { blocks, trades, closeOuts, waterfall } = tally.read();
    const pulse = await host.read((engine) => readPulse(engine, scene));
    const elapsedMs = performance.now() - startedAt;
    const pace = { step, stepCount, elapsedMs, blocks, trades: trades.novated, managedSoFar: closeOuts.managed };
    screen.show(replayFrame({ pulse, pace, paid: waterfall, opening: openingOf(pulse), news: news.latest() }, paint));
  };
  const custody = await around((given) => runReplay(scene, host, listen, io.stopped, given)).finally(screen.close);
  if (io.stopped.aborted) return null;
  const report = await host.read((engine) =>
    createReport(scene, tally, engine, performance.now() - startedAt, custody),
  );
  const page = reportToPage(report);
  io.out(`${folded(page, io.pageColumns)}\n\n`);
  return page;
}
