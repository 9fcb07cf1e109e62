// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Whether whoever reads the chain finds this call as the input of its transaction. One that came by any other way stands nowhere on the
/// chain, unless an event says it.
function isShown() view returns (bool) {
    // An account that runs somebody's code may call from within that.
    return msg.sender == tx.origin && msg.sender.code.length == 0;
}
