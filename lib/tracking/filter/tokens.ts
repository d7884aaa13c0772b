import { AppError } from '@/lib/errors'

export type Token =
  | { type: 'word'; text: string; at: number }
  | { type: 'quoted'; text: string; quote: string; at: number }
  | { type: 'number'; value: number; text: string; at: number }
  | { type: 'sign'; text: string; at: number }
  | { type: 'end'; text: ''; at: number }

const space = /\s+/y
const number = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y
const word = /[A-Za-z_][\w]*(?:\.[\w][\w./:-]*)*\.?/y
const sign = /<=|>=|!=|<>|==|[=<>(),]/y

/** Where a filter cannot be read: what is wrong, and from which character on. @throws AppError `invalid` */
export function refuse(text: string, at: number, what: string): never {
  const near = text.slice(at, at + 24).trim()
  throw new AppError('invalid', `${what}${near === '' ? ', at the end of the filter' : `, at character ${at + 1}: “${near}”`}`, { at })
}

/** Cuts a filter into words, quoted texts, numbers and signs; a quote within quotes of its kind is doubled. @throws AppError `invalid` */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  while (at < text.length) {
    const blank = take(space)
    if (blank) {
      at += blank.length
      continue
    }
    const char = text[at]!
    if (char === "'" || char === '"' || char === '`') {
      const quoted = readQuoted(text, at)
      tokens.push({ type: 'quoted', text: quoted.text, quote: char, at })
      at = quoted.end
      continue
    }
    const digits = take(number)
    if (digits !== undefined) {
      tokens.push({ type: 'number', value: Number(digits), text: digits, at })
      at += digits.length
      continue
    }
    const name = take(word)
    if (name !== undefined) {
      tokens.push({ type: 'word', text: name, at })
      at += name.length
      continue
    }
    const mark = take(sign)
    if (mark === undefined) refuse(text, at, 'This character has no meaning here')
    tokens.push({ type: 'sign', text: mark === '<>' ? '!=' : mark === '==' ? '=' : mark, at })
    at += mark.length
  }
  tokens.push({ type: 'end', text: '', at })
  return tokens
}

function readQuoted(text: string, start: number): { text: string; end: number } {
  const quote = text[start]!
  let found = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== quote) found += text[at]
    else if (text[at + 1] === quote) found += text[at++]
    else return { text: found, end: at + 1 }
  }
  return refuse(text, start, `The quote ${quote} is not closed`)
}
