import { cellLiteral, sqlTypes } from '../cell'
import { categoryShares, generatedColumns, GenerateParams, generateProblems, type GeneratedColumn } from '../data/generate'
import { ident, numeric, text } from '../sql-text'
import { listValues } from '../transform/conditions'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'
import { defineRunner } from './support'

export const runGenerateData = defineRunner(GenerateParams, async (step, params) => {
  const problem = generateProblems(params)[0]
  if (problem) throw new UserError(`${problem.message}.`)
  const columns = generatedColumns(params)
  const list = params.columns.map((column, index) => {
    // md5 is the same on every version and machine; 53 of its bits are what a number holds exactly.
    const chance = (draw: string) => `(CAST(md5_number_lower(concat(${numeric(params.seed)}, ':${index}:${draw}:', i)) >> 11 AS DOUBLE) / 9007199254740992)`
    const value = `CAST(${valueSql(column, chance)} AS ${sqlTypes[columns[index]!.type as keyof typeof sqlTypes]})`
    return `${column.missing > 0 ? `CASE WHEN ${chance('missing')} >= ${numeric(column.missing)} THEN ${value} END` : value} AS ${ident(column.name)}`
  })
  try {
    await step.writeTable('table', `SELECT ${list.join(', ')} FROM range(${params.rows}) AS rows(i)`)
  } catch (error) {
    throw asUserError(error, 'A value leaves what its column can hold: ')
  }
})

function valueSql(column: GeneratedColumn, chance: (draw: string) => string): string {
  const rounded = (sql: string) => `round(${sql}, ${column.decimals})`
  const normal = `(sqrt(-2 * ln(1 - ${chance('a')})) * cos(2 * pi() * ${chance('b')}))`
  switch (column.kind) {
    case 'sequence':
      return `${numeric(column.start)} + i * ${numeric(column.step)}`
    case 'integer': {
      const [low, high] = [Math.ceil(column.min), Math.floor(column.max)]
      return `${numeric(low)} + CAST(floor(${chance('a')} * ${numeric(high - low + 1)}) AS BIGINT)`
    }
    case 'uniform':
      return rounded(`${numeric(column.min)} + ${chance('a')} * ${numeric(column.max - column.min)}`)
    case 'normal':
      return rounded(`${numeric(column.mean)} + ${numeric(column.sd)} * ${normal}`)
    case 'series': {
      const noise = column.noise === 0 ? '' : ` + ${numeric(column.noise)} * ${normal}`
      return rounded(`${numeric(column.base)} + ${numeric(column.trend)} * CAST(i AS DOUBLE) + ${numeric(column.amplitude)} * sin(2 * pi() * i / ${numeric(column.period)})${noise}`)
    }
    case 'category':
      return categorySql(column, chance('a'))
    case 'boolean':
      return `${chance('a')} < ${numeric(column.share)}`
    case 'random-date': {
      const [from, to] = [cellLiteral(column.from, 'date')!, cellLiteral(column.to, 'date')!]
      return `${from} + CAST(floor(${chance('a')} * (date_diff('day', ${from}, ${to}) + 1)) AS INTEGER)`
    }
    default:
      return sequenceSql(column)
  }
}

function categorySql(column: GeneratedColumn, chance: string): string {
  const values = listValues(column.values)
  const shares = categoryShares(column)!
  let up = 0
  const cases = values.slice(0, -1).map((value, index) => `WHEN ${chance} < ${numeric((up += shares[index]!))} THEN ${text(value)}`)
  return cases.length === 0 ? text(values[0]!) : `CASE ${cases.join(' ')} ELSE ${text(values.at(-1)!)} END`
}

function sequenceSql({ kind, from, every, step }: GeneratedColumn): string {
  const unit = kind === 'dates' && (every === 'minute' || every === 'hour') ? 'day' : every
  return `CAST(${cellLiteral(from, kind === 'dates' ? 'date' : 'timestamp')!} AS TIMESTAMP) + to_${unit}s(CAST(i * ${numeric(step)} AS ${unit === 'minute' || unit === 'hour' ? 'BIGINT' : 'INTEGER'}))`
}
