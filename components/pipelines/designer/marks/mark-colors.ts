import type { MarkColor } from '@/lib/graph/marks'

interface MarkLook {
  name: string
  /** The ground, and a line or mark on it, as CSS values from the studio's tokens. */
  soft: string
  strong: string
}

/** The colours that notes and groups may have. */
export const markLooks: Record<MarkColor, MarkLook> = {
  yellow: { name: 'Yellow', soft: 'var(--warning-soft)', strong: 'var(--warning)' },
  blue: { name: 'Blue', soft: 'var(--running-soft)', strong: 'var(--running)' },
  green: { name: 'Green', soft: 'var(--succeeded-soft)', strong: 'var(--succeeded)' },
  teal: { name: 'Teal', soft: 'var(--reused-soft)', strong: 'var(--reused)' },
  red: { name: 'Red', soft: 'var(--failed-soft)', strong: 'var(--failed)' },
  grey: { name: 'Grey', soft: 'var(--queued-soft)', strong: 'var(--queued)' },
}
