/**
 * The API's and the stream's one schema, in zod: from it come validation, TypeScript types and the OpenAPI document.
 *
 * @module
 */
export { asyncApi } from "./asyncApi.ts";
export * from "./calls.ts";
export * from "./chain.ts";
export { describedSchemas } from "./codecSchemas.ts";
export * from "./common.ts";
export * from "./exit.ts";
export * from "./house.ts";
export * from "./live.ts";
export * from "./margin.ts";
export * from "./payments.ts";
export * from "./prepare.ts";
export * from "./problem.ts";
export * from "./receipt.ts";
export * from "./records.ts";
export * from "./self.ts";
export { CHANNEL_DATA, CHANNEL_PATTERNS, ClientMessage } from "./stream.ts";
export { TOPIC_NOTES, type TopicName } from "./topics.ts";
