'use client'

import { useId, useRef, useState } from 'react'
import { ListFilter, X } from 'lucide-react'
import { ApiError } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { isAppError } from '@/lib/errors'
import { parseFilter } from '@/lib/tracking/filter/parse'
import type { Searchable } from '@/lib/tracking/filter/schema'

export interface FilterBoxProps {
  value: string
  /** What can be asked about. */
  searchable: Searchable
  /** Shown while the box is empty. */
  example: string
  /** What the studio has said to the filter. */
  error: unknown
  onChange: (filter: string | null) => void
  /** A button at its right that shows the text as a form; told of each text that is typed. */
  children?: (text: () => string) => React.ReactNode
}

interface Problem {
  message: string
  text: string
  /** From which character on; undefined where it is the whole. */
  at: number | undefined
}

/** A filter in MLflow's syntax, taken on Enter or when the box is left. What cannot be read stays as it was typed, with its place. */
export function FilterBox({ value, searchable, example, error, onChange, children }: FilterBoxProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<Problem | null>(null)
  const problem = typed ?? problemOf(value, searchable) ?? (value !== '' && error instanceof ApiError && error.code === 'invalid' ? { message: error.message, text: value, at: undefined } : null)
  const take = () => {
    const next = box.current?.value.trim() ?? ''
    const found = problemOf(next, searchable)
    setTyped(found)
    if (!found && next !== value) onChange(next || null)
  }
  const put = (text: string) => {
    if (box.current) box.current.value = text
    setTyped(null)
  }
  return (
    <div className="min-w-0 flex-1 basis-80">
      <div className="flex items-center gap-2">
        <div className="relative min-w-0 flex-1">
          <ListFilter aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-faint" />
          <Input
            key={value}
            ref={box}
            type="text"
            aria-label="Filter"
            aria-invalid={problem !== null}
            aria-describedby={problem ? id : undefined}
            className={cn('w-full pr-8 pl-8 font-mono')}
            placeholder={example}
            defaultValue={value}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key === 'Enter') take()
              if (event.key === 'Escape') put(value)
            }}
          />
          {(value !== '' || typed) && (
            <button type="button" aria-label="Clear the filter" className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover" onClick={() => (put(''), onChange(null))}>
              <X aria-hidden className="size-3.5" />
            </button>
          )}
        </div>
        {children?.(() => box.current?.value ?? value)}
      </div>
      {problem && <ProblemNote id={id} problem={problem} />}
    </div>
  )
}

function ProblemNote({ id, problem: { message, text, at } }: { id: string; problem: Problem }) {
  return (
    <div className="mt-1 text-sm">
      <p id={id} role="alert" className="text-failed">
        {message}
      </p>
      {at !== undefined && (
        <p aria-hidden className="truncate font-mono text-muted">
          {at > 40 && '…'}
          {text.slice(Math.max(0, at - 40), at)}
          <mark className="rounded-xs bg-failed-soft text-failed underline decoration-wavy">{text.slice(at, at + 40) || '\u00a0\u00a0'}</mark>
        </p>
      )}
    </div>
  )
}

function problemOf(text: string, searchable: Searchable): Problem | null {
  try {
    parseFilter(text, searchable)
    return null
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    const at = cause.details?.at
    return { message: cause.message, text, at: typeof at === 'number' ? at : undefined }
  }
}
