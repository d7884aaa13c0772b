'use client'

import { lazy, useMemo, useState } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { prepareCost } from '@/components/charts/prepare/threshold'
import type { Store } from '@/components/pipelines/draft/store'
import { useUrlState } from '@/components/runs/use-url-state'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { costCurve, equalCosts, readCosts, writeCosts, type Costs, type ThresholdCurve } from '@/lib/results/threshold'

const MovingMark = lazy(() => import('@/components/charts/draw/moving-mark'))

const fields: { key: keyof Costs; label: (name: string) => string }[] = [
  { key: 'tp', label: (name) => `Found ${name}` },
  { key: 'fn', label: (name) => `Missed ${name}` },
  { key: 'fp', label: () => 'False alarm' },
  { key: 'tn', label: () => 'Left alone rightly' },
]

/** What each outcome costs, entered by hand, and the threshold that costs least. */
export function CostPanel({ curve, label, target, store }: { curve: ThresholdCurve; label: string; target: string; store: Store<number> }) {
  const url = useUrlState()
  const [entered, setEntered] = useState(() => {
    const costs = readCosts(url.get('costs')) ?? equalCosts
    return Object.fromEntries(fields.map(({ key }) => [key, String(costs[key])])) as Record<keyof Costs, string>
  })
  const given = readCosts(fields.length === 4 ? [entered.tp, entered.fp, entered.fn, entered.tn].map((text) => text.replace(',', '.')).join(',') : null)
  const costs = given ?? equalCosts
  const written = writeCosts(costs)
  const { spec, best } = useMemo(() => {
    const parsed = readCosts(written)!
    return { spec: prepareCost(curve, parsed, label, target), best: costCurve(curve, parsed).best }
  }, [curve, written, label, target])
  const change = (key: keyof Costs, text: string) => {
    const next = { ...entered, [key]: text }
    setEntered(next)
    const parsed = readCosts([next.tp, next.fp, next.fn, next.tn].map((part) => part.replace(',', '.')).join(','))
    if (parsed) url.set({ costs: writeCosts(parsed) === writeCosts(equalCosts) ? null : writeCosts(parsed) })
  }
  const bad = (text: string) => text.trim() === '' || !Number.isFinite(Number(text.replace(',', '.')))
  return (
    <LineChart
      key={written}
      spec={spec}
      marks={<MovingMark store={store} at={(index) => ({ x: curve.points[index]!.threshold, y: null })} />}
      controls={
        <div className="px-3 pt-2">
          <p className="mb-1.5 text-sm text-muted">What one row of each outcome costs, in any unit; a benefit is a negative cost.</p>
          <div className="flex flex-wrap items-end gap-3">
            {fields.map(({ key, label: text }) => (
              <Field key={key} label={<span className="block max-w-36 truncate">{text(label)}</span>} error={bad(entered[key]) ? 'Enter a number.' : null} className="w-36">
                <Input inputMode="decimal" className="h-7 tabular" value={entered[key]} onChange={(event) => change(key, event.target.value)} />
              </Field>
            ))}
            {best && (
              <Button size="sm" onClick={() => store.set(best.index)}>
                Use the best threshold
              </Button>
            )}
          </div>
        </div>
      }
    />
  )
}
