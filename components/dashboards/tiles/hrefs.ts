import { columnSyntax } from '@/components/experiments/value-text'

/** Pages that a tile's numbers come from; the same filter and order stand there. */
export function runHref(workspace: string, experiment: string, run: string): string {
  return `/w/${workspace}/experiments/${experiment}/runs/${run}`
}

export function runsHref(workspace: string, experiment: string, { filter = '', order = '', columns }: { filter?: string; order?: string; columns?: string[] } = {}): string {
  const query = new URLSearchParams({ ...(filter && { filter }), ...(order && { order }), ...(columns && columns.length > 0 && { columns: JSON.stringify(columns) }) })
  return `/w/${workspace}/experiments/${experiment}${query.size > 0 ? `?${query}` : ''}`
}

/** A filter for one value of a parameter, beside what was asked before. */
export function withParam(filter: string, param: string, value: string): string {
  const own = `${columnSyntax(`params.${param}`)} = '${value.replaceAll("'", "''")}'`
  return filter ? `${filter} AND ${own}` : own
}
