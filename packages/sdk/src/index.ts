export * from "./signing/index.ts";
