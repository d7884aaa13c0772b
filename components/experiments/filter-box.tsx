'use client'

import { useId, useRef } from 'react'
import { ListFilter, X } from 'lucide-react'
import { ApiError } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'

export interface FilterBoxProps {
  value: string
  /** Shown while the box is empty. */
  example: string
  /** What the studio has said to the filter. */
  error: unknown
  onChange: (filter: string | null) => void
}

/** A filter in MLflow's syntax, taken on Enter or when the box is left. */
export function FilterBox({ value, example, error, onChange }: FilterBoxProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const refused = value !== '' && error instanceof ApiError && error.code === 'invalid'
  const take = () => {
    const next = box.current?.value.trim() ?? ''
    if (next !== value) onChange(next || null)
  }
  return (
    <div className="min-w-0 flex-1 basis-80">
      <div className="relative">
        <ListFilter aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-faint" />
        <Input
          key={value}
          ref={box}
          type="text"
          aria-label="Filter"
          aria-invalid={refused}
          aria-describedby={refused ? id : undefined}
          className={cn('w-full pr-8 pl-8 font-mono')}
          spellCheck={false}
          autoComplete="off"
          placeholder={example}
          defaultValue={value}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take()
            if (event.key === 'Escape' && box.current) box.current.value = value
          }}
        />
        {value !== '' && (
          <button type="button" aria-label="Clear the filter" className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover" onClick={() => onChange(null)}>
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </div>
      {refused && (
        <p id={id} role="alert" className="mt-1 text-sm text-failed">
          {error.message}
        </p>
      )}
    </div>
  )
}
