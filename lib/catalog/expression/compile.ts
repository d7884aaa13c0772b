import { cellLiteral, sqlTypes } from '../cell'
import { closestName, findColumn, nameKey } from '../columns'
import { ident, text } from '../sql-text'
import type { Column, ColumnType, TableSchema } from '../types'
import { compileCall } from './compile-call'
import { castTypes, functions, type ValueType } from './functions'
import { parse, type Expr } from './parse'
import { ExpressionError } from './tokenize'
import { loose, numericValue, temporalValue, unify, valueTypeName } from './value-types'

/** A part of an expression as SQL. */
export interface Value {
  sql: string
  type: ValueType
}

export interface Compiled {
  /** One scalar SQL expression over the columns, of exactly `type`. */
  sql: string
  type: ColumnType
  /** The columns that it reads, as the table spells them. */
  uses: string[]
}

/** What happens to a value that cannot be computed: an error that ends the step, or a missing value. */
export type OnError = 'stop' | 'missing'

export interface CompileContext {
  columns: TableSchema
  onError: OnError
  uses: Set<string>
}

/**
 * Checks an expression against the columns and writes it as SQL, part by part: nothing of the text itself reaches the
 * engine but names, numbers and quoted text, so an expression cannot read files or other tables.
 * @throws ExpressionError in words, with the place in `source`.
 */
export function compileExpression(source: string, columns: TableSchema, onError: OnError = 'stop'): Compiled {
  const parsed = parse(source)
  const context: CompileContext = { columns, onError, uses: new Set() }
  const value = compile(parsed, context)
  if (value.type === 'interval') throw new ExpressionError('A column cannot hold a span of time; date_diff gives it as a number', parsed.at)
  if (value.type === 'null') return { sql: 'CAST(NULL AS VARCHAR)', type: 'text', uses: [] }
  const uses = [...context.uses]
  if (parsed.kind === 'column' || value.type === 'other') return { sql: parsed.kind === 'column' ? ident(uses[0]!) : value.sql, type: value.type, uses }
  const sql = `CAST(${value.sql} AS ${sqlTypes[value.type]})`
  return { sql: onError === 'missing' ? `TRY(${sql})` : sql, type: value.type, uses }
}

/** @throws ExpressionError */
export function compile(expr: Expr, context: CompileContext): Value {
  switch (expr.kind) {
    case 'integer':
      return literal(cellLiteral(expr.value, 'integer') === undefined ? 'number' : 'integer', expr.value)
    case 'number':
    case 'text':
      return literal(expr.kind, expr.value)
    case 'boolean':
      return { sql: expr.value ? 'TRUE' : 'FALSE', type: 'boolean' }
    case 'null':
      return { sql: 'NULL', type: 'null' }
    case 'date':
    case 'timestamp':
      return temporalLiteral(expr.value, expr.kind, expr.at)
    case 'interval':
      return interval(expr.value, expr.at)
    case 'column':
      return column(expr, context)
    case 'unary':
      return unary(expr, context)
    case 'binary':
      return binary(expr, context)
    case 'is-missing':
      return { sql: `(${compile(expr.arg, context).sql} IS ${expr.not ? 'NOT ' : ''}NULL)`, type: 'boolean' }
    case 'in':
      return compareAll([expr.arg, ...expr.list], context, ([arg, ...list]) => `(${arg} ${expr.not ? 'NOT ' : ''}IN (${list.join(', ')}))`)
    case 'between':
      return compareAll([expr.arg, expr.low, expr.high], context, ([arg, low, high]) => `(${arg} ${expr.not ? 'NOT ' : ''}BETWEEN ${low} AND ${high})`)
    case 'like': {
      const [arg, pattern] = [expr.arg, expr.pattern].map((part) => demand(part, context, (type) => type === 'text' || loose(type), 'text'))
      return { sql: `(${arg!.sql} ${expr.not ? 'NOT ' : ''}${expr.ignoreCase ? 'ILIKE' : 'LIKE'} ${pattern!.sql})`, type: 'boolean' }
    }
    case 'case':
      return choice(expr, context)
    case 'cast':
      return cast(expr, context)
    case 'call':
      return compileCall(expr, context)
  }
}

/** A part that must be of a sort of type. */
export function demand(expr: Expr, context: CompileContext, suits: (type: ValueType) => boolean, what: string): Value {
  const value = compile(expr, context)
  if (suits(value.type)) return value
  throw new ExpressionError(`Here is needed ${what}, but ${sourceName(expr)} is ${valueTypeName(value.type)}`, expr.at)
}

