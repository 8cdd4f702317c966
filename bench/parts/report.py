"""Writes the results with the machine they come from."""
import datetime
import platform
import statistics
import subprocess

from parts import ours, scenarios

MORE = """
Both sides forward over HTTP/1.1 keep-alive to the same nginx, which answers 1 KiB; 50 connections. What we
do more than HAProxy's rules in the same row: canonical path and host or 400, the byte guard, protected
names stripped in every spelling, a signed identity token for each principal, a CEL policy where the route
has one, one decision line for each request written to disk, owner and revocation state looked up on each
hit, a strict reading of the service's answer, `traceparent`, a request id.
"""


def cpu():
    with open("/proc/cpuinfo") as info:
        names = [line.split(":")[1].strip() for line in info if line.startswith("model name")]
    return "%d x %s" % (len(names), names[0] if names else platform.machine())


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0].strip()


def write(given, results, memory):
    lines = [
        "# Gateway beside HAProxy", "",
        "Made by `bench/gateway%s` on %s, commit %s." % (
            " --quick" if given.quick else "", datetime.date.today(), ours.version()), "",
        "- Machine: %s, Linux %s" % (cpu(), platform.release()),
        "- Peer: %s" % first_line("haproxy", "-v"),
        "- %d pairs of %.1f s each, %.0f s of warm-up; load average at the end: %s" % (
            given.pairs, given.seconds, given.warm, " ".join(open("/proc/loadavg").read().split()[:3])), "",
        "CPU microseconds of the server's process for each request, medians. The ratio is HAProxy's divided by",
        "ours: above 1, ours is the cheaper. The spread is that of the pairs.", "",
        "| scenario | HAProxy us | ours us | ratio | spread | goal |", "|---|---|---|---|---|---|"]
    for name, pairs in results.items():
        ratios = sorted(peer.micros / mine.micros for peer, mine in pairs)
        lines.append("| %s | %.1f | %.1f | %.2f | %.2f-%.2f | %.2f |" % (
            name, statistics.median(peer.micros for peer, _ in pairs),
            statistics.median(mine.micros for _, mine in pairs), statistics.median(ratios),
            ratios[0], ratios[-1], scenarios.ALL[name].goal))
    if memory:
        lines += ["", "Resident memory of our process after a scenario: %d-%d MiB." % (
            min(memory) // 1024, max(memory) // 1024)]
    with open(given.out, "w") as file:
        file.write("\n".join(lines) + "\n" + MORE)
