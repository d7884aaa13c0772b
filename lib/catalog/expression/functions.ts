import type { ColumnType } from '../types'

/** Types inside an expression: a column's, a span of time, or that of a bare NULL, which suits everywhere. */
export type ValueType = ColumnType | 'interval' | 'null'

/** What an argument may be; `same` takes the type of the other `same` arguments, `part` is a unit of time as text. */
type Argument = 'numeric' | 'integer' | 'text' | 'boolean' | 'temporal' | 'anything' | 'same' | 'part'

export interface ScalarFunction {
  group: 'Numbers' | 'Text' | 'Dates' | 'Missing values and choices'
  /** As shown in the help list. */
  usage: string
  help: string
  args: Argument[]
  /** How many of `args` must be given; the others are optional. */
  least?: number
  /** The last argument may be repeated. */
  repeat?: boolean
  /** Its result: a type, that of the `same` arguments, or that of the first argument. */
  returns: ColumnType | 'same' | 'first'
  /** SQL of the call where it is not `name(arguments)`. */
  sql?: (args: string[]) => string
}

const number = (usage: string, help: string, more: Partial<ScalarFunction> = {}): ScalarFunction => ({ group: 'Numbers', usage, help, args: ['numeric'], returns: 'number', ...more })
const string = (usage: string, help: string, args: Argument[], returns: ColumnType = 'text', more: Partial<ScalarFunction> = {}): ScalarFunction => ({ group: 'Text', usage, help, args, returns, ...more })
const date = (usage: string, help: string, args: Argument[], returns: ColumnType = 'integer', more: Partial<ScalarFunction> = {}): ScalarFunction => ({ group: 'Dates', usage, help, args, returns, ...more })
const choice = (usage: string, help: string, args: Argument[], returns: ScalarFunction['returns'], more: Partial<ScalarFunction> = {}): ScalarFunction => ({ group: 'Missing values and choices', usage, help, args, returns, ...more })

const trimmed = (usage: string, help: string) => string(usage, help, ['text', 'text'], 'text', { least: 1 })

/**
 * Every function that an expression may call. All give the same result for the same input on every run: there is no
 * `now()` or `random()`, because such a step could never be reused or repeated.
 */
