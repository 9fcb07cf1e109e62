// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// How long things take at one deployment: seconds, but for the maturity in blocks.
struct Timers {
    /// Length of an epoch: one checkpoint each.
    uint32 epoch;
    /// From acceptance until a checkpoint pays, and the same in blocks: after a halt of the chain timestamps jump.
    uint32 maturity;
    uint32 maturityBlocks;
    /// Age of the last signed checkpoint after which the hot set can do nothing.
    uint32 freshness;
    /// From a rotation's proof until the new set signs.
    uint32 rotation;
    /// From an order for higher caps until they hold, and for other guardians.
    uint32 capRaise;
    uint32 guardianChange;
    /// Longest stop; longest sum of stops that end within the span.
    uint32 stop;
    uint32 stopBudget;
    uint32 stopSpan;
}

error BadTimers();

/// The timers that a house runs with unless it states others.
function defaultTimers() pure returns (Timers memory) {
    return Timers({
        epoch: 10 minutes,
        maturity: 30 minutes,
        maturityBlocks: 150,
        freshness: 21 days,
        rotation: 24 hours,
        capRaise: 48 hours,
        guardianChange: 24 hours,
        stop: 72 hours,
        stopBudget: 5 days,
        stopSpan: 30 days
    });
}

/// Refuses timers under which a delay is none, or the vault could be stopped for ever.
function checkTimers(Timers memory timers) pure {
    bool hasDelays = timers.maturity > 0 && timers.maturityBlocks > 0 && timers.rotation > 0 && timers.capRaise > 0
        && timers.guardianChange > 0;
    // Places of checkpoints are used again: one that must age longer than they last would never be in force. No epoch is zero.
    bool hasPlaces = timers.maturity <= 8 * uint256(timers.epoch);
    bool hasBudget = timers.stop > timers.maturity && timers.stop <= timers.stopBudget && timers.stopBudget < timers.stopSpan;
    require(hasDelays && hasPlaces && hasBudget && timers.freshness > timers.rotation, BadTimers());
}
