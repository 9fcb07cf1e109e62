/**
 * What a node says at `/`: that it is one, and where its documents and lists are.
 *
 * @module
 */
import { ERROR_PAGES } from "./problem.ts";

/** By what somebody looks for. */
const PLACES = {
  docs: "/docs",
  openapi: "/openapi.json",
  asyncapi: "/asyncapi.json",
  errors: ERROR_PAGES,
  status: "/v1/status",
  time: "/v1/time",
  limits: "/v1/limits",
  version: "/version",
  instruments: "/v1/instruments",
  market: "/v1/markets/{instrumentId}",
  stream: "/v1/stream",
  health: "/healthz",
  metrics: "/metrics",
} as const;

const INDEX = { name: "Novate node", links: PLACES } as const;

const links = Object.entries(PLACES).map(([name, path]) => {
  const shown = path.includes("{") || path === "/v1/stream" ? path : `<a href="${path}">${path}</a>`;
  return `<tr><td>${name}</td><td>${shown}</td></tr>`;
});
const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Novate node</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}td{padding:.1rem .8rem .1rem 0}
@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#14171a}a{color:#6bd}}</style>
<h1>Novate node</h1><table>${links.join("")}</table></html>
`;

/** A page for a browser, the same in JSON for everybody else. */
export const frontPage = (accept: string | undefined): { readonly html: string } | { readonly json: typeof INDEX } =>
  accept?.includes("text/html") ? { html: PAGE } : { json: INDEX };
