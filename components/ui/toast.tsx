'use client'

import { useEffect, useState } from 'react'
import dynamic from 'next/dynamic'

export interface Toast {
  message: string
  tone?: 'neutral' | 'error'
  action?: { label: string; onClick: () => void }
}

const queue: Toast[] = []
let wake: (() => void) | undefined

/** Tells of something that happened elsewhere on the page, for a few seconds. */
export function showToast(toast: Toast): void {
  queue.push(toast)
  wake?.()
}

/** Hands each waiting toast on, now and as they come; the last to ask gets them. */
export function drainToasts(show: (toast: Toast) => void): () => void {
  const drain = () => queue.splice(0).forEach(show)
  wake = drain
  drain()
  return () => {
    if (wake === drain) wake = undefined
  }
}

const Toaster = dynamic(() => import('./toaster').then((module) => module.Toaster), { ssr: false })

/** Where toasts appear. What draws them is fetched with the first. */
export function Toasts() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    if (wanted) return
    wake = () => setWanted(true)
    if (queue.length > 0) setWanted(true)
  }, [wanted])
  return wanted ? <Toaster /> : null
}
