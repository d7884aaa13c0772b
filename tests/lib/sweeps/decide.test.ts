import { describe, expect, test } from 'vitest'
import { placeholdersOf, wordsOf } from '@/lib/commands/words'
import { commandGraph } from '@/lib/sweeps/command'
import { decide, type SweepFacts, type TrialFacts } from '@/lib/sweeps/decide'
import { importances } from '@/lib/sweeps/importance'
import { readLines } from '@/lib/sweeps/read-lines'
import { SweepConfig, type Space } from '@/lib/sweeps/schema'
import { countCombinations, gridAt, gridSize, gridValues, keyOf, lies, sampleAt } from '@/lib/sweeps/space'
import { bracketsOf, tooWeak, type Watched } from '@/lib/sweeps/stopping'

const config = (more: object): SweepConfig => SweepConfig.parse({ method: 'random', space: { x: { min: 0, max: 1 } }, objective: { metric: 'score', direction: 'maximize' }, stopping: { rule: 'none' }, limits: { trials: 10, parallel: 3 }, seed: 7, ...more })
const trial = (number: number, more: Partial<TrialFacts> = {}): TrialFacts => ({ number, state: 'succeeded', values: { x: number / 100 }, objective: number, series: [], message: '', ...more })
const facts = (given: SweepConfig, trials: TrialFacts[] = [], more: Partial<SweepFacts> = {}): SweepFacts => ({ config: given, trials, suggested: [], choosing: false, elapsedMs: 0, ...more })

describe('a space', () => {
  const space: Space = { lr: { min: 0.001, max: 1, scale: 'log', whole: false, points: 4 }, depth: { min: 2, max: 4, scale: 'linear', whole: true, points: 5 }, kind: { values: ['tree', 'forest'] } }

  test('has a grid of every combination, each once, with ranges cut evenly on their scale', () => {
    expect(gridValues(space.lr!)).toEqual([0.001, 0.01, 0.1, 1])
    expect(gridValues(space.depth!)).toEqual([2, 3, 4])
    expect(gridSize(space)).toBe(24)
    const all = Array.from({ length: 24 }, (_, place) => gridAt(space, place))
    expect(new Set(all.map(keyOf)).size).toBe(24)
    expect(all.slice(0, 3)).toEqual([{ lr: 0.001, depth: 2, kind: 'tree' }, { lr: 0.001, depth: 2, kind: 'forest' }, { lr: 0.001, depth: 3, kind: 'tree' }])
  })

  test('gives the same values at random for the same seed, in the space, and whole numbers alike', () => {
    const draws = Array.from({ length: 3000 }, (_, number) => sampleAt(space, 5, number))
    expect(sampleAt(space, 5, 17)).toEqual(draws[17])
    expect(draws.every((values) => lies(space, values))).toBe(true)
    for (const depth of [2, 3, 4]) expect(draws.filter((values) => values.depth === depth).length / 3000).toBeCloseTo(1 / 3, 1)
    // Half of a logarithmic range lies below its geometric mean.
    expect(draws.filter((values) => (values.lr as number) < 0.0316).length / 3000).toBeCloseTo(0.5, 1)
    expect(countCombinations(space)).toBe(Infinity)
    expect(countCombinations({ depth: space.depth!, kind: space.kind! })).toBe(6)
  })
})

describe('a sweep', () => {
  test('keeps to its limits and goes on with the values that it would have tried, however often it is asked', () => {
    const first = decide(facts(config({})))
    expect(first.begin).toHaveLength(3)
    expect(decide(facts(config({})))).toEqual(first)
    expect(decide(facts(config({}), [trial(1), trial(2, { state: 'running', objective: null })])).begin).toHaveLength(2)
    expect(decide(facts(config({}), Array.from({ length: 10 }, (_, index) => trial(index + 1)))).end).toEqual({ state: 'finished', reason: 'All 10 trials have ended' })
    const late = facts(config({ limits: { trials: 10, parallel: 3, minutes: 5 } }), [trial(1, { state: 'running' })], { elapsedMs: 300_000 })
    expect(decide(late)).toMatchObject({ begin: [], end: null })
    expect(decide({ ...late, trials: [trial(1)] }).end?.reason).toBe('The time limit of 5 minutes was reached after 1 trials')
  })

  test('tries no combination twice and ends when all have been tried', () => {
    const small = config({ space: { a: { values: [1, 2] }, b: { min: 1, max: 2, whole: true } }, limits: { trials: 100, parallel: 1 } })
    const trials: TrialFacts[] = []
    for (;;) {
      const next = decide(facts(small, trials))
      if (next.end) {
        expect(next.end.reason).toBe('Every one of the 4 combinations has been tried')
        break
      }
      trials.push(trial(trials.length + 1, { values: next.begin[0]! }))
    }
    expect(new Set(trials.map(({ values }) => keyOf(values))).size).toBe(4)
  })

  test('chooses on an agent once there is something to learn from, and uses what was chosen', () => {
    const bayesian = config({ method: 'bayesian', limits: { trials: 9, parallel: 2 } })
    expect(decide(facts(bayesian))).toMatchObject({ choose: 0, begin: [expect.anything(), expect.anything()] })
    const three = [trial(1), trial(2), trial(3)]
    expect(decide(facts(bayesian, three))).toMatchObject({ choose: 2, begin: [] })
    expect(decide(facts(bayesian, three, { choosing: true }))).toMatchObject({ choose: 0, begin: [] })
    // What does not lie in the space is not tried.
    expect(decide(facts(bayesian, three, { suggested: [{ x: 0.5 }, { x: 9 }] }))).toMatchObject({ begin: [{ x: 0.5 }], choose: 1 })
  })

  test('ends itself where its first trials fail', () => {
    const failed = [1, 2, 3].map((number) => trial(number, { state: 'failed', objective: null, message: 'Train: no column “age”' }))
    expect(decide(facts(config({}), failed)).end).toEqual({ state: 'failed', reason: 'The last 3 trials all failed. The newest says: Train: no column “age”' })
    expect(decide(facts(config({}), [trial(1), ...failed.slice(1)])).end).toBeNull()
  })
})

