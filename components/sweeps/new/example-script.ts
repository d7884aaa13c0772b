/** What stands in the form before one pastes a script of one's own. */
export const exampleScript = `import argparse

import mlflow

parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float)
rate = parser.parse_args().rate
with mlflow.start_run():
    for step in range(20):
        mlflow.log_metric("loss", (rate - 0.3) ** 2 + 0.9**step, step=step)
`
