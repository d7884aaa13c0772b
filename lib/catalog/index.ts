import { enterData } from './data/enter'
import { importData } from './data/import'
import { evaluateModel } from './learn/evaluate-model'
import { scoreModel } from './learn/score-model'
import { trainClassifier } from './learn/train-classifier'
import { trainRegressor } from './learn/train-regressor'
import { applyTransformation } from './transform/apply-transformation'
import { cleanMissingData } from './transform/clean-missing-data'
import { computeColumn } from './transform/compute-column'
import { filterRows } from './transform/filter-rows'
import { groupAndAggregate } from './transform/group-and-aggregate'
import { join } from './transform/join'
import { selectColumns } from './transform/select-columns'
import { splitData } from './transform/split-data'
import { pythonScript } from './script/python-script'
import { sqlScript } from './script/sql'
import type { Component } from './types'

/** Every component there is; the palette, the docs pages and the run queue read this list. One line each. */
export const components: Component[] = [
  importData,
  enterData,
  selectColumns,
  filterRows,
  cleanMissingData,
  applyTransformation,
  splitData,
  join,
  groupAndAggregate,
  computeColumn,
  trainClassifier,
  trainRegressor,
  scoreModel,
  evaluateModel,
  sqlScript,
  pythonScript,
]

/** `category.name@version`, as graphs write it. */
export function refOf(component: Component): string {
  return `${component.id}@${component.version}`
}

const byRef = new Map(components.map((component) => [refOf(component), component]))
const newest = new Map<string, Component>()
for (const component of components) {
  const known = newest.get(component.id)
  if (!known || known.version < component.version) newest.set(component.id, component)
}

/** The component with this `id@version`. */
export function findComponent(ref: string): Component | undefined {
  return byRef.get(ref)
}

/** The highest version of the component with this id. */
export function latest(id: string): Component | undefined {
  return newest.get(id)
}

/** Newest versions that match every word of `query`, best first: by name, then keyword, then summary. An empty query lists all. */
export function search(query: string): Component[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return [...newest.values()]
    .map((component) => ({ component, score: score(component, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.component)
}

function score(component: Component, words: string[]): number {
  let total = 1
  for (const word of words) {
    const best = scoreWord(component, word)
    if (best === 0) return 0
    total += best
  }
  return total
}

function scoreWord(component: Component, word: string): number {
  const name = component.name.toLowerCase()
  if (name.startsWith(word)) return 8
  if (name.split(' ').some((part) => part.startsWith(word))) return 6
  if (component.keywords?.some((keyword) => keyword.toLowerCase().startsWith(word))) return 4
  if (name.includes(word) || component.id.includes(word) || component.category.toLowerCase().startsWith(word)) return 3
  return component.summary.toLowerCase().includes(word) ? 2 : 0
}
