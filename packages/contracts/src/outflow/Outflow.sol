// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane, Leaves} from "../checkpoints/Checkpoint.sol";
import {Checkpoints} from "../checkpoints/Checkpoints.sol";
import {Tokens} from "../tokens/Tokens.sol";

/// How much may leave: each lane of each token has a running sum that rises slowly, up to what the house has queued.
///
/// Sums queued count, not when somebody claims: rows that nobody claims block no other, and hoarded ones have been counted.
abstract contract Outflow is Checkpoints, Tokens {
    /// ERC-7201 of "novate.outflow".
    bytes32 private constant LAYOUT = 0x0ac1182d4e856133470f4dc467d1db587f3837eb3d5f1a9ffce86b750caa7400;
    /// An hour's limit is a hundredth of what is held, a day's ten times that.
    uint256 private constant HOUR_PART = 100;
    uint256 private constant HOURS_IN_DAY_LIMIT = 10;

    struct Flow {
        /// Sum that may have left, and that has.
        uint128 allowedCum;
        uint128 paidCum;
        /// What of an hour's and a day's limit is used; both drain evenly with time.
        uint96 hourUsed;
        uint96 dayUsed;
        uint64 advancedAt;
    }

    struct FlowStore {
        mapping(address token => Flow[3]) flows;
    }

    event Advanced(address indexed token, Lane indexed lane, uint128 allowedCum);

    error NotInForce(bytes32 root);

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
        uint64 timeSec = uint64(block.timestamp);
        for (uint256 n = 0; n < 3; ++n) {
            raise(row.token, Lane(n), row.queuedCum[n], hourLimit, timeSec);
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

    function raise(address token, Lane lane, uint128 queuedCum, uint256 hourLimit, uint64 timeSec) private {
        Flow storage flow = flowAt(token, lane);
        if (queuedCum <= flow.allowedCum) return;
        uint256 dayLimit = HOURS_IN_DAY_LIMIT * hourLimit;
        uint256 elapsed = timeSec - flow.advancedAt;
        uint256 hourUsed = drained(flow.hourUsed, hourLimit * elapsed / 1 hours);
        uint256 dayUsed = drained(flow.dayUsed, dayLimit * elapsed / 1 days);
        uint256 rise = least(queuedCum - flow.allowedCum, least(drained(hourLimit, hourUsed), drained(dayLimit, dayUsed)));
        flow.allowedCum += uint128(rise);
        flow.hourUsed = uint96(hourUsed + rise);
        flow.dayUsed = uint96(dayUsed + rise);
        flow.advancedAt = timeSec;
        emit Advanced(token, lane, flow.allowedCum);
    }

    function flowAt(address token, Lane lane) private view returns (Flow storage) {
        return flowStore().flows[token][uint256(lane)];
    }

    function drained(uint256 used, uint256 amount) private pure returns (uint256) {
        return used > amount ? used - amount : 0;
    }

    function least(uint256 left, uint256 right) private pure returns (uint256) {
        return left < right ? left : right;
    }

    function flowStore() private pure returns (FlowStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
