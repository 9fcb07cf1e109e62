/**
 * The API's document as a node would answer it, without a node: routes name themselves, and nobody asks them anything.
 *
 * @module
 */
import { VERSION } from "../../packages/cli/src/shared/version.ts";
import { createApp } from "../../packages/node/src/api/app.ts";
import type { Schema } from "./schema.ts";

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

export interface OpenApi {
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export async function openApi(): Promise<OpenApi> {
  const nobody = { version: VERSION, chain: { store: {}, onCommitted: () => {} }, consensus: {} } as never; // read at a request
  const unmeasured = { observeRequests: (_: unknown, next: () => Promise<void>) => next() } as never;
  const answer = await createApp(nobody, unmeasured).request("/openapi.json");
  return (await answer.json()) as OpenApi;
}
