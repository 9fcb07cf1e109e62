/**
 * zod with `openapi`, by which a schema also says what the document shows of it.
 *
 * @module
 */
import { extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

extendZodWithOpenApi(z);

export { z };
