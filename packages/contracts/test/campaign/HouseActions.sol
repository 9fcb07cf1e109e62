// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../../src/checkpoints/Checkpoint.sol";
import {SetKind, Signatures} from "../../src/sets/SignerSet.sol";
import {Keys} from "../support/Keys.sol";
import {vm} from "../support/Vm.sol";
import {Trees} from "../support/Trees.sol";
import {MemberActions} from "./MemberActions.sol";

/// What a house and its relayers do: owe, strike, mature, raise, pay; and what they may not.
abstract contract HouseActions is MemberActions {
    using Keys for Keys.Keyring;

    /// Rows that a campaign queues at most: trees are hashed slowly here.
    uint256 private constant MOST_ROWS = 12;
    uint256 private constant MOST_STRUCK = 40;

    /// A house that lives and hears nobody any more.
    bool internal isDeaf;

    /// Balances, roots, sets, sums.
    function standing() internal view returns (bytes32) {
        (uint128 allowed, uint128 paid) = vault.flowOf(listed[0], Lane.main);
        (uint64 epoch, uint32 count, uint64 matured, uint64 heard) = vault.checkpointState();
        return keccak256(
            abi.encode(
                abi.encode(vault.heldAtoms(listed[0]), vault.heldAtoms(listed[1]), balanceOf(0), balanceOf(1)),
                abi.encode(vault.rootsInForce(), vault.hotSet(), sets.activeSet(SetKind.cold), vault.inboxAcc()),
                abi.encode(allowed, paid, epoch, count, matured, heard)
            )
        );
    }

    function owe(uint256 which, uint256 lane, uint256 actor, uint256 amount) external timed {
        if (rows.length >= MOST_ROWS) return;
        (which, lane) = (which % 2, lane % 3);
        address token = listed[which];
        uint256 left = cameIn[token] - owedAtoms[token];
        amount = amount % (left / 10 + 1);
        if (amount == 0) return;
        owedAtoms[token] += amount;
        queued[which][lane] += uint128(amount);
        owedTo[token][actors[actor % 3]] += amount;
        rows.push(
            OutboxRow(
                // Its low half is its place; two words of the bitmap.
                uint64(rows.length) | uint64(rows.length & 1) << 40, token, actors[actor % 3], uint96(amount), Lane(lane), queued[which][lane]
            )
        );
    }

    /// Mostly all; now and then one more than came in, or one less.
    function hears(uint256 ahead) private view returns (uint64 heard) {
        heard = vault.inboxCount();
        if (ahead % 8 == 1) heard += 1;
        if (ahead % 8 == 2 && heard > 0) heard -= 1;
        if (isDeaf) heard = lastHeard;
    }

    /// A checkpoint of what is, by whichever signers; some of another house, chain or vault, some that lie about the inbox.
    function strike(uint256 signers, uint256 spoil, uint256 ahead) external timed {
        if (struck.length >= MOST_STRUCK) return;
        Said memory said = sayNow(hears(ahead));
        Checkpoint memory checkpoint = checkpointNow();
        checkpoint.claimsRoot = Trees.rootOf(claimLeaves(booksAt(said.inboxCount)), 32);
        if (ahead % 16 == 3) checkpoint.timeMs += 1;
        if (ahead % 16 == 4) checkpoint.timeMs -= uint64(ahead >> 8) % 3_600_000;
        Section memory section = sectionOf(said);
        // Half of the time all sign.
        signers = signers % 2 == 0 ? 15 : (signers >> 1) % 16;
        bytes32 digest = digestOf(checkpoint, section, hot.set);
        Signatures memory signatures = hot.signBy(digest, signers);
        uint256 home = block.chainid;
        if (spoil % 16 == 1) vm.chainId(99);
        if (spoil % 16 == 2) signatures.compact = cold.signBy(digest, signers).compact;
        if (spoil % 16 == 3) section.assetsRoot = 0;
        uint256 count;
        for (uint256 n = 0; n < 4; ++n) {
            count += signers >> n & 1;
        }
        (uint64 epochBefore, uint32 countBefore,,) = vault.checkpointState();
        uint64 signedAt = vault.lastSignedAt();
        try vault.accept(checkpoint, section, hot.set, signatures) returns (uint32 number) {
            uint64 epoch = checkpoint.timeMs / 600_000;
            // INV 8, 9, 18, 21
            if (epoch <= lastEpoch || epoch <= epochBefore) breakWith("INV 8: an epoch that does not rise");
            if (3 * count <= 2 * 4) breakWith("INV 9: accepted without a quorum");
            if (spoil % 16 >= 1 && spoil % 16 <= 3) breakWith("INV 21: accepted what was not signed for it");
            if (checkpoint.timeMs > block.timestamp * 1_000) breakWith("an epoch ahead of the clock");
            if (block.timestamp > signedAt + 21 days) breakWith("a stale set");
            if (number != countBefore) breakWith("numbers are not in order");
            lastEpoch = epoch;
            lastAcceptedAt = block.timestamp;
            Struck storage one = struck.push();
            one.number = number;
            one.accepted.epoch = epoch;
            one.accepted.digest = digest;
            one.accepted.roots.stateRoot = checkpoint.stateRoot;
            one.accepted.roots.claimsRoot = checkpoint.claimsRoot;
            one.accepted.roots.outboxRoot = said.outboxRoot;
            one.accepted.roots.assetsRoot = said.assetsRoot;
            one.accepted.inboxCount = said.inboxCount;
            one.accepted.timeSec = uint64(block.timestamp);
            one.accepted.blockNumber = uint64(block.number);
            one.rowCount = rows.length;
            one.books = booksAt(said.inboxCount);
        } catch {}
        vm.chainId(home);
    }

    function mature(uint256 which) external timed {
        if (struck.length == 0) return;
        // Mostly one of the last.
        uint256 back = which % 8 % struck.length;
        Struck memory one = struck[struck.length - 1 - back];
        (,, uint64 before, uint64 heard) = vault.checkpointState();
        try vault.mature(one.number, one.accepted) {
            // INV 10, 17, and the order of epochs
            if (block.timestamp < one.accepted.timeSec + 30 minutes) breakWith("INV 10: in force before its time");
            if (block.number < one.accepted.blockNumber + 150) breakWith("INV 10: in force before its blocks");
            if (sinceResumed() < 30 minutes) breakWith("INV 10: a stop counted as ageing");
            if (vault.stopEndsAt() != 0) breakWith("in force while stopped");
            if (one.accepted.inboxCount > vault.inboxCount()) breakWith("INV 17: heard what has not come in");
            if (one.accepted.inboxCount < heard || one.accepted.inboxCount < lastHeard) breakWith("INV 17: heard less");
            if (one.accepted.epoch <= before) breakWith("INV 8: an older one in force");
            if (isVoid[one.number]) breakWith("a voided one in force");
            if (openAsked[one.number] != 0) breakWith("one in force of which a leaf is hidden");
            lastHeard = one.accepted.inboxCount;
            inForce = one;
        } catch {}
    }

    function sinceResumed() private view returns (uint256) {
        if (stops.length == 0) return type(uint256).max;
        Span memory last = stops[stops.length - 1];
        return last.resumedAt == 0 ? 0 : block.timestamp - last.resumedAt;
    }

    function advance(uint256 which) public timed {
        which %= 2;
        AssetRow memory row = assetRow(which, inForce.books);
        bytes32[] memory path = new bytes32[](1);
        path[0] = assetLeaves(inForce.books)[1 - which];
        uint256 part = vault.heldAtoms(listed[which]) / 100;
        bool stopped = isStopped();
        try vault.advance(row, which, path) {
            if (stopped) breakWith("advanced while stopped");
            for (uint256 lane = 0; lane < 3; ++lane) {
                (uint128 allowed,) = vault.flowOf(listed[which], Lane(lane));
                rises[listed[which]][lane].push(Rise(block.timestamp, allowed, part > 1_000 ? part : 1_000));
            }
        } catch {}
    }

    function pay(uint256 which, uint256 how) external timed {
        if (inForce.rowCount == 0) return;
        uint256 index = which % inForce.rowCount;
        OutboxRow memory row = rows[index];
        OutboxRow memory shown = rows[index];
        address to = row.recipient;
        bytes32[] memory path = siblings(firstRows(inForce.rowCount), index);
        if (how % 8 == 1) shown.amount += 1;
        if (how % 8 == 2) shown.nonce += 1;
        uint256 tokenOf = row.token == listed[0] ? 0 : 1;
        uint256 before = balanceOf(tokenOf);
        bool stopped = isStopped();
        bool isDone;
        if (how % 8 == 3) {
            to = address(0x1e5e);
            address caller = actors[(how >> 3) % 3];
            vm.prank(caller);
            try vault.payTo(shown, to, index, path) {
                isDone = true;
                if (caller != row.recipient) breakWith("another named the address");
            } catch {}
        } else {
            try vault.pay(shown, index, path) {
                isDone = true;
            } catch {}
        }
        if (!isDone) return;
        if (stopped) breakWith("paid while stopped");
        if (how % 8 == 1 || how % 8 == 2) breakWith("paid what was not signed");
        timesPaid[row.nonce] += 1;
        wentOut[row.token] += row.amount;
        paidByLane[row.token][uint256(row.lane)] += row.amount;
        if (before - balanceOf(tokenOf) > row.amount) breakWith("a token took too much");
    }

    /// INV 19: with any gas, a payment has its whole effect or none.
    function payWithLittleGas(uint256 which, uint256 gas_) external timed {
        if (inForce.rowCount == 0) return;
        uint256 index = which % inForce.rowCount;
        OutboxRow memory row = rows[index];
        bytes memory call =
            abi.encodeCall(vault.pay, (row, index, siblings(firstRows(inForce.rowCount), index)));
        bytes32 before = standing();
        bool wasPaid = vault.isPaid(row.nonce);
        (bool done,) = address(vault).call{gas: 21_000 + gas_ % 200_000}(call);
        if (done) {
            timesPaid[row.nonce] += 1;
            wentOut[row.token] += row.amount;
            paidByLane[row.token][uint256(row.lane)] += row.amount;
        } else if (standing() != before || vault.isPaid(row.nonce) != wasPaid) {
            breakWith("INV 19: half an effect");
        }
    }

    /// All the way of one payment: so that long ways are walked often.
    function wholeWay(uint256 which) external timed {
        this.strike(0, 0, 0);
        elapse(31 minutes, 155);
        this.mature(0);
        advance(which);
        this.pay(which >> 1, 0);
    }
}
