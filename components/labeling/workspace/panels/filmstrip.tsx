'use client'

import { ImageOff } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import type { OpenTask } from '../page/open-task'
import { useLabeling } from '../page/session-context'

/** The images before this one, which a press opens again, and the one that comes next. */
export function Filmstrip({ tasks }: { tasks: readonly OpenTask[] }) {
  const session = useLabeling()
  const strip = useStore(session.strip)
  const next = useStore(session.upcoming)
  const busy = useStore(session.busy)
  if (strip.length === 0 && !next) return null
  return (
    <nav aria-label="Images before this one and after it" className="flex h-16 shrink-0 items-center justify-end-safe gap-1 overflow-x-auto border-t border-line bg-surface px-2 max-md:hidden">
      {strip.map(({ id, fileName, thumb }) => (
        <button key={id} type="button" disabled={busy} aria-label={`Open ${fileName} again`} title={fileName} onClick={() => void session.visit(id)} className="shrink-0 rounded-md border-2 border-transparent p-0.5 hover:border-line-strong">
          <Thumb thumb={thumb} />
        </button>
      ))}
      {tasks.map(({ id, view: { image } }) => (
        <span key={id} aria-current title={image.fileName} className="shrink-0 rounded-md border-2 border-accent p-0.5">
          <Thumb thumb={image.thumb} />
        </span>
      ))}
      {next && (
        <span title={`Next: ${next.view.image.fileName}`} className="shrink-0 rounded-md border-2 border-transparent p-0.5 opacity-60">
          <span className="sr-only">Next: {next.view.image.fileName}</span>
          <Thumb thumb={next.view.image.thumb} />
        </span>
      )}
    </nav>
  )
}

function Thumb({ thumb }: { thumb: string | null }) {
  if (!thumb) return <ImageOff aria-hidden className="size-11 p-3 text-faint" />
  // eslint-disable-next-line @next/next/no-img-element
  return <img src={thumb} alt="" loading="lazy" className="size-11 rounded-sm bg-sunken object-contain" />
}
