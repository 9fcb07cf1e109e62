// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {AssetRow, Lane, OutboxRow} from "../src/checkpoints/Checkpoint.sol";
import {Accepted, CheckpointStored} from "../src/checkpoints/CheckpointStore.sol";
import {Availability, Tree} from "../src/exit/Availability.sol";
import {Rate, ShownClaim} from "../src/exit/Claim.sol";
import {ExitHall} from "../src/exit/ExitHall.sol";
import {ExitStored} from "../src/exit/ExitStore.sol";
import {StopStored} from "../src/vault/StopStore.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// Takes a bond, and asks for another while it does.
contract Greedy {
    ExitHall private immutable HALL;
    bytes private call;
    bytes4 public refusal;

    constructor(ExitHall hall) {
        HALL = hall;
    }

    function plan(bytes calldata call_) external {
        call = call_;
    }

    receive() external payable {
        (bool isDone, bytes memory answer) = address(HALL).call(call);
        refusal = isDone ? bytes4(0) : bytes4(answer);
    }
}

/// Leaves that a quorum signed and somebody asks for before they count.
contract ExitAvailabilityTest is ExitBook {
    address private constant ASKER = address(0xa5);
    address private constant ANSWERER = address(0xa6);

    uint32 private number;
    Accepted private pending;
    bytes32[] private alone;

    function setUp() external {
        found(4);
        comeIn(MEMBER, 1_000_000);
        addClaim(MEMBER, 400_000, 0, 0, 0);
        addClaim(MEMBER, 0, 10, 0, 250_000);
        rows.push(OutboxRow(0, address(coin), MEMBER, 3, Lane.main, 3));
        rows.push(OutboxRow(1, address(coin), MEMBER, 4, Lane.main, 7));
        addAsset(address(coin), 1_000_000, 7, 900_000);
        pass(10 minutes);
        (number, pending) = strike(1);
        vm.deal(ASKER, 100 ether);
    }

    function ask(Tree tree, uint32 index) private {
        vm.prank(ASKER);
        hall.challenge{value: BOND}(number, pending, tree, index);
    }

    function notInForce() private {
        vm.expectRevert(abi.encodeWithSelector(ExitStored.DataChallenged.selector, number));
        vault.mature(number, pending);
    }

    /// EXIT-070, EXIT-071, EXIT-073
    function test_aLeafIsShownForItsBond() external {
        ask(Tree.claims, 1);
        ask(Tree.outbox, 1);
        ask(Tree.assets, 0);
        ask(Tree.claims, 2);
        equal(address(vault).balance, 4 * uint256(BOND), "bonds");
        equal(hall.openChallenges(number), 4, "open");
        isTrue(hall.challengeOf(number, Tree.outbox, 1).challenger == ASKER, "whose");
        pass(30 minutes);
        notInForce();
        hall.answerClaim(number, pending, shownClaim(1), ANSWERER);
        hall.answerPayment(number, pending, rows[1], rowPath(1), ANSWERER);
        hall.answerAsset(number, pending, assets[0], rates[0], assetPath(0), ANSWERER);
        notInForce();
        hall.answerEmpty(number, pending, Tree.claims, 2, emptyPath(allClaimLeaves(), 2), ANSWERER);
        equal(hall.openChallenges(number), 0, "none");
        equal(ANSWERER.balance, 4 * uint256(BOND), "its bonds");
        vault.mature(number, pending);
    }

    /// The path of an index of four at which nothing stands.
    function emptyPath(bytes32[] memory leaves, uint256 index) private pure returns (bytes32[] memory) {
        bytes32[] memory padded = new bytes32[](4);
        for (uint256 n = 0; n < leaves.length; ++n) {
            padded[n] = leaves[n];
        }
        return Trees.siblingsOf(padded, index);
    }

    /// EXIT-071: of every tree.
    function test_thatThereIsNothingIsAnAnswer() external {
        ask(Tree.outbox, 3);
        ask(Tree.assets, 2);
        bytes32[] memory path = emptyPath(Trees.outboxLeaves(rows), 3);
        vm.expectPartialRevert(Availability.WrongAnswer.selector);
        hall.answerEmpty(number, pending, Tree.assets, 3, path, ANSWERER);
        hall.answerEmpty(number, pending, Tree.outbox, 3, path, ANSWERER);
        hall.answerEmpty(number, pending, Tree.assets, 2, emptyPath(allAssetLeaves(), 2), ANSWERER);
        // What stands somewhere is not nothing.
        ask(Tree.outbox, 1);
        path = rowPath(1);
        vm.expectPartialRevert(Availability.WrongAnswer.selector);
        hall.answerEmpty(number, pending, Tree.outbox, 1, path, ANSWERER);
        equal(ANSWERER.balance, 2 * uint256(BOND), "its bonds");
    }

    /// EXIT-071: an answer is the leaf's own words.
    function test_anAnswerIsTheLeafThatWasAskedFor() external {
        ask(Tree.claims, 1);
        ShownClaim memory shown = shownClaim(1);
        shown.kept[0].amount += 1;
        vm.expectPartialRevert(Availability.WrongAnswer.selector);
        hall.answerClaim(number, pending, shown, ANSWERER);
        shown = shownClaim(0);
        vm.expectRevert(Availability.NotChallenged.selector);
        hall.answerClaim(number, pending, shown, ANSWERER);
        ask(Tree.assets, 0);
        Rate[] memory other = rates[0];
        other[0].rate += 1;
        bytes32[] memory path = assetPath(0);
        vm.expectPartialRevert(Availability.WrongAnswer.selector);
        hall.answerAsset(number, pending, assets[0], other, path, ANSWERER);
        AssetRow memory row = assets[0];
        row.claimTotal += 1;
        vm.expectPartialRevert(Availability.WrongAnswer.selector);
        hall.answerAsset(number, pending, row, rates[0], path, ANSWERER);
        ask(Tree.outbox, 0);
        OutboxRow memory payment = rows[0];
        payment.amount += 1;
        path = rowPath(0);
        vm.expectPartialRevert(Availability.WrongAnswer.selector);
        hall.answerPayment(number, pending, payment, path, ANSWERER);
        Accepted memory forged = pending;
        forged.roots.outboxRoot = keccak256("mine");
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, number));
        hall.answerPayment(number, forged, payment, path, ANSWERER);
        notInForce();
    }

    /// EXIT-070
    function test_aQuestionIsOfWhatIsAcceptedAndNotInForce() external {
        vm.prank(ASKER);
        vm.expectRevert(abi.encodeWithSelector(Availability.WrongBond.selector, BOND));
        hall.challenge{value: BOND - 1}(number, pending, Tree.claims, 0);
        Accepted memory forged = pending;
        forged.epoch += 1;
        vm.prank(ASKER);
        vm.expectRevert(abi.encodeWithSelector(CheckpointStored.NotAccepted.selector, number));
        hall.challenge{value: BOND}(number, forged, Tree.claims, 0);
        ask(Tree.claims, 0);
        vm.prank(ASKER);
        vm.expectRevert(Availability.AlreadyChallenged.selector);
        hall.challenge{value: BOND}(number, pending, Tree.claims, 0);
        hall.answerClaim(number, pending, shownClaim(0), ANSWERER);
        pass(30 minutes);
        vault.mature(number, pending);
        vm.prank(ASKER);
        vm.expectRevert(abi.encodeWithSelector(Availability.AlreadyInForce.selector, pending.epoch));
        hall.challenge{value: BOND}(number, pending, Tree.claims, 0);
        exitBySilence(listOf(pending));
        vm.prank(ASKER);
        vm.expectRevert(StopStored.InExit.selector);
        hall.challenge{value: BOND}(number, pending, Tree.claims, 0);
    }

    /// EXIT-072, EXIT-073, EXIT-075
    function test_whatNobodyShowsIsNeverInForce() external {
        ask(Tree.claims, 1);
        uint256 until = block.timestamp + 1 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(Availability.AnswerNotTooLate.selector, until));
        hall.reclaimBond(number, Tree.claims, 1);
        pass(12);
        ShownClaim memory shown = shownClaim(1);
        vm.expectRevert(abi.encodeWithSelector(Availability.AnswerTooLate.selector, until));
        hall.answerClaim(number, pending, shown, ANSWERER);
        hall.reclaimBond(number, Tree.claims, 1);
        equal(ASKER.balance, 100 ether, "its bond");
        vm.expectRevert(Availability.NotChallenged.selector);
        hall.reclaimBond(number, Tree.claims, 1);
        vm.expectRevert(Availability.NotChallenged.selector);
        hall.answerClaim(number, pending, shown, ANSWERER);
        notInForce();
        // A later one is another matter.
        (uint32 next, Accepted memory later) = strike(1);
        pass(30 minutes);
        vault.mature(next, later);
    }

    /// EXIT-072: at the last second an answer counts.
    function test_anAnswerHasADay() external {
        ask(Tree.claims, 1);
        vm.warp(block.timestamp + 1 days);
        hall.answerClaim(number, pending, shownClaim(1), ANSWERER);
        equal(ANSWERER.balance, BOND, "its bond");
    }

    /// EXIT-023, EXIT-073: a quorum that signs and hides is not what all are paid by.
    function test_aHiddenWordIsNotPaidBy() external {
        pass(30 minutes);
        vault.mature(number, pending);
        Accepted memory old = pending;
        (number, pending) = strike(1);
        ask(Tree.claims, 0);
        pass(8 days);
        hall.requestExitForSilence();
        pass(2 days);
        Accepted[] memory both = new Accepted[](2);
        (both[0], both[1]) = (pending, old);
        hall.beginExit(both);
        equal(hall.exitState().epochX, old.epoch, "the one before");
    }

    /// EXIT-074: a question in the last minute of the grace leaves time for its answer.
    function test_aLateQuestionPostponesTheExit() external {
        pass(8 days);
        hall.requestExitForSilence();
        pass(2 days - 1 minutes);
        (number, pending) = strikeAt(block.timestamp - 3 days, 1);
        ask(Tree.claims, 0);
        uint256 until = block.timestamp + 1 days;
        equal(hall.exitState().beginsAt, until, "postponed");
        pass(1 hours);
        vm.expectPartialRevert(bytes4(keccak256("TooEarly(uint64,uint64)")));
        hall.beginExit(listOf(pending));
        hall.answerClaim(number, pending, shownClaim(0), ANSWERER);
        vm.warp(until);
        hall.beginExit(listOf(pending));
        equal(hall.exitState().epochX, pending.epoch, "by what was shown");
    }

    /// EXIT-022, EXIT-074: questions do not hold an exit up for good, and each one that is answered costs its bond.
    function test_questionsPostponeToTheLatestTimeAtMost() external {
        pass(8 days);
        hall.requestExitForSilence();
        uint256 latest = block.timestamp + 4 days;
        for (uint32 n = 0; n < 4; ++n) {
            pass(1 days - 1 hours);
            (number, pending) = strikeAt(latest - 9 days + n * 1 hours, 1);
            ask(Tree.claims, n & 1);
            hall.answerClaim(number, pending, shownClaim(n & 1), ANSWERER);
        }
        equal(hall.exitState().beginsAt, latest, "no later");
        pass(latest - block.timestamp);
        hall.beginExit(listOf(pending));
        equal(ANSWERER.balance, 4 * uint256(BOND), "the price of it");
    }

    /// EXIT-071: whoever takes a bond finds nothing open, and one that does not take it is refused.
    function test_aBondIsGivenOnce() external {
        Greedy greedy = new Greedy(hall);
        ask(Tree.claims, 0);
        ask(Tree.claims, 1);
        greedy.plan(abi.encodeCall(hall.answerClaim, (number, pending, shownClaim(1), address(greedy))));
        hall.answerClaim(number, pending, shownClaim(0), address(greedy));
        isTrue(greedy.refusal() == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, "as under way");
        equal(address(greedy).balance, BOND, "one");
        ShownClaim memory shown = shownClaim(1);
        vm.expectRevert(Availability.BondNotTaken.selector);
        hall.answerClaim(number, pending, shown, address(coin));
        vm.expectRevert(Availability.BondNotTaken.selector);
        hall.answerClaim(number, pending, shown, address(vault));
        hall.answerClaim(number, pending, shown, ANSWERER);
        equal(address(vault).balance, 0, "none is left");
    }

    /// EXIT-070: whoever asks for the next leaf before his own answer to the last would keep a word out of force for the gas alone.
    function test_nobodyAsksOnceItHasAged() external {
        ask(Tree.claims, 1);
        pass(30 minutes - 1);
        ask(Tree.claims, 2);
        pass(13);
        vm.prank(ASKER);
        vm.expectRevert(abi.encodeWithSelector(Availability.AlreadyInForce.selector, pending.epoch));
        hall.challenge{value: BOND}(number, pending, Tree.claims, 3);
        hall.answerClaim(number, pending, shownClaim(1), ANSWERER);
        notInForce();
        hall.answerEmpty(number, pending, Tree.claims, 2, emptyPath(allClaimLeaves(), 2), ANSWERER);
        vault.mature(number, pending);
    }
}
