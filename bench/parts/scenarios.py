"""What is measured, and what each side does for one request."""
import contextlib
import dataclasses
import hashlib

from parts import ours, tokens
from parts.load import Target

LIMIT = ["http-request track-sc0 var(txn.user) table rates",
         "http-request deny deny_status 429 if { sc_http_req_rate(0) gt 10000000 }"]


@dataclasses.dataclass
class Running:
    peer: Target
    ours: Target


class Scenario:
    """Two servers that are up at the same time; only one of them is asked at a time."""

    def __init__(self, name, goal, prepare, tls=False):
        self.name, self.goal, self.prepare, self.tls = name, goal, prepare, tls

    @contextlib.contextmanager
    def start(self, world):
        gateway = ours.Gateway(world, self.tls)
        rules, path, mine, theirs = self.prepare(world, gateway)
        port, process = world.haproxy(rules, self.tls)
        close = self.name == "handshake"
        try:
            yield Running(
                Target("%s://localhost:%d%s" % (gateway.scheme, port, path), process.pid, theirs, close),
                Target(gateway.url(path), gateway.process.pid, mine, close))
        finally:
            gateway.stop()
            world.end(process)


def plain(world, gateway):
    return [], "/plain", None, None


def key(world, gateway):
    keys = [gateway.make_key("api_key")["secret"] for _ in range(world.given.keys)]
    rows = "".join("%s user-%d\n" % (hashlib.sha256(k.encode()).hexdigest().upper(), i % 200) for i, k in enumerate(keys))
    lines = tokens.Lines(world.write("keys.lines", "".join("X-API-Key\t%s\n" % k for k in keys)), len(keys))
    rules = ["http-request set-var(txn.user) req.hdr(x-api-key),sha2(256),hex,map(%s)" % world.write("keys.map", rows),
             "http-request deny deny_status 401 unless { var(txn.user) -m found }", *LIMIT,
             "http-request del-header x-api-key", "http-request set-header x-user %[var(txn.user)]"]
    return rules, "/key", lines, lines


def jwt_rules(world, alg):
    bearer = "http-request deny deny_status 401 unless { var(txn.bearer),"
    return ["http-request set-var(txn.bearer) http_auth_bearer",
            "http-request set-var(txn.alg) var(txn.bearer),jwt_header_query('$.alg')",
            bearer + "jwt_header_query('$.alg') -m str %s }" % alg,
            bearer + "jwt_payload_query('$.iss') -m str %s }" % world.issuer_url,
            bearer + "jwt_payload_query('$.aud') -m str bench }",
            "http-request set-var(txn.now) date()",
            bearer + "jwt_payload_query('$.exp','int'),sub(txn.now) -m int gt 0 }",
            bearer + 'jwt_verify(txn.alg,"%s") -m int 1 }' % world.path(alg + ".pem"),
            "http-request set-header x-user %[var(txn.bearer),jwt_payload_query('$.sub')]",
            "http-request del-header authorization"]


def distinct(alg, rate):
    def prepare(world, gateway):
        given = world.given
        count = int(rate * (given.pairs * max(1, given.seconds) + 2 * given.pairs + given.warm / 2))
        mine = tokens.distinct(world, alg, min(count, 120_000))
        return jwt_rules(world, alg), "/token", mine, tokens.Lines(mine.path, mine.count)

    return prepare


def seen(world, gateway):
    mine = tokens.distinct(world, "RS256", 800)
    return jwt_rules(world, "RS256"), "/token", mine, tokens.Lines(mine.path, mine.count)


def signed(world, gateway):
    made = gateway.make_key("hmac")
    secret = {"id": made["id"], "secret": made["secret"]}
    given = world.given
    count = int(min(600_000, 25_000 * (given.warm + given.pairs * max(1, given.seconds) + 2)))
    mine = tokens.rfc9421(world, gateway.authority(), secret, count)
    theirs = tokens.plain_hmac(world, secret["secret"], count)
    rows = world.write("hmac.map", "bench %s\n" % secret["secret"])
    rules = ["http-request set-var(txn.key) req.hdr(x-key),map(%s)" % rows,
             "http-request deny deny_status 401 unless { var(txn.key) -m found }",
             "http-request set-var(txn.signature) req.hdr(x-signature)",
             'http-request set-var-fmt(txn.base) "%[method]|%[url]|%[req.hdr(x-time)]|%[req.hdr(x-nonce)]"',
             "http-request deny deny_status 401 unless { var(txn.base),hmac(sha256,txn.key),base64,strcmp(txn.signature) eq 0 }",
             "http-request set-var(txn.now) date()",
             "http-request deny deny_status 401 if { req.hdr(x-time),neg,add(txn.now) gt 300 }",
             "http-request track-sc1 req.hdr(x-nonce) table nonces",
             "http-request deny deny_status 401 if { sc_get_gpc0(1) gt 0 }",
             "http-request sc-inc-gpc0(1)",
             "http-request set-header x-user bench"]
    return rules, "/signed", mine, theirs


ALL = {scenario.name: scenario for scenario in (
    Scenario("plain", 1.0, plain),
    Scenario("key", 1.05, key),
    Scenario("rs256-distinct", 1.05, distinct("RS256", 9_000)),
    Scenario("rs256-seen", 2.0, seen),
    Scenario("hmac", 1.1, signed),
    Scenario("tls", 0.95, plain, tls=True),
    Scenario("es256-distinct", 1.0, distinct("ES256", 12_000)),
    Scenario("handshake", 0.8, plain, tls=True),
)}
