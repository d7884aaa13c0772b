'use client'

import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Images } from 'lucide-react'
import { LineSwatch } from '@/components/charts/run-lines-legend'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRun } from '@/lib/comparison/schema'
import { artifactUrl } from '../run/artifact-queries'
import { isOpen } from '../status'
import type { LineRun } from './metric-lines'
import { groupPictures, type PictureGroup } from './picture-groups'
import { comparisonKeys, fetchPictures } from './queries'

export interface PicturesProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
}

const MOST_STEPS = 12

/** The same picture of several runs, step by step: rows are runs, columns are steps. */
export default function Pictures({ runs, looks, hidden }: PicturesProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const live = runs.some(({ status }) => isOpen(status))
  const query = useQuery({ queryKey: comparisonKeys.pictures(slug, ids), queryFn: () => fetchPictures(api, ids), refetchInterval: live ? 5_000 : false })
  const groups = useMemo(() => groupPictures(query.data ?? [], (run) => runs.find(({ id }) => id === run)?.artifactPath ?? null), [query.data, runs])
  if (query.error) return <ErrorNote title="The pictures could not be listed" error={query.error} />
  if (query.isPending) return <SkeletonRows rows={6} />
  if (groups.length === 0) {
    return (
      <EmptyState icon={Images} title="These runs have no pictures">
        Log one with mlflow.log_image(image, key="samples", step=10), or any file that is a picture.
      </EmptyState>
    )
  }
  const group = groups.find(({ name }) => name === url.get('picture')) ?? groups[0]!
  const shown = looks.filter(({ id }) => !hidden.has(id))
  return (
    <div className="flex flex-col gap-3">
      <label className="flex items-center gap-2">
        <span className="shrink-0">Pictures of</span>
        <Select aria-label="Pictures of" className="w-72" value={group.name} onValueChange={(next) => url.set({ picture: next, at: null })} options={groups.map(({ name, paths, steps }) => ({ value: name, label: name, help: `${paths.size} of ${runs.length} runs, ${steps.length} ${steps.length === 1 ? 'picture' : 'steps'}` }))} />
      </label>
      {group.steps.length === 1 ? <OneOfEach group={group} step={group.steps[0]!} looks={shown} /> : <PictureGrid group={group} looks={shown} from={Number(url.get('at') ?? 0)} onFrom={(at) => url.set({ at: at === 0 ? null : String(at) })} />}
    </div>
  )
}

/** A picture without steps: the runs' beside each other. */
function OneOfEach({ group, step, looks }: { group: PictureGroup; step: number | null; looks: readonly LineRun[] }) {
  const { slug } = useWorkspace()
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3 @xl:grid-cols-2 @4xl:grid-cols-3">
      {looks.map((look) => {
        const path = group.paths.get(look.id)?.get(step)
        return (
          <figure key={look.id} className="flex min-w-0 flex-col gap-1.5 rounded-md border border-line bg-surface p-2">
            <figcaption className="flex min-w-0 items-center gap-1.5">
              <LineSwatch colour={look.colour} dash={look.dash} />
              <span className="truncate font-medium" title={look.name}>{look.name}</span>
              {step !== null && <span className="ml-auto shrink-0 text-sm text-muted tabular">Step {formatInteger(step)}</span>}
            </figcaption>
            {path === undefined ? (
              <span className="flex h-24 items-center justify-center rounded-sm bg-sunken text-sm text-faint">none</span>
            ) : (
              <a href={artifactUrl(slug, path)} target="_blank" rel="noreferrer">
                {/* eslint-disable-next-line @next/next/no-img-element */}
                <img loading="lazy" src={artifactUrl(slug, path)} alt={`${group.name} of ${look.name}${step === null ? '' : ` at step ${step}`}`} className="h-72 w-full rounded-sm bg-white object-contain" />
              </a>
            )}
          </figure>
        )
      })}
    </div>
  )
}

function PictureGrid({ group, looks, from, onFrom }: { group: PictureGroup; looks: readonly LineRun[]; from: number; onFrom: (at: number) => void }) {
  const { slug } = useWorkspace()
  const last = Math.max(0, group.steps.length - MOST_STEPS)
  const first = Math.min(Math.max(0, Number.isInteger(from) ? from : 0), last)
  const steps = group.steps.slice(first, first + MOST_STEPS)
  return (
    <>
      {last > 0 && (
        <label className="flex items-center gap-2">
          Steps {steps.map((step) => step ?? 0).filter((_, index, all) => index === 0 || index === all.length - 1).map(formatInteger).join(' to ')} of {formatInteger(group.steps.length)}
          <input type="range" min={0} max={last} value={first} aria-label="First step" className="w-64 accent-(--accent)" onChange={(event) => onFrom(Number(event.target.value))} />
        </label>
      )}
      <div role="region" aria-label={`Pictures of ${group.name}`} tabIndex={0} className="overflow-auto rounded-md border border-line bg-surface">
        <table className="border-separate border-spacing-2 text-left">
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 bg-surface px-2 text-sm font-medium text-muted">
                Run
              </th>
              {steps.map((step) => (
                <th key={String(step)} scope="col" className="px-1 text-sm font-medium text-muted tabular">
                  {step === null ? 'Picture' : `Step ${formatInteger(step)}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {looks.map((look) => (
              <tr key={look.id}>
                <th scope="row" className="sticky left-0 max-w-40 bg-surface px-2 align-top font-normal">
                  <span className="flex items-center gap-1.5" title={look.name}>
                    <LineSwatch colour={look.colour} dash={look.dash} />
                    <span className="truncate">{look.name}</span>
                  </span>
                </th>
                {steps.map((step) => {
                  const path = group.paths.get(look.id)?.get(step)
                  return (
                    <td key={String(step)} className="align-top">
                      {path === undefined ? (
                        <span className="flex h-24 w-32 items-center justify-center rounded-sm bg-sunken text-sm text-faint">none</span>
                      ) : (
                        <a href={artifactUrl(slug, path)} target="_blank" rel="noreferrer">
                          {/* eslint-disable-next-line @next/next/no-img-element */}
                          <img loading="lazy" src={artifactUrl(slug, path)} alt={`${group.name} of ${look.name}${step === null ? '' : ` at step ${step}`}`} className={step === null ? 'max-h-72 w-80 rounded-sm bg-white object-contain' : 'h-32 min-w-32 max-w-56 rounded-sm bg-white object-contain'} />
                        </a>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
