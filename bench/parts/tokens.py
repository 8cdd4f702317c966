"""An issuer's keys and tokens, and signed requests; made before they are used."""
import base64
import functools
import hashlib
import hmac
import json
import multiprocessing
import os
import secrets
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

PRINCIPALS = 200


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, length):
    return b64(value.to_bytes(length, "big"))


class Lines:
    """A file of header lines, used from where the last load stopped."""

    def __init__(self, path, count):
        self.path, self.count, self.next = path, count, 0

    def used(self, lines):
        self.next = (self.next + lines) % self.count


def publish(world):
    """Makes the keys and the documents that a gateway discovers them by."""
    world.keys = {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
    }
    world.issuer_url = "https://localhost:%d" % world.issuer
    r, e = (world.keys[name].public_key().public_numbers() for name in ("RS256", "ES256"))
    jwks = {"keys": [
        {"kty": "RSA", "kid": "RS256", "alg": "RS256", "use": "sig", "n": number(r.n, 256), "e": "AQAB"},
        {"kty": "EC", "kid": "ES256", "alg": "ES256", "use": "sig", "crv": "P-256", "x": number(e.x, 32), "y": number(e.y, 32)},
    ]}
    discovery = {"issuer": world.issuer_url, "jwks_uri": world.issuer_url + "/jwks",
                 "id_token_signing_alg_values_supported": ["RS256", "ES256"]}
    os.makedirs(world.path("issuer/.well-known"), 0o755)
    os.chmod(world.path("issuer"), 0o755)
    world.write("issuer/jwks", json.dumps(jwks), 0o644)
    world.write("issuer/.well-known/openid-configuration", json.dumps(discovery), 0o644)
    for name, key in world.keys.items():
        pem = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        world.write(name + ".pem", pem.decode())


def sign(pem, alg, issuer, first, count):
    key = serialization.load_pem_private_key(pem, None)
    now = int(time.time())
    head = b64(json.dumps({"alg": alg, "typ": "at+jwt", "kid": alg}).encode())
    made = []
    for i in range(first, first + count):
        claims = {"iss": issuer, "sub": "user-%d" % (i % PRINCIPALS), "aud": "bench", "iat": now, "exp": now + 3600,
                  "jti": secrets.token_hex(16), "client_id": "bench", "scope": "orders.read orders.write"}
        text = (head + "." + b64(json.dumps(claims).encode())).encode()
        if alg == "RS256":
            signature = key.sign(text, padding.PKCS1v15(), hashes.SHA256())
        else:
            r, s = decode_dss_signature(key.sign(text, ec.ECDSA(hashes.SHA256())))
            signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        made.append("Authorization\tBearer %s.%s\n" % (text.decode(), b64(signature)))
    return "".join(made)


def distinct(world, alg, count):
    pem = world.keys[alg].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    work = functools.partial(sign, pem, alg, world.issuer_url)
    with multiprocessing.Pool(2) as pool:
        parts = pool.starmap(work, [(i * count // 8, count // 8) for i in range(8)])
    return Lines(world.write(alg + ".lines", "".join(parts)), count // 8 * 8)


def rfc9421(world, authority, key, count):
    """Requests signed over method and target (RFC 9421), each with a nonce of its own."""
    secret = base64.b64decode(key["secret"])
    made = []
    for _ in range(count):
        parameters = '("@method" "@authority" "@path");created=%d;keyid="%s";alg="hmac-sha256";nonce="%s"' % (
            time.time(), key["id"], secrets.token_hex(12))
        base = '"@method": GET\n"@authority": %s\n"@path": /signed\n"@signature-params": %s' % (authority, parameters)
        signature = base64.b64encode(hmac.new(secret, base.encode(), hashlib.sha256).digest()).decode()
        made.append("Signature-Input\tsig=%s\tSignature\tsig=:%s:\n" % (parameters, signature))
    return Lines(world.write("rfc9421.lines", "".join(made)), count)


def plain_hmac(world, secret, count):
    """The same for a peer: method, target, date and nonce under one key."""
    key = base64.b64decode(secret)
    made = []
    for _ in range(count):
        now, nonce = str(int(time.time())), secrets.token_hex(12)
        base = "GET|/signed|%s|%s" % (now, nonce)
        signature = base64.b64encode(hmac.new(key, base.encode(), hashlib.sha256).digest()).decode()
        made.append("X-Key\tbench\tX-Time\t%s\tX-Nonce\t%s\tX-Signature\t%s\n" % (now, nonce, signature))
    return Lines(world.write("hmac.lines", "".join(made)), count)
