// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoint, Section} from "../src/checkpoints/Checkpoint.sol";
import {ClearingVault} from "../src/ClearingVault.sol";
import {IPermit2, IWrappedCoin} from "../src/deposits/interfaces.sol";
import {ExitTerms} from "../src/exit/Door.sol";
import {ExitHall} from "../src/exit/ExitHall.sol";
import {defaultTimers} from "../src/house/Timers.sol";
import {Rotation} from "../src/sets/Rotations.sol";
import {SetKind, Signatures} from "../src/sets/SignerSet.sol";
import {Founding, ValidatorSets} from "../src/sets/ValidatorSets.sol";
import {TokenTerms} from "../src/tokens/Tokens.sol";
import {Asserts} from "./support/Asserts.sol";
import {Json, Jsons} from "./support/Json.sol";
import {Keys} from "./support/Keys.sol";
import {vm} from "./support/Vm.sol";

/// The contracts take signatures over the digests that TypeScript makes, and none over others.
contract VectorDigestsTest is Asserts {
    using Keys for Keys.Keyring;

    address internal constant GUARDIAN = address(0x6a);

    function signed(Keys.Keyring memory by, bytes32 digest) internal pure returns (Signatures memory) {
        return by.sign(digest, by.keys.length);
    }

    struct Stage {
        Json json;
        ValidatorSets sets;
        ClearingVault vault;
        Keys.Keyring hot;
        Keys.Keyring cold;
        Keys.Keyring next;
    }

    function found() internal returns (Stage memory on) {
        on.json = Jsons.open("digests.json");
        Json memory rings = Jsons.open("sets.json");
        (on.hot, on.cold, on.next) = (rings.ring(".hot"), rings.ring(".cold"), rings.ring(".next"));
        vm.chainId(on.json.number(".chainId"));
        vm.warp(on.json.number(".timeSec"));
        address[] memory guardians = new address[](1);
        guardians[0] = GUARDIAN;
        address hall = address(new ExitHall());
        vm.prank(on.json.account(".deployer"));
        on.sets = new ValidatorSets(
            Founding({
                house: on.json.word(".house"),
                hotSet: rings.word(".hot.hash"),
                coldSet: rings.word(".cold.hash"),
                guardians: guardians,
                terms: new TokenTerms[](0),
                wrappedCoin: IWrappedCoin(address(0)),
                permit2: IPermit2(address(0)),
                timers: defaultTimers(),
                exit: ExitTerms(hall, hall.codehash, 1)
            })
        );
        on.vault = on.sets.VAULT();
        isTrue(address(on.sets) == on.json.account(".sets"), "sets stand elsewhere");
        isTrue(address(on.vault) == on.json.account(".vault"), "the vault stands elsewhere");
        vm.warp(on.json.number(".timeSec") + 60);
    }

    function test_theDomainAndTheInboxStartAreTypeScripts() public {
        Stage memory on = found();
        equal(on.vault.DOMAIN_SEPARATOR(), on.json.word(".domainSeparator"), "domain");
        equal(on.vault.INBOX_START(), on.json.word(".inboxStart"), "start");
    }

    function test_aSignatureIsCompactAsInTypeScript() public view {
        Json memory json = Jsons.open("digests.json");
        bytes memory made = Keys.compact(json.number(".signature.key"), json.word(".signature.digest"));
        equal(keccak256(made), keccak256(json.content(".signature.compact")), "compact");
        equal(uint256(uint160(vm.addr(json.number(".signature.key")))), uint256(uint160(json.account(".signature.address"))), "signer");
    }

    function test_aCheckpointIsTakenByTypeScriptsDigest() public {
        Stage memory on = found();
        Checkpoint memory said = Checkpoint({
            height: uint64(on.json.number(".content.height")),
            timeMs: uint64(on.json.number(".content.timeMs")),
            previous: on.json.word(".content.previous"),
            stateRoot: on.json.word(".content.stateRoot"),
            claimsRoot: on.json.word(".content.claimsRoot")
        });
        Section memory section = Section({
            inboxCount: uint64(on.json.number(".content.inboxCount")),
            inboxAcc: on.json.word(".content.inboxAcc"),
            outboxRoot: on.json.word(".content.outboxRoot"),
            assetsRoot: on.json.word(".content.assetsRoot"),
            index: on.json.number(".content.index"),
            siblings: on.json.words(".content.siblings")
        });
        bytes32 digest = on.json.word(".digests.checkpoint");
        vm.expectRevert();
        on.vault.accept(said, section, on.hot.set, signed(on.hot, digest ^ bytes32(uint256(1))));
        on.vault.accept(said, section, on.hot.set, signed(on.hot, digest));
    }

    function test_ordersAreTakenByTypeScriptsDigests() public {
        Stage memory on = found();
        TokenTerms memory terms = TokenTerms({
            token: on.json.account(".terms.token"),
            capAtoms: uint96(on.json.number(".terms.capAtoms")),
            floorAtoms: uint96(on.json.number(".terms.floorAtoms"))
        });
        Signatures memory by = signed(on.hot, on.json.word(".digests.terms"));
        on.sets.setTerms(terms, on.hot.set, by);
        vm.expectRevert();
        on.sets.setTerms(terms, on.hot.set, by);
        bytes32 appoint = on.json.word(".digests.appoint");
        on.sets.appoint(
            on.json.accounts(".guardians"), on.hot.set, signed(on.hot, appoint), on.cold.set, signed(on.cold, appoint)
        );
        on.sets.rearm(on.hot.set, signed(on.hot, on.json.word(".digests.rearm")));
        equal(on.sets.orderNumber(), 3, "turns");
        uint64 refreshSec = uint64(on.json.number(".refreshSec"));
        on.sets.refresh(refreshSec, on.cold.set, signed(on.cold, on.json.word(".digests.refresh")));
    }

    function test_aRotationIsTakenByTypeScriptsDigest() public {
        Stage memory on = found();
        bytes32 digest = on.json.word(".digests.rotation");
        Rotation[] memory links = new Rotation[](1);
        links[0] = Rotation(on.hot.set, signed(on.hot, digest), on.next.set, signed(on.next, digest));
        on.sets.rotate(SetKind.hot, links);
    }

    function test_aLiftIsTakenByTypeScriptsDigest() public {
        Stage memory on = found();
        stopAsSaid(on);
        on.sets.lift(on.cold.set, signed(on.cold, on.json.word(".digests.lift")));
        equal(on.vault.stopEndsAt(), 0, "stop");
    }

    function test_aReplacementIsTakenByTypeScriptsDigest() public {
        Stage memory on = found();
        stopAsSaid(on);
        bytes32 digest = on.json.word(".digests.replacement");
        on.sets.replaceHot(on.cold.set, signed(on.cold, digest), on.next.set, signed(on.next, digest));
        equal(on.vault.hotSet(), Jsons.open("sets.json").word(".next.hash"), "set");
    }

    function stopAsSaid(Stage memory on) internal {
        vm.warp(on.json.number(".stopSec"));
        vm.prank(GUARDIAN);
        on.sets.stop();
    }
}
