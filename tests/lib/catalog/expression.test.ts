import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { compileExpression } from '@/lib/catalog/expression/compile'
import { functions } from '@/lib/catalog/expression/functions'
import { ExpressionError } from '@/lib/catalog/expression/tokenize'
import { listValues } from '@/lib/catalog/transform/conditions'
import type { Column } from '@/lib/catalog/types'

const columns: Column[] = [
  { name: 'mass', type: 'integer' },
  { name: 'Body "mass"', type: 'number' },
  { name: 'species', type: 'text' },
  { name: 'alive', type: 'boolean' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'timestamp' },
]
const type = (source: string) => compileExpression(source, columns).type
function fault(source: string): string {
  try {
    compileExpression(source, columns)
  } catch (error) {
    if (error instanceof ExpressionError) return `${error.at}: ${error.message}`
    throw error
  }
  return 'no fault'
}

describe('types', () => {
  test.each([
    ['mass', 'integer'],
    ['MASS', 'integer'],
    ['"Body ""mass""" * 2', 'number'],
    ['mass + 1', 'integer'],
    ['mass / 2', 'number'],
    ['mass // 2', 'integer'],
    ['mass * 1.5', 'number'],
    ['species || mass', 'text'],
    ['mass > 2 and not alive', 'boolean'],
    ['born + 1', 'date'],
    ['born - born', 'integer'],
    ["seen - interval '1 day'", 'timestamp'],
    ["case alive when true then 1 end", 'integer'],
    ['coalesce(null, mass, 2.5)', 'number'],
    ['greatest(born, seen)', 'timestamp'],
    ['abs(mass)', 'integer'],
    ['sqrt(mass)', 'number'],
    ['cast(species as date)', 'date'],
    ['mass::text', 'text'],
    ['null', 'text'],
  ])('%s is %s', (source, expected) => expect(type(source)).toBe(expected))

  test('without columns nothing is claimed about them', () => {
    expect(compileExpression('whatever + 1', undefined).type).toBe('other')
    expect(compileExpression('length(whatever)', undefined).type).toBe('integer')
  })

  test('the columns that are read are told as the table spells them', () => {
    expect(compileExpression('MASS + length(Species) + mass', columns).uses).toEqual(['mass', 'species'])
  })
})

test.each([
  ['', '0: Write an expression, such as body_mass_g / 1000'],
  ['mas + 1', '0: There is no column “mas”; did you mean “mass”?'],
  ['mass + ', '7: The expression stops too early'],
  ['(mass', '5: “)” is missing at the end'],
  ['mass mass', '5: “mass” is not expected here'],
  ['species + 1', '0: Here is needed a number, but “species” is text'],
  ["mass = 'Adelie'", "7: “mass” is a whole number, but the text 'Adelie' is text"],
  ["if(alive, 1, 'x')", "13: 1 is a whole number, but the text 'x' is text"],
  ['"Adelie"', '0: There is no column “Adelie”; text stands in single quotes: \'Adelie\''],
  ["born > 'yesterday'", '7: “yesterday” is not a date with time; write 2024-05-31 12:00'],
  ["date '2024-02-30'", '0: “2024-02-30” is not a date; write 2024-05-31'],
  ['length', '0: There is no column “length”; as a function it is written length(s)'],
  ['left(species)', '0: left is written left(s, n); here it has 1 argument'],
  ['lenght(species)', '0: There is no function “lenght”; did you mean length(s)?'],
  ['sum(mass)', '0: sum() looks at several rows; use Group and aggregate, or the SQL step'],
  ['now()', '0: now() gives something else on each run, so its result could not be repeated; it is not available'],
  ["mass; drop", '4: Write one expression, without a semicolon'],
  ['mass -- x', '5: Comments are not allowed in an expression'],
  ['(select 1)', '1: “select” belongs to a query; here stands one expression. For queries there is the SQL step'],
  ["species = 'open", "10: A text is not closed: it needs a second quote (')"],
  ['seen - born', '5: A column cannot hold a span of time; date_diff gives it as a number'],
  ['mass::money', '0: “money” is not a type; the types are integer, number, text, boolean, date and timestamp'],
  ["date_trunc('eon', born)", "11: Here is needed a unit of time in quotes: 'year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'"],
  ['mass @ 2', '5: “@” means nothing here'],
  [`${'('.repeat(200)}1${')'.repeat(200)}`, '100: The expression is nested too deeply'],
  ['__proto__(1)', '0: There is no function “__proto__”'],
])('%s → %s', (source, message) => expect(fault(source)).toBe(message))

