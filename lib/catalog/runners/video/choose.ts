import type { ImportVideoParams } from '../../label/import-video'

/** Part of an interval by which times may be off, being rounded in the file. */
const rounded = 1e-3

/** The numbers of the frames that are kept, of frames at these times (seconds from the first, rising). */
export function choose(times: readonly number[], { by, perSecond, every }: Pick<ImportVideoParams, 'by' | 'perSecond' | 'every'>): number[] {
  if (by === 'frame') return times.flatMap((_, at) => (at % every === 0 ? [at] : []))
  let last = -1
  return times.flatMap((time, at) => {
    const interval = Math.floor(time * perSecond + rounded)
    if (interval <= last) return []
    last = interval
    return [at]
  })
}
