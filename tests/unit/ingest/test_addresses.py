"""Catalogue S1 and S5: the address rule, address by address. Each range is tried at its edges."""

import pytest

from sayso_ingest.domain.addresses import REFUSED_V4, REFUSED_V6, refusal

REFUSED = """
0.0.0.0 0.0.0.1 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.64.0.1 100.127.255.255 127.0.0.1
127.0.0.2 127.1.1.1 127.255.255.255 169.254.0.1 169.254.169.254 169.254.170.2 169.254.255.255 172.16.0.0
172.16.0.1 172.31.255.255 192.0.0.0 192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.2.1 192.0.2.255
192.88.99.1 192.88.99.2 192.168.0.0 192.168.1.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 203.0.113.255 224.0.0.0 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.254 255.255.255.255
168.63.129.16 :: ::1 ::2 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1
fe80::1 fe80::1%lo fec0::1 ff02::1 ff0e::1 2606:4700::1111%eth0
"""

ALLOWED = """
1.0.0.1 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.215.14 100.63.255.255 100.128.0.0 126.255.255.255
128.0.0.1 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255
192.0.1.1 192.88.98.255 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1
2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1 2003::1 2606:4700:4700::1111 2a00:1450:4001:82a::200e
2a03:2880:f12f:83:face:b00c:0:25de 3ffe:ffff::1 3fff:1000::1 2620:fe::fe
"""

METADATA = ["169.254.169.254", "169.254.170.2", "168.63.129.16", "192.0.0.192", "100.100.100.200", "fd00:ec2::254"]


@pytest.mark.parametrize("address", [*REFUSED.split(), *METADATA])
def test_s1_refuses(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", ALLOWED.split())
def test_s1_allows(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1 ", "[::1]"])
def test_refuses_what_is_no_address(text: str) -> None:
    assert refusal(text) == "not an address"


def test_each_range_says_what_it_holds_at_both_ends() -> None:
    for each in REFUSED_V4 + REFUSED_V6:
        assert refusal(str(each.network[0])) == each.holds
        assert refusal(str(each.network[-1])) == each.holds
