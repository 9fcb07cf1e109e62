// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow} from "../../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../../src/checkpoints/CheckpointStore.sol";
import {Tree} from "../../src/exit/Availability.sol";
import {Rate, ShownClaim} from "../../src/exit/Claim.sol";
import {Entry} from "../../src/exit/Entry.sol";
import {ExitStored} from "../../src/exit/ExitStore.sol";
import {Cause, Phase} from "../../src/exit/Phase.sol";
import {Signed} from "../../src/exit/Signed.sol";
import {EntryKind} from "../../src/inbox/Inbox.sol";
import {SetKind} from "../../src/sets/SignerSet.sol";
import {Keys} from "../support/Keys.sol";
import {Trees} from "../support/Trees.sol";
import {vm} from "../support/Vm.sol";
import {SetActions} from "./SetActions.sol";

/// What everybody does when the house is silent, deaf or two-tongued, and in exit.
abstract contract ExitActions is SetActions {
    using Keys for Keys.Keyring;

    /// As the exit began.
    bytes32 internal standingThen;
    bool internal isLeft;
    mapping(address token => uint256) internal exitedAtoms;
    /// What a token could pay when it was settled.
    mapping(address token => uint256) internal haveThen;
    mapping(address token => mapping(uint256 actor => uint256)) internal timesClaimed;
    mapping(uint256 index => uint256) internal timesRefunded;
    /// How many payments an exit made, of all of a campaign.
    uint256 internal exitPayments;

    Rate[] private noRates;

    /// All that an exit never changes.
    function unchanged() internal view returns (bytes32) {
        (uint64 epoch, uint32 count, uint64 matured, uint64 heard) = vault.checkpointState();
        return keccak256(
            abi.encode(
                abi.encode(epoch, count, matured, heard, vault.rootsInForce(), vault.hotSet()),
                abi.encode(vault.inboxCount(), vault.inboxAcc(), vault.stopEndsAt(), hall.exitState())
            )
        );
    }

    function hasPhase(Phase phase) internal view returns (bool) {
        return hall.exitState().phase == phase;
    }

    /// From now on, or no longer, the house hears nobody.
    function deafen(uint256 how) external timed {
        isDeaf = how % 3 == 0;
    }

    function askForSilence() external timed {
        Phase before = hall.exitState().phase;
        try hall.requestExitForSilence() {
            if (block.timestamp < lastAcceptedAt + 7 days) breakWith("asked before seven silent days");
            if (before != Phase.none) breakWith("asked twice");
        } catch {}
    }

    function chunk(uint256 index) private view returns (bytes32[] memory leaves) {
        uint256 first = index & ~uint256(63);
        uint256 last = first + 64 < entered.length ? first + 64 : entered.length;
        leaves = new bytes32[](last - first);
        for (uint256 n = first; n < last; ++n) {
            leaves[n - first] = keccak256(abi.encode(keccak256("novate.inbox.leaf.v1"), entered[n]));
        }
    }

    function askForEntry(uint256 which) external timed {
        uint256 index = which % entered.length;
        Entry memory one = entered[index];
        try hall.requestExitForEntry(one, chunk(index)) {
            if (block.timestamp < one.timeSec + 7 days) breakWith("asked for a young entry");
            if (index < lastHeard) breakWith("asked for one that was heard");
        } catch {}
    }

    /// Seldom: a set that contradicts itself has little more to do.
    function contradict(uint256 how) external timed {
        if (how % 16 != 0) return;
        uint64 timeMs = uint64(block.timestamp * 1_000);
        Signed memory first = Signed(1, timeMs, bytes32(0), bytes32(0), bytes32(0), bytes32(0));
        Signed memory second = Signed(2, timeMs, bytes32(0), bytes32(0), bytes32(0), bytes32(0));
        try hall.requestExitForContradiction(
            hot.set, first, hot.sign(digestOfSigned(first), 3), second, hot.sign(digestOfSigned(second), 3)
        ) {
            if (vault.stopEndsAt() < block.timestamp + 72 hours) breakWith("not stopped");
        } catch {}
    }

    function digestOfSigned(Signed memory one) private view returns (bytes32) {
        return signable(
            keccak256(abi.encode(CHECKPOINT_TYPE, HOUSE, one.timeMs / 600_000, one, hashOf(hot.set, SetKind.hot)))
        );
    }

    function question(uint256 which, uint256 index) external timed {
        if (struck.length == 0) return;
        Struck memory one = struck[struck.length - 1 - which % 2 % struck.length];
        index %= 4;
        vm.deal(address(this), BOND);
        try hall.challenge{value: BOND}(one.number, one.accepted, Tree.claims, uint32(index)) {
            if (isAsked[one.number][index] || isLeft) breakWith("asked twice, or too late");
            isAsked[one.number][index] = true;
            openAsked[one.number] += 1;
        } catch {}
    }

    function answer(uint256 which, uint256 index) external timed {
        if (struck.length == 0) return;
        Struck memory one = struck[struck.length - 1 - which % 2 % struck.length];
        index %= 4;
        bytes32[] memory path = Trees.siblingsOf(claimLeaves(one.books), index);
        address to = address(0xb0d);
        bool isDone;
        if (index == 3) {
            try hall.answerEmpty(one.number, one.accepted, Tree.claims, 3, path, to) {
                isDone = true;
            } catch {}
        } else {
            ShownClaim memory shown = claimOf(one.books, index);
            shown.siblings = path;
            try hall.answerClaim(one.number, one.accepted, shown, to) {
                isDone = true;
            } catch {}
        }
        if (!isDone) return;
        if (!isAsked[one.number][index]) breakWith("a bond that nobody gave");
        isAsked[one.number][index] = false;
        openAsked[one.number] -= 1;
    }

    /// The accepted ones that the vault keeps, the newest first.
    function kept() internal view returns (Accepted[] memory list) {
        uint256 count;
        for (uint256 n = struck.length; n > 0 && n + 16 > struck.length; --n) {
            if (!isVoid[struck[n - 1].number]) ++count;
        }
        list = new Accepted[](count);
        count = 0;
        for (uint256 n = struck.length; n > 0 && n + 16 > struck.length; --n) {
            if (!isVoid[struck[n - 1].number]) list[count++] = struck[n - 1].accepted;
        }
    }

    function begin() public timed {
        ExitStored.ExitWord memory word = hall.exitState();
        try hall.beginExit(kept()) {
            if (word.phase != Phase.requested) breakWith("begun unasked");
            uint256 grace = word.cause == Cause.contradiction ? 3 days : 2 days;
            if (block.timestamp < word.requestedAt + grace) breakWith("begun in the grace");
            if (block.number < uint256(word.requestedBlock) + 150) breakWith("begun before its blocks");
            (,, uint64 matured, uint64 heard) = vault.checkpointState();
            takeForce(matured, heard, word.cause);
            if (hasPhase(Phase.none)) {
                if (word.cause != Cause.unserved) breakWith("ended by nothing");
                return;
            }
            isLeft = true;
            standingThen = unchanged();
        } catch {}
    }

    /// What came into force as the exit began is the newest that had aged, and that nobody missed a leaf of.
    function takeForce(uint64 matured, uint64 heard, Cause cause) private {
        if (matured == inForce.accepted.epoch) return;
        if (cause == Cause.contradiction) breakWith("a contradicted one in force");
        for (uint256 n = 0; n < struck.length; ++n) {
            if (struck[n].accepted.epoch != matured) continue;
            if (isVoid[struck[n].number]) breakWith("a voided one is what is paid by");
            if (openAsked[struck[n].number] != 0) breakWith("a hidden one is what is paid by");
            if (block.timestamp < struck[n].accepted.timeSec + 30 minutes) breakWith("INV 10: a young one is paid by");
            (inForce, lastHeard) = (struck[n], heard);
        }
        if (inForce.accepted.epoch != matured) breakWith("an unknown one is what is paid by");
    }

    AssetRow[] private noAssets;

    function settleToken(uint256 which, bool isUnlisted) public timed {
        which %= 2;
        if (isUnlisted) nobodyShowsAListedTokenUnlisted(which);
        address token = listed[which];
        uint256 held = vault.heldAtoms(token);
        uint256 balance = balanceOf(which);
        bool isFirst = hall.settledOf(token).owedAtoms == 0;
        bool isDone;
        if (isUnlisted) {
            try hall.settleUnlisted(token, noAssets) {
                isDone = true;
            } catch {}
        } else {
            AssetRow memory row = assetRow(which, inForce.books);
            bytes32[] memory path = new bytes32[](1);
            path[0] = assetLeaves(inForce.books)[1 - which];
            try hall.settle(row, path) {
                isDone = true;
            } catch {}
        }
        if (!isDone) return;
        if (!isLeft) breakWith("settled before the exit");
        if (isFirst && hall.settledOf(token).owedAtoms != 0) haveThen[token] = balance < held ? balance : held;
    }

    /// INV 7: all rows of the word name both tokens, so that none of what was heard goes back.
    function nobodyShowsAListedTokenUnlisted(uint256 which) private {
        if (!isLeft || inForce.accepted.epoch == 0) return;
        AssetRow[] memory all = new AssetRow[](2);
        (all[0], all[1]) = (assetRow(0, inForce.books), assetRow(1, inForce.books));
        try hall.settleUnlisted(listed[which], all) {
            breakWith("a listed token was shown unlisted");
        } catch {}
    }

    /// INV 6, 15: once, and the same part of what is owed as everybody's.
    function claim(uint256 actor, uint256 which, bool isOwn) public timed {
        (actor, which) = (actor % 3, which % 2);
        ShownClaim memory shown = claimOf(inForce.books, actor);
        shown.siblings = Trees.siblingsOf(claimLeaves(inForce.books), actor);
        address to = isOwn ? address(0x0b3) : actors[actor];
        if (isOwn) vm.prank(actors[actor]);
        uint256 before = balanceOf(which);
        try hall.exitClaim(shown, listed[which], noRates, to) {
            timesClaimed[listed[which]][actor] += 1;
            left(which, before, inForce.books.each[which]);
        } catch {}
    }

    function payOwed(uint256 which) public timed {
        if (inForce.rowCount == 0) return;
        uint256 index = which % inForce.rowCount;
        bytes32[] memory path = siblings(firstRows(inForce.rowCount), index);
        uint256 token = rows[index].token == listed[0] ? 0 : 1;
        uint256 before = balanceOf(token);
        try hall.exitPayment(rows[index], path, rows[index].recipient) {
            timesPaid[rows[index].nonce] += 1;
            left(token, before, rows[index].amount);
        } catch {}
    }

    /// INV 7
    function refund(uint256 which) public timed {
        uint256 index = which % entered.length;
        Entry memory one = entered[index];
        uint256 token = one.token == listed[0] ? 0 : 1;
        uint256 before = balanceOf(token);
        try hall.exitRefund(one, chunk(index), one.sender) {
            if (one.kind != uint256(EntryKind.deposit)) breakWith("INV 7: a request paid back");
            if (index < lastHeard) breakWith("INV 7: one paid back that was heard");
            timesRefunded[index] += 1;
            left(token, before, one.amount);
        } catch {}
    }

    /// INV 15: what left is its part.
    function left(uint256 which, uint256 before, uint256 owed) private {
        ExitStored.Settled memory settled = hall.settledOf(listed[which]);
        uint256 share = owed * settled.haveAtoms / settled.owedAtoms;
        if (!isLeft) breakWith("paid before the exit");
        if (before - balanceOf(which) > share) breakWith("INV 15: more than its part left");
        exitedAtoms[listed[which]] += share;
        exitPayments += 1;
    }

    /// All the way out, now and then: so that long ways are walked often.
    function wayOut(uint256 how) external {
        if (how % 8 != 0) return;
        elapse(8 days, 57_600);
        this.askForSilence();
        elapse(2 days, 14_400);
        begin();
        for (uint256 which = 0; which < 2; ++which) {
            settleToken(which, false);
            claim(how >> 8, which, false);
            refund(how >> 16);
            payOwed(how >> 24);
        }
    }

    /// INV 13: from whatever state, without a key, in two rounds at most: one that was mended needs another.
    function leaveByTime() external returns (bool) {
        for (uint256 round = 0; round < 2 && !isLeft; ++round) {
            if (hasPhase(Phase.none)) {
                elapse(8 days, 57_600);
                this.askForSilence();
            }
            elapse(4 days, 28_800);
            begin();
        }
        return isLeft;
    }
}
