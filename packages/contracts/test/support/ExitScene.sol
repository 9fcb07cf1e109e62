// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ExitStored} from "../../src/exit/ExitStore.sol";
import {Cause, Phase} from "../../src/exit/Phase.sol";
import {SetKind} from "../../src/sets/SignerSet.sol";
import {ExitBook} from "./ExitBook.sol";
import {Keys} from "./Keys.sol";
import {vm} from "./Vm.sol";

/// A vault with one member and a token, which somebody would leave.
abstract contract ExitScene is ExitBook {
    using Keys for Keys.Keyring;

    function setUp() external {
        found(4);
        comeIn(MEMBER, 1_000_000);
        addAsset(address(coin), 1_000_000, 0, 1_000_000);
        addClaim(MEMBER, 1_000_000, 0, 0, 0);
        pass(10 minutes);
    }

    function inPhase(Phase phase, Cause cause) internal view {
        ExitStored.ExitWord memory word = hall.exitState();
        equal(uint256(word.phase), uint256(phase), "phase");
        equal(uint256(word.cause), uint256(cause), "cause");
    }

    function isUnderWay(Phase phase) internal {
        vm.expectRevert(abi.encodeWithSelector(ExitStored.ExitUnderWay.selector, phase));
    }

    function strikeOutside(uint64 heard) external {
        strike(heard);
    }

    function replaceHot() internal {
        Keys.Keyring memory next = Keys.ring("next", 5, 2);
        bytes32 hash = hashOf(next.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, sets.replacements(), hash);
        sets.replaceHot(cold.set, cold.sign(digest, 3), next.set, next.sign(digest, 5));
        hot = next;
    }
}
