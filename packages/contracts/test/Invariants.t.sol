// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lane} from "../src/checkpoints/Checkpoint.sol";
import {Actions} from "./campaign/Actions.sol";
import {Asserts} from "./support/Asserts.sol";

/// What holds after everything that `Actions` does, in any order. Numbers are those of the protocol's list.
///
/// Here: 1 to 21. 22 and 23 are in OddTokens, ExitOddTokens and Reentrancy; 24 and 25 are the engine's.
contract Campaign is Actions {
    /// INV 1: held = deposited − paid − exited.
    function INV01_heldIsWhatCameInLessWhatLeft() public view {
        for (uint256 n = 0; n < 2; ++n) {
            uint256 out = wentOut[listed[n]] + exitedAtoms[listed[n]];
            equal(vault.heldAtoms(listed[n]), cameIn[listed[n]] - out, "INV 1");
        }
    }

    /// INV 2: balanceOf ≥ held − shortfall, as the last `sync` saw it; the sound coin at every moment.
    function INV02_whatIsHeldIsThere() public view {
        isTrue(balanceOf(0) >= vault.heldAtoms(listed[0]), "INV 2: sound");
        (uint96 shortfall,) = vault.impairmentOf(listed[0]);
        equal(shortfall, 0, "INV 2: no shortfall");
        (shortfall,) = vault.impairmentOf(listed[1]);
        isTrue(shortfall <= cameIn[listed[1]], "INV 2: a shortfall is of what was held");
    }

    /// INV 3, INV 4: paid ≤ allowedCum ≤ the matured queuedCum; growth by the hour and by the day.
    function INV03_INV04_lanesAreBounded() public view {
        for (uint256 which = 0; which < 2; ++which) {
            for (uint256 lane = 0; lane < 3; ++lane) {
                (uint128 allowed, uint128 paid) = vault.flowOf(listed[which], Lane(lane));
                equal(paid, paidByLane[listed[which]][lane], "INV 3: counted");
                isTrue(paid <= allowed, "INV 3");
                isTrue(allowed <= inForce.books.queued[which][lane], "INV 4: above what is queued");
                growthIsBounded(rises[listed[which]][lane]);
            }
        }
    }

    function growthIsBounded(Rise[] storage all) private view {
        if (all.length == 0) return;
        Rise memory last = all[all.length - 1];
        uint256 limit = last.limit;
        for (uint256 n = all.length; n > 0; --n) {
            Rise memory one = all[n - 1];
            if (one.limit > limit) limit = one.limit;
            uint256 elapsed = last.timeSec - one.timeSec;
            if (elapsed <= 1 hours) isTrue(last.sum - one.sum <= limit, "INV 4: by the hour");
            if (elapsed <= 1 days) isTrue(last.sum - one.sum <= 10 * limit, "INV 4: by the day");
            else break;
        }
    }

    /// INV 5: a nonce pays once.
    function INV05_aNoncePaysOnce() public view {
        for (uint256 n = 0; n < rows.length; ++n) {
            isTrue(timesPaid[rows[n].nonce] <= 1, "INV 5");
            isTrue(vault.isPaid(rows[n].nonce) == (timesPaid[rows[n].nonce] == 1), "INV 5: the bit");
        }
    }

    /// INV 8, 9, 10, 12, 17, 18, 19, 21 and what else an action saw by itself.
    function INV08_toINV21_asActionsSawThem() public view {
        isTrue(bytes(broken).length == 0, broken);
    }

    /// INV 8: epochs rise, set epochs step by one.
    function INV08_epochsAreTheLast() public view {
        (uint64 epoch,, uint64 matured,) = vault.checkpointState();
        equal(epoch, lastEpoch, "INV 8");
        equal(matured, inForce.accepted.epoch, "INV 8: in force");
        equal(hot.set.epoch, lastSetEpoch, "INV 8: sets");
    }

    /// INV 11: stopped for five days of any thirty at most.
    function INV11_stopsAreBounded() public view {
        isTrue(stoppedLately() <= 5 days, "INV 11");
    }

    /// INV 16: `acc` is the fold of what came in.
    function INV16_theInboxIsItsFold() public view {
        equal(vault.inboxCount(), entries, "INV 16: count");
        equal(vault.inboxAcc(), acc, "INV 16");
        isTrue(acc != 0, "INV 16: never zero");
    }

    /// INV 17: what was heard is monotone and has come in.
    function INV17_heardIsMonotone() public view {
        (,,, uint64 heard) = vault.checkpointState();
        equal(heard, lastHeard, "INV 17");
        isTrue(heard <= vault.inboxCount(), "INV 17: came in");
    }

    /// INV 18: no zero is in force.
    function INV18_noZeroIsInForce() public view {
        isTrue(vault.hotSet() != 0, "INV 18: set");
        (,, uint64 matured,) = vault.checkpointState();
        isTrue(matured == 0 || vault.rootsInForce().outboxRoot != 0, "INV 18: root");
    }

    /// INV 6: an account exits once in a token. INV 7: an unheard deposit goes back once; who was heard never sees it.
    function INV06_INV07_onceEach() public view {
        for (uint256 actor = 0; actor < 3; ++actor) {
            for (uint256 which = 0; which < 2; ++which) {
                uint256 times = timesClaimed[listed[which]][actor];
                isTrue(times <= 1, "INV 6");
                isTrue(hall.isClaimed(listed[which], uint32(actor)) == (times == 1), "INV 6: the bit");
            }
        }
        for (uint256 n = 0; n < entered.length; ++n) {
            isTrue(timesRefunded[n] <= (n < lastHeard ? 0 : 1), "INV 7");
            isTrue(hall.isRefunded(uint64(n)) == (timesRefunded[n] == 1), "INV 7: the bit");
        }
    }

    /// INV 14: an exit admits no acceptance, rotation, deposit, pause, and has no end.
    function INV14_anExitAdmitsNothing() public view {
        if (isLeft) equal(unchanged(), standingThen, "INV 14");
    }

    /// INV 15: exit payments are no more than there was.
    function INV15_exitPaymentsAreBounded() public view {
        for (uint256 which = 0; which < 2; ++which) {
            isTrue(exitedAtoms[listed[which]] <= haveThen[listed[which]], "INV 15");
        }
    }

    function check() external timed {
        INV06_INV07_onceEach();
        INV14_anExitAdmitsNothing();
        INV15_exitPaymentsAreBounded();
        INV01_heldIsWhatCameInLessWhatLeft();
        INV02_whatIsHeldIsThere();
        INV03_INV04_lanesAreBounded();
        INV05_aNoncePaysOnce();
        INV08_toINV21_asActionsSawThem();
        INV08_epochsAreTheLast();
        INV11_stopsAreBounded();
        INV16_theInboxIsItsFold();
        INV17_heardIsMonotone();
        INV18_noZeroIsInForce();
    }

    /// How far a campaign came: checkpoints accepted, rows paid.
    function reached() external view returns (uint256 accepted, uint256 paid) {
        if (isLeft) return (struck.length, exitPayments);
        for (uint256 n = 0; n < rows.length; ++n) {
            paid += timesPaid[rows[n].nonce];
        }
        return (struck.length, paid);
    }
}

