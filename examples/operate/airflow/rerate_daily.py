"""A trading day of Rerate by Airflow: docs/operate/airflow.md.

Copy to the folder of DAGs, and adapt paths, hour and retries. Workers need Rerate at the same path
and must reach the warehouse.
"""

from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.exceptions import AirflowFailException, AirflowSkipException
from airflow.providers.standard.operators.bash import BashOperator

# Defect, wrong usage, refused file, failed check: the next attempt would end in the same way.
# Not among them are 5 (conflict or outage), and what a kill or a crash leaves.
NOT_CURED_BY_WAITING = [1, 2, 3, 4]


class RerateOperator(BashOperator):
    """A command whose exit status says whether another attempt makes sense.

    BashOperator can tell statuses apart only by skipping; a skipped day would look like a good one,
    so the skip becomes a failure without further attempts.
    """

    def __init__(self, **kwargs):
        super().__init__(skip_on_exit_code=NOT_CURED_BY_WAITING, **kwargs)

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowSkipException as ended:
            raise AirflowFailException(f"not tried again: {ended}") from ended


with DAG(
    dag_id="rerate_daily",
    schedule="0 19 * * 1-5",
    start_date=pendulum.datetime(2026, 1, 1, tz="America/New_York"),
    # Rerate catches up by itself, in the order of the dates.
    catchup=False,
    max_active_runs=1,
    tags=["rerate"],
):
    RerateOperator(
        task_id="run",
        # The end of the interval is the evening itself, with either kind of cron timetable.
        bash_command=r"""
{% set day = data_interval_end.in_timezone('America/New_York').to_date_string() %}
exec /opt/rerate/bin/rerate run daily --on {{ day }} --catch-up \
  --conf-dir /etc/rerate \
  --summary /var/log/rerate/{{ day }}-{{ ti.try_number }}.json
""",
        cwd="/srv/rerate",
        env={
            "RERATE_WAREHOUSE": "/srv/rerate/warehouse",
            "RERATE_HEAP": "4g",
            "RERATE_LOG": "json",
        },
        append_env=True,
        # The summary keeps what there is to know; a line of a table is no result for other tasks.
        do_xcom_push=False,
        retries=3,
        retry_delay=timedelta(minutes=15),
        execution_timeout=timedelta(hours=4),
    )
