import type { Component } from './types'

export type Searchable = Pick<Component, 'id' | 'name' | 'category' | 'summary' | 'keywords'>

/** Those that match every word of `query`, best first: by name, then keyword, then summary. An empty query keeps all, in order. */
export function searchIn<T extends Searchable>(entries: T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return entries
    .map((entry) => ({ entry, score: score(entry, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.entry)
}

function score(entry: Searchable, words: string[]): number {
  let total = 1
  for (const word of words) {
    const best = scoreWord(entry, word)
    if (best === 0) return 0
    total += best
  }
  return total
}

function scoreWord(entry: Searchable, word: string): number {
  const name = entry.name.toLowerCase()
  if (name.startsWith(word)) return 8
  if (name.split(' ').some((part) => part.startsWith(word))) return 6
  if (entry.keywords?.some((keyword) => keyword.toLowerCase().startsWith(word))) return 4
  if (name.includes(word) || entry.id.includes(word) || entry.category.toLowerCase().startsWith(word)) return 3
  return entry.summary.toLowerCase().includes(word) ? 2 : 0
}
