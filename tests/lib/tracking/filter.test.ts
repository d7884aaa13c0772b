import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { parseOrder } from '@/lib/tracking/filter/order'
import { searchableExperiments, searchableRuns, type Filter } from '@/lib/tracking/filter/schema'

const runs = (text: string) => parseFilter(text, searchableRuns)
const is = (kind: string, key: string, comparator: string, ...values: (string | number)[]) => ({ op: 'compare', field: { kind, key }, comparator, values })

describe('what MLflow accepts', () => {
  const cases: [string, ReturnType<typeof is>][] = [
    ['metrics.loss < 0.1', is('metric', 'loss', '<', 0.1)],
    ['metric.loss>=-1e-3', is('metric', 'loss', '>=', -0.001)],
    ['metrics."val loss" != 2', is('metric', 'val loss', '!=', 2)],
    ['metrics.`a.b/c d` = .5', is('metric', 'a.b/c d', '=', 0.5)],
    ['params.model-type = "tree"', is('param', 'model-type', '=', 'tree')],
    ["parameter.p LIKE '%x_'", is('param', 'p', 'LIKE', '%x_')],
    ["tags.mlflow.parentRunId = 'abc'", is('tag', 'mlflow.parentRunId', '=', 'abc')],
    ["tag.t ilike 'A''b'", is('tag', 't', 'ILIKE', "A'b")],
    ["status = 'RUNNING'", is('attribute', 'status', '=', 'RUNNING')],
    ["attributes.`Run name` = 'x'", is('attribute', 'run_name', '=', 'x')],
    ['attr.created > 1700000000000', is('attribute', 'start_time', '>', 1700000000000)],
    ["run_id IN ('a','b')", is('attribute', 'run_id', 'IN', 'a', 'b')],
    ["datasets.name not in ('a')", is('dataset', 'name', 'NOT IN', 'a')],
    ['params.x IS NULL', is('param', 'x', 'IS NULL')],
    ['tags.y is not null', is('tag', 'y', 'IS NOT NULL')],
  ]
  for (const [text, expected] of cases) test(text, () => expect(runs(text)).toEqual(expected))

  test('AND joins, and an empty filter is none', () => {
    expect(runs("metrics.a < 1 and params.b = 'c' AND tags.d = 'e'")).toMatchObject({ op: 'and', of: { length: 3 } })
    expect(runs('  ')).toBeNull()
    expect(parseFilter(undefined, searchableRuns)).toBeNull()
  })
})

describe('what it is extended by', () => {
  test('OR binds less than AND, NOT more, parentheses most', () => {
    expect(runs('metrics.a = 1 OR metrics.b = 2 AND NOT metrics.c = 3')).toEqual({
      op: 'or',
      of: [is('metric', 'a', '=', 1), { op: 'and', of: [is('metric', 'b', '=', 2), { op: 'not', of: is('metric', 'c', '=', 3) }] }],
    })
    expect(runs('(metrics.a = 1 OR metrics.b = 2) AND metrics.c = 3')).toMatchObject({ op: 'and', of: [{ op: 'or' }, { op: 'compare' }] })
  })

  test('ranges, patterns and numbers of parameters', () => {
    expect(runs('metrics.a BETWEEN 1 AND 2 AND params.lr < 0.1')).toEqual({ op: 'and', of: [is('metric', 'a', 'BETWEEN', 1, 2), is('param', 'lr', '<', 0.1)] })
    expect(runs("params.name RLIKE '^a.*b$'")).toEqual(is('param', 'name', 'RLIKE', '^a.*b$'))
    expect(runs("tags.t NOT LIKE 'a%'")).toEqual(is('tag', 't', 'NOT LIKE', 'a%'))
  })
})

describe('what is refused says where', () => {
  const cases: [string, RegExp][] = [
    ['metrics.loss < ', /Expected a number.*at the end/],
    ["metrics.loss < 'a'", /Expected a number for metric “loss”, at character 16/],
    ['params.a = b', /Expected a quoted string.*at character 12/],
    ["tags.t = 'open", /quote ' is not closed, at character 10/],
    ['loss.x = 1', /Invalid entity type “loss”\. Valid are metrics, params, tags/],
    ["attributes.colour = 'red'", /Invalid attribute key “colour”/],
    ["datasets.size = 'x'", /Invalid dataset key/],
    ["metrics.a LIKE 'x'", /Invalid comparator LIKE for a number/],
    ['metrics.a = 1 metrics.b = 2', /expected AND, OR or the end, at character 15/],
    ['(metrics.a = 1', /closing parenthesis/],
    ['metrics.a ~ 1', /no meaning here, at character 11: “~ 1”/],
    ["run_id IN ()", /Expected a quoted string/],
    [`${'('.repeat(100)}metrics.a = 1`, /nested too deeply/],
  ]
  for (const [text, words] of cases) test(text.slice(0, 40), () => expect(() => runs(text)).toThrowError(words))

  test('metrics in a filter of experiments', () => expect(() => parseFilter('metrics.a = 1', searchableExperiments)).toThrowError(/Invalid entity type/))
})

test('whatever is typed is either read or refused in words', () => {
  const piece = fc.constantFrom('metrics.a', 'params."b c"', 'tags.`x`', 'status', '=', '<=', 'LIKE', 'IN', '(', ')', ',', "'v'", '"w"', '1.5', '-2', 'AND', 'OR', 'NOT', 'IS', 'NULL', 'BETWEEN', '.', '%', "'")
  fc.assert(
    fc.property(fc.oneof(fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(' ')), fc.string()), (text) => {
      let filter: Filter | null
      try {
        filter = runs(text)
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError', code: 'invalid' })
        return
      }
      expect(filter === null).toBe(text.trim() === '')
    }),
  )
})

test('orders are read, and doubled ones refused', () => {
  expect(parseOrder(['metrics.loss DESC', 'params.`a b`', 'start_time asc'], searchableRuns)).toEqual([
    { field: { kind: 'metric', key: 'loss' }, ascending: false },
    { field: { kind: 'param', key: 'a b' }, ascending: true },
    { field: { kind: 'attribute', key: 'start_time' }, ascending: true },
  ])
  expect(() => parseOrder(['metrics.loss sideways'], searchableRuns)).toThrowError(/expected ASC or DESC/)
  expect(() => parseOrder(['metrics.loss', 'metrics.loss DESC'], searchableRuns)).toThrowError(/duplicate/)
  expect(() => parseOrder(['dataset.name'], searchableRuns)).toThrowError(/no order/)
})
