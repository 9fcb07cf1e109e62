// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Where the vault keeps whether it stands still: also for good, since a vault in exit takes and pays nothing by its old rules.
abstract contract StopStored {
    /// ERC-7201 of "novate.stop".
    bytes32 private constant LAYOUT = 0x5ba7aa182931a0d3d0e36af7b03274f9e043020fdc399232cc0fe26eae089600;
    /// The end of the stop that an exit is: it has none.
    uint64 internal constant FOREVER = type(uint64).max;

    struct StopStore {
        /// When the stop ends by itself; zero once it was said to be over.
        uint64 endsAt;
        /// Time and block of the last resumption.
        uint64 resumedAt;
        uint64 resumedBlock;
    }

    error InExit();

    /// Refuses once the vault is in exit: nothing but what an exit pays is done from then on.
    modifier beforeExit() {
        require(stopStore().endsAt != FOREVER, InExit());
        _;
    }

    /// The time from which `startedAt` must have aged, and the block: the later of it and the last resumption.
    function agedFrom(uint64 startedAt, uint64 startedBlock) public view returns (uint64 timeSec, uint64 blockNumber) {
        StopStore storage stopped = stopStore();
        timeSec = startedAt > stopped.resumedAt ? startedAt : stopped.resumedAt;
        blockNumber = startedBlock > stopped.resumedBlock ? startedBlock : stopped.resumedBlock;
    }

    function stopStore() internal pure returns (StopStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
