/** Pixels that a letter of a chart's small type takes, on average. */
const letter = 6.2

/** Pixels for the names beside the bars of a drawing: a third of it at most, though names of a narrow one need something too. */
export function nameRoom(names: string[], width: number): number {
  const longest = Math.max(...names.map((name) => name.length))
  return Math.min(Math.max(Math.min(180, width * 0.42), width / 3), 14 + longest * 6.8)
}

/** Names cut to so many pixels: at the end, or in the middle where names would look alike that differ. */
export function shortNames(names: string[], room: number): string[] {
  const letters = Math.max(2, Math.floor(room / letter))
  const atEnd = names.map((name) => cut(name, letters, letters - 1))
  const meant = new Map<string, Set<string>>()
  for (const [index, name] of names.entries()) meant.set(atEnd[index]!, (meant.get(atEnd[index]!) ?? new Set()).add(name))
  return names.map((name, index) => (meant.get(atEnd[index]!)!.size > 1 ? cut(name, letters, Math.floor((letters - 1) / 3)) : atEnd[index]!))
}

/** The first `begin` letters and as many of the last as there is room for. */
function cut(name: string, letters: number, begin: number): string {
  if (name.length <= letters) return name
  const end = letters - 1 - begin
  return `${name.slice(0, begin)}…${end > 0 ? name.slice(-end) : ''}`
}
