"""Sends requests with wrk and reads what they cost the server."""
import dataclasses
import os
import re
import subprocess

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 50

# Lines of a file become fields of requests, each line once as long as they last.
SCRIPT = """
local lines, at, over = {}, 0, 0
function init(args)
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
  at = tonumber(args[2])
end
function request()
  at = at + 1
  if at > #lines then at = 1; over = over + 1 end
  local line = lines[at]
  for name, value in line:gmatch("([^\\t]+)\\t([^\\t]+)") do wrk.headers[name] = value end
  return wrk.format("GET")
end
"""

DONE = """
done = function(summary)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d\\n", summary.requests, e.status, e.connect + e.read + e.write + e.timeout))
end
"""


@dataclasses.dataclass
class Target:
    """Where requests go, and whose time they cost."""

    url: str
    pid: int
    lines: object = None
    close: bool = False


@dataclasses.dataclass
class Result:
    micros: float
    rate: float


def ticks(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def run(target, seconds, world):
    script = world.path("wrk.lua")
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c%d" % CONNECTIONS, "-d%.0fs" % max(1, seconds), "-s", script]
    if target.close:
        command += ["-H", "Connection: close"]
    command.append(target.url)
    with open(script, "w") as text:
        text.write((SCRIPT if target.lines else "") + DONE)
    if target.lines:
        command += ["--", target.lines.path, str(target.lines.next)]
    before = ticks(target.pid)
    output = subprocess.run(command, capture_output=True, text=True).stdout
    spent = (ticks(target.pid) - before) / TICKS
    found = re.search(r"RESULT (\d+) (\d+) (\d+)", output)
    if not found:
        raise SystemExit("wrk said nothing of its requests:\n" + output)
    requests, refused, failed = map(int, found.groups())
    if target.lines:
        target.lines.used(requests + CONNECTIONS)
    if requests == 0 or refused + failed > requests / 1000:
        raise SystemExit("%s: %d of %d requests were refused, %d failed" % (target.url, refused, requests, failed))
    return Result(spent / requests * 1e6, requests / max(1, seconds))
