import { Check } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatCount, formatInteger } from '@/components/ui/format'
import type { GalleryItem } from '@/lib/data/gallery'
import { dataHref } from '../data-queries'

export type CardState = { kind: 'adding' } | { kind: 'added'; name: string } | { kind: 'failed'; error: unknown }

export interface GalleryCardProps {
  workspace: string
  item: GalleryItem
  mayAdd: boolean
  /** The asset that holds it already, if one does. */
  added: string | undefined
  state: CardState | undefined
  onAdd: () => void
}

/** What a data set is, how large, whose, and under which terms. */
export function GalleryCard({ workspace, item, mayAdd, added, state, onAdd }: GalleryCardProps) {
  const name = state?.kind === 'added' ? state.name : added
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3 [contain-intrinsic-size:auto_200px] [content-visibility:auto]">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="font-medium">{item.title}</h2>
          <p className="text-sm text-muted tabular">
            {item.rows === null ? '' : `${formatCount(item.rows, 'row')} × `}
            {formatInteger(item.columns.length)} columns · {formatBytes(item.size)}
          </p>
        </div>
        {name ? (
          <Button size="sm" asChild>
            <Link href={dataHref(workspace, name)}>
              <Check aria-hidden className="size-3.5 text-succeeded" />
              Open
            </Link>
          </Button>
        ) : (
          mayAdd && (
            <Button size="sm" busy={state?.kind === 'adding'} aria-label={`Add ${item.title}`} onClick={onAdd}>
              Add
            </Button>
          )
        )}
      </div>
      <p className="line-clamp-3 text-muted" title={item.description}>
        {item.description.split('\n\n')[0] || item.columns.join(', ')}
      </p>
      {state?.kind === 'failed' && <ErrorNote error={state.error} />}
      <dl className="mt-auto grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-sm">
        <dt className="text-muted">Source</dt>
        <dd className="truncate">
          <Outside url={item.sources[0]?.url} text={item.sources[0]?.title ?? 'Not stated'} />
          {item.sources.length > 1 && <span className="text-muted"> and {item.sources.length - 1} more</span>}
        </dd>
        <dt className="text-muted">Licence</dt>
        <dd className="truncate">
          <Outside url={item.licence?.url} text={item.licence?.name ?? 'Not stated'} />
        </dd>
      </dl>
    </li>
  )
}

/** A link that leaves the studio; plain text without an address that a browser may open. */
export function Outside({ url, text }: { url: string | undefined; text: string }) {
  if (!url || !/^https?:\/\//.test(url)) return <span title={text}>{text}</span>
  return (
    <a className="link" href={url} target="_blank" rel="noreferrer" title={text}>
      {text}
    </a>
  )
}
