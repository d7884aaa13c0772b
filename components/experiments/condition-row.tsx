'use client'

import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { comparatorsFor, comparisonOf, draftFor, fieldType, withComparator, type Draft } from '@/lib/tracking/filter/draft'
import type { Comparator } from '@/lib/tracking/filter/schema'
import { FieldPicker } from './field-picker'
import { attributeLabels, choicesOf, comparatorWords } from './field-words'

export interface ConditionRowProps {
  experiment: string
  /** Null until a field is chosen. */
  draft: Draft | null
  onChange: (draft: Draft) => void
  onRemove: () => void
}

/** One condition: a field, how it is compared, and with what. */
export function ConditionRow({ experiment, draft, onChange, onRemove }: ConditionRowProps) {
  const made = draft && comparisonOf(draft)
  const lacks = made && 'lacks' in made && draft.texts.some((text) => text !== '') ? made.lacks : null
  return (
    <div role="group" aria-label="Condition" className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start gap-1.5">
        <div className="min-w-0 flex-[2_1_140px]">
          <FieldPicker aria-label="Field" experiment={experiment} attributes={Object.keys(attributeLabels)} value={draft?.field ?? null} onChoose={(field) => onChange(draftFor(field))} />
        </div>
        {draft && (
          <>
            <Select aria-label="Comparison" className="min-w-0 flex-[1_1_110px]" value={draft.comparator} onValueChange={(next) => onChange(withComparator(draft, next as Comparator))} options={comparatorsFor(draft.field, draft.comparator).map((value) => ({ value, label: comparatorWords[value] }))} />
            {draft.texts.map((text, index) => (
              <Value key={index} draft={draft} text={text} label={draft.texts.length === 2 ? (index === 0 ? 'From' : 'To') : 'Value'} onChange={(next) => onChange({ ...draft, texts: draft.texts.map((old, place) => (place === index ? next : old)) })} />
            ))}
            {fieldType(draft.field) === 'either' && draft.texts.length > 0 && !draft.comparator.includes('LIKE') && (
              <Select aria-label="Compared as" className="w-28 shrink-0" value={draft.asNumber ? 'number' : 'text'} onValueChange={(as) => onChange({ ...draft, asNumber: as === 'number' })} options={[{ value: 'text', label: 'as text' }, { value: 'number', label: 'as number' }]} />
            )}
          </>
        )}
        <Button variant="ghost" icon={Trash2} aria-label="Remove the condition" onClick={onRemove} />
      </div>
      {lacks && <p className="text-sm text-failed">{lacks}</p>}
    </div>
  )
}

interface ValueProps {
  draft: Draft
  text: string
  label: string
  onChange: (text: string) => void
}

/** Text is taken on Enter or when the field is left, so that not every letter asks the studio. */
function Value({ draft: { field, comparator, asNumber }, text, label, onChange }: ValueProps) {
  const choices = field.kind === 'attribute' && (comparator === '=' || comparator === '!=') ? choicesOf[field.key] : undefined
  if (choices) return <Select aria-label={label} className="min-w-0 flex-[1_1_110px]" value={text || undefined} onValueChange={onChange} options={choices} />
  const instant = field.kind === 'attribute' && field.key.endsWith('_time') && !comparator.endsWith('IN')
  const shown = instant ? localOf(text) : text
  const take = (typed: string) => {
    const next = instant ? (typed === '' ? '' : String(new Date(typed).getTime())) : typed
    if (next !== text && typed !== shown) onChange(next)
  }
  return (
    <Input
      key={shown}
      aria-label={label}
      className="min-w-0 flex-[1_1_90px]"
      type={instant ? 'datetime-local' : 'text'}
      step={instant ? 1 : undefined}
      inputMode={asNumber && !instant ? 'decimal' : undefined}
      placeholder={comparator.endsWith('IN') ? 'a, b, c' : label.toLowerCase()}
      defaultValue={shown}
      onBlur={(event) => take(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
    />
  )
}

/** Milliseconds as a field for local time takes them. */
function localOf(text: string): string {
  const ms = Number(text)
  if (text === '' || !Number.isFinite(ms)) return ''
  const at = new Date(ms)
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
