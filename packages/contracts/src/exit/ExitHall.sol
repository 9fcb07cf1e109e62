// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Availability} from "./Availability.sol";
import {ExitPayments} from "./ExitPayments.sol";

/// What a vault does when its house is gone, silent, deaf or two-tongued: the second half of the vault's code, which no chain lets
/// stand in one contract with the first. It keeps nothing and holds nothing: the vault runs it on its own storage.
contract ExitHall is Availability, ExitPayments {}
