import { columnSyntax } from '@/components/experiments/value-text'

/** Pages that a tile's numbers come from; the same filter and order stand there. */
export function runHref(workspace: string, experiment: string, run: string): string {
  return `/w/${workspace}/experiments/${experiment}/runs/${run}`
}

export function runsHref(workspace: string, experiment: string, { filter = '', order = '', columns }: { filter?: string; order?: string; columns?: string[] } = {}): string {
  const query = new URLSearchParams({ ...(filter && { filter }), ...(order && { order }), ...(columns && columns.length > 0 && { columns: JSON.stringify(columns) }) })
  return `/w/${workspace}/experiments/${experiment}${query.size > 0 ? `?${query}` : ''}`
}

/** The pipeline runs that were asked for on some days (UTC), both with them. */
export function pipelineRunsHref(workspace: string, p: { from?: string | undefined; to?: string | undefined; person?: string | undefined; pipeline?: string | undefined }): string {
  const query = new URLSearchParams(Object.entries(p).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return `/w/${workspace}/runs${query.size > 0 ? `?${query}` : ''}`
}

/** The first of the last `days` days, with today. */
export const firstOfDays = (days: number) => new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10)

/** A filter for one value of a parameter, beside what was asked before. */
export function withParam(filter: string, param: string, value: string): string {
  const own = `${columnSyntax(`params.${param}`)} = '${value.replaceAll("'", "''")}'`
  return filter ? `${filter} AND ${own}` : own
}
