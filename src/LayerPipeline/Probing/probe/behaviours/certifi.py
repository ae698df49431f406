"""What users of certifi do."""

import ssl

import certifi


def behaviour_bundle():
    assert len(ssl.create_default_context(cafile=certifi.where()).get_ca_certs()) > 50
    assert "BEGIN CERTIFICATE" in certifi.contents()
