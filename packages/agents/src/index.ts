export type { Print } from "./publisher/print.ts";
