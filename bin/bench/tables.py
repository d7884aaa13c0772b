"""The same reads and writes with pandas: prints the seconds of each, of the clock and of the processor, as JSON."""

import json
import sys
import time

import pandas as pd

sales, stores, folder = sys.argv[1:4]


def timed(work):
    started, before = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - started, "processor": time.process_time() - before}


def to_table():
    table = pd.read_csv(sales, dtype={"code": str}, parse_dates=["day"])
    table.to_parquet(f"{folder}/pandas.parquet", compression="zstd", index=False)


def steps():
    clean = pd.read_parquet(f"{folder}/pandas.parquet").dropna(subset=["store", "qty"])
    clean.to_parquet(f"{folder}/pandas-clean.parquet", compression="zstd", index=False)
    joined = pd.read_parquet(f"{folder}/pandas-clean.parquet").merge(pd.read_csv(stores), on="store")
    joined.to_parquet(f"{folder}/pandas-joined.parquet", compression="zstd", index=False)
    joined = pd.read_parquet(f"{folder}/pandas-joined.parquet")
    first = joined.sample(frac=0.75, random_state=42)
    first.to_parquet(f"{folder}/pandas-first.parquet", compression="zstd", index=False)
    joined.drop(first.index).to_parquet(f"{folder}/pandas-second.parquet", compression="zstd", index=False)


print(json.dumps({"import": timed(to_table), "steps": timed(steps)}))
