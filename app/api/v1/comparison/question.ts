/** A question about runs as it stands in an address: `run` many times, anything else once. */
export function questionOf(request: Request): Record<string, unknown> {
  const query = new URL(request.url).searchParams
  return { ...Object.fromEntries(query), runs: query.getAll('run') }
}
