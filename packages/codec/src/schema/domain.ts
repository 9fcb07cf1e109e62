/**
 * The one EIP-712 domain of everything that is signed for a house.
 *
 * @module
 */
import type { Domain } from "../eip712/index.ts";
import type { HouseId } from "./ids.ts";

/** No chain id: a wallet refuses one that is not of the network it is on, and two houses may choose the same (ACC-045). */
export const domainOf = (house: HouseId): Domain => ({ name: "Novate", version: "1", salt: house });
