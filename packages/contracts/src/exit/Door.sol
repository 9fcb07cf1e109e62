// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Timers} from "../house/Timers.sol";
import {ExitStored} from "./ExitStore.sol";

/// The second half of a vault's code, and what a challenge of its checkpoints costs.
struct ExitTerms {
    address hall;
    /// What the founder expects of the hall: a vault with another could not be left.
    bytes32 hallCodeHash;
    /// In the smallest unit of the chain's coin.
    uint128 bondWei;
}

/// The vault's way to its hall: what the vault itself does not know is the hall's to do, on the vault's storage.
///
/// No proxy: the hall's address is the vault's own code, and the hall's code can neither change nor end.
abstract contract Door is ExitStored {
    address public immutable HALL;

    error WrongHall(bytes32 codeHash);

    constructor(ExitTerms memory terms, Timers memory timers) {
        bytes32 codeHash = terms.hall.codehash;
        require(terms.hall.code.length > 0 && codeHash == terms.hallCodeHash, WrongHall(codeHash));
        HALL = terms.hall;
        ExitStore storage store = exitStore();
        store.bondWei = terms.bondWei;
        store.timers = ExitTimers({
            silence: timers.silence,
            unserved: timers.unserved,
            grace: timers.grace,
            latest: timers.latest,
            answer: timers.answer,
            stop: timers.stop,
            maturity: timers.maturity,
            maturityBlocks: timers.maturityBlocks
        });
    }

    fallback() external payable {
        address hall = HALL;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let isDone := delegatecall(gas(), hall, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(isDone) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}
