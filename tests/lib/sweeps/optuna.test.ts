// What Optuna itself chooses, in the environment in which sweeps choose.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Space, SweepValues } from '@/lib/sweeps/schema'
import { testEnvironment } from '../../support/python-environment'

const space = { x: { min: -10, max: 10, scale: 'linear', whole: false, points: 5 }, depth: { min: 1, max: 64, scale: 'log', whole: true, points: 5 }, kind: { values: ['a', 1, true] } } satisfies Space

// One process goes through a whole search: starting Python for each trial would take most of the time.
const program = `
import json, sys
from atelier_runner.sweeps import suggest_text
request = json.load(sys.stdin)
score = lambda v: (v["x"] - 3) ** 2 + abs(v["depth"] - 8) + (0 if v["kind"] is True else 5)
for turn in range(20):
    chosen = json.loads(suggest_text(json.dumps({**request, "count": 2})))
    assert len(chosen) == 2
    for values in chosen:
        request["trials"].append({"values": values, "state": "succeeded", "objective": score(values), "series": []})
running = {"values": chosen[0], "state": "running", "objective": None, "series": [{"step": 1, "value": 2.0}]}
stopped = {"values": chosen[1], "state": "stopped", "objective": None, "series": [{"step": 1, "value": 9.0}]}
same = [json.loads(suggest_text(json.dumps({**request, "count": 1, "trials": request["trials"] + [running, stopped]}))) for _ in range(2)]
print(json.dumps({"trials": request["trials"], "same": same}))
`

test('Bayesian search stays within the space, nears the optimum, and chooses the same for the same seed', async () => {
  const python = await testEnvironment('sweeps')
  const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, PYTHONPATH: path.resolve('python'), PYTHONDONTWRITEBYTECODE: '1' }
  const answer = execFileSync(python, ['-c', program], { env, input: JSON.stringify({ space, direction: 'minimize', seed: 7, trials: [] }), stdio: ['pipe', 'pipe', 'inherit'] })
  const { trials, same } = JSON.parse(answer.toString()) as { trials: { values: SweepValues; objective: number }[]; same: SweepValues[][] }
  expect(trials).toHaveLength(40)
  for (const { values } of trials) {
    expect(Object.keys(values).sort()).toEqual(['depth', 'kind', 'x'])
    expect(Math.abs(values.x as number)).toBeLessThanOrEqual(10)
    expect(Number.isInteger(values.depth)).toBe(true)
    expect(space.kind.values).toContain(values.kind)
  }
  const middle = (part: typeof trials) => part.map(({ objective }) => objective).sort((a, b) => a - b)[part.length / 2]!
  // It learns: what it chooses late is far better than what it chose at first. The seed makes it the same each time.
  expect(middle(trials.slice(20))).toBeLessThan(middle(trials.slice(0, 20)) / 2)
  expect(same[0]).toEqual(same[1])
}, 600_000)
