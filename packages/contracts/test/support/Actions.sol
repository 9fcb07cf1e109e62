// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../../src/checkpoints/Checkpoints.sol";
import {EntryKind, Target} from "../../src/inbox/Inbox.sol";
import {Rotation} from "../../src/sets/Rotations.sol";
import {SetKind, Signatures} from "../../src/sets/SignerSet.sol";
import {TokenTerms} from "../../src/tokens/Tokens.sol";
import {House} from "./House.sol";
import {Keys} from "./Keys.sol";
import {Answer, OddCoin} from "./OddCoin.sol";
import {Trees} from "./Trees.sol";
import {vm} from "./Vm.sol";

/// What anybody may do to a vault, in any order: each action tells the ghosts what it must have done.
contract Actions is House {
    using Keys for Keys.Keyring;

    /// Rows that a campaign queues at most: trees are hashed slowly here.
    uint256 private constant MOST_ROWS = 12;
    uint256 private constant MOST_STRUCK = 40;

    uint64 private ringNumber = 1;

    /// The clock is kept here: a call of a campaign is a transaction of its own, and its cheats end with it.
    uint256 private timeSec;
    uint256 private blockNumber;

    modifier timed() {
        vm.warp(timeSec);
        vm.roll(blockNumber);
        _;
    }

    function elapse(uint256 seconds_, uint256 blocks) private {
        (timeSec, blockNumber) = (timeSec + seconds_, blockNumber + blocks);
        vm.warp(timeSec);
        vm.roll(blockNumber);
    }

    constructor() {
        odd = new OddCoin();
        more.push(TokenTerms(address(odd), 1e15, 1_000));
        found(4);
        listed = [address(coin), address(odd)];
        (timeSec, blockNumber) = (block.timestamp, block.number);
        acc = vault.inboxAcc();
        for (uint256 n = 0; n < 3; ++n) {
            coin.mint(actors[n], 1e30);
            odd.mint(actors[n], 1e30);
            vm.prank(actors[n]);
            coin.approve(address(vault), type(uint256).max);
            vm.prank(actors[n]);
            odd.approve(address(vault), type(uint256).max);
        }
        deposit(0, 0, 1_000_000);
        deposit(1, 1, 1_000_000);
    }

    function isStopped() internal view returns (bool) {
        return block.timestamp < vault.stopEndsAt();
    }

    function deposit(uint256 actor, uint256 which, uint256 amount) public timed {
        address member = actors[actor % 3];
        which %= 2;
        amount %= 1e9;
        Target memory to = target(member);
        uint256 before = balanceOf(which);
        bool stopped = isStopped();
        vm.prank(member);
        try vault.deposit(listed[which], amount, to, "") {
            if (stopped) breakWith("a deposit while stopped");
            uint256 came = balanceOf(which) - before;
            cameIn[listed[which]] += came;
            enterGhost(EntryKind.deposit, member, to, listed[which], came, "");
        } catch {}
    }

    function request(uint256 actor, uint8 kind, bool isOrigin) external timed {
        address member = actors[actor % 3];
        Target memory to = target(actors[(actor >> 8) % 3]);
        EntryKind what = EntryKind(kind % 4);
        vm.prank(member, isOrigin ? member : address(0x0e1a));
        try vault.request(what, to, hex"01") {
            if (member != to.owner || !isOrigin || what == EntryKind.deposit) breakWith("another's request");
            enterGhost(what, member, to, address(0), 0, hex"01");
        } catch {}
    }

    /// INV 20
    function donate(uint256 which, uint256 amount) external timed {
        if (which % 2 == 0) coin.mint(address(vault), amount % 1e9);
        else odd.mint(address(vault), amount % 1e9);
    }

    /// A token takes from the vault what is not its due, stands still, or charges: the odd one only.
    function misbehave(uint256 how, uint256 amount) external timed {
        if (how % 4 == 0) {
            amount %= odd.balanceOf(address(vault)) / 20 + 1;
            vm.prank(address(vault));
            try odd.transfer(address(0xdead), amount) {} catch {}
        } else if (how % 4 == 1) {
            odd.set(amount % 100_000, 0, false, Answer.yes);
        } else if (how % 4 == 2) {
            odd.set(0, 0, true, Answer.yes);
        } else {
            odd.set(0, 0, false, Answer(amount % 4));
        }
        vault.sync(address(odd));
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
                uint64(rows.length) + 250, token, actors[actor % 3], uint96(amount), Lane(lane), queued[which][lane]
            )
        );
    }

    /// A checkpoint of what is, by whichever signers; some of another house, chain or vault, some that lie about the inbox.
    function strike(uint256 signers, uint256 spoil, uint256 ahead) external timed {
        if (struck.length >= MOST_STRUCK) return;
        Said memory said = sayNow();
        if (ahead % 8 == 1) said.inboxCount += 1;
        if (ahead % 8 == 2 && said.inboxCount > 0) said.inboxCount -= 1;
        Checkpoint memory checkpoint = checkpointNow();
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
            one.queued = queued;
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
            lastHeard = one.accepted.inboxCount;
            inForce = one;
        } catch {}
    }

    function sinceResumed() private view returns (uint256) {
        if (stops.length == 0) return type(uint256).max;
        Span memory last = stops[stops.length - 1];
        return last.endedAt == 0 ? 0 : block.timestamp - last.endedAt;
    }

    function advance(uint256 which) public timed {
        which %= 2;
        AssetRow memory row = assetRow(which, inForce.queued[which]);
        bytes32[] memory path = new bytes32[](1);
        path[0] = assetLeaves(inForce.queued)[1 - which];
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

    /// Balances, roots, sets, sums.
    function standing() private view returns (bytes32) {
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

    function resume(bool early) external timed {
        uint64 endsAt = vault.stopEndsAt();
        if (early) {
            try sets.lift(cold.set, cold.sign(orderDigest(LIFT_TYPE, endsAt, 0), 3)) {
                stops[stops.length - 1].endedAt = block.timestamp < endsAt ? block.timestamp : endsAt;
            } catch {}
            return;
        }
        try vault.resume() {
            if (block.timestamp < endsAt) breakWith("resumed before its end");
            stops[stops.length - 1].endedAt = block.timestamp;
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

    Keys.Keyring private successor;

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
            stops[stops.length - 1].endedAt = block.timestamp < endsAt ? block.timestamp : endsAt;
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

    /// Time passes as on a chain; mostly hours, now and then weeks, and sometimes without blocks.
    function wait(uint256 how, uint256 seconds_) external timed {
        if (how % 8 == 0) seconds_ %= 9 days;
        else if (how % 8 < 5) seconds_ %= 3 hours;
        else seconds_ %= 20 minutes;
        elapse(seconds_, how % 16 == 9 ? 1 : seconds_ / 12 + 1);
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

    function balanceOf(uint256 which) internal view returns (uint256) {
        return which == 0 ? coin.balanceOf(address(vault)) : odd.balanceOf(address(vault));
    }
}
