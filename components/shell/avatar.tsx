import { cn } from '@/components/ui/cn'

/** "Ada Lovelace" → "AL", "ada" → "A". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words
  return letters.map((word) => [...word!][0]!.toUpperCase()).join('')
}

export function Avatar({ name, className }: { name: string; className?: string }) {
  return <span aria-hidden className={cn('inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-selected text-xs font-semibold text-link', className)}>{initials(name)}</span>
}
