/** Lines that are looked at for blanks that go through. */
const lookedAt = 300

/**
 * Where the columns of a fixed-width text begin, from 0: after blanks that go through all lines, and under something in the first
 * line. Undefined unless half of the lines have blanks wider than one, as padding makes them.
 */
export function fixedStarts(lines: string[]): number[] | undefined {
  const filled = lines.slice(0, lookedAt).map((line) => line.trimEnd()).filter((line) => line !== '')
  if (filled.length < 3 || filled.some((line) => line.includes('\t'))) return undefined
  const width = Math.max(...filled.map((line) => line.length))
  if (width > 100_000) return undefined
  const used = new Uint8Array(width)
  for (const line of filled) for (let at = 0; at < line.length; at++) if (line[at] !== ' ') used[at] = 1
  const blanks = [...used.keys()].filter((at) => used[at] === 1 && (at === 0 || used[at - 1] === 0))
  // A blank that only happens to go through has no name of its own: `blue plum` under `item`.
  const first = fixedFields(filled[0]!, blanks)
  const starts = blanks.filter((_, index) => index === 0 || first[index] !== '')
  const padded = filled.filter((line) => /\S {2,}\S/.test(line)).length
  return starts.length > 1 && first[0] !== '' && padded >= filled.length / 2 ? starts : undefined
}

/** A line cut at the positions; what stands before the first is not looked at. */
export function fixedFields(line: string, starts: number[]): string[] {
  return starts.map((start, index) => line.slice(start, starts[index + 1]).trim())
}

/** The column (from 1) over whose beginning a text runs; undefined where every column begins after a blank. */
export function overrun(line: string, starts: number[]): number | undefined {
  const at = starts.findIndex((start) => start > 0 && start < line.length && line[start - 1] !== ' ')
  return at < 0 ? undefined : at + 1
}
