// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Timers} from "../house/Timers.sol";
import {SetKind, Signatures, SignerSet} from "./SignerSet.sol";
import {SignedOrders} from "./SignedOrders.sol";

/// Who may stop the vault, and for how long. A stop spends the right of all guardians until the hot set renews it.
abstract contract Guardians is SignedOrders {
    bytes32 private constant APPOINT_TYPE =
        keccak256("Appoint(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 guardians)");
    bytes32 private constant REARM_TYPE =
        keccak256("Rearm(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 nothing)");
    bytes32 private constant LIFT_TYPE =
        keccak256("Lift(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 nothing)");
    uint256 private constant MOST_GUARDIANS = 16;

    /// A stop, as the budget counts it: until it ends by itself, though it may end earlier.
    struct Stop {
        uint64 startedAt;
        uint64 endsAt;
    }

    address[] private active;
    address[] private pending;
    uint64 private appointedAt;
    bool public isSpent;
    Stop[] private stops;

    uint64 private immutable CHANGE_DELAY;
    uint64 private immutable LONGEST_STOP;
    uint64 private immutable STOP_BUDGET;
    uint64 private immutable BUDGET_SPAN;

    event GuardiansAppointed(address[] guardians);
    event GuardiansSeated(address[] guardians);
    event Rearmed();

    error NotAGuardian(address caller);
    error RightSpent();
    error BudgetSpent(uint256 spent);
    error BadGuardians();
    error NoAppointment();

    constructor(Timers memory timers, address[] memory first) {
        (CHANGE_DELAY, LONGEST_STOP) = (timers.guardianChange, timers.stop);
        (STOP_BUDGET, BUDGET_SPAN) = (timers.stopBudget, timers.stopSpan);
        checkGuardians(first);
        active = first;
        emit GuardiansSeated(first);
    }

    function guardians() external view returns (address[] memory) {
        return active;
    }

    /// Stops the vault for as long as the budget leaves, at most the longest.
    function stop() external {
        require(isGuardian(msg.sender), NotAGuardian(msg.sender));
        require(!isSpent, RightSpent());
        uint64 spent = spentWithin();
        require(spent < STOP_BUDGET, BudgetSpent(spent));
        uint64 left = STOP_BUDGET - spent;
        uint64 endsAt = uint64(block.timestamp) + (left < LONGEST_STOP ? left : LONGEST_STOP);
        isSpent = true;
        stops.push(Stop(uint64(block.timestamp), endsAt));
        VAULT.stop(endsAt);
    }

    /// Ends a stop before its time: the cold keys say so. The hot keys may be the reason for it.
    function lift(SignerSet calldata cold, Signatures calldata signatures) external {
        uint64 endsAt = VAULT.stopEndsAt();
        requireSigned(SetKind.cold, LIFT_TYPE, endsAt, bytes32(0), cold, signatures);
        VAULT.resume();
    }

    /// Gives the guardians their right again.
    function rearm(SignerSet calldata set, Signatures calldata signatures) external {
        takeOrder(REARM_TYPE, bytes32(0), set, signatures);
        isSpent = false;
        emit Rearmed();
    }

    /// The same by the cold keys, once after every stop: a thief of the hot keys would leave the right spent.
    function rearmByCold(SignerSet calldata cold, Signatures calldata signatures) external {
        requireSigned(SetKind.cold, REARM_TYPE, stops.length, bytes32(0), cold, signatures);
        isSpent = false;
        emit Rearmed();
    }

    /// Names other guardians, who take their seats after the delay. Both kinds of keys sign: whoever has one could else rid
    /// itself of those who stop it.
    function appoint(
        address[] calldata next,
        SignerSet calldata set,
        Signatures calldata signatures,
        SignerSet calldata cold,
        Signatures calldata coldSignatures
    ) external {
        checkGuardians(next);
        bytes32 content = keccak256(abi.encode(next));
        requireSigned(SetKind.cold, APPOINT_TYPE, orderNumber, content, cold, coldSignatures);
        takeOrder(APPOINT_TYPE, content, set, signatures);
        (pending, appointedAt) = (next, uint64(block.timestamp));
        emit GuardiansAppointed(next);
    }

    /// Seats guardians whose delay is over. Anyone may.
    function seat() external {
        require(appointedAt != 0 && hasWaited(appointedAt, CHANGE_DELAY), NoAppointment());
        active = pending;
        voidAppointment();
        emit GuardiansSeated(active);
    }

    function voidAppointment() internal {
        appointedAt = 0;
        delete pending;
    }

    /// What stops that end within the span before now took, whole.
    function spentWithin() private view returns (uint64 sum) {
        for (uint256 n = stops.length; n > 0; --n) {
            Stop storage one = stops[n - 1];
            if (one.endsAt + BUDGET_SPAN <= block.timestamp) break;
            sum += one.endsAt - one.startedAt;
        }
    }

    function isGuardian(address caller) private view returns (bool) {
        for (uint256 n = 0; n < active.length; ++n) {
            if (active[n] == caller) return true;
        }
        return false;
    }

    function checkGuardians(address[] memory list) private pure {
        require(list.length > 0 && list.length <= MOST_GUARDIANS, BadGuardians());
        for (uint256 n = 0; n < list.length; ++n) {
            require(list[n] != address(0) && (n == 0 || list[n] > list[n - 1]), BadGuardians());
        }
    }
}
