"""A session of Apache Spark in which the SQL of rules means the same as in DuckDB; what it cannot do is said in a sentence."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from checker.errors import EngineFault, Fault, UsageFault
from checker.place import Place
from checker.text import Sentence

OLDEST: Final = (4, 1)
"""The first Spark with recursive queries."""

MEANING: Final[Mapping[str, str]] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.cteRecursionLevelLimit": "-1",
    "spark.sql.cteRecursionRowLimit": "-1",
    "spark.sql.session.timeZone": "UTC",
}
"""What verdicts depend on: a number too large is a fault and not null, and a path may be as long and have as many ends as it has."""

JOINS: Final[Mapping[str, str]] = {
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "10MB",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
}
"""A table is sent to every worker once it is there and known to be small: of what a recursive query gives Spark expects too little."""

ON_THIS_MACHINE: Final[Mapping[str, str]] = {
    "spark.buffer.pageSize": "1m",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:+UseParallelGC -XX:ReservedCodeCacheSize=512m -XX:TieredStopAtLevel=1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "3g",
    "spark.master": "local[*]",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.ui.retainedExecutions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.retainedJobs": "64",
    "spark.ui.retainedStages": "64",
    "spark.ui.retainedTasks": "512",
    "spark.ui.showConsoleProgress": "false",
}
"""What a session is begun with that nobody handed to a cluster: all within one Java of this machine, which listens to nobody else.

Rules are many short queries, each with many small tables that are joined. Spark would give every one of those 64 MB (pageSize), and
keep what it knows of a thousand queries (retained…). Java's first compiler is left to do alone (TieredStopAtLevel); it would have 48 MB
for what it makes, and once they are full would stop for good (ReservedCodeCacheSize).
"""


@contextmanager
def session(name: str = "oneplan") -> Iterator[Any]:
    """A session of the cluster that `spark-submit` names, else of this machine alone; it is over with the block.

    Raises UsageFault where PySpark or Java is not there, or too old.
    """
    sessions = _spark_session()
    settings: Mapping[str, str] = {}
    if not _is_submitted():
        _refuse_no_java()
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        settings = ON_THIS_MACHINE
    builder = sessions.builder.appName(name)
    for key, value in settings.items():
        builder = builder.config(key, value)
    begun = _begun(builder)
    begun.sparkContext.setLogLevel("ERROR")
    for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they tell of a fault, `broken` says
    for key, value in {**MEANING, **JOINS}.items():
        begun.conf.set(key, value)
    try:
        yield begun
    finally:
        begun.stop()


def _is_submitted() -> bool:
    """Whether `spark-submit` runs this program, and has begun a Java for it."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


def _spark_session() -> Any:
    """PySpark's class of sessions. Raises UsageFault where it is not there or has no recursive queries."""
    try:
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise _cannot(
            "การตรวจด้วย Apache Spark ต้องติดตั้งเพิ่มก่อน: pip install 'oneplan-checker[spark]'",
            "Judging with Apache Spark needs one more package. Install it: pip install 'oneplan-checker[spark]'",
        ) from error
    if tuple(int(part) for part in pyspark.__version__.split(".")[:2]) < OLDEST:
        raise _cannot(
            f"Spark รุ่น {pyspark.__version__} ไม่มีคำสั่งค้นแบบเวียนซ้ำ (WITH RECURSIVE) ให้ใช้ Spark 4.1 ขึ้นไป",
            f"Spark {pyspark.__version__} has no recursive queries (WITH RECURSIVE). Use Spark 4.1 or newer.",
        )
    return SparkSession


def _refuse_no_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home:
        if (Path(home) / "bin" / "java").is_file():
            return
        raise _cannot(
            f"JAVA_HOME ระบุ {home} ซึ่งไม่มี bin/java ให้แก้ JAVA_HOME ให้ระบุโฟลเดอร์ของ Java 17 หรือ 21",
            f"JAVA_HOME names {home}, which has no bin/java. Let it name the folder of a Java 17 or 21.",
        )
    if shutil.which("java") is None:
        raise _cannot(
            "Apache Spark ต้องใช้ Java แต่เครื่องนี้ไม่มี ให้ติดตั้ง Java 17 หรือ 21 (Debian: apt install openjdk-17-jre-headless)",
            "Apache Spark needs Java, and this machine has none. Install Java 17 or 21 (Debian: apt install openjdk-17-jre-headless).",
        )


def _begun(builder: Any) -> Any:
    from pyspark.errors import PySparkException

    try:
        return builder.getOrCreate()
    except PySparkException as error:
        raise _cannot(
            f"เริ่ม Apache Spark ไม่สำเร็จ ให้ใช้ Java 17 หรือ 21 และดูข้อความของ Java ข้างต้น: {_brief(error)}",
            f"Apache Spark could not begin. Use Java 17 or 21, and see what Java said above: {_brief(error)}",
        ) from error


@contextmanager
def broken(place: str) -> Iterator[None]:
    """What Spark cannot do within the block leaves as EngineFault."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        says = Sentence(
            th=f"Apache Spark ทำงานไม่สำเร็จ: {_brief(error)}",
            en=f"Apache Spark could not finish: {_brief(error)}",
        )
        raise EngineFault([Fault(Place(file=place), says)]) from error


def is_missing(error: Exception) -> bool:
    """Whether `error` of Spark says that there is no such file."""
    return getattr(error, "getCondition", lambda: None)() == "PATH_NOT_FOUND"


def _brief(error: Exception) -> str:
    """The first line of what Spark says, which has its stack below."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _cannot(th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place("Apache Spark"), Sentence(th=th, en=en))])
