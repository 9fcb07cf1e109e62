// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingVault} from "../ClearingVault.sol";
import {Sha256Tree} from "../trees/Sha256Tree.sol";
import {AccountRow, AccountRows} from "./AccountRow.sol";

/// A row of the house's state, and its way up to the state root.
struct RowProof {
    uint32 slot;
    bytes row;
    bytes32[] siblings;
    bytes32[] tableSiblings;
}

/// Whose a backstop is and what it holds, as other contracts may read it: from rows proven under the state root in force.
///
/// It keeps nothing and moves nothing. A backstop has one owner in this edition of the rules, so its shares are one whole.
contract BackstopShares {
    uint256 private constant TABLE_DEPTH = 32;
    uint256 private constant STATE_DEPTH = 6;
    uint8 private constant BACKSTOP = 1;

    ClearingVault public immutable VAULT;
    /// The place of the table of accounts among the state's tables.
    uint256 public immutable ACCOUNTS;
    /// All shares of a backstop.
    uint256 public constant TOTAL_SUPPLY = 1e18;

    error NotInForce(bytes32 root);
    error NotABackstop(uint32 accountId);

    constructor(ClearingVault vault, uint256 accounts) {
        require(accounts >> STATE_DEPTH == 0, Sha256Tree.NoSuchLeaf(accounts));
        (VAULT, ACCOUNTS) = (vault, accounts);
    }

    /// A backstop of the state in force; refuses any other account. Positions are counted, not valued.
    function backstopOf(RowProof calldata proof) public view returns (AccountRow memory row) {
        bytes32 table = Sha256Tree.climb(sha256(proof.row), proof.slot, proof.siblings, TABLE_DEPTH);
        bytes32 root = Sha256Tree.climb(table, ACCOUNTS, proof.tableSiblings, STATE_DEPTH);
        require(root == VAULT.rootsInForce().stateRoot, NotInForce(root));
        row = AccountRows.read(proof.row);
        require(row.role == BACKSTOP, NotABackstop(row.accountId));
    }

    /// What of a backstop's shares an owner has. `ownerChain` is 0 for a key.
    function sharesOf(uint64 ownerChain, address owner, RowProof calldata proof) external view returns (uint256) {
        AccountRow memory row = backstopOf(proof);
        return row.owner == owner && row.ownerChain == ownerChain ? TOTAL_SUPPLY : 0;
    }

    /// What a backstop holds of an asset, in atoms; less than nothing where it owes.
    function assetsOf(uint16 assetId, RowProof calldata proof) external view returns (int128) {
        AccountRow memory row = backstopOf(proof);
        for (uint256 n = 0; n < row.assetIds.length; ++n) {
            if (row.assetIds[n] == assetId) return row.atoms[n];
        }
        return 0;
    }
}
