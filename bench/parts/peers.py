"""Everything that runs beside what is measured: the service, the issuer, the peers' processes."""
import os
import socket
import subprocess
import time

BODY = "x" * 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, name, seconds=30):
    for _ in range(int(seconds * 20)):
        if process.poll() is not None:
            said = open(process.log).read()[-2000:]
            raise SystemExit("%s ended with %d:\n%s" % (name, process.returncode, said))
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("%s does not answer" % name)


class World:
    """One folder with certificates, the service on core 1, and what is started in between."""

    def __init__(self, folder, given):
        self.folder = folder
        self.given = given
        self.processes = []
        self.service = free_port()
        self.issuer = free_port()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o600):
        path = self.path(name)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=self.folder)

    def spawn(self, name, command, core, **more):
        log = open(self.path(name + ".log"), "ab")
        process = subprocess.Popen(["taskset", "-c", str(core), *command], stdout=log, stderr=log, **more)
        process.log = log.name
        self.processes.append(process)
        return process

    def end(self, process):
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.processes.remove(process)

    def start(self):
        os.chmod(self.folder, 0o755)
        self.certificates()
        from parts import tokens

        tokens.publish(self)
        self.write("service.conf", SERVICE.format(folder=self.folder, port=self.service, issuer=self.issuer, body=BODY))
        process = self.spawn("service", ["nginx", "-p", self.folder, "-c", self.path("service.conf")], 1)
        wait_for(self.service, process, "the service")

    def certificates(self):
        ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        self.openssl("req", "-x509", *ec, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=bench", "-days", "2")
        self.openssl("req", *ec, "-keyout", "tls.key", "-out", "tls.csr", "-subj", "/CN=localhost")
        self.write("san", "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
        self.openssl("x509", "-req", "-in", "tls.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                     "-out", "tls.crt", "-days", "2", "-extfile", "san")
        self.write("tls.pem", open(self.path("tls.crt")).read() + open(self.path("tls.key")).read())

    def haproxy(self, rules, tls=False):
        port = free_port()
        bind = "127.0.0.1:%d" % port + (" ssl crt %s ssl-min-ver TLSv1.3" % self.path("tls.pem") if tls else "")
        config = HAPROXY.format(bind=bind, rules="\n  ".join(rules), service=self.service)
        process = self.spawn("haproxy", ["haproxy", "-db", "-f", self.write("haproxy.cfg", config)], 0)
        wait_for(port, process, "HAProxy")
        return port, process

    def stop(self):
        for process in list(self.processes):
            self.end(process)


SERVICE = """
daemon off; worker_processes 1; pid {folder}/service.pid; error_log {folder}/service.err crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; location / {{ default_type text/plain; return 200 "{body}"; }} }}
  server {{
    listen 127.0.0.1:{issuer} ssl; server_name localhost;
    ssl_certificate {folder}/tls.crt; ssl_certificate_key {folder}/tls.key;
    default_type application/json; root {folder}/issuer;
  }}
}}
"""

HAPROXY = """
global
  nbthread 1
  maxconn 4096
defaults
  mode http
  option http-keep-alive
  option forwardfor
  timeout client 60s
  timeout server 30s
  timeout connect 1s
  timeout http-request 10s
backend rates
  stick-table type string len 64 size 100k expire 1m store http_req_rate(1s)
backend nonces
  stick-table type string len 64 size 1m expire 5m store gpc0
frontend front
  bind {bind}
  {rules}
  default_backend service
backend service
  http-reuse always
  server one 127.0.0.1:{service} pool-max-conn 128
"""
