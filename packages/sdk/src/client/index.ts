/** @module The typed client. */
export { createClient, type NovateClient, type Page } from "./client.ts";
export { NovateFailure } from "./failure.ts";
export type { HttpOptions } from "./http.ts";
export { paginate } from "./paginate.ts";
