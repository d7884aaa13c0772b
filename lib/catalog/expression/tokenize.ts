/** A mistake in an expression: what is wrong, and where (from 0) in its text. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly at: number,
    /** What was most likely meant: `text` in place of the `length` characters from `at`; `label` says so on a button. */
    readonly fix?: { label: string; length: number; text: string },
  ) {
    super(message)
    this.name = 'ExpressionError'
  }
}

/** The expression with the error's fix made. */
export function repaired(source: string, { at, fix }: ExpressionError): string {
  return fix ? source.slice(0, at) + fix.text + source.slice(at + fix.length) : source
}

export type Token =
  | { kind: 'number' | 'string' | 'word' | 'quoted' | 'symbol'; text: string; at: number }
  | { kind: 'end'; text: ''; at: number }

const symbols = ['::', '||', '//', '**', '<=', '>=', '<>', '!=', '==', '+', '-', '*', '/', '%', '^', '(', ')', ',', '=', '<', '>']

const patterns: { kind: 'number' | 'string' | 'word' | 'quoted'; pattern: RegExp }[] = [
  { kind: 'number', pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y },
  { kind: 'string', pattern: /'(?:[^']|'')*'/y },
  { kind: 'quoted', pattern: /"(?:[^"]|"")+"/y },
  { kind: 'word', pattern: /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy },
]

/** @throws ExpressionError at a character that starts nothing. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    if (/\s/.test(source[at]!)) {
      at++
      continue
    }
    const token = match(source, at)
    tokens.push(token)
    at += token.text.length
  }
  tokens.push({ kind: 'end', text: '', at: source.length })
  return tokens
}

function match(source: string, at: number): Token {
  if (source.startsWith('--', at) || source.startsWith('/*', at)) throw new ExpressionError('Comments are not allowed in an expression', at)
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found) return { kind, text: found[0], at }
  }
  const symbol = symbols.find((other) => source.startsWith(other, at))
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, at }
  const character = String.fromCodePoint(source.codePointAt(at)!)
  if (character === "'") throw new ExpressionError('A text is not closed: it needs a second quote (\')', at)
  if (character === '"') throw new ExpressionError('A column name is not closed: it needs a second double quote (")', at)
  if (character === ';') throw new ExpressionError('Write one expression, without a semicolon', at)
  throw new ExpressionError(`“${character}” means nothing here`, at)
}
