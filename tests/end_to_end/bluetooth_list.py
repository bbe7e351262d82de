"""`ebb sensors` and `ebb probe` with a played BlueZ: what is said, and when the radio is used."""

from bluez_house import Bluez, Strap, private_bus
from house import Program, house

STRAP = ("A0:9E:1A:00:11:22", "Polar H10 0A1B2C3D")


def lists_and_probes(address):
    with house(), Bluez(address) as bluez:
        strap = Strap(bluez, *STRAP).heart_rate().wear()
        with Program("ebb", "sensors") as ebb:
            out, _, status = ebb.until_over()
            assert status == 0 and STRAP[0] not in out and not strap.is_heard(), out
        assert bluez.scans() == 0, "it used the radio without being asked"
        with Program("ebb", "sensors", "--ble") as ebb:
            out, _, status = ebb.until_over()
            assert status == 0 and f"ble:{STRAP[0]}" in out and STRAP[1] in out and "heart rate" in out, out
        with Program("ebb", "probe", "ble:h10") as ebb:
            out, _, status = ebb.until_over()
            assert status == 0 and "ble-bridge" in out, out


with house() as folder, private_bus(folder) as at:
    with Program("ebb", "sensors", "--ble") as nobody:
        said, _, over = nobody.until_over()
        assert over == 0 and "systemctl start bluetooth" in said, said
    lists_and_probes(at)
