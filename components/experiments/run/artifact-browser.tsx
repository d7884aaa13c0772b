'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight, File, Folder, Package } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import { experimentKeys } from '../queries'
import { ArtifactPreview } from './artifact-preview'
import { fetchFolder } from './artifact-queries'

export interface ArtifactBrowserProps {
  /** The folder's path in the studio; null where the files lie elsewhere, at `uri`. */
  root: string | null
  uri: string
  /** Files may still be added. */
  live?: boolean
}

export interface ChosenFile {
  path: string
  size: number
}

/** The files of a run or of a model as a tree, with what is chosen beside it. */
export default function ArtifactBrowser({ root, uri, live }: ArtifactBrowserProps) {
  const [chosen, setChosen] = useState<ChosenFile | null>(null)
  if (root === null) {
    return (
      <EmptyState icon={Package} title="The files lie outside this studio">
        They were logged to <code className="break-all">{uri}</code>. Fetch them there.
      </EmptyState>
    )
  }
  return (
    <div className="grid gap-4 md:grid-cols-[300px_minmax(0,1fr)]">
      <nav aria-label="Files" className="max-h-[70vh] overflow-auto rounded-md border border-line bg-surface py-1">
        <FolderList path={root} depth={0} chosen={chosen} onChoose={setChosen} live={live} />
      </nav>
      {chosen ? <ArtifactPreview key={chosen.path} file={chosen} /> : <p className="self-center text-center text-muted max-md:hidden">Choose a file to look at it.</p>}
    </div>
  )
}

interface FolderListProps {
  path: string
  depth: number
  chosen: ChosenFile | null
  onChoose: (file: ChosenFile) => void
  live?: boolean
}

function FolderList({ path, depth, chosen, onChoose, live }: FolderListProps) {
  const { slug } = useWorkspace()
  const query = useQuery({ queryKey: experimentKeys.folder(slug, path), queryFn: () => fetchFolder(slug, path), refetchInterval: live ? 5_000 : false })
  if (query.error) return <ErrorNote className="m-2" title="The files could not be listed" error={query.error} />
  if (!query.data) return <SkeletonRows rows={3} className="p-2" />
  if (query.data.length === 0) return <p className="px-3 py-2 text-muted">{depth === 0 ? 'No files were logged.' : 'Empty'}</p>
  return (
    <ul>
      {query.data.map((entry) => {
        const place = `${path}/${entry.path}`
        return (
          <li key={entry.path}>
            {entry.is_dir ? (
              <FolderRow name={entry.path} path={place} depth={depth} chosen={chosen} onChoose={onChoose} live={live} />
            ) : (
              <Line depth={depth} icon={<File aria-hidden className="size-3.5 shrink-0 text-faint" />} name={entry.path} pressed={chosen?.path === place} onPress={() => onChoose({ path: place, size: entry.file_size ?? 0 })}>
                <span className="text-sm text-faint tabular">{formatBytes(entry.file_size ?? 0)}</span>
              </Line>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function FolderRow({ name, ...list }: FolderListProps & { name: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Line
        depth={list.depth}
        name={name}
        expanded={open}
        onPress={() => setOpen(!open)}
        icon={
          <>
            <ChevronRight aria-hidden className={cn('size-3 shrink-0 text-faint', open && 'rotate-90')} />
            <Folder aria-hidden className="size-3.5 shrink-0 text-muted" />
          </>
        }
      />
      {open && <FolderList {...list} depth={list.depth + 1} />}
    </>
  )
}

interface LineProps {
  depth: number
  icon: React.ReactNode
  name: string
  pressed?: boolean
  expanded?: boolean
  onPress: () => void
  children?: React.ReactNode
}

function Line({ depth, icon, name, pressed, expanded, onPress, children }: LineProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-expanded={expanded}
      title={name}
      style={{ paddingLeft: 8 + depth * 16 + (expanded === undefined ? 16 : 0) }}
      className={cn('flex h-7 w-full items-center gap-1.5 pr-2 text-left hover:bg-hover', pressed && 'bg-selected')}
      onClick={onPress}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {children}
    </button>
  )
}
