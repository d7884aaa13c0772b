export interface BandBuckets {
  from: number
  to: number
  buckets: number
  width: number
}

/**
 * Buckets of equal width from `from` to `to`, at most `most`. Where runs log evenly, a `span` of the axis holds one chunk of points:
 * then buckets are made of whole chunks from `first` on, so that none has to be taken apart.
 */
export function bandBuckets({ from, to, most, first, span }: { from: number; to: number; most: number; first: number; span: number | null }): BandBuckets {
  const even = { from, to, buckets: most, width: (to - from) / most }
  if (span === null || !(span > 0) || even.width < span) return even
  const width = span * 2 ** Math.ceil(Math.log2(even.width / span))
  const start = first + Math.floor((from - first) / width) * width
  const buckets = Math.floor((to - start) / width) + 1
  return { from: start, to: start + buckets * width, buckets, width }
}

/** What most of the runs have in common; null where it is less than half of them. */
export function commonSpan(spans: readonly (number | null)[]): number | null {
  const counts = new Map<number, number>()
  for (const span of spans) if (span !== null) counts.set(span, (counts.get(span) ?? 0) + 1)
  const [common] = [...counts].sort((a, b) => b[1] - a[1])
  return common && common[1] * 2 >= spans.length ? common[0] : null
}
