/** One argument of a Python function as its text declares it. */
export interface Argument {
  name: string
  annotation: string
  default: string | undefined
}

export interface FoundFunction {
  name: string
  arguments: Argument[]
  returns: string
  /** Its text, decorators left out, and what stands before it at the top level. */
  before: string
  text: string
}

/** Splits at commas that stand in no bracket and no quotes. */
export function splitTopLevel(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let part = ''
  for (const sign of text) {
    if (quote) quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if ('([{'.includes(sign)) depth++
    else if (')]}'.includes(sign)) depth--
    if (sign === ',' && depth === 0 && !quote) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  if (part.trim() !== '') parts.push(part)
  return parts.map((each) => each.trim())
}

/** The last function at the top level of a Python text with that name, or with any, with its arguments. */
export function findFunction(source: string, wanted?: string): FoundFunction | undefined {
  const heads = [...source.matchAll(/^def\s+([A-Za-z_]\w*)\s*\(/gm)].filter((match) => !match[1]!.startsWith('_') && (wanted === undefined || match[1] === wanted))
  const head = heads.at(-1)
  if (!head) return undefined
  const open = head.index + head[0].length - 1
  const close = closing(source, open)
  if (close < 0) return undefined
  const after = /^\s*(?:->\s*([^:]+?(?:\[[^\]]*\])?))?\s*:/.exec(source.slice(close + 1)) ?? /^[^\n]*/.exec(source.slice(close + 1))!
  const body = /^(?:[^\n]*\n)?(?:(?:[ \t][^\n]*|[ \t]*|#[^\n]*)(?:\n|$))*/.exec(source.slice(close + 1))![0]
  const list = splitTopLevel(source.slice(open + 1, close)).filter((part) => part !== '' && part !== '*' && part !== '/')
  return {
    name: head[1]!,
    arguments: list.map(argument),
    returns: (after[1] ?? '').trim(),
    before: source.slice(0, head.index).replace(/(?:^@[^\n]*\n)+$/m, ''),
    text: source.slice(head.index, close + 1) + body,
  }
}

/** Where the bracket that opens at `from` is closed; −1 where it is not. */
function closing(text: string, from: number): number {
  let depth = 0
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const sign = text[at]!
    if (quote) {
      if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return at
  }
  return -1
}

function argument(text: string): Argument {
  const [, name = '', annotation = '', initial] = /^(\**\w+)\s*(?::\s*([\s\S]*?))?\s*(?:=\s*([\s\S]*))?$/.exec(text) ?? []
  return { name, annotation: annotation.trim(), default: initial?.trim() }
}
