import * as z from 'zod/mini'
import { Annotation } from '@/lib/labeling/shapes'

/** A box of 20 × 20 at 10, 10, said to be a cell. */
export function box(id: string, { label = 'cell', x = 10, y = 10, size = 20 }: { label?: string; x?: number; y?: number; size?: number } = {}): Annotation {
  return z.parse(Annotation, { id, label, shape: { kind: 'box', x, y, width: size, height: size } })
}
