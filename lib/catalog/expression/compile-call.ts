import { closestName } from '../columns'
import { compile, demand, inCommon, type CompileContext, type Value } from './compile'
import { dateParts, functions, synonyms, type ScalarFunction, type ValueType } from './functions'
import type { Expr } from './parse'
import { ExpressionError } from './tokenize'
import { loose, numericValue, temporalValue } from './value-types'

type Call = Extract<Expr, { kind: 'call' }>

const nondeterministic = new Set(['random', 'uuid', 'now', 'today', 'current_date', 'current_timestamp', 'gen_random_uuid', 'setseed'])
const aggregates = new Set(['sum', 'avg', 'mean', 'count', 'min', 'max', 'median', 'stddev', 'row_number', 'lag', 'lead', 'rank'])

/** @throws ExpressionError */
export function compileCall(expr: Call, context: CompileContext): Value {
  const name = Object.hasOwn(synonyms, expr.name) ? synonyms[expr.name]! : expr.name
  const known = Object.hasOwn(functions, name) ? functions[name]! : undefined
  if (!known) throw unknownFunction(expr)
  const args = arranged(known, expr)
  const shared = expr.args.filter((_, index) => args[index] === 'same')
  const common = shared.length > 0 ? inCommon(shared, context) : undefined
  let next = 0
  const values = expr.args.map((arg, index) => (args[index] === 'same' ? common!.values[next++]! : argument(arg, args[index]!, context)))
  const parts = values.map((value) => value.sql)
  return { sql: known.sql ? known.sql(parts) : `${name}(${parts.join(', ')})`, type: resultType(known, values, common?.type) }
}

function resultType(known: ScalarFunction, values: Value[], common: ValueType | undefined): ValueType {
  if (known.returns === 'same') return common ?? 'null'
  if (known.returns === 'first') return values[0]?.type ?? 'null'
  return known.returns
}

/** The sort of each given argument. */
function arranged(known: ScalarFunction, expr: Call): ScalarFunction['args'] {
  const least = known.least ?? known.args.length
  const given = expr.args.length
  if (given < least || (given > known.args.length && !known.repeat)) {
    throw new ExpressionError(`${expr.name} is written ${known.usage}; here it has ${given} ${given === 1 ? 'argument' : 'arguments'}`, expr.at)
  }
  return expr.args.map((_, index) => known.args[Math.min(index, known.args.length - 1)]!)
}

function argument(expr: Expr, sort: ScalarFunction['args'][number], context: CompileContext): Value {
  switch (sort) {
    case 'numeric':
      return demand(expr, context, numericValue, 'a number')
    case 'integer':
      return demand(expr, context, (type) => type === 'integer' || loose(type), 'a whole number')
    case 'text':
      return demand(expr, context, (type) => type === 'text' || loose(type), 'text')
    case 'boolean':
      return demand(expr, context, (type) => type === 'boolean' || loose(type), 'a condition')
    case 'temporal':
      return demand(expr, context, temporalValue, 'a date')
    case 'part':
      if (expr.kind === 'text' && dateParts.includes(expr.value.toLowerCase())) return compile(expr, context)
      throw new ExpressionError(`Here is needed a unit of time in quotes: ${dateParts.map((part) => `'${part}'`).join(', ')}`, expr.at)
    default:
      return compile(expr, context)
  }
}

function unknownFunction(expr: Call): ExpressionError {
  if (nondeterministic.has(expr.name)) return new ExpressionError(`${expr.name}() gives something else on each run, so its result could not be repeated; it is not available`, expr.at)
  if (aggregates.has(expr.name)) return new ExpressionError(`${expr.name}() looks at several rows; use Group and aggregate, or the SQL step`, expr.at)
  const close = closestName(expr.name, Object.keys(functions))
  return new ExpressionError(`There is no function “${expr.name}”${close === undefined ? '' : `; did you mean ${functions[close]!.usage}?`}`, expr.at)
}
