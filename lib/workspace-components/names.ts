import { ArgumentName } from './schema'

/** A name that can be an argument: letters, digits and `_`. `class`, which Python keeps, becomes `class_`. */
export function argumentOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 36)
  const named = /^[0-9]/.test(plain) ? `_${plain}` : plain || 'value'
  return ArgumentName.safeParse(named).success ? named : `${named}_`
}

/** A summary as the built-in components have theirs; a stop is added where one stands. */
export const withoutStop = (summary: string): string => summary.replace(/[.\s]+$/, '')

/** `wanted` as an argument, or `wanted_2`, `wanted_3` … where that is taken. */
export function freeArgument(wanted: string, taken: ReadonlySet<string>): string {
  const name = argumentOf(wanted)
  if (!taken.has(name)) return name
  for (let n = 2; ; n++) if (!taken.has(`${name}_${n}`)) return `${name}_${n}`
}

/** `custom.clean-and-split` of “Clean and split”; `taken` are ids that are there already. */
export function ownIdOf(title: string, taken: ReadonlySet<string> = new Set()): string {
  const stem =
    title
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 54)
      .replace(/-+$/, '') || 'component'
  const id = `custom.${stem}`
  if (!taken.has(id)) return id
  for (let n = 2; ; n++) if (!taken.has(`${id}-${n}`)) return `${id}-${n}`
}
