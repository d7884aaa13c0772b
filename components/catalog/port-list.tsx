import { PortGlyph } from '@/components/pipelines/port-glyph'
import type { Port } from '@/lib/catalog/types'

/** Ports with their mark, JSON name, type and what they are for. */
export function PortList({ ports, none }: { ports: Port[]; none: string }) {
  if (ports.length === 0) return <p className="text-muted">{none}</p>
  return (
    <ul className="flex flex-col gap-2">
      {ports.map((port) => (
        <li key={port.name} className="flex gap-2">
          <span className="pt-1">
            <PortGlyph type={port.type} />
          </span>
          <div className="min-w-0">
            <p>
              <code className="font-mono text-sm font-medium">{port.name}</code>{' '}
              <span className="text-muted">
                {port.type}
                {port.optional ? ', optional' : ''}
              </span>
            </p>
            <p className="text-sm text-muted">{port.help}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
