import { Braces, CalendarClock, CalendarDays, DecimalsArrowRight, Hash, ToggleLeft, Type, type LucideIcon } from 'lucide-react'
import type { ColumnType } from '@/lib/catalog/types'

export const typeLooks: Record<ColumnType, { icon: LucideIcon; word: string }> = {
  integer: { icon: Hash, word: 'whole number' },
  number: { icon: DecimalsArrowRight, word: 'number' },
  text: { icon: Type, word: 'text' },
  boolean: { icon: ToggleLeft, word: 'true/false' },
  date: { icon: CalendarDays, word: 'date' },
  timestamp: { icon: CalendarClock, word: 'date and time' },
  other: { icon: Braces, word: 'nested' },
}

/** A column's type as a small sign with its word for screen readers. */
export function TypeIcon({ type, className }: { type: ColumnType; className?: string }) {
  const { icon: Icon, word } = typeLooks[type]
  return <Icon role="img" aria-label={word} className={className ?? 'size-3.5 shrink-0 text-faint'} strokeWidth={1.75} />
}
