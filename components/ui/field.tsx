'use client'

import { cloneElement, useId, type ReactElement } from 'react'
import { CircleAlert } from 'lucide-react'
import { cn } from './cn'

interface ControlProps {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

export interface FieldProps {
  label: React.ReactNode
  /** One sentence below the control. */
  help?: React.ReactNode
  /** What is wrong and what to do; takes the place of the help. */
  error?: string | null
  /** At the right of the label, e.g. a unit or a link. */
  aside?: React.ReactNode
  className?: string
  /** The one control; gets its id and the aria attributes from here. */
  children: ReactElement<ControlProps>
}

/** A label, a control, and a help line or an error, tied together for screen readers. */
export function Field({ label, help, error, aside, className, children }: FieldProps) {
  const own = useId()
  const id = children.props.id ?? own
  const note = error || help ? `${id}-note` : undefined
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {aside && <span className="text-sm text-muted">{aside}</span>}
      </div>
      {cloneElement(children, { id, 'aria-describedby': note, 'aria-invalid': error ? true : undefined })}
      {note && (
        <p id={note} role={error ? 'alert' : undefined} className={cn('text-sm', error ? 'flex gap-1 text-failed' : 'text-muted')}>
          {error && <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />}
          {error || help}
        </p>
      )}
    </div>
  )
}

export function Label({ className, ...rest }: React.ComponentProps<'label'>) {
  return <label {...rest} className={cn('text-sm font-medium text-fg', className)} />
}
