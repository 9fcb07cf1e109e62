// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// The vault stands still while it is stopped: no deposit, no payment, nothing matures. Nothing else changes. A stop ends by itself;
/// only what must age needs somebody to say that it is over, since nobody else knows the block.
///
/// What must be old enough is measured from the last resumption too, so that nothing ripens while people look at it.
abstract contract Stoppable {
    /// ERC-7201 of "novate.stop".
    bytes32 private constant LAYOUT = 0x5ba7aa182931a0d3d0e36af7b03274f9e043020fdc399232cc0fe26eae089600;

    struct StopStore {
        /// When the stop ends by itself; zero once it was said to be over.
        uint64 endsAt;
        /// Time and block of the last resumption.
        uint64 resumedAt;
        uint64 resumedBlock;
    }

    /// The contract that says who signs and who may stop: see `ValidatorSets`.
    address public immutable SETS;

    event Stopped(uint256 endsAt);
    event Resumed(uint256 timeSec, uint256 blockNumber);

    error OnlySets(address caller);
    error IsStopped(uint256 endsAt);
    error NotStopped();

    modifier onlySets() {
        require(msg.sender == SETS, OnlySets(msg.sender));
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

    /// The time from which `startedAt` must have aged, and the block: the later of it and the last resumption.
    function agedFrom(uint64 startedAt, uint64 startedBlock) public view returns (uint64 timeSec, uint64 blockNumber) {
        StopStore storage stopped = stopStore();
        timeSec = startedAt > stopped.resumedAt ? startedAt : stopped.resumedAt;
        blockNumber = startedBlock > stopped.resumedBlock ? startedBlock : stopped.resumedBlock;
    }

    function stop(uint64 endsAt) external onlySets whenRunning {
        stopStore().endsAt = endsAt;
        emit Stopped(endsAt);
    }

    /// Says that a stop is over: the sets at any time, anyone once it has ended by itself.
    function resume() external {
        StopStore storage stopped = stopStore();
        require(stopped.endsAt != 0, NotStopped());
        require(block.timestamp >= stopped.endsAt || msg.sender == SETS, IsStopped(stopped.endsAt));
        (stopped.endsAt, stopped.resumedAt, stopped.resumedBlock) = (0, uint64(block.timestamp), uint64(block.number));
        emit Resumed(block.timestamp, block.number);
    }

    function stopStore() private pure returns (StopStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