contract InvariantTest is Asserts {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Campaign private campaign;

    function setUp() external {
        campaign = new Campaign();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(campaign);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[30] memory all = [
            campaign.deposit.selector,
            campaign.request.selector,
            campaign.donate.selector,
            campaign.misbehave.selector,
            campaign.owe.selector,
            campaign.strike.selector,
            campaign.mature.selector,
            campaign.advance.selector,
            campaign.pay.selector,
            campaign.stop.selector,
            campaign.resume.selector,
            campaign.rearm.selector,
            campaign.rotate.selector,
            campaign.activate.selector,
            campaign.replace.selector,
            campaign.refresh.selector,
            campaign.wait.selector,
            campaign.wholeWay.selector,
            campaign.deafen.selector,
            campaign.askForSilence.selector,
            campaign.askForEntry.selector,
            campaign.contradict.selector,
            campaign.question.selector,
            campaign.answer.selector,
            campaign.begin.selector,
            campaign.settleToken.selector,
            campaign.claim.selector,
            campaign.payOwed.selector,
            campaign.refund.selector,
            campaign.wayOut.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0].addr = address(campaign);
        targets[0].selectors = new bytes4[](all.length + 1);
        for (uint256 n = 0; n < all.length; ++n) {
            targets[0].selectors[n] = all[n];
        }
        targets[0].selectors[all.length] = campaign.payWithLittleGas.selector;
    }

    function invariant_ofTheVault() external {
        campaign.check();
    }

    /// EXIT-026: INV 13, where each campaign has ended.
    function afterInvariant() external {
        isTrue(campaign.leaveByTime(), "INV 13: no way out");
        campaign.check();
    }

    /// EXIT-026: whoever is heard, and whoever is not, is paid in exit; a campaign that never leaves would prove nothing.
    function test_theWayOutIsWalked() external {
        campaign.owe(0, 0, 0, 900);
        campaign.owe(0, 0, 1, 900);
        campaign.wait(1, 11 minutes);
        campaign.wholeWay(0);
        campaign.deposit(2, 0, 500);
        campaign.wayOut(257 << 16);
        (, uint256 paid) = campaign.reached();
        equal(paid, 4, "a claim and a refund in a token, a claim in the other, and the row");
        campaign.check();
        isTrue(campaign.leaveByTime(), "it has left");
    }

    /// EXIT-026
    function test_everyCauseIsReached() external {
        campaign.wholeWay(0);
        campaign.deafen(0);
        campaign.request(0, 2, true);
        campaign.wait(8, 8 days);
        campaign.askForEntry(2);
        campaign.contradict(0);
        campaign.wait(8, 3 days);
        campaign.begin();
        campaign.check();
        isTrue(campaign.leaveByTime(), "it has left");
    }

    /// The actions do come through: a campaign that pays nothing would prove nothing.
    function test_theWayIsWalked() external {
        campaign.owe(0, 0, 0, 900);
        campaign.owe(1, 1, 1, 900);
        campaign.wait(1, 11 minutes);
        campaign.wholeWay(0);
        campaign.advance(1);
        campaign.pay(1, 0);
        (uint256 accepted, uint256 paid) = campaign.reached();
        equal(accepted, 1, "accepted");
        equal(paid, 2, "paid");
        campaign.check();
    }
}
