import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { Skeleton } from '@/lib/labeling/schema'

const none: Skeleton = { points: [], edges: [] }

/** The points of a keypoint label in their order, and the point before to which a line joins each. */
export function SkeletonRows({ skeleton, onChange }: { skeleton: Skeleton | null; onChange: (skeleton: Skeleton) => void }) {
  const { points, edges } = skeleton ?? none
  const remove = (at: number) => {
    const moved = (index: number) => (index > at ? index - 1 : index)
    onChange({ points: points.filter((_, index) => index !== at), edges: edges.filter(([a, b]) => a !== at && b !== at).map(([a, b]) => [moved(a), moved(b)]) })
  }
  const has = (a: number, b: number) => edges.some(([x, y]) => (x === a && y === b) || (x === b && y === a))
  const toggle = (a: number, b: number) => onChange({ points, edges: has(a, b) ? edges.filter(([x, y]) => !((x === a && y === b) || (x === b && y === a))) : [...edges, [a, b]] })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Skeleton</legend>
      {points.map((name, at) => (
        <div key={at} className="flex flex-col gap-1">
          <div className="flex gap-2">
            <span className="w-6 shrink-0 self-center text-right text-sm text-muted tabular">{at + 1}</span>
            <Input aria-label={`Name of point ${at + 1}`} value={name} onChange={(event) => onChange({ points: points.map((each, index) => (index === at ? event.target.value : each)), edges })} maxLength={60} />
            <Button variant="ghost" icon={X} aria-label={`Remove point ${at + 1}`} onClick={() => remove(at)} />
          </div>
          {at > 0 && (
            <div className="ml-8 flex flex-wrap items-center gap-1 text-sm text-muted" role="group" aria-label={`Lines from point ${at + 1}`}>
              Line to
              {points.slice(0, at).map((other, index) => (
                <Button key={index} size="sm" variant={has(index, at) ? 'primary' : 'secondary'} aria-pressed={has(index, at)} onClick={() => toggle(index, at)}>
                  {other || index + 1}
                </Button>
              ))}
            </div>
          )}
        </div>
      ))}
      <Button icon={Plus} size="sm" className="self-start" disabled={points.length >= 200} onClick={() => onChange({ points: [...points, ''], edges: points.length > 0 ? [...edges, [points.length - 1, points.length]] : edges })}>
        Add point
      </Button>
    </fieldset>
  )
}
