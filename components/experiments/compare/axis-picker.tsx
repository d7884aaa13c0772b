'use client'

import { Columns3 } from 'lucide-react'
import type { Dimension } from '@/components/charts/prepare/dimension'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'

/** Chooses the axes of the parallel coordinates. */
export function AxisPicker({ dimensions, chosen, onChange }: { dimensions: readonly Dimension[]; chosen: readonly string[]; onChange: (names: string[]) => void }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button icon={Columns3}>Axes</Button>
      </PopoverTrigger>
      <PopoverContent className="max-h-80 w-64 overflow-y-auto" aria-label="Axes">
        {dimensions.map(({ name, label }) => (
          <label key={name} className="flex min-h-7 items-center gap-2 rounded-sm px-1 hover:bg-hover">
            <Checkbox checked={chosen.includes(name)} onCheckedChange={(on) => onChange(on === true ? [...chosen, name] : chosen.filter((other) => other !== name))} />
            <span className="min-w-0 truncate" title={name}>
              {label}
            </span>
          </label>
        ))}
      </PopoverContent>
    </Popover>
  )
}
