'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { isAppError } from '@/lib/errors'
import { readField } from '@/lib/tracking/filter/field'
import { searchableRuns, type Field } from '@/lib/tracking/filter/schema'
import { tokenize } from '@/lib/tracking/filter/tokens'
import { writeField } from '@/lib/tracking/filter/write'
import { FieldPicker } from './field-picker'
import { groupAttributes } from './field-words'

export interface GroupMenuProps {
  experiment: string
  /** As filters write it; empty for none. */
  value: string
  onChange: (group: string | null) => void
}

/** By what the runs are counted. */
export function GroupMenu({ experiment, value, onChange }: GroupMenuProps) {
  return (
    <div className="flex items-center">
      <div className="w-40">
        <FieldPicker aria-label="Group by" placeholder="Group by" experiment={experiment} attributes={groupAttributes} metrics={false} value={groupField(value)} onChoose={(field) => onChange(writeField(field))} />
      </div>
      {value !== '' && <Button variant="ghost" icon={X} aria-label="Show single runs" onClick={() => onChange(null)} />}
    </div>
  )
}

/** Null where the text in the address is none. */
export function groupField(text: string): Field | null {
  if (text === '') return null
  try {
    return readField(text, tokenize(text), 0, searchableRuns).field
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}
