export * from "./change.ts";
export * from "./commands.ts";
export * from "./events/index.ts";
export * from "./ids.ts";
export * from "./order.ts";
export * from "./parameters.ts";
export * from "./rows/index.ts";
export * from "./transaction.ts";
