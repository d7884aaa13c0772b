'use client'

import { useState } from 'react'
import { AlertDialog as Radix } from 'radix-ui'
import { Button } from './button'
import { ErrorNote } from './error-note'

export interface ConfirmProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** What will happen, and whether it can be undone. */
  children: React.ReactNode
  /** The verb on the button: "Delete pipeline". */
  action: string
  danger?: boolean
  /** The dialog closes when it resolves; a thrown error stands in the dialog. */
  onConfirm: () => Promise<unknown> | void
}

/** Asks before what cannot be undone. */
export function Confirm({ open, onOpenChange, title, children, action, danger = true, onConfirm }: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function confirm() {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Radix.Root open={open} onOpenChange={(next) => (setError(null), onOpenChange(next))}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content className="fixed top-[20vh] left-1/2 z-50 w-[400px] max-w-[calc(100vw-24px)] -translate-x-1/2 animate-appear rounded-lg bg-raised p-5 shadow-pop">
          <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-muted">{children}</div>
          </Radix.Description>
          {error !== null && <ErrorNote className="mt-3" error={error} />}
          <div className="mt-5 flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>Cancel</Button>
            </Radix.Cancel>
            <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
              {action}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
