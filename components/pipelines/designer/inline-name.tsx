'use client'

import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { useDesigner } from './designer-context'

export interface InlineNameProps {
  /** The step's or group's id. */
  node: string
  value: string
  placeholder: string
  label: string
  onSave: (name: string) => void
  className?: string
}

/** A name on the canvas while it is a field: Enter and a click elsewhere keep it, Escape does not. */
export function InlineName({ node, value, placeholder, label, onSave, className }: InlineNameProps) {
  const { panel } = useDesigner()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const close = (save: boolean) => {
    if (save) onSave(input.current?.value ?? '')
    panel.set(null)
  }
  return (
    <input
      ref={input}
      defaultValue={value}
      placeholder={placeholder}
      aria-label={label}
      maxLength={200}
      className={cn('nodrag nopan -mx-1 rounded-sm bg-surface px-1 outline-2 outline-ring', className)}
      onBlur={() => panel.get()?.kind === 'rename' && close(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        close(event.key === 'Enter')
        document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)?.focus({ preventScroll: true })
      }}
    />
  )
}
