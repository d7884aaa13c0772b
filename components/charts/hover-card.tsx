import type { Hovered } from './draw/layers'

/** Exact values beside the pointer; stays inside the drawing's left and right edge. */
export function HoverCard({ hovered, width }: { hovered: Hovered | null; width: number }) {
  if (!hovered) return null
  const onRight = hovered.px < width / 2
  return (
    <div
      role="presentation"
      className="pointer-events-none absolute z-20 max-w-64 rounded-md bg-raised px-2.5 py-1.5 text-sm shadow-pop"
      style={{ top: Math.max(0, hovered.py - 12), ...(onRight ? { left: hovered.px + 12 } : { right: Math.max(0, width - hovered.px + 12) }) }}
    >
      {hovered.title && (
        <p className="mb-0.5 flex items-center gap-1.5 font-medium">
          <span aria-hidden className="h-0.5 w-3 rounded-full" style={{ background: hovered.colour }} />
          <span className="truncate">{hovered.title}</span>
        </p>
      )}
      <dl className="grid grid-cols-[auto_auto] gap-x-3 tabular">
        {hovered.facts.map((fact) => (
          <div key={fact.label} className="contents">
            <dt className="text-muted">{fact.label}</dt>
            <dd className="truncate text-right">{fact.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
