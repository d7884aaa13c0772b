import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parquet, rows, useSteps } from './support'

const steps = useSteps()
const run = (code: string, inputs: Record<string, string> = {}) => steps.run('python_script', { code }, inputs)
const columns = async (code: string, inputs?: Record<string, string>) => (await run(code, inputs)).outputs.out1!.meta.columns
const table = (query: string) => parquet(path.join(steps.folder, `${Math.random()}.parquet`), query)
const fault = (message: RegExp) => ({ name: 'ChildError', reason: 'user_error', message: expect.stringMatching(message) })

const everyType = `SELECT * FROM (VALUES
  (1, 9007199254740993, 1.5, 'a', true, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:34:56.789012'),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, -5, 'nan'::DOUBLE, '', false, DATE '1850-01-01', TIMESTAMP '1850-01-01 00:00:00')) v(i, big, x, s, b, d, t)`

describe('types', () => {
  test('survive the way in and out, missing values too', async () => {
    const input = await table(everyType)
    const { outputs } = await run('def main(in1):\n    return in1\n', { in1: input })
    const query = 'SELECT * REPLACE (CASE WHEN isnan(x) THEN NULL ELSE x END AS x) FROM t'
    expect(await rows(outputs.out1!.path, query)).toEqual(await rows(input, query))
    const types = (file: string) => rows(file, 'SELECT column_name, column_type FROM (DESCRIBE t)')
    expect((await types(outputs.out1!.path)).map(({ column_type: type }) => type)).toEqual(['INTEGER', 'BIGINT', 'DOUBLE', 'VARCHAR', 'BOOLEAN', 'DATE', 'TIMESTAMP'])
    expect(outputs.out1!.meta).toEqual({
      rows: 3,
      columns: [
        { name: 'i', type: 'integer' }, { name: 'big', type: 'integer' }, { name: 'x', type: 'number' }, { name: 's', type: 'text' },
        { name: 'b', type: 'boolean' }, { name: 'd', type: 'date' }, { name: 't', type: 'timestamp' },
      ],
    })
  })

  test('arrive as pandas types that keep them', async () => {
    await run('def main(in1):\n    print(", ".join(str(t) for t in in1.dtypes))\n    print(in1.d.dt.year.tolist()[0])\n    return in1\n', { in1: await table(everyType) })
    expect(steps.logs).toContain('Int32, Int64, float64, str, boolean, datetime64[s], datetime64[us]')
    expect(steps.logs).toContain('2024.0')
  })

  test('whole numbers without gaps are plain integers', async () => {
    await run('def main(in1):\n    print(f"dtype {in1.n.dtype}")\n    return in1\n', { in1: await table('SELECT 5::BIGINT AS n') })
    expect(steps.logs).toContain('dtype int64')
  })

  test('made by pandas are written by their meaning', async () => {
    const code = `import pandas as pd, numpy as np
def main():
    return pd.DataFrame({
        "category": pd.Categorical(["x", None]), "period": pd.period_range("2024-01", periods=2, freq="M"),
        "delta": pd.to_timedelta([1, 2], unit="h"), "when": pd.to_datetime(["2024-01-01 10:00", "2024-01-02 11:00"]),
        "small": np.array([1, 2], dtype="int8"), "all_missing": [None, None], 7: [0.5, None]})
`
    expect(await columns(code)).toEqual([
      { name: 'category', type: 'text' }, { name: 'period', type: 'text' }, { name: 'delta', type: 'text' }, { name: 'when', type: 'timestamp' },
      { name: 'small', type: 'integer' }, { name: 'all_missing', type: 'text' }, { name: '7', type: 'number' },
    ])
  })
})

