'use client'

import { useId, useState } from 'react'
import { Check, ChevronDown } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { fieldClass, Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'

export interface Choice {
  value: string
  label: string
  note?: string
}

export interface SearchChoiceProps {
  value: string
  /** What stands on the closed field; the value itself where left out. */
  shown?: string
  placeholder: string
  choices: Choice[]
  /** Names come from the studio as one types. */
  onSearch: (typed: string) => void
  onChange: (value: string) => void
  /** What is typed may be taken as it is. */
  free?: boolean
  /** Where no name fits. */
  none: string
  /** The first choice: nothing. */
  clear?: string
  size?: 'sm' | 'md'
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** One of many names, found by typing. */
export function SearchChoice({ value, shown, placeholder, choices, onSearch, onChange, free, none, clear, size = 'md', className, ...rest }: SearchChoiceProps) {
  const [open, setOpen] = useState(false)
  const text = value ? (shown ?? value) : placeholder
  return (
    <Popover open={open} onOpenChange={(next) => (setOpen(next), onSearch(''))}>
      <PopoverTrigger asChild>
        <button type="button" {...rest} aria-label={rest['aria-label'] && `${rest['aria-label']}: ${text}`} className={cn(fieldClass, 'flex items-center justify-between gap-2 text-left', size === 'sm' ? 'h-7 px-2 text-sm' : 'h-8 px-2', className)}>
          <span className={cn('min-w-0 truncate', !value && 'text-faint')}>{text}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </button>
      </PopoverTrigger>
      <PopoverContent className="w-72 p-2" aria-label={rest['aria-label'] ?? placeholder}>
        <List value={value} choices={clear !== undefined ? [{ value: '', label: clear }, ...choices] : choices} onSearch={onSearch} free={free} none={none} onPick={(next) => (onChange(next), setOpen(false))} />
      </PopoverContent>
    </Popover>
  )
}

interface ListProps {
  value: string
  choices: Choice[]
  onSearch: (typed: string) => void
  free: boolean | undefined
  none: string
  onPick: (value: string) => void
}

function List({ value, choices, onSearch, free, none, onPick }: ListProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const text = typed.trim()
  const rows = free && text && !choices.some((choice) => choice.value === text) ? [...choices, { value: text, label: `Use “${text}”` }] : choices
  const active = Math.min(at, rows.length - 1)
  function press(event: React.KeyboardEvent) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(rows.length - 1, active + by)))
      document.getElementById(`${id}-${Math.max(0, active + by)}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      const row = rows[active]
      if (row) onPick(row.value)
    }
  }
  return (
    <>
      <Input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
        aria-label="Search"
        placeholder="Search"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
          onSearch(event.target.value.trim())
        }}
        onKeyDown={press}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="Names" tabIndex={-1} className="mt-1 max-h-64 overflow-y-auto">
        {rows.map((choice, index) => (
          <li
            key={choice.value || '(none)'}
            id={`${id}-${index}`}
            role="option"
            aria-selected={choice.value === value}
            onClick={() => onPick(choice.value)}
            onPointerMove={() => setAt(index)}
            className={cn('flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 py-0.5', index === active && 'bg-hover')}
          >
            <span className={cn('min-w-0 flex-1 truncate', !choice.value && 'text-muted')} title={choice.label}>{choice.label}</span>
            {choice.note && <span className="shrink-0 text-sm text-muted">{choice.note}</span>}
            {choice.value === value && <Check aria-hidden className="size-4 shrink-0 text-link" />}
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="px-2 py-1.5 text-muted">{none}</p>}
    </>
  )
}
