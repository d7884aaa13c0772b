'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'

export interface CommentFormProps {
  /** The verb on the button, and the field's name. */
  label: string
  placeholder?: string
  initial?: string
  autoFocus?: boolean
  pending: boolean
  error: Error | null
  /** What is written stays in the field until this has been done. */
  onSubmit: (body: string) => Promise<unknown>
  onCancel?: () => void
}

/** A field that grows a button once something is in it; Ctrl+Enter sends. */
export function CommentForm({ label, placeholder, initial = '', autoFocus, pending, error, onSubmit, onCancel }: CommentFormProps) {
  const [text, setText] = useState(initial)
  const send = async () => {
    if (text.trim() === '' || pending) return
    const done = await onSubmit(text).then(() => true, () => false)
    if (done) setText('')
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        aria-label={label}
        rows={text === '' ? 1 : 3}
        className="min-h-8"
        maxLength={10_000}
        autoFocus={autoFocus}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && onCancel) onCancel()
          else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void send()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {error && (
        <p role="alert" className="text-sm text-failed">
          {error.message}
        </p>
      )}
      {(text !== '' || onCancel) && (
        <div className="flex gap-2">
          <Button size="sm" variant="primary" type="submit" busy={pending} disabled={text.trim() === ''}>
            {label}
          </Button>
          {onCancel && (
            <Button size="sm" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
