import { cn } from './cn'

const tones = {
  neutral: 'bg-queued-soft text-muted',
  accent: 'bg-selected text-link',
  running: 'bg-running-soft text-running',
  succeeded: 'bg-succeeded-soft text-succeeded',
  reused: 'bg-reused-soft text-reused',
  failed: 'bg-failed-soft text-failed',
  warning: 'bg-warning-soft text-warning',
} as const

export type Tone = keyof typeof tones

/** A small word on a soft ground. */
export function Badge({ tone = 'neutral', className, ...rest }: React.ComponentProps<'span'> & { tone?: Tone }) {
  return <span {...rest} className={cn('inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-sm font-medium whitespace-nowrap tabular', tones[tone], className)} />
}
