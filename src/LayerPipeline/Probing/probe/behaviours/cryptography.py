"""What users of cryptography do first."""

import datetime

from cryptography.hazmat.primitives import hashes, serialization


def behaviour_fernet():
    from cryptography.fernet import Fernet, InvalidToken

    box = Fernet(Fernet.generate_key())
    assert box.decrypt(box.encrypt(b"content")) == b"content"
    try:
        Fernet(Fernet.generate_key()).decrypt(box.encrypt(b"content"))
    except InvalidToken:
        return
    raise AssertionError("a wrong key decrypted")


def behaviour_digests():
    from cryptography.hazmat.primitives import hmac
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    digest = hashes.Hash(hashes.SHA256())
    digest.update(b"abc")
    code = hmac.HMAC(b"key", hashes.SHA512())
    code.update(b"abc")
    derived = PBKDF2HMAC(hashes.SHA256(), 32, b"salt", 1000).derive(b"password")
    return [digest.finalize(), code.finalize(), derived, HKDF(hashes.SHA256(), 32, b"salt", b"info").derive(b"key")]


def behaviour_ciphers():
    from cryptography.hazmat.primitives import padding
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(b"k" * 32), modes.CBC(b"i" * 16)).encryptor()
    results = [encryptor.update(padder.update(b"content") + padder.finalize()) + encryptor.finalize()]
    for kind in (AESGCM, ChaCha20Poly1305):
        sealed = kind(b"k" * 32).encrypt(b"n" * 12, b"content", b"more")
        assert kind(b"k" * 32).decrypt(b"n" * 12, sealed, b"more") == b"content"
        results.append(sealed)
    return results


def behaviour_keys():
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, x25519

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    scheme = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)
    key.public_key().verify(key.sign(b"content", scheme, hashes.SHA256()), b"content", scheme, hashes.SHA256())
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")
    )
    assert serialization.load_pem_private_key(text, b"secret").key_size == 2048
    curve = ec.generate_private_key(ec.SECP256R1())
    curve.public_key().verify(curve.sign(b"content", ec.ECDSA(hashes.SHA256())), b"content", ec.ECDSA(hashes.SHA256()))
    edwards = ed25519.Ed25519PrivateKey.generate()
    edwards.public_key().verify(edwards.sign(b"content"), b"content")
    one, other = x25519.X25519PrivateKey.generate(), x25519.X25519PrivateKey.generate()
    assert one.exchange(other.public_key()) == other.exchange(one.public_key())


def behaviour_certificates():
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example.org")])
    start = datetime.datetime(2024, 1, 1)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(start).not_valid_after(start + datetime.timedelta(days=30))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("example.org")]), critical=False)
    text = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    read = x509.load_pem_x509_certificate(text)
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert read.subject.rfc4514_string() == "CN=example.org" and names.get_values_for_type(x509.DNSName) == ["example.org"]
