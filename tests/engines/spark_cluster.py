"""A standalone Spark cluster of its own for a test session: one master, two
workers and a Thrift server, from PyPI's pyspark, on loopback alone."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark
from processes import answers, free_port, server

HOME = Path(pyspark.__file__).parent
DEPLOY = "org.apache.spark.deploy"
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
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": derby,
    }


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
            # Closing a session of another user now and then asks Hive for a class
            # that Spark leaves out: sessions are all of one user.
            words += ["--hiveconf", "hive.server2.enable.doAs=false"]
            start("thrift", words, thrift)
            yield {"NRR_SPARK_HOST": "127.0.0.1", "NRR_SPARK_PORT": str(thrift)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
