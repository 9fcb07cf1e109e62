/**
 * What `--dry-run` says: the transaction that would be sent, every fault of it, and the margin of the accounts before and after.
 *
 * @module
 */
import type { NovateClient } from "@novate/sdk";
import type { Answers } from "@novate/wire";
import { grouped } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { factLines, tableLines } from "../terminal/table.ts";
import { RefusedError } from "./failure.ts";
import type { OutputFlags } from "./output.ts";
import { printAnswer, type Units } from "./units.ts";

type Asked = Parameters<NovateClient["validate"]>[0];
type Rehearsed = Answers["validation"] & Asked;

/** Asks the node, and sends nothing. Errors: `RefusedError` by the first fault. */
export async function rehearse(client: NovateClient, asked: Asked, flags: OutputFlags, io: Io): Promise<void> {
  const validation = await client.validate(asked);
  const shape = { page: rehearsalPage, records: ({ faults }: Rehearsed) => faults };
  await printAnswer(client, { ...asked, ...validation }, flags, io, shape);
  const [fault, ...more] = validation.faults;
  if (validation.ok || fault === undefined) return;
  const others = more.length === 0 ? "" : `, and ${more.length} more`;
  throw new RefusedError(fault.code, `${fault.field === "" ? "" : `${fault.field}: `}${fault.detail}${others}`, fault);
}

function rehearsalPage(answer: Rehearsed, units: Units): string {
  const { height, faults, accounts } = answer;
  const parts = [
    `${"transaction" in answer ? JSON.stringify(answer.transaction, null, 2) : answer.bytes}\n`,
    factLines([
      [
        "not sent",
        `this is what the house says of it upon block ${grouped(height)}; the next one may say something else`,
      ],
      ["faults", faults.length === 0 ? "none" : String(faults.length)],
    ]),
  ];
  if (faults.length > 0) {
    const rows = faults.map(({ code, field, detail }) => [code, field, detail]);
    parts.push(tableLines([["FAULT", "left"], ["FIELD", "left"], ["", "left"]], rows)); // biome-ignore format: a row
  }
  if (accounts.length > 0) parts.push(marginsTable(accounts, units));
  return parts.join("\n");
}

const marginsTable = (accounts: Rehearsed["accounts"], units: Units): string =>
  tableLines(
    [
      ["ACCOUNT", "right"],
      ["", "left"],
      ["EQUITY", "right"],
      ["INITIAL MARGIN", "right"],
    ],
    accounts.flatMap(({ accountId, before, after }) =>
      Object.entries({ before, after }).map(([when, health]) => [
        String(accountId),
        when,
        health === null ? "" : units.cash(health.equityAtoms),
        health === null ? "" : units.cash(health.initialAtoms),
      ]),
    ),
  );
