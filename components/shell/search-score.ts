/**
 * How well a line fits what was typed: 0 not at all, up to 1. Each typed word must stand in the line or its keywords; the
 * beginning of the line counts most, then the beginning of a word, then the middle of one. What follows a line break in
 * `value` only tells equal names apart and is not searched.
 */
export function searchScore(value: string, search: string, keywords: string[] = []): number {
  const name = value.split('\n')[0]!.toLowerCase()
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  let total = 0
  for (const word of words) {
    const score = Math.max(scoreIn(name, word), ...keywords.map((keyword) => scoreIn(keyword.toLowerCase(), word) * 0.5))
    if (score === 0) return 0
    total += score
  }
  return words.length ? total / words.length : 1
}

function scoreIn(text: string, word: string): number {
  const at = text.indexOf(word)
  if (at < 0) return 0
  if (at === 0) return text.length === word.length ? 1 : 0.9
  return /[\p{L}\p{N}]/u.test(text[at - 1]!) && !new RegExp(`[^\\p{L}\\p{N}]${escape(word)}`, 'u').test(text) ? 0.4 : 0.7
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