test('a misspelt column can be mended by one press', () => {
  const compute = findComponent('transform.compute-column@1')!
  const mend = (expression: string) =>
    compute.infer({ params: { columns: [{ name: 'a', expression: '1' }, { name: 'y', expression }], errors: 'stop' }, inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined }).problems[0]?.fix
  expect(mend('1 + mas * 2')).toEqual({ label: 'Use “mass”', params: { columns: [{ name: 'a', expression: '1' }, { name: 'y', expression: '1 + mass * 2' }] } })
  expect(mend('nothing_like_it + 1')).toBeUndefined()
  expect(mend('2 * "Body ""mas""" + 1')?.params).toMatchObject({ columns: [{}, { expression: '2 * "Body ""mass""" + 1' }] })
})

test('operators bind as in SQL', () => {
  const sql = (source: string) => compileExpression(source, columns).sql
  for (const [loose, tight] of [
    ['1 + 2 * 3', '1 + (2 * 3)'],
    ['1 - 2 - 3', '(1 - 2) - 3'],
    ['-mass ^ 2', '(-mass) ^ 2'],
    ['not alive and alive', '(not alive) and alive'],
    ['alive or alive and alive', 'alive or (alive and alive)'],
    ['not mass = 2', 'not (mass = 2)'],
    ['mass + 1 > 2', '(mass + 1) > 2'],
    ['mass between 1 and 2 and alive', '(mass between 1 and 2) and alive'],
    ['mass + 1::text::integer', 'mass + ((1::text)::integer)'],
    ["species || 'x' = 'y'", "(species || 'x') = 'y'"],
  ] as const) {
    expect(sql(loose), loose).toBe(sql(tight))
  }
})

test('any text is either compiled or refused in words; nothing else is thrown', () => {
  const words = fc.constantFrom('mass', 'species', '"Body ""mass"""', '(', ')', ',', '+', '-', '*', '/', '||', '=', "'x'", '1', '2.5', 'and', 'or', 'not', 'case', 'when', 'then', 'end', 'is', 'null', 'in', 'between', 'cast', 'as', 'length', ';', '--', 'select', '"', "'")
  fc.assert(
    fc.property(fc.oneof(fc.array(words, { maxLength: 14 }).map((parts) => parts.join(' ')), fc.string({ unit: 'grapheme' })), (source) => {
      try {
        const { sql } = compileExpression(source, columns)
        // Outside quotes there is never a second statement or a comment.
        expect(sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '')).not.toMatch(/;|--|\/\*/)
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError)
      }
    }),
    { numRuns: 800 },
  )
})

test('every function shows how it is called by a name that it has', () => {
  for (const [name, { usage, help }] of Object.entries(functions)) {
    expect(usage.startsWith(`${name}(`), name).toBe(true)
    expect(help.length, name).toBeGreaterThan(5)
  }
})

test('a typed list of values is split at commas outside quotes', () => {
  expect(listValues('a, b,c')).toEqual(['a', 'b', 'c'])
  expect(listValues('"a, b", "say ""x""" ')).toEqual(['a, b', 'say "x"'])
  expect(listValues('one')).toEqual(['one'])
  expect(listValues('')).toEqual([])
})
