'use client'

import { Dialog as Radix } from 'radix-ui'
import { X } from 'lucide-react'
import { Button } from './button'
import { cn } from './cn'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close

export interface DialogContentProps {
  title: React.ReactNode
  /** One sentence below the title. */
  description?: React.ReactNode
  /** Pixels; never wider than the screen. */
  width?: number
  className?: string
  children: React.ReactNode
}

/** A dialog's panel: title, close button, body. Put the buttons in `DialogFooter`. */
export function DialogContent({ title, description, width = 440, className, children }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
      <Radix.Content
        style={{ width }}
        {...(description ? {} : { 'aria-describedby': undefined })}
        className="fixed top-[max(16px,14vh)] left-1/2 z-50 flex max-h-[calc(100dvh-max(16px,14vh)-16px)] max-w-[calc(100vw-24px)] -translate-x-1/2 animate-appear flex-col rounded-lg bg-raised shadow-pop max-sm:top-4 max-sm:max-h-[calc(100dvh-32px)]"
      >
        <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
          <div className="flex flex-col gap-1">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="text-muted">{description}</Radix.Description>}
          </div>
          <Radix.Close asChild>
            <Button variant="ghost" size="sm" icon={X} aria-label="Close" className="-mr-1" />
          </Radix.Close>
        </div>
        <div className={cn('min-h-0 overflow-y-auto px-5 pb-5', className)}>{children}</div>
      </Radix.Content>
    </Radix.Portal>
  )
}

export function DialogFooter({ className, ...rest }: React.ComponentProps<'div'>) {
  return <div {...rest} className={cn('mt-5 flex justify-end gap-2', className)} />
}
