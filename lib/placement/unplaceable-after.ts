/** A step that nobody can run for this many hours ends as `unplaceable`; 0: it waits for ever. */
export function unplaceableHours(): number {
  const hours = Number(process.env.ATELIER_UNPLACEABLE_HOURS ?? 24)
  return Number.isFinite(hours) && hours >= 0 ? hours : 24
}

/** `24 h`, `90 min`, `30 s`: as rough as it may be. */
export function spanWords(hours: number): string {
  if (hours >= 2) return `${Math.round(hours)} h`
  const minutes = hours * 60
  return minutes >= 2 ? `${Math.round(minutes)} min` : `${Math.max(1, Math.round(minutes * 60))} s`
}
