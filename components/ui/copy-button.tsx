'use client'

import { useState } from 'react'
import { Check, Copy } from 'lucide-react'
import { Button, type ButtonProps } from './button'

/** Works on plain http too, where `navigator.clipboard` is missing. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = Object.assign(document.createElement('textarea'), { value: text })
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/** Copies `text` and says so for a moment. `label` is its name for screen readers, and shown with `labelled`. */
export function CopyButton({ text, label = 'Copy', labelled, ...rest }: { text: string; label?: string; labelled?: boolean } & Omit<ButtonProps, 'children'>) {
  const [copied, setCopied] = useState(false)
  async function press() {
    await copy(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <Button size="sm" variant="ghost" {...rest} icon={copied ? Check : Copy} onClick={press} aria-label={copied ? 'Copied' : label}>
      {labelled ? (copied ? 'Copied' : label) : undefined}
    </Button>
  )
}