/** Parts that must have one type in common; text that is written down may stand for a date. */
export function inCommon(exprs: Expr[], context: CompileContext): { values: Value[]; type: ValueType } {
  const values = exprs.map((expr) => compile(expr, context))
  const target = unify(values.filter((_, index) => exprs[index]!.kind !== 'text').map((value) => value.type))
  if (target === 'date' || target === 'timestamp') {
    exprs.forEach((expr, index) => {
      if (expr.kind === 'text') values[index] = temporalLiteral(expr.value, cellLiteral(expr.value, 'date') === undefined ? 'timestamp' : target, expr.at)
    })
  }
  const type = unify(values.map((value) => value.type))
  if (type !== undefined) return { values, type }
  const first = values.findIndex((value) => value.type !== 'null')
  const odd = values.findIndex((value) => unify([value.type, values[first]!.type]) === undefined)
  throw new ExpressionError(`${sourceName(exprs[first]!)} is ${valueTypeName(values[first]!.type)}, but ${sourceName(exprs[odd]!)} is ${valueTypeName(values[odd]!.type)}`, exprs[odd]!.at)
}

function compareAll(exprs: Expr[], context: CompileContext, sql: (parts: string[]) => string): Value {
  return { sql: sql(inCommon(exprs, context).values.map((value) => value.sql)), type: 'boolean' }
}

function literal(type: 'integer' | 'number' | 'text', value: string): Value {
  return { sql: cellLiteral(value, type) ?? text(value), type }
}

function temporalLiteral(value: string, type: 'date' | 'timestamp', at: number): Value {
  const sql = cellLiteral(value, type)
  if (sql === undefined) throw new ExpressionError(`“${value}” is not ${valueTypeName(type)}; write ${type === 'date' ? '2024-05-31' : '2024-05-31 12:00'}`, at)
  return { sql, type }
}

function interval(value: string, at: number): Value {
  if (!/^\s*(-?\d+\s+(year|month|week|day|hour|minute|second)s?\s*)+$/i.test(value)) throw new ExpressionError(`“${value}” is not a span of time; write 3 days or 1 month`, at)
  return { sql: `CAST(${text(value)} AS INTERVAL)`, type: 'interval' }
}

function column(expr: Extract<Expr, { kind: 'column' }>, context: CompileContext): Value {
  const { columns } = context
  if (!columns) return { sql: ident(expr.name), type: 'other' }
  const found = findColumn(columns, expr.name) ?? columns.find((other) => nameKey(other.name) === nameKey(expr.name))
  if (!found) throw unknownColumn(expr, columns)
  context.uses.add(found.name)
  // Narrow types would overflow or round where a person sees a number.
  return { sql: found.type === 'other' ? ident(found.name) : `CAST(${ident(found.name)} AS ${sqlTypes[found.type]})`, type: found.type }
}

function unknownColumn(expr: Extract<Expr, { kind: 'column' }>, columns: Column[]): ExpressionError {
  const close = closestName(expr.name, columns.map((other) => other.name))
  if (close !== undefined) {
    const fix = { label: `Use “${close}”`, length: expr.quoted ? ident(expr.name).length : expr.name.length, text: /^[\p{L}_][\p{L}\p{N}_]*$/u.test(close) ? close : ident(close) }
    return new ExpressionError(`There is no column “${expr.name}”; did you mean “${close}”?`, expr.at, fix)
  }
  const hint = expr.quoted ? `; text stands in single quotes: '${expr.name}'` : Object.hasOwn(functions, expr.name.toLowerCase()) ? `; as a function it is written ${functions[expr.name.toLowerCase()]!.usage}` : ''
  return new ExpressionError(`There is no column “${expr.name}”${hint}`, expr.at)
}

function unary(expr: Extract<Expr, { kind: 'unary' }>, context: CompileContext): Value {
  if (expr.op === 'not') return { sql: `(NOT ${demand(expr.arg, context, (type) => type === 'boolean' || loose(type), 'a condition').sql})`, type: 'boolean' }
  // The most negative whole number is only one together with its sign.
  if (expr.arg.kind === 'integer') return literal(cellLiteral(`-${expr.arg.value}`, 'integer') === undefined ? 'number' : 'integer', `-${expr.arg.value}`)
  const value = demand(expr.arg, context, numericValue, 'a number')
  return { sql: `(-${value.sql})`, type: value.type }
}

