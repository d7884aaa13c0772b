/** Whether a Python version such as `3.12.4` lies in a range such as `>=3.11,<3.15` or `==3.12.*`. */
export function inRange(version: string, range: string): boolean {
  return range.split(',').every((part) => {
    const match = /^\s*(>=|<=|==|<|>)\s*([0-9.]+?)(\.\*)?\s*$/.exec(part)
    if (!match) return false
    const [, operator, bound, prefix] = match
    const order = compare(numbers(version), numbers(bound!), prefix ? numbers(bound!).length : undefined)
    if (operator === '==') return order === 0
    if (operator === '>=') return order >= 0
    if (operator === '<=') return order <= 0
    return operator === '<' ? order < 0 : order > 0
  })
}

/** The range in words: `3.12`, `3.11 to 3.14`. */
export function rangeWords(range: string): string {
  const exact = /^==\s*([0-9.]+?)(?:\.\*)?$/.exec(range.trim())
  if (exact) return exact[1]!
  const [low, high] = [/>=\s*([0-9.]+)/.exec(range)?.[1], /<\s*3\.([0-9]+)/.exec(range)?.[1]]
  return low && high ? `${low} to 3.${Number(high) - 1}` : range
}

const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0)

function compare(a: number[], b: number[], length = Math.max(a.length, b.length)): number {
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
