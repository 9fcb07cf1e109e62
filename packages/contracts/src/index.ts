/**
 * Contracts of a house on EVM chains, compiled: what agents, the SDK's users and `npm start` deploy and call.
 *
 * @module
 */
export {
  type AbiEntry,
  type Artifact,
  artifactUrl,
  type ContractName,
  readArtifact,
} from "./artifacts/artifact.ts";
export { compileArtifacts } from "./artifacts/compile.ts";
export { artifactText } from "./artifacts/write.ts";
export { foundryTool } from "./foundry.ts";
