import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

/** Our own text sizes, so that `text-sm` and the colour `text-muted` are not taken for rivals. */
const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['xs', 'sm', 'base', 'lg', 'xl', '2xl'] }], shadow: [{ shadow: ['pop'] }] } },
})

/** Joins class names; a later one wins over an earlier one of the same kind. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values))
}
