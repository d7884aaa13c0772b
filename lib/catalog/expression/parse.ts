import { ExpressionError, tokenize, type Token } from './tokenize'

/** An expression, as parsed. `at` is where it begins in the text. */
export type Expr = { at: number } & (
  | { kind: 'integer' | 'number' | 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'date' | 'timestamp' | 'interval'; value: string }
  | { kind: 'column'; name: string; quoted: boolean }
  | { kind: 'unary'; op: '-' | 'not'; arg: Expr }
  | { kind: 'binary'; op: string; left: Expr; right: Expr }
  | { kind: 'is-missing'; arg: Expr; not: boolean }
  | { kind: 'in'; arg: Expr; list: Expr[]; not: boolean }
  | { kind: 'between'; arg: Expr; low: Expr; high: Expr; not: boolean }
  | { kind: 'like'; arg: Expr; pattern: Expr; not: boolean; ignoreCase: boolean }
  | { kind: 'case'; subject: Expr | null; branches: { when: Expr; then: Expr }[]; otherwise: Expr | null }
  | { kind: 'cast'; arg: Expr; to: string; safe: boolean }
  | { kind: 'call'; name: string; args: Expr[] }
)

/** Words that cannot be a column's name without quotes. */
const reserved = new Set(['and', 'or', 'not', 'is', 'null', 'in', 'between', 'like', 'ilike', 'case', 'when', 'then', 'else', 'end', 'as', 'true', 'false'])
const foreign = new Set(['select', 'from', 'where', 'group', 'order', 'having', 'union', 'with', 'over', 'join', 'limit'])

/** How tightly an operator binds, as in PostgreSQL. */
const strength: Record<string, number> = { or: 1, and: 2, '=': 4, '==': 4, '<>': 4, '!=': 4, '<': 4, '>': 4, '<=': 4, '>=': 4, '||': 6, '+': 7, '-': 7, '*': 8, '/': 8, '//': 8, '%': 8, '^': 9, '**': 9 }
const predicate = 5
const deepest = 100

/** @throws ExpressionError in words, with the place. */
export function parse(source: string): Expr {
  return new Parser(tokenize(source)).whole()
}

class Parser {
  private index = 0
  private depth = 0
  constructor(private readonly tokens: Token[]) {}

  whole(): Expr {
    if (this.peek().kind === 'end') throw new ExpressionError('Write an expression, such as body_mass_g / 1000', 0)
    const expr = this.expression(0)
    const rest = this.peek()
    if (rest.kind !== 'end') throw this.unexpected(rest)
    return expr
  }

  private expression(floor: number): Expr {
    if (++this.depth > deepest) throw new ExpressionError('The expression is nested too deeply', this.peek().at)
    let left = this.operand()
    for (;;) {
      const next = this.infix(left, floor)
      if (!next) break
      left = next
    }
    this.depth--
    return left
  }

  private infix(left: Expr, floor: number): Expr | undefined {
    const token = this.peek()
    if (token.kind === 'symbol' && token.text === '::') {
      this.index++
      return { kind: 'cast', at: left.at, arg: left, to: this.word('the type to convert to'), safe: false }
    }
    const op = token.kind === 'symbol' ? token.text : token.kind === 'word' ? token.text.toLowerCase() : ''
    const power = Object.hasOwn(strength, op) ? strength[op]! : undefined
    if (power !== undefined) {
      if (power <= floor) return undefined
      this.index++
      return { kind: 'binary', at: token.at, op, left, right: this.expression(power) }
    }
    return predicate > floor ? this.predicate(left) : undefined
  }

  /** `is [not] null`, `[not] in (…)`, `[not] between … and …`, `[not] like …` */
  private predicate(left: Expr): Expr | undefined {
    const at = left.at
    if (this.take('is')) {
      const not = this.take('not')
      this.expect('null')
      return { kind: 'is-missing', at, arg: left, not }
    }
    const start = this.index
    const not = this.take('not')
    if (this.take('in')) return { kind: 'in', at, arg: left, list: this.list(), not }
    if (this.take('between')) {
      const low = this.expression(predicate)
      this.expect('and')
      return { kind: 'between', at, arg: left, low, high: this.expression(predicate), not }
    }
    for (const word of ['like', 'ilike']) {
      if (this.take(word)) return { kind: 'like', at, arg: left, pattern: this.expression(predicate), not, ignoreCase: word === 'ilike' }
    }
    this.index = start
    return undefined
  }