export const functions: Record<string, ScalarFunction> = {
  abs: number('abs(x)', 'Without its sign.', { returns: 'first' }),
  round: number('round(x, digits)', 'To the given digits behind the point, or to whole numbers.', { args: ['numeric', 'integer'], least: 1, returns: 'first', sql: (args) => `round(${args[0]}${args[1] ? `, CAST(${args[1]} AS INTEGER)` : ''})` }),
  floor: number('floor(x)', 'The next whole number below.'),
  ceil: number('ceil(x)', 'The next whole number above.'),
  trunc: number('trunc(x)', 'Without what is behind the point.'),
  sqrt: number('sqrt(x)', 'Square root.'),
  exp: number('exp(x)', 'e to the power of x.'),
  ln: number('ln(x)', 'Natural logarithm.'),
  log10: number('log10(x)', 'Logarithm to the base 10.'),
  log2: number('log2(x)', 'Logarithm to the base 2.'),
  pow: number('pow(x, y)', 'x to the power of y; also x ^ y.', { args: ['numeric', 'numeric'] }),
  sign: number('sign(x)', '-1, 0 or 1.', { returns: 'integer' }),
  sin: number('sin(x)', 'Sine, of radians.'),
  cos: number('cos(x)', 'Cosine, of radians.'),
  tan: number('tan(x)', 'Tangent, of radians.'),
  atan2: number('atan2(y, x)', 'The angle of a point, in radians.', { args: ['numeric', 'numeric'] }),
  radians: number('radians(x)', 'Degrees as radians.'),
  degrees: number('degrees(x)', 'Radians as degrees.'),
  pi: number('pi()', '3.14159…', { args: [] }),
  isnan: number('isnan(x)', 'True for NaN.', { returns: 'boolean', sql: ([x]) => `isnan(CAST(${x} AS DOUBLE))` }),
  isfinite: number('isfinite(x)', 'True but for NaN and infinities.', { returns: 'boolean', sql: ([x]) => `isfinite(CAST(${x} AS DOUBLE))` }),
  greatest: number('greatest(a, b, …)', 'The largest; missing values are left out.', { args: ['same', 'same'], repeat: true, returns: 'same' }),
  least: number('least(a, b, …)', 'The smallest; missing values are left out.', { args: ['same', 'same'], repeat: true, returns: 'same' }),

  lower: string('lower(s)', 'In small letters.', ['text']),
  upper: string('upper(s)', 'In capitals.', ['text']),
  trim: trimmed('trim(s)', 'Without spaces at both ends, or without the characters given second.'),
  ltrim: trimmed('ltrim(s)', 'Without spaces at the start.'),
  rtrim: trimmed('rtrim(s)', 'Without spaces at the end.'),
  length: string('length(s)', 'Number of characters.', ['text'], 'integer'),
  substring: string('substring(s, start, length)', 'A part; the first character is 1.', ['text', 'integer', 'integer'], 'text', { least: 2 }),
  left: string('left(s, n)', 'The first n characters.', ['text', 'integer']),
  right: string('right(s, n)', 'The last n characters.', ['text', 'integer']),
  replace: string('replace(s, old, new)', 'Each occurrence of old becomes new.', ['text', 'text', 'text']),
  concat: string('concat(a, b, …)', 'Joined; missing values count as empty. a || b is missing where one is.', ['anything'], 'text', { repeat: true }),
  lpad: string('lpad(s, n, fill)', 'Filled up to n characters at the start.', ['text', 'integer', 'text'], 'text', { sql: ([s, n, fill]) => `lpad(${s}, CAST(${n} AS INTEGER), ${fill})` }),
  rpad: string('rpad(s, n, fill)', 'Filled up to n characters at the end.', ['text', 'integer', 'text'], 'text', { sql: ([s, n, fill]) => `rpad(${s}, CAST(${n} AS INTEGER), ${fill})` }),
  reverse: string('reverse(s)', 'From the end to the start.', ['text']),
  contains: string('contains(s, part)', 'True where part occurs in s.', ['text', 'text'], 'boolean'),
  starts_with: string('starts_with(s, part)', 'True where s starts with part.', ['text', 'text'], 'boolean'),
  ends_with: string('ends_with(s, part)', 'True where s ends with part.', ['text', 'text'], 'boolean'),
  strpos: string('strpos(s, part)', 'Where part first occurs, from 1; 0 where it does not.', ['text', 'text'], 'integer'),
  split_part: string('split_part(s, separator, n)', 'The n-th part, from 1.', ['text', 'text', 'integer']),
  regexp_matches: string('regexp_matches(s, pattern)', 'True where the regular expression is found.', ['text', 'text'], 'boolean'),
  regexp_extract: string('regexp_extract(s, pattern, group)', 'What the pattern, or a group of it, finds.', ['text', 'text', 'integer'], 'text', { least: 2, sql: (args) => `regexp_extract(${args[0]}, ${args[1]}${args[2] ? `, CAST(${args[2]} AS INTEGER)` : ''})` }),
  regexp_replace: string('regexp_replace(s, pattern, new)', 'Each find of the pattern becomes new; \\1 is its first group.', ['text', 'text', 'text'], 'text', { sql: ([s, pattern, by]) => `regexp_replace(${s}, ${pattern}, ${by}, 'g')` }),
  strip_accents: string('strip_accents(s)', 'é becomes e.', ['text']),
  md5: string('md5(s)', 'A hash, in hex.', ['text']),

  year: date('year(d)', 'The year.', ['temporal']),
  quarter: date('quarter(d)', '1 to 4.', ['temporal']),
  month: date('month(d)', '1 to 12.', ['temporal']),
  week: date('week(d)', 'ISO week, 1 to 53.', ['temporal']),
  day: date('day(d)', 'Day of the month.', ['temporal']),
  dayofyear: date('dayofyear(d)', '1 to 366.', ['temporal']),
  isodow: date('isodow(d)', 'Weekday: Monday is 1, Sunday 7.', ['temporal']),
  hour: date('hour(t)', '0 to 23.', ['temporal']),
  minute: date('minute(t)', '0 to 59.', ['temporal']),
  second: date('second(t)', '0 to 59.', ['temporal']),
  epoch: date('epoch(t)', 'Seconds since 1970, in UTC.', ['temporal'], 'number'),
  date_trunc: date("date_trunc('month', d)", 'The start of its year, quarter, month, week, day, hour or minute.', ['part', 'temporal'], 'timestamp', { sql: ([part, d]) => `CAST(date_trunc(${part}, ${d}) AS TIMESTAMP)` }),
  date_diff: date("date_diff('day', from, to)", 'How many borders of the unit lie between.', ['part', 'temporal', 'temporal'], 'integer', { sql: ([part, from, to]) => `date_diff(${part}, CAST(${from} AS TIMESTAMP), CAST(${to} AS TIMESTAMP))` }),
  last_day: date('last_day(d)', 'The last day of its month.', ['temporal'], 'date'),
  make_date: date('make_date(year, month, day)', 'A date from its parts.', ['integer', 'integer', 'integer'], 'date'),
  strftime: date("strftime(d, '%Y-%m')", 'As text, in a format.', ['temporal', 'text'], 'text'),
  strptime: date("strptime(s, '%d.%m.%Y')", 'Text read in a format.', ['text', 'text'], 'timestamp'),

  coalesce: choice('coalesce(a, b, …)', 'The first that is not missing.', ['same'], 'same', { repeat: true }),
  ifnull: choice('ifnull(a, b)', 'b where a is missing.', ['same', 'same'], 'same'),
  nullif: choice('nullif(a, b)', 'Missing where a equals b, else a.', ['same', 'same'], 'same'),
  if: choice('if(condition, a, b)', 'a where the condition holds, else b.', ['boolean', 'same', 'same'], 'same', { sql: ([condition, a, b]) => `CASE WHEN ${condition} THEN ${a} ELSE ${b} END` }),
}

/** Other names for the same. */
export const synonyms: Record<string, string> = { power: 'pow', ceiling: 'ceil', log: 'log10', substr: 'substring', len: 'length', weekday: 'isodow', iif: 'if', iff: 'if', prefix: 'starts_with', suffix: 'ends_with', datediff: 'date_diff' }

export const dateParts = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']

/** What `cast(… as …)` and `::` take. */
export const castTypes: Record<string, ColumnType> = {
  integer: 'integer', int: 'integer', bigint: 'integer',
  number: 'number', double: 'number', float: 'number', real: 'number', decimal: 'number', numeric: 'number',
  text: 'text', varchar: 'text', string: 'text',
  boolean: 'boolean', bool: 'boolean',
  date: 'date',
  timestamp: 'timestamp', datetime: 'timestamp',
}
