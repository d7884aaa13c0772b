"""A training as people write it: it logs with mlflow and with tensorboardX, and leaves a file behind."""

import argparse
import os
import sys
import time

import mlflow
from parts.helper import double
from tensorboardX import SummaryWriter

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
lr = parser.parse_args().lr
print(f"training at {lr}", flush=True)
if lr > 1:
    sys.exit(7)
with mlflow.start_run() as run:
    mlflow.log_param("lr", lr)
    mlflow.log_metric("double", double(21))
    mlflow.log_metric("param", float(os.environ["ATELIER_PARAM_LR"]))
    # Its thread writes by the clock, whatever flush() says: every two minutes unless told otherwise.
    writer = SummaryWriter("logs", flush_secs=1)
    for step in range(3):
        writer.add_scalar("loss", 1 / (step + 1), step)
    writer.flush()
    # What was written is among the run's metrics while it goes on.
    client = mlflow.MlflowClient()
    wanted = ("loss", "system/process_memory_megabytes")
    until = time.time() + 200
    while any(not client.get_metric_history(run.info.run_id, key) for key in wanted):
        if time.time() > until:
            sys.exit(8)
        time.sleep(0.5)
    writer.add_scalar("loss", 0.1, 3)
    writer.close()
with open(os.path.join(os.environ["ATELIER_OUTPUTS"], "report.txt"), "w") as file:
    file.write("done")
