// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Proofs in the house's trees: SHA-256, binary, of a fixed depth; the empty leaf is zero.
///
/// A proof leaves out the siblings at its upper end that are empty subtrees, so that it is as long as the tree is full.
library Sha256Tree {
    /// Roots of empty subtrees of heights 0 to 31, one after the other.
    bytes private constant EMPTY =
        hex"0000000000000000000000000000000000000000000000000000000000000000"
        hex"f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"
        hex"db56114e00fdd4c1f85c892bf35ac9a89289aaecb1ebd0a96cde606a748b5d71"
        hex"c78009fdf07fc56a11f122370658a353aaa542ed63e44c4bc15ff4cd105ab33c"
        hex"536d98837f2dd165a55d5eeae91485954472d56f246df256bf3cae19352a123c"
        hex"9efde052aa15429fae05bad4d0b1d7c64da64d03d7a1854a588c2cb8430c0d30"
        hex"d88ddfeed400a8755596b21942c1497e114c302e6118290f91e6772976041fa1"
        hex"87eb0ddba57e35f6d286673802a4af5975e22506c7cf4c64bb6be5ee11527f2c"
        hex"26846476fd5fc54a5d43385167c95144f2643f533cc85bb9d16b782f8d7db193"
        hex"506d86582d252405b840018792cad2bf1259f1ef5aa5f887e13cb2f0094f51e1"
        hex"ffff0ad7e659772f9534c195c815efc4014ef1e1daed4404c06385d11192e92b"
        hex"6cf04127db05441cd833107a52be852868890e4317e6a02ab47683aa75964220"
        hex"b7d05f875f140027ef5118a2247bbb84ce8f2f0f1123623085daf7960c329f5f"
        hex"df6af5f5bbdb6be9ef8aa618e4bf8073960867171e29676f8b284dea6a08a85e"
        hex"b58d900f5e182e3c50ef74969ea16c7726c549757cc23523c369587da7293784"
        hex"d49a7502ffcfb0340b1d7885688500ca308161a7f96b62df9d083b71fcc8f2bb"
        hex"8fe6b1689256c0d385f42f5bbe2027a22c1996e110ba97c171d3e5948de92beb"
        hex"8d0d63c39ebade8509e0ae3c9c3876fb5fa112be18f905ecacfecb92057603ab"
        hex"95eec8b2e541cad4e91de38385f2e046619f54496c2382cb6cacd5b98c26f5a4"
        hex"f893e908917775b62bff23294dbbe3a1cd8e6cc1c35b4801887b646a6f81f17f"
        hex"cddba7b592e3133393c16194fac7431abf2f5485ed711db282183c819e08ebaa"
        hex"8a8d7fe3af8caa085a7639a832001457dfb9128a8061142ad0335629ff23ff9c"
        hex"feb3c337d7a51a6fbf00b9e34c52e1c9195c969bd4e7a0bfd51d5c5bed9c1167"
        hex"e71f0aa83cc32edfbefa9f4d3e0174ca85182eec9f3a09f6a6c0df6377a510d7"
        hex"31206fa80a50bb6abe29085058f16212212a60eec8f049fecb92d8c8e0a84bc0"
        hex"21352bfecbeddde993839f614c3dac0a3ee37543f9b412b16199dc158e23b544"
        hex"619e312724bb6d7c3153ed9de791d764a366b389af13c58bf8a8d90481a46765"
        hex"7cdd2986268250628d0c10e385c58c6191e6fbe05191bcc04f133f2cea72c1c4"
        hex"848930bd7ba8cac54661072113fb278869e07bb8587f91392933374d017bcbe1"
        hex"8869ff2c22b28cc10510d9853292803328be4fb0e80495e8bb8d271f5b889636"
        hex"b5fe28e79f1b850f8658246ce9b6a1e7b49fc06db7143e8fe0b4f2b0c5523a5c"
        hex"985e929f70af28d0bdd1a90a808f977f597c7c778c489e98d3bd8910d31ac0f7";

    error ProofTooLong(uint256 length);
    error NoSuchLeaf(uint256 index);

    /// The root above `leaf` at `index` of a tree of `depth` at most 32. `siblings` run from the bottom up.
    function climb(bytes32 leaf, uint256 index, bytes32[] calldata siblings, uint256 depth)
        internal
        view
        returns (bytes32 root)
    {
        require(siblings.length <= depth, ProofTooLong(siblings.length));
        // Above the proof every sibling is empty and every turn is to the left.
        require(index >> siblings.length == 0, NoSuchLeaf(index));
        bytes memory empty = EMPTY;
        assembly ("memory-safe") {
            // The first 64 bytes of memory are the pair; a hash lands where the next pair's left half is.
            mstore(0, leaf)
            let isHashed := 1
            let end := add(siblings.offset, shl(5, siblings.length))
            for { let place := siblings.offset } lt(place, end) { place := add(place, 32) } {
                switch and(index, 1)
                case 0 { mstore(32, calldataload(place)) }
                default {
                    mstore(32, mload(0))
                    mstore(0, calldataload(place))
                }
                index := shr(1, index)
                isHashed := and(isHashed, staticcall(gas(), 2, 0, 64, 0, 32))
            }
            end := add(add(empty, 32), shl(5, depth))
            for { let place := add(add(empty, 32), shl(5, siblings.length)) } lt(place, end) { place := add(place, 32) } {
                mstore(32, mload(place))
                isHashed := and(isHashed, staticcall(gas(), 2, 0, 64, 0, 32))
            }
            if iszero(isHashed) { revert(0, 0) }
            root := mload(0)
        }
    }

    /// The root of the tree of `depth` that has some leaves and no others. Memory from `start` to `end` is used up: pairs of words,
    /// an index and its leaf, indices ascending.
    function rootOf(uint256 start, uint256 end, uint256 depth) internal view returns (bytes32 root) {
        assembly ("memory-safe") {
            let isHashed := 1
            // Computed on the way: the list of them is a kilobyte of code.
            let empty := 0
            for {} depth { depth := sub(depth, 1) } {
                let top := start
                for { let node := start } lt(node, end) { node := add(node, 64) } {
                    let index := mload(node)
                    let isRight := and(index, 1)
                    // The first 64 bytes of memory are the pair.
                    mstore(shl(5, isRight), mload(add(node, 32)))
                    mstore(shl(5, iszero(isRight)), empty)
                    let next := add(node, 64)
                    if gt(and(lt(next, end), eq(mload(next), add(index, 1))), isRight) {
                        mstore(32, mload(add(next, 32)))
                        node := next
                    }
                    mstore(top, shr(1, index))
                    isHashed := and(isHashed, staticcall(gas(), 2, 0, 64, add(top, 32), 32))
                    top := add(top, 64)
                }
                mstore(0, empty)
                mstore(32, empty)
                isHashed := and(isHashed, staticcall(gas(), 2, 0, 64, 0, 32))
                empty := mload(0)
                end := top
            }
            // Leaves out of order, or two of one place, never meet.
            if iszero(and(isHashed, eq(sub(end, start), 64))) { revert(0, 0) }
            root := mload(add(start, 32))
        }
    }
}
