import type { ComparedRun } from '@/lib/comparison/schema'

/** The text that a run has of `params.<name>` or `tags.<name>`. */
export function valueOfColumn(run: Pick<ComparedRun, 'params' | 'tags'>, column: string): string | undefined {
  const key = column.slice(column.indexOf('.') + 1)
  return (column.startsWith('params.') ? run.params : run.tags).find((pair) => pair.key === key)?.value
}

/** Parameters and tags of which runs have different values; parameters first, by name. */
export function groupColumns(runs: readonly Pick<ComparedRun, 'params' | 'tags'>[]): string[] {
  const names = new Set(runs.flatMap(({ params, tags }) => [...params.map(({ key }) => `params.${key}`), ...tags.filter(({ key }) => !key.startsWith('mlflow.')).map(({ key }) => `tags.${key}`)]))
  const varied = [...names].filter((name) => new Set(runs.map((run) => valueOfColumn(run, name))).size > 1)
  return varied.sort((a, b) => Number(a.startsWith('tags.')) - Number(b.startsWith('tags.')) || a.localeCompare(b))
}
