// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cause, Phase} from "../src/exit/Phase.sol";
import {EntryKind} from "../src/inbox/Inbox.sol";
import {SetKind} from "../src/sets/SignerSet.sol";
import {Keys} from "./support/Keys.sol";
import {vm} from "./support/Vm.sol";
import {ExitScene} from "./support/ExitScene.sol";

/// A house that has hot and cold keys, and would end a request by contradicting itself.
contract ExitReplacedTest is ExitScene {
    using Keys for Keys.Keyring;

    /// A member's entry that is a week old; the house still signs.
    function censored() private returns (uint64 own) {
        enforceAll(1);
        own = askFor(MEMBER, EntryKind.withdraw);
        pass(7 days - 30 minutes);
        enforceAll(1);
    }

    function contradictNow() private {
        uint64 timeMs = uint64(block.timestamp * 1_000);
        contradict(signedOf(timeMs, keccak256("one")), signedOf(timeMs, keccak256("other")));
    }

    /// A set of other hot keys, by the cold ones.
    function replaceBy(string memory name, uint64 epoch) private {
        Keys.Keyring memory next = Keys.ring(name, 4, epoch);
        bytes32 digest = orderDigest(REPLACEMENT_TYPE, sets.replacements(), hashOf(next.set, SetKind.hot));
        sets.replaceHot(cold.set, cold.sign(digest, 3), next.set, next.sign(digest, 4));
        hot = next;
    }

    /// EXIT-014, EXIT-015: a house with hot and cold keys contradicts itself in the last minute and replaces its set, again and again.
    function test_aReplacementEndsNoRequestForAnEntry() external {
        uint64 own = censored();
        hall.requestExitForEntry(entries[own], chunkOf(own));
        uint256 requestedAt = block.timestamp;
        pass(2 days - 1);
        contradictNow();
        equal(hall.exitState().beginsAt, block.timestamp + 3 days, "three days for the cold keys");
        pass(1 hours);
        replaceBy("second", 2);
        inPhase(Phase.requested, Cause.unserved);
        equal(hall.exitState().requestedAt, requestedAt, "since it was asked for");
        equal(hall.exitState().beginsAt, requestedAt + 4 days, "and at its latest");
        pass(2 days - 2 hours);
        contradictNow();
        equal(hall.exitState().beginsAt, requestedAt + 4 days, "another one adds nothing");
        replaceBy("third", 3);
        vm.warp(requestedAt + 4 days);
        hall.beginExit(noList());
        inPhase(Phase.exit, Cause.unserved);
    }

    /// EXIT-009, EXIT-014: whoever hears it after the replacement is left by nobody; so is a house of which nobody asked before.
    function test_aReplacedSetThatHearsEndsIt() external {
        uint64 own = censored();
        hall.requestExitForEntry(entries[own], chunkOf(own));
        contradictNow();
        pass(1 days);
        replaceBy("second", 2);
        pass(10 minutes);
        enforceAll(own + 1);
        inPhase(Phase.none, Cause.none);
        pass(10 minutes);
        contradictNow();
        pass(1 hours);
        replaceBy("third", 3);
        inPhase(Phase.none, Cause.none);
    }

    /// EXIT-017: a house that hears nobody contradicts itself before any request, and replaces its set, again and again: whoever enters a
    /// request while it does is out of its reach from then on.
    function test_noLoopOfContradictionsKeepsAMemberIn() external {
        enforceAll(1);
        uint64 own;
        uint256 askedAt;
        for (uint64 n = 2; askedAt == 0; ++n) {
            contradictNow();
            if (n == 2) own = askFor(MEMBER, EntryKind.windDown);
            bool isOld = block.timestamp >= uint256(entries[own].timeSec) + 7 days;
            bytes32[] memory leaves = chunkOf(own);
            if (isOld) hall.requestExitForEntry(entries[own], leaves);
            if (isOld) askedAt = block.timestamp;
            pass(3 days - 1);
            replaceBy(n % 2 == 0 ? "even" : "odd", n);
        }
        isTrue(askedAt < uint256(entries[own].timeSec) + 10 days, "within a contradiction of its week");
        contradictNow();
        vm.warp(askedAt + 4 days);
        vm.roll(block.number + 150);
        hall.beginExit(noList());
        equal(uint256(hall.exitState().phase), uint256(Phase.exit), "out");
    }

    /// EXIT-012: an entry is shown beside a contradiction too.
    function test_anEntryBesideAContradictionKeepsItsClock() external {
        uint64 own = censored();
        contradictNow();
        hall.requestExitForEntry(entries[own], chunkOf(own));
        uint256 notedAt = block.timestamp;
        inPhase(Phase.requested, Cause.contradiction);
        pass(3 days - 1);
        replaceBy("second", 2);
        inPhase(Phase.requested, Cause.unserved);
        equal(hall.exitState().requestedAt, notedAt, "since it was noted");
        equal(hall.exitState().beginsAt, notedAt + 4 days, "time to hear it");
    }
}
