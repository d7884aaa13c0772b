import { memo } from 'react'
import { Handle, Position } from '@xyflow/react'
import { StatusIcon, statusLooks, type StatusName } from '@/components/ui/status'
import { cn } from '@/components/ui/cn'
import { cardSize, portPlaces, portSize, stripHeight } from './card-geometry'
import { categoryColor } from './edge-style'
import { ComponentIcon } from './component-icon'
import { PortGlyph } from './port-glyph'

export interface CardPort {
  name: string
  label: string
  type: string
  /** After a run: `344 × 7`. */
  shape?: string
  /** While a wire is dragged: whether it may end here. */
  fit?: 'fits' | 'fades'
}

export interface StepCardProps {
  name: React.ReactNode
  icon: string
  category: string
  /** What the step does, in one line. */
  line: React.ReactNode
  inputs: CardPort[]
  outputs: CardPort[]
  /** The strip below: the state of the latest run. */
  state?: StatusName
  duration?: string
  /** At the right end of the strip, e.g. a link or "changed since run". */
  note?: React.ReactNode
  /** Hover text of the strip, e.g. why it waits. */
  stateTitle?: string
  /** At the right of the name: the problem badge. */
  badge?: React.ReactNode
  /** Before the badge: how many comments there are. */
  comments?: React.ReactNode
  selected?: boolean
  dimmed?: boolean
  /** Takes no part in runs; the word that says so is in `badge`. */
  off?: boolean
  /** Only the name and the state's icon. */
  small?: boolean
  /** On the longest path of the run. */
  critical?: boolean
  /** Ports take no wires. */
  readOnly?: boolean
  onPortClick?: (port: string) => void
}

/** A step on a canvas. Knows nothing of drafts and runs; a parent says what to show. */
export const StepCard = memo(function StepCard(props: StepCardProps) {
  const { state, selected, dimmed, critical, off, small } = props
  return (
    <div
      style={cardSize({ strip: state !== undefined, collapsed: small })}
      className={cn(
        'group/card relative flex flex-col rounded-md border bg-surface text-left transition-[opacity,border-color] duration-100',
        critical ? 'border-warning' : 'border-line-strong',
        selected && 'border-ring ring-2 ring-ring/40',
        dimmed && 'opacity-35',
        off && 'border-dashed',
      )}
    >
      <span aria-hidden style={{ background: off ? 'var(--line-strong)' : categoryColor(props.category) }} className="absolute inset-y-0 left-0 w-1 rounded-l-md" />
      <div style={{ height: cardSize({ strip: false, collapsed: small }).height - 2 }} className="flex min-w-0 flex-col justify-center gap-0.5 pr-2 pl-3">
        <div className="flex min-w-0 items-center gap-1.5">
          <ComponentIcon name={props.icon} className="size-4 shrink-0 text-muted" />
          <span className={cn('min-w-0 flex-1 truncate font-medium', off && 'text-muted')}>{props.name}</span>
          {props.comments}
          {props.badge}
          {small && state && (
            <span title={statusLooks[state].word}>
              <StatusIcon status={state} />
            </span>
          )}
        </div>
        {!small && <div className="truncate text-sm text-muted">{props.line}</div>}
      </div>
      {state && !small && <StateStrip state={state} duration={props.duration} note={props.note} title={props.stateTitle} />}
      <Ports ports={props.inputs} side="input" readOnly={props.readOnly} onPortClick={props.onPortClick} />
      <Ports ports={props.outputs} side="output" readOnly={props.readOnly} onPortClick={props.onPortClick} />
    </div>
  )
})

function StateStrip({ state, duration, note, title }: { state: StatusName; duration?: string; note?: React.ReactNode; title?: string }) {
  const { word, color } = statusLooks[state]
  return (
    <div title={title} style={{ height: stripHeight }} className="flex items-center gap-1.5 border-t border-line pr-2 pl-3 text-sm">
      <StatusIcon status={state} />
      <span className={cn('shrink-0', color)}>{word}</span>
      {duration && <span className="shrink-0 text-muted tabular">{duration}</span>}
      <span className="ml-auto min-w-0 truncate text-muted">{note}</span>
    </div>
  )
}

function Ports({ ports, side, readOnly, onPortClick }: { ports: CardPort[]; side: 'input' | 'output'; readOnly?: boolean; onPortClick?: (port: string) => void }) {
  const places = portPlaces(ports.length)
  return ports.map((port, index) => (
    <Handle
      key={port.name}
      id={port.name}
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Position.Top : Position.Bottom}
      isConnectable={!readOnly}
      style={{ left: places[index]!.x, width: portSize, height: portSize }}
      className={cn('group/port step-port', port.fit && `step-port-${port.fit}`)}
      onClick={onPortClick && side === 'output' ? () => onPortClick(port.name) : undefined}
    >
      <PortGlyph type={port.type} />
      <span className={cn('step-port-label', side === 'input' ? 'bottom-full mb-2' : 'top-full mt-2')}>{port.label}</span>
      {port.shape && <span className="step-port-shape">{port.shape}</span>}
    </Handle>
  ))
}
