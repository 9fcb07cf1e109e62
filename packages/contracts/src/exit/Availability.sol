// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Leaves, OutboxRow} from "../checkpoints/Checkpoint.sol";
import {Accepted} from "../checkpoints/CheckpointStore.sol";
import {Sha256Tree} from "../trees/Sha256Tree.sol";
import {Claims, Rate, ShownClaim} from "./Claim.sol";
import {Cause, Phase} from "./Phase.sol";
import {Requests} from "./Requests.sol";

/// Trees of a checkpoint of which a leaf may be asked for.
enum Tree {
    claims,
    outbox,
    assets
}

/// A quorum that signs and hides what it signed could ask a price for every exit. So anyone may ask for a leaf of a checkpoint
/// before it is in force; without an answer it never is.
abstract contract Availability is Requests {
    event Challenged(uint32 indexed number, Tree indexed tree, uint32 index, address challenger, uint64 until);
    event Answered(uint32 indexed number, Tree indexed tree, uint32 index);

    error WrongBond(uint256 bondWei);
    error AlreadyInForce(uint64 epoch);
    error AlreadyChallenged();
    error NotChallenged();
    error AnswerTooLate(uint64 until);
    error AnswerNotTooLate(uint64 until);
    error WrongAnswer(bytes32 root);
    error BondNotTaken();

    function challengeOf(uint32 number, Tree tree, uint32 index) external view returns (Challenge memory) {
        return exitStore().challenges[placeOf(number, tree, index)];
    }

    function openChallenges(uint32 number) external view returns (uint256) {
        return exitStore().openChallenges[number];
    }

    function challengeBondWei() external view returns (uint128) {
        return exitStore().bondWei;
    }

    /// Asks for a leaf of a checkpoint that is accepted and still ages, with a bond for whoever shows it.
    function challenge(uint32 number, Accepted calldata accepted, Tree tree, uint32 index) external payable beforeExit {
        ExitStore storage store = exitStore();
        require(msg.value == store.bondWei, WrongBond(store.bondWei));
        requireAccepted(number, accepted);
        // Once it has aged nobody asks: else whoever asks anew before his own answer keeps it out of force for the gas alone.
        bool isYoung = accepted.epoch > checkpointStore().maturedEpoch && !hasAged(accepted);
        require(isYoung, AlreadyInForce(accepted.epoch));
        Challenge storage one = store.challenges[placeOf(number, tree, index)];
        require(one.challenger == address(0), AlreadyChallenged());
        uint64 until = uint64(block.timestamp) + store.timers.answer;
        (one.challenger, one.until) = (msg.sender, until);
        store.openChallenges[number] += 1;
        // An exit that was asked for waits for the answer: else a question in its last minute would cost nothing. Of a set that
        // contradicted itself nothing comes into force, whatever is answered.
        bool isWaiting = store.word.phase == Phase.requested && store.word.cause != Cause.contradiction;
        if (isWaiting) postpone(store.timers.answer);
        emit Challenged(number, tree, index, msg.sender, until);
    }

    /// Shows an account's claim, with what it has in kind.
    function answerClaim(
        uint32 number,
        Accepted calldata accepted,
        ShownClaim calldata shown,
        address to
    ) external nonReentrant {
        requireAccepted(number, accepted);
        requireShown(Claims.claimsRoot(shown), accepted.roots.claimsRoot);
        close(number, Tree.claims, shown.claim.accountId, to);
    }

    /// Shows a row of the outbox.
    function answerPayment(
        uint32 number,
        Accepted calldata accepted,
        OutboxRow calldata row,
        bytes32[] calldata siblings,
        address to
    ) external nonReentrant {
        requireAccepted(number, accepted);
        uint32 index = uint32(row.nonce);
        requireShown(Leaves.outboxRoot(row, index, siblings), accepted.roots.outboxRoot);
        close(number, Tree.outbox, index, to);
    }

    /// Shows an asset's row, with its rates.
    function answerAsset(
        uint32 number,
        Accepted calldata accepted,
        AssetRow calldata row,
        Rate[] calldata rates,
        bytes32[] calldata siblings,
        address to
    ) external nonReentrant {
        requireAccepted(number, accepted);
        bytes32 ratesHash = Claims.hashOf(rates);
        require(row.ratesHash == ratesHash, WrongAnswer(ratesHash));
        requireShown(Leaves.assetsRoot(row, row.assetId, siblings), accepted.roots.assetsRoot);
        close(number, Tree.assets, row.assetId, to);
    }

    /// Shows that there is nothing at an index.
    function answerEmpty(
        uint32 number,
        Accepted calldata accepted,
        Tree tree,
        uint32 index,
        bytes32[] calldata siblings,
        address to
    ) external nonReentrant {
        requireAccepted(number, accepted);
        bytes32 root = accepted.roots.assetsRoot;
        if (tree == Tree.claims) root = accepted.roots.claimsRoot;
        if (tree == Tree.outbox) root = accepted.roots.outboxRoot;
        requireShown(Sha256Tree.climb(0, index, siblings, Leaves.TABLE_DEPTH), root);
        close(number, tree, index, to);
    }

    /// Gives the bond of a challenge back that nobody answered in time. The checkpoint stays out of force.
    function reclaimBond(uint32 number, Tree tree, uint32 index) external nonReentrant {
        bytes32 place = placeOf(number, tree, index);
        Challenge memory one = exitStore().challenges[place];
        require(one.challenger != address(0), NotChallenged());
        require(block.timestamp > one.until, AnswerNotTooLate(one.until));
        delete exitStore().challenges[place];
        giveBond(one.challenger);
    }

    function requireShown(bytes32 shown, bytes32 root) private pure {
        require(shown == root, WrongAnswer(shown));
    }

    function close(uint32 number, Tree tree, uint32 index, address to) private {
        bytes32 place = placeOf(number, tree, index);
        Challenge memory one = exitStore().challenges[place];
        require(one.challenger != address(0), NotChallenged());
        require(block.timestamp <= one.until, AnswerTooLate(one.until));
        delete exitStore().challenges[place];
        exitStore().openChallenges[number] -= 1;
        emit Answered(number, tree, index);
        show();
        giveBond(to);
    }

    function giveBond(address to) private {
        (bool isTaken,) = to.call{value: exitStore().bondWei}("");
        require(isTaken, BondNotTaken());
    }

    function placeOf(uint32 number, Tree tree, uint32 index) private pure returns (bytes32) {
        return keccak256(abi.encode(number, tree, index));
    }
}
