// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cause, Phase} from "./Phase.sol";

/// Where the vault keeps its exit. The house reads the first word by proof.
abstract contract ExitStored {
    /// ERC-7201 of "novate.exit".
    bytes32 private constant LAYOUT = 0xf230e161b5f26ebc827c985be0bdf1087a1d2db8a3b750cef421db6efea7bc00;

    struct ExitWord {
        Phase phase;
        Cause cause;
        uint64 requestedAt;
        /// When the exit may begin at the earliest; once it has begun, when it did.
        uint64 beginsAt;
        /// Epoch of the checkpoint that the exit pays by; zero before it, and where none was ever in force.
        uint64 epochX;
        uint48 requestedBlock;
    }

    /// Of `Timers`, in seconds, but for the blocks.
    struct ExitTimers {
        uint32 silence;
        uint32 unserved;
        uint32 grace;
        uint32 latest;
        uint32 answer;
        uint32 stop;
        uint32 maturity;
        uint32 maturityBlocks;
    }

    /// What a token pays of what is owed: `haveAtoms / owedAtoms`, one at most.
    struct Settled {
        uint96 haveAtoms;
        /// Zero until the token was settled.
        uint128 owedAtoms;
        uint32 assetId;
        /// Of its asset's row; zero of a token without one, which no claim is paid in.
        bytes32 ratesHash;
    }

    struct Challenge {
        address challenger;
        uint64 until;
    }

    struct ExitStore {
        ExitWord word;
        ExitTimers timers;
        /// What a challenge costs, in the smallest unit of the chain's coin.
        uint128 bondWei;
        /// The entry that was not served, and when it was noted beside another cause; zero where it was not.
        uint64 unservedIndex;
        uint64 notedAt;
        mapping(address token => Settled) settled;
        /// A bit each: of accounts by token, of entries.
        mapping(address token => mapping(uint256 word => uint256)) claimed;
        mapping(uint256 word => uint256) refunded;
        mapping(bytes32 place => Challenge) challenges;
        /// Challenges of an accepted checkpoint that were not answered: it is not in force with any.
        mapping(uint32 number => uint256) openChallenges;
        /// When somebody would first have settled a token that lacked some of what it owes.
        mapping(address token => uint64) shortSince;
    }

    event ExitPostponed(uint64 beginsAt);

    error ExitUnderWay(Phase phase);
    error DataChallenged(uint32 number);

    /// Refuses a checkpoint of which somebody asked for a leaf that nobody showed.
    function requireUnchallenged(uint32 number) internal view {
        require(exitStore().openChallenges[number] == 0, DataChallenged(number));
    }

    /// Moves the beginning so far that something lasting `seconds_` is over by then, at most to the latest time.
    function postpone(uint64 seconds_) internal {
        ExitStore storage store = exitStore();
        ExitWord storage word = store.word;
        uint64 latest = word.requestedAt + store.timers.latest;
        uint64 until = uint64(block.timestamp) + seconds_;
        if (until > latest) until = latest;
        if (until <= word.beginsAt) return;
        word.beginsAt = until;
        emit ExitPostponed(until);
    }

    function exitStore() internal pure returns (ExitStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
