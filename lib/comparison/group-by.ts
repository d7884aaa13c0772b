/** What stands for runs without the value. */
export const withoutValue = '(none)'

/** Places of values among the different ones, numbers by size; those without one come last. */
export function groupBy(values: readonly (string | undefined)[]): { names: string[]; of: number[] } {
  const names = [...new Set(values.filter((value) => value !== undefined))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  if (values.includes(undefined)) names.push(withoutValue)
  return { names, of: values.map((value) => (value === undefined ? names.length - 1 : names.indexOf(value))) }
}
