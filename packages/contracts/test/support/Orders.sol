// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SetKind, Signatures, SignerSet} from "../../src/sets/SignerSet.sol";
import {Rotation} from "../../src/sets/Rotations.sol";
import {Keys} from "./Keys.sol";
import {TestVault} from "./TestVault.sol";

/// What sets sign beside checkpoints.
abstract contract Orders is TestVault {
    using Keys for Keys.Keyring;

    bytes32 internal constant ROTATION_TYPE =
        keccak256("Rotation(bytes32 house,bytes32 fromHash,bytes32 toHash,uint64 toEpoch)");
    bytes32 internal constant REPLACEMENT_TYPE =
        keccak256("Replacement(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 toHash)");
    bytes32 internal constant APPOINT_TYPE =
        keccak256("Appoint(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 guardians)");
    bytes32 internal constant REARM_TYPE =
        keccak256("Rearm(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 nothing)");
    bytes32 internal constant LIFT_TYPE =
        keccak256("Lift(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 nothing)");
    bytes32 internal constant TERMS_TYPE =
        keccak256("Terms(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 terms)");

    function orderDigest(bytes32 structType, uint256 number, bytes32 content) internal view returns (bytes32) {
        return signable(keccak256(abi.encode(structType, HOUSE, block.chainid, vault, number, content)));
    }

    function hotOrder(bytes32 structType, bytes32 content) internal view returns (Signatures memory) {
        return hot.sign(orderDigest(structType, sets.orderNumber(), content), Keys.quorum(hot.keys.length));
    }

    /// Both kinds of keys name other guardians.
    function appoint(address[] memory next) internal {
        bytes32 content = keccak256(abi.encode(next));
        Signatures memory byCold = cold.sign(orderDigest(APPOINT_TYPE, sets.orderNumber(), content), 3);
        sets.appoint(next, hot.set, hotOrder(APPOINT_TYPE, content), cold.set, byCold);
    }

    function link(Keys.Keyring memory from, Keys.Keyring memory to, SetKind kind)
        internal
        view
        returns (Rotation memory)
    {
        bytes32 digest = signable(
            keccak256(abi.encode(ROTATION_TYPE, HOUSE, hashOf(from.set, kind), hashOf(to.set, kind), to.set.epoch))
        );
        return Rotation({
            from: from.set,
            fromSignatures: from.sign(digest, Keys.quorum(from.keys.length)),
            to: to.set,
            toSignatures: to.sign(digest, Keys.quorum(to.keys.length))
        });
    }
}
