// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lane} from "../checkpoints/Checkpoint.sol";

/// Where the vault keeps what may have left of each token in each lane, and what has.
abstract contract FlowStored {
    /// ERC-7201 of "novate.outflow".
    bytes32 private constant LAYOUT = 0x0ac1182d4e856133470f4dc467d1db587f3837eb3d5f1a9ffce86b750caa7400;

    struct Flow {
        /// Sum that may have left, and that has.
        uint128 allowedCum;
        uint128 paidCum;
        /// Level of the bucket when it was last filled, in parts of an atom.
        uint128 levelParts;
        uint64 advancedAt;
    }

    struct FlowStore {
        mapping(address token => Flow[3]) flows;
    }

    error NotInForce(bytes32 root);

    function flowAt(address token, Lane lane) internal view returns (Flow storage) {
        return flowStore().flows[token][uint256(lane)];
    }

    function flowStore() private pure returns (FlowStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
