// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// How far a vault is on its way out. An exit under way has no end.
enum Phase {
    none,
    requested,
    exit
}

/// Why an exit was asked for.
enum Cause {
    none,
    /// The house signed nothing for days.
    silence,
    /// It signs, and does not hear somebody.
    unserved,
    /// More than two thirds signed two things of one epoch.
    contradiction
}

/// What the vault tells its hall, by a call to itself, while an exit is asked for.
interface ExitNotes {
    function noteAccepted(uint64 timeMs, uint64 inboxCount) external;
    function noteHeard() external;
    function noteReplaced() external;
}
