/** Prints JSON alone on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** For a person, while standard output belongs to a program. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Rows in columns as wide as their content. */
export function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of [head, ...rows]) print(row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd())
}

/** `0.04 s`, `12 s`, `2 min 5 s`; empty without both ends. */
export function elapsed(from: string | null, to: string | null): string {
  if (!from || !to) return ''
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000
  if (seconds < 10) return `${seconds.toFixed(2)} s`
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** `2026-03-01 14:05` in local time. */
export function moment(instant: string | null): string {
  if (!instant) return ''
  const at = new Date(instant)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}
