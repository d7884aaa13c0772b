'use client'

import type { ReadingOptions } from '@/lib/duckdb/ingest/options'

export interface RawLinesProps {
  lines: string[]
  /** Where the columns of a fixed-width file begin, from 0. */
  starts: number[] | undefined
  /** Where given, a press puts a beginning there or takes it away. */
  onStarts?: (starts: NonNullable<ReadingOptions['starts']>) => void
}

/** The first lines of the file as they are; in a fixed-width file with its columns drawn on them. */
export function RawLines({ lines, starts, onStarts }: RawLinesProps) {
  if (lines.length === 0) return null
  function press(event: React.MouseEvent<HTMLDivElement>) {
    if (!onStarts || !starts) return
    const box = event.currentTarget.getBoundingClientRect()
    const width = event.currentTarget.querySelector('[data-measure]')!.getBoundingClientRect().width / 100
    const at = Math.max(0, Math.round((event.clientX - box.left) / width))
    const next = starts.includes(at) ? starts.filter((start) => start !== at) : [...starts, at].sort((one, other) => one - other)
    if (next.length > 0) onStarts(next)
  }
  return (
    <section aria-labelledby="raw-lines" className="flex min-w-0 flex-col gap-1">
      <h2 id="raw-lines" className="font-medium">
        The first lines as they are
      </h2>
      {onStarts && <p className="text-sm text-muted">Press between two characters to begin a column there, or on a line to take it away.</p>}
      <div role="region" aria-label="First lines" tabIndex={0} className="max-h-72 overflow-auto rounded-md border border-line bg-surface px-3 py-2 font-mono text-sm">
        <div className={onStarts ? 'relative w-max min-w-full cursor-col-resize' : 'relative w-max'} onClick={press}>
          <span data-measure aria-hidden className="invisible absolute whitespace-pre">
            {'0'.repeat(100)}
          </span>
          {starts?.map((start) => <span key={start} aria-hidden className="pointer-events-none absolute inset-y-0 w-px bg-accent" style={{ left: `${start}ch` }} />)}
          {lines.map((line, index) => (
            <div key={index} className="whitespace-pre">
              {line.replace(/\t/g, '⇥') || ' '}
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
