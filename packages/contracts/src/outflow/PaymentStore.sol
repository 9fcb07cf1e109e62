// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Where the vault keeps which payments it made.
abstract contract PaymentStored {
    /// ERC-7201 of "novate.payments".
    bytes32 private constant LAYOUT = 0x2393c1bea28e98793ea6e61fda6e4f60d9ceb742b7472848f8fc58ac2cc8be00;

    struct PaymentStore {
        /// Nonces are never used again, so a bit each is enough.
        mapping(uint256 word => uint256) paid;
    }

    error AlreadyPaid(uint64 nonce);
    error NotTheRecipient(address recipient);

    function mark(uint64 nonce) internal {
        mapping(uint256 => uint256) storage paid = paymentStore().paid;
        (uint256 word, uint256 bit) = (paid[nonce >> 8], 1 << (nonce & 0xff));
        require(word & bit == 0, AlreadyPaid(nonce));
        paid[nonce >> 8] = word | bit;
    }

    function paymentStore() internal pure returns (PaymentStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
