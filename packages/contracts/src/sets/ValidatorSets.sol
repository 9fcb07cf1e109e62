// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingVault} from "../ClearingVault.sol";
import {IPermit2, IWrappedCoin} from "../deposits/interfaces.sol";
import {ExitTerms} from "../exit/Door.sol";
import {HouseDomain} from "../house/HouseDomain.sol";
import {Timers} from "../house/Timers.sol";
import {TokenTerms} from "../tokens/Tokens.sol";
import {Guardians} from "./Guardians.sol";
import {Rotations} from "./Rotations.sol";
import {SignedOrders} from "./SignedOrders.sol";
import {Terms} from "./Terms.sol";

/// What a vault is founded with. Later only the sets change anything: who signs, who may stop, caps of tokens.
struct Founding {
    bytes32 house;
    bytes32 hotSet;
    bytes32 coldSet;
    address[] guardians;
    TokenTerms[] terms;
    IWrappedCoin wrappedCoin;
    IPermit2 permit2;
    Timers timers;
    ExitTerms exit;
}

/// Who signs for one vault, and who may stop it. It holds no token and can move none.
contract ValidatorSets is Rotations, Guardians, Terms {
    constructor(Founding memory founding)
        HouseDomain(founding.house)
        SignedOrders(
            new ClearingVault(
                founding.house,
                founding.hotSet,
                founding.timers,
                founding.terms,
                founding.wrappedCoin,
                founding.permit2,
                founding.exit
            ),
            founding.coldSet,
            founding.timers
        )
        Rotations(founding.timers)
        Guardians(founding.timers, founding.guardians)
        Terms(founding.timers)
    {}

    function voidBegun() internal override {
        voidAppointment();
        voidTerms();
    }
}
