'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { LabelView, UpdateLabelInput } from '@/lib/labeling/schema'

interface LabelEditorProps {
  label: LabelView
  mayManage: boolean
  onChange: (input: UpdateLabelInput) => void
  onRemove: () => void
  onDetails: () => void
  onSplit: () => void
  /** Labels above it. */
  depth: number
}

/** One label; what is typed is kept when the field is left or Enter pressed. */
export function LabelEditor({ label, mayManage, onChange, onRemove, onDetails, onSplit, depth }: LabelEditorProps) {
  const [name, setName] = useState(label.name)
  const [key, setKey] = useState(label.key)
  const [colour, setColour] = useState(label.colour)
  const keep = () => {
    const trimmed = name.trim()
    if (trimmed === '') return setName(label.name)
    if (trimmed !== label.name || key !== label.key || colour !== label.colour) onChange({ name: trimmed, key, colour })
  }
  if (!mayManage)
    return (
      <li className="flex items-center gap-2" style={{ marginLeft: depth * 20 }}>
        <span aria-hidden className="size-3 rounded-full" style={{ background: label.colour }} />
        {label.name} {label.key && <kbd className="text-sm text-muted">{label.key}</kbd>}
      </li>
    )
  return (
    <li className="flex flex-wrap items-center gap-2" style={{ marginLeft: depth * 20 }} onBlur={keep} onKeyDown={(event) => event.key === 'Enter' && keep()}>
      <input type="color" aria-label={`Colour of ${label.name}`} value={colour} onChange={(event) => setColour(event.target.value)} className="size-8 shrink-0 cursor-pointer rounded-md border border-line bg-surface p-1" />
      <Input className="min-w-40 flex-1" aria-label={`Name of ${label.name}`} value={name} onChange={(event) => setName(event.target.value)} maxLength={100} />
      <Input aria-label={`Key of ${label.name}`} placeholder="Key" className="w-14 shrink-0 text-center" maxLength={1} value={key} onChange={(event) => setKey(event.target.value)} />
      <Button onClick={onDetails} aria-label={`Details of ${label.name}`}>
        Details
      </Button>
      <Button onClick={onSplit} aria-label={`Split ${label.name}`}>
        Split
      </Button>
      <Button onClick={onRemove} aria-label={`Merge or delete ${label.name}`}>
        Merge or delete
      </Button>
    </li>
  )
}
