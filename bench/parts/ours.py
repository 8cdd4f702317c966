"""A gateway of ours with every feature on: one process on core 0."""
import json
import os
import subprocess
import time
import urllib.request

from parts.peers import free_port, wait_for

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "bin", "gatehouse")
memory_seen = []

CONFIG = """
gatehouse: 1
listen: {listen}
admin: {{ listen: "127.0.0.1:{admin}" }}
directory: {{ embedded: file:people.ldif }}
drain: {{ delay: 0s, timeout: 2s }}
sts:
  listen: {{ https: "127.0.0.1:{sts}" }}
  issuer: https://localhost:{sts}
  scopes: {{ orders.read: {{}} }}
  resources: {{ bench: {{ uri: "https://bench.example", scopes: [orders.read] }} }}
services:
  bench: {{ endpoints: ["http://127.0.0.1:{service}"], audience: bench }}
credentials:
  token: {{ oidc: {{ issuer: "{issuer}", audience: bench, ca: file:{ca}, owner: issuer }} }}
  key: {{ api_key: {{}} }}
  signed: {{ signature: {{}} }}
limits:
  much: {{ rate: 10000000/s, burst: 10000000 }}
routes:
  - {{ name: plain, from: /plain, to: bench, accept: [anonymous, key], allow: [{{ name: anyone }}] }}
  - {{ name: key, from: /key, to: bench, accept: [key], limit: much, allow: [{{ name: read, when: '"orders.read" in caller.scopes' }}] }}
  - {{ name: token, from: /token, to: bench, accept: [token], allow: [{{ name: anyone }}] }}
  - {{ name: signed, from: /signed, to: bench, accept: [signed], allow: [{{ name: anyone }}] }}
"""

PEOPLE = """dn: dc=example,dc=org
objectClass: top
objectClass: domain
dc: example

dn: ou=people,dc=example,dc=org
objectClass: top
objectClass: organizationalUnit
ou: people

dn: ou=groups,dc=example,dc=org
objectClass: top
objectClass: organizationalUnit
ou: groups

dn: uid=bench,ou=people,dc=example,dc=org
objectClass: top
objectClass: person
objectClass: organizationalPerson
objectClass: inetOrgPerson
uid: bench
cn: Bench
sn: Bench
mail: bench@example.org
"""


class Gateway:
    def __init__(self, world, tls=False):
        self.world = world
        self.port, self.admin = free_port(), free_port()
        self.scheme = "https" if tls else "http"
        os.makedirs(world.path("state"), 0o700, exist_ok=True)
        world.write("people.ldif", PEOPLE) if not os.path.exists(world.path("people.ldif")) else None
        listen = '{ http: "127.0.0.1:%d" }' % self.port
        if tls:
            listen = '{ https: "127.0.0.1:%d", tls: { cert: file:tls.crt, key: file:tls.key } }' % self.port
        world.write("gatehouse.yaml", CONFIG.format(
            listen=listen, admin=self.admin, sts=free_port(), service=world.service,
            issuer=world.issuer_url, ca=world.path("ca.pem")))
        self.process = world.spawn(
            "gatehouse", [PROGRAM, "start", "-c", world.path("gatehouse.yaml"), "--dir", world.path("state")], 0)
        wait_for(self.port, self.process, "Gatehouse", 90)
        wait_for(self.admin, self.process, "the admin listener", 90)
        for _ in range(600):
            if os.path.exists(world.path("state/admin.token")):
                break
            time.sleep(0.1)

    def url(self, path):
        return "%s://localhost:%d%s" % (self.scheme, self.port, path)

    def authority(self):
        return "localhost:%d" % self.port

    def make_key(self, kind):
        with open(self.world.path("state/admin.token")) as file:
            token = file.read().strip()
        wanted = {"kind": kind, "owner": "bench", "scopes": ["orders.read"], "label": "bench"}
        request = urllib.request.Request(
            "http://127.0.0.1:%d/admin/v1/keys" % self.admin, json.dumps(wanted).encode(),
            {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        with open("/proc/%d/status" % self.process.pid) as status:
            memory_seen.extend(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        self.world.end(self.process)


def version():
    described = subprocess.run(["git", "-C", os.path.dirname(PROGRAM), "describe", "--always", "--dirty"],
                               capture_output=True, text=True)
    return described.stdout.strip() or "unknown"
