// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ExitStored} from "../exit/ExitStore.sol";
import {Cause, Phase} from "../exit/Phase.sol";
import {StopStored} from "./StopStore.sol";

/// The vault stands still while it is stopped: no deposit, no payment, nothing matures. Nothing else changes. A stop ends by itself;
/// only what must age needs somebody to say that it is over, since nobody else knows the block.
///
/// What must be old enough is measured from the last resumption too, so that nothing ripens while people look at it.
abstract contract Stoppable is StopStored, ExitStored {
    /// The contract that says who signs and who may stop: see `ValidatorSets`.
    address public immutable SETS;

    event Stopped(uint256 endsAt);
    event Resumed(uint256 timeSec, uint256 blockNumber);

    error OnlySets(address caller);
    error IsStopped(uint256 endsAt);
    error NotStopped();

    modifier onlySets() {
        require(msg.sender == SETS, OnlySets(msg.sender));
        require(stopStore().endsAt != FOREVER, InExit());
        _;
    }

    modifier whenRunning() {
        uint64 endsAt = stopStore().endsAt;
        require(block.timestamp >= endsAt, IsStopped(endsAt));
        _;
    }

    modifier whenResumed() {
        uint64 endsAt = stopStore().endsAt;
        require(endsAt == 0, IsStopped(endsAt));
        _;
    }

    constructor() {
        SETS = msg.sender;
    }

    /// When a stop ends by itself; zero once it was said to be over.
    function stopEndsAt() external view returns (uint64) {
        return stopStore().endsAt;
    }

    /// Refuses once the vault is in exit: its sets order nothing any more.
    function requireOpen() external view beforeExit {}

    function stop(uint64 endsAt) external onlySets whenRunning {
        stopStore().endsAt = endsAt;
        emit Stopped(endsAt);
    }

    /// Says that a stop is over: the sets at any time, anyone once it has ended by itself. What a contradiction stopped goes on
    /// under other keys alone.
    ///
    /// While an exit is asked for, what counts for it as aged goes on doing so, and what begins to age anew is waited for: nobody
    /// makes the word that all are paid by an older one.
    function resume() external beforeExit {
        StopStore storage stopped = stopStore();
        ExitStore storage exits = exitStore();
        ExitWord memory asked = exits.word;
        bool isAsked = asked.phase == Phase.requested;
        require(!isAsked || asked.cause != Cause.contradiction, ExitUnderWay(asked.phase));
        uint64 endsAt = stopped.endsAt;
        require(endsAt != 0, NotStopped());
        require(block.timestamp >= endsAt || msg.sender == SETS, IsStopped(endsAt));
        stopped.endsAt = 0;
        emit Resumed(block.timestamp, block.number);
        uint32 maturity = exits.timers.maturity;
        bool isLongOver = block.timestamp >= endsAt + maturity
            && block.number >= uint64(asked.requestedBlock) + exits.timers.maturityBlocks;
        if (isAsked && isLongOver) return;
        (stopped.resumedAt, stopped.resumedBlock) = (uint64(block.timestamp), uint64(block.number));
        if (isAsked) postpone(maturity);
    }
}
