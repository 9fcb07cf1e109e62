/**
 * `novate doctor`: is this machine fit, and is the data sound?
 *
 * @module
 */
import type { AddCommand } from "../shared/command.ts";
import { RefusedError } from "../shared/failure.ts";
import { type ApiFlags, addApiFlags } from "../shared/options.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import { tableLines } from "../terminal/table.ts";
import type { Finding } from "./doctor/check.ts";
import { checkData, checkSpace, checkSync } from "./doctor/folder.ts";
import { checkPort } from "./doctor/port.ts";
import { checkDatabase, checkRuntime, checkSignatures } from "./doctor/program.ts";

interface Flags extends ApiFlags, OutputFlags {
  readonly data: string;
}

export const addDoctor: AddCommand = (program, io) => {
  addOutputFlags(addApiFlags(program.command("doctor")))
    .option("--data <folder>", "what a node keeps", ".novate/live")
    .action(async ({ data, host, port, ...flags }: Flags) => {
      const findings = [
        checkRuntime(),
        checkSignatures(),
        await checkDatabase(),
        await checkData(data),
        checkSync(data),
        checkSpace(data),
        await checkPort(host, port),
      ];
      const broken = findings.filter(({ status }) => status === "fail");
      const answer = { isHealthy: broken.length === 0, findings };
      print(answer, flags, io, { page: () => findingsPage(findings), records: () => findings });
      if (broken.length > 0)
        throw new RefusedError("Unhealthy", `${broken.map(({ check }) => check).join(", ")}: see what to do above`);
    });
};

const findingsPage = (findings: readonly Finding[]): string =>
  tableLines(
    [
      ["", "left"],
      ["CHECK", "left"],
      ["FINDING", "left"],
    ],
    findings.map(({ check, status, detail, remedy }) => [status, check, `${detail}${remedy && `. ${remedy}`}`]),
  );
