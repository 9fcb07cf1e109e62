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
    /// Without an accepted checkpoint, until anyone may ask for an exit; the same of an entry that is not heard.
    uint32 silence;
    uint32 unserved;
    /// From a request until the exit begins, and until it does at the latest; from a challenge until its answer.
    uint32 grace;
    uint32 latest;
    uint32 answer;
    /// From the founding until the house is to have listed the vault: none of one that is founded with its house.
    uint32 opening;
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
        stopSpan: 30 days,
        silence: 7 days,
        unserved: 7 days,
        grace: 2 days,
        latest: 4 days,
        answer: 1 days,
        opening: 0
    });
}

/// Refuses timers under which a delay is none, or the vault could be stopped for ever.
function checkTimers(Timers memory timers) pure {
    bool hasDelays = timers.maturity > 0 && timers.maturityBlocks > 0 && timers.rotation > 0 && timers.capRaise > 0
        && timers.guardianChange > 0;
    // Places are used again: a checkpoint that ages longer than they last would never be in force. No epoch is zero.
    bool hasPlaces = timers.maturity <= 8 * uint256(timers.epoch);
    bool hasBudget = timers.stop > timers.maturity && timers.stop <= timers.stopBudget && timers.stopBudget < timers.stopSpan;
    // A stop is no silence; an exit leaves time to bring the newest word and to look at it.
    bool hasExit = timers.silence > timers.stop && timers.unserved > timers.stop && timers.grace >= timers.maturity
        && timers.answer > 0 && timers.latest >= uint256(timers.grace) + timers.maturity + timers.answer;
    // What came in meanwhile waits as long.
    bool hasOpening = timers.opening <= 60 days;
    bool isFresh = timers.freshness > timers.rotation;
    require(hasDelays && hasPlaces && hasBudget && hasExit && hasOpening && isFresh, BadTimers());
}
