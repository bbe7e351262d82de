"""A reader of EDF+ by its specification alone (https://www.edfplus.info/specs), none of Ebb's code."""


def read_edf(file):
    """EDF+ by https://www.edfplus.info/specs: the header, the signals, the annotations."""
    data = file.read_bytes()
    assert data[:8] == b"0       " and data[192:197] == b"EDF+C", data[:256]
    count = int(data[252:256])
    assert int(data[184:192]) == 256 * (count + 1)
    records, length = int(data[236:244]), float(data[244:252])
    fields, at = {}, 256
    for name, width in [("label", 16), ("transducer", 80), ("unit", 8), ("low", 8), ("high", 8),
                        ("dlow", 8), ("dhigh", 8), ("filter", 80), ("samples", 8), ("spare", 32)]:
        fields[name] = [data[at + width * i:at + width * (i + 1)].decode("ascii").strip()
                        for i in range(count)]
        at += width * count
    samples = [int(text) for text in fields["samples"]]
    assert len(data) == at + records * 2 * sum(samples), "the file is as long as it says"
    signals, notes = {}, []
    for _ in range(records):
        for i, size in enumerate(samples):
            piece = data[at:at + 2 * size]
            at += 2 * size
            if fields["label"][i] == "EDF Annotations":
                for entry in piece.split(b"\0"):
                    if not entry:
                        continue
                    when, *texts = entry.split(b"\x14")
                    onset, _, lasting = when.partition(b"\x15")
                    notes += [(float(onset), float(lasting or 0), text.decode())
                              for text in texts if text]
            else:
                low, high = float(fields["low"][i]), float(fields["high"][i])
                dlow, dhigh = float(fields["dlow"][i]), float(fields["dhigh"][i])
                values = [int.from_bytes(piece[k:k + 2], "little", signed=True)
                          for k in range(0, len(piece), 2)]
                signals.setdefault(fields["label"][i], []).extend(
                    low + (value - dlow) * (high - low) / (dhigh - dlow) for value in values)
    return {"start": data[168:184].decode(), "recording": data[88:168].decode(),
            "signals": signals, "notes": sorted(notes), "units": dict(zip(fields["label"], fields["unit"])),
            "low": {label: float(low) for label, low in zip(fields["label"], fields["low"])},
            "rates": {label: size / length for label, size in zip(fields["label"], samples)}}
