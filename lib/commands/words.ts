/** A line cut into words at spaces; quotes, single or double, hold words together and are taken off. Null where one is not closed. */
export function wordsOf(line: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (const sign of line) {
    if (quote) {
      if (sign === quote) quote = ''
      else word += sign
    } else if (sign === '"' || sign === "'") {
      quote = sign
      word ??= ''
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + sign
  }
  if (quote) return null
  return word === null ? words : [...words, word]
}

/** A name in braces, which stands for a parameter. */
export const placeholder = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g

/** Names in braces, which stand for parameters. */
export function placeholdersOf(words: readonly string[]): string[] {
  return [...new Set(words.flatMap((word) => [...word.matchAll(placeholder)].map((match) => match[1]!)))]
}
