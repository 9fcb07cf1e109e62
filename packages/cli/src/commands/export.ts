/**
 * `novate export`: events, rows, a ledger or a snapshot, out of a running node or of a stopped one's folder.
 *
 * @module
 */
import { createWriteStream } from "node:fs";
import { tables } from "@novate/codec";
import { exitArchiveIn, exportSnapshot } from "@novate/node";
import { Argument, Option } from "commander";
import type { AddCommand } from "../shared/command.ts";
import { csvLine, csvRecord } from "../shared/csv.ts";
import { RefusedError, UsageError } from "../shared/failure.ts";
import { addOutputFlags } from "../shared/output.ts";
import { addUrlFlag, idNumber } from "../shared/remote.ts";
import { type Source, withSource } from "../shared/source.ts";
import { whyOf } from "../shared/systemWords.ts";
import { grouped } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { type ExportFlags, pagesOf, type RecordPage } from "./exportPages.ts";

const KINDS = ["events", "rows", "ledger", "snapshot"] as const;
type Kind = (typeof KINDS)[number];

export const addExport: AddCommand = (program, io) => {
  addOutputFlags(addUrlFlag(program.command("export")), ["json", "csv"])
    .addArgument(new Argument("<what>", "what to write").choices(KINDS))
    .option("--data <folder>", "the folder of a stopped node, in place of a running one")
    .option("--out <path>", "a file, or for a snapshot a folder; standard output unless given")
    .addOption(new Option("--table <name>", "rows: of which table").choices(Object.keys(tables)))
    .option("--account <id>", "ledger: of which account", idNumber)
    .option("--type <event>", "events: only of this type, such as PositionNovated")
    .action((what: Kind, flags: ExportFlags) => withSource(flags, (source) => write(what, flags, source, io)));
};

async function write(what: Kind, flags: ExportFlags, source: Source, io: Io): Promise<void> {
  if (what === "snapshot") return writeSnapshot(flags, source, io);
  const sink = flags.out === undefined ? { put: io.out, close: async () => {} } : fileSink(flags.out);
  let count = 0;
  let columns: readonly string[] | undefined;
  for await (const page of pagesOf(what, flags, source.client)) {
    io.stopped.throwIfAborted();
    if (flags.output === "csv" && columns === undefined) {
      columns = columnsOf(page);
      sink.put(csvLine(columns));
    }
    for (const record of page)
      sink.put(columns === undefined ? `${JSON.stringify(record)}\n` : csvRecord(record, columns));
    count += page.length;
  }
  await sink.close();
  if (flags.out !== undefined) io.err(`wrote ${grouped(count)} records to ${flags.out}\n`);
}

/** Records of one table or list have the same fields. */
const columnsOf = (page: RecordPage): readonly string[] => Object.keys(page[0] ?? {});

async function writeSnapshot({ out, data }: ExportFlags, { chain }: Source, io: Io): Promise<void> {
  if (chain === null || data === undefined)
    throw new UsageError("DataMissing", "a snapshot is taken from a stopped node", "Name its folder with --data.");
  if (out === undefined) throw new UsageError("OutMissing", "a snapshot is a folder of chunks", "Name it with --out.");
  const { height, stateRoot, chunkCount } = await exportSnapshot(chain, out, exitArchiveIn(data)).catch(
    (cause: unknown) => {
      throw unwritable(out, cause);
    },
  );
  io.err(`wrote block ${grouped(height)}, state root ${stateRoot}, in ${chunkCount} chunks to ${out}\n`);
}

interface Sink {
  put(text: string): void;
  close(): Promise<void>;
}

function fileSink(file: string): Sink {
  const stream = createWriteStream(file);
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {}); // it is awaited at the end
  stream.on("error", (cause) => failure.reject(unwritable(file, cause)));
  return {
    put: (text) => void stream.write(text),
    close: () => Promise.race([new Promise<void>((resolve) => stream.end(resolve)), failure.promise]),
  };
}

const unwritable = (path: string, cause: unknown): RefusedError =>
  new RefusedError("OutUnwritable", `${path} cannot be written: ${whyOf(cause)}`);