describe('early stopping', () => {
  const watched = (number: number, values: number[], state: Watched['state'] = 'succeeded'): Watched => ({ number, state, series: values.map((value, index) => ({ step: index + 1, value })) })

  test('by the median stops what is worse than half of those that ended, at the same step', () => {
    const others = [watched(1, [0.5, 0.6, 0.9]), watched(2, [0.4, 0.7, 0.8]), watched(3, [0.3, 0.8, 0.7])]
    const rule = { rule: 'median' as const, trials: 3, from: 2 }
    expect(tooWeak(rule, 'maximize', [...others, watched(4, [0.1, 0.65], 'running')])).toEqual([{ number: 4, message: 'Stopped at step 2: its best was 0.65, the median of 3 trials there 0.7' }])
    expect(tooWeak(rule, 'maximize', [...others, watched(4, [0.1, 0.75], 'running')])).toEqual([])
    expect(tooWeak(rule, 'maximize', [...others, watched(4, [0.1], 'running')])).toEqual([])
    expect(tooWeak(rule, 'minimize', [...others, watched(4, [0.9, 0.75], 'running')])).toHaveLength(1)
    expect(tooWeak({ ...rule, trials: 4 }, 'maximize', [...others, watched(4, [0.1, 0.1], 'running')])).toEqual([])
  })

  test('by Hyperband lets the best third of a bracket go on at each rung', () => {
    const rule = { rule: 'hyperband' as const, from: 1, to: 9, factor: 3 }
    expect(bracketsOf(rule)).toBe(3)
    // Trials 3, 6 and 9 are of the bracket whose first rung is step 1.
    const peers = [watched(3, [0.5]), watched(6, [0.9])]
    expect(tooWeak(rule, 'maximize', [...peers, watched(9, [0.7], 'running')]).map(({ number }) => number)).toEqual([9])
    expect(tooWeak(rule, 'maximize', [...peers, watched(9, [0.95], 'running')])).toEqual([])
    // Another bracket has its first rung later.
    expect(tooWeak(rule, 'maximize', [...peers, watched(10, [0.1], 'running')])).toEqual([])
  })
})

test('values on the way are read from what programs print', () => {
  const lines = ['epoch 1: val_loss = 0.9 accuracy=0.5', '{"step": 2, "accuracy": 0.75}', 'accuracy: 1e-1 (best)', 'balanced_accuracy=0.2', 'accuracy=0.9.1', 'step=2 accuracy=0.8']
  expect(readLines('accuracy', lines)).toEqual([{ step: 1, value: 0.5 }, { step: 2, value: 0.8 }, { step: 3, value: 0.1 }])
  expect(readLines('accuracy', ['accuracy=0.3'], [{ step: 4, value: 0.1 }])).toEqual([{ step: 4, value: 0.1 }, { step: 5, value: 0.3 }])
})

test('a parameter that decides the objective explains it, one that does nothing does not', () => {
  const space: Space = { depth: { min: 1, max: 40, scale: 'linear', whole: true, points: 5 }, noise: { min: 0, max: 1, scale: 'linear', whole: false, points: 5 }, kind: { values: ['a', 'b'] } }
  const trials = Array.from({ length: 40 }, (_, index) => ({ values: { depth: index + 1, noise: (index * 17 % 40) / 40, kind: index % 2 ? 'a' : 'b' }, objective: index < 20 ? 0.2 : 0.9 }))
  const found = importances(space, trials)!
  expect(found[0]).toMatchObject({ name: 'depth' })
  expect(found[0]!.share).toBeGreaterThan(0.7)
  expect(Math.max(...found.slice(1).map(({ share }) => share))).toBeLessThan(0.1)
  expect(importances(space, trials.slice(0, 7))).toBeNull()
})

test('a command is cut into words, and values stand where they are named', () => {
  const words = wordsOf(`python "my train.py" --lr={lr} --name 'a "b"' {depth}`)!
  expect(words).toEqual(['python', 'my train.py', '--lr={lr}', '--name', 'a "b"', '{depth}'])
  expect(wordsOf('echo "open')).toBeNull()
  expect(placeholdersOf(words)).toEqual(['lr', 'depth'])
  expect(commandGraph({ words, folder: '' }, { lr: 0.1, depth: 3 }).nodes[0]!.params).toMatchObject({ program: 'python', args: [{ value: 'my train.py' }, { value: '--lr=0.1' }, { value: '--name' }, { value: 'a "b"' }, { value: '3' }] })
})
