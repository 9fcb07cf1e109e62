// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane, Leaves} from "../checkpoints/Checkpoint.sol";
import {Checkpoints} from "../checkpoints/Checkpoints.sol";
import {Tokens} from "../tokens/Tokens.sol";
import {FlowStored} from "./FlowStore.sol";

/// How much may leave: each lane of each token has a running sum that rises slowly, up to what the house has queued.
///
/// Sums queued count, not when somebody claims: rows that nobody claims block no other, and hoarded ones have been counted.
abstract contract Outflow is Checkpoints, Tokens, FlowStored {
    /// An hour's limit is a hundredth of what is held, or the floor; a day's is ten times that.
    uint256 private constant HOUR_PART = 100;
    /// A bucket of 14/23 of an hour's limit, less 9/23 an hour: no hour sees more than the limit, and no day more than ten. In parts
    /// of an atom, so that no call rounds what drains.
    uint256 private constant PARTS = 23 * 1 hours;
    uint256 private constant CAPACITY_PARTS = 14 * 1 hours;
    uint256 private constant DRAIN_PARTS = 9;

    event Advanced(address indexed token, Lane indexed lane, uint128 allowedCum);

    /// Sums of a lane: what may have left, and what has.
    function flowOf(address token, Lane lane) external view returns (uint128 allowedCum, uint128 paidCum) {
        Flow storage flow = flowAt(token, lane);
        return (flow.allowedCum, flow.paidCum);
    }

    /// Raises what may leave of a token towards what the house has queued. Anyone may, at any time: idle time earns one hour.
    function advance(AssetRow calldata row, uint256 index, bytes32[] calldata siblings) external whenRunning {
        bytes32 root = Leaves.assetsRoot(row, index, siblings);
        require(root == assetsRootInForce(), NotInForce(root));
        uint256 floor = tokenOf(row.token).floorAtoms;
        uint256 part = tokenOf(row.token).heldAtoms / HOUR_PART;
        uint256 hourLimit = part > floor ? part : floor;
        for (uint256 n = 0; n < 3; ++n) {
            raise(row.token, Lane(n), row.queuedCum[n], hourLimit);
        }
    }

    /// Books a payment of a lane, or says that it may not leave yet. `cumulative` is its place in the lane.
    function spend(address token, Lane lane, uint256 cumulative, uint256 amount) internal returns (bool) {
        Flow storage flow = flowAt(token, lane);
        (uint256 allowedCum, uint256 paidCum) = (flow.allowedCum, flow.paidCum + amount);
        if (cumulative > allowedCum || paidCum > allowedCum) return false;
        flow.paidCum = uint128(paidCum);
        return true;
    }

    function raise(address token, Lane lane, uint128 queuedCum, uint256 hourLimit) private {
        Flow storage flow = flowAt(token, lane);
        uint256 allowedCum = flow.allowedCum;
        if (queuedCum <= allowedCum) return;
        uint256 level = less(flow.levelParts, DRAIN_PARTS * hourLimit * (block.timestamp - flow.advancedAt));
        uint256 room = less(CAPACITY_PARTS * hourLimit, level) / PARTS;
        uint256 rise = queuedCum - allowedCum < room ? queuedCum - allowedCum : room;
        if (rise == 0) return;
        flow.allowedCum = uint128(allowedCum + rise);
        (flow.levelParts, flow.advancedAt) = (uint128(level + rise * PARTS), uint64(block.timestamp));
        emit Advanced(token, lane, uint128(allowedCum + rise));
    }

    function less(uint256 from, uint256 amount) private pure returns (uint256) {
        return from > amount ? from - amount : 0;
    }
}
