// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EntryKind, Target} from "../../src/inbox/Inbox.sol";
import {Answer} from "../support/OddCoin.sol";
import {vm} from "../support/Vm.sol";
import {House} from "./House.sol";

/// What anybody does, time too.
abstract contract MemberActions is House {
    function balanceOf(uint256 which) internal view returns (uint256) {
        return which == 0 ? coin.balanceOf(address(vault)) : odd.balanceOf(address(vault));
    }

    function isStopped() internal view returns (bool) {
        return block.timestamp < vault.stopEndsAt();
    }

    /// Time passes as on a chain; mostly hours, now and then weeks, and sometimes without blocks.
    function wait(uint256 how, uint256 seconds_) external timed {
        if (how % 8 == 0) seconds_ %= 9 days;
        else if (how % 8 < 5) seconds_ %= 3 hours;
        else seconds_ %= 20 minutes;
        elapse(seconds_, how % 16 == 9 ? 1 : seconds_ / 12 + 1);
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
}
