import Link from 'next/link'
import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { formatInteger, formatNumber } from '@/components/ui/format'
import type { TileData } from '@/lib/dashboards/tile-data'
import { runHref, runsHref } from './hrefs'

type Data = Extract<TileData, { kind: 'number' }>

const text = (value: number, unit: Data['unit']) => (unit === 'count' ? formatInteger(value) : unit === 'hours' ? `${formatNumber(value, 3)} h` : formatNumber(value, 4))
const since = (compared: string) => (compared.startsWith('the ') ? `against ${compared}` : `since ${compared}`)

/** Whether a change is for the better; null where nobody can say. */
export function isBetter({ value, before, better }: Pick<Data, 'value' | 'before' | 'better'>): boolean | null {
  if (value === null || before === null || better === null || value === before) return null
  return value > before === (better === 'more')
}

/** One number, with what it was before and whose it is. */
export function NumberBody({ data, workspace }: { data: Data; workspace: string }) {
  const { value, before, experiment, run, unit, compared } = data
  if (value === null) return <p className="text-muted">No run of {experiment?.name} has a value{data.filter ? ' under these filters' : ''}.</p>
  const href = run && experiment ? runHref(workspace, experiment.id, run.id) : experiment ? runsHref(workspace, experiment.id, { filter: data.filter }) : `/w/${workspace}/runs`
  const change = before === null ? null : value - before
  const better = isBetter(data)
  const Arrow = !change ? ArrowRight : change > 0 ? ArrowUp : ArrowDown
  return (
    <div className="flex h-full min-h-0 flex-col justify-center gap-0.5 tabular">
      <Link href={href} className="max-w-full truncate text-3xl leading-tight font-semibold tracking-tight hover:underline" title={String(value)}>
        {text(value, unit)}
      </Link>
      <p className="flex min-w-0 items-center gap-1 text-sm text-muted">
        {change === null ? (
          <span className="truncate">{`nothing to compare with from ${compared.replace(/^the /, 'the ')}`}</span>
        ) : (
          <>
            <Arrow aria-hidden className={cn('size-3.5 shrink-0', better === true && 'text-succeeded', better === false && 'text-failed')} />
            <span className={cn('shrink-0 font-medium', better === true && 'text-succeeded', better === false && 'text-failed')}>{change === 0 ? 'no change' : `${change > 0 ? '+' : '−'}${text(Math.abs(change), unit)}`}</span>
            <span className="truncate">{since(compared)}</span>
          </>
        )}
      </p>
      {run && <p className="truncate text-sm text-muted">by {run.name}</p>}
    </div>
  )
}