  private operand(): Expr {
    const token = this.peek()
    this.index++
    switch (token.kind) {
      case 'number':
        return { kind: /^\d+$/.test(token.text) ? 'integer' : 'number', at: token.at, value: token.text }
      case 'string':
        return { kind: 'text', at: token.at, value: unquote(token.text, "'") }
      case 'quoted':
        return { kind: 'column', at: token.at, name: unquote(token.text, '"'), quoted: true }
      case 'word':
        return this.named(token)
      case 'symbol':
        if (token.text === '(') return this.parenthesized()
        if (token.text === '-') return { kind: 'unary', at: token.at, op: '-', arg: this.expression(9) }
        if (token.text === '+') return this.expression(9)
    }
    throw this.unexpected(token)
  }

  private parenthesized(): Expr {
    const inner = this.expression(0)
    this.expect(')')
    return inner
  }

  private named(token: Token): Expr {
    const { at } = token
    const word = token.text.toLowerCase()
    const next = this.peek()
    if (word === 'true' || word === 'false') return { kind: 'boolean', at, value: word === 'true' }
    if (word === 'null') return { kind: 'null', at }
    if (word === 'not') return { kind: 'unary', at, op: 'not', arg: this.expression(3) }
    if (word === 'case') return this.choice(at)
    if ((word === 'date' || word === 'timestamp' || word === 'interval') && next.kind === 'string') {
      this.index++
      return { kind: word, at, value: unquote(next.text, "'") }
    }
    if (foreign.has(word) && !(next.kind === 'symbol' && next.text === '(')) {
      throw new ExpressionError(`“${token.text}” belongs to a query; here stands one expression. For queries there is the SQL step`, at)
    }
    if (reserved.has(word)) throw this.unexpected(token)
    if (next.kind === 'symbol' && next.text === '(') return this.call(word, at)
    return { kind: 'column', at, name: token.text, quoted: false }
  }

  private call(name: string, at: number): Expr {
    if (name === 'cast' || name === 'try_cast') {
      this.expect('(')
      const arg = this.expression(0)
      this.expect('as')
      const to = this.word('the type to convert to')
      this.expect(')')
      return { kind: 'cast', at, arg, to, safe: name === 'try_cast' }
    }
    return { kind: 'call', at, name, args: this.list(true) }
  }

  private choice(at: number): Expr {
    const subject = this.is('when') ? null : this.expression(0)
    const branches: { when: Expr; then: Expr }[] = []
    while (this.take('when')) {
      const when = this.expression(0)
      this.expect('then')
      branches.push({ when, then: this.expression(0) })
    }
    if (branches.length === 0) throw new ExpressionError('CASE needs at least one WHEN … THEN …', at)
    const otherwise = this.take('else') ? this.expression(0) : null
    this.expect('end')
    return { kind: 'case', at, subject, branches, otherwise }
  }

  private list(empty = false): Expr[] {
    this.expect('(')
    if (empty && this.take(')')) return []
    const items = [this.expression(0)]
    while (this.take(',')) items.push(this.expression(0))
    this.expect(')')
    return items
  }

  private peek(): Token {
    return this.tokens[this.index]!
  }

  private is(text: string): boolean {
    const token = this.peek()
    return (token.kind === 'word' || token.kind === 'symbol') && token.text.toLowerCase() === text
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false
    this.index++
    return true
  }

  private expect(text: string): void {
    if (this.take(text)) return
    const token = this.peek()
    throw new ExpressionError(`“${text.toUpperCase()}” is missing ${token.kind === 'end' ? 'at the end' : `before “${token.text}”`}`, token.at)
  }

  private word(what: string): string {
    const token = this.peek()
    if (token.kind !== 'word') throw new ExpressionError(`Here must stand ${what}`, token.at)
    this.index++
    return token.text.toLowerCase()
  }

  private unexpected(token: Token): ExpressionError {
    if (token.kind === 'end') return new ExpressionError('The expression stops too early', token.at)
    return new ExpressionError(`“${token.text}” is not expected here`, token.at)
  }
}

function unquote(text: string, quote: string): string {
  return text.slice(1, -1).replaceAll(quote + quote, quote)
}
