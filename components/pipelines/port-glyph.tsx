import { portColor, portShape, type PortShape } from './edge-style'

const paths: Record<Exclude<PortShape, 'ring' | 'dashed' | 'circle'>, string> = {
  diamond: 'M6 0.8 L11.2 6 L6 11.2 L0.8 6 Z',
  square: 'M1.6 1.6 H10.4 V10.4 H1.6 Z',
  triangle: 'M6 1 L11.2 10.4 H0.8 Z',
  pentagon: 'M6 0.8 L11.2 4.7 L9.2 10.9 H2.8 L0.8 4.7 Z',
}

/** A port's mark: the type's shape in the type's colour. */
export function PortGlyph({ type, size = 12 }: { type: string; size?: number }) {
  const shape = portShape(type)
  const color = portColor(type)
  const open = shape === 'ring' || shape === 'dashed'
  const common = { fill: open ? 'var(--surface)' : color, stroke: open ? color : 'var(--surface)', strokeWidth: open ? 1.75 : 1.25 }
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 12 12" className="pointer-events-none block overflow-visible">
      {shape === 'circle' || open ? (
        <circle cx="6" cy="6" r={open ? 4.4 : 5} {...common} strokeDasharray={shape === 'dashed' ? '2 1.6' : undefined} />
      ) : (
        <path d={paths[shape]} {...common} strokeLinejoin="round" />
      )}
    </svg>
  )
}
