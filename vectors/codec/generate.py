"""Writes the golden vectors of this folder from the format's description alone.

An implementation of its own: it shares no code with packages/codec and uses nothing but Python's standard library.
Run as `python3 generate.py` inside this folder; it must leave the committed files unchanged.
"""

import hashlib
import json


# Keccak-256, after the Keccak reference (version 3.0, section 1).
def keccak256(data):
    def rotate(value, by):
        return ((value << by) | (value >> (64 - by))) & (2**64 - 1) if by else value

    offsets = [[0, 36, 3, 41, 18], [1, 44, 10, 45, 2], [62, 6, 43, 15, 61], [28, 55, 25, 21, 56], [27, 20, 39, 8, 14]]
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << (2**j - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    rate = 136
    padded = bytearray(data) + b"\x01" + bytes(-(len(data) + 1) % rate)
    padded[-1] |= 0x80
    a = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), rate):
        for lane in range(rate // 8):
            a[lane % 5][lane // 5] ^= int.from_bytes(padded[start + 8 * lane : start + 8 * lane + 8], "little")
        for constant in constants:
            c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
            d = [c[(x - 1) % 5] ^ rotate(c[(x + 1) % 5], 1) for x in range(5)]
            b = [[0] * 5 for _ in range(5)]
            for x in range(5):
                for y in range(5):
                    b[y][(2 * x + 3 * y) % 5] = rotate(a[x][y] ^ d[x], offsets[x][y])
            a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & b[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
            a[0][0] ^= constant
    return b"".join(a[lane % 5][lane // 5].to_bytes(8, "little") for lane in range(4))


assert keccak256(b"").hex().startswith("c5d2460186f7233c927e7db2dcc703c0"), "keccak of nothing"

sha256 = lambda data: hashlib.sha256(data).digest()
hexadecimal = lambda data: "0x" + data.hex()
unsigned = lambda bits, value: value.to_bytes(bits // 8, "little")
signed = lambda bits, value: unsigned(bits, value + 2 ** (bits - 1))
word = lambda value: (value % 2**256).to_bytes(32, "big")


def write(name, about, cases):
    with open(name, "w") as file:
        json.dump({"about": about, "cases": cases}, file, indent=2, ensure_ascii=False)
        file.write("\n")


def leaf_cases():
    def case(field, value, data, eip712_type, eip712_word):
        return {"field": field, "json": value, "bytes": hexadecimal(data), "eip712Type": eip712_type, "word": hexadecimal(eip712_word)}

    cases = []
    for field, bits, values in [("u8", 8, [0, 1, 255]), ("u16", 16, [258, 65535]), ("u32", 32, [16909060, 2**32 - 1])]:
        cases += [case(field, value, unsigned(bits, value), f"uint{bits}", word(value)) for value in values]
    cases += [case("timeMs", value, unsigned(64, value), "uint64", word(value)) for value in [0, 1760140800000, 2**53 - 1]]
    for bits in (64, 128, 256):
        cases += [case(f"u{bits}", str(value), unsigned(bits, value), f"uint{bits}", word(value)) for value in [0, 1, 2**bits - 1]]
    for field, bits in [("i64", 64), ("lots", 64), ("ticks", 64), ("ppm", 64), ("i128", 128), ("atoms", 128)]:
        values = [-(2 ** (bits - 1)), -1, 0, 1, 2 ** (bits - 1) - 1]
        cases += [case(field, str(value), signed(bits, value), f"int{bits}", word(value)) for value in values]
    cases += [case("bool", value, bytes([value]), "bool", word(int(value))) for value in [False, True]]
    count = lambda length: bytes(range(1, length + 1))
    cases.append(case("bytes20", hexadecimal(count(20)), count(20), "address", bytes(12) + count(20)))
    cases.append(case("bytes32", hexadecimal(count(32)), count(32), "bytes32", count(32)))
    for length in (64, 65):
        cases.append(case(f"bytes{length}", hexadecimal(count(length)), count(length), "bytes", keccak256(count(length))))
    for length in (0, 3):
        cases.append(case("bytesUpTo8", hexadecimal(count(length)), count(length), "bytes", keccak256(count(length))))
    for text in ("", "net", "één €"):
        cases.append(case("text16", text, text.encode(), "string", keccak256(text.encode())))
    return cases


offset = lambda value: unsigned(32, value)


# struct Leg { accountId: u32, memo: text(12), quantity: lots }
def leg(account, memo, quantity):
    data = memo.encode()
    return unsigned(32, account) + offset(16) + signed(64, quantity) + data


# struct Fixed { id: u32 };  tagged Choice { Fixed: 1, Named: 9 (Leg) }
fixed = lambda number: unsigned(32, number)
choice_fixed = lambda number: b"\x01" + fixed(number)
choice_named = lambda *fields: b"\x09" + leg(*fields)
# struct Batch { legs: list(Leg, 4), ids: list(u16, 4), maker: optional(Leg), fee: optional(u32), choice: Choice }
variable_list = lambda items: b"".join(
    offset(4 * len(items) + sum(len(item) for item in items[:index])) for index in range(len(items))
) + b"".join(items)


def batch(legs, ids, maker, fee, choice):
    parts = [variable_list(legs), b"".join(unsigned(16, number) for number in ids), variable_list(maker), b"".join(fee), choice]
    offsets = [20 + sum(len(part) for part in parts[:index]) for index in range(5)]
    return b"".join(offset(at) for at in offsets) + b"".join(parts)


LEG_JSON = {"accountId": 7, "memo": "net", "quantity": "-5"}
FULL_JSON = {
    "legs": [LEG_JSON, {"accountId": 8, "memo": "", "quantity": "5"}],
    "ids": [1, 2, 3],
    "maker": LEG_JSON,
    "fee": 9,
    "choice": {"type": "Named", **LEG_JSON},
}
EMPTY_JSON = {"legs": [], "ids": [], "maker": None, "fee": None, "choice": {"type": "Fixed", "id": 1}}
LEG = (7, "net", -5)
FULL = batch([leg(*LEG), leg(8, "", 5)], [1, 2, 3], [leg(*LEG)], [unsigned(32, 9)], choice_named(*LEG))
EMPTY = batch([], [], [], [], choice_fixed(1))


def composite_cases():
    return [
        {"field": "Leg", "json": LEG_JSON, "bytes": hexadecimal(leg(*LEG))},
        {"field": "Choice", "json": {"type": "Fixed", "id": 1}, "bytes": hexadecimal(choice_fixed(1))},
        {"field": "Choice", "json": {"type": "Named", **LEG_JSON}, "bytes": hexadecimal(choice_named(*LEG))},
        {"field": "Batch", "json": EMPTY_JSON, "bytes": hexadecimal(EMPTY)},
        {"field": "Batch", "json": FULL_JSON, "bytes": hexadecimal(FULL)},
    ]


def eip712_cases():
    house = sha256(b"a genesis")
    domain = {"name": "Novate", "version": "1", "salt": hexadecimal(house)}
    domain_type = keccak256(b"EIP712Domain(string name,string version,bytes32 salt)")
    separator = keccak256(domain_type + keccak256(b"Novate") + keccak256(b"1") + house)
    leg_type = "Leg(uint32 accountId,string memo,int64 quantity)"
    # A union is the struct of its value's variant, named after both; `Choice`'s Named has the members of a Leg.
    fixed_choice_type = "FixedChoice(uint32 id)"
    named_choice_type = leg_type.replace("Leg(", "NamedChoice(")
    batch_members = "(Leg[] legs,uint16[] ids,Leg[] maker,uint32[] fee,%s choice)"
    fixed_batch_type = "Batch" + batch_members % "FixedChoice" + fixed_choice_type + leg_type
    named_batch_type = "Batch" + batch_members % "NamedChoice" + leg_type + named_choice_type

    def hash_leg(account, memo, quantity, encoded_type=leg_type):
        return keccak256(keccak256(encoded_type.encode()) + word(account) + keccak256(memo.encode()) + word(quantity))

    array = lambda words: keccak256(b"".join(words))

    def hash_batch(batch_type, legs, ids, maker, fee, choice):
        words = [array(hash_leg(*each) for each in legs), array(map(word, ids)), array(hash_leg(*each) for each in maker)]
        return keccak256(keccak256(batch_type.encode()) + b"".join(words) + array(map(word, fee)) + choice)

    # Two batches, in a list: of one choice an array, of two a struct of numbered members, of no batch an array without a text.
    one = lambda number: hash_batch(fixed_batch_type, [], [], [], [], keccak256(keccak256(fixed_choice_type.encode()) + word(number)))
    full = hash_batch(named_batch_type, [LEG, (8, "", 5)], [1, 2, 3], [LEG], [9], hash_leg(*LEG, named_choice_type))
    batches = "Batches(%s batches)"
    second = named_batch_type[: named_batch_type.index("Leg(")].replace("Batch(", "Batch_2(")
    mixed_list = "BatchList(Batch batch1,Batch_2 batch2)"
    mixed_structs = fixed_batch_type[: fixed_batch_type.index("FixedChoice(")]
    mixed_type = batches % "BatchList" + mixed_structs + mixed_list + second + fixed_choice_type + leg_type + named_choice_type
    list_type = mixed_list + mixed_structs + second + fixed_choice_type + leg_type + named_choice_type
    second_type = second + leg_type + named_choice_type
    full_second = hash_batch(second_type, [LEG, (8, "", 5)], [1, 2, 3], [LEG], [9], hash_leg(*LEG, named_choice_type))
    mixed = keccak256(keccak256(list_type.encode()) + one(1) + full_second)

    def hash_batches(encoded_type, content):
        return keccak256(keccak256(encoded_type.encode()) + content)

    def case(field, value, encoded_type, struct_hash):
        digest = keccak256(b"\x19\x01" + separator + struct_hash)
        return {
            "domain": domain,
            "domainSeparator": hexadecimal(separator),
            "field": field,
            "json": value,
            "encodeType": encoded_type,
            "structHash": hexadecimal(struct_hash),
            "digest": hexadecimal(digest),
        }

    return [
        case("Leg", LEG_JSON, leg_type, hash_leg(*LEG)),
        case("Batch", EMPTY_JSON, fixed_batch_type, one(1)),
        case("Batch", FULL_JSON, named_batch_type, full),
        case("Batches", {"batches": []}, batches % "string[]", hash_batches(batches % "string[]", array([]))),
        case("Batches", {"batches": [EMPTY_JSON] * 2}, batches % "Batch[]" + fixed_batch_type, hash_batches(batches % "Batch[]" + fixed_batch_type, array([one(1)] * 2))),
        case("Batches", {"batches": [EMPTY_JSON, FULL_JSON]}, mixed_type, hash_batches(mixed_type, mixed)),
    ]


def merkle_cases():
    depth, state_depth = 32, 6

    def levels_of(leaves, height):
        """Sparse levels from the leaves up; what a level lacks is that level's zero."""
        zero, levels = bytes(32), []
        level = dict(leaves)
        for _ in range(height):
            levels.append((level, zero))
            parents = {index // 2 for index in level}
            level = {p: sha256(level.get(2 * p, zero) + level.get(2 * p + 1, zero)) for p in parents}
            zero = sha256(zero + zero)
        return levels, level.get(0, zero)

    def siblings(levels, index):
        found = []
        for level, zero in levels:
            found.append(hexadecimal(level.get(index ^ 1, zero)))
            index //= 2
        return found

    tables = [{}, {0: leg(*LEG), 1: leg(8, "", 5), 5: fixed(1), 4294967295: fixed(2)}, {3: FULL}]
    trees = [levels_of({slot: sha256(row) for slot, row in rows.items()}, depth) for rows in tables]
    roots = [root for _, root in trees]
    state_levels, state_root = levels_of(dict(enumerate(roots)), state_depth)
    proofs = [
        {
            "table": table,
            "slot": slot,
            "rowBytes": hexadecimal(tables[table][slot]),
            "siblings": siblings(trees[table][0], slot),
            "tableSiblings": siblings(state_levels, table),
        }
        for table, slot in [(1, 1), (1, 4294967295), (2, 3)]
    ]
    rows = [[{"slot": slot, "bytes": hexadecimal(row)} for slot, row in table.items()] for table in tables]
    return [{"tables": rows, "tableRoots": [hexadecimal(root) for root in roots], "stateRoot": hexadecimal(state_root), "proofs": proofs}]


write("leaves.json", "Each kind of leaf: JSON, SSZ bytes, EIP-712 type and word. Signed integers are shifted by 2^(bits-1).", leaf_cases())
write("composites.json", "Structs, lists, optionals and unions; their definitions stand in generate.py beside the bytes.", composite_cases())
write("eip712.json", "Digests under the house's domain. A union is the struct of the variant that its value has.", eip712_cases())
write("merkle.json", "Tables of depth 32 with leaf = sha256(row bytes) or zero; state root of depth 6 over their roots.", merkle_cases())
