'use client'

import { RadioGroup } from 'radix-ui'
import { markColors } from '@/lib/graph/mark-colors'
import type { MarkColor } from '@/lib/graph/marks'
import { markLooks } from './mark-colors'

/** One of the colours for notes and groups. */
export function Swatches({ value, disabled, onChange }: { value: MarkColor; disabled?: boolean; onChange: (color: MarkColor) => void }) {
  return (
    <RadioGroup.Root aria-label="Colour" orientation="horizontal" disabled={disabled} value={value} onValueChange={(next) => onChange(next as MarkColor)} className="flex gap-1.5">
      {markColors.map((color) => (
        <RadioGroup.Item
          key={color}
          value={color}
          aria-label={markLooks[color].name}
          title={markLooks[color].name}
          style={{ background: markLooks[color].soft, borderColor: markLooks[color].strong }}
          className="size-6 rounded-full border ring-offset-2 ring-offset-surface disabled:opacity-50 data-[state=checked]:ring-2 data-[state=checked]:ring-ring"
        />
      ))}
    </RadioGroup.Root>
  )
}
