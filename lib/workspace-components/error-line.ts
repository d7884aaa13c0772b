/** The line of the person's code that a failure names, from 1: `Line 3: KeyError: 'mass'`. Null where it names none. */
export function errorLine(message: string): number | null {
  const match = /^Line (\d+):/.exec(message)
  return match ? Number(match[1]) : null
}
