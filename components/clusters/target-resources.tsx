import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatCount, formatNumber, formatPercent } from '@/components/ui/format'
import { Skeleton } from '@/components/ui/skeleton'
import type { ResourceTotal } from '@/lib/clusters/schema'
import { useTargetResources } from './cluster-queries'

const words: Record<string, string> = { CPU: 'CPUs', GPU: 'GPUs', memory: 'Memory', object_store_memory: 'Object store' }

/** What Ray says that it has and holds, for whomever it works. */
export function TargetResources({ name }: { name: string }) {
  const { data, error, isPending } = useTargetResources(name)
  return (
    <section aria-labelledby="ray-resources" className="flex flex-col gap-2">
      <h2 id="ray-resources" className="font-semibold">
        Resources of Ray
      </h2>
      {isPending && <Skeleton className="h-16" />}
      {Boolean(error) && <ErrorNote title="What Ray has could not be read" error={error} />}
      {data?.problem && <p className="rounded-md border border-line bg-surface px-3 py-2">What Ray has is not known: {data.problem}</p>}
      {data && !data.problem && (
        <>
          <p className="text-muted">As Ray counts them{data.machines ? `, on ${formatCount(data.machines, 'machine')}` : ''}: what is in use is held for jobs and tasks of everybody, not of Atelier alone.</p>
          <ul className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
            {data.resources.map((resource) => (
              <Resource key={resource.name} resource={resource} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Resource({ resource: { name, used, total, unit } }: { resource: ResourceTotal }) {
  const label = words[name] ?? name
  const show = unit === 'bytes' ? formatBytes : (value: number) => formatNumber(value)
  const share = total > 0 ? Math.min(1, used / total) : 0
  return (
    <li className="flex min-w-0 flex-col gap-1">
      <p className="flex justify-between gap-2">
        <span className="truncate text-muted">{label}</span>
        <span className="shrink-0 tabular">
          {show(used)} of {show(total)} in use
        </span>
      </p>
      <div className="h-1.5 overflow-hidden rounded-xs bg-sunken" role="meter" aria-label={`${label} in use`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} aria-valuetext={`${formatPercent(share)} of ${show(total)}`}>
        <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    </li>
  )
}
