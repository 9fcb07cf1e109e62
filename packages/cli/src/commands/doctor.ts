/**
 * `novate doctor`: is this machine fit, and is the data sound?
 *
 * @module
 */
import type { AddCommand } from "../shared/command.ts";
import { RefusedError } from "../shared/failure.ts";
import { type ApiFlags, addApiFlags } from "../shared/options.ts";
import { tableLines } from "../terminal/table.ts";
import { checkData, checkSpace, checkSync } from "./doctor/folder.ts";
import { checkPort } from "./doctor/port.ts";
import { checkDatabase, checkRuntime, checkSignatures } from "./doctor/program.ts";

interface Flags extends ApiFlags {
  readonly data: string;
  readonly json?: true;
}

export const addDoctor: AddCommand = (program, io) => {
  addApiFlags(program.command("doctor"))
    .option("--data <folder>", "what a node keeps", ".novate/live")
    .option("--json", "print JSON")
    .action(async ({ data, host, port, json }: Flags) => {
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
      if (json === true) io.out(`${JSON.stringify({ isHealthy: broken.length === 0, findings })}\n`);
      else {
        const rows = findings.map(({ check, status, detail, remedy }) => [
          status,
          check,
          `${detail}${remedy && `. ${remedy}`}`,
        ]);
        io.out(
          tableLines(
            [
              ["", "left"],
              ["CHECK", "left"],
              ["FINDING", "left"],
            ],
            rows,
          ),
        );
      }
      if (broken.length > 0)
        throw new RefusedError("Unhealthy", `${broken.map(({ check }) => check).join(", ")}: see what to do above`);
    });
};
