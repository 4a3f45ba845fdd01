"""What a plan of Spark holds that a bigger cluster does not make quicker."""

from typing import Any, NamedTuple

WINDOW = "window over all rows"
NESTED = "nested loops"
PRODUCT = "cartesian product"
BROADCAST = "broadcast"
# What a stage ends in; a plan is read from each join or window down to there.
ENDS = ("Exchange", "BroadcastExchange")


class Finding(NamedTuple):
    """One place of a plan, and the rows that one task or the driver has to hold."""

    kind: str
    rows: int


def findings(plan: dict[str, Any]) -> list[Finding]:
    """What the plan of one statement holds, as Spark's `/sql` answers tell it."""
    nodes = {node["nodeId"]: node for node in plan["nodes"]}
    below: dict[int, list[int]] = {}
    for edge in plan["edges"]:
        below.setdefault(edge["toId"], []).append(edge["fromId"])
    found = []
    for each, node in nodes.items():
        name = node["nodeName"]
        if name.startswith("CartesianProduct"):
            found.append(Finding(PRODUCT, _number(node, "number of output rows")))
            continue
        if name == "BroadcastExchange":
            found.append(Finding(BROADCAST, _number(node, "number of output rows")))
        if name.startswith("BroadcastNestedLoopJoin"):
            sides = [nodes[side] for side in below[each]]
            sent = [s for s in sides if s["nodeName"] == "BroadcastExchange"]
            rows = [_number(side, "number of output rows") for side in sent]
            found.append(Finding(NESTED, max(rows, default=0)))
        if name.startswith("Window"):
            ends = [nodes[end] for end in _ends(each, below, nodes)]
            single = [end for end in ends if _number(end, "number of partitions") == 1]
            if single and len(single) == len(ends):
                rows = [_number(end, "shuffle records written") for end in single]
                found.append(Finding(WINDOW, sum(rows)))
    return found


def _ends(
    start: int, below: dict[int, list[int]], nodes: dict[int, dict[str, Any]]
) -> list[int]:
    """The first exchanges on every way down from a node."""
    found, todo = [], list(below.get(start, []))
    while todo:
        each = todo.pop()
        if nodes[each]["nodeName"] in ENDS:
            found.append(each)
        else:
            todo += below.get(each, [])
    return found


def _number(node: dict[str, Any], metric: str) -> int:
    """A metric of a node; 0 where it has none."""
    for each in node["metrics"]:
        if each["name"] == metric:
            return int(each["value"].replace(",", ""))
    return 0
