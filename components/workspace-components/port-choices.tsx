'use client'

import { PortGlyph } from '@/components/pipelines/port-glyph'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import type { PortChoice } from '@/lib/workspace-components/derive'

interface Named {
  name: string
  label: string
  help: string
}

export interface PortChoicesProps<T extends Named> {
  title: string
  none: string
  ports: PortChoice<T>[]
  onChange: (ports: PortChoice<T>[]) => void
}

/** The ports that a component may have: which it has, and what they are called. */
export function PortChoices<T extends Named>({ title, none, ports, onChange }: PortChoicesProps<T>) {
  const change = (index: number, next: PortChoice<T>) => onChange(ports.map((port, at) => (at === index ? next : port)))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      {ports.length === 0 && <p className="text-muted">{none}</p>}
      <ul className="divide-y divide-line rounded-md border border-line empty:hidden">
        {ports.map((choice, index) => (
          <li key={choice.place} className="grid grid-cols-[16px_12px_minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-2 gap-y-1 px-2 py-1.5">
            <Checkbox
              aria-label={`${title}: ${choice.place}`}
              checked={choice.chosen}
              disabled={choice.needed !== undefined}
              title={choice.needed}
              onCheckedChange={(checked) => change(index, { ...choice, chosen: checked === true })}
            />
            <PortGlyph type={choice.type} size={10} />
            <Input aria-label={`Label of ${choice.place}`} value={choice.port.label} maxLength={80} disabled={!choice.chosen} onChange={(event) => change(index, { ...choice, port: { ...choice.port, label: event.target.value } })} />
            <Input aria-label={`Name of ${choice.place} in JSON`} className="font-mono" value={choice.port.name} maxLength={40} disabled={!choice.chosen} onChange={(event) => change(index, { ...choice, port: { ...choice.port, name: event.target.value } })} />
            <span className="col-start-3 col-end-5 truncate text-sm text-muted" title={choice.place}>
              {choice.place}
              {choice.needed && `. ${choice.needed}.`}
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
