// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// What a contract reads of an account's row.
struct AccountRow {
    uint32 accountId;
    address owner;
    uint64 ownerChain;
    uint16 segmentId;
    uint8 role;
    uint8 status;
    uint16[] assetIds;
    int128[] atoms;
    uint256 positions;
}

/// Rows of accounts as the house's state commits to them (SSZ, little-endian). `vectors/custody/accountRows.json` holds both sides to it.
library AccountRows {
    uint256 private constant FIXED_BYTES = 83;
    uint256 private constant BALANCE_BYTES = 18;
    uint256 private constant POSITION_BYTES = 44;

    error NotAnAccount();

    /// Bytes that a state root commits to are well formed, so they are only read: a row of another length is not an account's.
    function read(bytes calldata row) internal pure returns (AccountRow memory made) {
        require(row.length >= FIXED_BYTES, NotAnAccount());
        (uint256 balances, uint256 positions) = (little(row, 75, 4), little(row, 79, 4));
        bool isOne = balances == FIXED_BYTES && positions >= balances && positions <= row.length
            && (positions - balances) % BALANCE_BYTES == 0 && (row.length - positions) % POSITION_BYTES == 0;
        require(isOne, NotAnAccount());
        made.accountId = uint32(little(row, 0, 4));
        made.owner = address(bytes20(row[4:24]));
        made.ownerChain = uint64(little(row, 24, 8));
        made.segmentId = uint16(little(row, 32, 2));
        (made.role, made.status) = (uint8(row[35]), uint8(row[36]));
        uint256 count = (positions - balances) / BALANCE_BYTES;
        (made.assetIds, made.atoms) = (new uint16[](count), new int128[](count));
        for (uint256 n = 0; n < count; ++n) {
            uint256 place = balances + n * BALANCE_BYTES;
            made.assetIds[n] = uint16(little(row, place, 2));
            // Signed numbers are moved up by half of their range, so that bytes sort as they do.
            made.atoms[n] = int128(int256(little(row, place + 2, 16)) - 2 ** 127);
        }
        made.positions = (row.length - positions) / POSITION_BYTES;
    }

    function little(bytes calldata row, uint256 start, uint256 length) private pure returns (uint256 value) {
        for (uint256 n = length; n > 0; --n) {
            value = value << 8 | uint8(row[start + n - 1]);
        }
    }
}
