// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rotation} from "../../src/sets/Rotations.sol";
import {SetKind, Signatures} from "../../src/sets/SignerSet.sol";
import {Keys} from "../support/Keys.sol";
import {vm} from "../support/Vm.sol";
import {HouseActions} from "./HouseActions.sol";

/// What guardians and sets do.
abstract contract SetActions is HouseActions {
    using Keys for Keys.Keyring;

    uint64 private ringNumber = 1;
    Keys.Keyring private successor;

    /// INV 12
    function stop(uint256 caller) external timed {
        address who = caller % 4 == 0 ? MEMBER : GUARDIAN;
        bytes32 before = standing();
        vm.prank(who);
        try sets.stop() {
            if (who != GUARDIAN) breakWith("not a guardian's stop");
            if (vault.stopEndsAt() > block.timestamp + 72 hours) breakWith("a stop too long");
            if (standing() != before) breakWith("INV 12: a stop changed something");
            stops.push(Span(block.timestamp, vault.stopEndsAt(), 0));
        } catch {}
    }

    function resume(bool early) external timed {
        uint64 endsAt = vault.stopEndsAt();
        if (early) {
            try sets.lift(cold.set, cold.sign(orderDigest(LIFT_TYPE, endsAt, 0), 3)) {
                stops[stops.length - 1].resumedAt = block.timestamp;
            } catch {}
            return;
        }
        try vault.resume() {
            if (block.timestamp < endsAt) breakWith("resumed before its end");
            stops[stops.length - 1].resumedAt = block.timestamp;
        } catch {}
    }

    function rearm(bool isOld) external timed {
        Signatures memory signatures = isOld
            ? hot.sign(orderDigest(REARM_TYPE, sets.orderNumber() == 0 ? 0 : sets.orderNumber() - 1, 0), 3)
            : hotOrder(REARM_TYPE, 0);
        bool isFirst = sets.orderNumber() == 0;
        try sets.rearm(hot.set, signatures) {
            if (isOld && !isFirst) breakWith("an order twice");
        } catch {}
    }

    function rotate(bool skips) external timed {
        Keys.Keyring memory next = Keys.ring(
            string(abi.encode(ringNumber)), 4, hot.set.epoch + (skips ? 2 : 1)
        );
        Rotation[] memory links = new Rotation[](1);
        links[0] = link(hot, next, SetKind.hot);
        try sets.rotate(SetKind.hot, links) {
            if (skips) breakWith("INV 8: a set epoch was skipped");
            ringNumber += 1;
            successor = next;
        } catch {}
    }

    function activate() external timed {
        (bytes32 pending, uint64 provedAt) = sets.pendingSet(SetKind.hot);
        try sets.activate(SetKind.hot) {
            if (block.timestamp < provedAt + 24 hours) breakWith("a set before its delay");
            if (successor.set.epoch != lastSetEpoch + 1) breakWith("INV 8: set epochs");
            if (vault.hotSet() != pending) breakWith("another set");
            lastSetEpoch = successor.set.epoch;
            hot = successor;
        } catch {}
    }

    function replace() external timed {
        Keys.Keyring memory next = Keys.ring(string(abi.encode("cold's", ringNumber)), 4, hot.set.epoch + 1);
        bytes32 hash = hashOf(next.set, SetKind.hot);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, sets.replacements(), hash);
        uint64 endsAt = vault.stopEndsAt();
        try sets.replaceHot(cold.set, cold.sign(digest, 3), next.set, next.sign(digest, 3)) {
            if (endsAt == 0) breakWith("replaced while running");
            // A contradiction stops it without a guardian.
            if (stops.length > 0 && stops[stops.length - 1].resumedAt == 0) {
                stops[stops.length - 1].resumedAt = block.timestamp;
            }
            for (uint256 n = 0; n < struck.length; ++n) {
                isVoid[struck[n].number] = true;
            }
            ringNumber += 1;
            lastSetEpoch = next.set.epoch;
            hot = next;
        } catch {}
    }

    function refresh(uint256 back) external timed {
        uint64 signedAt = uint64(block.timestamp - back % 1 hours);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Refresh(bytes32 house,bytes32 setHash,uint64 timeSec)"),
                HOUSE,
                hashOf(cold.set, SetKind.cold),
                signedAt
            )
        );
        try sets.refresh(signedAt, cold.set, cold.sign(signable(structHash), 3)) {} catch {}
    }
}