describe('what main returns', () => {
  test('may be two frames, a series, or an Arrow table', async () => {
    const two = await run('import pandas as pd\ndef main():\n    return pd.DataFrame({"a": [1, 2]}), pd.Series([1.5], name="b")\n')
    expect([two.outputs.out1!.meta, two.outputs.out2!.meta]).toEqual([{ rows: 2, columns: [{ name: 'a', type: 'integer' }] }, { rows: 1, columns: [{ name: 'b', type: 'number' }] }])
    expect(await columns('import pyarrow as pa\ndef main():\n    return pa.table({"a": ["x"]})\n')).toEqual([{ name: 'a', type: 'text' }])
  })

  test('keeps a named index as columns and drops a nameless one', async () => {
    const input = { in1: await table("SELECT * FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) v(k, n)") }
    expect(await columns('def main(in1):\n    return in1.groupby("k").sum()\n', input)).toEqual([{ name: 'k', type: 'text' }, { name: 'n', type: 'integer' }])
    expect(await columns('def main(in1):\n    return in1[in1.n > 1]\n', input)).toEqual([{ name: 'k', type: 'text' }, { name: 'n', type: 'integer' }])
    expect(await columns('def main(in1):\n    return in1.groupby("k").agg({"n": ["min", "max"]})\n', input)).toEqual([{ name: 'k', type: 'text' }, { name: 'n_min', type: 'integer' }, { name: 'n_max', type: 'integer' }])
  })

  test('is refused in plain words where it is no table', async () => {
    await expect(run('def main():\n    pass\n')).rejects.toMatchObject(fault(/nothing \(None\).*return df/))
    await expect(run('def main():\n    return 5\n')).rejects.toMatchObject(fault(/a value of the type int/))
    await expect(run('import pandas as pd\ndef main():\n    return pd.DataFrame({"a": [1], "A": [2]})\n')).rejects.toMatchObject(fault(/two columns called “A” and “a”/))
    await expect(run('import pandas as pd\ndef main():\n    return pd.DataFrame({"a": [1, "x"]})\n')).rejects.toMatchObject(fault(/“a” mixes values of the types int, str/))
    await expect(run('import pandas as pd\ndef main():\n    return pd.DataFrame()\n')).rejects.toMatchObject(fault(/has no columns/))
    await expect(run('import pandas as pd\ndef main():\n    f = pd.DataFrame({"a": [1]})\n    return f, f, f\n')).rejects.toMatchObject(fault(/3 values/))
  })
})

describe('a script that fails', () => {
  test('names its own line, and the log shows the lines of the script alone', async () => {
    steps.logs.length = 0
    const code = 'import pandas as pd\n\ndef helper(df):\n    return df["absent"]\n\ndef main(in1):\n    return helper(in1)\n'
    await expect(run(code, { in1: await table('SELECT 1 AS a') })).rejects.toMatchObject(fault(/^Line 4: KeyError: 'absent'/))
    const log = steps.logs.join('\n')
    expect(log).toContain('File "script.py", line 7, in main\n    return helper(in1)')
    expect(log).toContain('File "script.py", line 4, in helper\n    return df["absent"]')
    expect(log).not.toMatch(/site-packages|atelier_runner/)
  })

  test('with a syntax error, without main, or with the wrong number of arguments', async () => {
    await expect(run('def main(:\n')).rejects.toMatchObject(fault(/^Line 1: /))
    await expect(run('x = 1\n')).rejects.toMatchObject(fault(/no function main/))
    const one = await table('SELECT 1 AS a')
    await expect(run('def main(in1, in2):\n    return in1\n', { in1: one })).rejects.toMatchObject(fault(/main needs 2 tables.*in2/))
    await expect(run('def main(in1):\n    return in1\n', { in1: one, in2: one })).rejects.toMatchObject(fault(/2 tables are connected, but main takes only 1/))
    await expect(run('raise ValueError("at the top")\n')).rejects.toMatchObject(fault(/^Line 1: ValueError: at the top/))
  })
})

test('equal scripts on equal data give equal bytes, random numbers too', async () => {
  const code = 'import numpy as np, pandas as pd, random\ndef main(in1):\n    return pd.DataFrame({"a": np.random.rand(1000), "b": [random.random() for _ in range(1000)], "c": [hash(str(i)) for i in range(1000)]})\n'
  const input = { in1: await table('SELECT 1 AS a') }
  const digests = [await run(code, input), await run(code, input)].map(({ outputs }) => outputs.out1!.digest)
  expect(digests[0]).toBe(digests[1])
})
