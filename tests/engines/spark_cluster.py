"""A standalone Spark cluster of its own for a test session: one master, two
workers and a Thrift server, from PyPI's pyspark, on loopback alone."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from struct import pack

import pyspark
from processes import answers, free_port, server

HOME = Path(pyspark.__file__).parent
DEPLOY = "org.apache.spark.deploy"
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
THRIFT = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"


def _settings(folder: Path) -> dict[str, str]:
    """Small, on loopback, and with a metastore that goes with the session."""
    derby = f"jdbc:derby:;databaseName={folder / 'metastore'};create=true"
    return {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        # Of so few rows, compiling a plan takes longer than running it.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        # So short a life does not win back what a thorough compiler costs.
        "spark.driver.extraJavaOptions": QUICK,
        "spark.executor.extraJavaOptions": QUICK,
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.extraClassPath": str(folder / "classes"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": derby,
    }


def _write_signable(folder: Path) -> None:
    """An interface that Spark's own packages lack.

    Now and then Hive lists all its functions as a session is closed, and one of
    them names it; not finding it ends the connection of whoever closed.
    """
    name = b"org/apache/hadoop/hive/llap/security/LlapSigner$Signable"
    above = b"java/lang/Object"
    constants = [pack(">BH", 7, 2), pack(">BH", 1, len(name)) + name]
    constants += [pack(">BH", 7, 4), pack(">BH", 1, len(above)) + above]
    head = pack(">IHHH", 0xCAFEBABE, 0, 52, len(constants) + 1)
    # Public and abstract; itself, what is above it, and nothing within.
    tail = pack(">HHHHHHH", 0x0601, 1, 3, 0, 0, 0, 0)
    file = folder / f"{name.decode()}.class"
    file.parent.mkdir(parents=True)
    file.write_bytes(head + b"".join(constants) + tail)


@contextmanager
def spark() -> Iterator[dict[str, str]]:
    """The environment in which `--target spark` means this cluster."""
    folder = Path(tempfile.mkdtemp(prefix="nrr-spark-"))
    environment = {
        **os.environ,
        "SPARK_HOME": str(HOME),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
    }
    spark_class = str(HOME / "bin" / "spark-class")
    master, thrift = free_port(), free_port()
    url = f"spark://127.0.0.1:{master}"

    def start(name: str, command: list[str], port: int) -> None:
        log = folder / f"{name}.log"
        up = server(
            command, log, lambda: answers(port), env=environment, cwd=str(folder)
        )
        servers.enter_context(up)

    try:
        _write_signable(folder / "classes")
        with ExitStack() as servers:
            words = [spark_class, f"{DEPLOY}.master.Master", "--host", "127.0.0.1"]
            words += ["--port", str(master), "--webui-port", str(free_port())]
            start("master", words, master)
            for name in ("worker_1", "worker_2"):
                port, work = free_port(), folder / name
                words = [spark_class, f"{DEPLOY}.worker.Worker", "--host", "127.0.0.1"]
                words += ["--port", str(port), "--webui-port", str(free_port())]
                words += ["--cores", "1", "--memory", "1g", "--work-dir", str(work)]
                start(name, [*words, url], port)
            words = [str(HOME / "bin" / "spark-submit"), "--class", THRIFT]
            words += ["--master", url, "--driver-memory", "1g"]
            for setting in _settings(folder).items():
                words += ["--conf", "=".join(setting)]
            words += [
                "spark-internal",
                "--hiveconf",
                f"hive.server2.thrift.port={thrift}",
            ]
            words += ["--hiveconf", "hive.server2.thrift.bind.host=127.0.0.1"]
            words += ["--hiveconf", "hive.server2.enable.doAs=false"]
            start("thrift", words, thrift)
            yield {"NRR_SPARK_HOST": "127.0.0.1", "NRR_SPARK_PORT": str(thrift)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
