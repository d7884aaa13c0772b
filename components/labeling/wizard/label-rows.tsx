'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { labelColour, labelKey } from '@/lib/labeling/label-colours'

export interface LabelRow {
  name: string
  colour: string
  key: string
}

export const newRow = (index: number): LabelRow => ({ name: '', colour: labelColour(index), key: labelKey(index) })

/** The labels of a project that is being made; Enter adds the next, and a pasted list becomes one row a line. */
export function LabelRows({ rows, onChange }: { rows: LabelRow[]; onChange: (rows: LabelRow[]) => void }) {
  const set = (index: number, change: Partial<LabelRow>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)))
  const add = () => {
    onChange([...rows, newRow(rows.length)])
    setTimeout(() => document.getElementById(`label-${rows.length}`)?.focus())
  }
  const paste = (index: number, event: React.ClipboardEvent) => {
    const names = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
    if (names.length < 2) return
    event.preventDefault()
    onChange([...rows.slice(0, index), ...names.map((name, at) => ({ ...newRow(index + at), name })), ...rows.slice(index + 1).filter(({ name }) => name !== '')])
  }
  return (
    <div className="flex flex-col gap-2">
      {rows.map((row, index) => (
        <div key={index} className="flex items-center gap-2">
          <input type="color" aria-label={`Colour of label ${index + 1}`} value={row.colour} onChange={(event) => set(index, { colour: event.target.value })} className="size-8 shrink-0 cursor-pointer rounded-md border border-line bg-surface p-1" />
          <Input id={`label-${index}`} aria-label={`Name of label ${index + 1}`} placeholder="Name" value={row.name} onChange={(event) => set(index, { name: event.target.value })} onPaste={(event) => paste(index, event)} onKeyDown={(event) => event.key === 'Enter' && (event.preventDefault(), add())} />
          <Input aria-label={`Key of label ${index + 1}`} placeholder="Key" className="w-14 shrink-0 text-center" maxLength={1} value={row.key} onChange={(event) => set(index, { key: event.target.value })} />
          <Button variant="ghost" icon={X} aria-label={`Take out label ${index + 1}`} onClick={() => onChange(rows.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Button icon={Plus} className="self-start" onClick={add}>
        Add label
      </Button>
    </div>
  )
}