function binary(expr: Extract<Expr, { kind: 'binary' }>, context: CompileContext): Value {
  const { op, left, right } = expr
  if (op === 'and' || op === 'or') {
    const parts = [left, right].map((part) => demand(part, context, (type) => type === 'boolean' || loose(type), 'a condition').sql)
    return { sql: `(${parts.join(op === 'and' ? ' AND ' : ' OR ')})`, type: 'boolean' }
  }
  if (op === '||') {
    const parts = [left, right].map((part) => `CAST(${compile(part, context).sql} AS VARCHAR)`)
    return { sql: `(${parts.join(' || ')})`, type: 'text' }
  }
  if (/^[=<>!]/.test(op)) {
    const sign = op === '==' ? '=' : op === '!=' ? '<>' : op
    return compareAll([left, right], context, ([a, b]) => `(${a} ${sign} ${b})`)
  }
  return (op === '+' || op === '-' ? withDates(op, left, right, context) : undefined) ?? arithmetic(op, left, right, context)
}

function withDates(op: '+' | '-', left: Expr, right: Expr, context: CompileContext): Value | undefined {
  const a = compile(left, context)
  const b = compile(right, context)
  if (op === '+' && (b.type === 'date' || b.type === 'timestamp') && a.type !== 'date' && a.type !== 'timestamp') return withDates('+', right, left, context)
  if (a.type !== 'date' && a.type !== 'timestamp') return undefined
  if (a.type === 'date' && b.type === 'integer') return { sql: `(${a.sql} ${op} CAST(${b.sql} AS INTEGER))`, type: 'date' }
  if (b.type === 'interval') return { sql: `(${a.sql} ${op} ${b.sql})`, type: 'timestamp' }
  if (op === '-' && temporalValue(b.type)) {
    return a.type === 'date' && b.type === 'date' ? { sql: `CAST(${a.sql} - ${b.sql} AS BIGINT)`, type: 'integer' } : { sql: `(${a.sql} - ${b.sql})`, type: 'interval' }
  }
  throw new ExpressionError(`To ${sourceName(left)} can be added ${a.type === 'date' ? "whole days, or a span such as interval '1 month'" : "a span such as interval '2 hours'"}`, right.at)
}

function arithmetic(op: string, left: Expr, right: Expr, context: CompileContext): Value {
  const a = demand(left, context, numericValue, 'a number')
  const b = demand(right, context, numericValue, 'a number')
  const whole = a.type === 'integer' && b.type === 'integer'
  const type: ValueType = op === '/' || op === '^' || op === '**' ? 'number' : whole ? 'integer' : a.type === 'other' || b.type === 'other' ? 'other' : 'number'
  if (op === '^' || op === '**') return { sql: `pow(${a.sql}, ${b.sql})`, type }
  if (op !== '/' && op !== '//' && op !== '%') return { sql: `(${a.sql} ${op} ${b.sql})`, type }
  if (context.onError === 'missing') return { sql: `(${a.sql} ${op} NULLIF(${b.sql}, 0))`, type }
  return { sql: `(CASE WHEN ${b.sql} = 0 THEN error('division by zero') ELSE ${a.sql} ${op} ${b.sql} END)`, type }
}

function choice(expr: Extract<Expr, { kind: 'case' }>, context: CompileContext): Value {
  const { subject } = expr
  const whens = expr.branches.map(({ when }) =>
    subject ? compareAll([subject, when], context, ([a, b]) => `${a} = ${b}`).sql : demand(when, context, (type) => type === 'boolean' || loose(type), 'a condition').sql,
  )
  const results = [...expr.branches.map(({ then }) => then), ...(expr.otherwise ? [expr.otherwise] : [])]
  const { values, type } = inCommon(results, context)
  const branches = whens.map((when, index) => `WHEN ${when} THEN ${values[index]!.sql}`)
  return { sql: `(CASE ${branches.join(' ')}${expr.otherwise ? ` ELSE ${values.at(-1)!.sql}` : ''} END)`, type }
}

function cast(expr: Extract<Expr, { kind: 'cast' }>, context: CompileContext): Value {
  const to = Object.hasOwn(castTypes, expr.to) ? castTypes[expr.to]! : undefined
  if (to === undefined || to === 'other') throw new ExpressionError(`“${expr.to}” is not a type; the types are integer, number, text, boolean, date and timestamp`, expr.at)
  const value = compile(expr.arg, context)
  const how = expr.safe || context.onError === 'missing' ? 'TRY_CAST' : 'CAST'
  return { sql: `${how}(${value.sql} AS ${sqlTypes[to]})`, type: to }
}

function sourceName(expr: Expr): string {
  if (expr.kind === 'column') return `“${expr.name}”`
  if (expr.kind === 'text') return `the text '${expr.value}'`
  return expr.kind === 'integer' || expr.kind === 'number' ? expr.value : expr.kind === 'call' ? `${expr.name}(…)` : 'this part'
}
